package metric

import (
	"errors"
	"fmt"
	"math"
	"math/big"
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
		star := wellConditioned(rng, d)
		want := randomSpectrum(rng, d, 1)
		slices.Sort(want)
		w := slices.Clone(star)
		for i := range w {
			w[i] *= math.Sqrt(want[i%d])
		}
		before, starBefore := slices.Clone(w), slices.Clone(star)
		got, err := Spectrum(w, star, d)
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			if math.Abs(got[i]-want[i]) > 1e-12*want[d-1] {
				t.Errorf("d=%d: λ_%d = %v, want %v", d, i, got[i], want[i])
			}
		}
		if !slices.Equal(w, before) || !slices.Equal(star, starBefore) {
			t.Errorf("d=%d: arguments mutated", d)
		}
	}
}

// A covariance has a factor, also where it is singular, and its law is that of every other one.
func TestFactor(t *testing.T) {
	rng := rand.New(rand.NewPCG(10, 10))
	for _, d := range []int{1, 2, 5, 32, 128} {
		for _, rank := range []int{d, d - 1, 0} {
			w, star := wellConditioned(rng, d), wellConditioned(rng, d)
			for j := range d {
				for i := rank; i < d; i++ {
					w[i*d+j] = 0
					for k := range rank { // the sum of the others
						w[i*d+j] += w[k*d+j]
					}
				}
			}
			sigma := gram(w, d)
			c, err := Factor(sigma, d)
			if err != nil {
				t.Fatal(err)
			}
			for i, v := range gram(c, d) {
				if math.Abs(v-sigma[i]) > 1e-12*float64(d) {
					t.Fatalf("d=%d rank %d: the factor is off by %v", d, rank, v-sigma[i])
				}
			}
			a, errA := Gaussian(w, star, d)
			b, errB := Gaussian(c, star, d)
			if errA != nil || errB != nil || math.Abs(a.TV-b.TV) > 1e-12 || math.Abs(a.JS-b.JS) > 1e-12 {
				t.Errorf("d=%d rank %d: %+v, by the factor of the covariance %+v: %v %v", d, rank, a, b, errA, errB)
			}
		}
	}
	for _, c := range []struct {
		sigma []float64
		want  error
	}{{[]float64{1, 2, 2, 1}, ErrNotPositive}, {[]float64{-1, 0, 0, 1}, ErrNotPositive}, {[]float64{1, 0, math.NaN(), 1}, ErrNotFinite}} {
		if _, err := Factor(c.sigma, 2); !errors.Is(err, c.want) {
			t.Errorf("factor of %v: error %v, want %v", c.sigma, err, c.want)
		}
	}
}

// exactSpectrum returns the eigenvalues of Σ_*⁻¹WWᵀ for d = 2 by rational arithmetic and a root of 200 digits.
func exactSpectrum(w, star []float64) (least, most float64) {
	rat := func(x float64) *big.Rat { return new(big.Rat).SetFloat64(x) }
	times := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
	minus := func(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }
	det := func(m []float64) *big.Rat { return minus(times(rat(m[0]), rat(m[3])), times(rat(m[1]), rat(m[2]))) }
	// B = W_*⁻¹W, and the trace and determinant of BBᵀ.
	trace, under := new(big.Rat), det(star)
	for j := range 2 {
		for _, b := range []*big.Rat{minus(times(rat(star[3]), rat(w[j])), times(rat(star[1]), rat(w[2+j]))),
			minus(times(rat(star[0]), rat(w[2+j])), times(rat(star[2]), rat(w[j])))} {
			b.Quo(b, under)
			trace.Add(trace, times(b, b))
		}
	}
	d := new(big.Rat).Quo(det(w), under)
	product := times(d, d)
	float := func(r *big.Rat) *big.Float { return new(big.Float).SetPrec(700).SetRat(r) }
	root := float(minus(times(trace, trace), times(rat(4), product)))
	root.Sqrt(root)
	large := root.Add(root, float(trace))
	large.Quo(large, big.NewFloat(2))
	most, _ = large.Float64()
	least, _ = new(big.Float).Quo(float(product), large).Float64()
	return least, most
}

// Targets as thin as package config lets pass, and thinner ones, have the distances of their exact spectrum.
func TestThinTargets(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 11))
	var admitted, beyond worst
	for _, gap := range []float64{1, 1e-2, 1e-4, 4.1e-4, 1e-5, 1e-6} {
		for range 40 {
			star := []float64{100 * (1 + rng.Float64()), 100, 100, 0}
			star[3] = star[1]*star[2]/star[0] - gap
			w := []float64{star[0] * (1 + gap*rng.NormFloat64()/100), star[1], star[2], star[3] + gap*rng.NormFloat64()}
			if rng.IntN(2) == 0 {
				w = gaussianMatrix(rng, 2)
			}
			lambda, err := Spectrum(w, star, 2)
			if err != nil {
				t.Fatal(err)
			}
			least, most := exactSpectrum(w, star)
			name := fmt.Sprintf("W = %v, W_* = %v", w, star)
			at := &admitted
			if gap < 4e-4 { // the condition number passes 10⁶
				at = &beyond
			}
			at.see(lambda[1], most, most, name)
			at.see(lambda[0], least, math.Max(least, 1e-6*most), name)
			at.see(TV(lambda), TV([]float64{least, most}), 1, name)
		}
	}
	admitted.check(t, "condition number up to 10⁶", 1e-8)
	beyond.check(t, "beyond", 1e-6)
	tv, _ := Gaussian([]float64{100, 100, 100, 99.99998}, []float64{100, 100, 100, 99.99999}, 2)
	if math.Abs(tv.TV-0.38302) > 5e-6 {
		t.Errorf("twice the gap: TV %v, want 0.38302", tv.TV)
	}
}

// WO and W generate the same law for every orthogonal O.
func TestRotationInvariance(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for _, d := range []int{2, 3, 10, 40} {
		w, star := wellConditioned(rng, d), wellConditioned(rng, d)
		a, err := Gaussian(w, star, d)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Gaussian(multiply(w, rotation(rng, d), d), multiply(star, rotation(rng, d), d), d)
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
	s1, s2 := wellConditioned(rng, 6), wellConditioned(rng, 6)
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
// however it was rounded.
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
		got, err := Gaussian(w, wellConditioned(rng, d), d)
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
		name    string
		w, star []float64
		want    error
	}{
		{"singular target", good, []float64{1, 1, 1, 1}, ErrSingular},
		{"zero target", good, make([]float64, 4), ErrSingular},
		{"NaN", []float64{1, 0, math.NaN(), 1}, good, ErrNotFinite},
		{"infinite target", good, []float64{math.Inf(1), 0, 0, 1}, ErrNotFinite},
		{"overflow", []float64{1e200, 0, 0, 1}, good, ErrNotFinite},
	} {
		if _, err := Gaussian(c.w, c.star, 2); !errors.Is(err, c.want) {
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
