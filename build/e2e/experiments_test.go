//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"saddle/build/browser"
	"saddle/core/preset"
)

const chip = `document.querySelector("[data-preset=%s]")`

// An experiment is a link: a click sets the figure in place, undo brings back what was there, and opened by itself
// the link shows the same run.
func TestExperiments(t *testing.T) {
	p := ready(t, site("d=3&kappa=7&"+slow), browser.Desktop)
	before := eval[string](p, `figure.query`)
	spirals := fmt.Sprintf(chip, "spirals")
	p.click(spirals)
	p.wait(`figure.snapshot.status == "running" && figure.snapshot.step > 2 && figure.snapshot.W.length == 2`)
	p.wait(spirals + `.ariaCurrent == "true" && document.querySelectorAll(".presets [aria-current]").length == 1`)
	if look := eval[string](p, `document.querySelector(".now").innerText`); !strings.HasPrefix(look, "Both players") {
		t.Errorf("the sentence is %q", look)
	}
	link := eval[string](p, spirals+`.href`)
	query := eval[string](p, `figure.query`)
	if address := eval[string](p, `location.href`); !strings.Contains(link, query) || !strings.Contains(address, query) {
		t.Errorf("the link %s, the address %s and the run %s are not one", link, address, query)
	}
	p.wait(`!act("undo").disabled`)
	p.click(`act("undo")`)
	p.wait(`figure.query == ` + browser.Quote(before) + ` && figure.snapshot.W.length == 3`)
	p.wait(`!document.querySelector(".presets [aria-current]")`)
	p.wait(`!act("redo").disabled`)
	p.click(`act("redo")`)
	p.wait(`figure.query == ` + browser.Quote(query))

	q := ready(t, link, browser.Desktop)
	q.wait(`figure.query == ` + browser.Quote(query) + ` && ` + spirals + `.ariaCurrent == "true"`)
}

// Each experiment is there, and its link is canonical.
func TestEveryExperimentLoads(t *testing.T) {
	p := ready(t, site(slow), window)
	for _, e := range preset.All() {
		p.click(fmt.Sprintf(chip, e.ID))
		p.wait(`figure.query == ` + browser.Quote(e.Query))
		if notes := eval[string](p, `part(".notes").innerText`); notes != "" {
			t.Errorf("%s: %s", e.ID, notes)
		}
	}
}

// Side by side the figures have one seed, stop at one step, and the difference is in the address.
func TestCompare(t *testing.T) {
	const sides = `document.querySelector("#compare saddle-compare")`
	const inside = sides + `.shadowRoot.querySelector`
	p := ready(t, site("seed=5&"+slow), window)
	p.run(`document.querySelector("[data-compare]").focus()`)
	p.keys(kb.Enter)
	p.wait(`!document.querySelector("#compare").hidden && document.activeElement.id == "compare-title"`)
	p.wait(sides + `.figures.length == 2 && ` + sides + `.figures.every(f => f.snapshot.status == "running" && f.snapshot.step > 3)`)
	p.wait(`figure.snapshot.status != "running"`)
	p.click(inside + `("[data-act=play]")`)
	p.wait(sides + `.figures.every(f => f.snapshot.status == "paused") && new Set(` + sides + `.figures.map(f => f.snapshot.step)).size == 1`)
	if same := eval[bool](p, `(([a, b]) => JSON.stringify(a.snapshot.WStar) == JSON.stringify(b.snapshot.WStar) && a.query != b.query && a.query.includes("seed=5"))(`+sides+`.figures)`); !same {
		t.Error("the two do not have one target and two settings")
	}
	at := eval[float64](p, sides+`.figures[0].snapshot.step`)
	p.click(inside + `("[data-act=step]")`)
	p.wait(fmt.Sprintf(sides+`.figures.every(f => f.snapshot.step == %v)`, at+1))

	p.run(inside + `("#knob").value = "rule"; ` + inside + `("#knob").dispatchEvent(new Event("change"))`)
	p.wait(sides + `.figures[0].get("rule") == "alternating" && ` + sides + `.figures[1].get("rule") == "simultaneous" && ` + sides + `.figures[1].get("batch") == "64"`)
	p.wait(`location.search.includes("compare=rule,alternating,simultaneous") && location.search.includes("seed=5")`)
	if heading := eval[string](p, `[...`+sides+`.shadowRoot.querySelectorAll("h3")].map(h => h.textContent).join("; ")`); heading != "Update rule: alternating; Update rule: simultaneous" {
		t.Errorf("the headings are %q", heading)
	}

	q := ready(t, eval[string](p, `location.href`), window)
	q.run(sides + `.scrollIntoView()`)
	q.wait(sides + `.figures[1].get("rule") == "simultaneous" && ` + sides + `.figures[1].snapshot.step > 0`)
	if notes := eval[string](q, `part(".notes").innerText`); notes != "" {
		t.Errorf("the figure complains: %s", notes)
	}

	p.click(inside + `("[data-act=reset]")`)
	p.wait(sides + `.figures.every(f => f.snapshot.step == 0)`)
	p.keys(kb.Escape)
	p.wait(`document.querySelector("#compare").hidden && !location.search.includes("compare") && document.activeElement.matches("[data-compare]")`)
}

