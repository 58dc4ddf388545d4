// Package wishart is the largest eigenvalue λ of XᴴX, where the N×P matrix X has independent entries of mean 0 and
// E|x|² = 1, real (β = 1) or complex (β = 2): its constants, samples of it, and its exact law for Gaussian entries. The limit
// of (λ − μ)/σ is package tracywidom's.
package wishart

import (
	"math"

	"saddle/core/kernel"
)

// Constants are those of s = (λ − Mu)/Sigma, whose law tends to F_β.
type Constants struct {
	Mu, Sigma float64 // the centre, the scale
}

// The names of the constants.
const (
	Plain     = "plain"     // those of the edge of the spectrum's limit
	Johnstone = "johnstone" // Johnstone's (2001)
	Ma        = "ma"        // Ma's (2012)
)

// ConstantsOf returns the constants of that name for n rows and p columns, n, p ≥ 1:
//
//	μ = (√n′ + √p′)²,  σ = (√n′ + √p′)(1/√n′ + 1/√p′)^⅓
//
// with n′ = n, p′ = p for the plain ones and for every name where β = 2. For β = 1 Johnstone's have n − 1 in place of n,
// and Ma's n − ½ and p − ½. Johnstone's are cut below at n′ = ½. It panics for another name.
func ConstantsOf(name string, beta, n, p int) Constants {
	rows, columns := float64(n), float64(p)
	switch {
	case name != Plain && name != Johnstone && name != Ma:
		panic("wishart: no constants " + name)
	case beta == 2:
	case name == Johnstone:
		rows = max(rows-1, 0.5)
	case name == Ma:
		rows, columns = rows-0.5, columns-0.5
	}
	a, b := math.Sqrt(rows), math.Sqrt(columns)
	return Constants{float64((a + b) * (a + b)), float64((a + b) * kernel.Pow(1/a+1/b, 1.0/3))}
}

// Rescaled returns (λ − Mu)/Sigma.
func (c Constants) Rescaled(lambda float64) float64 { return (lambda - c.Mu) / c.Sigma }

// At returns the λ whose rescaled value is s.
func (c Constants) At(s float64) float64 { return c.Mu + float64(c.Sigma*s) }

// Detectable is the least variance of one direction, in units of the others', that moves the largest eigenvalue in the limit of
// many rows and columns: 1 + √(p/n), for real and complex entries (Baik, Ben Arous and Péché 2005).
func Detectable(n, p int) float64 { return 1 + math.Sqrt(float64(p)/float64(n)) }

// Spiked returns the limit of λ/n where one direction has the variance l: the edge (1 + √γ)² with γ = p/n up to Detectable, and
// l(1 + γ/(l − 1)) above (Baik and Silverstein 2006).
func Spiked(n, p int, l float64) float64 {
	gamma := float64(p) / float64(n)
	if l <= Detectable(n, p) {
		root := 1 + math.Sqrt(gamma)
		return float64(root * root)
	}
	return float64(l * (1 + gamma/(l-1)))
}
