//go:build e2e

package e2e

import (
	"bufio"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"saddle/build/static"
)

// project makes a folder with a project that has the package and what else is named.
func project(t *testing.T, files map[string]string, modules ...string) (dir string) {
	t.Helper()
	dir = filepath.Join(root, "build", "out", "hosts", fileName(t))
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "build", "out", "npm", "package.json")); err != nil {
		t.Fatal("the package is not built: go run ./build npm")
	}
	write := func(name, text string) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("package.json", `{"name": "fresh", "private": true, "dependencies": {"saddle-gan": "*"}, "browserslist": "last 2 Chrome versions"}`)
	for name, text := range files {
		write(name, text)
	}
	if err := os.CopyFS(filepath.Join(dir, "node_modules", "saddle-gan"), os.DirFS(filepath.Join(root, "build", "out", "npm"))); err != nil {
		t.Fatal(err)
	}
	for _, m := range modules {
		name := filepath.Join(dir, "node_modules", m)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.Symlink(filepath.Join(root, "build", "hosts", "node_modules", m), name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func bundler(name, dir string, env ...string) *exec.Cmd {
	cmd := exec.Command("node", filepath.Join(root, "build", "hosts", "bundle.mjs"), name, dir)
	cmd.Env = append(os.Environ(), env...)
	return cmd
}

// fresh makes a project, bundles it, and returns the address of what came out.
func fresh(t *testing.T, how string, files map[string]string, modules ...string) string {
	t.Helper()
	dir := project(t, files, modules...)
	if how == "vite dev" {
		return served(t, bundler(how, dir))
	}
	var env []string
	if len(modules) > 0 {
		env = []string{"JSX=" + modules[0]}
	}
	if out, err := bundler(how, dir, env...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", how, err, out)
	}
	// On most hosts a project lies under a path.
	h := httptest.NewServer(http.StripPrefix("/project", static.Handler(filepath.Join(dir, "dist"), "/")))
	t.Cleanup(h.Close)
	return h.URL + "/project/index.html"
}

// served starts a server that says its address in its first line and ends with its input.
func served(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	cmd.Stderr = os.Stderr
	if err := errors.Join(err1, err2, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(in.Close(), cmd.Wait()); err != nil {
			t.Error(err)
		}
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(address)
}

const freshPage = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Fresh</title><link rel="icon" href="data:,">
<body>%s<script type="module" src="%s"></script>`

// bundlers are the ways to make a page of the package, and what each needs beside it.
var bundlers = map[string][]string{
	"esbuild": nil, "vite": nil, "vite dev": nil, "webpack": nil, "parcel": nil,
	"next": {"react", "react-dom", "scheduler", "next", "styled-jsx", "client-only", "@next", "@swc"},
}

// In Next a component is rendered on a server first.
var nextProject = map[string]string{
	"app/layout.jsx": `export default ({ children }) => <html lang="en"><head><link rel="icon" href="data:," /></head><body>{children}</body></html>;`,
	"app/page.jsx": `"use client";
		import { useEffect } from "react";
		import { query, SaddleFigure } from "saddle-gan";
		export default function Page() {
			useEffect(() => { globalThis.same = document.querySelector("saddle-figure") instanceof SaddleFigure; });
			return <saddle-figure query={query({ phi: "identity", d: 3, seed: 7, eps: 0 })} controls="" />;
		}`,
}

// The package works in a fresh project of each bundler: its programs are found wherever they are put and whatever they are called.
func TestBundlers(t *testing.T) {
	for bundler, modules := range bundlers {
		t.Run(bundler, func(t *testing.T) {
			files := map[string]string{
				"index.html": fmt.Sprintf(freshPage, `<saddle-figure controls></saddle-figure>`, "main.js"),
				"main.js": `import { query, SaddleFigure } from "saddle-gan";
					const figure = document.querySelector("saddle-figure");
					figure.query = query({ phi: "identity", d: 3, seed: 7, eps: 0, wstar: [], batch: "" });
					globalThis.same = figure instanceof SaddleFigure;`,
			}
			if bundler == "next" {
				files = nextProject
			}
			p := open(t, fresh(t, bundler, files, modules...), window)
			p.wait(`figure.snapshot?.step > 3 && drawn(figure)`)
			if query := eval[string](p, `figure.query`); query != "phi=identity&d=3&seed=7&eps=0" {
				t.Errorf("the query is %s", query)
			}
			if !eval[bool](p, `same`) {
				t.Error("the element is not of the exported class")
			}
			if got := eval[string](p, give); got != "taken" {
				t.Errorf("a table: %s", got)
			}
		})
	}
}

// A server that renders pages may import the package.
func TestThePackageCanBeImportedOnAServer(t *testing.T) {
	module := "file://" + filepath.ToSlash(filepath.Join(root, "build", "out", "npm", "dist", "index.js"))
	cmd := exec.Command("node", "--input-type=module", "-e", `import { query } from "`+module+`"; console.log(query({ d: 2, phi: "relu", n: [1, 2] }))`)
	if out, err := cmd.CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != "phi=relu&d=2&n=1,2" {
		t.Errorf("%v: %s", err, out)
	}
}

// frameworks are the ways to write a page with components, and what each needs.
var frameworks = map[string]struct {
	main    string
	files   []string
	modules []string
}{
	"React":  {"main.jsx", []string{"react.jsx"}, []string{"react", "react-dom", "scheduler"}},
	"Preact": {"main.jsx", []string{"preact.jsx"}, []string{"preact"}},
	"Vue":    {"main.js", []string{"vue.js"}, []string{"vue", "@vue"}},
	"Svelte": {"main.js", []string{"svelte.js", "App.svelte"}, []string{"svelte", "esm-env", "clsx"}},
}

// In each framework the elements mean the same: what a component says holds from the start, is followed when it changes, and changes
// nothing when it doesn't.
func TestFrameworks(t *testing.T) {
	for name, f := range frameworks {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"index.html": fmt.Sprintf(freshPage, `<div id="app"></div><script>
				globalThis.heard = [];
				globalThis.initial = { query: "d=3&seed=5&eps=0", controls: false, order: ["a", "b"], lab: "seed=1,2&n=300", turn: 0 };
			</script>`, f.main)}
			for i, file := range f.files {
				text, err := os.ReadFile(filepath.Join(root, "build", "hosts", "frameworks", file))
				if err != nil {
					t.Fatal(err)
				}
				if i == 0 {
					file = f.main
				}
				files[file] = string(text)
			}
			p := open(t, fresh(t, "esbuild", files, f.modules...), window)
			const id = `document.getElementById`
			p.wait(id + `("a")?.query == "d=3&seed=5&eps=0" && ` + id + `("a").snapshot.status == "paused" && ` + id + `("a").snapshot.d == 3`)
			p.wait(`document.getElementById("lab").query.includes("n=300")`)
			if extra := eval[bool](p, `!!part(".transport")`); extra {
				t.Error("controls={false} shows controls")
			}
			p.run(id + `("a").step(9)`)
			p.wait(id + `("a").snapshot.step == 9`)
			// The same once more changes nothing; another order moves the elements.
			p.run(`update({ turn: 1 })`)
			p.run(`update({ turn: 2, order: ["b", "a"] })`)
			p.wait(`document.querySelector("main").dataset.turn == "2" && document.querySelector("saddle-figure").id == "b"`)
			p.run(id + `("a").scrollIntoView(), ` + id + `("a").step(2)`)
			p.wait(id + `("a").snapshot.step == 11 && ` + id + `("a").query == "d=3&seed=5&eps=0"`)
			// Settings, controls and grids are followed, the run goes on where they allow it.
			p.run(`update({ controls: true })`)
			p.wait(id + `("a").shadowRoot.querySelector(".transport") && ` + id + `("a").snapshot.step == 11`)
			p.run(`update({ query: "d=2&seed=6&eps=0", lab: "seed=1..3&n=300" })`)
			p.wait(id + `("a").query == "seed=6&eps=0" && ` + id + `("a").snapshot.d == 2`)
			p.wait(`document.getElementById("lab").query.includes("seed=1..3") || document.getElementById("lab").query.includes("seed=1,2,3")`)
			p.run(id + `("a").play()`)
			p.wait(`heard.includes("running")`)
			p.run(`update({ lab: "", order: [] })`)
			p.wait(`document.querySelectorAll("saddle-figure, saddle-lab").length == 0`)
		})
	}
}
