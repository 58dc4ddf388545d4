package linear

import (
	"math"

	"saddle/core/kernel"
)

// Matrices are row-major.

// Identity returns that of n rows.
func Identity(n int) []float64 {
	a := make([]float64, n*n)
	for i := range n {
		a[i*n+i] = 1
	}
	return a
}

// Product returns ab, m×n, for a of m×k and b of k×n.
func Product(a, b []float64, m, k, n int) []float64 {
	out := make([]float64, m*n)
	kernel.Gemm(m, n, k, a, k, 1, b, n, out, n)
	return out
}

// Transposed returns aᵀ for a of m×n.
func Transposed(a []float64, m, n int) []float64 {
	out := make([]float64, m*n)
	for i := range m {
		for j := range n {
			out[j*m+i] = a[i*n+j]
		}
	}
	return out
}

// Congruent returns cacᵀ for n×n matrices.
func Congruent(c, a []float64, n int) []float64 {
	return Product(Product(c, a, n, n, n), Transposed(c, n, n), n, n, n)
}

// Gram returns wwᵀ for a square w of n rows.
func Gram(w []float64, n int) []float64 {
	out := make([]float64, n*n)
	for i := range n {
		for j := range n {
			out[i*n+j] = Dot(w[i*n:(i+1)*n], w[j*n:(j+1)*n])
		}
	}
	return out
}

// Dot returns Σ aᵢbᵢ, summed in order.
func Dot(a, b []float64) float64 {
	s := 0.0
	for i, v := range a {
		s += float64(v * b[i])
	}
	return s
}

// Factor overwrites the lower triangle of the symmetric n×n matrix a by L with a = LLᵀ (Cholesky) and clears the rest. It is
// false, a undefined, unless every pivot is above lost times its entry of a's diagonal: 0 asks whether a is positive definite at all.
func Factor(a []float64, n int, lost float64) bool { return Dependent(a, n, lost) < 0 }

// Dependent is Factor, and returns the first column whose pivot is not: the columns before it determine it. −1 says that there is
// none.
func Dependent(a []float64, n int, lost float64) int {
	for j := range n {
		row := a[j*n : j*n+j]
		for i := j; i < n; i++ {
			s := a[i*n+j]
			for k, v := range row {
				s -= float64(a[i*n+k] * v)
			}
			switch {
			case i > j:
				a[i*n+j] = s / a[j*n+j]
			case s > lost*a[j*n+j]:
				a[j*n+j] = math.Sqrt(s)
			default:
				return j
			}
		}
		clear(a[j*n+j+1 : (j+1)*n])
	}
	return -1
}

// InvertLower returns L⁻¹ for the lower triangular n×n matrix l.
func InvertLower(l []float64, n int) []float64 {
	inv := make([]float64, n*n)
	invertLower(inv, l, n)
	return inv
}

func invertLower(inv, l []float64, n int) {
	for j := range n {
		inv[j*n+j] = 1 / l[j*n+j]
		for i := j + 1; i < n; i++ {
			s := 0.0
			for k := j; k < i; k++ {
				s -= float64(l[i*n+k] * inv[k*n+j])
			}
			inv[i*n+j] = s / l[i*n+i]
		}
	}
}

// SolveLower overwrites x, n×k, by L⁻¹x. It goes row by row, so that the inner loop runs over contiguous memory.
func SolveLower(l, x []float64, n, k int) {
	for i := range n {
		row := x[i*k : (i+1)*k]
		for j := range i {
			f := l[i*n+j]
			for c, v := range x[j*k : (j+1)*k] {
				row[c] -= float64(f * v)
			}
		}
		pivot := l[i*n+i]
		for c := range row {
			row[c] /= pivot
		}
	}
}

// Whiten overwrites x by L⁻¹x and returns its squared length: SolveLower for one column.
func Whiten(l, x []float64) float64 {
	n, square := len(x), 0.0
	for i := range n {
		v := x[i]
		for k, lk := range l[i*n : i*n+i] {
			v -= float64(lk * x[k])
		}
		x[i] = v / l[i*n+i]
		square += float64(x[i] * x[i])
	}
	return square
}

