package data

import (
	"encoding/binary"
	"math"
	"strings"
)

// A Set travels from the program that reads tables to the trainer as, little-endian,
//
//	"SADT", columns, rows and the length of the names uint32; the names, a line each, none if there are none;
//	for each column its offset float64; for each row its line uint32, and then for each its numbers float32
const setMagic = "SADT"

// mostSize is more than any number that a table gives.
const mostSize = 1e31

// Encode returns s in bytes, for Decode.
func (s *Set) Encode() []byte {
	names := strings.Join(s.names, "\n")
	out := make([]byte, 0, 16+len(names)+8*s.columns+4*s.rows*(s.columns+1))
	word := func(v int) { out = binary.LittleEndian.AppendUint32(out, uint32(v)) }
	out = append(out, setMagic...)
	word(s.columns)
	word(s.rows)
	word(len(names))
	out = append(out, names...)
	for _, v := range s.offset {
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(v))
	}
	for _, line := range s.lines {
		word(int(line))
	}
	for i := range s.rows {
		for _, v := range s.Row(i) {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
		}
	}
	return out
}

// Decode returns the Set of bytes that Encode has made, and false for any others.
func Decode(b []byte) (s *Set, ok bool) {
	if len(b) < 16 || string(b[:4]) != setMagic {
		return nil, false
	}
	word := func() int {
		v := binary.LittleEndian.Uint32(b)
		b = b[4:]
		return int(v)
	}
	b = b[4:]
	columns, rows, length := word(), word(), word()
	if columns < 1 || columns > MaxColumns || rows < 1 || rows > MaxRows || length > len(b) || len(b) != length+8*columns+4*rows*(columns+1) {
		return nil, false
	}
	s = new(Set)
	if names := strings.Split(string(b[:length]), "\n"); length > 0 && len(names) == columns {
		s.names = names
	}
	b = b[length:]
	for range columns {
		s.offset = append(s.offset, math.Float64frombits(binary.LittleEndian.Uint64(b)))
		b = b[8:]
	}
	lines := b
	b = b[4*rows:]
	row := make([]float32, columns)
	for i := range rows {
		for j := range row {
			row[j] = math.Float32frombits(uint32(word()))
			if !(math.Abs(float64(row[j])+s.offset[j]) <= mostSize) {
				return nil, false
			}
		}
		s.add(row, int(binary.LittleEndian.Uint32(lines[4*i:])))
	}
	s.seal()
	return s, true
}
