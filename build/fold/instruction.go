package fold

import (
	"encoding/binary"

	"saddle/build/wasmcode"
	"saddle/build/wasmfile"
)

// instruction is one instruction of a function.
type instruction struct{ wasmcode.Instruction }

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
		i, err := wasmcode.Next(r)
		if err != nil {
			return false, err
		}
		has = has || i.Op >= wasmcode.Vectors
	}
	return has, r.Err()
}

// appendAccess appends a load or store.
func appendAccess(out []byte, op wasmcode.Op, align, offset uint64) []byte {
	if op >= wasmcode.Vectors {
		out = binary.AppendUvarint(append(out, 0xfd), uint64(op-wasmcode.Vectors))
	} else {
		out = append(out, byte(op))
	}
	return binary.AppendUvarint(binary.AppendUvarint(out, align), offset)
}

func (i instruction) isLoad() bool { return i.Op >= 0x28 && i.Op <= 0x35 || i.Op == wasmcode.V128Load }
func (i instruction) isStore() bool {
	return i.Op >= 0x36 && i.Op <= 0x3e || i.Op == wasmcode.V128Store
}

// isFloat says whether a load or store is of floats or vectors.
func (i instruction) isFloat() bool {
	switch i.Op {
	case wasmcode.F32Load, wasmcode.F64Load, wasmcode.V128Load, wasmcode.F32Store, wasmcode.F64Store, wasmcode.V128Store:
		return true
	}
	return false
}

// splat returns the load that does what a load and this instruction do, and whether there is one.
func (i instruction) splat(load wasmcode.Op) (wasmcode.Op, bool) {
	switch {
	case load == wasmcode.F64Load && i.Op == wasmcode.F64x2Splat:
		return wasmcode.Load64Splat, true
	case load == wasmcode.F32Load && i.Op == wasmcode.F32x4Splat:
		return wasmcode.Load32Splat, true
	}
	return 0, false
}

// pushes says by how much an instruction makes the stack higher that has no effect but on the stack, and whether it is one;
// takes is how many values it needs there.
func (i instruction) pushes() (up, takes int, pure bool) {
	switch op := i.Op; {
	case op == wasmcode.LocalGet, op == wasmcode.I64Const, op == 0x41, op == 0x43, op == 0x44: // a variable or a constant
		return 1, 0, true
	case op >= 0x28 && op <= 0x35, op >= wasmcode.Vectors && op <= wasmcode.Vectors+10: // loads
		return 0, 1, true
	case op == 0x45, op == 0x50, op >= 0x67 && op <= 0x69, op >= 0x79 && op <= 0x7b, // numbers of one number
		op >= 0x8b && op <= 0x91, op >= 0x99 && op <= 0x9f, op >= 0xa7 && op <= 0xc4,
		op >= wasmcode.Vectors+15 && op <= wasmcode.Vectors+20:
		return 0, 1, true
	case op >= 0x46 && op <= 0xa6, op >= wasmcode.Vectors+0xf0 && op <= wasmcode.Vectors+0xf3: // numbers of two; f64x2.add to div
		return -1, 2, true
	}
	return 0, 0, false
}
