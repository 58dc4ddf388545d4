//go:build e2e

package e2e

import (
	"slices"
	"testing"
	"time"

	"saddle/build/browser"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// watching records what the browser measures of a reader's patience: how long each interaction takes to the next paint,
// and how far things move that nobody moved.
const watching = `
	globalThis.interactions = new Map();
	globalThis.shifts = [];
	new PerformanceObserver((list) => {
		for (const e of list.getEntries()) {
			if (e.interactionId && !(interactions.get(e.interactionId)?.duration >= e.duration)) interactions.set(e.interactionId, e);
		}
	}).observe({type: "event", buffered: true, durationThreshold: 16});
	new PerformanceObserver((list) => {
		for (const e of list.getEntries()) {
			if (!e.hadRecentInput) shifts.push({Value: e.value, Moved: e.sources.map((s) => s.node?.className || s.node?.nodeName || "").join(" ")});
		}
	}).observe({type: "layout-shift", buffered: true});
`

// Interactions while the run goes flat out are answered within 100 ms, all but one in twenty. Test machines are busy: of
// three rounds one must do it.
func TestInteractionsAreAnsweredAtOnce(t *testing.T) {
	const most = 100 * time.Millisecond
	view := browser.Desktop
	view.Script = watching
	p := ready(t, site("eps=0&speed=max"), view)
	p.wait(`figure.snapshot.step > 500`)
	var slowest time.Duration
	for range 3 {
		p.run(`interactions.clear()`)
		for _, kind := range charts {
			p.chart(kind)
		}
		for range 3 {
			p.click(`act("keep")`)
			p.click(`part(".choice summary")`)
			p.click(`part('.axes [value="x"]').parentElement`)
			p.click(`part(".choice summary")`)
		}
		for p.run(`part(".picture").focus()`); eval[int](p, `part(".kept").children.length`) > 0; {
			p.click(`part(".kept button")`)
		}
		p.run(`part(".picture").focus()`)
		for _, key := range []string{"k", "1", "5", "6", "4", "2", "3", " ", " ", ",", " ", "]", "[", "]", kb.ArrowRight, kb.ArrowLeft} {
			p.keys(key)
		}
		p.keys("?", chromedp.ModifierShift)
		p.keys(kb.Escape)
		p.run(`part(".when").focus()`)
		for range 5 {
			p.keys(kb.ArrowLeft)
		}
		p.click(`act("play")`)
		p.run(`document.querySelector("details.group:not([open]) summary").focus()`)
		p.keys(kb.Enter)
		p.keys(kb.Enter)
		// An entry comes with the frame that shows it; those below 16 ms have none.
		p.run(`new Promise((done) => setTimeout(done, 300))`)
		times := eval[[]float64](p, `[...interactions.values()].map((e) => e.duration)`)
		slices.Sort(times)
		t.Log(eval[string](p, `[...interactions.values()].map((e) => [e.name, Math.round(e.processingStart - e.startTime), Math.round(e.processingEnd - e.processingStart), Math.round(e.duration - e.processingEnd + e.startTime)].join(" ")).join("; ")`))
		if len(times) == 0 {
			t.Fatal("no interaction was measured")
		}
		slowest = time.Duration(times[len(times)*95/100] * float64(time.Millisecond))
		t.Logf("of %d interactions of 16 ms or more: median %.0f ms, 95th percentile %v, longest %.0f ms", len(times), times[len(times)/2], slowest, times[len(times)-1])
		if slowest <= most {
			return
		}
		p.run(`figure.play()`)
	}
	t.Errorf("again and again the 95th percentile is %v", slowest)
}

// Nothing moves that the reader has not moved: not while the page loads, not while the run goes on to its end.
func TestNothingShifts(t *testing.T) {
	const most = 0.02
	for name, c := range map[string]struct {
		view  browser.View
		query string
	}{
		"desktop":     {browser.Desktop, ""},
		"phone":       {browser.Phone, ""},
		"small":       {window, "speed=100"},
		"slow motion": {browser.Phone, "speed=2&eps=0"},
		"diverges":    {browser.Phone, "etaD=50&etaG=50&speed=100"},
	} {
		t.Run(name, func(t *testing.T) {
			view := c.view
			view.Script = watching
			p := ready(t, site(c.query), view)
			if name == "slow motion" {
				p.wait(`figure.snapshot.step >= 4`)
			} else {
				p.wait(`/converged|diverged/.test(figure.snapshot.status)`)
			}
			p.run(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`)
			sum := 0.0
			shifts := eval[[]struct {
				Value float64
				Moved string
			}](p, `shifts`)
			for _, s := range shifts {
				sum += s.Value
			}
			if sum >= most {
				t.Errorf("things shift by %.3f: %v", sum, shifts)
			}
			t.Logf("shift %.4f", sum)
		})
	}
}
