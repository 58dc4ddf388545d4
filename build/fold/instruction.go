package fold

import (
	"encoding/binary"
	"fmt"

	"saddle/build/wasmfile"
)

// opcode is the number of an instruction; those behind the prefixes fc and fd have it before their own number.
type opcode uint32

// The opcodes that the pass looks for (WebAssembly 2.0, section 5.4).
const (
	nop      opcode = 0x01
	localGet opcode = 0x20

	f32Load    opcode = 0x2a
	f64Load    opcode = 0x2b
	f32Store   opcode = 0x38
	f64Store   opcode = 0x39
	i32Const   opcode = 0x41
	i64Const   opcode = 0x42
	i32Add     opcode = 0x6a
	i64Add     opcode = 0x7c
	i32WrapI64 opcode = 0xa7
	extendI32U opcode = 0xad // i64.extend_i32_u

	vectors     opcode = 0xfd00
	v128Load    opcode = vectors + 0
	load32Splat opcode = vectors + 9
	load64Splat opcode = vectors + 10
	v128Store   opcode = vectors + 11
	f32x4Splat  opcode = vectors + 19
	f64x2Splat  opcode = vectors + 20
)

// instruction is one instruction of a function.
type instruction struct {
	op     opcode
	text   []byte // as it stands in the file
	align  uint64 // of a load or store
	offset uint64
	value  int64 // of i64.const
}

// next reads an instruction. It knows those that Go emits, and says so if it meets another.
func next(r *wasmfile.Reader) (instruction, error) {
	start := r.Rest()
	i := instruction{op: opcode(r.Byte())}
	if i.op == 0xfc || i.op == 0xfd {
		sub := r.Uint()
		if sub > 0xff {
			return i, fmt.Errorf("instruction %#x of group %#x is none that Go emits", sub, i.op)
		}
		i.op = i.op<<8 | opcode(sub)
	}
	if !i.immediates(r) {
		return i, fmt.Errorf("instruction %#x is none that Go emits", i.op)
	}
	i.text = start[:len(start)-len(r.Rest())]
	return i, r.Err()
}

// immediates reads what follows an opcode; it returns false for an opcode that it does not know.
func (i *instruction) immediates(r *wasmfile.Reader) bool {
	switch op := i.op; {
	case op <= 0x01, op == 0x05, op == 0x0b, op == 0x0f, op == 0x1a, op == 0x1b, op >= 0x45 && op <= 0xc4: // none
	case op >= 0x02 && op <= 0x04: // a block's type
		r.Int()
	case op == 0x0c, op == 0x0d, op == 0x10, op >= 0x20 && op <= 0x24: // a label, a function, a variable
		r.Uint()
	case op == 0x0e: // a table of labels
		for range r.Uint() + 1 {
			if r.Uint(); r.Err() != nil {
				break
			}
		}
	case op == 0x11: // call_indirect
		r.Uint()
		r.Uint()
	case op >= 0x28 && op <= 0x3e:
		i.align, i.offset = r.Uint(), r.Uint()
	case op == 0x3f, op == 0x40: // memory.size and memory.grow
		r.Byte()
	case op == 0x41:
		r.Int()
	case op == i64Const:
		i.value = r.Int()
	case op == 0x43:
		r.Bytes(4)
	case op == 0x44:
		r.Bytes(8)
	case op >= 0xfc00 && op <= 0xfc07: // saturating conversions
	case op == 0xfc0a: // memory.copy
		r.Bytes(2)
	case op == 0xfc0b: // memory.fill
		r.Byte()
	case op >= vectors:
		i.vectorImmediates(r)
	default:
		return false
	}
	return true
}

func (i *instruction) vectorImmediates(r *wasmfile.Reader) {
	switch sub := i.op - vectors; {
	case sub <= 11, sub == 92, sub == 93:
		i.align, i.offset = r.Uint(), r.Uint()
	case sub == 12, sub == 13: // v128.const and i8x16.shuffle
		r.Bytes(16)
	case sub >= 21 && sub <= 34: // a lane
		r.Byte()
	case sub >= 84 && sub <= 91: // a lane of memory
		i.align, i.offset = r.Uint(), r.Uint()
		r.Byte()
	}
}

// Vectors says whether the body of a function has an instruction of WebAssembly's vectors, or a variable that holds one.
func Vectors(body []byte) (bool, error) {
	const v128 = 0x7b
	r := wasmfile.NewReader(body)
	has := false
	for range r.Uint() { // variables, by count and type
		r.Uint()
		has = r.Byte() == v128 || has
	}
	for r.More() {
		i, err := next(r)
		if err != nil {
			return false, err
		}
		has = has || i.op >= vectors
	}
	return has, r.Err()
}

// appendAccess appends a load or store.
func appendAccess(out []byte, op opcode, align, offset uint64) []byte {
	if op >= vectors {
		out = binary.AppendUvarint(append(out, 0xfd), uint64(op-vectors))
	} else {
		out = append(out, byte(op))
	}
	return binary.AppendUvarint(binary.AppendUvarint(out, align), offset)
}

func (i instruction) isLoad() bool  { return i.op >= 0x28 && i.op <= 0x35 || i.op == v128Load }
func (i instruction) isStore() bool { return i.op >= 0x36 && i.op <= 0x3e || i.op == v128Store }

// isFloat says whether a load or store is of floats or vectors.
func (i instruction) isFloat() bool {
	switch i.op {
	case f32Load, f64Load, v128Load, f32Store, f64Store, v128Store:
		return true
	}
	return false
}

// splat returns the load that does what a load and this instruction do, and whether there is one.
func (i instruction) splat(load opcode) (opcode, bool) {
	switch {
	case load == f64Load && i.op == f64x2Splat:
		return load64Splat, true
	case load == f32Load && i.op == f32x4Splat:
		return load32Splat, true
	}
	return 0, false
}

// pushes says by how much an instruction makes the stack higher that has no effect but on the stack, and whether it is one;
// takes is how many values it needs there.
func (i instruction) pushes() (up, takes int, pure bool) {
	switch op := i.op; {
	case op == localGet, op == i64Const, op == 0x41, op == 0x43, op == 0x44: // a variable or a constant
		return 1, 0, true
	case op >= 0x28 && op <= 0x35, op >= vectors && op <= vectors+10: // loads
		return 0, 1, true
	case op == 0x45, op == 0x50, op >= 0x67 && op <= 0x69, op >= 0x79 && op <= 0x7b, // numbers of one number
		op >= 0x8b && op <= 0x91, op >= 0x99 && op <= 0x9f, op >= 0xa7 && op <= 0xc4,
		op >= vectors+15 && op <= vectors+20:
		return 0, 1, true
	case op >= 0x46 && op <= 0xa6, op >= vectors+0xf0 && op <= vectors+0xf3: // numbers of two; f64x2.add to div
		return -1, 2, true
	}
	return 0, 0, false
}
