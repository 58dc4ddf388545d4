package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/evanw/esbuild/pkg/api"

	"saddle/core/version"
)

// npmDir is the package for bundlers.
const npmDir = outDir + "/npm"

//go:embed templates/package.md
var packageReadme string

// buildNPM makes the package from the built site and its sources.
func (p *project) buildNPM(args []string) error {
	if err := noArguments(args); err != nil {
		return err
	}
	start := time.Now()
	if err := os.RemoveAll(p.path(npmDir)); err != nil {
		return err
	}
	texts, err := p.texts()
	if err != nil {
		return err
	}
	js, err := p.moduleScript(texts)
	if err != nil {
		return err
	}
	files := map[string][]byte{"dist/index.js": js, "README.md": []byte(packageReadme), "dist/react.d.ts": []byte(reactTypes())}
	for _, name := range []string{"saddle.js", licensesFile} {
		if files[filepath.ToSlash(filepath.Join("dist", name))], err = p.siteFile(name); err != nil {
			return err
		}
	}
	files["licenses.txt"] = files["dist/licenses.txt"] // beside the script that names it, and where tools look
	for _, prog := range programs {
		if prog.single {
			continue
		}
		for _, ending := range []string{".wasm.gz", ".wasm.js"} {
			if files["dist/"+prog.name+ending], err = p.siteFile(prog.name + ending); err != nil {
				return err
			}
		}
	}
	if files["LICENSE"], err = os.ReadFile(p.path("LICENSE")); err != nil {
		return err
	}
	types, err := p.declarations()
	if err != nil {
		return err
	}
	for name, text := range types {
		files["dist/types/"+name] = []byte(text)
	}
	if files["custom-elements.json"], err = manifest(types); err != nil {
		return err
	}
	if files["package.json"], err = indented(packageJSON()); err != nil {
		return err
	}
	size := 0
	for name, data := range files {
		size += len(data)
		if err := p.write(npmDir+"/"+name, data); err != nil {
			return err
		}
	}
	p.made(npmDir, size, start)
	return nil
}

// packaged makes the package, and installs the bundlers and frameworks that it is tested in.
func (p *project) packaged() error {
	return errors.Join(p.installPackagesIn("build/hosts"), p.buildNPM(nil))
}

