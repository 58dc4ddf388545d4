package gan

import (
	"math"

	"saddle/core/kernel"
)

// The dense algebra here runs once a run or on matrices of a few features. It is sequential and unfused, so that it gives the same
// bits everywhere.

// factor overwrites the lower triangle of the symmetric n×n matrix a by L with a = LLᵀ and clears the rest. It is false, a
// undefined, if a is not positive definite.
func factor(a []float64, n int) bool {
	for j := range n {
		row := a[j*n : j*n+j]
		for i := j; i < n; i++ {
			s := a[i*n+j] - dot(a[i*n:i*n+j], row)
			switch {
			case i > j:
				a[i*n+j] = s / a[j*n+j]
			case s > 0:
				a[j*n+j] = math.Sqrt(s)
			default:
				return false
			}
		}
		clear(a[j*n+j+1 : (j+1)*n])
	}
	return true
}

// solveFactored sets x to (LLᵀ)⁻¹y; x may be y.
func solveFactored(l, x, y []float64, n int) {
	for i := range n {
		x[i] = (y[i] - dot(l[i*n:i*n+i], x[:i])) / l[i*n+i]
	}
	for i := n - 1; i >= 0; i-- {
		x[i] /= l[i*n+i]
		for k := range i {
			x[k] -= float64(l[i*n+k] * x[i])
		}
	}
}

// lowerInverse returns L⁻¹.
func lowerInverse(l []float64, n int) []float64 {
	inv := make([]float64, n*n)
	for j := range n {
		inv[j*n+j] = 1 / l[j*n+j]
		for i := j + 1; i < n; i++ {
			s := 0.0
			for k := j; k < i; k++ {
				s -= float64(l[i*n+k] * inv[k*n+j])
			}
			inv[i*n+j] = s / l[i*n+i]
		}
	}
	return inv
}

// inverse returns that of the symmetric positive definite a. It is false if a is not.
func inverse(a []float64, n int) ([]float64, bool) {
	l := append([]float64(nil), a...)
	if !factor(l, n) {
		return nil, false
	}
	inv := lowerInverse(l, n)
	return product(transposed(inv, n, n), inv, n, n, n), true
}

// product returns ab for a of m×k and b of k×n.
func product(a, b []float64, m, k, n int) []float64 {
	out := make([]float64, m*n)
	kernel.Gemm(m, n, k, a, k, 1, b, n, out, n)
	return out
}

// transposed returns aᵀ for a of m×n.
func transposed(a []float64, m, n int) []float64 {
	out := make([]float64, m*n)
	for i := range m {
		for j := range n {
			out[j*m+i] = a[i*n+j]
		}
	}
	return out
}

// root returns the symmetric root of the symmetric positive definite a, by the iteration of Denman and Beavers (1976).
func root(a []float64, n int) []float64 {
	const rounds = 40
	y, z := append([]float64(nil), a...), make([]float64, n*n)
	for i := range n {
		z[i*n+i] = 1
	}
	for range rounds {
		ofY, ok := inverse(y, n)
		ofZ, also := inverse(z, n)
		if !ok || !also {
			break
		}
		for i := range y {
			y[i], z[i] = 0.5*(y[i]+ofZ[i]), 0.5*(z[i]+ofY[i])
		}
	}
	return y
}

// symmetric sets s to the coordinates of a symmetric d×d matrix in the orthonormal basis of E_ii and (E_ij + E_ji)/√2, row by row.
func symmetric(s []float64, d int, of func(i, j int) float64) {
	at := 0
	for i := range d {
		for j := i; j < d; j++ {
			s[at] = of(i, j)
			if i != j {
				s[at] *= math.Sqrt2
			}
			at++
		}
	}
}

// matrixOf sets a to the matrix of those coordinates.
func matrixOf(a, s []float64, d int) {
	at := 0
	for i := range d {
		for j := i; j < d; j++ {
			v := s[at]
			if i != j {
				v /= math.Sqrt2
			}
			a[i*d+j], a[j*d+i] = v, v
			at++
		}
	}
}
