package theory

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/linear"
)

// Linear is a random walk x ← Tx + ξ with Cov(ξ) = N.
type Linear struct {
	Size int       // of the state
	T, N []float64 // Size×Size
}

// Next replaces the mean m of x (Size; nil: not wanted) and its covariance P (Size×Size) by those one step later, Tm
// and TPTᵀ + N.
func (l *Linear) Next(m, p []float64) {
	n := l.Size
	copy(p, linear.Congruent(l.T, p, n))
	kernel.Axpy(1, l.N, p)
	if m == nil {
		return
	}
	old := append([]float64(nil), m...)
	for i := range m {
		m[i] = 0
		for j, v := range old {
			m[i] += float64(l.T[i*n+j] * v)
		}
	}
}

// Stationary returns the covariance P of x in the long run, the solution of P = TPTᵀ + N, by doubling: after k rounds
// it is the sum of 2^k terms TⁱN(Tⁱ)ᵀ. ok is false where there is none, because T is not stable.
func (l *Linear) Stationary() (p []float64, ok bool) {
	t, p := l.T, append([]float64(nil), l.N...)
	for range 64 {
		more := linear.Congruent(t, p, l.Size)
		change, all := 0.0, 0.0
		for i, v := range more {
			p[i] += v
			change = math.Max(change, math.Abs(v))
			all = math.Max(all, math.Abs(p[i]))
		}
		switch {
		case math.IsNaN(all) || all > 1e12:
			return nil, false
		case change <= 1e-15*all:
			return p, true
		}
		t = linear.Product(t, t, l.Size, l.Size, l.Size)
	}
	return nil, false
}

// Stable says whether the spectral radius of T is below 1, by squaring T until it is small or large.
func (l *Linear) Stable() bool {
	const squarings, large = 48, 1e8
	t := l.T
	for range squarings {
		norm := linear.Dot(t, t)
		switch {
		case norm < 1:
			return true
		case !(norm < large*large):
			return false
		}
		t = linear.Product(t, t, l.Size, l.Size, l.Size)
	}
	return false
}

// Radius returns the spectral radius of T, Gelfand's limit of ‖Tⁿ‖^(1/n) at n = 2⁴⁰: the equilibrium is stable if it is below 1.
func (l *Linear) Radius() float64 {
	t, log, share := append([]float64(nil), l.T...), 0.0, 1.0
	for range 40 {
		norm := math.Sqrt(linear.Dot(t, t))
		if norm == 0 {
			return 0
		}
		for i := range t {
			t[i] /= norm
		}
		log += float64(share * kernel.Log(norm))
		t = linear.Product(t, t, l.Size, l.Size, l.Size)
		share /= 2
	}
	return kernel.Exp(log)
}
