// Package tracywidom has the laws of Tracy and Widom: the limits F₁ and F₂ of the rescaled largest eigenvalue of sample
// covariance matrices with real and with complex entries (F₁: Johnstone 2001; F₂: Johansson 2000).
//
// Both are Fredholm determinants of the operator B_s on L²(0, ∞) with kernel Ai(x + y + s),
//
//	F₁(s) = det(1 − B_s),  F₂(s) = det(1 − B_s²) = det(1 − B_s)·det(1 + B_s)
//
// (Ferrari and Spohn 2005), found by replacing the integral by a Gauss–Legendre rule, which converges exponentially
// (Bornemann 2010). The table of a law is made when it is asked for.
package tracywidom

import (
	"math"

	"saddle/core/approx"
)

const (
	lowest, highest = -10.0, 13.0 // the table: F₁(−10) < 10⁻¹⁸, 1 − F₁(13) < 10⁻¹⁵
	tableSize       = 120         // Chebyshev nodes
	rule            = 40          // nodes of a determinant
	reach           = 18          // Ai(18) < 10⁻²²: beyond it the kernel is 0
)

// Law is a Tracy–Widom law. Make it with [New]; it is not changed afterwards.
type Law struct {
	beta     int
	cdf, pdf approx.Series // on [lowest, highest]
}

// New returns the law F_β, β = 1 for real entries and 2 for complex ones. It takes some 15 ms. It panics for other β.
func New(beta int) *Law {
	if beta != 1 && beta != 2 {
		panic("tracywidom: β is 1 or 2")
	}
	d := newDeterminants()
	values := make([]float64, tableSize)
	for i, s := range approx.Chebyshev(lowest, highest, tableSize) {
		f1, f2 := d.at(s)
		values[i] = f1
		if beta == 2 {
			values[i] = f2
		}
	}
	cdf := approx.Fit(lowest, highest, values)
	return &Law{beta, cdf, cdf.Derivative()}
}

// Beta returns β.
func (l *Law) Beta() int { return l.beta }

// CDF returns F_β(s), with an absolute error below 10⁻¹².
func (l *Law) CDF(s float64) float64 {
	switch {
	case s <= lowest:
		return 0
	case s >= highest:
		return 1
	}
	return min(max(l.cdf.At(s), 0), 1)
}

// Tail returns 1 − F_β(s), the p-value of s, with the same error.
func (l *Law) Tail(s float64) float64 { return 1 - l.CDF(s) }

// Density returns F_β′(s), with an absolute error below 10⁻¹⁰.
func (l *Law) Density(s float64) float64 {
	if s <= lowest || s >= highest {
		return 0
	}
	return max(l.pdf.At(s), 0)
}

// Quantile returns the s with F_β(s) = p, for 10⁻¹⁰ ≤ p ≤ 1 − 10⁻¹⁰ within 10⁻¹²/F_β′(s); p is cut to that range. NaN
// gives NaN.
func (l *Law) Quantile(p float64) float64 {
	if p != p {
		return p
	}
	const least = 1e-10
	p = min(max(p, least), 1-least)
	lo, hi := lowest, highest
	for hi-lo > 1e-14*(1+math.Abs(lo)) {
		middle := lo + float64((hi-lo)/2)
		if middle == lo || middle == hi {
			break
		}
		if l.CDF(middle) < p {
			lo = middle
		} else {
			hi = middle
		}
	}
	return lo + float64((hi-lo)/2)
}

// determinants computes F₁ and F₂ at a point.
type determinants struct {
	ai    airy
	x, w  []float64 // of the rule on (−1, 1), the weights by their square roots
	minus []float64 // rule×rule, 1 − B and 1 + B; lower triangles
	plus  []float64
}

func newDeterminants() *determinants {
	d := &determinants{ai: newAiry(), minus: make([]float64, rule*rule), plus: make([]float64, rule*rule)}
	d.x, d.w = approx.Legendre(rule)
	for i, w := range d.w {
		d.w[i] = math.Sqrt(w)
	}
	return d
}

// at returns F₁(s) and F₂(s), lowest ≤ s ≤ highest: with the operator B of kernel Ai(x+y+s) on L²(0, ∞), F₁ = det(1 − B)
// and F₂ = det(1 − B)·det(1 + B). The half-line ends where Ai does.
func (d *determinants) at(s float64) (f1, f2 float64) {
	half := (reach - s) / 4 // of the interval
	for i := range rule {
		for j := range i + 1 {
			v := float64(float64(half*d.w[i])*d.w[j]) * d.ai.at(float64(half*(2+d.x[i]+d.x[j]))+s)
			d.minus[i*rule+j], d.plus[i*rule+j] = -v, v
		}
	}
	for i := range rule {
		d.minus[i*rule+i]++
		d.plus[i*rule+i]++
	}
	f1 = determinant(d.minus, rule)
	return f1, float64(f1 * determinant(d.plus, rule))
}

// determinant returns that of the symmetric positive definite n×n matrix in the lower triangle of a, which it overwrites:
// the product of the pivots of a = LDLᵀ.
func determinant(a []float64, n int) float64 {
	det := 1.0
	for k := range n {
		pivot := a[k*n+k]
		det *= pivot
		for i := k + 1; i < n; i++ {
			f := a[i*n+k] / pivot
			for j := k + 1; j <= i; j++ {
				a[i*n+j] -= float64(f * a[j*n+k])
			}
		}
	}
	return det
}
