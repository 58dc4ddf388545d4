//go:build e2e

package e2e

import (
	"net/http"
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"saddle/build/browser"

	"github.com/chromedp/chromedp"
)

// patience bounds waits for what should come soon. It is long because test machines are slow; no test
// sleeps, so a fast machine does not wait.
const patience = 30 * time.Second

// window is the view of tests that are not about the screen. It is small, because software graphics
// take their time for every pixel.
var window = browser.View{Width: 800, Height: 700}

// helpers are at hand in every page. figure is the page's first figure, part finds inside its shadow.
const helpers = `
	Object.defineProperty(globalThis, "figure", {configurable: true, get: () => document.querySelector("saddle-figure")});
	globalThis.part = (selector) => figure.shadowRoot.querySelector(selector);
	globalThis.act = (name) => part('[data-act="' + name + '"]');
	globalThis.drawn = (figure) => ["poster", "still"].every((layer) => figure.shadowRoot.querySelector("." + layer).hidden);
`

// tab is a page under test.
type tab struct {
	*browser.Page
	t testing.TB
}

// open loads an address. Messages that contain one of the expected texts are not failures.
func open(t *testing.T, address string, view browser.View, expected ...string) *tab {
	t.Helper()
	return openIn(t, chromium, address, view, expected...)
}

// openIn is open in a browser of its own.
func openIn(t *testing.T, b *browser.Browser, address string, view browser.View, expected ...string) *tab {
	t.Helper()
	view.Script = helpers + view.Script
	p, err := b.Open(address, view)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, r := range p.Requests() {
			if !sameOrigin(address, r) {
				t.Errorf("the page asked another origin: %.100s", r)
			}
		}
	})
	return closing(t, p, expected)
}

// closing is a page that is closed at the end, and must have said nothing but what is expected.
func closing(t *testing.T, p *browser.Page, expected []string) *tab {
	t.Cleanup(func() {
		defer p.Close()
		if t.Failed() {
			photograph(t, p)
		}
		for _, m := range p.Messages() {
			if !slices.ContainsFunc(expected, func(text string) bool { return strings.Contains(m, text) }) {
				t.Errorf("the page said: %s", m)
			}
		}
	})
	return &tab{p, t}
}

// sameOrigin says whether a request stays at home. Data and blobs never leave the page.
func sameOrigin(page, request string) bool {
	a, err1 := url.Parse(page)
	b, err2 := url.Parse(request)
	if err1 != nil || err2 != nil {
		return false
	}
	return slices.Contains([]string{"data", "blob", "about"}, b.Scheme) || a.Scheme == b.Scheme && a.Host == b.Host
}

// photograph keeps what a failing test saw.
func photograph(t *testing.T, p *browser.Page) {
	image, err := p.Screenshot()
	if err != nil {
		return
	}
	name := filepath.Join(root, "build", "out", "failed", fileName(t)+".png")
	if save(name, image) == nil {
		t.Logf("it looked like %s", name)
	}
}

// ready opens an address and waits until the figure draws.
func ready(t *testing.T, address string, view browser.View, expected ...string) *tab {
	t.Helper()
	p := open(t, address, view, expected...)
	p.wait(`figure?.snapshot && drawn(figure)`)
	return p
}

func (p *tab) wait(expression string) {
	p.t.Helper()
	if err := p.Wait(patience, expression); err != nil {
		p.t.Fatalf("%v\nstate: %s", err, p.state())
	}
}

// state tells in a failure how the figure stands.
func (p *tab) state() string {
	text, err := browser.Eval[string](p.Page, `JSON.stringify({status: figure?.snapshot?.status, step: figure?.snapshot?.step, tv: figure?.snapshot?.tv,
		error: figure?.snapshot?.error, words: figure?.shadowRoot?.querySelector(".words")?.innerText, query: figure?.query})`)
	if err != nil {
		return err.Error()
	}
	return text
}

func eval[T any](p *tab, expression string) T {
	p.t.Helper()
	v, err := browser.Eval[T](p.Page, expression)
	if err != nil {
		p.t.Fatal(err)
	}
	return v
}

// run evaluates an expression for what it does.
func (p *tab) run(expression string) {
	p.t.Helper()
	eval[chromedp.Void](p, expression)
}

func (p *tab) click(element string) {
	p.t.Helper()
	if err := p.Click(element); err != nil {
		p.t.Fatal(err)
	}
}

func (p *tab) tap(element string) {
	p.t.Helper()
	if err := p.Tap(element); err != nil {
		p.t.Fatal(err)
	}
}

func (p *tab) keys(keys string, modifiers ...chromedp.Modifier) {
	p.t.Helper()
	if err := p.Keys(keys, modifiers...); err != nil {
		p.t.Fatal(err)
	}
}

// settings shows the settings of the page's first figure.
func (p *tab) settings() {
	p.t.Helper()
	p.wait(`figure.beat < 0 && figure.shadowRoot?.querySelector(".bar")`)
	p.run(`part(".figure").matches("[data-inspect]") || act("settings").click()`)
}

// skip leaves the story of the page's first figure for the run itself.
func (p *tab) skip() {
	p.t.Helper()
	p.wait(`figure.beat == 0`)
	p.click(`part(".skip")`)
}

func (p *tab) step() float64 {
	p.t.Helper()
	return eval[float64](p, `figure.snapshot.step`)
}

// pause clicks the play button of a running figure and waits for it to stand.
func (p *tab) pause() {
	p.t.Helper()
	p.wait(`figure.snapshot.status == "running"`)
	p.click(`act("play")`)
	p.wait(`figure.snapshot.status == "paused"`)
}

// site is an address of the built site with a query.
func site(query string) string { return server.URL + sitePath + "index.html?" + query }

var unsafe = regexp.MustCompile(`[^A-Za-z0-9]+`)

// fileName is the test's name without what means something in an address.
func fileName(t testing.TB) string { return unsafe.ReplaceAllString(t.Name(), "-") }

// pages are small pages that tests put beside the built site.
var pages struct {
	sync.Mutex
	byName map[string]madePage
}

type madePage struct {
	html   string
	header http.Header
}

// embed serves a page whose body is given and returns its address. The script is at ../saddle.js.
func embed(t testing.TB, body string, header http.Header) string {
	t.Helper()
	name := fileName(t) + ".html"
	pages.Lock()
	defer pages.Unlock()
	if pages.byName == nil {
		pages.byName = map[string]madePage{}
	}
	pages.byName[name] = madePage{"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\"><title>" + t.Name() + "</title><body>" + body, header}
	return server.URL + sitePath + "pages/" + name
}

func servePage(w http.ResponseWriter, r *http.Request) {
	pages.Lock()
	page, ok := pages.byName[path.Base(r.URL.Path)]
	pages.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	for name, values := range page.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(page.html)) // a reader that left
}
