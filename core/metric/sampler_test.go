package metric

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/core/gan"
)

// sampled returns the estimate where the exact value is known too.
func sampled(t *testing.T, flat []gan.Interval, sigma, sigmaStar []float64, d int, seed uint64) (Distances, Distances) {
	t.Helper()
	s := samplerOf(t, flat, sigmaStar, d, seed)
	gaussian, err := Gaussian(sigma, sigmaStar, d)
	if err != nil {
		t.Fatal(err)
	}
	return s.distances(sigma, gaussian, true, 1), gaussian
}

func samplerOf(t testing.TB, flat []gan.Interval, star []float64, d int, seed uint64) *sampler {
	t.Helper()
	m, err := newMeasure(star, d)
	if err != nil {
		t.Fatal(err)
	}
	return newSampler(flat, star, m, seed)
}

// TestSamplerAgainstQuadrature looks at ReLU for d = 2, and at the line, over many seeds: the mean is the exact
// value, and the scatter is what the standard error says.
func TestSamplerAgainstQuadrature(t *testing.T) {
	relu, hard := gan.NewActivation(gan.ReLU, 0, nil).Flat(), gan.NewActivation(gan.HardTanh, 0, nil).Flat()
	for _, c := range []struct {
		name             string
		flat             []gan.Interval
		sigma, sigmaStar []float64
		d                int
	}{
		{"far", relu, pair(1, 1, 0.5), pair(1, 1, -0.2), 2},
		{"near", relu, pair(1.01, 0.99, 0.22), pair(1, 1, 0.2), 2},
		{"correlated", relu, pair(1.1, 1, -0.8), pair(1, 1, -0.85), 2},
		{"wide", relu, pair(0.3, 2, 0), pair(1, 1, 0.3), 2},
		{"line", hard, []float64{math.Sqrt(1.3)}, []float64{1}, 1},
		{"line far", hard, []float64{math.Sqrt(0.2)}, []float64{math.Sqrt(2)}, 1},
	} {
		want := cutLineOr(c.flat, c.sigma, c.sigmaStar, c.d)
		var tv, js, kl, h moments
		var said float64
		const seeds = 8
		for seed := range seeds {
			got, _ := sampled(t, c.flat, c.sigma, c.sigmaStar, c.d, uint64(seed))
			tv.add(got.TV)
			js.add(got.JS)
			kl.add(got.KL)
			h.add(got.Hellinger)
			said += got.TVError / seeds
		}
		m, s := tv.mean(), tv.standardError()*math.Sqrt(seeds-1)
		t.Logf("%s: TV %.5f ± %.5f a run, said ± %.5f, exact %.5f; JS %.6f, exact %.6f; KL %.6f, exact %.6f; H %.5f, exact %.5f",
			c.name, m, s, said, want.TV, js.mean(), want.JS, kl.mean(), want.KL, h.mean(), want.Hellinger)
		if math.Abs(m-want.TV) > 1.5*said+0.01*want.TV {
			t.Errorf("%s: TV %v ± %v, want %v", c.name, m, said, want.TV)
		}
		if s > 1.5*said+1e-12 {
			t.Errorf("%s: the scatter is %v, the error given %v", c.name, s, said)
		}
		near(t, c.name, Distances{JS: js.mean(), KL: kl.mean(), Hellinger: h.mean()}, Distances{JS: want.JS, KL: want.KL, Hellinger: want.Hellinger}, 0.1*want.Hellinger)
	}
}

// TestSamplerAgainstProducts looks at laws without correlations, where the ratio of the laws of y is a product
// and plain Monte Carlo is free of bias.
func TestSamplerAgainstProducts(t *testing.T) {
	for name, variances := range map[string][]float64{
		gan.HardTanh: {1.1, 0.9, 0.7, 1.2},
		gan.ReLU:     {1.1, 0.9, 0.95, 1.2, 1.05, 0.8, 1, 1.1, 0.9, 1.15, 1, 0.95},
	} {
		d := len(variances)
		sigma, sigmaStar := make([]float64, d*d), make([]float64, d*d)
		for i, v := range variances {
			sigma[i*d+i], sigmaStar[i*d+i] = math.Sqrt(v), 1
		}
		flat := gan.NewActivation(name, 0, nil).Flat()
		r := rand.New(rand.NewPCG(31, 1))
		var tv, js moments
		for range 200_000 {
			l := 0.0
			for _, v := range variances {
				z := r.NormFloat64()
				density := true
				for _, f := range flat {
					if z >= f.Lo && z <= f.Hi {
						l += logMass(f.Lo/math.Sqrt(v), f.Hi/math.Sqrt(v)) - logMass(f.Lo, f.Hi)
						density = false
					}
				}
				if density {
					l -= z*z*(1/v-1)/2 + math.Log(v)/2
				}
			}
			tv.add(math.Max(0, -math.Expm1(l)))
			ratio := math.Exp(l)
			js.add((math.Log(2/(1+ratio)) + ratio*math.Log(2*ratio/(1+ratio))) / 2)
		}
		got, gaussian := sampled(t, flat, sigma, sigmaStar, d, 1)
		t.Logf("%s d=%d: TV %.5f ± %.5f, plain Monte Carlo %.5f ± %.5f, before φ %.5f; JS %.5f and %.5f",
			name, d, got.TV, got.TVError, tv.mean(), tv.standardError(), gaussian.TV, got.JS, js.mean())
		if math.Abs(got.TV-tv.mean()) > 3*(got.TVError+tv.standardError()) || math.Abs(got.JS-js.mean()) > 0.1*js.mean() {
			t.Errorf("%s: they disagree", name)
		}
		if again, _ := sampled(t, flat, sigma, sigmaStar, d, 1); again != got {
			t.Errorf("%s: the same seed gives other numbers", name)
		}
	}
}

