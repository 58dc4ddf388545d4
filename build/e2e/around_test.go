//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saddle/build/browser"
	"saddle/build/static"
)

// extra is how far the widest thing in a figure sticks out of its box.
const extra = `Math.max(...[...figure.shadowRoot.querySelectorAll("*")].filter(e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !e.closest(".handles, .masses, dialog, .announcer, .more, .label"))
	.map(e => e.getBoundingClientRect().right)) - figure.getBoundingClientRect().right`

// Sizes do not hang on the page's root, but on the reader's own type size; and nothing is inherited that changes what is read.
func TestThePagesTypeIsNotTheFigures(t *testing.T) {
	body := `<script src="../saddle.js"></script><saddle-figure query="%[1]s" controls style="width: 500px"></saddle-figure><saddle-lab></saddle-lab>`
	measure := `[...figure.shadowRoot.querySelectorAll(".transport button, .status, .key li, .when")].map(e => (({width, height}) => [width, height, getComputedStyle(e).fontSize].join(" "))(e.getBoundingClientRect())).join()`
	plain := open(t, embed(t, fmt.Sprintf(body, "paused"), nil), window)
	plain.wait(`figure.snapshot?.status && part(".transport")`)
	want := eval[string](plain, measure)
	for name, style := range map[string]string{
		"a root of 10 px": `html { font-size: 62.5% }`,
		"a root of 24 px": `html { font-size: 24px }`,
		"spaced and loud": `body { letter-spacing: 0.3em; word-spacing: 1em; text-transform: uppercase; text-align: right; text-indent: 3em; white-space: pre; text-shadow: 0 0 3px red; font: italic 700 31px/3 monospace }`,
		"from the right":  `html { direction: rtl }`,
		"from the top":    `body { writing-mode: vertical-rl; width: 700px }`,
		"a reset of all":  `* { margin: 0; padding: 0; box-sizing: border-box } svg, img { max-width: 100%; height: auto } button { all: unset }`,
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, embed(t, "<style>"+style+"</style>"+fmt.Sprintf(body, "paused"), nil), window)
			p.wait(`figure.snapshot?.status && part(".transport") && document.querySelector("saddle-lab").shadowRoot.querySelector(".lab")`)
			if got := eval[string](p, measure); got != want {
				t.Errorf("%s\nand without\n%s", got, want)
			}
			if size := eval[string](p, `getComputedStyle(document.querySelector("saddle-lab").shadowRoot.querySelector(".lab")).fontSize`); size != "16px" {
				t.Errorf("the laboratory's text has %s", size)
			}
		})
	}
}

// ground is the colour of a figure's paper, and of its canvas.
const ground = `getComputedStyle(figure).backgroundColor`

const (
	white, night = "rgb(255, 255, 255)", "rgb(20, 23, 27)"
	themed       = `<script src="../saddle.js"></script><saddle-figure query="` + slow + `" controls="all" %s></saddle-figure>`
)

// The colours are those of the page around the figure, or those that it is told.
func TestTheme(t *testing.T) {
	for _, c := range []struct {
		name, page, attribute string
		system                bool // dark
		want                  string
	}{
		{"a page that says nothing", "", "", true, white},
		{"dark by its color-scheme", `<script>document.documentElement.style.colorScheme = "dark"</script>`, "", false, night},
		{"light by its color-scheme", `<script>document.documentElement.style.colorScheme = "light"</script>`, "", true, white},
		{"both, and a dark system", `<script>document.documentElement.style.colorScheme = "light dark"</script>`, "", true, night},
		{"both, and a light system", `<script>document.documentElement.style.colorScheme = "light dark"</script>`, "", false, white},
		{"both by a meta element", `<meta name="color-scheme" content="light dark">`, "", true, night},
		{"a dark ground", `<style>body { background: #123 }</style>`, "", false, night},
		{"a dark ground of its section", `<style>saddle-figure { --x: 0 } main { background: rgb(10 10 40 / 0.9) }</style><main>`, "", false, night},
		{"told dark", "", `theme="dark"`, false, night},
		{"told light on dark", `<script>document.documentElement.style.colorScheme = "dark"</script>`, `theme="light"`, true, white},
		{"auto", "", `theme="auto"`, true, white},
	} {
		t.Run(c.name, func(t *testing.T) {
			view := window
			view.Dark = c.system
			p := open(t, embed(t, c.page+fmt.Sprintf(themed, c.attribute), nil), view)
			p.wait(`figure.shadowRoot?.querySelector(".figure")`)
			if got := eval[string](p, ground); got != c.want {
				t.Errorf("the paper is %s, want %s", got, c.want)
			}
		})
	}
}

