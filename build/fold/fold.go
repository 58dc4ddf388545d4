// Package fold rewrites, in a linked Go program for WebAssembly, what Go 1.27's compiler says in more instructions than it
// takes:
//
//   - A load or store of floats or vectors at a constant offset adds the offset to the address. The instruction has room for it.
//   - A number that is spread over the lanes of a vector is loaded and then spread. One instruction does both.
//   - A nop marks where a call was inlined.
//   - An address on the stack is a number of 32 bits, which is extended to 64, increased, and cut to 32 again. Increased by a constant
//     it may as well stay what it is, and where it is loaded from or stored to, whatever the type, the constant is an offset.
//
// The compiler does the first for integers, but where it copies what lies on the stack. What it lacks are these rules, in cmd/compile/internal/ssa/_gen/Wasm.rules:
//
//	((F64Load|F32Load|V128Load) [off] (I64AddConst [off2] ptr) mem) && isU32Bit(off+off2) =>
//		((F64Load|F32Load|V128Load) [off+off2] ptr mem)
//	((F64Store|F32Store|V128Store) [off] (I64AddConst [off2] ptr) val mem) && isU32Bit(off+off2) =>
//		((F64Store|F32Store|V128Store) [off+off2] ptr val mem)
//	(F64x2Splat x:(F64Load [off] ptr mem)) && x.Uses == 1 && clobber(x) => (V128Load64Splat [off] ptr mem)
//	(F32x4Splat x:(F32Load [off] ptr mem)) && x.Uses == 1 && clobber(x) => (V128Load32Splat [off] ptr mem)
//
// the last two with V128Load64Splat and V128Load32Splat as new operations. A compiler that has them leaves nothing to fold,
// which is an error here: then this package can go.
package fold

import (
	"encoding/binary"
	"errors"
	"fmt"

	"saddle/build/wasmcode"
	"saddle/build/wasmfile"
)

// Count says how much was rewritten.
type Count struct {
	Loads, Stores int // constant offsets that moved into them
	Splats        int // loads with what they spread
	Nops          int
	Narrow        int // additions to addresses in 64 bits, and ways there and back
}

// Program returns the program in fewer instructions.
func Program(file []byte) ([]byte, error) {
	out, n, spreads, err := rewrite(file)
	switch {
	case err != nil:
		return nil, err
	case n.Loads == 0 || n.Stores == 0:
		return nil, errors.New("no float is loaded or stored at an offset that is added before: Go does otherwise now, and this pass can go")
	case spreads > 0 && n.Splats == 0:
		return nil, errors.New("no number is loaded to be spread over a vector: Go does otherwise now, and this part of the pass can go")
	}
	return out, nil
}

// rewrite also returns how many instructions spread a number.
func rewrite(file []byte) (out []byte, n Count, spreads int, err error) {
	sections, err := wasmfile.Parse(file)
	if err != nil {
		return nil, n, 0, err
	}
	code := wasmfile.Find(sections, wasmfile.Code)
	if code == nil {
		return nil, n, 0, errors.New("the program has no code")
	}
	r := wasmfile.NewReader(code.Body)
	functions := r.Uint()
	body := binary.AppendUvarint(nil, functions)
	for i := range functions {
		f := folder{}
		text, err := f.function(r.Bytes(r.Uint()))
		if err == nil {
			err = r.Err()
		}
		if err != nil {
			return nil, n, 0, fmt.Errorf("function %d: %w", i, err)
		}
		body = append(binary.AppendUvarint(body, uint64(len(text))), text...)
		n = Count{n.Loads + f.n.Loads, n.Stores + f.n.Stores, n.Splats + f.n.Splats, n.Nops + f.n.Nops, n.Narrow + f.n.Narrow}
		spreads += f.spreads
	}
	code.Body = body
	return wasmfile.Encode(sections), n, spreads, nil
}

// folder rewrites one function.
type folder struct {
	n       Count
	spreads int
	code    []instruction
	moved   map[int]uint64 // what is added to the offset of a store, by its place
	out     []byte
}

