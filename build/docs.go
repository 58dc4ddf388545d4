package main

import (
	"fmt"
	"html/template"
	"os"
	"regexp"
	"time"
)

// docsPages are the pages on how a figure comes into pages of each kind, site/docs/*.html without what all have in common.
var docsPages = []string{"index", "html", "jekyll", "hugo", "sphinx", "astro", "reveal", "jupyter", "pandoc"}

// kitFiles are what those pages give to take along.
var kitFiles = []string{"kit/saddle.lua", "kit/saddle.html", "kit/widget.mjs"}

var docsTitle = regexp.MustCompile(`^<h1>(.*?)</h1>\n`)

// docsPage is what the template knows of a page.
type docsPage struct {
	Name, Title string
	Here        bool // it is the page itself
}

// buildDocs makes these pages and copies the kit.
func (p *project) buildDocs() error {
	start := time.Now()
	texts := map[string]string{}
	var pages []docsPage
	for _, name := range docsPages {
		text, err := os.ReadFile(p.path("site/docs/" + name + ".html"))
		if err != nil {
			return err
		}
		title := docsTitle.FindSubmatch(text)
		if title == nil {
			return fmt.Errorf("site/docs/%s.html does not begin with its title", name)
		}
		texts[name] = string(text)
		pages = append(pages, docsPage{Name: name, Title: string(title[1])})
	}
	size := 0
	for i, page := range pages {
		pages[i].Here = true
		text, err := render("docs", map[string]any{"Title": page.Title, "Body": template.HTML(texts[page.Name]), "Pages": pages})
		pages[i].Here = false
		if err != nil {
			return err
		}
		size += len(text)
		if err := p.write(siteDir+"/docs/"+page.Name+".html", []byte(text)); err != nil {
			return err
		}
	}
	for _, name := range kitFiles {
		data, err := os.ReadFile(p.path("site/" + name))
		if err != nil {
			return err
		}
		size += len(data)
		if err := p.write(siteDir+"/"+name, data); err != nil {
			return err
		}
	}
	p.made("docs and kit", size, start)
	return nil
}
