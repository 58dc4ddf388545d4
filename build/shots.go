package main

import (
	"context"
	"fmt"
	"html"
	"net/http/httptest"
	"strings"
	"time"

	"saddle/build/browser"
	"saddle/build/static"
)

// moment is a point of a run worth looking at.
type moment struct{ name, query, reached string }

var moments = []moment{
	{"start", "", `figure.snapshot.step == 0 && figure.snapshot.status == "paused"`},
	{"middle", "at=12", `figure.snapshot.step == 12 && figure.snapshot.status == "paused"`},
	{"converged", "speed=max", `figure.snapshot.status == "converged"`},
}

// shots photographs the page at every moment, on a desk and on a phone, in light and in dark.
func (p *project) shots(args []string) error {
	if err := noArguments(args); err != nil {
		return err
	}
	server := httptest.NewServer(static.Handler(p.path(siteDir), "/"))
	defer server.Close()
	chromium, err := browser.Start(context.Background(), nil)
	if err != nil {
		return err
	}
	defer chromium.Close()

	var gallery strings.Builder
	gallery.WriteString("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Saddle: gallery</title>\n" +
		"<style>body { font: 16px system-ui; margin: 2rem; background: #888 } img { max-height: 80vh; margin: .5rem }</style>\n")
	for _, m := range moments {
		fmt.Fprintf(&gallery, "<h2>%s</h2>\n", html.EscapeString(m.name))
		for _, view := range galleryViews() {
			name := m.name + "-" + view.name + ".png"
			start := time.Now()
			image, err := photograph(chromium, server.URL+"/?"+m.query, view.View, m)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if err := p.write(galleryDir+"/"+name, image); err != nil {
				return err
			}
			p.made(name, len(image), start)
			fmt.Fprintf(&gallery, "<img src=\"%s\" alt=\"%s\">\n", name, html.EscapeString(m.name+", "+view.name))
		}
	}
	return p.write(galleryDir+"/index.html", []byte(gallery.String()))
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

// photograph opens the page and takes its picture when the figure shows the moment. A run that has not
// ended is stopped first, so that the picture is of one moment.
func photograph(chromium *browser.Browser, address string, view browser.View, m moment) ([]byte, error) {
	view.Script = `Object.defineProperty(globalThis, "figure", {get: () => document.querySelector("saddle-figure")});`
	view.Still = m.name == "start" // a reader who wants no motion sees the first moment until asking for more
	page, err := chromium.Open(address, view)
	if err != nil {
		return nil, err
	}
	defer page.Close()
	const patience = time.Minute
	drawn := `figure?.shadowRoot?.querySelector(".poster").hidden`
	if err := page.Wait(patience, drawn); err != nil {
		return nil, err
	}
	if !view.Still && m.name != "converged" {
		if _, err := browser.Eval[any](page, `void figure.pause()`); err != nil {
			return nil, err
		}
	}
	if err := page.Wait(patience, m.reached); err != nil {
		return nil, err
	}
	// The canvas shows a report one frame after the page has it.
	if _, err := browser.Eval[any](page, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done(0)))))`); err != nil {
		return nil, err
	}
	return page.Screenshot()
}