// Changes of the colours around are followed, by the canvas and by figures side by side, too.
func TestThemeIsFollowed(t *testing.T) {
	p := ready(t, embed(t, fmt.Sprintf(themed, "")+`<saddle-compare query="eps=0" vary="batch" values="16,64"></saddle-compare>`, nil), window)
	corner := func() bool { // of the canvas: dark or not
		p.run(`part(".picture").scrollIntoView({block: "center", behavior: "instant"})`)
		box := eval[struct{ X, Y float64 }](p, `(({x, y}) => ({X: x, Y: y}))(part(".picture").getBoundingClientRect())`)
		shot, err := p.Screenshot()
		if err != nil {
			t.Fatal(err)
		}
		r, g, b, _ := crop(t, shot, box.X+6, box.Y+6, 4, 4).At(int(box.X)+7, int(box.Y)+7).RGBA()
		return r+g+b < 3*0x8000
	}
	for i, change := range []string{
		`document.documentElement.style.colorScheme = "dark"`, `document.documentElement.style.colorScheme = ""`, `document.body.style.background = "black"`,
		`document.body.style.background = ""`, `figure.setAttribute("theme", "dark"), document.querySelector("saddle-compare").setAttribute("theme", "dark")`,
	} {
		want := []string{night, white, night, white, night}[i]
		p.run(`void (` + change + `)`)
		p.wait(ground + ` == "` + want + `"`)
		p.wait(`document.querySelector("saddle-compare").figures.every(f => getComputedStyle(f).backgroundColor == "` + want + `")`)
		deep := false
		for range 40 {
			if deep = corner(); deep == (want == night) {
				break
			}
		}
		if deep != (want == night) {
			t.Errorf("after %s the canvas is dark: %t", change, deep)
		}
	}
}

// Where the parent gives no width the figure has one of its own, and at every width all of it is in its box.
func TestWidths(t *testing.T) {
	p := open(t, embed(t, `<script src="../saddle.js"></script><div id="box" style="display: flex"><saddle-figure query="d=2" controls paused></saddle-figure></div>`, nil), browser.View{Width: 1000, Height: 900})
	p.wait(`figure.snapshot?.status && part(".transport")`)
	for name, html := range map[string]string{
		"flex":        `display: flex`,
		"inline flex": `display: inline-flex`,
		"flex column": `display: flex; flex-direction: column; align-items: center`,
		"grid":        `display: grid; grid-template-columns: auto 1fr; justify-items: start`,
		"table":       `display: table`,
		"float":       `float: left`,
		"fit content": `width: fit-content`,
		"block":       `display: block`,
	} {
		width := eval[float64](p, `(box.style.cssText = "`+html+`", figure.getBoundingClientRect().width)`)
		if width < 280 || width > 1000 {
			t.Errorf("%s: the figure is %v pixels wide", name, width)
		}
	}
	p.run(`void (box.style.cssText = "", box.style.letterSpacing = "0.1em")`)
	for width := 280; width <= 1000; width += 8 {
		if over := eval[float64](p, fmt.Sprintf(`(box.style.width = "%dpx", %s)`, width, extra)); over > 0.6 {
			t.Errorf("%d pixels wide, something sticks out by %.1f: %s", width, over, eval[string](p, `[...figure.shadowRoot.querySelectorAll(".figure *")].filter(e => e.getBoundingClientRect().right > figure.getBoundingClientRect().right + 1).map(e => e.tagName + "." + e.className + " " + (e.dataset.act ?? "")).join(", ").slice(0, 300)`))
		}
	}
	q := open(t, embed(t, `<script src="../saddle.js"></script><div style="display: flex"><saddle-figure query="d=2" controls paused></saddle-figure></div>`, nil), browser.View{Width: 320, Height: 700, Touch: true})
	q.wait(`figure.snapshot?.status && part(".transport")`)
	if wide := eval[float64](q, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
		t.Errorf("on a phone the page is %v pixels too wide", wide)
	}
}

