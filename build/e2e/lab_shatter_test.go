//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"saddle/build/browser"
	"saddle/core/lab/all"
)

// openShatter opens a scene of the laboratory that needs no pressing of Run.
func openShatter(t *testing.T, query string) *tab {
	t.Helper()
	body := `<script src="../saddle.js"></script><main><h1>Laboratory</h1><saddle-lab query="` + strings.ReplaceAll(query, "&", "&amp;") + `"></saddle-lab></main>`
	p := open(t, embed(t, body, nil), labView)
	p.wait(`until("done") && inLab('[data-chart="plane"] svg')`)
	p.run(`globalThis.answers = 0; lab.addEventListener("progress", () => answers++)`)
	return p
}

// gripOf finds the button on a point by how its label begins.
func gripOf(label string) string {
	return `[...inLab('[data-chart="plane"]').querySelectorAll(".grip")].find(b => b.ariaLabel.startsWith("` + label + `"))`
}

// entries are the numbers of a list parameter of the page's query.
func entries(t *testing.T, query, name string) (list []float64) {
	t.Helper()
	for pair := range strings.SplitSeq(query, "&") {
		if text, ok := strings.CutPrefix(pair, name+"="); ok {
			for word := range strings.SplitSeq(text, ",") {
				v, err := strconv.ParseFloat(word, 64)
				if err != nil {
					t.Fatalf("%s: %v", query, err)
				}
				list = append(list, v)
			}
		}
	}
	return list
}

// changed does something that changes the scene, waits for what comes of it, compares that with the native rows, and returns
// the new query.
func (p *tab) changed(what string, act func()) (query string) {
	p.t.Helper()
	before := eval[string](p, `answers = 0, lab.query`)
	act()
	// Nothing is under way any more when the desk has answered three times and there is no other picture.
	p.wait(`(async (before, seen) => { for (let i = 0; i < 3; i++) await lab.toCSV(); return before != lab.query && seen > 0 && seen == answers; })("` + before + `", answers)`)
	query = eval[string](p, `lab.query`)
	p.same(query)
	p.t.Logf("%s: %s", what, query)
	return query
}

// where brings an element into view and returns its middle.
func (p *tab) where(element string) browser.Point {
	p.t.Helper()
	at, err := p.Where(element)
	if err != nil {
		p.t.Fatal(err)
	}
	return at
}

// A reader moves dots by keys and by hand; each time the page has the native rows, and the focus stays where it was.
func TestShatterFollowsTheHand(t *testing.T) {
	four, ok := all.Preset("shatter/four")
	if !ok {
		t.Fatal("no preset")
	}
	p := openShatter(t, four.Query)
	p.same(four.Query)
	if hidden := eval[bool](p, `labAct("start").checkVisibility()`); hidden {
		t.Error("what is there on arrival can be run")
	}
	dots := entries(t, four.Query, "dots")
	p.run(gripOf("3, point 3") + `.focus()`)
	query := p.changed("keys", func() { p.keys(kb.ArrowRight) })
	now := entries(t, query, "dots")
	if len(now) != 8 || !(now[4] > dots[4]) || now[0] != dots[0] || now[2] != dots[2] {
		t.Errorf("the right arrow made %v of %v", now, dots)
	}
	if label := eval[string](p, `lab.shadowRoot.activeElement?.ariaLabel ?? ""`); !strings.HasPrefix(label, "3, point 3: "+strconv.FormatFloat(now[4], 'g', -1, 64)) {
		t.Errorf("the focus is on %q", label)
	}
	from := p.where(gripOf("3, point 3"))
	to := eval[browser.Point](p, `(({x, y, width}) => ({X: x + width / 2, Y: y + width / 2}))(`+gripOf("1, point 1")+`.getBoundingClientRect())`)
	query = p.changed("hand", func() { // into the triangle of the others
		p.must(p.Drag(nil, from, browser.Point{X: (from.X + 3*to.X) / 4, Y: (from.Y + 3*to.Y) / 4}))
	})
	if now := entries(t, query, "dots"); !(now[4] < 0 && now[5] < 0) {
		t.Errorf("the third dot was left at %v", now)
	}
}

