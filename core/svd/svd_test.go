package svd

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/core/linear"
)

// orthogonal returns a random orthogonal matrix: Gram-Schmidt, twice, on the rows of a Gaussian one.
func orthogonal(r *rand.Rand, d int) []float64 {
	q := make([]float64, d*d)
	for i := range q {
		q[i] = r.NormFloat64()
	}
	for i := range d {
		row := q[i*d : (i+1)*d]
		for range 2 {
			for k := range i {
				c := linear.Dot(row, q[k*d:(k+1)*d])
				for j := range row {
					row[j] -= c * q[k*d+j]
				}
			}
		}
		n := length(row)
		for j := range row {
			row[j] /= n
		}
	}
	return q
}

// product returns U diag(s) V.
func product(u, s, v []float64) []float64 {
	d := len(s)
	w := make([]float64, d*d)
	for i := range d {
		for j := range d {
			for k := range d {
				w[i*d+j] += u[i*d+k] * s[k] * v[k*d+j]
			}
		}
	}
	return w
}

func TestByConstruction(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, d := range []int{1, 2, 4, 33} {
		u, v, s, clamped := orthogonal(r, d), orthogonal(r, d), make([]float64, d), make([]float64, d)
		for i := range s {
			s[i] = math.Exp(8 * r.NormFloat64())
			clamped[i] = min(max(s[i], 1e-3), 1e3)
		}
		slices.Sort(s)
		slices.Sort(clamped)
		w := product(u, s, v)
		got := Values(w, d)
		slices.Sort(got)
		for i := range s {
			if math.Abs(got[i]-s[i]) > 1e-13*s[d-1] {
				t.Errorf("d = %d: σ_%d = %v, want %v", d, i, got[i], s[i])
			}
		}
		Clamp(w, d, 1e-3, 1e3)
		for i, want := range product(u, clamped, v) {
			if math.Abs(w[i]-want) > 1e-12*s[d-1]+1e-12*clamped[d-1] {
				t.Errorf("d = %d: the clamp is off by %.1e", d, w[i]-want)
			}
		}
	}
}

// Without a direction of its own a column gets one.
func TestClampOfSingularMatrices(t *testing.T) {
	for _, w := range [][]float64{make([]float64, 9), {1, 0, 0, 0, 0, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 1, 1, 1, 1}} {
		Clamp(w, 3, 1e-3, 1e3)
		if s := slices.Min(Values(w, 3)); math.Abs(s-1e-3) > 1e-15 {
			t.Errorf("clamped to σ_min = %v", s)
		}
	}
}
