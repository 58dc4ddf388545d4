package approx

import (
	"math"

	"saddle/core/kernel"
)

// Series is a polynomial in Chebyshev's form on the interval from Lo to Hi: Σ C[k]·T_k(t), t running from −1 to 1.
type Series struct {
	Lo, Hi float64   // the ends
	C      []float64 // the coefficients
}

// Chebyshev returns the n nodes on (lo, hi) at which [Fit] wants its values, in descending order: those of T_n.
func Chebyshev(lo, hi float64, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		_, c := kernel.Sincos(math.Pi * (float64(i) + 0.5) / float64(n))
		x[i] = float64((hi+lo)/2) + float64((hi-lo)/2*c)
	}
	return x
}

// Fit returns the polynomial of degree len(values) − 1 that takes the values at the nodes of [Chebyshev]. What it leaves of an
// analytic function falls geometrically with the number of nodes.
func Fit(lo, hi float64, values []float64) Series {
	n := len(values)
	cosine := make([]float64, 4*n) // cos πk/2n
	for k := range cosine {
		_, cosine[k] = kernel.Sincos(math.Pi * float64(k) / float64(2*n))
	}
	c := make([]float64, n)
	for k := range c {
		for i, v := range values {
			c[k] += float64(v * cosine[k*(2*i+1)%(4*n)])
		}
		c[k] *= 2 / float64(n)
	}
	c[0] /= 2
	return Series{lo, hi, c}
}

// At returns the value at x in [Lo, Hi], by Clenshaw's recursion.
func (s Series) At(x float64) float64 {
	t := (2*x - (s.Hi + s.Lo)) / (s.Hi - s.Lo)
	var b1, b2 float64
	for k := len(s.C) - 1; k > 0; k-- {
		b1, b2 = float64(2*t*b1)-b2+s.C[k], b1
	}
	return float64(t*b1) - b2 + s.C[0]
}

// Derivative returns that with respect to x.
func (s Series) Derivative() Series {
	d := make([]float64, len(s.C))
	for k := len(d) - 2; k >= 0; k-- {
		d[k] = float64(float64(2*(k+1)) * s.C[k+1])
		if k+2 < len(d) {
			d[k] += d[k+2]
		}
	}
	d[0] /= 2
	for k := range d {
		d[k] *= 2 / (s.Hi - s.Lo)
	}
	return Series{s.Lo, s.Hi, d}
}
