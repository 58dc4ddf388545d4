package main

import (
	"html/template"
	"strings"

	"saddle/core/preset"
)

// presetLink is what the templates know of one experiment.
type presetLink struct {
	ID, Title, Look string
	Link            template.URL // shows it
	Samples         string       // CSV text that the page gives the figure with it
	Versus          template.URL // shows it beside its counterpart; empty where Link does, or where it has none
}

// presetsHTML is the experiments as links, each with its sentence.
func presetsHTML(presets []preset.Preset) (string, error) {
	links := make([]presetLink, len(presets))
	for i, p := range presets {
		alone, beside := template.URL("?"+p.Query), template.URL("?"+versus(p))
		links[i] = presetLink{ID: p.ID, Title: p.Title, Look: p.Look, Samples: p.Samples, Link: alone}
		if p.Side {
			links[i].Link = beside
		} else if p.Vary != "" {
			links[i].Versus = beside
		}
	}
	text, err := render("presets", links)
	return strings.TrimSpace(text) + "\n", err
}

// versus is the query that shows an experiment side by side: the word compare is the page's own, and names
// the parameter and its values.
func versus(p preset.Preset) string {
	return strings.Trim(p.Query+"&compare="+p.Vary+","+strings.Join(p.Values, ","), "&")
}
