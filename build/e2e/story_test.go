//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"saddle/build/browser"
)

// The page opens with one paragraph, one number and at most three buttons in sight, and with nothing that folds above the article.
func TestFirstScreen(t *testing.T) {
	for name, view := range map[string]browser.View{"desk": browser.Desktop, "phone": browser.Phone} {
		t.Run(name, func(t *testing.T) {
			p := ready(t, site(""), view)
			p.wait(`figure.beat == 0`)
			const inSight = `(e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().bottom <= innerHeight)`
			for _, what := range []string{`document.querySelector("header p")`, `part(".tv")`, `part(".next")`, `part(".line")`} {
				if !eval[bool](p, inSight+`(`+what+`)`) {
					t.Errorf("%s is not in sight", what)
				}
			}
			const pressed = `[...document.querySelectorAll("button, select, input, summary"), ...figure.shadowRoot.querySelectorAll("button, select, input, summary")].filter(e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().top < innerHeight && e.getBoundingClientRect().width > 1)`
			if n := eval[int](p, pressed+`.length`); n < 1 || n > 3 {
				t.Errorf("%d things can be pressed on the first screen", n)
			}
			const folds = `[...document.querySelectorAll("details"), ...figure.shadowRoot.querySelectorAll("details")].filter(e => e.checkVisibility() && (e.getRootNode() != document || e.compareDocumentPosition(document.querySelector("#article")) & Node.DOCUMENT_POSITION_FOLLOWING))`
			if n := eval[int](p, folds+`.length`); n > 0 {
				t.Errorf("%d folds stand above the article", n)
			}
		})
	}
}

// A clicker goes through the beats: the discriminator alone, the generator alone, then the run itself from its beginning, which is
// the run of the page's own address.
func TestStoryByKeys(t *testing.T) {
	p := ready(t, site(""), browser.Desktop)
	p.wait(`figure.beat == 0 && figure.snapshot.step == 0 && figure.get("layers") == "target,generated"`)
	start := eval[float64](p, `figure.snapshot.tv`)
	p.keys(kb.PageDown)
	p.wait(`figure.beat == 1 && figure.snapshot.A.flat().some(a => a != 0)`)
	if moved := eval[bool](p, fmt.Sprintf(`figure.snapshot.tv != %v`, start)); moved {
		t.Error("the generator moved with the discriminator")
	}
	tilted := eval[string](p, `figure.snapshot.A.join()`)
	p.keys(kb.ArrowRight)
	p.wait(fmt.Sprintf(`figure.beat == 2 && figure.snapshot.tv < %v`, 0.6*start))
	if now := eval[string](p, `figure.snapshot.A.join()`); now != tilted {
		t.Error("the discriminator moved with the generator")
	}
	p.keys(kb.PageUp)
	p.wait(fmt.Sprintf(`figure.beat == 1 && figure.snapshot.tv == %v && figure.snapshot.A.join() == %q`, start, tilted))
	p.keys(kb.PageDown)
	p.wait(`figure.beat == 2`)
	if at := eval[float64](p, `scrollY`); at != 0 {
		t.Errorf("the page went to %v", at)
	}
	p.keys(kb.PageDown)
	p.wait(`figure.beat == 3 && figure.snapshot.status == "converged"`)
	if query := eval[string](p, `figure.query + location.search`); query != "" {
		t.Errorf("the run is that of %q", query)
	}
	if got := eval[string](p, `part(".status").textContent`); !strings.HasPrefix(got, "Converged. ") {
		t.Errorf("in the end it says %q", got)
	}
	p.click(`part(".skip")`) // More
	p.wait(`figure.beat == -1 && part(".transport").checkVisibility() && document.querySelector(".presets").checkVisibility()`)
	if eval[float64](p, `figure.snapshot.samples`) == 0 {
		t.Error("more controls are another run")
	}
}

