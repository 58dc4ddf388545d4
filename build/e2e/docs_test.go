//go:build e2e

package e2e

import (
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"saddle/build/static"
)

var (
	docsFile   = regexp.MustCompile(`(?s)<pre data-file="([^"]+)"><code>(.*?)</code></pre>`)
	docsFolder = regexp.MustCompile(`data-folder="([^"]+)"`)
	docsKit    = regexp.MustCompile(`(?s)<a href="\.\./([^"]+)" download>.*?<code data-kit="([^"]+)">`)
)

// documented makes a folder with what a page on embedding says to put there: its texts, the files of the site, and the kit's.
func documented(t *testing.T, name string) (dir string) {
	t.Helper()
	site := filepath.Join(root, "build", "out", "site")
	page, err := os.ReadFile(filepath.Join(site, "docs", name+".html"))
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(root, "build", "out", "hosts", fileName(t))
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	put := func(name string, data []byte) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files := docsFile.FindAllSubmatch(page, -1)
	if len(files) == 0 {
		t.Fatalf("the page on %s says nothing to write", name)
	}
	for _, m := range files {
		put(string(m[1]), []byte(html.UnescapeString(string(m[2]))+"\n"))
	}
	for _, m := range docsKit.FindAllSubmatch(page, -1) {
		data, err := os.ReadFile(filepath.Join(site, string(m[1])))
		if err != nil {
			t.Fatal(err)
		}
		put(string(m[2]), data)
	}
	if folder := docsFolder.FindSubmatch(page); folder != nil {
		if err := os.CopyFS(filepath.Join(dir, filepath.FromSlash(string(folder[1]))), os.DirFS(site)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// below serves a folder below a path, as most hosts do, and returns the address of a page in it.
func below(t *testing.T, dir, page string) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/project/", http.StripPrefix("/project", static.Handler(dir, "/")))
	mux.HandleFunc("/favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	h := httptest.NewServer(mux)
	t.Cleanup(h.Close)
	return h.URL + "/project/" + page
}

// asDocumented opens a page and waits for the figure of the pages on embedding to run in it, with its controls.
func asDocumented(t *testing.T, address string) *tab {
	t.Helper()
	p := open(t, address, window)
	p.wait(`document.querySelector("saddle-figure")?.shadowRoot`)
	p.run(`figure.scrollIntoView()`)
	p.wait(`figure.snapshot?.step > 3 && drawn(figure)`)
	if query := eval[string](p, `figure.query`); query != "phi=relu&seed=7" {
		t.Errorf("the figure runs %s", query)
	}
	if !eval[bool](p, `!!part(".transport")`) {
		t.Error("it has no controls")
	}
	return p
}

func TestDocumentedHTML(t *testing.T) {
	p := asDocumented(t, below(t, documented(t, "html"), "index.html"))
	if !eval[bool](p, `figure.querySelector("img").naturalWidth > 100`) {
		t.Error("the poster is not there")
	}
}

func TestDocumentedDeck(t *testing.T) {
	dir := documented(t, "reveal")
	if err := os.CopyFS(filepath.Join(dir, "reveal"), os.DirFS(filepath.Join(root, "build", "hosts", "node_modules", "reveal.js", "dist"))); err != nil {
		t.Fatal(err)
	}
	p := asDocumented(t, below(t, dir, "index.html"))
	p.run(`Reveal.next()`)
	p.wait(`document.querySelector("[mode=stage]").beats > 2 && document.querySelector("[mode=stage]").snapshot?.sentence`)
	p.wait(`document.querySelector("[mode=stage]").beat == 0`)
}

// The widget does what a notebook asks of one, through a model as anywidget has it.
func TestDocumentedWidget(t *testing.T) {
	dir := documented(t, "jupyter")
	for from, to := range map[string]string{filepath.Join("site", "kit"): ".", "npm": "npm"} {
		if err := os.CopyFS(filepath.Join(dir, to), os.DirFS(filepath.Join(root, "build", "out", from))); err != nil {
			t.Fatal(err)
		}
	}
	page := `<!doctype html><html lang="en"><meta charset="utf-8"><title>Notebook</title><link rel="icon" href="data:,"><div id="cell"></div>
		<script type="importmap">{"imports": {"saddle-gan": "./npm/dist/index.js"}}</script>
		<script type="module">
			import widget from "./widget.mjs";
			const state = { query: "phi=relu&d=2&seed=7", controls: "", assets: "" }, heard = {};
			globalThis.model = {
				state, saved: 0, get: (name) => state[name], set: (name, value) => (state[name] = value), save_changes: () => model.saved++,
				on: (name, f) => (heard[name] = f), change: (name, value) => (state[name] = value, heard["change:" + name]()),
			};
			globalThis.end = widget.render({ model, el: document.getElementById("cell") });
		</script></html>`
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	p := asDocumented(t, below(t, dir, "index.html"))
	p.wait(`model.saved > 0 && model.state.snapshot.status == "running"`)
	p.run(`model.change("query", "phi=tanh&seed=3")`)
	p.wait(`figure.query == "phi=tanh&seed=3"`)
	p.run(`end()`)
	p.wait(`!document.querySelector("saddle-figure")`)
}