// The radius follows hand and keys, too, and so do the knobs.
func TestShatterFollowsRadiusAndKnobs(t *testing.T) {
	four, _ := all.Preset("shatter/four")
	p := openShatter(t, four.Query)
	end := p.where(gripOf("ε"))
	query := p.changed("ruler", func() { p.must(p.Drag(nil, end, browser.Point{X: end.X + 30, Y: end.Y + 50})) })
	first := entries(t, query, "radius")
	p.run(gripOf("ε") + `.focus()`)
	query = p.changed("ruler by keys", func() { p.keys(kb.ArrowLeft) })
	if then := entries(t, query, "radius"); len(first) != 1 || len(then) != 1 || !(first[0] > 0.2 && then[0] < first[0]) {
		t.Errorf("the radius is %v and then %v", first, then)
	}
	for knob, turn := range map[string][2]string{"norm": {"inf", "norm=inf"}, "radius": {"0,25", "radius=0.25"}, "weights": {"50", "weights=50"}} {
		query = p.changed(knob, func() {
			p.run(`Object.assign(inLab('[data-knob="` + knob + `"] :is(select, input)'), {value: "` + turn[0] + `"}).dispatchEvent(new Event("change", {bubbles: true}))`)
		})
		if !strings.Contains(query+"&", "&"+turn[1]+"&") {
			t.Errorf("%s is not in %s", turn[1], query)
		}
	}
}

// Every labelling has its moment, with what proves it.
func TestShatterStepsThroughLabellings(t *testing.T) {
	four, _ := all.Preset("shatter/four")
	p := openShatter(t, four.Query)
	want := native(t, four.Query).Report().Charts[0].Moments
	for i, m := range want {
		p.run(`Object.assign(inLab('[data-chart="plane"] .moments input'), {value: ` + strconv.Itoa(i) + `}).dispatchEvent(new Event("input"))`)
		if got := eval[string](p, `inLab('[data-chart="plane"] .moments output').textContent`); got != m.Sentence {
			t.Errorf("moment %d says %q, want %q", i, got, m.Sentence)
		}
	}
	if len(want) != 8 || !strings.Contains(want[5].Sentence, "missing at every ε") {
		t.Errorf("%d labellings; the sixth: %s", len(want), want[5].Sentence)
	}
}

// Eight dots are answered within 50 ms, from the hand's move to the new picture. Counted is the computing of the page and
// the desk, one after the other, which is the time it takes on a machine that is not busy with other things.
func TestShatterAnswersAtOnce(t *testing.T) {
	eight, _ := all.Preset("shatter/eight")
	p := openShatter(t, eight.Query)
	const moves = 40
	p.run(`const grip = ` + gripOf("1, point 1") + `;
		void setTimeout(async () => { const from = performance.now(); for (let i = 0; i < ` + strconv.Itoa(moves) + `; i++) {
			grip.dispatchEvent(new KeyboardEvent("keydown", {key: i % 2 ? "ArrowLeft" : "ArrowRight"}));
			while (answers <= i) await new Promise(r => setTimeout(r));
		} globalThis.took = performance.now() - from; })`)
	threads, err := p.Threads(longPatience, `globalThis.took`)
	if err != nil {
		t.Fatal(err)
	}
	var page, desk time.Duration
	for _, thread := range threads {
		switch thread.Kind {
		case browser.Main:
			page += thread.CPU
		case browser.Worker:
			desk += thread.CPU
		}
	}
	t.Logf("%.1f ms of computing, %.1f in the page and %.1f in the desk, in %.1f ms", ms(page+desk)/moves, ms(page)/moves, ms(desk)/moves, eval[float64](p, `took`)/moves)
	if desk == 0 || page+desk > moves*50*time.Millisecond {
		t.Errorf("an answer takes %.1f ms", ms(page+desk)/moves)
	}
}

func ms(d time.Duration) float64 { return d.Seconds() * 1000 }

func TestShatterIsAccessible(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(root, "site", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	four, _ := all.Preset("shatter/four")
	p := openShatter(t, four.Query)
	for _, dark := range []bool{false, true} {
		if err := p.Dark(dark); err != nil {
			t.Fatal(err)
		}
		p.run(string(source) + "; true")
		for _, v := range eval[[]string](p, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + " at " + n.target + ": " + n.failureSummary)))`) {
			t.Errorf("dark %t: %s", dark, v)
		}
	}
	p.run(`document.querySelector("main").style.width = "340px"`)
	p.wait(`lab.shadowRoot.querySelector(".lab").scrollWidth <= lab.clientWidth + 1`)
}