// TestSamplerInHighDimension: the estimate lies between 0 and the distance before φ, and scales with it near
// the target.
func TestSamplerInHighDimension(t *testing.T) {
	for _, d := range []int{3, 16, 64} {
		flat := gan.NewActivation(gan.ReLU, 0, nil).Flat()
		rng := rand.New(rand.NewPCG(32, uint64(d)))
		sigmaStar := wellConditioned(rng, d)
		change := gaussianMatrix(rng, d)
		s := samplerOf(t, flat, sigmaStar, d, 1)
		var last float64
		for i, size := range []float64{1e-2, 1e-3, 1e-4} {
			sigma := make([]float64, d*d)
			for i := range d {
				for j := range d {
					sigma[i*d+j] = sigmaStar[i*d+j] + size/float64(d)*(change[i*d+j]+change[j*d+i])/2
				}
			}
			gaussian, err := Gaussian(sigma, sigmaStar, d)
			if err != nil {
				t.Fatal(err)
			}
			got := s.distances(sigma, gaussian, true, 1)
			se := got.TVError
			share := got.TV / gaussian.TV
			t.Logf("d=%d: TV %.3g ± %.1g, %.3f of %.3g before φ", d, got.TV, se, share, gaussian.TV)
			if !(share > 0.4 && share < 1) || se > 0.15*got.TV || i > 0 && math.Abs(share/last-1) > 0.1 {
				t.Errorf("d=%d: TV %v ± %v, %v before φ; the share was %v", d, got.TV, se, gaussian.TV, last)
			}
			last = share
		}
	}
}

func BenchmarkSampler(b *testing.B) {
	flat := gan.NewActivation(gan.ReLU, 0, nil).Flat()
	for _, d := range []int{2, 8, 16, 32, 64, 128} {
		rng := rand.New(rand.NewPCG(33, uint64(d)))
		sigma, sigmaStar := wellConditioned(rng, d), wellConditioned(rng, d)
		b.Run(fmt.Sprintf("d=%d/new", d), func(b *testing.B) {
			for b.Loop() {
				samplerOf(b, flat, sigmaStar, d, 1)
			}
		})
		s := samplerOf(b, flat, sigmaStar, d, 1)
		for _, all := range []bool{false, true} {
			b.Run(fmt.Sprintf("d=%d/all=%v", d, all), func(b *testing.B) {
				for b.Loop() {
					s.distances(sigma, Distances{TV: 1, JS: 1, KL: 1, ReverseKL: 1, Hellinger: 1}, all, 1)
				}
			})
		}
	}
}

func cutLineOr(flat []gan.Interval, sigma, sigmaStar []float64, d int) Distances {
	var s integrals
	if d == 1 {
		s = lineFaces(sigma[0], sigmaStar[0], flat, 1e-12, true)
	} else {
		s = planeFaces(sigma, sigmaStar, flat, 1e-12, true)
	}
	return s.distances()
}

// TestSamplerFarApart looks at laws that hardly overlap, where the states of one never meet the other: they must
// not be taken for equal.
func TestSamplerFarApart(t *testing.T) {
	relu := gan.NewActivation(gan.ReLU, 0, nil).Flat()
	for _, d := range []int{16, 64, 128} {
		for _, by := range []float64{0.1, 10} {
			sigma, star := make([]float64, d*d), make([]float64, d*d)
			for i := range d {
				sigma[i*d+i], star[i*d+i] = math.Sqrt(by), 1
			}
			got, _ := sampled(t, relu, sigma, star, d, 1)
			t.Logf("d = %d, Σ = %v I: TV %.4f ± %.4f, JS %.4f, KL %.3g, reverse %.3g, H %.4f", d, by, got.TV, got.TVError, got.JS, got.KL, got.ReverseKL, got.Hellinger)
			if got.TV < 0.9 || got.JS < 0.9*math.Ln2 || got.Hellinger < 0.85 || got.KL < 1 || got.ReverseKL < 1 {
				t.Errorf("d = %d, Σ = %v I: %+v", d, by, got)
			}
		}
	}
}
