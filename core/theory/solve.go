package theory

import "saddle/core/linear"

// lost is the share of a diagonal entry below which a pivot is taken for rounding.
const lost = 1e-12

// definite says whether a symmetric d×d matrix is positive definite beyond rounding.
func definite(a []float64, d int) bool {
	return linear.Factor(append([]float64(nil), a...), d, lost)
}

// solve returns a⁻¹b for a symmetric positive definite a (n×n) and b (n×k); ok is false where there is none.
func solve(a, b []float64, n, k int) (x []float64, ok bool) {
	l := append([]float64(nil), a...)
	if !linear.Factor(l, n, lost) {
		return nil, false
	}
	x = append([]float64(nil), b...)
	linear.SolveFactored(l, x, n, k)
	return x, true
}
