package sgda

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/rng"
)

// The dense algebra here is sequential and unfused, so that it gives the same bits everywhere; it runs
// once per run or once in many steps.

// cholesky overwrites the lower triangle of the symmetric d×d matrix a by L with a = LLᵀ and zeroes the
// rest. It returns false, a undefined, if a is not positive definite.
func cholesky(a []float64, d int) bool {
	for j := range d {
		for i := j; i < d; i++ {
			s := a[i*d+j]
			for k := range j {
				s -= float64(a[i*d+k] * a[j*d+k])
			}
			if i > j {
				a[i*d+j] = s / a[j*d+j]
			} else if s > 0 {
				a[j*d+j] = math.Sqrt(s)
			} else {
				return false
			}
		}
		for i := range j {
			a[i*d+j] = 0
		}
	}
	return true
}

// invertLower returns the inverse of the lower triangular d×d matrix l.
func invertLower(l []float64, d int) []float64 {
	inv := make([]float64, d*d)
	for j := range d {
		inv[j*d+j] = 1 / l[j*d+j]
		for i := j + 1; i < d; i++ {
			s := 0.0
			for k := j; k < i; k++ {
				s -= float64(l[i*d+k] * inv[k*d+j])
			}
			inv[i*d+j] = s / l[i*d+i]
		}
	}
	return inv
}

// multiply returns the product of two d×d matrices.
func multiply(a, b []float64, d int) []float64 {
	c := make([]float64, d*d)
	kernel.Gemm(d, d, d, a, d, 1, b, d, c, d)
	return c
}

// transposed returns aᵀ.
func transposed(a []float64, d int) []float64 {
	t := make([]float64, d*d)
	kernel.Transpose(d, t, a)
	return t
}

// congruent returns cacᵀ.
func congruent(c, a []float64, d int) []float64 {
	return multiply(multiply(c, a, d), transposed(c, d), d)
}

func identity(d int) []float64 {
	a := make([]float64, d*d)
	for i := range d {
		a[i*d+i] = 1
	}
	return a
}

// orthogonal returns a random d×d orthogonal matrix, uniform (Haar): Gram–Schmidt, twice for
// orthogonality to rounding, on the rows of a Gaussian matrix.
func orthogonal(r *rng.Stream, d int) []float64 {
	q := make([]float64, d*d)
	r.Normals(q)
	for i := range d {
		row := q[i*d : (i+1)*d]
		for range 2 {
			for k := range i {
				kernel.Axpy(-dot(row, q[k*d:(k+1)*d]), q[k*d:(k+1)*d], row)
			}
		}
		n := math.Sqrt(dot(row, row))
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
	return multiply(q1, q2, d)
}

func dot(a, b []float64) float64 {
	s := 0.0
	for i := range a {
		s += float64(a[i] * b[i])
	}
	return s
}

func frobenius(a []float64) float64 { return math.Sqrt(dot(a, a)) }

func finite(a []float64) bool {
	for _, v := range a {
		if v-v != 0 { // NaN for ±∞ too; it is asked of every parameter at every step
			return false
		}
	}
	return true
}