// moduleScript bundles the elements into one ES module, which finds the programs as bundlers do.
func (p *project) moduleScript(texts map[string]string) ([]byte, error) {
	options := p.scriptOptions(script{"index.js", "site/src/package.ts"}, texts)
	options.Format = api.FormatESModule
	options.Plugins = append([]api.Plugin{{Name: "beside", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: `/beside$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: p.path("site/src/realm/beside.esm.ts")}, nil
		})
	}}}, options.Plugins...)
	return bundle(options)
}

// packageJSON describes the package. Parcel wants main and module beside exports.
func packageJSON() map[string]any {
	return map[string]any{
		"name": "saddle-gan", "version": version.Number, "license": "MIT", "type": "module",
		"description": "A generative adversarial network that trains in the reader's browser, as custom elements",
		"keywords":    []string{"gan", "custom-elements", "web-components", "webassembly", "visualization"},
		"exports": map[string]any{
			".":                      map[string]string{"types": "./dist/types/package.d.ts", "default": "./dist/index.js"},
			"./react":                map[string]string{"types": "./dist/react.d.ts"},
			"./dist/*":               "./dist/*",
			"./custom-elements.json": "./custom-elements.json", "./package.json": "./package.json",
		},
		"main": "./dist/index.js", "module": "./dist/index.js", "types": "./dist/types/package.d.ts",
		"unpkg": "./dist/saddle.js", "jsdelivr": "./dist/saddle.js",
		"sideEffects":    []string{"./dist/index.js", "./dist/saddle.js"},
		"customElements": "./custom-elements.json",
		"files":          []string{"dist", "custom-elements.json", "licenses.txt"},
	}
}

func indented(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return b.Bytes(), err
}

// between modules, which every resolution finds with their ending alone.
var moduleName = regexp.MustCompile(`(from |import\(|import |declare module )"(\.\.?/[^"]+?)"`)

// declarations are the types of the sources, by the names of their files.
func (p *project) declarations() (map[string]string, error) {
	dir, err := os.MkdirTemp("", "saddle-types-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	cmd := exec.Command("node", "node_modules/typescript/bin/tsc", "--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--outDir", dir)
	cmd.Dir = p.path("site")
	if _, err := output(cmd); err != nil {
		return nil, err
	}
	all := map[string]string{}
	err = filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, err1 := filepath.Rel(dir, path)
		all[strings.TrimPrefix(filepath.ToSlash(name), "src/")] = moduleName.ReplaceAllStringFunc(string(data), func(found string) string {
			m := moduleName.FindStringSubmatch(found)
			return m[1] + `"` + strings.TrimSuffix(m[2], ".js") + `.js"`
		})
		return errors.Join(err, err1)
	})
	return reached(all, "package.d.ts"), err
}

// reached leaves of the files those that the entry leads to.
func reached(all map[string]string, entry string) map[string]string {
	found := map[string]string{}
	for next := []string{entry}; len(next) > 0; next = next[1:] {
		name := next[0]
		text, ok := all[name]
		if _, seen := found[name]; seen || !ok {
			continue
		}
		found[name] = text
		for _, m := range moduleName.FindAllStringSubmatch(text, -1) {
			next = append(next, filepath.ToSlash(filepath.Join(filepath.Dir(name), strings.TrimSuffix(m[2], ".js")))+".d.ts")
		}
	}
	return found
}

// reactTypes are the elements as React's components are written: attributes, and the events that React hands to custom elements.
func reactTypes() string {
	var b strings.Builder
	b.WriteString(`import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { CompareEvents, FigureEvents, LabEvents, SaddleCompare, SaddleFigure, SaddleLab } from "./types/package.js";

type Tag<E, A> = DetailedHTMLProps<Omit<HTMLAttributes<E>, keyof A>, E> & A;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
`)
	for _, e := range elements {
		fmt.Fprintf(&b, "      %q: Tag<%s, {\n", e.tag, e.class)
		for _, a := range elementAttributes[e.tag] {
			fmt.Fprintf(&b, "        /** %s */\n        %s?: %s;\n", a.means, a.name, strings.Replace(strings.ReplaceAll(a.kind, "'", `"`), `""`, `"" | boolean`, 1))
		}
		for _, v := range eventsOf[e.tag] {
			fmt.Fprintf(&b, "        /** %s */\n        on%s?: (event: %sEvents[%q]) => void;\n", v.means, v.name, strings.TrimPrefix(e.class, "Saddle"), v.name)
		}
		b.WriteString("      }>;\n")
	}
	b.WriteString("    }\n  }\n}\n")
	return b.String()
}

// an element as its declarations have it.
var elements = []struct{ tag, class, file string }{
	{"saddle-figure", "SaddleFigure", "figure/figure.d.ts"},
	{"saddle-compare", "SaddleCompare", "compare/compare.d.ts"},
	{"saddle-lab", "SaddleLab", "lab/lab.d.ts"},
}

var (
	memberLine = regexp.MustCompile(`(?m)^((?:    /\*\*[^/]*\*/\n)?)    (get |set )?([a-z]\w*)(\??: |\()([^\n]*);$`)
	commented  = regexp.MustCompile(`(?s)^\s*/\*\*\s*(.*?)\s*\*/\s*$`)
)

// manifest describes the elements for editors and catalogues: custom-elements.json of schema 1.0.0.
func manifest(types map[string]string) ([]byte, error) {
	var modules []any
	for _, e := range elements {
		text, ok := types[e.file]
		if !ok {
			return nil, fmt.Errorf("the package has no declarations of %s", e.class)
		}
		_, body, ok := strings.Cut(text, "export declare class "+e.class+" ")
		if !ok {
			return nil, fmt.Errorf("%s declares no %s", e.file, e.class)
		}
		body, _, _ = strings.Cut(body, "\n}")
		modules = append(modules, map[string]any{
			"kind": "javascript-module", "path": "dist/index.js",
			"declarations": []any{map[string]any{
				"kind": "class", "customElement": true, "name": e.class, "tagName": e.tag, "superclass": map[string]string{"name": "HTMLElement"},
				"attributes": attributesOf(e.tag), "members": membersOf(body), "events": eventsIn(e.tag), "slots": slotsOf[e.tag],
			}},
			"exports": []any{
				map[string]any{"kind": "js", "name": e.class, "declaration": map[string]string{"name": e.class, "module": "dist/index.js"}},
				map[string]any{"kind": "custom-element-definition", "name": e.tag, "declaration": map[string]string{"name": e.class, "module": "dist/index.js"}},
			},
		})
	}
	return indented(map[string]any{"schemaVersion": "1.0.0", "readme": "README.md", "modules": modules})
}

// membersOf lists the public methods and properties of a class.
func membersOf(body string) (members []any) {
	at := map[string]int{}
	for _, m := range memberLine.FindAllStringSubmatch(body, -1) {
		comment, accessor, name, how, rest := commented.ReplaceAllString(m[1], "$1"), m[2], m[3], m[4], m[5]
		if strings.HasSuffix(name, "Callback") || name == "constructor" {
			continue
		}
		member := map[string]any{"kind": "field", "name": name}
		if comment != "" {
			member["description"] = strings.Join(strings.Fields(strings.ReplaceAll(comment, "\n     *", " ")), " ")
		}
		switch {
		case accessor == "" && how == "(":
			member["kind"] = "method"
		case accessor == "get ":
			member["readonly"] = true
			member["type"] = map[string]string{"text": strings.TrimPrefix(rest, "): ")}
		}
		if i, seen := at[name]; seen { // the setter beside the getter
			delete(members[i].(map[string]any), "readonly")
			continue
		}
		at[name] = len(members)
		members = append(members, member)
	}
	return members
}
