//go:build e2e

package e2e

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"saddle/build/browser"
	"saddle/core/lab"
	"saddle/core/lab/labtest"
)

// toyProgram is the program of the laboratories with labtest's alone, plain and packed.
func toyProgram(t *testing.T) (plain, packed []byte) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "toy.wasm")
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", out, "./toy")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	plain, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return plain, b.Bytes()
}

// A laboratory that the project does not have runs on the whole bench in the page, too: its presets, its runs, its charts, its table.
func TestLabFromOutside(t *testing.T) {
	plain, packed := toyProgram(t)
	digest := func(data []byte) string {
		sum := sha256.Sum256(data)
		return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
	}
	own := regexp.MustCompile(`saddle-labs sha256-\S+ sha256-[\w+/]+=*`)
	script := own.ReplaceAll(built(t, "saddle.js"), []byte("saddle-labs "+digest(packed)+" "+digest(plain)))
	grid, problems := lab.ParseIn([]*lab.Experiment{labtest.Toy}, labtest.Toy.Presets[0].Query)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	h := host(t, func(w http.ResponseWriter, r *http.Request) bool {
		switch name := r.URL.Path; {
		case strings.HasSuffix(name, "/saddle-labs.wasm.gz"):
			w.Header().Set("Content-Type", "application/gzip")
			_, _ = w.Write(packed) // a reader that left
		case strings.HasSuffix(name, "/saddle.js"):
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = w.Write(script)
		case strings.HasSuffix(name, "/toy.html"):
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(`<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>A walk</title>
				<script src="saddle.js"></script><main><h1>A walk</h1><saddle-lab query="lab=toy" workers="2"></saddle-lab></main>`))
		default:
			return false
		}
		return true
	})
	p := open(t, h.URL+"/toy.html", labView)
	p.wait(`until("idle")`)
	p.run(`Object.assign(inLab(".preset"), {selectedIndex: 1}).dispatchEvent(new Event("change", {bubbles: true}))`)
	p.wait(`lab.query == ` + browser.Quote(grid.Query()) + ` && until("idle")`)
	p.click(`labAct("start")`)
	p.waitLong(`until("done")`)
	want := lab.NewTable(grid)
	for _, path := range grid.Order() {
		grid.Start(path).Finish(func(r lab.Row) {
			if err := want.Add(r); err != nil {
				t.Fatal(err)
			}
		})
	}
	if got := eval[string](p, `lab.toCSV()`); got != want.CSV() {
		t.Errorf("the page's table is\n%swant\n%s", got, want.CSV())
	}
	if charts := eval[int](p, `lab.shadowRoot.querySelectorAll(".plot svg").length`); charts != 1 {
		t.Errorf("%d charts are drawn", charts)
	}
}
