package sgda

import (
	"fmt"
	"math"
	"testing"

	"saddle/core/gan"
	"saddle/core/linear"
	"saddle/core/theory"
)

// momentFit returns the covariance before ReLU that the second moments m = (E u₁², E u₁u₂, E u₂²) of u = ReLU(x) in
// the plane belong to: E u_i² = σ_i²/2 and E u₁u₂ = σ₁σ₂(sin t + (π − t) cos t)/2π with cos t the correlation.
func momentFit(m [3]float64) []float64 {
	s1, s2 := math.Sqrt(2*m[0]), math.Sqrt(2*m[2])
	lo, hi := 0.0, math.Pi
	for range 60 {
		if t := (lo + hi) / 2; (math.Sin(t)+(math.Pi-t)*math.Cos(t))/(2*math.Pi) > m[1]/(s1*s2) {
			lo = t
		} else {
			hi = t
		}
	}
	c := math.Cos(lo) * s1 * s2
	return []float64{s1 * s1, c, c, s2 * s2}
}

// TestPriceOfReLU prints N E‖Σ_*^{−1/2}Σ̂Σ_*^{−1/2} − I‖²_F over 1 + 1/4 for ReLU in the plane, where the
// identity has 6. The prediction is theory.PriceOf. The steps are small enough for the limit, yet fast enough for
// the slowest direction; the start costs nothing.
//
// The fit of second moments to the same samples is what the quadratic design comes to, so that its price is
// known; in the mean of N‖E‖² + β(price − N‖E_m‖²), E and E_m being the errors of the run and of the fit, the scatter of the
// samples has been taken out as far as the two have it in common, which β says: their covariance over the variance of the latter.
func TestPriceOfReLU(t *testing.T) {
	within := 0.25 // at N = 300,000 the steps still cost a tenth
	table, seeds, samples := []float64{0}, 60, int64(300_000)
	if *long {
		within = 0.15
		table, seeds, samples = []float64{-0.4, 0, 0.4}, 140, 3_000_000
	}
	for _, rho := range table {
		predicted := func(design string) float64 {
			p, ok := theory.PriceOf(design, gan.NewActivation(gan.ReLU, 0, nil), []float64{1, rho, rho, 1}, 2)
			if !ok {
				t.Fatal("no price of ", design)
			}
			return p.Before
		}
		byMoments := predicted(gan.QuadraticDesign)
		for _, design := range []string{gan.QuadraticDesign, gan.Facewise} {
			t.Run(fmt.Sprintf("%s/rho=%v", design, rho), func(t *testing.T) {
				t.Parallel()
				want := predicted(design)
				batch := map[string]int{"quadratic": 64, "facewise": 256}[design] // the bias of the steps is as the number of features over it
				var runs, fits []float64
				for seed := range seeds {
					run, fit := priceOfRun(t, fmt.Sprintf("phi=relu&disc=%s&fakes=4&wstar=1,0,%v,%v&init=round&batch=%d&etaD=0.2&tauD=100&eps=0", design, rho, math.Sqrt(1-rho*rho), batch), uint64(seed+1), samples)
					runs, fits = append(runs, run/1.25), append(fits, fit)
				}
				beta := slope(fits, runs)
				prices := make([]float64, seeds)
				for i := range prices {
					prices[i] = runs[i] + beta*(byMoments-fits[i])
				}
				mean, se := meanAndError(prices)
				fit, fitSE := meanAndError(fits)
				t.Logf("ρ = %v, %s: %.1f ± %.1f, predicted %.1f; the fit of moments %.1f ± %.1f, predicted %.1f", rho, design, mean, se, want, fit, fitSE, byMoments)
				if !(se <= within/2*want) || math.Abs(mean/want-1) > within {
					t.Errorf("ρ = %v, %s: %.1f ± %.1f, predicted %.1f", rho, design, mean, se, want)
				}
			})
		}
	}
}

// priceOfRun returns N‖E‖²_F of a run after so many samples, and of the fit of moments to them.
func priceOfRun(t *testing.T, query string, seed uint64, samples int64) (run, fit float64) {
	t.Helper()
	tr := New(parse(t, query).WithSeed(seed))
	var m [3]float64
	n := 0.0
	for tr.Samples() < samples {
		tr.Step()
		for k := 0; k < len(tr.sights); k += 2 {
			a, b := math.Max(tr.sights[k], 0), math.Max(tr.sights[k+1], 0)
			m[0] += a * a
			m[1] += a * b
			m[2] += b * b
			n++
		}
	}
	for i := range m {
		m[i] /= n
	}
	inv := inverse(tr.game.star.W, 2) // in training coordinates, as the samples are
	far := func(sigma []float64) (sum float64) {
		for i, v := range linear.Congruent(inv, sigma, 2) {
			if i%3 == 0 {
				v--
			}
			sum += v * v
		}
		return float64(tr.Samples()) * sum
	}
	s := tr.State()
	return far(linear.Congruent(tr.game.chart.inv, s.Sigma, 2)), far(momentFit(m))
}
