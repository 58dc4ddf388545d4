package metric

import (
	"math"
	"strconv"
)

// Factor returns the lower triangular C with CCᵀ = Σ, d×d, row-major: Cholesky's. Σ is not mutated; only its lower
// triangle is read beyond the check for finiteness. It may be singular: a pivot within 16dε of its diagonal entry,
// ε = 2⁻⁵², is the rounding error of an exact zero, and its column of C is 0.
//
// It returns an error wrapping ErrNotFinite or, for an indefinite Σ, ErrNotPositive, and panics if d < 1 or sigma does
// not have d² elements.
func Factor(sigma []float64, d int) ([]float64, error) {
	checkSquare(sigma, d)
	if !finite(sigma) {
		return nil, ErrNotFinite
	}
	c := make([]float64, d*d)
	for i := range d {
		row := c[i*d : (i+1)*d]
		for j := range i {
			s := sigma[i*d+j]
			for k, v := range c[j*d : j*d+j] {
				s -= float64(v * row[k])
			}
			if pivot := c[j*d+j]; pivot > 0 {
				row[j] = s / pivot
			}
		}
		pivot, whole := sigma[i*d+i], sigma[i*d+i]
		for _, v := range row[:i] {
			pivot -= float64(v * v)
		}
		lost := float64(16*d) * 0x1p-52 * whole
		switch {
		case pivot > lost:
			row[i] = math.Sqrt(pivot)
		case !(pivot >= -lost):
			return nil, ErrNotPositive
		}
	}
	return c, nil
}

// lowered returns the lower triangular L with LLᵀ = FFᵀ and a diagonal that is not negative, by reflections of the
// columns of the d×d row-major f, which is not mutated. Unlike Cholesky's factorisation of FFᵀ it does not square
// what rows that are nearly dependent lose: an entry of row i is off by some ε times the length of the row.
func lowered(f []float64, d int) []float64 {
	l := append([]float64(nil), f...)
	for i := range d {
		v := l[i*d+i : (i+1)*d] // is reflected to (length, 0, …)
		most, first, rest := 0.0, v[0], 0.0
		for _, x := range v {
			most = math.Max(most, math.Abs(x))
		}
		if most == 0 {
			continue
		}
		for k := range v {
			v[k] /= most
		}
		for _, x := range v[1:] {
			rest += float64(x * x)
		}
		if rest < 0x1p-200 { // nothing beside the first, which is ±1
			clear(v[1:])
			v[0] = first
		} else {
			length := math.Sqrt(float64(v[0]*v[0]) + rest)
			if v[0] > 0 { // v becomes v − length·e₁, without cancellation
				v[0] = -rest / (v[0] + length)
			} else {
				v[0] -= length
			}
			for k := i + 1; k < d; k++ {
				reflect(l[k*d+i:(k+1)*d], v, (float64(v[0]*v[0])+rest)/2)
			}
			v[0] = float64(most * length)
			clear(v[1:])
		}
		if v[0] < 0 {
			for k := i; k < d; k++ {
				l[k*d+i] = -l[k*d+i]
			}
		}
	}
	return l
}

// regular returns lowered(W), or where W is singular, or nearly so, the factor of a law close to it: rows are at least
// 10⁻⁹ as long as those of star, the lowered W_*, and what is left of one beside the rows before it is at least 10⁻⁶
// of what is left of that of star. A row of zeros becomes a small copy of the target's. changed says whether it is another
// law.
func regular(w, star []float64, d int) (l []float64, changed bool) {
	const shortest, thinnest = 1e-9, 1e-6
	l = lowered(w, d)
	for i := range d {
		row, want := l[i*d:i*d+i+1], star[i*d:i*d+i+1]
		length, wanted := size(row), size(want)
		if !(length >= shortest*wanted) {
			from, by := row, shortest*wanted/length
			if !(length > 0x1p-500*wanted) {
				from, by = want, shortest
			}
			for k, v := range from {
				row[k] = by * v
			}
			length, changed = shortest*wanted, true
		}
		if least := length * math.Max(thinnest*want[i]/wanted, 0x1p-40); row[i] < least {
			row[i], changed = least, true
		}
	}
	return l, changed
}

// reflect takes from x its part along v twice, where size = |v|²/2.
func reflect(x, v []float64, size float64) {
	along := 0.0
	for i, a := range v {
		along += float64(a * x[i])
	}
	along /= size
	for i, a := range v {
		x[i] -= float64(along * a)
	}
}

func checkSquare(m []float64, d int) {
	if d < 1 || len(m) != d*d {
		panic("metric: a matrix of " + strconv.Itoa(len(m)) + " entries, want the square of " + strconv.Itoa(d))
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
