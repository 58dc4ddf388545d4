package main

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/evanw/esbuild/pkg/api"

	"saddle/core/figure"
	"saddle/core/session"
	"saddle/core/snapshot"
	"saddle/paper"
)

// posterSide is the width of a poster in its own pixels; it scales.
const posterSide = 640

// posterOf is an element of the page and its poster: the kind and the attributes of the one, the name of the other.
var posterOf = regexp.MustCompile(`<saddle-(figure|compare|lab)\b([^>]*)>\s*<img slot="poster" src="` + siteDir + `/([^"]+\.svg)"`)

var attribute = regexp.MustCompile(`([a-z]+)="([^"]*)"`)

// beginning are the layers with which the story of a figure begins: see clouds in site/src/figure/story.ts.
const beginning = "target,generated"

// toShow is what a poster shows: the query's first moment, or of a laboratory what it shows when it is opened.
type toShow struct {
	query string
	lab   bool
	story bool // begins with layers of its own
}

func (s toShow) moment() *snapshot.Snapshot {
	if s.story {
		return moment(strings.TrimPrefix(s.query+"&layers="+beginning, "&"))
	}
	return moment(s.query)
}

// posters lists the pictures that the page shows before anything runs, by their names. Of figures side by side it is the first.
func posters(page string) map[string]toShow {
	found := map[string]toShow{}
	for _, m := range posterOf.FindAllStringSubmatch(page, -1) {
		attributes := map[string]string{}
		for _, a := range attribute.FindAllStringSubmatch(m[2], -1) {
			attributes[a[1]] = html.UnescapeString(a[2])
		}
		query := attributes["query"]
		if vary := attributes["vary"]; vary != "" {
			first, _, _ := strings.Cut(attributes["values"], ",")
			query = strings.TrimPrefix(query+"&"+vary+"="+first, "&")
		}
		found[m[3]] = toShow{query, m[1] == "lab", attributes["mode"] == "story" && !strings.Contains(query, "layers=")}
	}
	return found
}

// buildPosters draws every poster of the page in its picture's own place.
func (p *project) buildPosters(args []string) error {
	if err := noArguments(args); err != nil {
		return err
	}
	palette, err := os.ReadFile(p.path("site/src/dom/palette.css"))
	if err != nil {
		return err
	}
	page, err := os.ReadFile(p.path("index.html"))
	if err != nil {
		return err
	}
	all := posters(string(page))
	for _, name := range slices.Sorted(maps.Keys(all)) {
		start := time.Now()
		var svg string
		if of := all[name]; of.lab {
			svg, err = p.chartsOf(of.query)
		} else {
			svg = figure.SVG(of.moment(), posterSide)
		}
		if err == nil {
			svg, err = withPalette(svg, string(palette))
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := p.write(siteDir+"/"+name, []byte(svg)); err != nil {
			return err
		}
		p.made(name, len(svg), start)
	}
	return p.buildStills(all["poster.svg"].query)
}

// The card that stands for a link to the site, and its run in one dimension.
const (
	cardName = "card.png"
	cardGame = "phi=identity&d=1&whiten=off&batch=512&schedule=constant&etaD=0.1&eps=0&at=110"
)

// buildStills draws what stands for the site elsewhere: the card of a link to it, and the poster for a wall.
func (p *project) buildStills(query string) error {
	clouds, game := moment(query), moment(cardGame)
	poster := paper.Poster{Game: game, Title: "Saddle", Above: []string{"A generator and a discriminator play a game"}, Link: cmp.Or(p.site, "index.html"), Below: []string{
		"This is their game where each has one number. The height is what the discriminator wins:",
		"it walks uphill, the generator downhill, and neither can leave its own direction.",
		"The blue dot is the pass, where neither gains by moving. The orange path is a run.",
	}}
	for _, still := range []struct {
		name string
		draw func(io.Writer) error
	}{
		{cardName, func(to io.Writer) error {
			return paper.Card(to, clouds, game, "Saddle", "A generator and a discriminator", "play a game in your browser")
		}},
		{"poster.png", poster.PNG},
		{"poster.pdf", poster.PDF},
	} {
		start := time.Now()
		var data bytes.Buffer
		if err := still.draw(&data); err != nil {
			return fmt.Errorf("%s: %w", still.name, err)
		}
		if err := p.write(siteDir+"/"+still.name, data.Bytes()); err != nil {
			return err
		}
		p.made(still.name, data.Len(), start)
	}
	return nil
}

// moment runs a query to the moment that it asks for.
func moment(query string) *snapshot.Snapshot {
	run := session.New(query)
	for run.Status() == snapshot.Running {
		run.Take()
	}
	return run.Snapshot()
}

// roleIn is a colour of the palette as it is minified.
var roleIn = regexp.MustCompile(`--[a-z0-9]+:[^;}]*;?`)

// withPalette gives a picture the colours of the page that it has as its own: an image cannot see the page's.
func withPalette(svg, palette string) (string, error) {
	result := api.Transform(palette, api.TransformOptions{Loader: api.LoaderCSS, MinifyWhitespace: true, MinifySyntax: true})
	if err := messages(result.Errors); err != nil {
		return "", err
	}
	head, rest, ok := strings.Cut(svg, ">")
	if !ok || !strings.HasPrefix(head, "<svg") {
		return "", fmt.Errorf("the picture does not begin with <svg: %.40q", svg)
	}
	css := roleIn.ReplaceAllStringFunc(strings.TrimSpace(string(result.Code)), func(role string) string {
		if name, _, _ := strings.Cut(role, ":"); strings.Contains(svg, "var("+name+",") || strings.Contains(svg, "var("+name+")") {
			return role
		}
		return ""
	})
	return head + "><style>" + css + "</style>" + rest, nil
}
