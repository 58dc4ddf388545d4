package sgda

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/linear"
	"saddle/core/rng"
)

// orthogonal returns a random d×d orthogonal matrix, uniform (Haar): Gram–Schmidt, twice for
// orthogonality to rounding, on the rows of a Gaussian matrix.
func orthogonal(r *rng.Stream, d int) []float64 {
	q := make([]float64, d*d)
	r.Normals(q)
	for i := range d {
		row := q[i*d : (i+1)*d]
		for range 2 {
			for k := range i {
				kernel.Axpy(-linear.Dot(row, q[k*d:(k+1)*d]), q[k*d:(k+1)*d], row)
			}
		}
		n := math.Sqrt(linear.Dot(row, row))
		for j := range row {
			row[j] /= n
		}
	}
	return q
}

// conditioned returns Q₁ diag(s) Q₂ with Q₁ and Q₂ random orthogonal and singular values in geometric
// progression from √kappa down to 1/√kappa, so that their product is 1.
func conditioned(r *rng.Stream, d int, kappa float64) []float64 {
	q1, q2 := orthogonal(r, d), orthogonal(r, d)
	for i := range d {
		e := 0.0
		if d > 1 {
			e = 0.5 - float64(i)/float64(d-1)
		}
		s := kernel.Pow(kappa, e)
		for j := range d {
			q2[i*d+j] *= s
		}
	}
	return linear.Product(q1, q2, d, d, d)
}

func frobenius(a []float64) float64 { return math.Sqrt(linear.Dot(a, a)) }

func finite(a []float64) bool {
	for _, v := range a {
		if v-v != 0 { // NaN for ±∞ too; it is asked of every parameter at every step
			return false
		}
	}
	return true
}
