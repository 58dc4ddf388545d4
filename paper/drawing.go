// Package paper draws figures for where no program runs: as SVG, PDF and PNG.
package paper

import (
	"html"
	"io"
	"regexp"
	"strings"

	"saddle/core/figure"
	"saddle/core/snapshot"
	"saddle/core/version"
)

// Palettes are the colours of the page's themes, by their roles: site/src/dom/palette.css has the same.
var Palettes = map[string]map[string]string{
	"light": {"--paper": "#ffffff", "--ink": "#1a1d21", "--muted": "#59616b", "--line": "#d3d9df", "--edge": "#868e98", "--target": "#1b4f9e", "--generated": "#bd5208"},
	"dark":  {"--paper": "#14171b", "--ink": "#e8eaed", "--muted": "#a3abb5", "--line": "#363d45", "--edge": "#6b747f", "--target": "#5c9cf5", "--generated": "#ffb463"},
}

// Drawing is a plate in the colours of a palette.
type Drawing struct {
	*figure.Plate
	Palette map[string]string
	Link    string // where the drawing leads, empty for nowhere
}

// New draws the moment of s at the given side of the picture. With the address of a page that has the figure, the drawing is a link
// to the moment there.
func New(s *snapshot.Snapshot, side float64, palette map[string]string, page string) *Drawing {
	s.SVG = figure.SVG(s, side)
	figure.Describe(s)
	d := &Drawing{Plate: figure.NewPlate(s, side), Palette: palette}
	if page != "" {
		d.Link = page + "?" + strings.TrimPrefix(s.Permalink+"&"+version.Word+"="+version.Number, "&")
	}
	return d
}

// coloured is a colour as core/figure writes it: an attribute, and the palette's in its place where there is one.
var coloured = regexp.MustCompile(`(fill|stroke)="#[0-9a-f]{6}" style="(?:fill|stroke):var\((--[a-z0-9]+),#[0-9a-f]{6}\)"`)

// SVG writes the drawing as a document of its own.
func (d *Drawing) SVG(to io.Writer) error {
	text := coloured.ReplaceAllStringFunc(d.Plate.SVG(), func(m string) string {
		part := coloured.FindStringSubmatch(m)
		return part[1] + `="` + d.Palette[part[2]] + `"`
	})
	if d.Link != "" {
		text = strings.Replace(text, "</title>", `</title><a href="`+html.EscapeString(d.Link)+`">`, 1)
		text = strings.TrimSuffix(text, "</svg>\n") + "</a></svg>\n"
	}
	_, err := io.WriteString(to, text)
	return err
}
