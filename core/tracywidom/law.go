// Package tracywidom has the laws of Tracy and Widom: the limits F₁ and F₂ of the rescaled largest eigenvalue of sample
// covariance matrices with real and with complex entries (F₁: Johnstone 2001; F₂: Johansson 2000).
//
// Both are Fredholm determinants of the operator B_s on L²(0, ∞) with kernel Ai(x + y + s),
//
//	F₁(s) = det(1 − B_s),  F₂(s) = det(1 − B_s²) = det(1 − B_s)·det(1 + B_s)
//
// (Ferrari and Spohn 2005), found by replacing the integral by a Gauss–Legendre rule, which converges exponentially
// (Bornemann 2010). The laws are tables made of these determinants: see [Determinants].
package tracywidom

import (
	"math"

	"saddle/core/approx"
)

const (
	lowest, highest = -10.0, 13.0 // the table: F₁(−10) < 10⁻¹⁸, 1 − F₁(13) < 10⁻¹⁵
	tableSize       = 120         // Chebyshev nodes
)

// Law is a Tracy–Widom law. Make it with [New]; it is not changed afterwards.
type Law struct {
	beta     int
	cdf, pdf approx.Series // on [lowest, highest]
}

// New returns the law F_β, β = 1 for real entries and 2 for complex ones. It panics for other β.
func New(beta int) *Law {
	if beta != 1 && beta != 2 {
		panic("tracywidom: β is 1 or 2")
	}
	cdf := approx.Series{Lo: lowest, Hi: highest, C: coefficients[beta-1]}
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