// A given height is kept: the picture gives way, and comes back.
func TestGivenHeight(t *testing.T) {
	p := open(t, embed(t, `<script src="../saddle.js"></script><div id="box" style="width: 600px; height: 560px"><saddle-figure query="d=2" controls paused style="height: 100%"></saddle-figure></div>`, nil), browser.View{Width: 900, Height: 900})
	p.wait(`figure.snapshot?.status && part(".transport")`)
	const over = `Math.max(...[".plane", ".transport", ".words"].map(s => part(s).getBoundingClientRect().bottom)) - box.getBoundingClientRect().bottom`
	p.wait(over + ` < 1`)
	small := eval[float64](p, `part(".picture").getBoundingClientRect().width`)
	if ratio := eval[float64](p, `(({width, height}) => width / height)(part(".picture").getBoundingClientRect())`); ratio < 0.98 || ratio > 1.02 || small < 200 {
		t.Errorf("the picture is %v wide, %v times its height", small, ratio)
	}
	p.run(`void (box.style.height = "auto")`)
	p.wait(`part(".picture").getBoundingClientRect().width > 500`)
}

// Keys that the figure uses do not reach the page; from its fields none do; others do.
func TestKeysStay(t *testing.T) {
	p := ready(t, embed(t, `<script>globalThis.heard = []; for (const type of ["keydown", "keyup", "keypress"]) document.addEventListener(type, e => heard.push(e.key))</script>
		<script src="../saddle.js"></script><saddle-figure query="eps=0" controls="all" paused></saddle-figure>`, nil), browser.View{Width: 900, Height: 900})
	try := func(focus, keys string) string {
		p.run(`void (heard = [], ` + focus + `.focus())`)
		p.keys(keys)
		return eval[string](p, `heard.join(" ")`)
	}
	p.run(`act("settings").click()`)
	p.run(`part('input[data-param="batch"].value').closest("details").open = true`)
	for _, c := range []struct{ focus, keys string }{
		{`part('input[data-param="batch"].value')`, "64 fs"}, {`act("play")`, " "}, {`part(".picture")`, "s"}, {`part(".picture")`, "?"},
	} {
		if got := try(c.focus, c.keys); got != "" {
			t.Errorf("the page heard %q of %q in %s", got, c.keys, c.focus)
		}
		p.run(`part("dialog[open]")?.close()`)
	}
	if got := try(`part(".picture")`, "f"); !strings.Contains(got, "f") {
		t.Errorf("the page does not hear what the figure has no use for: %q", got)
	}
}

