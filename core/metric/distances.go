package metric

import (
	"math"

	"saddle/core/kernel"
)

// Distances holds the distances between the real law P = N(0, Σ_*) and the fake
// law Q = N(0, Σ). All are zero if and only if Σ = Σ_*. The field comments give
// the value for mutually singular laws, which is also the largest.
type Distances struct {
	TV        float64 // total variation; 1
	JS        float64 // Jensen-Shannon divergence, nats; log 2
	KL        float64 // KL(P‖Q), nats; +Inf
	ReverseKL float64 // KL(Q‖P), nats; +Inf
	Hellinger float64 // Hellinger distance H, not its square; 1

	// Standard errors of the five where they are estimated, 0 where they are exact.
	TVError, JSError, KLError, ReverseKLError, HellingerError float64
}

// Of returns the distances between P and Q from the spectrum of Σ_*⁻¹Σ.
func Of(lambda []float64) Distances {
	return Distances{
		TV:        TV(lambda),
		JS:        JS(lambda),
		KL:        KL(lambda),
		ReverseKL: ReverseKL(lambda),
		Hellinger: Hellinger(lambda),
	}
}

// KL returns the Kullback-Leibler divergence from the real to the fake law,
//
//	KL(P‖Q) = ∫ p log(p/q) = ½ Σ (1/λ_i − 1 + log λ_i)  ∈ [0, +Inf], nats.
//
// Derived here: the mean under P of −L = ½ Σ [log λ_i − (1 − 1/λ_i) x_i²], where
// E x_i² = 1. Near λ = 1 it is ‖λ − 1‖²/4.
func KL(lambda []float64) float64 {
	if singular(lambda) {
		return math.Inf(1)
	}
	var sum float64
	for _, l := range lambda {
		sum += aboveLog((1-l)/l, -kernel.Log(l))
	}
	return sum / 2
}

// ReverseKL returns the Kullback-Leibler divergence from the fake to the real
// law,
//
//	KL(Q‖P) = ∫ q log(q/p) = ½ Σ (λ_i − 1 − log λ_i)  ∈ [0, +Inf], nats.
//
// Derived here: KL with the two laws, and so λ and 1/λ, exchanged.
func ReverseKL(lambda []float64) float64 {
	if singular(lambda) {
		return math.Inf(1)
	}
	var sum float64
	for _, l := range lambda {
		sum += aboveLog(l-1, kernel.Log(l))
	}
	return sum / 2
}

// Hellinger returns the Hellinger distance H between P and Q,
//
//	H² = 1 − ∫ √(pq) = 1 − ∏ (4λ_i/(1 + λ_i)²)^{1/4},   H ∈ [0, 1].
//
// Derived here: the integral is M(½). It brackets total variation,
// H² ≤ TV ≤ H √(2 − H²).
func Hellinger(lambda []float64) float64 {
	if singular(lambda) {
		return 1
	}
	return math.Sqrt(-kernel.Expm1(logAffinity(lambda)))
}

// FrobeniusSq returns the squared Frobenius norm of the whitened error,
//
//	‖Σ_*^{−1/2} Σ Σ_*^{−1/2} − I‖²_F = Σ (λ_i − 1)²  ∈ [0, +Inf],
//
// the quantity to which 4 KL and 16 JS tend as the laws approach each other,
// and whose mean is d(d+1)/n for the sample covariance of n samples.
func FrobeniusSq(lambda []float64) float64 {
	var sum float64
	for _, l := range lambda {
		sum += float64((l - 1) * (l - 1))
	}
	return sum
}

// logAffinity returns log ∫ √(pq) = log M(½) = −½ Σ log cosh(½ log λ_i), which
// is never positive. Written through cosh t − 1 = 2 sinh²(t/2) it keeps its
// relative accuracy when the laws are nearly equal.
func logAffinity(lambda []float64) float64 {
	var sum float64
	for _, l := range lambda {
		sh := kernel.Sinh(kernel.Log(l) / 4)
		sum += kernel.Log1p(2 * sh * sh)
	}
	return -sum / 2
}

// aboveLog returns x − log(1+x) ≥ 0 given logOnePlusX = log(1+x), to full
// relative accuracy also where the difference cancels.
func aboveLog(x, logOnePlusX float64) float64 {
	if math.Abs(x) > 0.25 {
		return x - logOnePlusX
	}
	// log(1+x) = 2 artanh r with r = x/(2+x), and x − 2r = x r.
	r := x / (2 + x)
	r2 := float64(r * r)
	var tail float64 // r²/3 + r⁴/5 + …, |r| ≤ 1/7
	power := r2
	for k := 3; k <= 19; k += 2 {
		tail += power / float64(k)
		power *= r2
	}
	return r * (x - float64(2*tail))
}

// singular reports whether P and Q have disjoint supports, or are so far apart
// that a float64 cannot hold the ratio. It panics if an eigenvalue is NaN.
func singular(lambda []float64) bool {
	found := false
	for _, l := range lambda {
		if math.IsNaN(l) {
			panic("metric: eigenvalue is NaN")
		}
		if l <= 0 || math.IsInf(l, 1) {
			found = true
		}
	}
	return found
}
