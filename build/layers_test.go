package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saddle/core/lab"
)

// listed is what go list tells of a package.
type listed struct {
	ImportPath    string
	Imports, Deps []string
	Standard      bool
}

// list asks the project's toolchain for the packages that match and everything below them.
func list(t *testing.T, env []string, patterns ...string) map[string]listed {
	t.Helper()
	return listIn(t, ".", env, patterns...)
}

// listIn asks in the module of a folder.
func listIn(t *testing.T, module string, env []string, patterns ...string) map[string]listed {
	t.Helper()
	p := testProject(t)
	cmd := p.goCommand(env, append([]string{"list", "-e", "-deps", "-json=ImportPath,Imports,Deps,Standard"}, patterns...)...)
	text, err := p.inModule(module, cmd).Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := map[string]listed{}
	for dec := json.NewDecoder(strings.NewReader(string(text))); ; {
		var l listed
		if err := dec.Decode(&l); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages[l.ImportPath] = l
	}
}

func testProject(t *testing.T) *project {
	t.Helper()
	p, err := openProject(".", io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// within says whether a package is in a folder or below it.
func within(pkg, folder string) bool { return pkg == folder || strings.HasPrefix(pkg, folder+"/") }

// pure is the part of the standard library that core may import: it computes, or takes a text in when it is compiled. The rest would
// bring in a clock, a machine, a network, threads or randomness that no seed reaches.
var pure = []string{
	"bytes", "cmp", "embed", "encoding/binary", "encoding/hex", "encoding/json", "errors", "fmt", "hash/fnv", "iter", "maps",
	"math", "math/big", "math/bits", "math/cmplx", "net/url", "simd/archsimd", "slices", "sort", "strconv", "strings",
	"unicode", "unicode/utf16", "unicode/utf8",
}

// rule says of one import whether it is allowed; a reason is returned if it is not.
type rule func(importer listed, imported string, standard bool) string

// commandDir is the part of core that wires the rest to a machine: it may use clocks, files, threads and the terminal, and the
// libraries that draw and show progress. Nothing else of core may, and no program of the browser contains it.
const commandDir = "saddle/core/cmd"

var importRules = []rule{
	func(from listed, to string, standard bool) string {
		switch {
		case !within(from.ImportPath, "saddle/core") || within(from.ImportPath, commandDir):
		case to == "unsafe" && from.ImportPath == "saddle/core/kernel": // its loops do without bounds checks
		case standard && !slices.Contains(pure, to):
			return "core computes: no clock, environment, network, goroutine or randomness without a seed"
		case !standard && !within(to, "saddle/core") && !within(to, "gonum.org/v1/gonum"):
			return "core stands on the standard library and gonum"
		}
		return ""
	},
	func(from listed, to string, _ bool) string {
		if within(to, commandDir) && !within(from.ImportPath, commandDir) {
			return "a command is run, nothing is built on it"
		}
		return ""
	},
	func(from listed, to string, _ bool) string {
		if to == "syscall/js" && from.ImportPath != "saddle/wasm/port" {
			return "wasm/port is the one seam to the browser"
		}
		return ""
	},
	func(from listed, to string, _ bool) string {
		if (to == "saddle/core/lab/labtest" || to == "saddle/core/data/datatest") && !within(from.ImportPath, "saddle/build") {
			return "it is for tests"
		}
		return ""
	},
	func(from listed, to string, _ bool) string {
		if within(to, "saddle/core/lab") && within(from.ImportPath, "saddle/core") && !within(from.ImportPath, "saddle/core/lab") && !within(from.ImportPath, commandDir) {
			return "the bench stands on the rest of core"
		}
		return ""
	},
	func(from listed, to string, _ bool) string {
		name, one := strings.CutPrefix(to, "saddle/core/lab/")
		switch {
		case !one || name == "all" || name == "labtest" || from.ImportPath == "saddle/core/lab/all" || within(from.ImportPath, "saddle/build"):
		case from.ImportPath == "saddle/wasm/saddle" && name == lab.Unnamed: // a first visit has the first alone
		default:
			return "package all knows the laboratories, and they do not know each other"
		}
		return ""
	},
	func(from listed, to string, _ bool) string {
		if within(to, "saddle/build") && !within(from.ImportPath, "saddle/build") {
			return "the build tool builds, nothing is built on it"
		}
		return ""
	},
}

// unreachable lists what a package must not contain, however indirectly, because the program would grow too big to download.
// The parts of the program keep apart, although one program holds them all: a worker has no document, so what runs there must need
// nothing of Ebitengine's, not even that it has been initialised.
var unreachable = map[string][]string{
	"saddle/wasm/trainer": {"github.com/hajimehoshi/ebiten/v2", "saddle/wasm/scene", "gonum.org/v1", "github.com/schollz/progressbar/v3", "os", "fmt", "sort", "maps", "time"},
	"saddle/wasm/stage":   {"gonum.org/v1", "github.com/schollz/progressbar/v3", "saddle/core/lab", "saddle/core/sgda", "saddle/core/session", "saddle/core/metric"},
	"saddle/wasm/scene":   {"gonum.org/v1/gonum", "saddle/core/sgda", "saddle/core/session", "saddle/core/metric"},
	"saddle/wasm/lab":     {"github.com/hajimehoshi/ebiten/v2", "saddle/wasm/scene", "gonum.org/v1", "github.com/schollz/progressbar/v3", "os", "fmt", "sort", "maps", "time"},
	"saddle/wasm/saddle":  {"gonum.org/v1", "github.com/schollz/progressbar/v3", "saddle/core/cmd", "saddle/core/lab/all", "saddle/core/intake"},
	"saddle/wasm/labs":    {"github.com/hajimehoshi/ebiten/v2", "saddle/wasm/scene", "gonum.org/v1", "github.com/schollz/progressbar/v3", "os", "fmt", "sort", "maps", "time"},
	"saddle/wasm/whole":   {"gonum.org/v1", "github.com/schollz/progressbar/v3", "saddle/core/cmd"},
	"saddle/wasm/tables":  {"github.com/hajimehoshi/ebiten/v2", "saddle/core/session", "saddle/core/sgda", "gonum.org/v1", "os", "fmt", "sort", "maps", "time"},
	"saddle/build":        {"github.com/hajimehoshi/ebiten/v2", "syscall/js"},
}

func TestLayers(t *testing.T) {
	inline, err := testProject(t).inlineTables()
	if err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]struct {
		module        string
		env, patterns []string
	}{
		"native":      {".", nil, []string{"./core/...", "./build/..."}},
		"native SIMD": {".", native, []string{"./core/..."}},
		"scalar":      {".", []string{"GOOS=js", "GOARCH=wasm"}, []string{"-overlay=" + inline, "./core/...", "./wasm/..."}},
		"SIMD":        {".", []string{"GOOS=js", "GOARCH=wasm", "GOEXPERIMENT=simd"}, []string{"-overlay=" + inline, "./core/...", "./wasm/..."}},
		"cluster":     {clusterModule, nil, []string{"./..."}},
	} {
		t.Run(name, func(t *testing.T) {
			packages := listIn(t, target.module, target.env, target.patterns...)
			ours := 0
			for _, from := range packages {
				if !within(from.ImportPath, "saddle") {
					continue
				}
				ours++
				for _, to := range from.Imports {
					for _, rule := range importRules {
						if why := rule(from, to, packages[to].Standard); why != "" {
							t.Errorf("%s imports %s: %s", from.ImportPath, to, why)
						}
					}
				}
				for _, bad := range unreachable[from.ImportPath] {
					if i := slices.IndexFunc(from.Deps, func(dep string) bool { return within(dep, bad) }); i >= 0 {
						t.Errorf("%s reaches %s, which it must not contain", from.ImportPath, from.Deps[i])
					}
				}
			}
			if ours < 5 {
				t.Errorf("only %d packages of the project were found", ours)
			}
		})
	}
}

func TestImportRules(t *testing.T) {
	refused := func(from, to string, standard bool) bool {
		return slices.ContainsFunc(importRules, func(r rule) bool { return r(listed{ImportPath: from}, to, standard) != "" })
	}
	for _, bad := range [][2]string{{"saddle/core/lab/edge", "saddle/core/lab/rates"}, {"saddle/core/stat", "saddle/core/lab"}, {"saddle/wasm/lab", "saddle/core/lab/edge"}, {"saddle/wasm/saddle", "saddle/core/lab/edge"},
		{"saddle/core/gan", "saddle/core/cmd/saddle"}, {"saddle/wasm/lab", "saddle/core/lab/labtest"}, {"saddle/core/gan", "github.com/x/y"}, {"saddle/wasm/trainer", "saddle/build"}} {
		if !refused(bad[0], bad[1], false) {
			t.Errorf("%s may import %s", bad[0], bad[1])
		}
	}
	for _, bad := range [][2]string{{"saddle/core/gan", "time"}, {"saddle/core/gan", "unsafe"}, {"saddle/wasm/trainer", "syscall/js"}} {
		if !refused(bad[0], bad[1], true) {
			t.Errorf("%s may import %s", bad[0], bad[1])
		}
	}
	for _, good := range [][2]string{{"saddle/core/lab/edge", "saddle/core/lab"}, {"saddle/core/lab/all", "saddle/core/lab/edge"}, {"saddle/wasm/lab", "saddle/core/lab/all"}, {"saddle/wasm/saddle", "saddle/core/lab/complexity"}, {"saddle/core/cmd/saddle", "saddle/core/lab"}} {
		if refused(good[0], good[1], false) {
			t.Errorf("%s may not import %s", good[0], good[1])
		}
	}
}

// What only the cluster is built upon is no part of the page's module, nor of a program that is not the cluster.
func TestClusterStandsApart(t *testing.T) {
	p := testProject(t)
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(p.path(name))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "nats-io") {
			t.Errorf("%s names the queue of the cluster", name)
		}
	}
	text, err := os.ReadFile(p.path(clusterModule + "/go.mod"))
	if err != nil || !strings.Contains(string(text), "nats-io") || !strings.Contains(string(text), "toolchain "+p.toolchain) {
		t.Errorf("the module of the cluster needs its queue and this toolchain, %v: %s", err, text)
	}
}