// What stands side by side is the run of the figure, as the address says, whichever experiment or seed is chosen meanwhile.
func TestCompareFollowsTheFigure(t *testing.T) {
	const sides = `document.querySelector("#compare saddle-compare")`
	view := window
	view.Still = true
	p := open(t, site("batch=1&eps=0&compare=batch,1,1024"), view)
	p.run(sides + `.scrollIntoView()`)
	p.wait(sides + `.figures.length == 2 && ` + sides + `.figures.every(f => f.snapshot.status == "paused")`)
	const same = `(() => {
		const {name, values} = ` + sides + `.difference, address = new URLSearchParams(location.search);
		const [own, ...said] = (address.get("compare") ?? "").split(",");
		address.delete("compare"), address.delete("saddle");
		const others = (query) => { const q = new URLSearchParams(query); q.delete(name); return String(q); };
		return own == name && String(said) == String(values) && values.includes(figure.get(name)) && others(address) == others(figure.query) &&
			` + sides + `.figures.length == values.length &&
			` + sides + `.figures.every((f, i) => f.ready && f.get(name) == values[i] && others(f.query) == others(figure.query));
	})()`
	p.wait(same)
	for _, c := range []struct{ act, difference string }{
		{fmt.Sprintf(chip, "spirals"), "etaD,0.1,1.6"}, // what that experiment varies
		{`act("dice")`, "etaD,0.1,1.6"},
		{fmt.Sprintf(chip, "designs"), "disc,quadratic,facewise,truncated"},
		{fmt.Sprintf(chip, "converges"), "batch,64,640"},
		{fmt.Sprintf(chip, "thin"), "whiten,off,on"},
		{fmt.Sprintf(chip, "own"), "batch,64,640"},
	} {
		before := eval[string](p, `figure.query`)
		p.click(c.act)
		p.wait(`figure.query != ` + browser.Quote(before) + ` && location.search.includes("compare=` + c.difference + `") && ` + same)
	}
	// What is only shown leaves the pair alone.
	p.run(`globalThis.pair = ` + sides + `.getAttribute("query"), figure.set("points", 300)`)
	p.wait(`figure.get("points") == "300"`)
	if !eval[bool](p, `pair == `+sides+`.getAttribute("query")`) {
		t.Error("a change of what is shown begins the pair anew")
	}
}

// An author's page can compare, too, and says how it ended.
func TestCompareElement(t *testing.T) {
	p := open(t, embed(t, `<script src="../saddle.js"></script>
		<saddle-compare query="speed=max" vary="batch" values="64,256,1024"></saddle-compare>`, nil), window)
	const sides = `document.querySelector("saddle-compare")`
	p.wait(sides + `.figures.length == 3 && ` + sides + `.figures.every(f => f.snapshot.status == "converged")`)
	p.wait(`/B = 64: converged after .* B = 256: .* B = 1024: /.test(` + sides + `.shadowRoot.querySelector(".verdict").innerText)`)
}

// Under the figure stands the sentence of its experiment, at whatever moment and speed; of a run that is none, what it sets.
func TestCaptionOfARun(t *testing.T) {
	p := ready(t, site("at=3"), browser.Phone)
	const caption = `document.querySelector(".now").innerText`
	p.wait(caption + ` == document.getElementById("look-converges").textContent`)
	p.run(`figure.query = "phi=identity&kappa=20&etaD=0.5&disc=quadratic&speed=40"`)
	p.wait(caption + `.startsWith("A run of your own, none of the experiments: Activation φ identity, ") && ` + caption + `.includes("κ 20") && ` + caption + `.length < 140`)
	p.run(`figure.query = ""`)
	p.wait(caption + ` == document.getElementById("look-converges").textContent`)
}