// A page that Turbo puts away and shows again has its figure where it was.
func TestTurbo(t *testing.T) {
	dir := filepath.Join(root, "build", "hosts", "node_modules", "@hotwired", "turbo", "dist")
	if _, err := os.Stat(dir); err != nil {
		t.Fatal("the packages are not installed: run go run ./build test, or npm ci in build/hosts")
	}
	page := func(name, body string) string {
		return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>` + name + `</title><link rel="icon" href="data:,"><script src="/turbo/turbo.es2017-umd.js"></script>
			<script src="/site/saddle.js"></script></head><body>` + body + `</body></html>`
	}
	mux := http.NewServeMux()
	mux.Handle("/turbo/", static.Handler(dir, "/turbo/"))
	mux.Handle("/site/", static.Handler(filepath.Join(root, "build", "out", "site"), "/site/"))
	for name, body := range map[string]string{
		"one": `<a id="go" href="/two">two</a><saddle-figure query="eps=0" controls paused></saddle-figure>`, "two": `<p id="there">Two</p><a id="back" href="/one">one</a>`,
	} {
		mux.HandleFunc("/"+name, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, page(name, body))
		})
	}
	h := httptest.NewServer(mux)
	defer h.Close()
	p := open(t, h.URL+"/one", window)
	p.run(`(async () => { await figure.ready; figure.set("d", 3); figure.step(40); })()`)
	p.wait(`figure.snapshot.step == 40 && figure.query == "d=3&eps=0"`)
	p.run(`void (globalThis.same = true, document.getElementById("go").click())`)
	p.wait(`globalThis.same && document.getElementById("there")`)
	p.run(`history.back()`)
	p.wait(`globalThis.same && figure?.snapshot.step == 40 && figure.query.startsWith("d=3&eps=0") && figure.snapshot.status == "paused"`)
	p.run(`figure.step(2)`)
	p.wait(`figure.snapshot.step == 42`)
}

// In a deck of reveal.js a figure waits for its slide, keeps to it, and its keys are its own.
func TestReveal(t *testing.T) {
	dir := filepath.Join(root, "build", "hosts", "node_modules", "reveal.js", "dist")
	if _, err := os.Stat(dir); err != nil {
		t.Fatal("the packages are not installed: run go run ./build test, or npm ci in build/hosts")
	}
	mux := http.NewServeMux()
	mux.Handle("/reveal/", static.Handler(dir, "/reveal/"))
	mux.Handle("/site/", static.Handler(filepath.Join(root, "build", "out", "site"), "/site/"))
	mux.HandleFunc("/deck", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Deck</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/reveal/reveal.css">
			<link rel="stylesheet" href="/reveal/theme/black.css"><script src="/site/saddle.js"></script></head><body><div class="reveal"><div class="slides"><section><h2>One</h2></section>
			<section><saddle-figure query="eps=0&speed=30&unseen=pause" controls style="height: 640px"></saddle-figure></section><section><h2>Three</h2></section></div></div>
			<script src="/reveal/reveal.js"></script><script>Reveal.initialize({ width: 960, height: 700, transition: "none" })</script></body></html>`)
	})
	h := httptest.NewServer(mux)
	defer h.Close()
	p := open(t, h.URL+"/deck", browser.View{Width: 1000, Height: 760})
	p.wait(`globalThis.Reveal?.isReady() && figure.shadowRoot`)
	p.wait(`new Promise(done => setTimeout(() => done(true), 700))`)
	if started := eval[bool](p, `figure.snapshot.step > 0`); started {
		t.Error("the figure runs on a slide that is not shown")
	}
	p.run(`Reveal.slide(1)`)
	p.wait(`figure.snapshot.step > 3`)
	if over := eval[float64](p, `Math.max(...[".plane", ".transport", ".words"].map(s => part(s).getBoundingClientRect().bottom)) - figure.getBoundingClientRect().bottom`); over > 1 {
		t.Errorf("it sticks out of its slide by %.0f pixels", over)
	}
	if paper := eval[string](p, ground); paper != night {
		t.Errorf("on a black slide the paper is %s", paper)
	}
	p.run(`act("play").focus()`)
	p.keys(" ")
	p.wait(`figure.snapshot.status == "paused"`)
	if at := eval[int](p, `Reveal.getIndices().h`); at != 1 {
		t.Errorf("the deck went to slide %d", at)
	}
	p.run(`figure.play()`)
	p.wait(`figure.snapshot.status == "running"`)
	p.run(`Reveal.slide(2)`)
	p.wait(`figure.snapshot.status == "running" && new Promise(done => { const at = figure.snapshot.step; setTimeout(() => done(figure.snapshot.step <= at + 1), 900); })`)
}
