package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

// program is one WebAssembly file of the site.
type program struct {
	name, pkg  string
	experiment string   // GOEXPERIMENT
	cold       []string // packages without inlining
}

// cold lists packages of the trainer and the laboratory in which it does not pay to inline calls: no step goes through
// them, or its loops there call nothing. It saves one byte in twenty of the first visit.
var cold = []string{"runtime", "internal/strconv", "strconv", "strings", "syscall/js",
	"saddle/core/config", "saddle/core/data", "saddle/core/figure", "saddle/core/metric", "saddle/core/session", "saddle/core/sgda", "saddle/core/snapshot"}

// programs lists what the browser runs. The scalar ones are for browsers that refuse SIMD. Ebitengine
// links encoding/json, whose first version is 0.3 MB smaller than the second.
var programs = []program{
	{name: "trainer", pkg: "./wasm/trainer", experiment: "simd", cold: cold},
	{name: "trainer-scalar", pkg: "./wasm/trainer", cold: cold},
	{name: "lab", pkg: "./wasm/lab", experiment: "simd", cold: cold},
	{name: "lab-scalar", pkg: "./wasm/lab", cold: cold},
	{name: "stage", pkg: "./wasm/stage", experiment: "nojsonv2"},
}

// buildPrograms builds all programs at the same time.
func (p *project) buildPrograms() error {
	var group sync.WaitGroup
	errs := make([]error, len(programs))
	for i, prog := range programs {
		group.Go(func() { errs[i] = p.buildProgram(prog) })
	}
	group.Wait()
	return errors.Join(errs...)
}

// buildProgram compiles and packs one program. Packing takes longer than linking, so a program that came
// out as before is left as it is: its binary is put in place last, as the sign that the rest is done.
func (p *project) buildProgram(prog program) error {
	start := time.Now()
	binary := p.path(programDir + "/" + prog.name + ".wasm")
	fresh := binary + ".new"
	args := []string{"build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w"}
	for _, pkg := range prog.cold {
		args = append(args, "-gcflags="+pkg+"=-l")
	}
	_, err := output(p.goCommand(
		[]string{"GOOS=js", "GOARCH=wasm", "GOEXPERIMENT=" + prog.experiment}, append(args, "-o", fresh, prog.pkg)...))
	if err != nil {
		return err
	}
	wasm, err := os.ReadFile(fresh)
	if err != nil {
		return err
	}
	packed, err := os.ReadFile(p.path(siteDir + "/" + prog.packed()))
	if before, err1 := os.ReadFile(binary); err != nil || err1 != nil || !bytes.Equal(before, wasm) {
		packed = compress(wasm)
		if err := p.write(siteDir+"/"+prog.packed(), packed); err != nil {
			return err
		}
	}
	if err := p.write(siteDir+"/"+prog.name+".wasm.js", assetScript(prog.name, packed)); err != nil {
		return err
	}
	p.made(prog.packed(), len(packed), start)
	return os.Rename(fresh, binary)
}

func (prog program) packed() string { return prog.name + ".wasm.gz" }

// compress is gzip -9 without a name or a time, so that equal input gives equal output.
func compress(data []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	if _, err := w.Write(data); err != nil {
		panic(err) // a buffer takes everything
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// assetScript is a classic script that hands out a program as base64. It exists because a page opened
// as a file may load scripts and nothing else.
func assetScript(name string, packed []byte) []byte {
	return fmt.Appendf(nil, "globalThis.saddleAssets=Object.assign(globalThis.saddleAssets||{},{%q:%q})\n",
		name, base64.StdEncoding.EncodeToString(packed))
}
