package gan

import (
	"saddle/core/kernel"

	"saddle/core/linear"
)

// fullMetric is the metric of any law, by the covariance C of ½u_i² and u_iu_j: with θ made of A_ii and A_ij Q is θᵀCθ.
type fullMetric struct {
	d, p         int
	both         []float64 // E uuᵀ
	twice, half  []float64 // p×p: 2C and (2C)⁻¹
	theta, other []float64 // p, scratch
}

// Balance makes the ascent follow the coordinates in which the features are centred and have the covariance I under the law of r.
// For nil it is the covariance that they have at isotropic pre-activations: then all directions are learned alike, as they are
// without it where φ is one-to-one.
func (q *Quadratic) Balance(r *Reference) {
	if r == nil {
		q.metric = newProductMetric(q.D, q.see)
		return
	}
	const definite = 1e-12
	q.metric = nil
	d := q.D
	_, n := q.problems()
	p := n - 1
	m := &fullMetric{d: d, p: p, both: make([]float64, d*d), theta: make([]float64, p), other: make([]float64, p)}
	gram := r.gram(q, 0, n) // of which the first row is the means
	m.twice = make([]float64, p*p)
	for i := range p {
		for j := range p {
			m.twice[i*p+j] = 2 * (gram[(i+1)*n+j+1] - float64(gram[i+1]*gram[j+1]))
		}
		m.twice[i*p+i] *= 1 + definite
	}
	half, ok := linear.Inverse(m.twice, p, 0)
	if !ok { // a coordinate that never varies: no better than isotropic
		q.Balance(nil)
		return
	}
	m.half = half
	k := 1
	for i := range d {
		for j := i; j < d; j++ {
			m.both[i*d+j] = gram[k]
			if i == j {
				m.both[i*d+j] *= 2
			}
			k++
		}
	}
	kernel.Symmetrize(d, m.both)
	q.metric = m
}

func (m *fullMetric) mean() []float64 { return m.both }

func (m *fullMetric) raise(a []float64) {
	k := 0
	for i := range m.d {
		for j := i; j < m.d; j++ {
			m.theta[k] = a[i*m.d+j]
			if i != j { // ∂V/∂A_ij of both entries
				m.theta[k] *= 2
			}
			k++
		}
	}
	for i := range m.other {
		m.other[i] = linear.Dot(m.half[i*m.p:(i+1)*m.p], m.theta)
	}
	k = 0
	for i := range m.d {
		k += copy(a[i*m.d+i:(i+1)*m.d], m.other[k:])
	}
	kernel.Symmetrize(m.d, a)
}

func (m *fullMetric) size(a []float64) (q float64) {
	k := 0
	for i := range m.d {
		k += copy(m.theta[k:], a[i*m.d+i:(i+1)*m.d])
	}
	for i, t := range m.theta {
		q += float64(0.5 * t * linear.Dot(m.twice[i*m.p:(i+1)*m.p], m.theta))
	}
	return q
}

// Balance makes the features of each pair orthonormal under the law of r, up to a ridge, in place of that of independent coordinates,
// for which they are so from the start.
func (f *Faces) Balance(r *Reference) {
	if r == nil {
		return
	}
	n := f.n
	for p := range f.pairs {
		pair := &f.pairs[p]
		pair.basis = f.isotropic(pair, r)
		pair.basis = linear.Product(orthonormaliser(r.gram(f, p, n), n), pair.basis, n, n, n)
	}
}

// isotropic returns the map of the plain features that takes those on the truncation set for ones of ζ = l⁻¹x, which is isotropic under
// the law of r, so that the ridge does not hide a thin direction.
func (f *Faces) isotropic(p *pair, r *Reference) []float64 {
	n, at := f.n, f.blocks.at[interior][interior]
	t := make([]float64, n*n)
	for i := range n {
		t[i*n+i] = 1
	}
	if f.blocks.one {
		t[(at+1)*n+at+1] = 1 / float64(r.l[0]*r.l[0])
		return t
	}
	l, _ := r.part([]int{p.i, p.j}, r.l)
	inv := linear.InvertLower(l, 2)
	a, b, c := inv[0], inv[2], inv[3] // ζ₁ = ax, ζ₂ = bx + cy
	set := func(row, column int, v float64) { t[(at+row)*n+at+column] = v }
	set(1, 1, a*a)
	set(2, 1, 2*a*b)
	set(2, 2, a*c)
	set(3, 1, b*b)
	set(3, 2, b*c)
	set(3, 3, c*c)
	return t
}
