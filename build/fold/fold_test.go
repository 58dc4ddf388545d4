package fold

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"

	"saddle/build/wasmfile"
	"saddle/build/wasmtest"
)

// module returns a module with one function, whose body has no variables.
func module(code ...byte) []byte {
	body := append([]byte{0}, code...)
	return wasmfile.Encode([]wasmfile.Section{
		{ID: wasmfile.Type, Body: []byte{1, 0x60, 0, 0}},
		{ID: wasmfile.Function, Body: []byte{1, 0}},
		{ID: wasmfile.Code, Body: append(binary.AppendUvarint([]byte{1}, uint64(len(body))), body...)},
	})
}

// Pieces of code: an address in variable 0 that is increased, and instructions.
func plus(c int64) []byte {
	return append(wasmfile.AppendInt([]byte{0x20, 0, 0x42}, c), 0x7c, 0xa7)
}

func narrow(c int64) []byte {
	return append(wasmfile.AppendInt([]byte{0x20, 0, 0xad, 0x42}, c), 0x7c, 0xa7)
}

var (
	get0     = []byte{0x20, 0}
	address  = []byte{0x20, 0, 0xa7}
	get1     = []byte{0x20, 1}
	drop     = []byte{0x1a}
	end      = []byte{0x0b}
	loadF64  = []byte{0x2b, 3, 0}
	loadV128 = []byte{0xfd, 0, 4, 0}
	splat    = []byte{0xfd, 20}
)

func TestRewrite(t *testing.T) {
	cases := []struct {
		name     string
		from, to [][]byte
	}{
		{"a load", [][]byte{plus(24), loadF64, drop}, [][]byte{address, {0x2b, 3, 24}, drop}},
		{"a load that has an offset", [][]byte{plus(24), {0x2b, 3, 8}, drop}, [][]byte{address, {0x2b, 3, 32}, drop}},
		{"a load of a vector", [][]byte{plus(200), loadV128, drop}, [][]byte{address, {0xfd, 0, 4, 0xc8, 1}, drop}},
		{"a load of a single", [][]byte{plus(4), {0x2a, 2, 0}, drop}, [][]byte{address, {0x2a, 2, 4}, drop}},
		{"a load that is spread", [][]byte{address, loadF64, splat, drop}, [][]byte{address, {0xfd, 10, 3, 0}, drop}},
		{"a single that is spread", [][]byte{address, {0x2a, 2, 0}, {0xfd, 19}, drop}, [][]byte{address, {0xfd, 9, 2, 0}, drop}},
		{"both", [][]byte{plus(16), loadF64, splat, drop}, [][]byte{address, {0xfd, 10, 3, 16}, drop}},
		{"a number that is computed and spread", [][]byte{get1, splat, drop}, [][]byte{get1, splat, drop}},
		{"a store", [][]byte{plus(8), get1, {0x39, 3, 0}}, [][]byte{address, get1, {0x39, 3, 8}}},
		{"a store of a sum", [][]byte{plus(8), get1, get1, {0xa0, 0x39, 3, 0}}, [][]byte{address, get1, get1, {0xa0, 0x39, 3, 8}}},
		{"a store of what is loaded", [][]byte{plus(8), plus(16), loadF64, {0x39, 3, 0}}, [][]byte{address, address, {0x2b, 3, 16, 0x39, 3, 8}}},
		{"a store of a vector", [][]byte{plus(32), get1, get1, {0xfd, 0xf2, 1}, {0xfd, 11, 4, 0}}, [][]byte{address, get1, get1, {0xfd, 0xf2, 1}, {0xfd, 11, 4, 32}}},
		{"a store after a call", [][]byte{plus(8), {0x10, 0}, {0x39, 3, 0}}, [][]byte{plus(8), {0x10, 0}, {0x39, 3, 0}}},
		{"a store of an integer", [][]byte{plus(8), get1, {0x37, 3, 0}}, [][]byte{plus(8), get1, {0x37, 3, 0}}},
		{"a negative offset", [][]byte{plus(-8), loadF64, drop}, [][]byte{plus(-8), loadF64, drop}},
		{"an offset that could wrap around", [][]byte{plus(1 << 31), loadF64, drop}, [][]byte{plus(1 << 31), loadF64, drop}},
		{"two offsets that could", [][]byte{plus(1<<31 - 8), {0x2b, 3, 8}, drop}, [][]byte{plus(1<<31 - 8), {0x2b, 3, 8}, drop}},
		{"an integer", [][]byte{plus(24), {0x29, 3, 0}, drop}, [][]byte{plus(24), {0x29, 3, 0}, drop}},
		{"an integer on the stack", [][]byte{narrow(24), {0x29, 3, 0}, drop}, [][]byte{get0, {0x29, 3, 24}, drop}},
		{"a store of an integer on the stack", [][]byte{narrow(8), narrow(16), {0x29, 3, 0, 0x37, 3, 0}}, [][]byte{get0, get0, {0x29, 3, 16, 0x37, 3, 8}}},
		{"a float on the stack", [][]byte{narrow(24), loadF64, drop}, [][]byte{get0, {0x2b, 3, 24}, drop}},
		{"an address on the stack", [][]byte{narrow(24), drop}, [][]byte{get0, {0x41, 24, 0x6a}, drop}},
		{"an address below", [][]byte{narrow(-24), loadF64, drop}, [][]byte{get0, {0x41, 0x68, 0x6a}, loadF64, drop}},
		{"a constant of more than 32 bits", [][]byte{narrow(1<<32 + 3), drop}, [][]byte{get0, {0x41, 3, 0x6a}, drop}},
		{"there and back", [][]byte{get0, {0xad, 0xa7}, drop}, [][]byte{get0, drop}},
		{"there alone", [][]byte{get0, {0xad}, drop}, [][]byte{get0, {0xad}, drop}},
		{"a nop", [][]byte{{1}, get1, {1}, drop}, [][]byte{get1, drop}},
		{"what looks like instructions in a constant",
			[][]byte{{0xfd, 12}, plus(24), loadF64, {0, 1, 0x42, 24, 0x7c, 0xa7}, drop}, [][]byte{{0xfd, 12}, plus(24), loadF64, {0, 1, 0x42, 24, 0x7c, 0xa7}, drop}},
		{"a table of branches", [][]byte{{0x02, 0x40}, get1, {0x0e, 2, 0, 0, 0}, end}, [][]byte{{0x02, 0x40}, get1, {0x0e, 2, 0, 0, 0}, end}},
	}
	for _, c := range cases {
		from, want := module(slices.Concat(append(c.from, end)...)...), module(slices.Concat(append(c.to, end)...)...)
		got, _, _, err := rewrite(from)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %x becomes %x, want %x, %v", c.name, from, got, want, err)
		}
	}
}

