package sgda

import (
	"fmt"
	"math"
	"testing"

	"saddle/core/rng"

	"gonum.org/v1/gonum/mat"
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
// identity has 6. Predicted are (GᵀM⁻¹G)⁻¹ with G = E[ψ scoreᵀ] and M = E[ψψᵀ], by quadrature: the estimator
// that matches the features ψ. The steps are small enough for the limit, yet fast enough for
// the slowest direction; the start costs nothing.
//
// The fit of second moments to the same samples is what the quadratic design comes to, so that its price is
// known; in the mean of N‖E‖² + β(price − N‖E_m‖²), E and E_m being the errors of the run and of the fit, the scatter of the
// samples has been taken out as far as the two have it in common, which β says: their covariance over the variance of the latter.
func TestPriceOfReLU(t *testing.T) {
	within := 0.25 // at N = 300,000 the steps still cost a tenth
	type row struct{ rho, quadratic, facewise float64 }
	table, seeds, samples := []row{{0, 14.4, 11.1}}, 60, int64(300_000)
	if *long {
		within = 0.15
		table, seeds, samples = []row{{-0.4, 16.3, 11.7}, {0, 14.4, 11.1}, {0.4, 14.0, 11.2}}, 140, 3_000_000
	}
	for _, r := range table {
		for design, want := range map[string]float64{"quadratic": r.quadratic, "facewise": r.facewise} {
			t.Run(fmt.Sprintf("%s/rho=%v", design, r.rho), func(t *testing.T) {
				t.Parallel()
				batch := map[string]int{"quadratic": 64, "facewise": 256}[design] // the bias of the steps is as the number of features over it
				var runs, fits []float64
				for seed := range seeds {
					run, fit := priceOfRun(t, fmt.Sprintf("phi=relu&disc=%s&fakes=4&wstar=1,0,%v,%v&init=round&batch=%d&etaD=0.2&tauD=100&eps=0", design, r.rho, math.Sqrt(1-r.rho*r.rho), batch), uint64(seed+1), samples)
					runs, fits = append(runs, run/1.25), append(fits, fit)
				}
				beta := slope(fits, runs)
				prices := make([]float64, seeds)
				for i := range prices {
					prices[i] = runs[i] + beta*(r.quadratic-fits[i])
				}
				mean, se := meanAndError(prices)
				fit, fitSE := meanAndError(fits)
				t.Logf("ρ = %v, %s: %.1f ± %.1f, predicted %.1f; the fit of moments %.1f ± %.1f, predicted %.1f", r.rho, design, mean, se, want, fit, fitSE, r.quadratic)
				if !(se <= within/2*want) || math.Abs(mean/want-1) > within {
					t.Errorf("ρ = %v, %s: %.1f ± %.1f, predicted %.1f", r.rho, design, mean, se, want)
				}
			})
		}
	}
}

// The predictions of the table, of the laboratory and of the page: features ψ with 1 in their span, as many moments as there
// are features, so that the error has the covariance (GᵀM⁻¹G)⁻¹. G and M are means over samples here.
func TestPredictedPricesOfReLU(t *testing.T) {
	const n = 1_000_000
	for rho, want := range map[float64]map[string]float64{
		-0.4: {"quadratic": 16.3, "facewise": 11.7, "truncated": 48},
		0:    {"quadratic": 14.4, "facewise": 11.1, "truncated": 31.5},
		0.4:  {"quadratic": 14.0, "facewise": 11.2, "truncated": 22.6},
	} {
		for design, features := range map[string]func(x, y float64, f []float64){
			"quadratic": func(x, y float64, f []float64) {
				x, y = math.Max(x, 0), math.Max(y, 0)
				f[0], f[1], f[2], f[3] = 1, x*x, x*y, y*y
			},
			"truncated": func(x, y float64, f []float64) {
				f[0] = 1
				if x > 0 && y > 0 {
					f[1], f[2], f[3], f[4] = 1, x*x, x*y, y*y
				}
			},
			"facewise": func(x, y float64, f []float64) {
				f[0] = 1
				switch {
				case x > 0 && y > 0:
					f[1], f[2], f[3], f[4] = 1, x*x, x*y, y*y
				case x > 0:
					f[5], f[6] = 1, x*x
				case y > 0:
					f[7], f[8] = 1, y*y
				}
			},
		} {
			size := map[string]int{"quadratic": 4, "truncated": 5, "facewise": 9}[design]
			m, g := mat.NewSymDense(size, nil), mat.NewDense(size, 3, nil)
			f, r, z := make([]float64, size), rng.New(5, "prices"), make([]float64, 2)
			for range n {
				r.Normals(z)
				clear(f)
				features(z[0], rho*z[0]+math.Sqrt(1-rho*rho)*z[1], f)
				score := [3]float64{(z[0]*z[0] - 1) / 2, z[0] * z[1] / math.Sqrt2, (z[1]*z[1] - 1) / 2}
				m.SymRankOne(m, 1./n, mat.NewVecDense(size, f))
				g.RankOne(g, 1./n, mat.NewVecDense(size, f), mat.NewVecDense(3, score[:]))
			}
			var solved, information, cov mat.Dense
			if err := solved.Solve(m, g); err != nil {
				t.Fatal(err)
			}
			information.Mul(g.T(), &solved)
			if err := cov.Inverse(&information); err != nil {
				t.Fatal(err)
			}
			if got, want := mat.Trace(&cov), want[design]; math.Abs(got/want-1) > 0.03 {
				t.Errorf("ρ = %v, %s: %.2f, not %v", rho, design, got, want)
			}
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
		for i, v := range congruent(inv, sigma, 2) {
			if i%3 == 0 {
				v--
			}
			sum += v * v
		}
		return float64(tr.Samples()) * sum
	}
	s := tr.State()
	return far(congruent(tr.game.chart.inv, s.Sigma, 2)), far(momentFit(m))
}
