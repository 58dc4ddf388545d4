// Package svd finds and changes the singular values of square matrices, d×d and row-major, by rotations (one-sided
// Jacobi), which give also small ones to full relative accuracy. It is sequential and unfused: the same bits everywhere.
package svd

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/linear"
)

// Values returns the singular values of w, d×d, in no order. w is not changed.
func Values(w []float64, d int) []float64 {
	g, v := factors(w, d)
	values := make([]float64, d)
	Rotate(g, v, d)
	for i := range values {
		values[i] = length(g[i*d : (i+1)*d])
	}
	return values
}

// Clamp moves the singular values of w (d×d) into [lo, hi] and keeps its singular vectors. A column of length 0 has no
// direction: it gets the first unit vector that the other columns leave free.
func Clamp(w []float64, d int, lo, hi float64) {
	g, v := factors(w, d)
	Rotate(g, v, d)
	scale := make([]float64, d)
	for i := range d {
		n := length(g[i*d : (i+1)*d])
		if n < 1e-150 {
			freeDirection(g, d, i)
			scale[i] = lo
		} else {
			scale[i] = min(max(n, lo), hi) / n
		}
	}
	kernel.ScaleRows(d, d, g, scale, g)
	// w = Σ_i g_i v_iᵀ
	kernel.Gemm(d, d, d, g, 1, d, v, d, w, d)
}

// factors returns g = wᵀ, whose rows are the columns of w, and v = I, for Rotate.
func factors(w []float64, d int) (g, v []float64) {
	g, v = make([]float64, d*d), make([]float64, d*d)
	kernel.Transpose(d, g, w)
	for i := range d {
		v[i*d+i] = 1
	}
	return g, v
}

// Rotate turns pairs of rows of g, and of v alike, until the rows of g are orthogonal to rounding. From the transpose
// of a matrix and the identity it makes the left singular vectors, times the singular values, and the right ones.
func Rotate(g, v []float64, d int) {
	const sweeps, small = 60, 1e-15
	for range sweeps {
		turned := false
		for p := range d {
			for q := p + 1; q < d; q++ {
				gp, gq := g[p*d:(p+1)*d], g[q*d:(q+1)*d]
				a, b, c := linear.Dot(gp, gp), linear.Dot(gq, gq), linear.Dot(gp, gq)
				if c == 0 || math.Abs(c) <= small*math.Sqrt(float64(a*b)) {
					continue
				}
				turned = true
				zeta := (b - a) / (2 * c)
				t := 1 / (math.Abs(zeta) + math.Sqrt(1+float64(zeta*zeta)))
				if zeta < 0 {
					t = -t
				}
				cos := 1 / math.Sqrt(1+float64(t*t))
				turn(gp, gq, cos, float64(cos*t))
				turn(v[p*d:(p+1)*d], v[q*d:(q+1)*d], cos, float64(cos*t))
			}
		}
		if !turned {
			return
		}
	}
}

func turn(p, q []float64, cos, sin float64) {
	for j := range p {
		x, y := p[j], q[j]
		p[j] = float64(cos*x) - float64(sin*y)
		q[j] = float64(sin*x) + float64(cos*y)
	}
}

// freeDirection sets row i of g to a unit vector orthogonal to every other row that is not zero.
func freeDirection(g []float64, d, i int) {
	row := g[i*d : (i+1)*d]
	for axis := range d {
		clear(row)
		row[axis] = 1
		for range 2 {
			for k := range d {
				other := g[k*d : (k+1)*d]
				if n := linear.Dot(other, other); k != i && n > 1e-300 {
					kernel.Axpy(-linear.Dot(row, other)/n, other, row)
				}
			}
		}
		if n := length(row); n > 0.5/math.Sqrt(float64(d)) {
			for j := range row {
				row[j] /= n
			}
			return
		}
	}
}

func length(a []float64) float64 { return math.Sqrt(linear.Dot(a, a)) }
