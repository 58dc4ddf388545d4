package sgda

import (
	"flag"
	"fmt"
	"math"
	"testing"

	"saddle/core/metric"
)

var long = flag.Bool("long", false, "run the statistical tables in full: minutes instead of seconds")

// scaledErrors returns N‖Σ_*^{−1/2} Σ̂ Σ_*^{−1/2} − I‖²_F of the averaged run and of the sample covariance
// of the same samples, the maximum-likelihood estimate, of which the mean is d(d+1).
func scaledErrors(t *testing.T, tr *Trainer) (run, likelihood float64) {
	s := tr.State()
	scaled := func(sigma []float64) float64 {
		lambda, err := metric.Spectrum(sigma, s.SigmaStar, tr.d)
		if err != nil {
			t.Fatal(err)
		}
		return float64(tr.Samples()) * metric.FrobeniusSq(lambda)
	}
	return scaled(s.Sigma), scaled(s.SampleCovariance)
}

// ratioOfMeans returns E x/E y and its standard error by the jackknife. Errors on the same samples rise and
// fall together, so that the ratio is known far better than either mean.
func ratioOfMeans(x, y []float64) (ratio, se float64) {
	var sx, sy float64
	for i := range x {
		sx += x[i]
		sy += y[i]
	}
	ratio = sx / sy
	n := float64(len(x))
	for i := range x {
		without := (sx - x[i]) / (sy - y[i])
		se += (without - ratio) * (without - ratio) * (n - 1) / n
	}
	return ratio, math.Sqrt(se)
}

// TestEfficiency prints how much the averaged run loses against maximum likelihood on the same samples:
// predicted is 1 + B/B_f = 1.1 times the squared error. Without -long it looks at less of the same table.
func TestEfficiency(t *testing.T) {
	type limit struct {
		samples int64
		most    float64 // times the prediction
	}
	limits := []limit{{100_000, 1.3}}
	dims, kappas := map[int]int{2: 12, 8: 4}, []float64{1, 10} // seeds by dimension
	if *long {
		limits = append(limits, limit{1_000_000, 1.1})
		dims, kappas = map[int]int{2: 60, 4: 40, 8: 20, 16: 20}, []float64{1, 3, 10}
	}
	t.Log("squared error over that of maximum likelihood, divided by its prediction 1.1")
	for d, seeds := range dims {
		for _, kappa := range kappas {
			t.Run(fmt.Sprintf("d=%d/kappa=%v", d, kappa), func(t *testing.T) {
				t.Parallel()
				runs, best := make([][]float64, len(limits)), make([][]float64, len(limits))
				for seed := range seeds {
					tr := New(parse(t, fmt.Sprintf("fakes=10&d=%d&kappa=%v&eps=0", d, kappa)).WithSeed(uint64(seed + 1)))
					for i, l := range limits {
						for tr.Samples() < l.samples {
							tr.Step()
						}
						run, likelihood := scaledErrors(t, tr)
						runs[i], best[i] = append(runs[i], run/1.1), append(best[i], likelihood)
					}
				}
				for i, l := range limits {
					ratio, se := ratioOfMeans(runs[i], best[i])
					t.Logf("N = %7d: %.3f ± %.3f times the prediction, at most %.2f", l.samples, ratio, se, l.most)
					if ratio > l.most+2*se {
						t.Error("too far from the limit")
					}
				}
			})
		}
	}
}

// slope fits log y = a + b log x by least squares over all points and returns b and its standard error.
func slope(x, y []float64) (b, se float64) {
	n := float64(len(x))
	var mx, my, sxx, sxy float64
	for i := range x {
		mx += math.Log(x[i]) / n
		my += math.Log(y[i]) / n
	}
	for i := range x {
		dx := math.Log(x[i]) - mx
		sxx += dx * dx
		sxy += dx * (math.Log(y[i]) - my)
	}
	b = sxy / sxx
	rest := 0.0
	for i := range x {
		r := math.Log(y[i]) - my - b*(math.Log(x[i])-mx)
		rest += r * r
	}
	return b, math.Sqrt(rest / (n - 2) / sxx)
}

// TestRate prints the slope of log TV against log N at d = 8, predicted −1/2.
func TestRate(t *testing.T) {
	activations, seeds, marks := []string{"leaky"}, 6, []int64{10_000, 20_000, 40_000, 80_000}
	if *long {
		activations, seeds, marks = options(t, "phi"), 8, []int64{10_000, 31_623, 100_000, 316_228, 1_000_000}
	}
	for _, phi := range activations {
		t.Run(phi, func(t *testing.T) {
			t.Parallel()
			var n, tv []float64
			for seed := range seeds {
				tr := New(parse(t, "d=8&fakes=10&init=round&phi="+phi).WithSeed(uint64(seed + 1)))
				for _, mark := range marks {
					for tr.Samples() < mark {
						tr.Step()
					}
					s := tr.State()
					n, tv = append(n, float64(tr.Samples())), append(tv, totalVariation(t, s.Sigma, s.SigmaStar, 8))
				}
			}
			b, se := slope(n, tv)
			t.Logf("slope %.3f ± %.3f, predicted −0.5", b, se)
			if !(se <= 0.03) || math.Abs(b+0.5) > 2*se+0.02 {
				t.Errorf("slope %.3f ± %.3f", b, se)
			}
		})
	}
}

// TestSamplesGrowAsTheSquareOfTheDimension prints the exponent of N(ε) in d, where N(ε) are the samples
// after which the total variation is ε on average: predicted 2, up to the small d (metric.FloorTV). The runs
// end after N = 2500·d² samples, where the total variation should be about the same for all d; at
// the rate N^−1/2 of TestRate that at N has N(ε) = N(TV/ε)².
func TestSamplesGrowAsTheSquareOfTheDimension(t *testing.T) {
	seeds := map[int]int{2: 24, 4: 12, 8: 4}
	if *long {
		seeds = map[int]int{2: 80, 4: 40, 8: 20, 16: 10, 32: 4}
	}
	var d, n []float64
	for dim, count := range seeds {
		sum, needed := 0.0, 2500*float64(dim*dim)
		for seed := range count {
			tr := New(parse(t, fmt.Sprintf("d=%d&fakes=10", dim)).WithSeed(uint64(seed + 1)))
			for float64(tr.Samples()) < needed {
				tr.Step()
			}
			s := tr.State()
			tv := totalVariation(t, s.Sigma, s.SigmaStar, dim)
			sum += tv / float64(count)
			d, n = append(d, float64(dim)), append(n, needed*(tv/0.005)*(tv/0.005))
		}
		t.Logf("d = %2d: N(0.005) = %.3g", dim, needed*(sum/0.005)*(sum/0.005))
	}
	b, se := slope(d, n)
	t.Logf("N grows as d^(%.2f ± %.2f), predicted 2", b, se)
	if math.Abs(b-2) > 0.15+2*se {
		t.Errorf("exponent %.2f ± %.2f", b, se)
	}
}
