//go:build e2e

package e2e

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"saddle/build/browser"
)

// overlapping lists the pairs of words in a figure that lie on each other, or on a handle.
const overlapping = `
	globalThis.overlapping = (figure) => {
		const shown = (e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && e.textContent.trim() && !e.closest(".tip, .more");
		const words = [...figure.shadowRoot.querySelectorAll(".ticks span, .ticks i, .masses .mass b, .key li, .drawing text, .tabs span, .readout p, .numbers dt, .numbers dd, .status, .beats p, .where, .mark span, svg.chart text, .lab svg text, .lab .key li, .ground .key li, .surface span, .race .words, h3")].filter(shown);
		const lines = (e) => { const range = document.createRange(); range.selectNodeContents(e); return [...range.getClientRects()]; };
		const boxes = words.flatMap(e => (e.closest("svg") ? [e.getBoundingClientRect()] : lines(e)).map(box => ({what: e.textContent.trim(), e, box}))).filter(({box}) => box.width > 0 && box.height > 0);
		for (const e of figure.shadowRoot.querySelectorAll(".handle")) if (e.checkVisibility()) {
			const b = e.getBoundingClientRect(), x = b.x + b.width / 2, y = b.y + b.height / 2;
			boxes.push({what: "a handle", e, box: new DOMRect(x - 7, y - 7, 14, 14)});
		}
		const found = [];
		const by = 1.5; // pixels that the boxes of letters may share
		boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
			if (a.e === b.e || a.what === "a handle" && b.what === "a handle" || a.e.contains(b.e) || b.e.contains(a.e)) return;
			const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left), down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
			if (across > by && down > by) found.push(a.what + " | " + b.what);
		}));
		return found;
	};
	// What stands along the sides of the saddle: nothing is drawn under it.
	globalThis.covered = (surface) => [...surface.querySelectorAll("span")].filter((span) => {
		const canvas = surface.querySelector("canvas"), out = canvas.getBoundingClientRect(), b = span.getBoundingClientRect(), by = canvas.width / out.width;
		const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", {willReadFrequently: true});
		copy.drawImage(canvas, 0, 0);
		const at = [(b.x - out.x) * by, (b.y - out.y) * by, b.width * by, b.height * by].map(Math.round);
		return b.left < out.left - 1 || b.right > out.right + 1 || copy.getImageData(...at).data.some((v, i) => i % 4 === 3 && v > 0);
	}).map((span) => span.textContent);
	globalThis.figures = () => [...document.querySelectorAll("main saddle-figure")].concat([...document.querySelectorAll("article saddle-compare")].flatMap(c => c.figures));
`

// In no figure of the page, at no beat of its story, does a word lie on another or on a handle.
func TestWordsKeepApart(t *testing.T) {
	for name, view := range map[string]browser.View{"desk": browser.Desktop, "phone": browser.Phone} {
		t.Run(name, func(t *testing.T) {
			view.Script = overlapping
			p := ready(t, site(""), view)
			look := func(what string) {
				t.Helper()
				if found := eval[[]string](p, `overlapping(globalThis.looked)`); len(found) > 0 {
					t.Errorf("%s: %s", what, strings.Join(found, "; "))
				}
			}
			p.run(`void (globalThis.looked = figure)`)
			for beat := range 4 {
				p.run(`figure.tellBeat(` + strconv.Itoa(beat) + `)`)
				p.wait(`figure.beat == ` + strconv.Itoa(beat) + ` && figure.snapshot.status != "loading"`)
				look("beat " + strconv.Itoa(beat+1))
			}
			p.wait(`figure.snapshot.step > 20`)
			p.run(`figure.pause()`)
			look("the run")
			p.click(`part(".skip")`)
			p.wait(`part(".transport").checkVisibility()`)
			for _, kind := range []string{"tv", "js", "kl", "value", "phase", "spectrum"} {
				p.run(`part('.tabs input[value="` + kind + `"]').click()`)
				p.wait(`part(".drawing").ariaLabel.startsWith("Chart: ") && part(".drawing text")`)
				look("chart " + kind)
			}
			n := eval[int](p, `figures().length`)
			for i := 1; i < n; i++ {
				p.run(`globalThis.looked = figures()[` + strconv.Itoa(i) + `]; looked.scrollIntoView({block: "center", behavior: "instant"})`)
				p.wait(`looked.snapshot?.extent?.length && drawn(looked)`)
				p.run(`looked.beat < 0 && looked.pause()`)
				look(eval[string](p, `looked.getAttribute("query")`))
			}
		})
	}
}

// Masses stand off the handles, which may be dragged to where they would be: a column of no use to a ReLU is beside the axes.
func TestMassesKeepOffHandles(t *testing.T) {
	for name, view := range map[string]browser.View{"desk": browser.Desktop, "phone": browser.Phone} {
		t.Run(name, func(t *testing.T) {
			view.Script = overlapping
			p := ready(t, site("phi=relu&seed=1&eps=0"), view)
			for seed := range 16 {
				is := strconv.Itoa(seed + 1)
				p.run(`figure.set("seed", ` + is + `)`)
				p.wait(`figure.get("seed") == ` + is + ` && figure.shadowRoot.querySelectorAll(".mass").length == 3 && drawn(figure)`)
				p.run(`figure.pause()`)
				p.run(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`)
				if found := eval[[]string](p, `overlapping(figure).filter((pair) => pair.includes("a handle"))`); len(found) > 0 {
					t.Errorf("seed %s: %s", is, strings.Join(found, "; "))
				}
			}
		})
	}
}

// Words keep apart on the saddle, too, from wherever it is seen, and in the laboratories.
func TestWordsOfLaboratoriesKeepApart(t *testing.T) {
	for name, view := range map[string]browser.View{"desk": browser.Desktop, "phone": browser.Phone} {
		t.Run(name, func(t *testing.T) {
			view.Script = overlapping
			p := ready(t, site(""), view)
			const compare = `document.querySelector("saddle-compare[surface]")`
			const surface = compare + `.shadowRoot.querySelector(".surface")`
			p.run(compare + `.scrollIntoView({behavior: "instant"})`)
			p.wait(compare + `.figures.every(f => f.snapshot.step > 3) && ` + surface + `.querySelector("span").style.translate`)
			p.run(compare + `.pause()`)
			for turn := range 12 {
				p.run(surface + `.focus({preventScroll: true})`)
				p.keys(strings.Repeat(kb.ArrowRight, 6))
				p.run(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`)
				if found := eval[[]string](p, `covered(`+surface+`).concat(overlapping(`+compare+`))`); len(found) > 0 {
					t.Errorf("turned %d times the saddle is under %s", turn+1, strings.Join(found, "; "))
				}
			}
			for i := range eval[int](p, `document.querySelectorAll("article saddle-lab").length`) {
				p.run(`globalThis.looked = document.querySelectorAll("article saddle-lab")[` + strconv.Itoa(i) + `]; looked.scrollIntoView({behavior: "instant"})`)
				p.wait(`looked.state != "loading" && looked.results`)
				p.run(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`)
				if found := eval[[]string](p, `overlapping(looked)`); len(found) > 0 {
					t.Errorf("laboratory %q: %s", eval[string](p, `looked.getAttribute("query") ?? ""`), strings.Join(found, "; "))
				}
			}
		})
	}
}
