// Package slim takes out of a linked Go program for WebAssembly what a page has no use for: the names, files and lines of
// functions, the inlining trees and the argument tables, with which Go prints stack traces, and the code that prints them, traces,
// profiles and debugs. What the garbage collector, defer, panic and reflection read stays, and so does the first line of a panic.
//
// It knows the tables as Go 1.27 lays them out (runtime/symtab.go, runtime/runtime2.go, internal/abi/symtab.go) and checks their
// form as it goes, so that a Go that lays them out otherwise is an error here and not a program that fails.
package slim

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"

	"saddle/build/wasmfile"
)

// Program returns the program without its names and lines.
func Program(file []byte) (_ []byte, err error) {
	defer caught(&err)
	sections, err := wasmfile.Parse(file)
	if err != nil {
		return nil, err
	}
	data := wasmfile.Find(sections, wasmfile.Data)
	if data == nil {
		return nil, errors.New("the program has no data")
	}
	m, err := newMemory(data.Body)
	if err != nil {
		return nil, err
	}
	code := wasmfile.Find(sections, wasmfile.Code)
	if code == nil {
		return nil, errors.New("the program has no code")
	}
	made, err := m.slimTables(code)
	if err != nil {
		return nil, err
	}
	m.dropBuildInfo()
	data.Body = m.segments()
	sections = slices.DeleteFunc(sections, foreign)
	if sections, err = addStart(sections, made.code()); err != nil {
		return nil, err
	}
	return wasmfile.Encode(sections), nil
}

// Names returns the names of the functions of a program, in the order of its code section. They are there as long as it is not slim.
func Names(sections []wasmfile.Section) (names []string, err error) {
	defer caught(&err)
	data := wasmfile.Find(sections, wasmfile.Data)
	if data == nil {
		return nil, errors.New("the program has no data")
	}
	m, err := newMemory(data.Body)
	if err != nil {
		return nil, err
	}
	t := m.findTables()
	t.readFunctions()
	return t.names(), nil
}

// foreign says whether a section is one that browsers skip, and not one of Saddle's.
func foreign(s wasmfile.Section) bool {
	if s.ID != wasmfile.Custom {
		return false
	}
	r := wasmfile.NewReader(s.Body)
	return !strings.HasPrefix(string(r.Bytes(r.Uint())), "saddle.")
}

// caught makes the panic of a check an error.
func caught(err *error) {
	switch r := recover().(type) {
	case nil:
	case otherForm:
		*err = fmt.Errorf("Go's tables have another form: %s", string(r))
	default:
		panic(r)
	}
}

// otherForm is what a check of the tables panics with.
type otherForm string

// check panics with what is wrong unless it holds.
func check(holds bool, format string, args ...any) {
	if !holds {
		panic(otherForm(fmt.Sprintf(format, args...)))
	}
}

// dropBuildInfo clears the list of modules, which stands between two marks (infoStart and infoEnd of cmd/go/internal/modload).
func (m *memory) dropBuildInfo() {
	start, end := []byte("\x30\x77\xaf\x0c\x92\x74\x08\x02\x41\xe1\xc1\x07\xe6\xd6\x18\xe6"), []byte("\xf9\x32\x43\x31\x86\x18\x20\x72\x00\x82\x42\x10\x41\x16\xd8\xf2")
	for at := 0; ; {
		from := bytes.Index(m.bytes[at:], start)
		if from < 0 {
			return
		}
		at += from
		n := bytes.Index(m.bytes[at:], end)
		check(n >= 0, "a list of modules without an end")
		clear(m.bytes[at : at+n+len(end)])
	}
}

// addStart adds a function without parameters and results, given by the instructions of its body, which the browser runs
// before everything else.
func addStart(sections []wasmfile.Section, body []byte) ([]wasmfile.Section, error) {
	var out []wasmfile.Section
	var types, functions uint64
	// grown returns a section that counts one more entry, and the number that there was.
	grown := func(s wasmfile.Section, entry []byte) (wasmfile.Section, uint64, error) {
		r := wasmfile.NewReader(s.Body)
		n := r.Uint()
		s.Body = slices.Concat(binary.AppendUvarint(nil, n+1), r.Rest(), entry)
		return s, n, r.Err()
	}
	var err error
	for _, s := range sections {
		switch s.ID {
		case wasmfile.Type:
			s, types, err = grown(s, []byte{0x60, 0, 0}) // () → ()
		case wasmfile.Import:
			r := wasmfile.NewReader(s.Body)
			functions += r.Uint() // Go imports nothing else
			err = r.Err()
		case wasmfile.Function:
			var own uint64
			s, own, err = grown(s, binary.AppendUvarint(nil, types))
			functions += own
		case wasmfile.Start:
			err = errors.New("the program has a start function already")
		case wasmfile.Element: // the start section comes just before it
			out = append(out, wasmfile.Section{ID: wasmfile.Start, Body: binary.AppendUvarint(nil, functions)})
		case wasmfile.Code:
			s, _, err = grown(s, append(binary.AppendUvarint(nil, uint64(len(body))), body...))
		}
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	if wasmfile.Find(out, wasmfile.Start) == nil {
		return nil, errors.New("the program has no table of functions")
	}
	return out, nil
}
