// Package ebitengine makes a copy of Ebitengine that has only what Saddle's picture needs, and compiles the picture's shaders
// while it is at it. In a page the whole of it weighs three times as much: a compiler for shaders, a template engine, an archiver, a
// log, the machinery of error messages.
//
// The copy is that version of Ebitengine, and differs from it in these ways alone:
//
//   - imports of some packages of the standard library are those of small ones (see instead);
//   - files of the folder _lean take the place of its files, or come beside them;
//   - some files are left out (dropped), and some lines changed (edits);
//   - package legacyshader has the GLSL of all shaders, which the command in the folder _shaders makes with Ebitengine's own compiler.
//
// Another version is an error, and so is a file or a line that is not there.
package ebitengine

import (
	"fmt"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// Module and Version are what the copy is of.
const (
	Module  = "github.com/hajimehoshi/ebiten/v2"
	Version = "v2.10.4"
)

const lean = Module + "/internal/lean/"

// instead are the packages that Ebitengine imports in the place of others.
var instead = map[string]string{
	"fmt":                        lean + "fmt",
	"log/slog":                   lean + "slog",
	"time":                       lean + "time",
	"context":                    lean + "context",
	"io/fs":                      lean + "fs",
	"os":                         lean + "os",
	"encoding/hex":               lean + "hex",
	"archive/zip":                lean + "zip",
	"golang.org/x/sync/errgroup": lean + "errgroup",
}

// dropped are files that nothing of the copy uses.
var dropped = []string{
	"internal/graphics/shader.go",
	"internal/legacyshader/convert.go",
	"internal/legacyshader/deprecated.go",
	"internal/shaderir/check.go",
	"internal/shaderir/glsl/type.go",
	"internal/png/generate.go",
	"internal/png/stdlibpaeth.go",
	"internal/png/stdlibreader.go",
	"internal/png/stdlibwriter.go",
}

// edit replaces lines of a file, which must be there once.
type edit struct{ file, from, to string }

// Saddle's program runs in workers, too, where there is no document, and where Ebitengine's packages are initialised all the same.
var edits = []edit{
	{"internal/colormode/colormode_js.go",
		`js.Global().Get("window").Get("matchMedia")`,
		`js.Global().Get("matchMedia")`},
	{"internal/ui/ui_js.go", `var (
	documentHasFocus = document.Get("hasFocus").Call("bind", document)
	documentHidden   = js.Global().Get("Object").Call("getOwnPropertyDescriptor", js.Global().Get("Document").Get("prototype"), "hidden").Get("get").Call("bind", document)
)`, `var documentHasFocus, documentHidden js.Value

func init() {
	if document.Truthy() {
		documentHasFocus = document.Get("hasFocus").Call("bind", document)
		documentHidden = js.Global().Get("Object").Call("getOwnPropertyDescriptor", js.Global().Get("Document").Get("prototype"), "hidden").Get("get").Call("bind", document)
	}
}`},
}

// change returns a file of the copy, which may be dropped.
func change(name, text string) (changed string, kept bool, err error) {
	if slices.Contains(dropped, name) {
		return "", false, nil
	}
	for _, e := range edits {
		if e.file != name {
			continue
		}
		if n := strings.Count(text, e.from); n != 1 {
			return "", false, fmt.Errorf("%s of Ebitengine has %d times what is to be replaced:\n%s", name, n, e.from)
		}
		text = strings.Replace(text, e.from, e.to, 1)
	}
	text, err = importInstead(name, text)
	return text, true, err
}

// importInstead replaces the imports of a Go file.
func importInstead(name, text string) (string, error) {
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, name, text, parser.ImportsOnly)
	if err != nil {
		return "", err
	}
	for _, spec := range slices.Backward(f.Imports) {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return "", err
		}
		if with, ok := instead[path]; ok {
			from, to := set.Position(spec.Path.Pos()).Offset, set.Position(spec.Path.End()).Offset
			text = text[:from] + strconv.Quote(with) + text[to:]
		}
	}
	formatted, err := format.Source([]byte(text)) // the order of the imports
	return string(formatted), err
}
