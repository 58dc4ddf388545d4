//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// The laboratory of rates, as every other one, computes in the page what it does here, bit for bit, in all its pictures.
func TestRatesAreTheNativeTable(t *testing.T) {
	for _, c := range []struct{ query, charts string }{
		{"lab=rates&pieces=5,8,12&seed=1,2&n=300,1000", "pieces density bottoms"},
		{"lab=rates&players=descent&pieces=6,9&seed=1&n=500", "pieces density players bottoms"},
		{"lab=rates&picture=plane&pieces=5,7&seed=1&n=500,1500", "pieces bottoms"},
		{"lab=rates&picture=game&d=1&star=tanh&phi=leaky,relu&seed=1..2&n=500,2000", "plateaus"},
		{"lab=rates&picture=game&d=2,3&seed=1..2&n=500,2000", "njs"},
	} {
		p := openLab(t, c.query, `workers="2"`)
		p.click(`labAct("start")`)
		p.waitLong(`until("done")`)
		p.same(c.query)
		if shown := eval[[]string](p, `[...inLab(".charts").children].map(f => f.dataset.chart)`); strings.Join(shown, " ") != c.charts {
			t.Errorf("%s: the charts %v are shown", c.query, shown)
		}
	}
}