// What Ebitengine would bring, its lean copy does not. Some of it is a hundred kilobytes and more of a first visit.
func TestLeanEbitengine(t *testing.T) {
	p := testProject(t)
	modfile, err := p.leanEbitengine()
	if err != nil {
		t.Fatal(err)
	}
	inline, err := p.inlineTables()
	if err != nil {
		t.Fatal(err)
	}
	env := []string{"GOOS=js", "GOARCH=wasm"}
	heavy := []string{"fmt", "os", "io/fs", "time", "syscall", "embed", "context", "log/slog", "text/template", "regexp", "go", "math/big", "encoding/json", "encoding/gob",
		"encoding/base32", "archive", "compress", "hash/crc32", "net", "golang.org/x/sync"}
	reached := func(flags ...string) (found []string) {
		for _, dep := range list(t, env, append(flags, programPackage)...)["saddle/wasm/saddle"].Deps {
			if slices.ContainsFunc(heavy, func(bad string) bool { return within(dep, bad) && dep != "syscall/js" }) {
				found = append(found, dep)
			}
		}
		return found
	}
	if found := reached("-modfile="+modfile, "-tags=lean", "-overlay="+inline); len(found) > 0 {
		t.Errorf("the program contains %q", found)
	}
	if found := reached(); len(found) < len(heavy) {
		t.Errorf("upon plain Ebitengine it contains no more than %q", found)
	}
}

