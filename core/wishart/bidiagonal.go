package wishart

import (
	"math"

	"saddle/core/rng"
)

// Sampler draws the largest eigenvalue of XᴴX for Gaussian X, in O(min(N, P)) each. Make it with [NewSampler]; it is not
// safe for concurrent use.
//
// Reflections bring X to an upper bidiagonal matrix whose squared entries are independent: χ²_{βN}/β, χ²_{β(N−1)}/β, … on the
// diagonal and χ²_{β(P−1)}/β, χ²_{β(P−2)}/β, … above it (Dumitriu and Edelman 2002). The first column may have the variance
// l: then the first entry is l times as large (Bloemendal and Virág 2013).
type Sampler struct {
	scale, spike   float64
	onto, above    []rng.ChiSquare // of the diagonal and above it
	diagonal, off2 []float64       // of BBᴴ, which is tridiagonal; the squares beside its diagonal
}

// NewSampler returns that of n×p matrices, n, p ≥ 1, β = 1 or 2, whose first column has the variance l > 0.
func NewSampler(beta, n, p int, l float64) *Sampler {
	rows := min(n, p)
	s := &Sampler{scale: 1 / float64(beta), spike: l, diagonal: make([]float64, rows), off2: make([]float64, rows)}
	for i := range rows {
		s.onto = append(s.onto, rng.NewChiSquare(float64(beta*(n-i))))
		if i < p-1 {
			s.above = append(s.above, rng.NewChiSquare(float64(beta*(p-1-i))))
		}
	}
	return s
}

// Draw returns the largest eigenvalue for one X.
func (s *Sampler) Draw(r *rng.Stream) float64 {
	for i := range s.diagonal {
		a := s.scale * s.onto[i].Draw(r)
		if i == 0 {
			a *= s.spike
		} else {
			s.off2[i-1] = float64(a * s.off2[i-1])
		}
		b := 0.0
		if i < len(s.above) {
			b = s.scale * s.above[i].Draw(r)
		}
		s.diagonal[i], s.off2[i] = a+b, b
	}
	return largest(s.diagonal, s.off2)
}

// largest returns the largest eigenvalue of a symmetric positive semidefinite tridiagonal matrix, within 10⁻¹³ of its size, by
// Laguerre's iteration on its characteristic polynomial, which from above only descends, and cubically: off2[i] is the square of
// what stands between diagonal[i] and diagonal[i+1]; the last one is not read.
func largest(diagonal, off2 []float64) float64 {
	x, before := 0.0, 0.0
	for i, d := range diagonal { // Gershgorin's bound
		beside := 0.0
		if i+1 < len(diagonal) {
			beside = math.Sqrt(off2[i])
		}
		x = math.Max(x, d+before+beside)
		before = beside
	}
	n := float64(len(diagonal))
	for range 200 {
		first, second, ok := powers(diagonal, off2, x)
		if !ok {
			break
		}
		spread := float64((n - 1) * math.Max(float64(n*second)-float64(first*first), 0))
		step := n / (first + math.Sqrt(spread))
		if x -= step; step <= 1e-14*x {
			break
		}
	}
	return x
}

// powers returns Σ 1/(x − λ) and Σ 1/(x − λ)² over the eigenvalues: the logarithmic derivative of the product of the pivots of
// x − T, q_i = x − d_i − off²/q_{i−1}, and less its derivative. It is false where x does not lie above all of them.
func powers(diagonal, off2 []float64, x float64) (first, second float64, ok bool) {
	var inverse, slope, bend, below float64 // 1/q, q′, q″, the square beside
	for i, d := range diagonal {
		u := float64(below * inverse)
		v := float64(u * inverse)
		slope, bend = 1+float64(v*slope), float64(v*(bend-float64(float64(2*slope*slope)*inverse)))
		q := x - d - u
		if q <= 0 {
			return 0, 0, false
		}
		inverse = 1 / q
		ratio := float64(slope * inverse)
		first += ratio
		second += float64(ratio*ratio) - float64(bend*inverse)
		below = off2[i]
	}
	return first, second, true
}
