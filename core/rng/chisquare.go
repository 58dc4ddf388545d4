package rng

import (
	"math"

	"saddle/core/kernel"
)

// ChiSquare draws from the law of χ² with so many degrees of freedom. Make it with [NewChiSquare]; it is not changed by use.
type ChiSquare struct{ d, c float64 }

// NewChiSquare prepares for k degrees of freedom, k = 1 or k ≥ 2, not necessarily whole. It panics for others.
func NewChiSquare(k float64) ChiSquare {
	if k != 1 && !(k >= 2) {
		panic("rng: ChiSquare of less than 2 degrees of freedom, and not of 1")
	}
	if k == 1 {
		return ChiSquare{}
	}
	d := float64(k/2) - 1.0/3
	return ChiSquare{d, 1 / math.Sqrt(9*d)}
}

// Draw returns a number of that law: the square of a normal one for k = 1; otherwise twice a gamma variable of shape
// a = k/2 by Marsaglia and Tsang (2000), d(1 + cx)³ with d = a − ⅓, c = 1/√9d and a normal x, accepted with probability
// exp(½x² + d(1 − v + log v)), v = (1 + cx)³.
func (q ChiSquare) Draw(r *Stream) float64 {
	if q.d == 0 {
		x := r.Normal()
		return float64(x * x)
	}
	for {
		x := r.Normal()
		v := 1 + float64(q.c*x)
		if v <= 0 {
			continue
		}
		v = float64(float64(v*v) * v)
		u, xx := r.positive(), float64(x*x)
		if u < 1-float64(0.0331*float64(xx*xx)) || kernel.Log(u) < float64(0.5*xx)+float64(q.d*(1-v+kernel.Log(v))) {
			return 2 * float64(q.d*v)
		}
	}
}
