// Package approx integrates and interpolates smooth functions of one variable.
package approx

import (
	"math"

	"saddle/core/kernel"
)

// Legendre returns the n nodes of the Gauss–Legendre rule on (−1, 1) in ascending order and their weights, each to a few
// units in the last place: Newton's iteration on the Legendre polynomial P_n from cos π(i − ¼)/(n + ½). It panics if n < 1.
func Legendre(n int) (x, w []float64) {
	if n < 1 {
		panic("approx: a rule has at least one node")
	}
	x, w = make([]float64, n), make([]float64, n)
	for i := range (n + 1) / 2 {
		_, at := kernel.Sincos(math.Pi * (float64(i) + 0.75) / (float64(n) + 0.5))
		var slope float64
		for range 100 {
			var value float64
			value, slope = legendre(n, at)
			step := value / slope
			if at -= step; math.Abs(step) < 1e-15 {
				break
			}
		}
		if 2*i+1 == n {
			at = 0
		}
		_, slope = legendre(n, at)
		weight := 2 / float64((1-float64(at*at))*float64(slope*slope))
		x[i], w[i] = -at, weight
		x[n-1-i], w[n-1-i] = at, weight
	}
	return x, w
}

// legendre returns P_n(x) and its derivative, |x| < 1.
func legendre(n int, x float64) (value, slope float64) {
	before, value := 0.0, 1.0
	for k := range n {
		j := float64(k)
		before, value = value, (float64(float64((2*j+1)*x)*value)-float64(j*before))/(j+1)
	}
	return value, float64(float64(n)*(before-float64(x*value))) / (1 - float64(x*x))
}
