//go:build !js

package sgda

import (
	"fmt"
	"math"
	"testing"

	"saddle/core/linear"
	"saddle/core/theory"
)

// scaledError returns d(d+1) + N(2⟨E_m, E − E_m⟩ + ‖E − E_m‖²) over d(d+1), where E = Σ_*^{−1/2} Σ̂ Σ_*^{−1/2} − I
// for the averaged run and E_m for the sample covariance of the same N samples. The mean of N‖E_m‖²_F is
// exactly d(d+1), so that of the result is the mean of N‖E‖²_F over d(d+1); but what the samples themselves are
// off by, which is most of the scatter, has been taken out.
func scaledError(t *testing.T, tr *Trainer) float64 {
	t.Helper()
	s, d := tr.State(), tr.d
	l := clone(s.SigmaStar)
	if !linear.Factor(l, d, 0) {
		t.Fatal("the target is singular")
	}
	inv := linear.InvertLower(l, d)
	run, best := linear.Congruent(inv, s.Sigma, d), linear.Congruent(inv, s.SampleCovariance, d)
	sum := 0.0
	for i := range run {
		e := best[i]
		if i%(d+1) == 0 {
			e--
		}
		x := run[i] - best[i]
		sum += 2*e*x + x*x
	}
	return 1 + sum*float64(tr.Samples())/float64(d*(d+1))
}

// limit is a number of samples and how many times the predicted squared error a run may have then.
type limit struct {
	samples int64
	most    float64
}

// losses returns, for each limit and seed, the squared error of an averaged run over its prediction
// (1 + B/B_f)·d(d+1)/N.
func losses(t *testing.T, query string, seeds int, limits []limit) [][]float64 {
	t.Helper()
	out := make([][]float64, len(limits))
	for seed := range seeds {
		tr := New(parse(t, query+"&eps=0").WithSeed(uint64(seed + 1)))
		for i, l := range limits {
			for tr.Samples() < l.samples {
				tr.Step()
			}
			out[i] = append(out[i], scaledError(t, tr)/(1+1/float64(tr.cfg.Fakes)))
		}
	}
	return out
}

// TestEfficiency prints how far the averaged run, with the default settings but for 10 fakes per real, is from the
// statistical limit: N E‖Σ_*^{−1/2} Σ̂ Σ_*^{−1/2} − I‖²_F over its prediction (1 + 1/10)·d(d+1). In whitened
// coordinates the run does not know the condition number, so that the three rows of a dimension are three
// samples of one number; it has to be under the limit by two standard errors. Without -long it looks at part of
// the table.
func TestEfficiency(t *testing.T) {
	limits := []limit{{100_000, 1.3}}
	seeds, kappas := map[int]int{2: 120, 4: 40, 8: 14, 16: 4}, []float64{1, 10}
	if *long {
		limits = append(limits, limit{1_000_000, 1.1})
		seeds, kappas = map[int]int{2: 800, 4: 120, 8: 40, 16: 20}, []float64{1, 3, 10}
	}
	t.Log("squared error over its prediction")
	for _, d := range []int{2, 4, 8, 16} {
		t.Run(fmt.Sprintf("d=%d", d), func(t *testing.T) {
			t.Parallel()
			all := make([][]float64, len(limits))
			for _, kappa := range kappas {
				found := losses(t, fmt.Sprintf("fakes=10&d=%d&kappa=%v", d, kappa), seeds[d], limits)
				for i, l := range limits {
					mean, se := meanAndError(found[i])
					t.Logf("d = %2d  κ = %2v  N = %7d  %.3f ± %.3f  at most %.1f  %d seeds", d, kappa, l.samples, mean, se, l.most, seeds[d])
					if mean-2*se > l.most {
						t.Errorf("d = %d, κ = %v: too far from the limit", d, kappa)
					}
					all[i] = append(all[i], found[i]...)
				}
			}
			for i, l := range limits {
				mean, se := meanAndError(all[i])
				t.Logf("d = %2d  all κ   N = %7d  %.3f ± %.3f  at most %.1f", d, l.samples, mean, se, l.most)
				if !(mean+2*se <= l.most) {
					t.Errorf("d = %d: %.3f ± %.3f does not show that it is at most %.1f", d, mean, se, l.most)
				}
			}
		})
	}
}

// The table can fail: with steps that hardly fall, in minibatches that are too small, the same measure is far over
// the limit.
func TestEfficiencyNoticesBadSettings(t *testing.T) {
	mean, se := meanAndError(losses(t, "fakes=10&batch=16&gammaD=0.2", 12, []limit{{100_000, 1.3}})[0])
	t.Logf("%.2f ± %.2f times the prediction", mean, se)
	if !(mean-2*se > 1.3) {
		t.Errorf("bad settings are at %.2f ± %.2f times the prediction", mean, se)
	}
}

// In two time scales the last iterate alone stays within twice the floor in total variation. Predicted:
// √(c²/(2c − 1)·(1 + 1/10)) times it, the root of what a gain of c/t costs times what 10 fakes per real do: 1.21 for
// c = 2, 1.59 for the c = 4 of up to two dimensions.
func TestEfficiencyOfTheLastIterate(t *testing.T) {
	const samples = 100_000
	seeds := map[string]int{"d=2": 40, "d=4": 12, "d=8": 6, "d=16": 3, "d=4&loss=wasserstein": 12}
	if *long {
		seeds = map[string]int{"d=1": 600, "d=2&kappa=10": 200, "d=4&kappa=10": 60, "d=8&kappa=10": 30, "d=16&kappa=10": 20, "d=2&loss=wasserstein": 60,
			"d=4&loss=nonsaturating": 60, "d=4&loss=wasserstein": 60, "d=4&loss=leastsquares": 60}
	}
	for query, n := range seeds {
		cfg := parse(t, "schedule=theory&average=off&fakes=10&eps=0&"+query)
		var squares []float64
		for seed := range n {
			tr := New(cfg.WithSeed(uint64(seed + 1)))
			for tr.Samples() < samples {
				tr.Step()
			}
			s := tr.State()
			squares = append(squares, square(totalVariation(t, s.Sigma, s.SigmaStar, tr.d)*math.Sqrt(float64(tr.Samples()))/theory.Constant(tr.d)))
		}
		mean, se := meanAndError(squares)
		ratio := math.Sqrt(mean)
		se /= 2 * ratio
		c := cfg.EtaG * cfg.TauG
		if cfg.Loss == "leastsquares" {
			c /= 4 // its generator returns at a quarter of η_G
		}
		t.Logf("%s: %.2f ± %.2f times the floor, predicted %.2f, at most 2", query, ratio, se, math.Sqrt(c*c/(2*c-1)*1.1))
		if !(ratio+2*se < 2) {
			t.Errorf("%s: the last iterate is at %.2f ± %.2f times the floor", query, ratio, se)
		}
	}
}