// TestCoreIsSequential reads core as text, for what no import shows.
func TestCoreIsSequential(t *testing.T) {
	for dir, names := range coreSources(t) {
		fset := token.NewFileSet()
		var files []*ast.File
		for _, name := range names {
			f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		for _, fault := range sequentialFaults(dir, fset, files) {
			t.Error(fault)
		}
	}
}

func TestSequentialFaults(t *testing.T) {
	const source = `package p
		import "unknown"
		var count int
		var table [2]unknown.Type
		func init() { count = 1 }
		func fine() { count := 0; count++; local := table; local[0] = unknown.Type{} }
		func bad1() { count++ }
		func bad2() { (table)[1].field = 3 }
		func bad3() { go fine() }`
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if faults := sequentialFaults("p", fset, []*ast.File{f}); len(faults) != 3 {
		t.Errorf("found %q", faults)
	}
}

// sequentialFaults lists the goroutines that a package starts, and the package variables that it
// changes after its init.
func sequentialFaults(name string, fset *token.FileSet, files []*ast.File) (faults []string) {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	// Other packages stay unknown: which names are this package's own variables shows without them.
	conf := types.Config{Error: func(error) {}, Importer: noImports{}}
	pkg, _ := conf.Check(name, fset, files, info)
	for _, f := range files {
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			changes := func(target ast.Expr) {
				v, ok := info.Uses[root(target)].(*types.Var)
				if ok && v.Parent() == pkg.Scope() && fn.Name.Name != "init" {
					faults = append(faults, fmt.Sprintf("%s: %s changes the package variable %s", fset.Position(target.Pos()), fn.Name.Name, v.Name()))
				}
			}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.GoStmt:
					faults = append(faults, fmt.Sprintf("%s: %s starts a goroutine", fset.Position(n.Pos()), fn.Name.Name))
				case *ast.AssignStmt:
					for _, target := range n.Lhs {
						changes(target)
					}
				case *ast.IncDecStmt:
					changes(n.X)
				}
				return true
			})
		}
	}
	return faults
}

// root is the variable at the bottom of an expression such as (*a).b[i]; nil if there is none.
func root(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.ParenExpr:
		return root(e.X)
	case *ast.StarExpr:
		return root(e.X)
	case *ast.SelectorExpr:
		return root(e.X)
	case *ast.IndexExpr:
		return root(e.X)
	}
	return nil
}

type noImports struct{}

func (noImports) Import(string) (*types.Package, error) { return nil, errors.New("not needed") }

// coreSources returns the Go files of core by folder, for every platform and without the tests and the commands.
func coreSources(t *testing.T) map[string][]string {
	t.Helper()
	p := testProject(t)
	sources := map[string][]string{}
	err := filepath.WalkDir(p.path("core"), func(path string, entry fs.DirEntry, err error) error {
		dir, name := filepath.Split(strings.TrimPrefix(path, p.path("core")+string(filepath.Separator)))
		if err == nil && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && dir != "" && !strings.HasPrefix(dir, "cmd") {
			sources[filepath.Clean(dir)] = append(sources[filepath.Clean(dir)], path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(sources) < 3 {
		t.Fatalf("found only %d packages in core", len(sources))
	}
	return sources
}
