package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"html"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"saddle/core/config"
	"saddle/core/lab"
	"saddle/core/lab/all"
)

func TestCompressIsReproducible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOf(rapid.Byte()).Draw(t, "data")
		packed := compress(data)
		if !bytes.Equal(packed, compress(data)) {
			t.Fatal("the same bytes pack differently")
		}
		r, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		if !r.ModTime.IsZero() || r.Name != "" {
			t.Fatalf("the header holds a time or a name: %v %q", r.ModTime, r.Name)
		}
		if back, err := io.ReadAll(r); err != nil || !bytes.Equal(back, data) {
			t.Fatalf("unpacking gives other bytes (%v)", err)
		}
	})
}

func TestAccount(t *testing.T) {
	sizes := map[string]int{"a": 1000, "b": 1, "c": 20}
	size := func(name string) (int, error) {
		if n, ok := sizes[name]; ok {
			return n, nil
		}
		return 0, errors.New("no " + name)
	}
	for _, c := range []struct {
		name      string
		list      []allowance
		over, err bool
	}{
		{"exactly full", []allowance{{"x", []string{"a", "b"}, 1001}}, false, false},
		{"one byte over", []allowance{{"x", []string{"a", "b"}, 1000}}, true, false},
		{"the second is over", []allowance{{"x", []string{"c"}, 20}, {"y", []string{"a"}, 999}}, true, false},
		{"missing", []allowance{{"x", []string{"z"}, 1}}, false, true},
	} {
		table, over, err := account("first visit", c.list, size)
		if (over != nil) != c.over || (err != nil) != c.err {
			t.Errorf("%s: over %v, error %v\n%s", c.name, over, err, table)
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 3500000: "3,500,000"} {
		if got := thousands(n); got != want {
			t.Errorf("thousands(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestInlineScriptCannotEndItsElement(t *testing.T) {
	in := `a="</script>",b="</SCRIPT ",c="<!-- x",d=e<script`
	out := inlineScript(in)
	if regexp.MustCompile(`(?i)</script|<!--`).MatchString(out) {
		t.Errorf("still there: %s", out)
	}
	if !strings.HasSuffix(out, "d=e<script") {
		t.Errorf("code changed: %s", out)
	}
}

func TestFoldPage(t *testing.T) {
	parts := pageParts{
		page: `<html><head><link rel="stylesheet" href="page.css"><script src="saddle.js"></script><script src="page.js"></script></head>` +
			`<body><img src="poster.svg"><a href="reference.html">all</a><a href="licenses.txt">licences</a></body></html>`,
		style: "p{}", script: `x="</script>"`, posters: map[string]string{"poster.svg": "<svg/>"},
		reference: `<body><main class="r"><h1>All</h1><a href="index.html">Back</a></main></body>`,
		assets:    []asset{{"trainer", []byte{1}}}, licenses: "<you>",
	}
	page, err := foldPage(parts)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<style>p{}</style>", `src="data:image/svg+xml;base64,`, `id="saddle-trainer">AQ==</script>`, `href="#reference"`, `id="reference"`,
		`href="#licenses"`, `&lt;you&gt;`} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is missing in %s", want, page)
		}
	}
	if strings.Index(page, "saddle-trainer") > strings.Index(page, `x="\x3c/script>"`) {
		t.Error("the script stands before the programs it looks for")
	}
	parts.page = strings.Replace(parts.page, "poster.svg", "photo.png", 1)
	if _, err := foldPage(parts); err == nil {
		t.Error("a file that is not carried goes unnoticed")
	}
}

var fetched = regexp.MustCompile(`\b(?:src|srcset|poster|action|data)="([^"]*)"|<link\b[^>]*\bhref="([^"]*)"`)

// Nothing that a browser fetches by itself may lie on another host; links to read elsewhere may.
func TestPagesFetchFromNoOtherHost(t *testing.T) {
	p := testProject(t)
	for _, elem := range []string{"index.html", "site/reference.html"} {
		page, err := os.ReadFile(p.path(elem))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range fetched.FindAllStringSubmatch(string(page), -1) {
			if url := m[1] + m[2]; strings.Contains(url, "//") && !strings.HasPrefix(url, "data:") {
				t.Errorf("%s fetches %s", elem, url)
			}
		}
	}
}

// The project's own page, folded, fetches nothing at all.
func TestSingleFileFetchesNothing(t *testing.T) {
	p := testProject(t)
	read := func(elem string) string {
		data, err := os.ReadFile(p.path(elem))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	drawn := map[string]string{}
	for name := range posters(read("index.html")) {
		drawn[name] = "<svg/>"
	}
	page, err := foldPage(pageParts{page: string(sitePage([]byte(read("index.html")))), reference: read("site/reference.html"), posters: drawn})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range fetched.FindAllStringSubmatch(page, -1) {
		if url := m[1] + m[2]; !strings.HasPrefix(url, "data:") {
			t.Errorf("it fetches %.80s", url)
		}
	}
}

func TestPosterHasThePalette(t *testing.T) {
	svg, err := withPalette(`<svg viewBox="0 0 1 1"><path fill="var(--ink)" d="M0 0"/></svg>`, ":root {\n  --ink: #000000;\n  --line: #ffffff;\n}\n")
	if want := `<svg viewBox="0 0 1 1"><style>:root{--ink: #000000;}</style><path fill="var(--ink)" d="M0 0"/></svg>`; err != nil || svg != want {
		t.Errorf("got %s (%v)", svg, err)
	}
	if _, err := withPalette("no picture", ""); err == nil {
		t.Error("what is no picture is accepted")
	}
}

func TestPosters(t *testing.T) {
	page := `<saddle-figure query="d=1&amp;phi=tanh" controls>
		<img slot="poster" src="` + siteDir + `/a.svg"></saddle-figure>
		<saddle-compare query="" vary="batch" values="1,64"><img slot="poster" src="` + siteDir + `/b.svg"></saddle-compare>
		<saddle-figure query="seed=2" mode="story"><img slot="poster" src="` + siteDir + `/d.svg"></saddle-figure>
		<saddle-figure query="d=3"></saddle-figure><saddle-lab query="lab=edge"><img slot="poster" src="` + siteDir + `/c.svg"></saddle-lab>`
	want := map[string]toShow{"a.svg": {query: "d=1&phi=tanh"}, "b.svg": {query: "batch=1"}, "c.svg": {query: "lab=edge", lab: true}, "d.svg": {query: "seed=2", story: true}}
	if got := posters(page); !maps.Equal(got, want) {
		t.Errorf("found %v", got)
	}
}

// A figure that tells a story stands there with the layers of its first beat.
func TestPosterOfAStory(t *testing.T) {
	story, err := os.ReadFile(testProject(t).path("site/src/figure/story.ts"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(story), `const clouds = "set layers `+beginning+`";`) {
		t.Errorf("the story begins otherwise than with %s", beginning)
	}
	if got := (toShow{query: "seed=2", story: true}).moment().View.Layers; strings.Join(got, ",") != beginning {
		t.Errorf("the poster shows %s", got)
	}
}

// Every query in the page is one that config or a laboratory takes as it is written: figures, comparisons and links.
func TestQueriesOfThePage(t *testing.T) {
	page, err := os.ReadFile(testProject(t).path("index.html"))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`\b(?:query="|href="\?)([^"]*)"`).FindAllStringSubmatch(string(page), -1)
	if len(found) < 10 {
		t.Fatalf("only %d queries", len(found))
	}
	for _, m := range found {
		var query []string
		for pair := range strings.SplitSeq(html.UnescapeString(m[1]), "&") {
			if !strings.HasPrefix(pair, "compare=") { // the page's own word
				query = append(query, pair)
			}
		}
		c, problems := config.Parse(strings.Join(query, "&"))
		got := c.Query()
		if strings.HasPrefix(query[0], lab.Selector+"=") {
			var grid *lab.Grid
			grid, problems = all.Parse(strings.Join(query, "&"))
			got = grid.Query()
		}
		if len(problems) > 0 {
			t.Errorf("%s: %v", m[1], problems)
		}
		if got != strings.Join(query, "&") {
			t.Errorf("%s is %s in its canonical form", strings.Join(query, "&"), got)
		}
	}
}

// One citation, wherever it stands.
func TestCitationIsTheSameEverywhere(t *testing.T) {
	entry := regexp.MustCompile(`(?s)@misc\{.*?\n *\}`)
	var all []string
	for _, name := range []string{"site/src/figure/takeaway.ts", "index.html", "README.md"} {
		text, err := os.ReadFile(testProject(t).path(name))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.Join(strings.Fields(entry.FindString(string(text))), " "))
	}
	if all[0] == "" || all[0] != all[1] || all[0] != all[2] {
		t.Errorf("the citations differ:\n%s", strings.Join(all, "\n"))
	}
}

// What the pages on embedding link to is in the site.
func TestDocsLinks(t *testing.T) {
	p := testProject(t)
	there := []string{"../index.html", "../poster.pdf"}
	for _, name := range kitFiles {
		there = append(there, "../"+name)
	}
	found, err := filepath.Glob(p.path("site/docs/*.html"))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != len(docsPages) {
		t.Errorf("%d pages are there, %d known", len(found), len(docsPages))
	}
	kit, err := filepath.Glob(p.path("site/kit/*"))
	if err != nil {
		t.Fatal(err)
	}
	if len(kit) != len(kitFiles) {
		t.Errorf("%d files of the kit are there, %d known", len(kit), len(kitFiles))
	}
	for _, name := range docsPages {
		text, err := os.ReadFile(p.path("site/docs/" + name + ".html"))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`<a href="([^"]*)"`).FindAllStringSubmatch(string(text), -1) {
			if !slices.Contains(there, m[1]) && !strings.HasPrefix(m[1], "https://") {
				t.Errorf("%s links to %s", name, m[1])
			}
		}
	}
}
