package main

import (
	"bytes"
	"os"
	"strings"
	"time"

	"github.com/evanw/esbuild/pkg/api"
)

// fontFile is the font of the page's formulas.
const fontFile = "math.woff2"

// buildPages makes the page, its style sheet, its font and the reference. In the repository they find the
// outputs under build/out/site; in the site everything lies side by side.
func (p *project) buildPages() error {
	start := time.Now()
	css, err := bundle(api.BuildOptions{EntryPoints: []string{p.path("site/page.css")}})
	if err != nil {
		return err
	}
	index, err := os.ReadFile(p.path("index.html"))
	if err != nil {
		return err
	}
	reference, err := os.ReadFile(p.path("site/reference.html"))
	if err != nil {
		return err
	}
	font, err := os.ReadFile(p.path("site/font/" + fontFile))
	if err != nil {
		return err
	}
	for _, page := range []struct {
		name string
		data []byte
	}{
		{fontFile, font},
		{"page.css", css},
		{"index.html", about(sitePage(index), p.site)},
		{"reference.html", bytes.ReplaceAll(reference, []byte("../index.html"), []byte("index.html"))},
	} {
		if err := p.write(siteDir+"/"+page.name, page.data); err != nil {
			return err
		}
		p.made(page.name, len(page.data), start)
	}
	return p.buildDocs()
}

// sitePage turns the repository's page into the site's.
func sitePage(index []byte) []byte { return bytes.ReplaceAll(index, []byte(siteDir+"/"), nil) }

// readSite returns a file of the built site as text.
func (p *project) readSite(name string) (string, error) {
	data, err := p.siteFile(name)
	return strings.TrimSpace(string(data)), err
}

// siteFile returns a file of the built site.
func (p *project) siteFile(name string) ([]byte, error) {
	return os.ReadFile(p.path(siteDir + "/" + name))
}
