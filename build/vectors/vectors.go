// Package vectors lets one program run in browsers that have WebAssembly's vectors and in those that refuse them. Such a browser
// compiles no program in which one function has an instruction that it does not know. So the program carries, in a section of its own
// that browsers skip, other bodies for the functions that have one, which the page puts in their places before it compiles the program
// (site/src/realm/scalar.ts): none of them is called there, because package kernel asks a function first that is one of them.
package vectors

import (
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"

	"saddle/build/fold"
	"saddle/build/slim"
	"saddle/build/wasmfile"
)

// Section is the name of the section. It has the number of bodies, and for each the number of its function among those of the code
// section, the length, and the bytes.
const Section = "saddle.scalar"

const asked = "saddle/core/kernel.vectors" // says whether there are vectors

// left are functions that the other bodies are for: kernels that package kernel chooses between, and the package of vectors itself, which
// prepares some at the start.
var left = regexp.MustCompile(`^saddle/core/kernel\.simd\w+$|^simd/archsimd\.init$`)

// Other bodies, without variables. A result of Go's lies behind the address to which to return.
var (
	traps   = []byte{0, 0x00, 0x0b}                                                                   // unreachable
	returns = []byte{0, 0x23, 0, 0x41, 8, 0x6a, 0x24, 0, 0x41, 0, 0x0b}                               // pop the address
	saysNo  = []byte{0, 0x23, 0, 0x41, 0, 0x3a, 0, 8, 0x23, 0, 0x41, 8, 0x6a, 0x24, 0, 0x41, 0, 0x0b} // the byte behind the address is 0
)

// Program returns the program with the section, or as it is if nothing in it has vectors.
func Program(file []byte) ([]byte, error) {
	sections, err := wasmfile.Parse(file)
	if err != nil {
		return nil, err
	}
	names, err := slim.Names(sections)
	if err != nil {
		return nil, err
	}
	code := wasmfile.NewReader(wasmfile.Find(sections, wasmfile.Code).Body)
	if n := code.Uint(); n != uint64(len(names)) {
		return nil, fmt.Errorf("the program has %d functions, and %d names of functions", n, len(names))
	}
	var bodies []byte
	number, asks := uint64(0), false
	for i, name := range names {
		has, err := fold.Vectors(code.Bytes(code.Uint()))
		if err != nil {
			return nil, err
		}
		body := traps
		switch {
		case name == asked:
			body, asks = saysNo, true
		case !has:
			continue
		case !left.MatchString(name):
			return nil, fmt.Errorf("%s has vectors, and is called where there are none", name)
		case name == "simd/archsimd.init":
			body = returns
		}
		number++
		bodies = binary.AppendUvarint(binary.AppendUvarint(bodies, uint64(i)), uint64(len(body)))
		bodies = append(bodies, body...)
	}
	switch {
	case code.Err() != nil:
		return nil, code.Err()
	case number == 0:
		return file, nil
	case !asks:
		return nil, errors.New("the program has vectors and does not ask whether it may use them")
	}
	section := append(binary.AppendUvarint(nil, uint64(len(Section))), Section...)
	section = append(binary.AppendUvarint(section, number), bodies...)
	return wasmfile.Encode(append(sections, wasmfile.Section{ID: wasmfile.Custom, Body: section})), nil
}

// Scalar is what the page does with a program in a browser without vectors.
func Scalar(file []byte) ([]byte, error) {
	sections, err := wasmfile.Parse(file)
	if err != nil {
		return nil, err
	}
	others := map[uint64][]byte{}
	for _, s := range sections {
		r := wasmfile.NewReader(s.Body)
		if s.ID != wasmfile.Custom || string(r.Bytes(r.Uint())) != Section {
			continue
		}
		for range r.Uint() {
			i := r.Uint()
			others[i] = r.Bytes(r.Uint())
		}
	}
	if len(others) == 0 {
		return nil, errors.New("the program has no bodies for browsers without vectors")
	}
	code := wasmfile.Find(sections, wasmfile.Code)
	r := wasmfile.NewReader(code.Body)
	n := r.Uint()
	out := binary.AppendUvarint(nil, n)
	for i := range n {
		body := r.Bytes(r.Uint())
		if other, ok := others[i]; ok {
			body = other
		}
		out = append(binary.AppendUvarint(out, uint64(len(body))), body...)
	}
	code.Body = out
	return wasmfile.Encode(sections), r.Err()
}