// Scrolling tells the story as well, and the figure stays in view meanwhile; at its end the article follows.
func TestStoryByScroll(t *testing.T) {
	for name, view := range map[string]browser.View{"desk": browser.Desktop, "phone": browser.Phone} {
		t.Run(name, func(t *testing.T) {
			p := ready(t, site(""), view)
			p.wait(`figure.beat == 0`)
			for beat := 1; beat <= 3; beat++ {
				if err := p.Wheel(browser.Point{X: 200, Y: 300}, 0.6*float64(view.Height), false); err != nil {
					t.Fatal(err)
				}
				p.wait(fmt.Sprintf(`figure.beat == %d && part(".count").textContent == "%d of 4"`, beat, beat+1))
				if out := eval[bool](p, `(b => b.top < 0 || b.top > 120)(part(".picture").getBoundingClientRect())`); out {
					t.Errorf("in beat %d the picture is out of view", beat+1)
				}
			}
			p.wait(`figure.snapshot.step > 5`)
			for i := 0; i < 20 && !eval[bool](p, `document.querySelector("#game").getBoundingClientRect().top < innerHeight`); i++ {
				if err := p.Wheel(browser.Point{X: 200, Y: 300}, 300, false); err != nil {
					t.Fatal(err)
				}
			}
			p.wait(`document.querySelector("#game").getBoundingClientRect().top < innerHeight`)
		})
	}
}

// Whoever wants nothing to move gets the same story in steps, and the run in leaps; a link to a run opens on that run.
func TestStoryStandsStill(t *testing.T) {
	view := browser.Desktop
	view.Still = true
	p := ready(t, site(""), view)
	p.wait(`figure.beat == 0`)
	for range 3 {
		p.click(`part(".next")`)
	}
	p.wait(`figure.beat == 3 && figure.snapshot.step == 0 && figure.snapshot.status == "paused"`)
	p.click(`part(".next")`)
	p.wait(`figure.snapshot.step == 12 && figure.snapshot.status == "paused"`)

	p = ready(t, site("seed=5"), view)
	p.wait(`figure.beat == -1 && part(".transport").checkVisibility() && figure.snapshot.step == 0`)
}

// Samples of the reader's own are not those that the story is about: it ends, and the run is on them.
func TestStoryEndsWithOwnSamples(t *testing.T) {
	p := ready(t, site(""), browser.Desktop)
	p.wait(`figure.beats == 4`)
	p.run(`figure.data(Array.from({length: 200}, (_, i) => [Math.sin(7 * i) + i % 3, Math.cos(5 * i)].join()).join("\n"), "own.csv")`)
	p.wait(`figure.beats == 0 && new URLSearchParams(figure.query).get("target") == "data" && figure.snapshot.step > 3`)
	if hidden := eval[bool](p, `part(".beats").checkVisibility()`); hidden {
		t.Error("the story is still told, of other samples")
	}
}

// deck is a talk with a stage on its second page, and one with a story of its own on its third.
const deck = `<link rel="stylesheet" href="%[1]s/reveal.css"><script src="%[1]s/reveal.js"></script><script src="../saddle.js"></script>
<style>saddle-figure { text-align: left }</style>
<div class="reveal"><div class="slides">
<section><h1>A talk</h1></section>
<section style="height: 100%%"><saddle-figure mode="stage" theme="dark" query="phi=tanh&seed=3&eps=0"></saddle-figure></section>
<section style="height: 100%%"><saddle-figure mode="stage" query="eps=0" paused><ol slot="beats"><li data-do="set layers target"><b>One.</b> Blue.</li><li data-do="set layers generated"><b>Two.</b> Orange.</li></ol></saddle-figure></section>
<section><h1>The end</h1></section>
</div></div><script>Reveal.initialize({width: 1200, height: 700, margin: 0, transition: "none", controls: false})</script>`

// In a deck a stage begins when its page comes, fills it, takes one press of the clicker for each of its beats, and lets go at the end.
func TestStageInDeck(t *testing.T) {
	p := open(t, embed(t, fmt.Sprintf(deck, repoPath+"site/node_modules/reveal.js/dist"), nil), browser.View{Width: 1200, Height: 700})
	p.wait(`Reveal.isReady() && Reveal.getState().indexh == 0`)
	if eval[string](p, `figure.snapshot.status`) != "loading" {
		t.Error("it began before it was seen")
	}
	page := func(h int) string { return fmt.Sprintf(`Reveal.getState().indexh == %d`, h) }
	p.keys(kb.PageDown)
	p.wait(page(1) + ` && figure.beat == 0 && drawn(figure)`)
	if why := eval[string](p, `(() => { const f = figure.getBoundingClientRect(), shows = part(".figure").getBoundingClientRect();
		if (Math.abs(f.width - 1200) > 1 || Math.abs(f.height - 700) > 1) return "it is " + f.width + " by " + f.height;
		for (const e of figure.shadowRoot.querySelectorAll(".picture, .next, .tv, .ticks span")) { const b = e.getBoundingClientRect(); if (b.bottom > f.bottom + 1 || b.right > f.right + 1) return e.className + " sticks out"; }
		if (getComputedStyle(part(".figure")).color != "rgb(232, 234, 237)") return "it is not dark";
		return parseFloat(getComputedStyle(part(".line")).fontSize) < 30 ? "its type is small" : ""; })()`); why != "" {
		t.Error(why)
	}
	for beat := 1; beat <= 3; beat++ {
		p.keys([]string{kb.PageDown, kb.ArrowRight, " "}[beat%3])
		p.wait(fmt.Sprintf(`figure.beat == %d && `, beat) + page(1))
	}
	p.wait(`figure.snapshot.step > 3`)
	p.keys(kb.PageDown)
	p.wait(page(2))
	const second = `document.querySelectorAll("saddle-figure")[1]`
	p.wait(second + `.beat == 0 && ` + second + `.get("layers") == "target"`)
	p.keys(kb.PageDown)
	p.wait(second + `.beat == 1 && ` + second + `.get("layers") == "generated" && ` + second + `.shadowRoot.querySelector(".line").textContent == "Two."`)
	p.keys(kb.PageDown)
	p.wait(page(3))
	p.keys(kb.PageUp)
	p.wait(page(2))
}

