// Package wasmcode reads the instructions of functions, for the passes that the build makes over a linked program. It knows those that
// Go 1.27 emits (WebAssembly 2.0, section 5.4), and says so if it meets another.
package wasmcode

import (
	"fmt"

	"saddle/build/wasmfile"
)

// Op is the number of an instruction; those behind the prefixes fc and fd have it before their own number.
type Op uint32

// What passes look for.
const (
	Unreachable  Op = 0x00
	Nop          Op = 0x01
	Block        Op = 0x02
	Loop         Op = 0x03
	If           Op = 0x04
	End          Op = 0x0b
	Branch       Op = 0x0c
	BranchIf     Op = 0x0d
	BranchTable  Op = 0x0e
	Return       Op = 0x0f
	Call         Op = 0x10
	CallIndirect Op = 0x11
	LocalGet     Op = 0x20
	LocalSet     Op = 0x21
	LocalTee     Op = 0x22
	GlobalGet    Op = 0x23

	F32Load    Op = 0x2a
	F64Load    Op = 0x2b
	I64Store   Op = 0x37
	F32Store   Op = 0x38
	F64Store   Op = 0x39
	I32Const   Op = 0x41
	I64Const   Op = 0x42
	I32Add     Op = 0x6a
	I64Add     Op = 0x7c
	I32WrapI64 Op = 0xa7
	ExtendI32U Op = 0xad // i64.extend_i32_u

	Vectors     Op = 0xfd00 // those of vectors, by their numbers
	V128Load    Op = Vectors + 0
	Load32Splat Op = Vectors + 9
	Load64Splat Op = Vectors + 10
	V128Store   Op = Vectors + 11
	F32x4Splat  Op = Vectors + 19
	F64x2Splat  Op = Vectors + 20
)

// NoResult is the type of a block that has none.
const NoResult = 0x40

// Instruction is one instruction of a function.
type Instruction struct {
	Op     Op
	Text   []byte // as it stands in the file
	Align  uint64 // of a load or store
	Offset uint64
	Value  int64 // of a constant of integers; the number of a label, a function, a variable
}

// Function reads the body of a function: its variables, as they are written, and its instructions.
func Function(body []byte) (variables []byte, code []Instruction, err error) {
	r := wasmfile.NewReader(body)
	for range r.Uint() { // by count and type
		r.Uint()
		r.Byte()
	}
	variables = body[:len(body)-len(r.Rest())]
	for r.More() {
		i, err := Next(r)
		if err != nil {
			return nil, nil, err
		}
		code = append(code, i)
	}
	return variables, code, r.Err()
}

// Next reads an instruction.
func Next(r *wasmfile.Reader) (Instruction, error) {
	start := r.Rest()
	i := Instruction{Op: Op(r.Byte())}
	if i.Op == 0xfc || i.Op == 0xfd {
		sub := r.Uint()
		if sub > 0xff {
			return i, fmt.Errorf("instruction %#x of group %#x is none that Go emits", sub, i.Op)
		}
		i.Op = i.Op<<8 | Op(sub)
	}
	if !i.immediates(r) {
		return i, fmt.Errorf("instruction %#x is none that Go emits", i.Op)
	}
	i.Text = start[:len(start)-len(r.Rest())]
	return i, r.Err()
}

// immediates reads what follows an opcode; it returns false for an opcode that it does not know.
func (i *Instruction) immediates(r *wasmfile.Reader) bool {
	switch op := i.Op; {
	case op <= 0x01, op == 0x05, op == 0x0b, op == 0x0f, op == 0x1a, op == 0x1b, op >= 0x45 && op <= 0xc4: // none
	case op >= 0x02 && op <= 0x04: // a block's type
		r.Int()
	case op == 0x0c, op == 0x0d, op == 0x10, op >= 0x20 && op <= 0x24: // a label, a function, a variable
		i.Value = int64(r.Uint())
	case op == BranchTable: // a table of labels
		for range r.Uint() + 1 {
			if r.Uint(); r.Err() != nil {
				break
			}
		}
	case op == 0x11: // call_indirect
		r.Uint()
		r.Uint()
	case op >= 0x28 && op <= 0x3e:
		i.Align, i.Offset = r.Uint(), r.Uint()
	case op == 0x3f, op == 0x40: // memory.size and memory.grow
		r.Byte()
	case op == I32Const, op == I64Const:
		i.Value = r.Int()
	case op == 0x43:
		r.Bytes(4)
	case op == 0x44:
		r.Bytes(8)
	case op >= 0xfc00 && op <= 0xfc07: // saturating conversions
	case op == 0xfc0a: // memory.copy
		r.Bytes(2)
	case op == 0xfc0b: // memory.fill
		r.Byte()
	case op >= Vectors:
		i.vectorImmediates(r)
	default:
		return false
	}
	return true
}

func (i *Instruction) vectorImmediates(r *wasmfile.Reader) {
	switch sub := i.Op - Vectors; {
	case sub <= 11, sub == 92, sub == 93:
		i.Align, i.Offset = r.Uint(), r.Uint()
	case sub == 12, sub == 13: // v128.const and i8x16.shuffle
		r.Bytes(16)
	case sub >= 21 && sub <= 34: // a lane
		r.Byte()
	case sub >= 84 && sub <= 91: // a lane of memory
		i.Align, i.Offset = r.Uint(), r.Uint()
		r.Byte()
	}
}

// Labels returns those of a branch table, of which the last is for all numbers beyond the others.
func (i Instruction) Labels() []int {
	r := wasmfile.NewReader(i.Text[1:])
	labels := make([]int, r.Uint()+1)
	for k := range labels {
		labels[k] = int(r.Uint())
	}
	return labels
}
