package rates

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/rng"
)

const (
	cells = 1 << 13 // of the grid on [0,1] on which densities are tabulated
	waves = 300     // cosines of the target
)

// target is a density on [0,1]: its values at the grid's nodes, straight lines between them.
type target struct {
	density [cells + 1]float64
	below   [cells + 1]float64 // its distribution function
}

// newTarget makes the target of smoothness beta and amplitude c.
func newTarget(beta, c float64, seed uint64) *target {
	signs := rng.New(seed, "rates/signs")
	var weights [waves + 1]float64
	for k := 1; k <= waves; k++ {
		weights[k] = c * kernel.Pow(float64(k), -(beta+0.5))
		if signs.Uint64()&1 == 1 {
			weights[k] = -weights[k]
		}
	}
	t := &target{}
	for i := range t.density {
		_, cos := kernel.Sincos(math.Pi * float64(i) / cells)
		// Clenshaw's recurrence for Σ weights[k] cos kθ.
		var b1, b2 float64
		for k := waves; k > 0; k-- {
			b1, b2 = weights[k]+float64(2*float64(cos*b1))-b2, b1
		}
		t.density[i] = kernel.Exp(float64(cos*b1) - b2)
	}
	sum := trapezoid(t.density[:])
	for i := range t.density {
		t.density[i] /= sum
	}
	for i := range cells {
		t.below[i+1] = t.below[i] + (t.density[i]+t.density[i+1])/(2*cells)
	}
	return t
}

// trapezoid integrates what is tabulated at the nodes over [0,1].
func trapezoid(y []float64) float64 {
	sum := (y[0] + y[len(y)-1]) / 2
	for _, v := range y[1 : len(y)-1] {
		sum += v
	}
	return sum / float64(len(y)-1)
}

// quantile returns the x below which the share u of the target lies, 0 ≤ u < 1.
func (t *target) quantile(u float64) float64 {
	return quantile(cells, u, func(i int) float64 { return t.below[i] }, func(i int) float64 { return t.density[i] })
}

// quantile returns the x in [0,1] up to which a density between the nodes i/n, straight from one to the next, has the integral u; below has it at the
// nodes.
func quantile(n int, u float64, below, density func(i int) float64) float64 {
	lo, hi := 0, n
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; below(mid) <= u {
			lo = mid
		} else {
			hi = mid
		}
	}
	// a s + (b − a) s²/2 = rest, 0 ≤ s ≤ 1, in the form that does not cancel
	a, b := density(lo), density(lo+1)
	rest := math.Max(0, u-below(lo)) * float64(n)
	root := math.Sqrt(math.Max(0, float64(a*a)+float64(2*float64((b-a)*rest))))
	return math.Min(1, (float64(lo)+math.Min(1, 2*rest/(a+root)))/float64(n))
}

// jensenShannon returns JS(p, q) = ½ KL(p, m) + ½ KL(q, m), m = (p + q)/2, of two tabulated densities, in nats, at most
// log 2.
func jensenShannon(p, q []float64) float64 {
	at := func(i int) (sum float64) {
		middle := (p[i] + q[i]) / 2
		if p[i] > 0 {
			sum += float64(p[i] * kernel.Log(p[i]/middle))
		}
		if q[i] > 0 {
			sum += float64(q[i] * kernel.Log(q[i]/middle))
		}
		return sum / 2
	}
	last := len(p) - 1
	sum := (at(0) + at(last)) / 2
	for i := 1; i < last; i++ {
		sum += at(i)
	}
	return sum / float64(last)
}
