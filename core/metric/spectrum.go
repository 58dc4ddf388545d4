package metric

import (
	"errors"
	"math"
	"strconv"
)

// Errors of Spectrum and Gaussian, to be tested with errors.Is.
var (
	// ErrNotFinite reports an infinite or NaN entry, or an overflow on the way
	// to the spectrum: the signature of a run that diverged.
	ErrNotFinite = errors.New("metric: covariance is not finite")

	// ErrNotPositiveDefinite reports a real covariance Σ_* without a Cholesky
	// factor: the real law has no density.
	ErrNotPositiveDefinite = errors.New("metric: real covariance is not positive definite")
)

// Spectrum returns the eigenvalues of Σ_*⁻¹Σ in ascending order.
//
// With the Cholesky factorisation Σ_* = LLᵀ they are those of the symmetric
// matrix L⁻¹ΣL⁻ᵀ. Both arguments are d×d, row-major and not mutated; only the
// upper triangles are read beyond the check for finiteness.
//
// Σ may be singular. Eigenvalues within d·ε·max|λ| of zero, ε = 2⁻⁵², are
// rounding errors of an exact zero and are returned as 0, so that a rank
// deficient generator is seen as such; the others carry an absolute error of
// the order of ε·max|λ|, times the condition number of Σ_* at worst. An
// indefinite Σ, which no generator has, keeps its negative eigenvalues.
//
// It returns an error wrapping ErrNotFinite or ErrNotPositiveDefinite for bad
// entries, and panics if d < 1 or a slice does not have d² elements.
func Spectrum(sigma, sigmaStar []float64, d int) ([]float64, error) {
	if d < 1 || len(sigma) != d*d || len(sigmaStar) != d*d {
		panic("metric: covariances of " + strconv.Itoa(len(sigma)) + " and " + strconv.Itoa(len(sigmaStar)) +
			" entries, want the square of " + strconv.Itoa(d))
	}
	if !finite(sigma) || !finite(sigmaStar) {
		return nil, ErrNotFinite
	}
	l := lower(sigmaStar, d)
	if !cholesky(l, d) {
		return nil, ErrNotPositiveDefinite
	}
	white := whiten(sigma, l, d)
	if !finite(white) {
		return nil, ErrNotFinite
	}
	lambda, ok := eigenvalues(white, d)
	if !ok {
		return nil, errors.New("metric: eigenvalues of the whitened covariance do not converge")
	}
	clearRounding(lambda)
	return lambda, nil
}

// lower returns the upper triangle of the d×d row-major s as a lower one.
func lower(s []float64, d int) []float64 {
	l := make([]float64, d*d)
	for i := range d {
		for j := range i + 1 {
			l[i*d+j] = s[j*d+i]
		}
	}
	return l
}

// cholesky overwrites the lower triangle of the symmetric d×d row-major a by L
// with a = LLᵀ. It returns false, a undefined, if a is not positive definite.
func cholesky(a []float64, d int) bool {
	for i := range d {
		row := a[i*d : (i+1)*d]
		for j := range i + 1 {
			s := row[j]
			for k, v := range a[j*d : j*d+j] {
				s -= float64(v * row[k])
			}
			switch {
			case j < i:
				row[j] = s / a[j*d+j]
			case s > 0:
				row[j] = math.Sqrt(s)
			default:
				return false
			}
		}
	}
	return true
}

// whiten returns L⁻¹SL⁻ᵀ, d×d row-major, by two triangular solves. It reads the
// upper triangle of the d×d row-major s and the lower one of l.
func whiten(s, l []float64, d int) []float64 {
	x := make([]float64, d*d)
	for i := range d {
		for j := range d {
			x[i*d+j] = s[min(i, j)*d+max(i, j)]
		}
	}
	solveLower(l, x, d) // X = L⁻¹S
	for i := range d {
		for j := range i {
			x[i*d+j], x[j*d+i] = x[j*d+i], x[i*d+j]
		}
	}
	solveLower(l, x, d) // L⁻¹Xᵀ = L⁻¹SL⁻ᵀ
	return x
}

// solveLower overwrites the d×d row-major x by L⁻¹x. It goes row by row, so
// that the inner loop runs over contiguous memory.
func solveLower(l, x []float64, d int) {
	for i := range d {
		row := x[i*d : (i+1)*d]
		for k := range i {
			f := l[i*d+k]
			for j, v := range x[k*d : (k+1)*d] {
				row[j] -= float64(f * v)
			}
		}
		pivot := l[i*d+i]
		for j := range row {
			row[j] /= pivot
		}
	}
}

// clearRounding sets to zero the eigenvalues that a backward stable solver
// cannot tell from zero.
func clearRounding(lambda []float64) {
	var largest float64
	for _, v := range lambda {
		largest = math.Max(largest, math.Abs(v))
	}
	tol := float64(len(lambda)) * 0x1p-52 * largest
	for i, v := range lambda {
		if math.Abs(v) <= tol {
			lambda[i] = 0
		}
	}
}

func finite(x []float64) bool {
	for _, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
