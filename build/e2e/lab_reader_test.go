//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"saddle/build/browser"
)

// TestLabChartsAreReadOff reads the points of a finished chart by keys and by pointer, beside the numbers of the native table.
func TestLabChartsAreReadOff(t *testing.T) {
	const query = "phi=leaky&d=2&seed=1..2&n=500,1000,2000"
	p := openLab(t, query, "")
	p.run(`labAct("start").click()`)
	p.waitLong(`until("done")`)
	const plot = `inLab('figure[data-chart="rate"] .plot')`
	tip := func() string {
		return eval[string](p, `(() => { const tip = `+plot+`.querySelector(".tip"); return tip.hidden ? "" : tip.textContent })()`)
	}
	if got := tip(); got != "" {
		t.Fatalf("before anything is read the tip says %q", got)
	}
	p.run(plot + `.focus()`)
	p.keys(kb.ArrowRight)
	first := tip()
	for _, part := range []string{"d = 2", "target samples N ", "total variation 0.", " ± "} {
		if !strings.Contains(first, part) {
			t.Errorf("the first point reads %q, without %q", first, part)
		}
	}
	p.keys(kb.ArrowRight)
	if second := tip(); second == first || second == "" {
		t.Errorf("the next point reads %q after %q", second, first)
	}
	p.keys(kb.Home)
	if got := tip(); got != first {
		t.Errorf("back at the first point it reads %q, not %q", got, first)
	}
	p.keys(kb.Escape)
	if got := tip(); got != "" {
		t.Errorf("after Escape it reads %q", got)
	}
	// A pointer on the same point reads the same.
	p.keys(kb.ArrowRight)
	spot := eval[browser.Point](p, `(({x, y}) => ({X: x + 5, Y: y + 5}))(`+plot+`.querySelector(".spot").getBoundingClientRect())`)
	p.keys(kb.Escape)
	p.must(p.Hover(browser.Point{X: spot.X + 2, Y: spot.Y - 2}))
	if got := tip(); got != first {
		t.Errorf("under the pointer it reads %q, not %q", got, first)
	}
}
