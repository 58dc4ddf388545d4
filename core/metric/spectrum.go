package metric

import (
	"errors"
	"math"

	"saddle/core/linear"
	"saddle/core/svd"
)

// Errors of Factor, Spectrum and Gaussian, to be tested with errors.Is.
var (
	// ErrNotFinite reports an infinite or NaN entry, or an overflow on the way
	// to the spectrum: the signature of a run that diverged.
	ErrNotFinite = errors.New("metric: matrix is not finite")

	// ErrNotPositive reports a matrix that is no law's covariance: it is indefinite.
	ErrNotPositive = errors.New("metric: covariance is indefinite")

	// ErrSingular reports a W_* without an inverse: the real law has no density.
	ErrSingular = errors.New("metric: the factor of the real covariance is singular")
)

// Spectrum returns the eigenvalues of Σ_*⁻¹Σ in ascending order, for Σ = WWᵀ and Σ_* = W_*W_*ᵀ. Both factors are d×d,
// row-major and not mutated.
//
// They are the squares of the singular values of L⁻¹W, LLᵀ = Σ_*. No covariance is formed, so that the condition number
// of W_* enters the error as it is, not squared: an eigenvalue has an absolute error of the order of ε·max|λ|, ε = 2⁻⁵²,
// or, where that would be more than 10⁻⁶ of it, a relative one, times the condition number in either case. W may be
// singular: what rounding leaves of an exact zero is returned as 0, so that a rank deficient generator is seen as such.
//
// It returns an error wrapping ErrNotFinite or ErrSingular for bad factors, and panics if d < 1 or a slice does not
// have d² elements.
func Spectrum(w, star []float64, d int) ([]float64, error) {
	checkSquare(w, d)
	checkSquare(star, d)
	if !finite(w) || !finite(star) {
		return nil, ErrNotFinite
	}
	m, err := newMeasure(star, d)
	if err != nil {
		return nil, err
	}
	return m.spectrum(w)
}

// measure is what a target's W_* gives to compare others with.
type measure struct {
	d       int
	lower   []float64 // L, LLᵀ = W_*W_*ᵀ, its rows and those of W in units of unit
	unit    []float64 // d: the length of each row of W_*
	inverse float64   // ‖L⁻¹‖_F
}

func newMeasure(star []float64, d int) (*measure, error) {
	m := &measure{d: d, lower: append([]float64(nil), star...), unit: make([]float64, d)}
	for i := range d {
		row := m.lower[i*d : (i+1)*d]
		m.unit[i] = size(row)
		for k := range row {
			row[k] /= m.unit[i]
		}
	}
	if !finite(m.lower) {
		return nil, ErrSingular // a row of zeros
	}
	m.lower = lowered(m.lower, d)
	inverse := make([]float64, d*d)
	for i := range d {
		if !(m.lower[i*d+i] > float64(4*d)*0x1p-52) { // of a row of length 1
			return nil, ErrSingular
		}
		inverse[i*d+i] = 1
	}
	linear.SolveLower(m.lower, inverse, d, d)
	if m.inverse = size(inverse); math.IsInf(m.inverse, 1) {
		return nil, ErrSingular
	}
	return m, nil
}

// whiten returns L⁻¹W, d×d.
func (m *measure) whiten(w []float64) []float64 {
	d := m.d
	b := append([]float64(nil), w...)
	for i, v := range b {
		b[i] = v / m.unit[i/d]
	}
	linear.SolveLower(m.lower, b, d, d)
	return b
}

func (m *measure) spectrum(w []float64) ([]float64, error) {
	d := m.d
	b := m.whiten(w)
	gram := make([]float64, d*d)
	for i := range d {
		for j := range i + 1 {
			for k, v := range b[j*d : (j+1)*d] {
				gram[i*d+j] += float64(v * b[i*d+k])
			}
		}
	}
	if !finite(gram) {
		return nil, ErrNotFinite
	}
	lambda, ok := linear.Eigenvalues(gram, d)
	if !ok {
		return nil, errors.New("metric: eigenvalues of the whitened covariance do not converge")
	}
	if !(lambda[0] > 1e-10*lambda[d-1]) { // the digits of the small ones are lost in the products
		lambda = svd.Values(b, d)
		scaled := 0.0
		for i, v := range w {
			scaled = math.Max(scaled, math.Abs(v)/m.unit[i/d])
		}
		lost := float64(d*d) * 0x1p-52 * m.inverse * scaled
		for i, v := range lambda {
			if v <= lost {
				v = 0
			}
			lambda[i] = float64(v * v)
		}
		linear.Ascend(lambda)
	}
	return lambda, nil
}

// size returns √Σx², which may be infinite.
func size(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += float64(v * v)
	}
	return math.Sqrt(s)
}
