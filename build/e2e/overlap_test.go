//go:build e2e

package e2e

import (
	"strconv"
	"strings"
	"testing"

	"saddle/build/browser"
)

// overlapping lists the pairs of words in a figure that lie on each other, or on a handle.
const overlapping = `
	globalThis.overlapping = (figure) => {
		const shown = (e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && e.textContent.trim() && !e.closest(".tip, .more");
		const words = [...figure.shadowRoot.querySelectorAll(".ticks span, .ticks i, .masses .mass b, .key li, .drawing text, .tabs span, .readout p, .numbers dt, .numbers dd, .status, .beats p, .where, .mark span")].filter(shown);
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