// SolveFactored overwrites x, n×k, by (LLᵀ)⁻¹x.
func SolveFactored(l, x []float64, n, k int) {
	SolveLower(l, x, n, k)
	for i := n - 1; i >= 0; i-- {
		row := x[i*k : (i+1)*k]
		pivot := l[i*n+i]
		for c := range row {
			row[c] /= pivot
		}
		for j := range i {
			f := l[i*n+j]
			for c, v := range row {
				x[j*k+c] -= float64(f * v)
			}
		}
	}
}

// Inverse returns that of the symmetric positive definite n×n matrix a; lost is as for Factor, and ok its answer.
func Inverse(a []float64, n int, lost float64) (inverse []float64, ok bool) {
	inverse = append([]float64(nil), a...)
	_, ok = Invert(inverse, make([]float64, n*n), n, lost)
	return inverse, ok
}

// Invert overwrites the symmetric positive definite n×n matrix a by its inverse and returns log det a. It is false, a undefined,
// where Factor is. scratch is n×n.
func Invert(a, scratch []float64, n int, lost float64) (logDet float64, ok bool) {
	if !Factor(a, n, lost) {
		return 0, false
	}
	for i := range n {
		logDet += 2 * kernel.Log(a[i*n+i])
	}
	clear(scratch)
	invertLower(scratch, a, n)
	for i := range n {
		for j := range i + 1 {
			sum := 0.0
			for k := i; k < n; k++ {
				sum += float64(scratch[k*n+i] * scratch[k*n+j])
			}
			a[i*n+j], a[j*n+i] = sum, sum
		}
	}
	return logDet, !math.IsInf(logDet, 0)
}

// Eliminate overwrites c, n×k, by a⁻¹c for an n×n matrix a, by elimination with row pivoting, which leaves nothing of a. It is
// false, c undefined, where a is singular.
func Eliminate(a, c []float64, n, k int) bool {
	for p := range n {
		if !eliminate(a, c, n, k, p) {
			return false
		}
	}
	for p := n - 1; p >= 0; p-- {
		for j := range k {
			c[p*k+j] /= a[p*n+p]
		}
		for i := range p {
			kernel.Axpy(-a[i*n+p], c[p*k:(p+1)*k], c[i*k:(i+1)*k])
		}
	}
	return true
}

// LogDeterminant returns log|det a| of an n×n matrix, of which it leaves nothing, by the same; ok is false where a is singular.
func LogDeterminant(a []float64, n int) (sum float64, ok bool) {
	for p := range n {
		if !eliminate(a, nil, n, 0, p) {
			return 0, false
		}
		sum += kernel.Log(math.Abs(a[p*n+p]))
	}
	return sum, true
}

// eliminate takes the largest entry of column p from row p on as its pivot, and multiples of its row from the rows below, right of the
// diagonal: what was left of it nobody reads. It is false where there is none.
func eliminate(a, c []float64, n, k, p int) bool {
	pivot := p
	for i := p + 1; i < n; i++ {
		if math.Abs(a[i*n+p]) > math.Abs(a[pivot*n+p]) {
			pivot = i
		}
	}
	if a[pivot*n+p] == 0 {
		return false
	}
	swapRows(a, p, pivot, n)
	swapRows(c, p, pivot, k)
	for i := p + 1; i < n; i++ {
		if f := a[i*n+p] / a[p*n+p]; f != 0 {
			kernel.Axpy(-f, a[p*n+p+1:(p+1)*n], a[i*n+p+1:(i+1)*n])
			kernel.Axpy(-f, c[p*k:(p+1)*k], c[i*k:(i+1)*k])
		}
	}
	return true
}

func swapRows(a []float64, i, j, n int) {
	if i == j {
		return
	}
	for k := range n {
		a[i*n+k], a[j*n+k] = a[j*n+k], a[i*n+k]
	}
}
