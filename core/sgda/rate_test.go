//go:build !js

package sgda

import (
	"fmt"
	"math"
	"testing"

	"saddle/core/metric"
	"saddle/core/theory"
)

// TestRate prints the slope of log TV against log N at d = 8, predicted −1/2. TV is that between the laws of y:
// exact where φ is one-to-one, estimated to about 2 % elsewhere. The points of one run rise and fall together,
// so each seed has a slope of its own and the error is that of their mean. The start is round: a random one is
// still being forgotten at N = 10⁴, 150 steps, and makes the slope steeper by 0.03.
func TestRate(t *testing.T) {
	activations, seeds, marks := []string{"leaky", "relu", "hardtanh"}, 12, []float64{10_000, 20_000, 40_000, 80_000}
	if *long {
		activations, seeds, marks = options(t, "phi"), 16, []float64{10_000, 31_623, 100_000, 316_228, 1_000_000}
	}
	const most = 0.03 // of the standard error
	for _, phi := range activations {
		t.Run(phi, func(t *testing.T) {
			t.Parallel()
			var slopes []float64
			for seed := range seeds {
				tr := New(parse(t, "d=8&fakes=10&init=round&eps=0&phi="+phi).WithSeed(uint64(seed + 1)))
				star := tr.State().WStar
				judge := metric.NewJudge(tr.game.gen.Phi, star, tr.d, uint64(seed))
				var n, tv []float64
				for _, mark := range marks {
					for float64(tr.Samples()) < mark {
						tr.Step()
					}
					s := tr.State()
					reached, _ := judge.TV(s.Factor)
					n, tv = append(n, math.Log(float64(tr.Samples()))), append(tv, math.Log(reached))
				}
				slopes = append(slopes, slope(n, tv))
			}
			b, se := meanAndError(slopes)
			t.Logf("%s: slope %.3f ± %.3f, predicted −0.5", phi, b, se)
			if !(se <= most) || math.Abs(b+0.5) > 2*se {
				t.Errorf("%s: slope %.3f ± %.3f", phi, b, se)
			}
		})
	}
}

// TestSamplesGrowAsTheSquareOfTheDimension prints the exponent of N(ε) in d, where N(ε) are the samples after which
// the total variation is ε on average: at the rate N^−1/2 of TestRate a total variation of TV after N samples means
// N(ε) = N (TV/ε)². N are 2000 steps, when the start is forgotten in every dimension. The prediction is that of the
// maximum-likelihood floor times 1 + 1/10, the N that solves C_d/√N = ε/√1.1: its exponent for these
// small d is close to 2.
func TestSamplesGrowAsTheSquareOfTheDimension(t *testing.T) {
	const eps, steps = 0.001, 2000
	dims, seeds := []int{2, 4, 8, 16}, map[int]int{2: 120, 4: 40, 8: 12, 16: 4}
	if *long {
		dims, seeds = []int{2, 4, 8, 16, 32}, map[int]int{2: 600, 4: 200, 8: 60, 16: 20, 32: 6}
	}
	var x, y, floor, weights []float64
	for _, d := range dims {
		var n float64
		var tvs []float64
		for seed := range seeds[d] {
			tr := New(parse(t, fmt.Sprintf("d=%d&fakes=10&eps=0", d)).WithSeed(uint64(seed + 1)))
			for range steps {
				tr.Step()
			}
			s := tr.State()
			n = float64(tr.Samples())
			tvs = append(tvs, totalVariation(t, s.Sigma, s.SigmaStar, d))
		}
		tv, se := meanAndError(tvs)
		needed, error := n*square(tv/eps), 2*se/tv // relative
		predicted := n * square(theory.Constant(d)/math.Sqrt(n)*math.Sqrt(1.1)/eps)
		t.Logf("d = %2d: N(%v) = %8.0f ± %.0f, the floor's times 1.1 %8.0f, ratio %.3f ± %.3f", d, eps, needed, needed*error, predicted, needed/predicted, needed/predicted*error)
		x, y, floor = append(x, math.Log(float64(d))), append(y, math.Log(needed)), append(floor, math.Log(predicted))
		weights = append(weights, square(error))
	}
	b, predicted := slope(x, y), slope(x, floor)
	se := slopeError(x, weights)
	t.Logf("N grows as d^(%.3f ± %.3f), predicted 2, for these d by the floor %.3f", b, se, predicted)
	if !(se <= 0.05) || math.Abs(b-2) > 0.15 || math.Abs(b-predicted) > 0.1+2*se {
		t.Errorf("exponent %.3f ± %.3f", b, se)
	}
}

// slopeError returns the standard error of slope where the y are independent with these variances.
func slopeError(x, variances []float64) float64 {
	mean, _ := meanAndError(x)
	var sxx, sum float64
	for i := range x {
		sxx += square(x[i] - mean)
		sum += square(x[i]-mean) * variances[i]
	}
	return math.Sqrt(sum) / sxx
}
