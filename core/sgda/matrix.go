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

// clampSingular moves the singular values of w (d×d) into [lo, hi] and keeps its singular vectors. It
// rotates the columns of w until they are orthogonal (one-sided Jacobi), when their lengths are the
// singular values, and rotates back. A column of length 0 has no direction: it gets the first unit
// vector that the other columns leave free.
func clampSingular(w []float64, d int, lo, hi float64) {
	g := transposed(w, d) // rows of g: columns of w
	v := identity(d)      // rows of v: right singular vectors, in the end
	rotateOrthogonal(g, v, d)
	scale := make([]float64, d)
	for i := range d {
		gi := g[i*d : (i+1)*d]
		n := math.Sqrt(dot(gi, gi))
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

// rotateOrthogonal turns pairs of rows of g, and of v alike, until the rows of g are orthogonal to rounding.
func rotateOrthogonal(g, v []float64, d int) {
	const sweeps, small = 60, 1e-15
	for range sweeps {
		turned := false
		for p := range d {
			for q := p + 1; q < d; q++ {
				gp, gq := g[p*d:(p+1)*d], g[q*d:(q+1)*d]
				a, b, c := dot(gp, gp), dot(gq, gq), dot(gp, gq)
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
				if n := dot(other, other); k != i && n > 1e-300 {
					kernel.Axpy(-dot(row, other)/n, other, row)
				}
			}
		}
		if n := math.Sqrt(dot(row, row)); n > 0.5/math.Sqrt(float64(d)) {
			for j := range row {
				row[j] /= n
			}
			return
		}
	}
}
