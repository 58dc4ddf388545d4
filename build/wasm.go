package main

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"saddle/build/ebitengine"
	"saddle/build/fold"
	"saddle/build/slim"
	"saddle/build/vectors"
)

// program is one WebAssembly file of the site.
type program struct {
	name       string
	experiment string // GOEXPERIMENT
	pkg        string // what it is made of
	first      bool   // a first visit loads it: it is worth the time of packing it well
	single     bool   // it is for the single file alone
}

// programPackage is what the program of a first visit is made of.
const programPackage = "./wasm/saddle"

// cold lists packages in which it does not pay to inline calls: no step goes through them. It saves one byte in forty of the first
// visit. In others, as in the runtime, inlining saves bytes.
var cold = []string{"strconv", "strings", "syscall/js",
	"saddle/core/config", "saddle/core/data", "saddle/core/table", "saddle/core/intake", "saddle/core/figure", "saddle/core/lab", "saddle/core/lab/complexity",
	"saddle/core/landscape", "saddle/core/misfit", "saddle/core/plateau", "saddle/core/predict", "saddle/core/session", "saddle/core/theory", "saddle/core/wishart"}

// small are parts of the runtime that a program with little garbage can do without; it saves one byte in
// fifty.
const small = "nosizespecializedmalloc,nogreenteagc"

// programs lists what the browser runs: that of a first visit, which has the first laboratory,
// that of all laboratories, that which reads tables, and all of these in one.
// Plain Ebitengine links encoding/json, whose first version is 0.3 MB smaller than the second.
var programs = []program{
	{name: "saddle", experiment: "simd,nojsonv2," + small, pkg: programPackage, first: true},
	{name: "saddle-labs", experiment: "simd,nojsonv2," + small, pkg: "./wasm/labs"},
	{name: "saddle-tables", experiment: "nojsonv2," + small, pkg: "./wasm/tables"},
	{name: "saddle-whole", experiment: "simd,nojsonv2," + small, pkg: "./wasm/whole", single: true},
}

// afterLink are the passes over a linked program, in their order.
var afterLink = []struct {
	name   string
	tables bool // it takes out what stack traces are made of
	run    func(program []byte) ([]byte, error)
}{
	{"fold", false, fold.Program},
	{"vectors", false, vectors.Program}, // by names
	{"slim", true, slim.Program},
}

// finish runs the passes over a program that Go has linked.
func (p *project) finish(program []byte) ([]byte, error) {
	for _, pass := range afterLink {
		if p.tables && pass.tables {
			continue
		}
		var err error
		if program, err = pass.run(program); err != nil {
			return nil, fmt.Errorf("%s: %w", pass.name, err)
		}
	}
	return program, nil
}

// leanEbitengine makes the copy of Ebitengine that the programs are built upon, and returns its go.mod.
func (p *project) leanEbitengine() (string, error) {
	m := ebitengine.Maker{Root: p.root, Out: outDir + "/ebitengine", Package: "./wasm/scene", Shaders: []string{"wasm/scene/paint.kage"}, Go: p.goCommand}
	return m.Make()
}

// buildPrograms builds all programs at the same time.
func (p *project) buildPrograms() error {
	if !p.plain {
		var err error
		if p.modfile, err = p.leanEbitengine(); err != nil {
			return err
		}
	}
	overlay, err := p.inlineTables()
	if err != nil {
		return err
	}
	var group sync.WaitGroup
	errs := make([]error, len(programs))
	for i, prog := range programs {
		group.Go(func() { errs[i] = p.buildProgram(prog, overlay) })
	}
	group.Wait()
	return errors.Join(append(errs, p.dropOldPrograms())...)
}

// dropOldPrograms removes what programs that are no more have left in the site, where it would be uploaded.
func (p *project) dropOldPrograms() error {
	files, err := filepath.Glob(p.path(siteDir + "/*.wasm.*"))
	for _, file := range files {
		name, _, _ := strings.Cut(filepath.Base(file), ".")
		if !slices.ContainsFunc(programs, func(prog program) bool { return prog.name == name && !prog.single }) {
			err = errors.Join(err, os.Remove(file))
		}
	}
	return err
}

// buildProgram compiles and packs one program. Packing takes longer than linking, so a program that came
// out as before is left as it is: its binary is put in place last, as the sign that the rest is done. The overlay is inlineTables'.
func (p *project) buildProgram(prog program, overlay string) error {
	start := time.Now()
	binary := p.path(programDir + "/" + prog.name + ".wasm")
	fresh := binary + ".new"
	args := []string{"build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-overlay=" + overlay}
	if p.modfile != "" {
		args = append(args, "-modfile="+p.modfile, "-tags=lean")
	}
	for _, pkg := range cold {
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
	if wasm, err = p.finish(wasm); err != nil {
		return fmt.Errorf("%s: %w", prog.name, err)
	}
	if err := os.WriteFile(fresh, wasm, 0o644); err != nil {
		return err
	}
	packed, err := os.ReadFile(p.path(prog.packed()))
	if before, err1 := os.ReadFile(binary); err != nil || err1 != nil || !bytes.Equal(before, wasm) {
		packed = compress(wasm)
		if prog.first && !p.plain {
			if packed, err = p.pack(fresh); err != nil {
				return err
			}
		}
		if err := p.write(prog.packed(), packed); err != nil {
			return err
		}
	}
	if !prog.single {
		if err := p.write(siteDir+"/"+prog.name+".wasm.js", assetScript(prog.name, packed)); err != nil {
			return err
		}
	}
	p.made(path.Base(prog.packed()), len(packed), start)
	return os.Rename(fresh, binary)
}

// packed is where the packed program lies.
func (prog program) packed() string {
	dir := siteDir
	if prog.single {
		dir = programDir
	}
	return dir + "/" + prog.name + ".wasm.gz"
}

// packer packs the file of its first argument into that of its second. Zopfli takes its time, and leaves one
// byte in twenty less than gzip -9.
const packer = `const fs = require("fs"), [from, to] = process.argv.slice(1);
require("@gfx/zopfli").gzip(fs.readFileSync(from), {numiterations: 15, blocksplittingmax: 0}, (error, packed) => {
	if (error) throw error;
	fs.writeFileSync(to, packed);
});`

// pack returns the gzip of a program. Equal input gives equal output.
func (p *project) pack(file string) ([]byte, error) {
	to := file + ".gz"
	cmd := exec.Command("node", "-e", packer, file, to)
	cmd.Dir = p.path("site")
	if _, err := output(cmd); err != nil {
		return nil, err
	}
	defer os.Remove(to)
	return os.ReadFile(to)
}

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

// assetScript is a classic script that hands out a program: its digest, by which a page knows whether it is of the same build, and
// its bytes as base64. It exists because a page opened as a file may load scripts and nothing else.
func assetScript(name string, packed []byte) []byte {
	return fmt.Appendf(nil, "globalThis.saddleAssets=Object.assign(globalThis.saddleAssets||{},{%q:%q})\n",
		name, integrity(packed)+" "+base64.StdEncoding.EncodeToString(packed))
}
