package gan

import (
	"math"
)

// metric measures the logit ½uᵀAu by its variance Q(A) under some law of u. For one-to-one φ and isotropic pre-activations that is
// ½‖A‖²_F.
type metric interface {
	// mean returns E uuᵀ under the law, d×d, which must not be written to.
	mean() []float64
	// raise replaces the gradient a (d×d, symmetric, of V in A) by the A that solves max ⟨a, A⟩ − Q(A): the gradient in
	// coordinates in which Q is ½‖·‖².
	raise(a []float64)
	// size returns Q(A).
	size(a []float64) float64
}

// productMetric is that of isotropic pre-activations. The coordinates u_i are independent there. With means m_i, u_i = m_i + ũ_i, σ_i² = E ũ_i²,
// κ_i' = E ũ_i³, and l_i = Σ_j A_ij m_j the form is
//
//	Q(A) = Σ_{i<j} A_ij² σ_i²σ_j² + Σ_i Var(½A_ii ũ_i² + l_i ũ_i),
//
// derived here.
type productMetric struct {
	d          int
	both       []float64 // E uuᵀ
	first      []float64 // m_i
	square     []float64 // σ_i²
	tilt, rest []float64 // t_i = m_i + κ_i'/(2σ_i²), (Var ũ_i² − κ_i'²/σ_i²)/4
	diagonal   []float64 // of the system for ρ, without its part of rank one
	rho        []float64 // scratch
}

// newProductMetric takes the map from pre-activations to u, applied to rows of d numbers.
func newProductMetric(d int, see func(u, x []float64)) *productMetric {
	m := &productMetric{d: d, both: make([]float64, d*d), first: make([]float64, d), square: make([]float64, d),
		tilt: make([]float64, d), rest: make([]float64, d), diagonal: make([]float64, d), rho: make([]float64, d)}
	third, fourth := make([]float64, d), make([]float64, d)
	alongNormal(d, see, func(i int, weight, u float64) { m.first[i] += float64(weight * u) })
	alongNormal(d, see, func(i int, weight, u float64) {
		u -= m.first[i]
		u2 := u * u
		m.square[i] += float64(weight * u2)
		third[i] += float64(weight * float64(u*u2))
		fourth[i] += float64(weight * float64(u2*u2))
	})
	all := 0.0
	for i, s := range m.square {
		m.tilt[i] = m.first[i] + third[i]/(2*s)
		m.rest[i] = (fourth[i] - float64(s*s) - third[i]*third[i]/s) / 4
		all += m.first[i] * m.first[i] / s
	}
	for i, s := range m.square {
		own := m.first[i] * m.first[i] / s
		m.diagonal[i] = 1/s + m.tilt[i]*m.tilt[i]/m.rest[i] + (all-own)/s - own/s
		for j := range d {
			m.both[i*d+j] = m.first[i] * m.first[j]
		}
		m.both[i*d+i] += s
	}
	return m
}

// alongNormal calls f with u_i(x) and a weight for x at the nodes of overNormal.
func alongNormal(d int, see func(u, x []float64), f func(i int, weight, u float64)) {
	row := make([]float64, d)
	overNormal(1024, func(x, step, bell float64) {
		weight := step * bell / math.Sqrt(2*math.Pi)
		fill(row, x)
		see(row, row)
		for i, u := range row {
			f(i, weight, u)
		}
	})
}

func (m *productMetric) mean() []float64 { return m.both }

// size: with t_i and the rest of the variance of ũ_i² as above, the i-th variance is σ_i²(Σ_{j≠i} A_ij m_j + t_iA_ii)² and that
// rest times A_ii².
func (m *productMetric) size(a []float64) (q float64) {
	for i, s := range m.square {
		l := float64(m.tilt[i] * a[i*m.d+i])
		for j, sj := range m.square {
			if j != i {
				l += float64(m.first[j] * a[i*m.d+j])
				q += float64(0.5 * s * sj * float64(a[i*m.d+j]*a[i*m.d+j]))
			}
		}
		q += float64(s*float64(l*l)) + float64(m.rest[i]*float64(a[i*m.d+i]*a[i*m.d+i]))
	}
	return q
}

// raise: with ρ_i half the derivative of the i-th variance in l_i,
//
//	2a_ij = σ_i²σ_j² A_ij + ρ_i m_j + ρ_j m_i,   a_ii = ¼Var(ũ_i²)A_ii + ½κ_i'l_i + ρ_i m_i   (up to the factor 2),
//
// so that ρ solves a system that is diagonal but for a part of rank one.
func (m *productMetric) raise(a []float64) {
	d, rho := m.d, m.rho
	var along, across float64 // nᵀD⁻¹r and nᵀD⁻¹n with n_i = m_i/σ_i²
	for i, s := range m.square {
		right := m.tilt[i] * a[i*d+i] / m.rest[i]
		for j, sj := range m.square {
			if j != i {
				right += float64(2 * m.first[j] / (s * sj) * a[i*d+j])
			}
		}
		n := m.first[i] / s
		rho[i] = right / m.diagonal[i]
		along += float64(n * rho[i])
		across += float64(n * (n / m.diagonal[i]))
	}
	for i, s := range m.square {
		rho[i] -= float64(along / (1 + across) * (m.first[i] / s / m.diagonal[i]))
	}
	for i := range d {
		a[i*d+i] = 0.5 * (a[i*d+i] - float64(rho[i]*m.tilt[i])) / m.rest[i]
		for j := range i {
			v := 0.5 * (float64(2*a[i*d+j]) - float64(rho[i]*m.first[j]) - float64(rho[j]*m.first[i])) / (m.square[i] * m.square[j])
			a[i*d+j], a[j*d+i] = v, v
		}
	}
}
