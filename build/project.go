package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// project is the tree being built.
type project struct {
	root      string // absolute path of the folder of go.mod
	toolchain string // the Go that builds it, from go.mod, as "go1.27.4"
	outputs   string // the folder that takes the place of build/out, if not empty
	tables    bool   // programs keep the tables that stack traces are made of
	plain     bool   // they are built upon Ebitengine as it is
	site      string // the address that it is built for, ending in a slash, empty if not known
	modfile   string // of the lean Ebitengine, empty without it

	mu  sync.Mutex // guards out: programs are built at the same time
	out io.Writer
}

var (
	moduleLine    = regexp.MustCompile(`(?m)^module saddle$`)
	toolchainLine = regexp.MustCompile(`(?m)^toolchain (go\S+)$`)
)

// openProject finds the project that contains dir.
func openProject(dir string, out io.Writer) (*project, error) {
	at, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	for {
		mod, err := os.ReadFile(filepath.Join(at, "go.mod"))
		if err == nil && moduleLine.Match(mod) {
			line := toolchainLine.FindSubmatch(mod)
			if line == nil {
				return nil, errors.New("go.mod has no toolchain line")
			}
			return &project{root: at, toolchain: string(line[1]), out: out}, nil
		}
		if at == filepath.Dir(at) {
			return nil, fmt.Errorf("%s is not inside the project: no go.mod of module saddle above it", dir)
		}
		at = filepath.Dir(at)
	}
}

// path joins slash-separated elements to the root.
func (p *project) path(elem string) string {
	if rest, ok := strings.CutPrefix(elem, outDir+"/"); ok && p.outputs != "" {
		return filepath.Join(p.outputs, filepath.FromSlash(rest))
	}
	return filepath.Join(p.root, filepath.FromSlash(elem))
}

// Places of the outputs, relative to the root.
const (
	outDir     = "build/out"
	siteDir    = outDir + "/site"    // what is uploaded to a host
	programDir = outDir + "/wasm"    // uncompressed programs, kept so that the next build can skip them
	galleryDir = outDir + "/gallery" // screenshots
	plainDir   = outDir + "/plain"   // the outputs upon Ebitengine as it is
	singleFile = outDir + "/saddle.html"
)

// goCommand prepares a call of the project's Go toolchain. Machines may pin GOTOOLCHAIN, or export
// an experiment, so the child's environment says everything that matters itself.
func (p *project) goCommand(env []string, args ...string) *exec.Cmd {
	cmd := exec.Command("go", args...)
	cmd.Dir = p.root
	cmd.Env = append(os.Environ(), "GOTOOLCHAIN="+p.toolchain, "GOEXPERIMENT=")
	cmd.Env = append(cmd.Env, env...)
	return cmd
}

// output runs cmd and returns what it printed; on failure the error is that text.
func output(cmd *exec.Cmd) (string, error) {
	text, err := cmd.CombinedOutput()
	if err == nil {
		return string(text), nil
	}
	call := strings.Join(append([]string{filepath.Base(cmd.Path)}, cmd.Args[1:]...), " ")
	if errors.Is(err, exec.ErrNotFound) {
		return "", fmt.Errorf("%s is not installed, or not on the PATH", cmd.Args[0])
	}
	return "", fmt.Errorf("%s: %w\n%s", call, err, strings.TrimSpace(string(text)))
}

// goroot is the folder of the project's toolchain.
func (p *project) goroot() (string, error) {
	text, err := output(p.goCommand(nil, "env", "GOROOT"))
	return strings.TrimSpace(text), err
}

func (p *project) printf(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintf(p.out, format, args...)
}

// made reports one finished file.
func (p *project) made(name string, size int, since time.Time) {
	p.printf("  %-26s %11s bytes %7.1f s\n", name, thousands(size), time.Since(since).Seconds())
}

// thousands prints n with a comma between groups of three digits.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// write puts data into the file unless that is what it holds, so that an unchanged file keeps its time.
func (p *project) write(elem string, data []byte) error {
	path := p.path(elem)
	if old, err := os.ReadFile(path); err == nil && string(old) == string(data) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}
