package landscape

import (
	"math"
	"testing"

	"saddle/core/gan"
	"saddle/core/metric"
)

// near fails unless a is want to within the tolerance.
func near(t *testing.T, what string, a, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(a-want) <= tolerance) {
		t.Errorf("%s is %v, want %v ± %v", what, a, want, tolerance)
	}
}

// Where the discriminator knows nothing, V is that of guessing, whatever the generator does.
func TestNothingKnown(t *testing.T) {
	for _, w := range []float64{-2, 0.1, 1, 3} {
		near(t, "V(w, 0)", Value(1.3, w, 0), -2*math.Ln2, 1e-14)
	}
}

// Over v the greatest V is that of the best discriminator, 2JS − 2 log 2, and it stands where the ratio of the densities has it,
// v = 1/w² − 1/w_*².
func TestRidge(t *testing.T) {
	const star = 1.2
	for _, w := range []float64{0.8, 1, 1.2, 1.6, 2} {
		v := 1/(w*w) - 1/(star*star)
		js := metric.Of([]float64{w * w / (star * star)}).JS
		near(t, "V on the ridge", Value(star, w, v), 2*js-2*math.Ln2, 1e-9)
		for _, off := range []float64{-0.05, 0.05} {
			if Value(star, w, v+off) >= Value(star, w, v) {
				t.Errorf("w = %v: V rises beside the ridge", w)
			}
		}
	}
}

// At the equilibrium V bends as the game linearised there: ∂²V/∂w∂v = −w_*/2, ∂²V/∂v² = −w_*⁴/4 and ∂²V/∂w² = 0, a saddle.
func TestSaddle(t *testing.T) {
	const star, h = 1.3, 1e-3
	f := func(i, j float64) float64 { return Value(star, star+i*h, j*h) }
	near(t, "∂²V/∂w∂v", (f(1, 1)-f(1, -1)-f(-1, 1)+f(-1, -1))/(4*h*h), -star/2, 1e-4)
	near(t, "∂²V/∂v²", (f(0, 1)-2*f(0, 0)+f(0, -1))/(h*h), -math.Pow(star, 4)/4, 1e-4)
	near(t, "∂²V/∂w²", (f(1, 0)-2*f(0, 0)+f(-1, 0))/(h*h), 0, 1e-6)
}

// V is what the players play for: on samples that stand at the quantiles of their laws, a gan.Quadratic with the same numbers
// has the same value, and no greater one with another constant.
func TestPlayersValue(t *testing.T) {
	const star, n = 1.1, 4000
	phi := gan.NewActivation(gan.Identity, 1, nil)
	quantiles := func(scale float64) []float64 {
		u := make([]float64, n)
		for i := range u {
			u[i] = scale * math.Sqrt2 * math.Erfinv(2*(float64(i)+0.5)/n-1)
		}
		return u
	}
	for _, p := range [][2]float64{{0.6, 0.3}, {0.6, -0.4}, {1.8, 0.5}, {1.8, -0.2}} {
		w, v := p[0], p[1]
		q := gan.NewQuadratic(gan.NewMinibatch(1, n, n, gan.Minimax), &gan.Generator{Phi: phi, D: 1, W: []float64{w}})
		q.SeeTargets(quantiles(star))
		q.SeeFakes(quantiles(w))
		best := math.Inf(-1)
		for b := -1.5; b <= 1.5; b += 0.01 {
			best = max(best, q.Evaluate([]float64{b, v}))
		}
		near(t, "V of the players", Value(star, w, v), best, 1e-3)
	}
}
