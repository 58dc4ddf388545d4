//go:build e2e && hosts

package e2e

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ran runs a program in a folder.
func ran(t *testing.T, dir string, command ...string) {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "ASTRO_TELEMETRY_DISABLED=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(command, " "), err, out)
	}
}

// with writes what a project has beside what the page on embedding is about.
func with(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// seen opens what a generator made, with the picture that stands in until the figure draws.
func seen(t *testing.T, address string) {
	t.Helper()
	p := asDocumented(t, address)
	if poster := eval[bool](p, `!figure.querySelector("img") || figure.querySelector("img").naturalWidth > 100`); !poster {
		t.Error("the poster is not there")
	}
}

func TestHostJekyll(t *testing.T) {
	dir := documented(t, "jekyll")
	with(t, dir, "_config.yml", "title: A site\nbaseurl: /project\n")
	with(t, dir, "_layouts/page.html", `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ page.title }}</title></head><body>{{ content }}</body></html>`)
	ran(t, dir, "jekyll", "build", "--quiet")
	seen(t, below(t, filepath.Join(dir, "_site"), "gan.html"))
}

func TestHostHugo(t *testing.T) {
	dir := documented(t, "hugo")
	with(t, dir, "config.toml", "title = 'A site'\nbaseURL = 'https://example.org/project/'\n")
	with(t, dir, "layouts/_default/single.html", `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>`)
	ran(t, dir, "hugo", "--quiet")
	seen(t, below(t, filepath.Join(dir, "public"), "gan/index.html"))
}

func TestHostSphinx(t *testing.T) {
	dir := documented(t, "sphinx")
	still(t, dir, "figure.pdf")
	ran(t, dir, "sphinx-build", "-q", "-W", "-b", "html", ".", "html")
	seen(t, below(t, filepath.Join(dir, "html"), "index.html"))
	ran(t, dir, "sphinx-build", "-q", "-W", "-b", "latex", ".", "latex")
	text, err := os.ReadFile(filepath.Join(dir, "latex", "mybook.tex"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(text, []byte(`{{figure}.pdf}`)) || bytes.Contains(text, []byte("saddle-figure")) {
		t.Error("on paper there is no picture")
	}
}

func TestHostAstro(t *testing.T) {
	dir := documented(t, "astro")
	with(t, dir, "package.json", `{"name": "fresh", "private": true, "type": "module", "dependencies": {"saddle-gan": "*"}}`)
	with(t, dir, "astro.config.mjs", `export default { base: "/project" };`)
	modules := filepath.Join(dir, "node_modules")
	if err := os.CopyFS(filepath.Join(modules, "saddle-gan"), os.DirFS(filepath.Join(root, "build", "out", "npm"))); err != nil {
		t.Fatal(err)
	}
	astro := filepath.Join(root, "build", "hosts", "astro", "node_modules", "astro")
	if err := os.Symlink(astro, filepath.Join(modules, "astro")); err != nil {
		t.Fatal(err)
	}
	ran(t, dir, "node", filepath.Join(astro, "astro.js"), "build")
	seen(t, below(t, filepath.Join(dir, "dist"), "index.html"))
}

// A notebook is run, and made a page.
func TestHostJupyter(t *testing.T) {
	dir := documented(t, "jupyter")
	cell, err := os.ReadFile(filepath.Join(dir, "cell.py"))
	if err != nil {
		t.Fatal(err)
	}
	notebook, err := json.Marshal(map[string]any{"nbformat": 4, "nbformat_minor": 5,
		"metadata": map[string]any{"kernelspec": map[string]string{"name": "python3", "display_name": "Python 3", "language": "python"}},
		"cells":    []any{map[string]any{"id": "a", "cell_type": "code", "metadata": map[string]any{}, "execution_count": nil, "outputs": []any{}, "source": string(cell)}}})
	if err != nil {
		t.Fatal(err)
	}
	with(t, dir, "note.ipynb", string(notebook))
	ran(t, dir, "jupyter", "nbconvert", "--execute", "--to", "html", "--template", "basic", "note.ipynb")
	seen(t, below(t, dir, "note.html"))
}

// still draws a picture of the pages on embedding.
func still(t *testing.T, dir, name string) {
	t.Helper()
	ran(t, dir, filepath.Join(root, "build", "out", "saddle"), "picture", "-query", "phi=relu&d=2&seed=7", "-at", "40", "-out", name)
}

// pandoc makes a page, slides and a talk on paper of one text.
func TestHostPandoc(t *testing.T) {
	dir := documented(t, "pandoc")
	for _, name := range []string{"figure.svg", "figure.pdf"} {
		still(t, dir, name)
	}
	ran(t, dir, "pandoc", "-s", "-L", "saddle.lua", "talk.md", "-o", "talk.html")
	seen(t, below(t, dir, "talk.html"))
	if err := os.CopyFS(filepath.Join(dir, "reveal"), os.DirFS(filepath.Join(root, "build", "hosts", "node_modules", "reveal.js"))); err != nil {
		t.Fatal(err)
	}
	ran(t, dir, "pandoc", "-s", "-L", "saddle.lua", "-t", "revealjs", "talk.md", "-o", "slides.html")
	slides, err := os.ReadFile(filepath.Join(dir, "slides.html"))
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`<section[^>]*>\s*<h1>The game</h1>(?s:.*?)<saddle-figure[^>]* query="phi=relu&amp;d=2&amp;seed=7"`).Match(slides) {
		t.Error("there is no figure on a slide")
	}
	ran(t, dir, "pandoc", "-L", "saddle.lua", "-t", "beamer", "talk.md", "-o", "talk.pdf")
	talk, err := exec.Command("pdftotext", filepath.Join(dir, "talk.pdf"), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(talk, []byte("The game")) || !bytes.Contains(talk, []byte("generated")) {
		t.Errorf("the talk says\n%s", talk)
	}
	ran(t, dir, "pandoc", "-s", "-L", "saddle.lua", "-t", "latex", "talk.md", "-o", "talk.tex")
	text, err := os.ReadFile(filepath.Join(dir, "talk.tex"))
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`\\href\{https://example\.org/saddle/index\.html\?phi=relu\\&d=2\\&seed=7\}\{\\includegraphics\[[^]]*\]\{figure\.pdf\}\}`).Match(text) {
		t.Error("the picture leads nowhere")
	}
	ran(t, dir, "pandoc", "-L", "saddle.lua", "-t", "epub3", "talk.md", "-o", "talk.epub")
	book, err := zip.OpenReader(filepath.Join(dir, "talk.epub"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	chapter, err := fs.ReadFile(book, "EPUB/text/ch001.xhtml")
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`<a href="https://example\.org/saddle/index\.html\?phi=relu&amp;d=2&amp;seed=7"><img `).Match(chapter) {
		t.Errorf("in a book the picture leads nowhere: %s", chapter)
	}
}

// A book is split into its chapters' pages after the filter has seen the whole of it.
func TestHostBookdown(t *testing.T) {
	dir := documented(t, "pandoc")
	for _, name := range []string{"figure.svg", "figure.pdf"} {
		still(t, dir, name)
	}
	if err := os.Rename(filepath.Join(dir, "talk.md"), filepath.Join(dir, "index.Rmd")); err != nil {
		t.Fatal(err)
	}
	kinds, err := os.ReadFile(filepath.Join(dir, "_output.yml"))
	if err != nil {
		t.Fatal(err)
	}
	// A book's own search comes from another host.
	with(t, dir, "_output.yml", strings.Replace(string(kinds), "gitbook:\n", "gitbook:\n  config: {search: no}\n", 1))
	with(t, dir, "02-again.Rmd", "# Again\n\n![Once more.](figure.svg){.saddle query=\"phi=relu&d=2&seed=7\" controls=\"\"}\n")
	for _, book := range []string{"gitbook", "pdf_book"} {
		ran(t, dir, "Rscript", "-e", `bookdown::render_book("index.Rmd", "bookdown::`+book+`", quiet = TRUE)`)
	}
	pages := filepath.Join(dir, "_book")
	if err := os.RemoveAll(filepath.Join(pages, "saddle")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(pages, "saddle"), os.DirFS(filepath.Join(dir, "saddle"))); err != nil {
		t.Fatal(err)
	}
	seen(t, below(t, pages, "index.html"))
	seen(t, below(t, pages, "again.html"))
	paper, err := exec.Command("pdftotext", filepath.Join(pages, "_main.pdf"), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(paper, []byte("Again")) || bytes.Count(paper, []byte("generated")) != 2 {
		t.Errorf("on paper stands\n%s", paper)
	}
}
