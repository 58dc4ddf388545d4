//go:build e2e

package e2e

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

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

// Whoever prints the page without having scrolled has a picture for every figure, comparison and laboratory, and the map. Until then
// the pictures cost nothing, and to a reader who saves data nor does what the article does.
func TestPrintsWhatWasNotRead(t *testing.T) {
	view := browser.Phone
	view.Script = `globalThis.scripts = () => document.querySelectorAll('script[src*="article.js"]').length;`
	p := open(t, site(""), view)
	p.wait(`document.querySelector(".map canvas")`)
	asked := func(name string) bool {
		return slices.ContainsFunc(p.Requests(), func(url string) bool { return strings.HasSuffix(url, "/"+name) })
	}
	names := eval[[]string](p, `[...document.querySelectorAll('article [slot="poster"]')].map((i) => i.getAttribute("src"))`)
	if len(names) < 12 || asked("poster-samples.svg") || asked("poster-workers.svg") {
		t.Fatalf("of %v some are there before anyone prints", names)
	}
	var pdf []byte
	err := p.Do(time.Minute, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		printed, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{})
		pdf = printed.Data
		return err
	}))
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
		t.Fatalf("%d bytes (%v)", len(pdf), err)
	}
	for _, name := range names {
		if !asked(name) {
			t.Errorf("%s is not on paper", name)
		}
	}

	view.Print = true
	view.Script += `Object.defineProperty(Navigator.prototype, "connection", {value: {saveData: true}});`
	p = open(t, site(""), view)
	p.wait(`document.querySelectorAll("article > section:not(.laid)").length == 0`)
	if n := eval[int](p, `scripts()`); n != 0 {
		t.Error("what the article does comes to a reader who saves data")
	}
	p.run(`document.querySelectorAll("img").forEach(i => i.loading = "eager")`)
	p.wait(`[...document.querySelectorAll("article img")].every(i => i.complete && i.naturalWidth > 0)`)
	if empty := eval[[]string](p, `[...document.querySelectorAll("article :is(saddle-figure, saddle-compare, saddle-lab)")].filter(e =>
		![...e.querySelectorAll('[slot="poster"]'), ...e.shadowRoot.querySelectorAll(".poster, .canvas")].some(i => i.checkVisibility({visibilityProperty: true}) && i.getBoundingClientRect().height > 90)).map(e => e.outerHTML.slice(0, 80))`); len(empty) > 0 {
		t.Errorf("without a picture are %v", empty)
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
