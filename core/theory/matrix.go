package theory

import (
	"math"

	"saddle/core/linear"
)

// Matrices are square and row-major unless something else is said.

func size(a []float64) int {
	n := int(math.Sqrt(float64(len(a))))
	for n*n < len(a) {
		n++
	}
	return n
}

func add(a, b []float64) {
	for i, v := range b {
		a[i] += v
	}
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

// singular returns w = U diag(s) Vᵀ: s, and the columns of U and of V as rows. The columns of w are turned against each
// other until they are orthogonal (one-sided Jacobi).
func singular(w []float64, d int) (s, u, v []float64) {
	u, v, s = make([]float64, d*d), linear.Identity(d), make([]float64, d)
	for i := range d {
		for j := range d {
			u[j*d+i] = w[i*d+j]
		}
	}
	for range 60 {
		turned := false
		for p := range d {
			for q := p + 1; q < d; q++ {
				turned = orthogonalise(u[p*d:(p+1)*d], u[q*d:(q+1)*d], v[p*d:(p+1)*d], v[q*d:(q+1)*d]) || turned
			}
		}
		if !turned {
			break
		}
	}
	for i := range d {
		row := u[i*d : (i+1)*d]
		s[i] = math.Sqrt(linear.Dot(row, row))
		for j := range row {
			row[j] /= s[i]
		}
	}
	return s, u, v
}

// orthogonalise turns p and q, and x and y alike, until p ⟂ q, and says whether there was anything to turn.
func orthogonalise(p, q, x, y []float64) bool {
	a, b, c := linear.Dot(p, p), linear.Dot(q, q), linear.Dot(p, q)
	if math.Abs(c) <= 1e-15*math.Sqrt(float64(a*b)) {
		return false
	}
	zeta := (b - a) / (2 * c)
	t := math.Copysign(1/(math.Abs(zeta)+math.Sqrt(1+float64(zeta*zeta))), zeta)
	cos := 1 / math.Sqrt(1+float64(t*t))
	sin := float64(cos * t)
	for j := range p {
		p[j], q[j] = float64(cos*p[j])-float64(sin*q[j]), float64(sin*p[j])+float64(cos*q[j])
		x[j], y[j] = float64(cos*x[j])-float64(sin*y[j]), float64(sin*x[j])+float64(cos*y[j])
	}
	return true
}

// ascend sorts a few numbers.
func ascend(a []float64) {
	for i := range a {
		for j := i; j > 0 && a[j] < a[j-1]; j-- {
			a[j], a[j-1] = a[j-1], a[j]
		}
	}
}
