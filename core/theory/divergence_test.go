package theory

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"saddle/core/gan"
	"saddle/core/linear"
	"saddle/core/metric"
	"saddle/core/rng"
)

func TestDivergenceLimits(t *testing.T) {
	const n = 1e7
	for _, d := range []int{1, 2, 4, 16} {
		f := NewExpectedFloor(gan.NewActivation(gan.Sigmoid, 0, nil), nil, d)
		js, _ := f.JS(n)
		kl, _ := f.KL(n)
		pairs := float64(d * (d + 1))
		near(t, "n·JS", js.Mean*n, pairs/16, 1e-4)
		near(t, "n·KL", kl.Mean*n, pairs/4, 1e-4)
	}
	near(t, "digamma(1)", digamma(1), -0.5772156649015329, 1e-12)
	near(t, "digamma(20.5)", digamma(20.5), (logGamma(20.5+1e-5)-logGamma(20.5-1e-5))/2e-5, 1e-8)
	near(t, "JS of laws far apart", jsOfNormal(1e4), math.Ln2, 1e-12)
	near(t, "JS at the seam", jsOfNormal(1.0001e-4), 1.0001e-4/8-1.0002e-8/64, 1e-6)
}

// The floors of the divergences are what sample covariances have.
func TestDivergenceFloors(t *testing.T) {
	for _, c := range []struct{ d, n, sets int }{{1, 5, 4000}, {1, 50, 2000}, {2, 6, 4000}, {2, 50, 2000}, {4, 12, 2000}, {4, 200, 1000}, {8, 9, 1000}, {16, 60, 300}} {
		t.Run(fmt.Sprintf("d=%d/n=%d", c.d, c.n), func(t *testing.T) {
			r, s := rng.New(uint64(c.n), fmt.Sprint("divergences", c.d)), make([]float64, c.d*c.d)
			js, kl := make([]float64, c.sets), make([]float64, c.sets)
			for k := range c.sets {
				sampleCovariance(s, c.d, c.n, r)
				lambda, err := metric.Spectrum(rooted(t, s, c.d), linear.Identity(c.d), c.d)
				if err != nil {
					t.Fatal(err)
				}
				js[k], kl[k] = metric.JS(lambda), metric.KL(lambda)
			}
			f := NewExpectedFloor(gan.NewActivation(gan.Identity, 0, nil), nil, c.d)
			if floor, ok := f.JS(float64(c.n)); ok {
				alike(t, "JS", floor, js, 0.05, 0.05)
			} else {
				t.Error("JS is unknown")
			}
			floor, ok := f.KL(float64(c.n))
			if ok != (c.n >= 3*c.d) {
				t.Errorf("KL: %v", ok)
			}
			if ok {
				alike(t, "KL", floor, kl, 0.01, 0.15)
			}
		})
	}
}

// alike compares the mean and the quantiles of a sample with those of a floor.
func alike(t *testing.T, what string, f Floor, x []float64, mean, quantiles float64) {
	t.Helper()
	slices.Sort(x)
	n, m, square := float64(len(x)), 0.0, 0.0
	for _, v := range x {
		m += v / n
		square += v * v / n
	}
	if se := math.Sqrt((square - m*m) / n); math.Abs(m-f.Mean) > mean*f.Mean+3*se {
		t.Errorf("%s: mean %.5f ± %.5f, expected %.5f", what, m, se, f.Mean)
	}
	for i, q := range []float64{f.Low68, f.High68, f.Low95, f.High95} {
		at := func(level float64) float64 { return x[min(len(x)-1, max(0, int(level*n)))] }
		se := 3 * math.Sqrt(levels[i]*(1-levels[i])/n)
		if lo, hi := at(levels[i]-se), at(levels[i]+se); q < lo*(1-quantiles) || q > hi*(1+quantiles) {
			t.Errorf("%s: quantile %v is between %.5f and %.5f, not %.5f", what, levels[i], lo, hi, q)
		}
	}
}
