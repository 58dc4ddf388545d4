package rng

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// The fractions below quantiles are those of the law, within four standard errors, from a thousandth up.
func TestChiSquare(t *testing.T) {
	const draws = 40_000
	for _, k := range []float64{1, 2, 2.5, 3, 7, 64, 1000} {
		r, q, law := New(11, "chi"), NewChiSquare(k), distuv.ChiSquared{K: k}
		levels := []float64{0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999}
		below := make([]int, len(levels))
		for range draws {
			x := q.Draw(r)
			for i, p := range levels {
				if law.CDF(x) < p {
					below[i]++
				}
			}
		}
		for i, p := range levels {
			if got := float64(below[i]) / draws; math.Abs(got-p) > 4*math.Sqrt(p*(1-p)/draws) {
				t.Errorf("k=%v: %v of the draws are below the quantile of %v", k, got, p)
			}
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("1.5 degrees of freedom are taken")
		}
	}()
	NewChiSquare(1.5)
}
