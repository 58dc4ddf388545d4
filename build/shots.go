package main

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"net/http/httptest"
	"time"

	"saddle/build/browser"
	"saddle/build/static"
	"saddle/core/preset"
)

// shot is a moment of a run worth looking at.
type shot struct {
	Name, Title, Look string
	Query             string
	still             bool   // as a reader sees it who wants nothing to move
	ready             string // true when the page shows it
	into              string // what to scroll to, if it is not the top
}

// shotsOf lists the default run at three moments, and every experiment at its own.
func shotsOf(presets []preset.Preset) []shot {
	const paused = `figure.snapshot.status == "paused" && figure.snapshot.step == `
	all := []shot{
		{Name: "start", Title: "The start", Look: "Before the first step.", still: true, ready: paused + "0"},
		{Name: "middle", Title: "The middle", Look: "Half-way through the default run.", Query: "at=12", ready: paused + "12"},
		{Name: "converged", Title: "The end", Look: "The default run has converged.", Query: "speed=max", ready: `figure.snapshot.status == "converged"`},
	}
	for _, p := range presets {
		s := shot{Name: p.ID, Title: p.Title, Look: p.Look, Query: p.Query}
		if p.Side {
			s.Query, s.into = versus(p), "#compare"
		}
		s.Query = fmt.Sprintf("%s&at=%d", s.Query, p.At)
		// Convergence and divergence may have come before the moment.
		const there = `(f => f.snapshot.progress == 1 && (f.snapshot.step >= %[1]d || /verged/.test(f.snapshot.status)))`
		s.ready = fmt.Sprintf(there+`(figure)`, p.At)
		if p.Side {
			// On a phone the last figures are out of view and wait there.
			s.ready = fmt.Sprintf(`beside().every(f => `+there+`(f) && f.shadowRoot.querySelector(".poster").hidden)`, p.At)
		}
		all = append(all, s)
	}
	return all
}

var gallery = template.Must(template.New("gallery").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Saddle: gallery</title>
<style>
body { margin: 2rem; font: 1rem/1.5 system-ui, sans-serif; color: #1a1d21; background: #c9ced4 }
section { margin-bottom: 3rem } h2 { margin: 0 }
div { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start; margin-top: 1rem }
img { height: 24rem; display: block }
</style>
<h1>Saddle: gallery</h1>
{{range .Shots}}{{$shot := .}}<section id="{{.Name}}"><h2>{{.Title}}</h2>{{.Look}}
<div>{{range $.Views}}<a href="{{$shot.Name}}-{{.}}.png"><img src="{{$shot.Name}}-{{.}}.png" loading="lazy" alt="{{$shot.Title}}, {{.}}"></a>
{{end}}</div></section>
{{end}}`))

// shots photographs the page with every experiment, on a desk and on a phone, in light and in dark. Arguments
// name the ones to take; without any it takes all and writes the index.
func (p *project) shots(args []string) error {
	server := httptest.NewServer(static.Handler(p.path(siteDir), "/"))
	defer server.Close()
	chromium, err := browser.Start(context.Background(), nil)
	if err != nil {
		return err
	}
	defer chromium.Close()

	wanted := map[string]bool{}
	for _, name := range args {
		wanted[name] = true
	}
	all, views := shotsOf(preset.All()), galleryViews()
	var names []string
	for _, view := range views {
		names = append(names, view.name)
	}
	for _, s := range all {
		if len(args) > 0 && !wanted[s.Name] {
			continue
		}
		delete(wanted, s.Name)
		for _, view := range views {
			name := s.Name + "-" + view.name + ".png"
			start := time.Now()
			image, err := photograph(chromium, server.URL+"/?"+s.Query, view.View, s)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if err := p.write(galleryDir+"/"+name, image); err != nil {
				return err
			}
			p.made(name, len(image), start)
		}
	}
	for name := range wanted {
		return fmt.Errorf("there is no shot %q", name)
	}
	var page bytes.Buffer
	err = gallery.Execute(&page, struct {
		Shots []shot
		Views []string
	}{all, names})
	if err != nil {
		return err
	}
	return p.write(galleryDir+"/index.html", page.Bytes())
}

type galleryView struct {
	name string
	browser.View
}

func galleryViews() []galleryView {
	var views []galleryView
	for _, v := range []galleryView{{"desktop", browser.Desktop}, {"phone", browser.Phone}} {
		light, dark := v, v
		light.name += "-light"
		dark.name += "-dark"
		dark.Dark = true
		views = append(views, light, dark)
	}
	return views
}

// photograph opens the page and takes its picture when it shows the moment.
func photograph(chromium *browser.Browser, address string, view browser.View, s shot) ([]byte, error) {
	view.Script = `
		Object.defineProperty(globalThis, "figure", {get: () => document.querySelector("saddle-figure")});
		globalThis.beside = () => document.querySelector("#compare saddle-compare").figures.filter(f => f.getBoundingClientRect().top < innerHeight - 99);`
	view.Still = s.still
	page, err := chromium.Open(address, view)
	if err != nil {
		return nil, err
	}
	defer page.Close()
	const patience = 2 * time.Minute
	if err := page.Wait(patience, `figure?.shadowRoot?.querySelector(".poster").hidden`); err != nil {
		return nil, err
	}
	if s.into != "" {
		if _, err := browser.Eval[any](page, `void document.querySelector(`+browser.Quote(s.into)+`).scrollIntoView({behavior: "instant"})`); err != nil {
			return nil, err
		}
	}
	if err := page.Wait(patience, s.ready); err != nil {
		return nil, err
	}
	// The canvas shows a report later than the page, and glides there. A picture to save is one that has arrived, and the second
	// one is painted when the first is on the screen.
	seen := `[figure]`
	if s.into != "" {
		seen = `beside()`
	}
	if _, err := browser.Eval[any](page, `Promise.all(`+seen+`.map(async (f) => { await f.toPNG(); await f.toPNG(); }))`); err != nil {
		return nil, err
	}
	// The browser puts the frame of the picture on the page in its own time: two photographs in a row must agree.
	for before := []byte(nil); ; {
		image, err := page.Screenshot()
		if err != nil || bytes.Equal(image, before) {
			return image, err
		}
		before = image
		time.Sleep(300 * time.Millisecond)
	}
}
