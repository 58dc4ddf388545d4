//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"saddle/build/browser"
)

// Without JavaScript the page is its article, with a picture in the place of every figure, and says so.
func TestWithoutScript(t *testing.T) {
	view := browser.Desktop
	view.Scriptless = true
	p := open(t, site(""), view)
	p.wait(`document.readyState == "complete"`)
	if said := eval[string](p, `document.body.innerText`); !strings.Contains(said, "Without JavaScript this page is its article") {
		t.Errorf("nothing says that scripts are missing: %.300s", said)
	}
	p.run(`document.querySelectorAll("img").forEach(i => i.loading = "eager")`)
	const shown = `[...document.querySelectorAll('[slot="poster"]')].filter(i => i.complete && i.naturalWidth > 0 && i.getBoundingClientRect().width > 200)`
	p.wait(shown + `.length == document.querySelectorAll('[slot="poster"]').length && ` + shown + `.length >= 5`)
	if wide := eval[float64](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
		t.Errorf("it is %.0f pixels too wide", wide)
	}
}

// On paper stand the posters and the charts as they are, and nothing that could be pressed.
func TestPrint(t *testing.T) {
	view := browser.Desktop
	view.Print, view.Dark = true, true
	p := open(t, site(slow), view)
	p.wait(`figure.snapshot.step > 5`)
	for _, c := range []struct{ what, is string }{
		{"the poster", `getComputedStyle(part(".poster")).display == "block" && document.querySelector('saddle-figure [slot="poster"]').getBoundingClientRect().width > 200`},
		{"no canvas", `getComputedStyle(part(".canvas")).visibility == "hidden"`},
		{"the chart", `part(".chart").getBoundingClientRect().height > 100 && part(".chart svg path")`},
		{"the number", `part(".tv").getBoundingClientRect().height > 10`},
		{"no transport", `part(".transport").getClientRects().length == 0`},
		{"no experiments", `document.querySelector(".presets").getClientRects().length == 0`},
		{"dark ink on white", `getComputedStyle(document.body).color == "rgb(26, 29, 33)"`},
	} {
		if !eval[bool](p, `!!(`+c.is+`)`) {
			t.Errorf("on paper there is not %s", c.what)
		}
	}
}

// With the reader's own colours everything that can be pressed has an edge, and what is chosen is marked.
func TestForcedColours(t *testing.T) {
	view := browser.Desktop
	view.Forced = true
	p := ready(t, site(slow), view)
	p.wait(`figure.snapshot.step > 1`)
	if !eval[bool](p, `matchMedia("(forced-colors: active)").matches`) {
		t.Fatal("the browser does not force colours")
	}
	for _, element := range []string{`act("play")`, `act("step")`, `document.querySelector(".presets li:nth-child(2) a")`} {
		if edge := eval[string](p, `(s => s.borderTopStyle + " " + s.borderTopWidth)(getComputedStyle(`+element+`))`); edge != "solid 1px" {
			t.Errorf("%s has the edge %s", element, edge)
		}
	}
	if same := eval[bool](p, `(([a, b]) => a.backgroundColor == b.backgroundColor)([...document.querySelectorAll(".presets li a[data-preset]")].slice(0, 2).map(e => getComputedStyle(e)))`); same && eval[bool](p, `!!document.querySelector(".presets [aria-current]")`) {
		t.Error("the chosen experiment looks like the others")
	}
	checkCanvas(t, p)
}
