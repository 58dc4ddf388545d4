// Package wasmfile takes a WebAssembly file apart into its sections and puts it together again, for the passes that the build
// makes over a linked program. It knows the binary format's frame (WebAssembly 2.0, section 5) and no instructions.
package wasmfile

import (
	"encoding/binary"
	"errors"
	"slices"
)

// The sections that passes look into.
const (
	Custom   = 0
	Type     = 1
	Import   = 2
	Function = 3
	Start    = 8
	Element  = 9
	Code     = 10
	Data     = 11
)

// Section is one section of a file, without its length.
type Section struct {
	ID   byte
	Body []byte
}

const head = "\x00asm\x01\x00\x00\x00"

// Parse returns the sections of a file, in their order. They share its memory.
func Parse(file []byte) ([]Section, error) {
	if len(file) < len(head) || string(file[:len(head)]) != head {
		return nil, errors.New("it is no WebAssembly file of version 1")
	}
	var all []Section
	for r := NewReader(file[len(head):]); r.More(); {
		s := Section{ID: r.Byte(), Body: r.Bytes(r.Uint())}
		if err := r.Err(); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// Encode returns the file of the sections.
func Encode(all []Section) []byte {
	out := []byte(head)
	for _, s := range all {
		out = append(out, s.ID)
		out = binary.AppendUvarint(out, uint64(len(s.Body)))
		out = append(out, s.Body...)
	}
	return out
}

// Find returns the first section of a kind, nil if there is none.
func Find(all []Section, id byte) *Section {
	if i := slices.IndexFunc(all, func(s Section) bool { return s.ID == id }); i >= 0 {
		return &all[i]
	}
	return nil
}

// Reader reads numbers and bytes one after the other. Past the end it gives zeros, and Err says so.
type Reader struct {
	rest []byte
	err  error
}

// NewReader returns a reader of b.
func NewReader(b []byte) *Reader { return &Reader{rest: b} }

// Err says whether more was read than there was.
func (r *Reader) Err() error { return r.err }

// More says whether there is something left.
func (r *Reader) More() bool { return len(r.rest) > 0 && r.err == nil }

// Rest returns what is left.
func (r *Reader) Rest() []byte { return r.rest }

// Byte reads one byte.
func (r *Reader) Byte() byte {
	b := r.Bytes(1)
	if len(b) == 0 {
		return 0
	}
	return b[0]
}

// Bytes reads n bytes.
func (r *Reader) Bytes(n uint64) []byte {
	if n > uint64(len(r.rest)) {
		r.cut()
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

// Uint reads an unsigned number in LEB128.
func (r *Reader) Uint() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.cut()
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

// Int reads a signed number in LEB128.
func (r *Reader) Int() int64 {
	var v int64
	for shift := 0; shift < 64; shift += 7 {
		c := r.Byte()
		v |= int64(c&0x7f) << shift
		if c&0x80 == 0 {
			if c&0x40 != 0 && shift+7 < 64 {
				v |= -1 << (shift + 7)
			}
			return v
		}
	}
	r.cut()
	return 0
}

func (r *Reader) cut() {
	r.rest, r.err = nil, errors.New("the file is cut off, or damaged")
}

// AppendInt appends a signed number in LEB128.
func AppendInt(b []byte, v int64) []byte {
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if v == 0 && c&0x40 == 0 || v == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}
