//go:build !js

package rates

import (
	"math"
	"testing"

	"saddle/core/stat"
)

// The bottoms fall as predicted, and bias and noise add up to what is measured.
func TestSlopes(t *testing.T) {
	for _, query := range []string{
		"lab=rates&smoothness=0.75&amplitude=0.9&pieces=4,5,6,8,10,13,16,20,26,32,42,54,70,90,110&seed=1..8",
		"lab=rates&pieces=4,5,6,8,10,13,16,20,26,32,42,54,70&seed=1..8",
		"lab=rates&smoothness=2&amplitude=4&pieces=4,5,6,7,8,10,12,14,17,20,25,30,37,45&seed=1..8",
	} {
		f := report(run(t, query))
		for _, fit := range f.Fits {
			t.Log(fit.Words)
			switch fit.What {
			case "slope of log JS on log n":
				if math.Abs(fit.Value-fit.Predicted) > 3*fit.SE || fit.SE > 0.05 {
					t.Errorf("%s: slope %v ± %v, predicted %v", query, fit.Value, fit.SE, fit.Predicted)
				}
			case "JS over bias and noise":
				if math.Abs(fit.Value-1) > 0.1+2*fit.SE {
					t.Errorf("%s: %v ± %v times bias and noise", query, fit.Value, fit.SE)
				}
			}
		}
		if len(f.Fits) != 3 || len(f.Charts) != 3 {
			t.Errorf("%s: %d fits, %d charts", query, len(f.Fits), len(f.Charts))
		}
	}
}

// TestBottoms: over n = 300 … 3·10⁵ the bottoms fall as the long run has it within 0.05, and as bias and noise have it within the error. Without
// -long it looks at one smoothness and fewer n.
func TestBottoms(t *testing.T) {
	cases := []struct {
		beta  float64
		query string
	}{{1, "&amplitude=1.2&pieces=4,5,6,8,10,13,16,20,26,32,42,54,70&n=300..30000:4&seed=1..6"}}
	most := 0.1
	if *long {
		const n = "&n=300..300000:7"
		most = 0.025
		cases = cases[:0]
		add := func(beta float64, query string) {
			cases = append(cases, struct {
				beta  float64
				query string
			}{beta, query + n})
		}
		add(0.75, "&smoothness=0.75&amplitude=0.9&pieces=4,5,6,8,10,13,16,20,26,32,42,54,70,90,110,140&seed=1..20")
		add(1, "&amplitude=1.2&pieces=4,5,6,8,10,13,16,20,26,32,42,54,70,90&seed=1..20")
		add(2, "&smoothness=2&amplitude=4&pieces=4,5,6,7,8,9,10,12,14,17,20,25,30,37&seed=1..20")
		add(3, "&smoothness=3&amplitude=2&pieces=4..12,14,17,20&seed=1..60")
	}
	for _, c := range cases {
		found := false
		for _, fit := range report(run(t, "lab=rates"+c.query)).Fits {
			if fit.What != "slope of log JS on log n" {
				continue
			}
			found = true
			t.Logf("β = %v: %s", c.beta, fit.Words)
			if math.Abs(fit.Value-fit.Predicted) > 3*fit.SE || fit.SE > most || *long && math.Abs(fit.Value-bottomSlope(c.beta, 1)) > 0.05 {
				t.Errorf("β = %v: slope %v ± %v, predicted %v, %v in the long run", c.beta, fit.Value, fit.SE, fit.Predicted, bottomSlope(c.beta, 1))
			}
		}
		if !found {
			t.Errorf("β = %v: no slope", c.beta)
		}
	}
}

// The bias falls as K^−2β.
func TestBias(t *testing.T) {
	for _, beta := range []float64{0.75, 1, 2, 3} {
		var x, y []float64
		for _, k := range []int{12, 17, 24, 34, 48, 68, 96} {
			degree := degreeOf(beta)
			g := newGenerator(splines{degree, k})
			var sum float64
			for seed := range uint64(8) {
				f := newTarget(beta, 1, seed)
				if !g.match(g.moments(f.density[:])) {
					t.Fatal("no equilibrium")
				}
				sum += jensenShannon(f.density[:], g.density[:])
			}
			x, y = append(x, math.Log(float64(k-degree))), append(y, math.Log(sum))
		}
		_, slope, _, _ := stat.Line(x, y, nil)
		if math.Abs(slope/(-2*beta)-1) > 0.09 { // seen: 1.488, 1.933, 3.676 and 5.629
			t.Errorf("β = %v: the bias falls as K^%.3f, predicted %v", beta, slope, -2*beta)
		}
	}
}
