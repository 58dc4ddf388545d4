package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"saddle/build/browser"
)

// phase is one check of the test run.
type phase struct {
	name  string
	quick bool // it needs neither a browser nor minutes
	run   func(p *project) error
}

// phases go from the quick to the slow, so that a slip shows early. What needs the outputs comes after
// they are built.
var phases = []phase{
	{"Packages", true, (*project).installPackages},
	{"Browser at hand", false, (*project).prerequisites},
	{"Format", true, (*project).formatted},
	{"Generated files are fresh", true, func(p *project) error { return p.check(nil) }},
	{"Vet", true, (*project).vet},
	{"TypeScript types", true, (*project).typeCheck},
	{"Build", true, func(p *project) error { return p.buildAll(nil) }},
	{"Build upon plain Ebitengine", false, (*project).buildPlain},
	{"Command", true, func(p *project) error { return p.buildCommand(nil) }},
	{"The same bytes in another folder", false, (*project).sameBytes},
	{"Budget", true, func(p *project) error { return p.budget(nil) }},
	{"Unit tests, native", true, func(p *project) error { return p.goTest(native, "./...") }},
	{"Unit tests of the modules", true, (*project).moduleTests},
	{"Bits on newer processors", false, (*project).newerBits},
	{"Bits on arm64", false, (*project).arm64Bits},
	{"Core under wasm, SIMD", false, func(p *project) error { return p.wasmTest("simd", "./core/...") }},
	{"Bits under wasm, scalar", false, (*project).scalarBits},
	{"Package for bundlers", false, (*project).packaged},
	{"Browser", false, func(p *project) error { return p.goTest(nil, "-tags=e2e", "-count=1", "-timeout=30m", "./build/e2e") }},
}

// test runs every phase, or with -quick those that a person can wait for, and stops at the first that fails.
func (p *project) test(args []string) error {
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	quick := flags.Bool("quick", false, "leave out what needs a browser or minutes")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := noArguments(flags.Args()); err != nil {
		return err
	}
	start := time.Now()
	for _, phase := range phases {
		if *quick && !phase.quick {
			continue
		}
		p.printf("== %s\n", phase.name)
		begin := time.Now()
		if err := phase.run(p); err != nil {
			return fmt.Errorf("%w\nFAILED: %s, after %.1f s", err, phase.name, time.Since(begin).Seconds())
		}
		p.printf("   %.1f s\n", time.Since(begin).Seconds())
	}
	p.printf("all checks passed in %.0f s\n", time.Since(start).Seconds())
	return nil
}

// prerequisites finds the browser. As root on Debian it installs it; anyone else is told its name.
func (p *project) prerequisites() error {
	_, missing := browser.Find()
	if missing == nil {
		return nil
	}
	if err := debian("chromium"); err != nil {
		return errors.Join(missing, err)
	}
	_, err := browser.Find()
	return err
}

