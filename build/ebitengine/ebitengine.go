// Package ebitengine makes a copy of Ebitengine that has only what Saddle's picture needs, and compiles the picture's shaders
// while it is at it. In a page the whole of it weighs three times as much: a compiler for shaders, a template engine, an archiver, a
// log, the machinery of error messages.
//
// The copy is that version of Ebitengine, and differs from it in these ways alone:
//
//   - imports of some packages of the standard library are those of small ones (see instead);
//   - files of the folder _lean take the place of its files, or come beside them;
//   - some files are left out (dropped), and some lines changed (edits);
//   - package legacyshader has the GLSL of all shaders, which the command in the folder _shaders makes with Ebitengine's own compiler. It
//     finds a shader by the names of its constants, so a program that is built with the tag lean carries no more of its source.
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
	"internal/ui/ui_vmguest_notwindows.go",
	"internal/png/generate.go",
	"internal/png/stdlibpaeth.go",
	"internal/png/stdlibreader.go",
	"internal/png/stdlibwriter.go",
}

// edit replaces a part of a file, which must be there once: a text, or all from it to the next place of another text, which stays.
// Every part that is the same is replaced if the edit says so.
type edit struct {
	file, from, until, to string
	every                 bool
}

var edits = []edit{
	// Saddle's program runs in workers, too, where there is no document, and where Ebitengine's packages are initialised all the same.
	{file: "internal/colormode/colormode_js.go", from: `js.Global().Get("window").Get("matchMedia")`, to: `js.Global().Get("matchMedia")`},
	{file: "internal/ui/ui_js.go", from: "\tdocumentHasFocus = ", until: "func (u *UserInterface) SetFullscreen", to: `	documentHasFocus, documentHidden js.Value
)

func init() {
	if document.Truthy() {
		documentHasFocus = document.Get("hasFocus").Call("bind", document)
		documentHidden = js.Global().Get("Object").Call("getOwnPropertyDescriptor", js.Global().Get("Document").Get("prototype"), "hidden").Get("get").Call("bind", document)
	}
}

`},
	// Keyboard, pointer, dropped files and gamepads are the page's. The picture hears of its size and of a lost context alone.
	{file: "internal/ui/ui_js.go", from: "\t// Keyboard\n", until: "\t// Context\n"},
	{file: "internal/ui/ui_js.go", from: "\t// Drop\n", until: "}\n\nfunc (u *UserInterface) appendDroppedFiles"},
	{file: "internal/ui/ui_js.go", from: "\t// Pointer Lock\n", until: "\treturn nil\n}\n\nfunc (u *UserInterface) setWindowEventHandlers"},
	{file: "internal/ui/ui_js.go", from: "\tif err := gamepad.Update(", until: "\t// TODO: If DeviceScaleFactor changes"},
	{file: "internal/ui/ui_js.go", from: "\t\"github.com/hajimehoshi/ebiten/v2/internal/gamepad\"\n"},
	{file: "internal/ui/input_js.go", from: "var uiKeyToJSKey = map[Key]js.Value{\n", until: "}\n", to: "var uiKeyToJSKey = map[Key]js.Value{\n"},
	// The canvas comes with its size, and the picture has room for its vertices: to make room waits for the graphics.
	{file: "internal/graphicsdriver/opengl/program.go", from: "newSize := pow2(size)", to: "newSize := pow2(max(size, 1<<19))", every: true},
	{file: "internal/ui/ui_js.go", from: "\tcanvas.Set(\"width\", 16)\n\tcanvas.Set(\"height\", 16)\n"},
	// Five images are sorted, for which it takes no general sort.
	{file: "internal/ui/image.go", from: "\t\"cmp\"\n"},
	{file: "internal/ui/image.go", from: "\tslices.SortFunc(l.imgs[:]", until: "\timgs := slices.Compact", to: `	for n := range l.imgs {
		for k := n; k > 0 && l.imgs[k] != nil && (l.imgs[k-1] == nil || l.imgs[k].id < l.imgs[k-1].id); k-- {
			l.imgs[k-1], l.imgs[k] = l.imgs[k], l.imgs[k-1]
		}
	}
`},
	// Sixty functions of the graphics context are bound to it, one by one: a function does it.
	{file: "internal/graphicsdriver/opengl/gl/default_js.go", from: `v.Get("`, to: `bound(v, "`, every: true},
	{file: "internal/graphicsdriver/opengl/gl/default_js.go", from: `").Call("bind", v)`, to: `")`, every: true},
	// Uniforms are of these types, for which it takes no reflection.
	{file: "internal/ui/shader.go", from: "\t\"reflect\"\n"},
	{file: "internal/ui/shader.go", from: "\t\t\tv := reflect.ValueOf(uv)", until: "\t\t}\n\n\t\tidx += typ.DwordCount()", to: `			n := 1
			switch v := uv.(type) {
			case int:
				dst[idx] = uint32(v)
			case float32:
				dst[idx] = math.Float32bits(v)
			case []float32:
				n = len(v)
				for i := range min(n, typ.DwordCount()) {
					dst[idx+i] = math.Float32bits(v[i])
				}
			default:
				n = 0
			}
			if n != typ.DwordCount() {
				panic(fmt.Sprintf("ui: unexpected uniform value for %s (%s)", name, typ.String()))
			}
`},
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
		n := strings.Count(text, e.from)
		if e.every && n > 0 {
			text = strings.ReplaceAll(text, e.from, e.to)
			continue
		}
		if n != 1 {
			return "", false, fmt.Errorf("%s of Ebitengine has %d times what is to be replaced:\n%s", name, n, e.from)
		}
		before, after, _ := strings.Cut(text, e.from)
		if e.until != "" {
			at := strings.Index(after, e.until)
			if at < 0 {
				return "", false, fmt.Errorf("%s of Ebitengine has not what is to be replaced as far as\n%s", name, e.until)
			}
			after = after[at:]
		}
		text = before + e.to + after
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
