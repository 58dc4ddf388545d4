package gan

import (
	"math"

	"saddle/core/linear"
)

// root returns the symmetric root of the symmetric positive definite a, by the iteration of Denman and Beavers (1976).
func root(a []float64, n int) []float64 {
	const rounds = 40
	y, z := append([]float64(nil), a...), make([]float64, n*n)
	for i := range n {
		z[i*n+i] = 1
	}
	for range rounds {
		ofY, ok := linear.Inverse(y, n, 0)
		ofZ, also := linear.Inverse(z, n, 0)
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
