package metric

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func gaussianMatrix(rng *rand.Rand, d int) []float64 {
	m := make([]float64, d*d)
	for i := range m {
		m[i] = rng.NormFloat64()
	}
	return m
}

func multiply(a, b []float64, d int) []float64 {
	c := make([]float64, d*d)
	for i := range d {
		for j := range d {
			for k := range d {
				c[i*d+j] += a[i*d+k] * b[k*d+j]
			}
		}
	}
	return c
}

func transpose(a []float64, d int) []float64 {
	b := make([]float64, d*d)
	for i := range d {
		for j := range d {
			b[j*d+i] = a[i*d+j]
		}
	}
	return b
}

// gram returns WWᵀ.
func gram(w []float64, d int) []float64 { return multiply(w, transpose(w, d), d) }

// wellConditioned returns I + G/(2√d), whose condition number is moderate.
func wellConditioned(rng *rand.Rand, d int) []float64 {
	m := gaussianMatrix(rng, d)
	for i := range m {
		m[i] /= 2 * math.Sqrt(float64(d))
	}
	for i := range d {
		m[i*d+i]++
	}
	return m
}

// rotation orthonormalises the rows of a Gaussian matrix by Gram-Schmidt, twice.
func rotation(rng *rand.Rand, d int) []float64 {
	m := gaussianMatrix(rng, d)
	for range 2 {
		for i := range d {
			row := m[i*d : (i+1)*d]
			for k := range i {
				var dot float64
				for j := range d {
					dot += row[j] * m[k*d+j]
				}
				for j := range d {
					row[j] -= dot * m[k*d+j]
				}
			}
			var norm float64
			for _, v := range row {
				norm += v * v
			}
			for j := range row {
				row[j] /= math.Sqrt(norm)
			}
		}
	}
	return m
}

// Σ_* = AAᵀ and Σ = A diag(λ) Aᵀ have the spectrum λ by construction.
func TestSpectrumByConstruction(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	for _, d := range []int{1, 2, 5, 32, 128} {
		a := wellConditioned(rng, d)
		want := randomSpectrum(rng, d, 1)
		slices.Sort(want)
		scaled := slices.Clone(a)
		for i := range scaled {
			scaled[i] *= math.Sqrt(want[i%d])
		}
		sigma, sigmaStar := gram(scaled, d), gram(a, d)
		sigmaBefore, starBefore := slices.Clone(sigma), slices.Clone(sigmaStar)
		got, err := Spectrum(sigma, sigmaStar, d)
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			if math.Abs(got[i]-want[i]) > 1e-12*want[d-1] {
				t.Errorf("d=%d: λ_%d = %v, want %v", d, i, got[i], want[i])
			}
		}
		if !slices.Equal(sigma, sigmaBefore) || !slices.Equal(sigmaStar, starBefore) {
			t.Errorf("d=%d: arguments mutated", d)
		}
	}
}

func TestUpperTriangleOnly(t *testing.T) {
	got, err := Spectrum([]float64{3, 1, -77, 2}, []float64{2, 0, 55, 1}, 2)
	if err != nil {
		t.Fatal(err)
	}
	want, err := Spectrum([]float64{3, 1, 1, 2}, []float64{2, 0, 0, 1}, 2)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("lower triangle read: %v, want %v", got, want)
	}
}

// WO and W generate the same law for every orthogonal O.
func TestRotationInvariance(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for _, d := range []int{2, 3, 10, 40} {
		w, sigmaStar := wellConditioned(rng, d), gram(wellConditioned(rng, d), d)
		a, err := Gaussian(gram(w, d), sigmaStar, d)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Gaussian(gram(multiply(w, rotation(rng, d), d), d), sigmaStar, d)
		if err != nil {
			t.Fatal(err)
		}
		for _, pair := range [][2]float64{{a.TV, b.TV}, {a.JS, b.JS}, {a.KL, b.KL}, {a.ReverseKL, b.ReverseKL}, {a.Hellinger, b.Hellinger}} {
			if math.Abs(pair[0]-pair[1]) > 1e-12*pair[0] {
				t.Errorf("d=%d: %+v, after rotation %+v", d, a, b)
				break
			}
		}
	}
}

// Neither does the choice of coordinates matter, nor which law is which.
func TestExchangeOfCovariances(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	s1, s2 := gram(wellConditioned(rng, 6), 6), gram(wellConditioned(rng, 6), 6)
	a, errA := Gaussian(s1, s2, 6)
	b, errB := Gaussian(s2, s1, 6)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	if math.Abs(a.TV-b.TV) > 1e-12 || math.Abs(a.JS-b.JS) > 1e-12 || math.Abs(a.KL-b.ReverseKL) > 1e-11*a.KL {
		t.Errorf("%+v, exchanged %+v", a, b)
	}
}

// A generator that has lost a direction is as far from the target as can be,
// however its covariance was rounded.
func TestRankDeficientGenerator(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	for _, d := range []int{1, 2, 7, 64} {
		w := wellConditioned(rng, d)
		for j := range d {
			w[(d-1)*d+j] = 0
			for i := range d - 1 { // the last row repeats the sum of the others
				w[(d-1)*d+j] += w[i*d+j]
			}
		}
		got, err := Gaussian(gram(w, d), gram(wellConditioned(rng, d), d), d)
		if err != nil {
			t.Fatal(err)
		}
		if got != Of([]float64{0}) {
			t.Errorf("d=%d: %+v", d, got)
		}
	}
}

func TestSpectrumErrors(t *testing.T) {
	good := []float64{2, 1, 1, 2}
	for _, c := range []struct {
		name             string
		sigma, sigmaStar []float64
		want             error
	}{
		{"indefinite target", good, []float64{1, 2, 2, 1}, ErrNotPositiveDefinite},
		{"singular target", good, []float64{1, 1, 1, 1}, ErrNotPositiveDefinite},
		{"zero target", good, make([]float64, 4), ErrNotPositiveDefinite},
		{"NaN", []float64{1, 0, math.NaN(), 1}, good, ErrNotFinite},
		{"infinite target", good, []float64{math.Inf(1), 0, 0, 1}, ErrNotFinite},
		{"overflow", []float64{1e200, 0, 0, 1}, []float64{1e-200, 0, 0, 1}, ErrNotFinite},
	} {
		if _, err := Gaussian(c.sigma, c.sigmaStar, 2); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic on a shape mismatch")
		}
	}()
	Spectrum(good, good, 3)
}
