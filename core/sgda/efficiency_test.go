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
