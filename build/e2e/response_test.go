//go:build e2e

package e2e

import (
	"slices"
	"testing"

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
			if (!e.hadRecentInput) shifts.push({Value: e.value, At: e.startTime, Moved: e.sources.map(({node, previousRect: a, currentRect: b}) => [node?.className || node?.nodeName || "in a figure", a.x, a.y, a.width, a.height, "to", b.x, b.y, b.width, b.height].join(" ")).join("; ")});
		}
	}).observe({type: "layout-shift", buffered: true});
`

// interactions plays with everything of a figure that runs flat out, each time once the reader has seen what the last thing
// led to, and returns of each interaction, in ms, how long it took until the page had dealt with it and until the next paint.
func (p *tab) interactions() (answered, painted []float64) {
	p.t.Helper()
	seen := func() { p.run(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`) }
	click := func(element string) { p.t.Helper(); p.click(element); seen() }
	keys := func(keys string, modifiers ...chromedp.Modifier) { p.t.Helper(); p.keys(keys, modifiers...); seen() }
	p.run(`interactions.clear()`)
	for _, kind := range charts {
		p.chart(kind)
		seen()
	}
	for range 3 {
		click(`act("keep")`)
		click(`part(".choice summary")`)
		click(`part('.axes [value="x"]').parentElement`)
		click(`part(".choice summary")`)
	}
	for p.run(`part(".picture").focus()`); eval[int](p, `part(".kept").children.length`) > 0; {
		click(`part(".kept button")`)
	}
	p.run(`part(".picture").focus()`)
	for _, key := range []string{"k", "1", "5", "6", "4", "2", "3", " ", " ", ",", " ", "]", "[", "]", kb.ArrowRight, kb.ArrowLeft} {
		keys(key)
	}
	keys("?", chromedp.ModifierShift)
	keys(kb.Escape)
	p.run(`part(".when").focus()`)
	for range 5 {
		keys(kb.ArrowLeft)
	}
	click(`act("play")`)
	click(`part('.bar [data-act="settings"]')`)
	p.run(`document.querySelector("details.group:not([open]) summary").focus()`)
	keys(kb.Enter)
	keys(kb.Enter)
	click(`part('.bar [data-act="settings"]')`) // they stand where the charts are
	p.wait(`interactions.size > 20`)
	times := eval[[][2]float64](p, `[...interactions.values()].map((e) => [e.processingEnd - e.startTime, e.duration])`)
	for _, t := range times {
		answered, painted = append(answered, t[0]), append(painted, t[1])
	}
	slices.Sort(answered)
	slices.Sort(painted)
	p.run(`figure.play()`)
	return answered, painted
}

// The page answers at once while the run goes flat out, without a GPU too.
func TestInteractionsAreAnsweredAtOnce(t *testing.T) {
	view := browser.Desktop
	view.Script = watching
	p := openIn(t, withoutGPU(t), site("eps=0&speed=max"), view)
	p.wait(`figure?.snapshot?.step > 500 && drawn(figure)`)
	p.answersWithin(100)
}

// answersWithin fails the test unless the reader sees what came of what they did within so many ms, all but one time in
// twenty. A busy test machine gets five chances.
func (p *tab) answersWithin(most float64) {
	p.t.Helper()
	slowest := 0.0
	for range 5 {
		answered, painted := p.interactions()
		slowest = percentile(painted, 95)
		p.t.Logf("%d interactions: dealt with after %.0f ms at the median, %.0f ms at the 95th percentile; painted after %.0f ms and %.0f ms",
			len(answered), percentile(answered, 50), percentile(answered, 95), percentile(painted, 50), slowest)
		if slowest <= most {
			return
		}
	}
	p.t.Errorf("again and again the 95th percentile is %.0f ms", slowest)
}

// percentile of a sorted list.
func percentile(sorted []float64, percent int) float64 { return sorted[(len(sorted)-1)*percent/100] }

// BenchmarkInteractions reports the time from an interaction to the next paint while the run goes flat out, in Chromium as
// it runs by itself without a GPU.
//
//	go test -tags e2e -run xxx -bench Interactions -benchtime 1x ./build/e2e
func BenchmarkInteractions(b *testing.B) {
	var all []float64
	plain := withoutGPU(b)
	for range b.N {
		view := browser.Desktop
		view.Script = helpers + watching
		page, err := plain.Open(site("eps=0&speed=max"), view)
		if err != nil {
			b.Fatal(err)
		}
		p := &tab{page, b}
		p.wait(`figure?.snapshot?.step > 500 && drawn(figure)`)
		_, painted := p.interactions()
		all = append(all, painted...)
		page.Close()
	}
	slices.Sort(all)
	b.ReportMetric(percentile(all, 50), "ms/median")
	b.ReportMetric(percentile(all, 95), "ms/p95")
	b.ReportMetric(0, "ns/op")
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
			if c.query == "" {
				p.skip()
			}
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
