// Package landscape has the surface on which the two players of the game in one dimension stand: what V is, on all samples
// there are, where the generator is w and the discriminator v.
//
// The target is y = φ(w_* x), the generator y = φ(wx), with a φ that can be inverted and x ~ N(0, 1), so that u = φ⁻¹(y) is
// normal. The discriminator is D = σ(h), h = b + ½vu². Its constant b is always the best, because it only says how probable
// a real sample is and turns no arrow. Derived here.
package landscape

import (
	"math"

	"saddle/core/kernel"
)

// Side is the number of rows and of columns of a surface.
const Side = 33

// Surface returns V on a grid: first the least and the greatest w, the least and the greatest v and V where nothing is known,
// then Side rows from the least v up, each with Side values from the least w up. The grid has the equilibrium w = w_*, v = 0 in
// it and the side of w on which start lies; what a run does between is nearly always within. w_* is positive, start not 0.
func Surface(star, start float64) []float64 {
	lo, hi := min(0.3*star, math.Abs(start)), max(1.9*star, math.Abs(start))
	hi = min(hi, 3*star)
	v := 0.7 / (star * star)
	if start < 0 {
		lo, hi = -hi, -lo
	}
	out := append(make([]float64, 0, 5+Side*Side), lo, hi, -v, v, -2*math.Ln2)
	for i := range Side {
		for j := range Side {
			out = append(out, Value(star, at(lo, hi, j), at(-v, v, i)))
		}
	}
	return out
}

// at is the k-th of Side values from lo to hi.
func at(lo, hi float64, k int) float64 { return lo + (hi-lo)*float64(k)/(Side-1) }

// Half the line in steps: beyond it x is normal with a probability below 10⁻¹⁵, and the trapezoidal rule on it is exact to more
// digits than a picture has.
const (
	half  = 64
	width = 1.0 / 8
)

// Value returns V(w, v) = max_b E log σ(b + ½v w_*²x²) + E log(1 − σ(b + ½v w²x²)) for x ~ N(0, 1), by the trapezoidal rule, and
// Newton's method for the best b, in which V is concave.
func Value(star, w, v float64) float64 {
	b, value := 0.0, 0.0
	for range 8 {
		var slope, bend float64
		value = 0
		for k := range half + 1 {
			x := width * float64(k)
			p := 2 * width * kernel.Exp(-x*x/2) / math.Sqrt(2*math.Pi)
			if k == 0 {
				p /= 2
			}
			real, fake := b+v*star*star*x*x/2, b+v*w*w*x*x/2
			value -= p * (kernel.Softplus(-real) + kernel.Softplus(fake))
			missed, fooled := kernel.Logistic(-real), kernel.Logistic(fake)
			slope += p * (missed - fooled)
			bend += p * (missed*(1-missed) + fooled*(1-fooled))
		}
		step := slope / max(bend, 1e-12)
		b += max(-1, min(1, step))
		if math.Abs(step) < 1e-9 {
			break
		}
	}
	return value
}