func TestFailsLoudly(t *testing.T) {
	float := slices.Concat(plus(8), loadF64, drop, plus(8), get1, []byte{0x39, 3, 0})
	for name, file := range map[string][]byte{
		"no program":                    []byte("GIF89a"),
		"no code":                       wasmfile.Encode(nil),
		"nothing to fold":               module(slices.Concat(address, loadF64, drop, end)...),
		"nothing to spread from memory": module(slices.Concat(float, get1, splat, drop, end)...),
		"an instruction of threads":     module(slices.Concat(float, []byte{0xfe, 0, 2, 0}, end)...),
		"a relaxed instruction":         module(slices.Concat(float, []byte{0xfd, 0x85, 2}, end)...),
		"a number without an operation": module(slices.Concat(float, []byte{0x06}, end)...),
		"a function that is cut off":    module(slices.Concat(float, []byte{0x44, 0})...),
	} {
		if _, err := Program(file); err == nil {
			t.Errorf("%s: no error", name)
		} else {
			t.Logf("%s: %v", name, err)
		}
	}
	if _, err := Program(module(slices.Concat(float, end)...)); err != nil {
		t.Error(err)
	}
}

// program computes with floats and vectors at constant offsets.
const program = `package main

import (
	"fmt"
	"simd/archsimd"
)

type row [6]float64

//go:noinline
func mix(to, from *row, s *[3]float64, f *[4]float32) {
	to[0], to[3], to[5] = from[5], from[0]+s[2], s[1]*from[4]
	f[1], f[3] = f[0]+f[2], f[1]-f[3]
	x := archsimd.BroadcastFloat64x2(s[2]).Mul(archsimd.LoadFloat64x2Array((*[2]float64)(from[2:])))
	x.Add(archsimd.LoadFloat64x2Array((*[2]float64)(from[4:]))).StoreArray((*[2]float64)(to[1:]))
}

func main() {
	var to row
	from, s, f := row{1, 2, 3, 4, 5, 6}, [3]float64{7, 8, 9}, [4]float32{1.5, 2.5, 3.5, 4.5}
	mix(&to, &from, &s, &f)
	fmt.Println(to, f)
}
`

func TestFoldedProgramDoesTheSame(t *testing.T) {
	before := wasmtest.Build(t, "simd", program)
	after, err := Program(before)
	if err != nil {
		t.Fatal(err)
	}
	if _, n, _, _ := rewrite(before); n.Loads < 10 || n.Stores < 5 || n.Splats < 1 || n.Nops < 100 {
		t.Errorf("only %+v were rewritten", n)
	}
	if _, n, _, err := rewrite(after); err != nil || n != (Count{}) {
		t.Errorf("%+v were left, %v", n, err)
	}
	for _, file := range [][]byte{before, after} {
		text, code := wasmtest.Run(t, file)
		if want := "[6 32 42 10 0 40] [1.5 5 3.5 -2]\n"; code != 0 || text != want {
			t.Errorf("it prints %s, want %s", text, want)
		}
	}
}
