package gan

import (
	"math"
	"testing"
)

// The raised gradient must be the steepest ascent of ½Q, where Q is the variance of ½uᵀAu by brute force.
func TestRaisedGradientSolvesTheMetric(t *testing.T) {
	const d = 3
	for _, phi := range cutting {
		gen := &Generator{Phi: phi, D: d, W: make([]float64, d*d), Scale: &Scale{In: []float64{1, 0.8, 1.3}, Out: []float64{1, 0.5, 2}}}
		q := NewQuadratic(NewMinibatch(d, 1, 1, Minimax), gen)
		q.Balance(nil)
		// Moments of u_i to the fourth, and from them the covariance of u_iu_j/2 with u_ku_l/2.
		var moments [d][5]float64
		alongNormal(d, q.see, func(i int, weight, u float64) {
			for k := range 5 {
				moments[i][k] += weight * math.Pow(u, float64(k))
			}
		})
		mean := func(index ...int) float64 {
			var power [d]int
			for _, i := range index {
				power[i]++
			}
			p := 1.0
			for i, k := range power {
				p *= moments[i][k]
			}
			return p
		}
		a := []float64{0.3, -0.2, 0.5, -0.2, 1, 0.1, 0.5, 0.1, -0.7}
		got := append([]float64(nil), a...)
		q.metric.raise(got)
		for i := range d {
			for j := range d {
				// ∂(½·Q)/∂A_ij at got, twice: cov(u_iu_j/2, uᵀAu/2) summed, to be the gradient a_ij.
				sum := 0.0
				for k := range d {
					for l := range d {
						sum += got[k*d+l] * (mean(i, j, k, l) - mean(i, j)*mean(k, l)) / 4
					}
				}
				if math.Abs(2*sum-a[i*d+j]) > 1e-6 {
					t.Errorf("%s: entry %d,%d is %v, want %v", phi.Name(), i, j, 2*sum, a[i*d+j])
				}
				if c := q.metric.mean()[i*d+j]; math.Abs(c-mean(i, j)) > 1e-6 {
					t.Errorf("centre %d,%d is %v, want %v", i, j, c, mean(i, j))
				}
			}
		}
	}
}

// For one-to-one φ the metric changes nothing.
func TestMetricOfTheIdentity(t *testing.T) {
	gen := &Generator{Phi: NewActivation(Tanh, 0, nil), D: 2, W: make([]float64, 4)}
	q := NewQuadratic(NewMinibatch(2, 1, 1, Minimax), gen)
	q.Balance(nil)
	a := []float64{0.3, -0.2, -0.2, 1}
	got := append([]float64(nil), a...)
	q.metric.raise(got)
	for i := range a {
		if math.Abs(got[i]-a[i]) > 1e-9 {
			t.Errorf("entry %d: %v became %v", i, a[i], got[i])
		}
	}
}
