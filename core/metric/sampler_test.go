package metric

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/core/gan"
	"saddle/core/rng"
)

// The draws have the moments of the truncated law, in every branch of the rejection.
func TestTruncatedNormal(t *testing.T) {
	r := rng.New(1, "test")
	inf := math.Inf(1)
	for _, c := range [][2]float64{{-inf, 0}, {0, inf}, {-inf, -3}, {2, inf}, {-1, 1}, {0.2, 0.4}, {-0.5, 2}, {1, 6}, {5, 5.2}, {3, 40}, {-inf, 5}, {0.4, 1.7}, {-9, -7}, {0.25, 1.75}} {
		const n = 100_000
		var sum, squares float64
		for range n {
			x := truncatedNormal(r, c[0], c[1])
			if x < c[0] || x > c[1] {
				t.Fatalf("%v drawn from %v", x, c)
			}
			sum += x
			squares += x * x
		}
		var mass, mean float64 // by the midpoint rule
		lo, hi := max(c[0], -12), min(c[1], 12)
		const parts = 100_000
		for k := range parts {
			x := lo + (hi-lo)*(float64(k)+0.5)/parts
			mass += math.Exp(-x * x / 2)
			mean += x * math.Exp(-x*x/2)
		}
		mean /= mass
		got := sum / n
		se := math.Sqrt((squares/n-got*got)/n) + 1e-12
		if math.Abs(got-mean) > 4.5*se {
			t.Errorf("mean of %v: %v ± %v, want %v", c, got, se, mean)
		}
	}
}

// sampled returns the estimate where the exact value is known too.
func sampled(t *testing.T, flat []gan.Interval, sigma, sigmaStar []float64, d int, seed uint64) (Distances, float64, Distances) {
	t.Helper()
	s := newSampler(flat, sigmaStar, d, seed)
	gaussian, err := Gaussian(sigma, sigmaStar, d)
	if err != nil {
		t.Fatal(err)
	}
	got, se := s.distances(sigma, gaussian, true)
	return got, se, gaussian
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
		{"far", relu, cov(1, 1, 0.5), cov(1, 1, -0.2), 2},
		{"near", relu, cov(1.01, 0.99, 0.22), cov(1, 1, 0.2), 2},
		{"correlated", relu, cov(1.1, 1, -0.8), cov(1, 1, -0.85), 2},
		{"wide", relu, cov(0.3, 2, 0), cov(1, 1, 0.3), 2},
		{"line", hard, []float64{1.3}, []float64{1}, 1},
		{"line far", hard, []float64{0.2}, []float64{2}, 1},
	} {
		want := cutLineOr(c.flat, c.sigma, c.sigmaStar, c.d)
		var tv, js, kl, h moments
		var said float64
		const seeds = 12
		for seed := range seeds {
			got, se, _ := sampled(t, c.flat, c.sigma, c.sigmaStar, c.d, uint64(seed))
			tv.add(got.TV)
			js.add(got.JS)
			kl.add(got.KL)
			h.add(got.Hellinger)
			said += se / seeds
		}
		m, s := tv.mean(), tv.standardError()*math.Sqrt(seeds-1)
		t.Logf("%s: TV %.5f ± %.5f a run, said %.5f; exact %.5f; JS %.6f, exact %.6f; KL %.6f, exact %.6f; H %.5f, exact %.5f",
			c.name, m, s, said, want.TV, js.mean(), want.JS, kl.mean(), want.KL, h.mean(), want.Hellinger)
		if math.Abs(m-want.TV) > 4*s/math.Sqrt(seeds)+0.01*want.TV {
			t.Errorf("%s: TV %v, want %v", c.name, m, want.TV)
		}
		if s > 2*said || s < said/2 {
			t.Errorf("%s: the scatter is %v, the standard error %v", c.name, s, said)
		}
	}
}

func cutLineOr(flat []gan.Interval, sigma, sigmaStar []float64, d int) Distances {
	var s integrals
	if d == 1 {
		s = cutLine(sigma[0], sigmaStar[0], flat, 1e-12, true)
	} else {
		s = rectified2(sigma, sigmaStar, 1e-12, true)
	}
	return s.distances()
}

var _ = fmt.Sprint
var _ = rand.New
