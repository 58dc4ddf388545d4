//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// The laboratory of workers in the page: every method, with this machine's bits, and packets that fly.
func TestWorkersAreTheNativeTable(t *testing.T) {
	const small = "lab=workers&d=2,3&batch=16&etaD=0.3&etaG=0.1&seed=1,2&rounds=1..5,40,200&method=hybrid,full,average,zeroth,qsgd&m=3"
	p := openLab(t, small, `workers="2"`)
	p.click(`labAct("start")`)
	p.waitLong(`until("done")`)
	p.same(small)
	if shown := eval[[]string](p, `[...inLab(".charts").children].map(f => f.dataset.chart)`); strings.Join(shown, " ") != "picture rounds floats evaluations gradients" {
		t.Errorf("the charts %v are shown", shown)
	}
	if words := eval[string](p, `inLab("[data-chart=picture] .moments output").textContent`); !strings.Contains(words, "Round 200: each hears 3 numbers") {
		t.Errorf("the last moment says %q", words)
	}
}
