package vectors

import (
	"strings"
	"testing"

	"saddle/build/fold"
	"saddle/build/slim"
	"saddle/build/wasmfile"
	"saddle/build/wasmtest"
)

// trains prints the engine and what a run has come to in each activation's own loops.
const trains = `package main

import (
	"fmt"
	"hash/fnv"

	"saddle/core/kernel"
	"saddle/core/session"
	"saddle/core/snapshot"
)

func main() {
	fmt.Print(kernel.Engine)
	for _, query := range []string{"d=2", "d=8&phi=leaky", "d=37&phi=sigmoid&n=5000", "d=5&phi=relu&batch=100&n=3000"} {
		s := session.New(query + "&eps=0&at=12")
		for s.Status() == snapshot.Running {
			s.Take()
		}
		h := fnv.New64()
		h.Write(s.Snapshot().Encode(nil, snapshot.ForPage))
		fmt.Printf(" %x", h.Sum64())
	}
}
`

func TestSameBitsWithoutVectors(t *testing.T) {
	linked := wasmtest.Build(t, "simd", trains)
	program, err := Program(linked)
	if err != nil {
		t.Fatal(err)
	}
	if program, err = slim.Program(program); err != nil { // keeps the section
		t.Fatal(err)
	}
	scalar, err := Scalar(program)
	if err != nil {
		t.Fatal(err)
	}
	if n := withVectors(t, program); n < 10 {
		t.Errorf("only %d functions have vectors", n)
	}
	if n := withVectors(t, scalar); n != 0 {
		t.Errorf("%d functions still have vectors", n)
	}
	with, code1 := wasmtest.Run(t, program)
	without, code2 := wasmtest.Run(t, scalar)
	engine, hashes, _ := strings.Cut(with, " ")
	if code1 != 0 || engine != "SIMD" || len(hashes) < 4*8 {
		t.Fatalf("with vectors it ends with %d after\n%s", code1, with)
	}
	if want := "scalar " + hashes; code2 != 0 || without != want {
		t.Errorf("without vectors it ends with %d after\n%s\nwant\n%s", code2, without, want)
	}
}

// withVectors counts the functions with an instruction of vectors.
func withVectors(t *testing.T, file []byte) (n int) {
	t.Helper()
	sections, err := wasmfile.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	r := wasmfile.NewReader(wasmfile.Find(sections, wasmfile.Code).Body)
	for range r.Uint() {
		has, err := fold.Vectors(r.Bytes(r.Uint()))
		if err != nil {
			t.Fatal(err)
		}
		if has {
			n++
		}
	}
	return n
}

func TestVectorsElsewhereAreAnError(t *testing.T) {
	elsewhere := wasmtest.Build(t, "simd", `package main

import "simd/archsimd"

//go:noinline
func twice(x *[2]float64) { v := archsimd.LoadFloat64x2Array(x); v.Add(v).StoreArray(x) }

func main() { x := [2]float64{1, 2}; twice(&x); println(x[0]) }
`)
	if _, err := Program(elsewhere); err == nil || !strings.Contains(err.Error(), "main.twice") {
		t.Errorf("vectors outside the kernels: %v", err)
	}
}

func TestProgramsWithoutVectorsStayAsTheyAre(t *testing.T) {
	program := wasmtest.Build(t, "", "package main\n\nfunc main() {}\n")
	same, err := Program(program)
	if err != nil || string(same) != string(program) {
		t.Errorf("it changed (%v)", err)
	}
	if _, err := Scalar(program); err == nil {
		t.Error("nothing to put in the place of nothing is no error")
	}
}
