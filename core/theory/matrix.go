package theory

import (
	"math"

	"saddle/core/linear"
	"saddle/core/svd"
)

// Matrices are square and row-major unless something else is said.

func size(a []float64) int {
	n := int(math.Sqrt(float64(len(a))))
	for n*n < len(a) {
		n++
	}
	return n
}

// between returns cacᵀ, n×n, for c of n rows of m and the m×m matrix a.
func between(c, a []float64, n, m int) []float64 {
	half, out := make([]float64, m), make([]float64, n*n)
	for i := range n {
		clear(half)
		for k, f := range c[i*m : (i+1)*m] {
			if f == 0 {
				continue
			}
			for j, v := range a[k*m : (k+1)*m] {
				half[j] += float64(f * v)
			}
		}
		for j := range n {
			sum := 0.0
			for k, v := range c[j*m : (j+1)*m] {
				sum += float64(half[k] * v)
			}
			out[i*n+j] = sum
		}
	}
	return out
}

// singular returns w = U diag(s) Vᵀ: s, and the columns of U and of V as rows.
func singular(w []float64, d int) (s, u, v []float64) {
	u, v, s = linear.Transposed(w, d, d), linear.Identity(d), make([]float64, d)
	svd.Rotate(u, v, d)
	for i := range d {
		row := u[i*d : (i+1)*d]
		s[i] = math.Sqrt(linear.Dot(row, row))
		for j := range row {
			row[j] /= s[i]
		}
	}
	return s, u, v
}