// function rewrites the body of a function.
func (f *folder) function(body []byte) ([]byte, error) {
	variables, code, err := wasmcode.Function(body)
	if err != nil {
		return nil, err
	}
	f.out = append(f.out, variables...)
	for _, i := range code {
		switch i.Op {
		case wasmcode.Nop:
			f.n.Nops++
			continue
		case wasmcode.F64x2Splat, wasmcode.F32x4Splat:
			f.spreads++
		}
		f.code = append(f.code, instruction{i})
	}
	f.moved = map[int]uint64{}
	for at := 0; at < len(f.code); {
		at = f.step(at)
	}
	return f.out, nil
}

// most bounds offsets: an address that Go can have is below it, so that no sum of the two wraps around.
const most = 1 << 31

// step writes what becomes of the instruction at a place, and of some that follow, and returns the place of the next.
func (f *folder) step(at int) int {
	i := f.code[at]
	narrow := i.Op == wasmcode.ExtendI32U
	start := at
	if narrow {
		start++ // what comes is added to a number of 32 bits, which is not negative
	}
	if offset, ok := f.addition(start); ok {
		access := start + 3
		store, stored := f.storeOf(access)
		l := f.code[access]
		loaded := l.isLoad() && offset+l.Offset < most && (narrow || l.isFloat())
		stored = stored && offset+f.code[store].Offset < most && (narrow || f.code[store].isFloat())
		if (loaded || stored) && !narrow {
			f.out = append(f.out, f.code[start+2].Text...)
		}
		switch {
		case loaded:
			f.n.Loads++
			return f.load(access, offset)
		case stored:
			f.n.Stores++
			f.moved[store] = offset
			return access
		}
	}
	if narrow {
		if after := f.narrow(start); after > at {
			return after
		}
	}
	switch {
	case i.isLoad():
		return f.load(at, 0)
	case i.isStore():
		if offset, ok := f.moved[at]; ok {
			f.out = appendAccess(f.out, i.Op, i.Align, i.Offset+offset)
			return at + 1
		}
	}
	f.out = append(f.out, i.Text...)
	return at + 1
}

// narrow writes what becomes of a number of 32 bits that is extended, increased by a constant or not, and cut again, and returns the
// place of the next instruction, 0 if that does not happen here.
func (f *folder) narrow(at int) int {
	if at < len(f.code) && f.code[at].Op == wasmcode.I32WrapI64 {
		f.n.Narrow++
		return at + 1
	}
	if at+2 >= len(f.code) || f.code[at].Op != wasmcode.I64Const || f.code[at+1].Op != wasmcode.I64Add || f.code[at+2].Op != wasmcode.I32WrapI64 {
		return 0
	}
	f.n.Narrow++
	f.out = wasmfile.AppendInt(append(f.out, byte(wasmcode.I32Const)), int64(int32(f.code[at].Value)))
	f.out = append(f.out, byte(wasmcode.I32Add))
	return at + 3
}

// addition says whether a constant that is not negative is added here to an address, and returns it: i64.const, i64.add,
// i32.wrap_i64, and one instruction more at least.
func (f *folder) addition(at int) (uint64, bool) {
	if at+3 >= len(f.code) || f.code[at].Op != wasmcode.I64Const || f.code[at+1].Op != wasmcode.I64Add || f.code[at+2].Op != wasmcode.I32WrapI64 {
		return 0, false
	}
	value := f.code[at].Value
	return uint64(value), value >= 0 && value < most
}

// load writes the load at a place, its offset increased, and with it what spreads the number if that follows.
func (f *folder) load(at int, offset uint64) int {
	l := f.code[at]
	if at+1 < len(f.code) {
		if op, ok := f.code[at+1].splat(l.Op); ok {
			f.n.Splats++
			f.out = appendAccess(f.out, op, l.Align, l.Offset+offset)
			return at + 2
		}
	}
	if offset == 0 {
		f.out = append(f.out, l.Text...)
	} else {
		f.out = appendAccess(f.out, l.Op, l.Align, l.Offset+offset)
	}
	return at + 1
}

// storeOf returns the place of the store whose address was on the stack at a place, if nothing lies between that does more than
// compute its value.
func (f *folder) storeOf(at int) (int, bool) {
	height := 0 // of the stack above the address
	for ; at < len(f.code); at++ {
		i := f.code[at]
		if i.isStore() && height == 1 {
			return at, true
		}
		up, takes, pure := i.pushes()
		if !pure || takes > height {
			return 0, false
		}
		height += up
	}
	return 0, false
}
