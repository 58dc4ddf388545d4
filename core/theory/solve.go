package theory

import "math"

// definite says whether a symmetric d×d matrix is positive definite beyond rounding.
func definite(a []float64, d int) bool {
	l := append([]float64(nil), a...)
	return factor(l, d)
}

// factor overwrites the lower triangle of the symmetric positive definite a (n×n) with L, a = LLᵀ, and is false where
// a pivot is lost in rounding. The upper triangle stays.
func factor(a []float64, n int) bool {
	const lost = 1e-12 // of the diagonal
	for i := range n {
		for j := range i + 1 {
			sum := a[i*n+j]
			for k := range j {
				sum -= float64(a[i*n+k] * a[j*n+k])
			}
			switch {
			case j < i:
				a[i*n+j] = sum / a[j*n+j]
			case !(sum > lost*a[i*n+i]):
				return false
			default:
				a[i*n+i] = math.Sqrt(sum)
			}
		}
	}
	return true
}

// inverse returns that of a symmetric positive definite n×n matrix; ok is false where it has none.
func inverse(a []float64, n int) (out []float64, ok bool) {
	return solve(a, identity(n), n, n)
}

// solve returns a⁻¹b for a symmetric positive definite a (n×n) and b (n×k).
func solve(a, b []float64, n, k int) (x []float64, ok bool) {
	l := append([]float64(nil), a...)
	if !factor(l, n) {
		return nil, false
	}
	x = append([]float64(nil), b...)
	for c := range k {
		for i := range n {
			for j := range i {
				x[i*k+c] -= float64(l[i*n+j] * x[j*k+c])
			}
			x[i*k+c] /= l[i*n+i]
		}
		for i := n - 1; i >= 0; i-- {
			for j := i + 1; j < n; j++ {
				x[i*k+c] -= float64(l[j*n+i] * x[j*k+c])
			}
			x[i*k+c] /= l[i*n+i]
		}
	}
	return x, true
}
