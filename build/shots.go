package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"html/template"
	"net/http/httptest"
	"strings"
	"time"

	"saddle/build/browser"
	"saddle/build/static"
	"saddle/core/lab"
	"saddle/core/lab/all"
	"saddle/core/preset"
)

// shot is a moment of a run worth looking at.
type shot struct {
	Name, Title, Look string
	Query             string
	still             bool   // as a reader sees it who wants nothing to move
	ready             string // true when the page shows it
	into              string // what to scroll to, if it is not the top
	do                string // what a reader does there first
	seen              string // the figures that are looked at; empty: the first of the page
}

// parts lists the opening's beats and the article's figures, each at a moment that shows what it is there for.
func parts() (all []shot) {
	for i, look := range []string{"The two clouds.", "The discriminator alone.", "The generator alone."} {
		all = append(all, shot{Name: fmt.Sprintf("beat-%d", i+1), Title: fmt.Sprintf("Beat %d", i+1), Look: look, do: fmt.Sprintf(`figure.tellBeat(%d)`, i),
			ready: fmt.Sprintf(`figure.beat == %d && figure.snapshot.status == "paused" && figure.shadowRoot.querySelector("[data-drawn]")`, i)})
	}
	for _, s := range []struct{ id, title, steps string }{
		{"game", "The game", "20"}, {"step", "One step, move by move", "6"}, {"seeing", "What the discriminator sees", "12"}, {"folding", "Folding", "40"},
		{"scales", "Two time scales", "150"}, {"wrong", "When it goes wrong", "60"},
	} {
		figures := fmt.Sprintf(`within(%q)`, s.id)
		all = append(all, shot{Name: "section-" + s.id, Title: s.title, Look: "The section's figures.", Query: "eps=0&at=1", into: fmt.Sprintf(`section:has(#%s) figure:has(saddle-figure, saddle-compare)`, s.id), seen: figures,
			ready: fmt.Sprintf(`all(%q)[0].snapshot?.step >= %s && %s.every(f => f.shadowRoot.querySelector(".poster").hidden)`, s.id, s.steps, figures),
		})
	}
	for i := range all {
		if all[i].Name == "section-step" { // the samples are pushed
			all[i].ready += ` && (all("step")[0].beat == 3 || (all("step")[0].tellBeat(3), false)) && all("step")[0].shadowRoot.querySelector("[data-drawn]")`
		}
	}
	all = append(all, shot{Name: "section-map", Title: "The map", Look: "Noise, its ellipse, and what the facewise design sees of the fold.", Query: "eps=0&at=1", into: ".map", seen: "[]",
		ready: `(lit => lit?.ariaPressed == "true" || (lit?.click(), false))(document.querySelectorAll(".sees button")[1])`})
	return append(all, labShots()...)
}

// labShots lists the laboratories on arrival.
func labShots() (list []shot) {
	for _, e := range all.Experiments() {
		element := fmt.Sprintf(`saddle-lab[query^="%s=%s"]`, lab.Selector, e.Name)
		if e.Name == lab.Unnamed {
			element = `saddle-lab[permalink]`
		}
		list = append(list, shot{Name: "lab-" + e.Name, Title: "Laboratory: " + e.Title, Look: "What it shows on arrival.", Query: "eps=0&at=1", into: element, seen: "[]",
			ready: fmt.Sprintf(`(of => of.results && of.state != "loading" && (of.scrollIntoView({behavior: "instant"}), true))(document.querySelector(%s))`, browser.Quote(element))})
	}
	return list
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
			s.Query, s.into, s.seen = versus(p), "#compare", "beside()"
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
	return append(all, parts()...)
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
	all := shotsOf(preset.All())
	var failed error // what one shot lacks keeps no other from being taken
	for _, s := range all {
		if len(args) > 0 && !wanted[s.Name] {
			continue
		}
		delete(wanted, s.Name)
		for _, view := range galleryViews {
			start := time.Now()
			images, err := photograph(chromium, server.URL+"/?"+s.Query, view.View, s)
			if err != nil {
				failed = errors.Join(failed, fmt.Errorf("%s, %s: %w", s.Name, view.name, err))
				continue
			}
			for i, theme := range themes {
				name := s.Name + "-" + view.name + "-" + theme + ".png"
				if err := p.write(galleryDir+"/"+name, images[i]); err != nil {
					return err
				}
				p.made(name, len(images[i]), start)
			}
		}
	}
	for name := range wanted {
		return fmt.Errorf("there is no shot %q", name)
	}
	var names []string
	for _, view := range galleryViews {
		for _, theme := range themes {
			names = append(names, view.name+"-"+theme)
		}
	}
	var page bytes.Buffer
	err = gallery.Execute(&page, struct {
		Shots []shot
		Views []string
	}{all, names})
	if err != nil {
		return err
	}
	return errors.Join(failed, p.write(galleryDir+"/index.html", page.Bytes()))
}

var galleryViews = []struct {
	name string
	browser.View
}{{"desktop", browser.Desktop}, {"phone", browser.Phone}}

var themes = []string{"light", "dark"}

// photograph opens the page and takes its picture when it shows the moment, in each of the themes.
func photograph(chromium *browser.Browser, address string, view browser.View, s shot) (images [][]byte, err error) {
	view.Script = `
		Object.defineProperty(globalThis, "figure", {get: () => document.querySelector("saddle-figure")});
		globalThis.all = (id) => [...document.querySelector("#" + id).closest("section").querySelectorAll("saddle-figure, saddle-compare")].flatMap(e => e.figures ?? [e]);
		globalThis.within = (id) => all(id).filter(f => (r => r.top >= 0 && r.bottom <= innerHeight)(f.shadowRoot.querySelector(".picture").getBoundingClientRect()));
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
	goThere := func() error {
		if s.into == "" {
			return nil
		}
		_, err := browser.Eval[any](page, `void document.querySelector(`+browser.Quote(s.into)+`).scrollIntoView({behavior: "instant"})`)
		return err
	}
	if err := goThere(); err != nil {
		return nil, err
	}
	if s.do != "" {
		if _, err := browser.Eval[any](page, `void `+s.do); err != nil {
			return nil, err
		}
	}
	for range 3 { // what stands above may have come meanwhile
		if err := errors.Join(page.Wait(patience, s.ready), goThere()); err != nil {
			return nil, err
		}
	}
	if s.seen != "" { // what runs on never gives the same picture twice
		if _, err := browser.Eval[any](page, strings.Replace(s.seen, "within", "all", 1)+`.forEach(f => f.beat < 0 && f.pause())`); err != nil {
			return nil, err
		}
	}
	for _, theme := range themes {
		image, err := inTheme(page, theme, cmp.Or(s.seen, `[figure]`))
		if err != nil {
			return nil, err
		}
		images = append(images, image)
	}
	return images, nil
}

// inTheme takes the picture of a page whose seen figures are at rest.
func inTheme(page *browser.Page, theme, seen string) ([]byte, error) {
	if err := page.Dark(theme == "dark"); err != nil {
		return nil, err
	}
	// The canvas shows a report later than the page, and glides there. A picture to save is one that has arrived, and the second
	// one is painted when the first is on the screen.
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