// debian installs packages of Debian's, as root.
func debian(packages ...string) error {
	if _, err := exec.LookPath("apt-get"); err != nil || os.Geteuid() != 0 {
		return errors.New("only root on Debian can install packages")
	}
	for _, args := range [][]string{{"update"}, append([]string{"install", "-y", "--no-install-recommends"}, packages...)} {
		cmd := exec.Command("apt-get", args...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		if _, err := output(cmd); err != nil {
			return err
		}
	}
	return nil
}

// formatted checks every Go file against gofmt.
func (p *project) formatted() error {
	var bad []string
	err := p.eachSource(func(name string, data []byte) error {
		if filepath.Ext(name) != ".go" {
			return nil
		}
		want, err := format.Source(data)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if !bytes.Equal(data, want) {
			bad = append(bad, name)
		}
		return nil
	})
	if err == nil && len(bad) > 0 {
		err = fmt.Errorf("not formatted, run gofmt -w %s", strings.Join(bad, " "))
	}
	return err
}

// eachSource visits the files of the project, without what is installed or built, by their names
// relative to the root.
func (p *project) eachSource(visit func(name string, data []byte) error) error {
	return filepath.WalkDir(p.root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(p.root, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if entry.IsDir() {
			if name == ".git" || name == outDir || entry.Name() == "node_modules" {
				return filepath.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() { // a link to packages that another folder has
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return visit(name, data)
	})
}

// vet runs go vet for this machine, with the browser tests, and for the browser.
func (p *project) vet() error {
	return errors.Join(
		p.stream(p.goCommand(nil, "vet", "./...")),
		p.stream(p.inModule(clusterModule, p.goCommand(nil, "vet", "./..."))),
		p.stream(p.goCommand(native, "vet", "./core/kernel")),
		p.stream(p.goCommand(append([]string{"GOOS=linux", "GOARCH=arm64"}, native...), "vet", "./core/kernel")),
		p.stream(p.goCommand(nil, "vet", "-tags=e2e,soak,hosts", "./build/e2e")),
		p.stream(p.goCommand([]string{"GOOS=js", "GOARCH=wasm", "GOEXPERIMENT=simd"}, "vet", "./core/...", "./wasm/...")),
	)
}

func (p *project) typeCheck() error {
	cmd := exec.Command("node", "node_modules/typescript/bin/tsc", "--noEmit")
	cmd.Dir = p.path("site")
	return p.stream(cmd)
}

// moduleTests runs the tests of the modules inside this one, whose packages ./... leaves out.
func (p *project) moduleTests() error {
	return p.stream(p.inModule(clusterModule, p.goCommand(nil, "test", "./...")))
}

func (p *project) goTest(env []string, args ...string) error {
	return p.stream(p.goCommand(env, append([]string{"test"}, args...)...))
}

// newerBits compares the golden bits once more as compiled for processors with fused multiply-add, if this is one.
func (p *project) newerBits() error {
	if !fuses(runtime.GOARCH, "/proc/cpuinfo") {
		p.printf("   this processor has no fused multiply-add, or does not say so: nothing to compare\n")
		return nil
	}
	return p.goTest(append([]string{"GOAMD64=v3"}, native...), "-run=Golden|Bits", "./core/...")
}

// arm64Bits compares the golden bits of the loops on arm64, where an emulator of it is installed.
func (p *project) arm64Bits() error {
	emulator, err := exec.LookPath("qemu-aarch64")
	if err != nil || runtime.GOOS != "linux" {
		p.printf("   qemu-aarch64 is not installed, on Debian in qemu-user: nothing to compare\n")
		return nil
	}
	return p.goTest(append([]string{"GOARCH=arm64"}, native...), "-exec="+emulator, "-run=Golden|Bits", "./core/kernel")
}

// fuses says whether the processor that a Linux machine describes in a file runs code for GOAMD64=v3.
func fuses(arch, cpuinfo string) bool {
	text, err := os.ReadFile(cpuinfo)
	if err != nil || arch != "amd64" {
		return false
	}
	for line := range strings.Lines(string(text)) {
		name, flags, _ := strings.Cut(line, ":")
		if strings.TrimSpace(name) == "flags" {
			has := strings.Fields(flags)
			return !slices.ContainsFunc([]string{"avx2", "bmi1", "bmi2", "f16c", "fma", "movbe"}, func(f string) bool { return !slices.Contains(has, f) })
		}
	}
	return false
}

// scalarBits tests what a browser without vectors runs. Its loops are in one package; all else is as with vectors, once more down to the bits.
func (p *project) scalarBits() error {
	return errors.Join(p.wasmTest("", "./core/kernel"), p.wasmTest("", "-run=Golden|Bits", "./core/..."))
}

// wasmTest runs tests of core as the browser would compute them, in Node. Go's loader bounds the size of
// the environment, so the tests get only what they need of it.
func (p *project) wasmTest(experiment string, args ...string) error {
	goroot, err := p.goroot()
	if err != nil {
		return err
	}
	cmd := p.goCommand(nil, append([]string{"test", "-exec", filepath.Join(goroot, "lib", "wasm", "go_js_wasm_exec")}, args...)...)
	var env []string
	for _, pair := range cmd.Env {
		name, _, _ := strings.Cut(pair, "=")
		switch {
		case strings.HasPrefix(name, "GO"), name == "PATH", name == "HOME", name == "TMPDIR", strings.HasPrefix(name, "XDG_"):
			env = append(env, pair)
		}
	}
	cmd.Env = append(env, "GOOS=js", "GOARCH=wasm", "GOEXPERIMENT="+experiment)
	return p.stream(cmd)
}

// stream runs cmd and shows what it prints as it prints it.
func (p *project) stream(cmd *exec.Cmd) error {
	cmd.Stdout, cmd.Stderr = p.out, p.out
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(cmd.Args, " "), err)
	}
	return nil
}