// In a frame of another page a stage keeps to its box, and has a picture for paper.
func TestStageInFrame(t *testing.T) {
	p := open(t, embed(t, `<iframe title="stage" style="width: 640px; height: 360px; border: 0" srcdoc='<!doctype html><style>html, body { margin: 0; height: 100% }</style><script src="../saddle.js"></script><saddle-figure mode="stage"></saddle-figure>'></iframe>
		<script>Object.defineProperty(globalThis, "figure", {get: () => document.querySelector("iframe").contentDocument.querySelector("saddle-figure")})</script>`, nil), window)
	p.wait(`figure?.beat == 0 && drawn(figure)`)
	if why := eval[string](p, `(() => { const root = figure.ownerDocument.documentElement; return root.scrollHeight > 360 || root.scrollWidth > 640 ? "it is " + root.scrollWidth + " by " + root.scrollHeight : ""; })()`); why != "" {
		t.Error(why)
	}
	p.run(`figure.focus(); part(".next").click()`)
	p.wait(`figure.beat == 1 && part(".paper svg")`)
}

// The saddle turns by drag and by keys, and carries a ball for each run, which move with the step sizes: past the edge the one that
// moves simultaneously never settles, the one that alternates does.
func TestSurface(t *testing.T) {
	p := ready(t, site(slow), browser.Desktop)
	const compare = `document.querySelector("saddle-compare[surface]")`
	const surface = compare + `.shadowRoot.querySelector(".surface")`
	p.run(compare + `.scrollIntoView({behavior: "instant"})`)
	p.wait(compare + `.figures.every(f => f.snapshot.step > 3) && ` + surface + `.checkVisibility()`)
	p.run(`new Promise(done => { document.activeElement.blur(); ` + compare + `.pause(); setTimeout(done, 0) })`)
	p.wait(compare + `.figures.every(f => f.snapshot.status == "paused") && ` + compare + `.figures[0].snapshot.step == ` + compare + `.figures[1].snapshot.step`)
	picture := func() string {
		return eval[string](p, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(`+surface+`.querySelector("canvas").toDataURL()))))`)
	}
	before := picture()
	p.run(surface + `.focus()`)
	p.keys(kb.ArrowRight)
	turned := picture()
	if turned == before {
		t.Error("a key does not turn it")
	}
	from, err := p.Where(surface)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Drag(nil, from, browser.Point{X: from.X + 80, Y: from.Y + 10}); err != nil {
		t.Fatal(err)
	}
	if picture() == turned {
		t.Error("a drag does not turn it")
	}
	light := picture()
	if err := p.Dark(true); err != nil {
		t.Fatal(err)
	}
	p.wait(`matchMedia("(prefers-color-scheme: dark)").matches`)
	if picture() == light {
		t.Error("at rest it keeps the colours of the light when it gets dark")
	}
	// Of the runs all that is shown goes to one step together.
	front := eval[int](p, compare+`.figures[0].snapshot.step`)
	p.run(`(when => { when.value = 2; when.dispatchEvent(new Event("input", {bubbles: true})); })(` + compare + `.shadowRoot.querySelector("#when"))`)
	p.wait(compare + `.figures.every(f => f.snapshot.step == 2 && f.snapshot.trail.at(-1)[0] <= 2)`)
	p.run(`(when => { when.value = when.max; when.dispatchEvent(new Event("input", {bubbles: true})); })(` + compare + `.shadowRoot.querySelector("#when"))`)
	p.wait(fmt.Sprintf(compare+`.figures.every(f => f.snapshot.step == %d)`, front))
	edge := eval[float64](p, `Number(`+compare+`.figures[0].snapshot.marks.match(/etaG=(\S+) edge/)[1])`)
	if mark := eval[string](p, compare+`.shadowRoot.querySelector(".knobs .mark")?.innerText ?? ""`); !strings.HasPrefix(mark, "edge") {
		t.Errorf("the slider is marked %q", mark)
	}
	p.run(fmt.Sprintf(`%[1]s.figures.forEach(f => { f.set("etaG", %[2]v); f.set("speed", "max"); f.play(); })`, compare, 1.15*edge))
	p.wait(compare + `.figures.every(f => f.snapshot.step > 400)`)
	far := eval[[]float64](p, compare+`.figures.map(f => f.snapshot.trail.slice(-100).reduce((most, r) => Math.max(most, Math.abs(Math.abs(r[6]) - 1)), 0))`)
	if far[0] < 0.3 || far[1] > 0.3 {
		t.Errorf("past the edge the balls are %v from rest", far)
	}
}

// The tour goes through one step of the game: the players move in turn, and in the end the number is another.
func TestStepTour(t *testing.T) {
	p := ready(t, site(slow), browser.Desktop)
	p.run(`Object.defineProperty(globalThis, "figure", {get: () => document.querySelector("#step").closest("section").querySelector("saddle-figure")}); figure.scrollIntoView({block: "center", behavior: "instant"})`)
	p.wait(`figure.beat == 0 && drawn(figure) && figure.snapshot.step == 6`)
	before := eval[float64](p, `figure.snapshot.tv`)
	beats := eval[int](p, `figure.beats`)
	for beat := 1; beat < beats; beat++ {
		p.click(`part(".next")`)
		p.wait(fmt.Sprintf(`figure.beat == %d && part(".count").textContent == "%d of %d"`, beat, beat+1, beats))
	}
	p.wait(`figure.snapshot.step == 7`)
	if after := eval[float64](p, `figure.snapshot.tv`); after == before {
		t.Error("the number is what it was")
	}
}

// Everything in the contents is a section, and every section with a heading is in the contents.
func TestContents(t *testing.T) {
	p := open(t, site(slow), window)
	p.wait(`document.readyState == "complete"`)
	if got, want := eval[string](p, `[...document.querySelectorAll(".contents a")].map(a => a.hash.slice(1) + " " + a.textContent).join("\n")`),
		eval[string](p, `[...document.querySelectorAll("article h2[id]")].filter(h => h.id != "contents").map(h => h.id + " " + h.textContent).join("\n")`); got != want {
		t.Errorf("the contents are\n%s\nthe sections\n%s", got, want)
	}
}

// The settings stay beside the picture, on a phone below it, and say which of them change nothing now, and why.
func TestInspector(t *testing.T) {
	for name, view := range map[string]browser.View{"desk": browser.Desktop, "phone": browser.Phone} {
		t.Run(name, func(t *testing.T) {
			p := ready(t, site("phi=tanh&"+slow), view)
			p.run(`act("settings").click()`)
			p.wait(`part(".settings").checkVisibility() && figure.shadowRoot.activeElement.matches(".close")`)
			p.run(`document.querySelector("[name=slope]").closest("details").open = true`)
			p.run(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`)
			if why := eval[string](p, `(() => { const box = (e) => e.getBoundingClientRect(), a = box(part(".picture")), b = box(part(".settings"));
				if (a.top < 0 || a.bottom > innerHeight) return "the picture is out of view";
				if (b.top < 0 || b.bottom > innerHeight + 1) return "the settings are out of view";
				return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom ? "they cover each other" : ""; })()`); why != "" {
				t.Error(why)
			}
			p.wait(`document.querySelector(".field:has([name=slope])").matches("[data-idle]") && /Changes nothing now: for the leaky ReLU/.test(document.querySelector(".field:has([name=slope])").innerText)`)
			p.run(`figure.set("phi", "leaky")`)
			p.wait(`!document.querySelector(".field:has([name=slope])").matches("[data-idle]")`)
			p.run(`figure.set("etaD", 900)`)
			p.wait(`part(".note.problem").innerText.startsWith("Discriminator step ηD = 900")`)
			p.run(`part(".settings .close").click()`)
			p.wait(`!part(".settings").checkVisibility()`)
		})
	}
}
