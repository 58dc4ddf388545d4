package theory

import (
	"saddle/core/kernel"
	"saddle/core/linear"
)

// After returns the mean and the covariance of x after k ≥ 0 steps from the mean m (Size; nil: none, and mean is nil) without
// any scatter: m_k = T^k m and P_k = Σ_{i<k} TⁱN(Tⁱ)ᵀ. As P_{j+k} = P_k + T^k P_j (T^k)ᵀ, that takes two products for every
// binary digit of k.
func (l *Linear) After(k int64, m []float64) (mean, p []float64) {
	n := l.Size
	p = make([]float64, n*n)
	if m != nil {
		mean = append([]float64(nil), m...)
	}
	t, some := append([]float64(nil), l.T...), append([]float64(nil), l.N...) // T^j and P_j of a power j of two
	for ; k > 0; k >>= 1 {
		if k&1 == 1 {
			p = linear.Congruent(t, p, n)
			kernel.Axpy(1, some, p)
			if mean != nil {
				mean = apply(t, mean)
			}
		}
		more := linear.Congruent(t, some, n)
		kernel.Axpy(1, more, some)
		t = linear.Product(t, t, n, n, n)
	}
	return mean, p
}

// apply returns tx.
func apply(t, x []float64) []float64 {
	n := len(x)
	out := make([]float64, n)
	for i := range out {
		for j, v := range x {
			out[i] += float64(t[i*n+j] * v)
		}
	}
	return out
}
