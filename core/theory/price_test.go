package theory

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
	"saddle/core/rng"
)

// The prices of the ReLU in the plane to the digits that are shown anywhere. The first numbers are n E‖whitened ΔΣ‖²
// before the fold, 6 without one, the second samples for the same total variation after it.
func TestPricesOfReLU(t *testing.T) {
	relu := gan.NewActivation(gan.ReLU, 0, nil)
	for _, c := range []struct {
		design        string
		before, after map[float64]float64
	}{
		{gan.QuadraticDesign, map[float64]float64{-0.8: 29.1, -0.4: 16.3, 0: 14.4, 0.4: 14.0, 0.8: 14.1}, map[float64]float64{-0.4: 1.35, 0: 1.29, 0.4: 1.16}},
		{gan.Facewise, map[float64]float64{-0.8: 18.4, -0.4: 11.7, 0: 11.1, 0.4: 11.2, 0.8: 11.5}, map[float64]float64{-0.4: 0.98, 0: 0.97, 0.4: 0.91}},
		{gan.Truncated, map[float64]float64{-0.8: 133.8, -0.4: 47.8, 0: 31.4, 0.4: 22.7, 0.8: 16.0}, map[float64]float64{-0.4: 4.14, 0: 2.85, 0.4: 1.95}},
		{Likelihood, map[float64]float64{-0.8: 18.3, -0.4: 11.6, 0: 11.0, 0.4: 11.1, 0.8: 11.5}, map[float64]float64{-0.4: 0.97, 0: 0.96, 0.4: 0.90}},
	} {
		for rho, want := range c.before {
			p, ok := PriceOf(c.design, relu, correlated(rho), 2)
			if !ok || math.Abs(p.Before-want) > 0.051 {
				t.Errorf("%s, ρ = %v: %.3f before the fold, want %v", c.design, rho, p.Before, want)
			}
			if want, ok := c.after[rho]; ok && math.Abs(p.After-want) > 0.0051 {
				t.Errorf("%s, ρ = %v: %.4f after the fold, want %v", c.design, rho, p.After, want)
			}
		}
	}
}

// Where the moments have a closed form: ReLU on the line, where half of the samples tell all, and in the plane the
// quadratic design at ρ = 0, which fits σ_i² = 2E u_i² and the correlation to E u₁u₂.
func TestPricesInClosedForm(t *testing.T) {
	relu := gan.NewActivation(gan.ReLU, 0, nil)
	line, _ := PriceOf(Likelihood, relu, []float64{3}, 1)
	near(t, "likelihood, d = 1", line.Before, 4, 1e-6)
	near(t, "after the fold", line.Constant, 2*kernel.NormalDensity(1)/math.Sqrt(2*math.Pi), 1e-6) // E|s| = ¼E|z² − 1|, times √V
	quadratic, _ := PriceOf(gan.QuadraticDesign, relu, []float64{3}, 1)
	near(t, "quadratic, d = 1", quadratic.Before, 5, 1e-6) // Var u² = 3/2 − 1/4, times 2²
	plane, _ := PriceOf(gan.QuadraticDesign, relu, linear.Identity(2), 2)
	near(t, "quadratic, d = 2", plane.Before, 18-36/(math.Pi*math.Pi), 1e-6)
	for d := 1; d <= 20; d += 6 {
		p, ok := PriceOf(gan.Truncated, gan.NewActivation(gan.Tanh, 0, nil), nil, d)
		if !ok || p.Before != float64(d*(d+1)) || p.Constant != Constant(d) || p.After != 1 {
			t.Errorf("one-to-one, d = %d: %v", d, p)
		}
	}
}

// Nothing beats the likelihood, before or after the fold; the facewise design comes close for any φ and any target.
func TestLikelihoodIsBest(t *testing.T) {
	for _, phi := range folds {
		for _, sigma := range [][]float64{correlated(-0.6), {2, 0.9, 0.9, 0.7}} {
			best, ok := PriceOf(Likelihood, phi, sigma, 2)
			if !ok {
				t.Fatal(phi.Name(), sigma)
			}
			for _, design := range []string{gan.QuadraticDesign, gan.Facewise, gan.Truncated, gan.TruncatedBare} {
				p, ok := PriceOf(design, phi, sigma, 2)
				if !ok || p.Before < best.Before*(1-1e-9) || p.Constant < best.Constant*(1-1e-9) {
					t.Errorf("%s, %s, %v: %v, likelihood %v", phi.Name(), design, sigma, p, best)
				}
				if design == gan.Facewise && p.Before > 1.05*best.Before {
					t.Errorf("%s, %v: facewise %v, likelihood %v", phi.Name(), sigma, p, best)
				}
			}
		}
	}
}

var folds = []gan.Activation{gan.NewActivation(gan.ReLU, 0, nil), gan.NewActivation(gan.HardTanh, 0, nil),
	gan.NewActivation(gan.Piecewise, 0, []float64{-2, -1, -1, -1, 0, 0, 1, 0, 1.5, 1})}

// The covariance by means over samples of x, with its score itself: E[ψ s(x)ᵀ] = E[ψ s(y)ᵀ].
func TestPricesBySampling(t *testing.T) {
	const n = 60_000
	sigma := []float64{1.3, 0.5, 0.5, 0.9}
	root := append([]float64(nil), sigma...)
	linear.Factor(root, 2, lost)
	for _, phi := range folds {
		for _, design := range []string{gan.QuadraticDesign, gan.Facewise, gan.Truncated, gan.TruncatedBare} {
			t.Run(fmt.Sprint(phi.Name(), "/", design), func(t *testing.T) {
				span := gan.NewSpan(design, phi, 2)
				size := span.Len()
				m, g, mean := mat.NewSymDense(size, nil), mat.NewDense(size, 3, nil), mat.NewVecDense(size, nil)
				psi, z, r := make([]float64, size), make([]float64, 2), rng.New(1, "prices")
				for range n {
					r.Normals(z)
					x := [2]float64{root[0] * z[0], root[2]*z[0] + root[3]*z[1]}
					var face [2]int
					for i, v := range x {
						for k, f := range phi.Flat() {
							if v >= f.Lo && v <= f.Hi {
								face[i] = k + 1
							}
						}
					}
					span.At(psi, x, face)
					s := scoreOf(z[0]*z[0], z[0]*z[1], z[1]*z[1])
					v := mat.NewVecDense(size, psi)
					m.SymRankOne(m, 1./n, v)
					g.RankOne(g, 1./n, v, mat.NewVecDense(3, s[:]))
					mean.AddScaledVec(mean, 1./n, v)
				}
				var x, cx, bread, c, half, v mat.Dense
				if err := x.Solve(m, g); err != nil {
					t.Fatal(err)
				}
				c.Outer(-1, mean, mean)
				c.Add(&c, m)
				cx.Mul(&c, &x)
				bread.Mul(g.T(), &x)
				if err := bread.Inverse(&bread); err != nil {
					t.Fatal(err)
				}
				half.Mul(x.T(), &cx)
				v.Product(&bread, &half, &bread)
				p, ok := PriceOf(design, phi, sigma, 2)
				if got := mat.Trace(&v); !ok || math.Abs(got/p.Before-1) > 0.06 {
					t.Errorf("%.3f, by samples %.3f", p.Before, got)
				}
			})
		}
	}
}

func TestUnknownPrices(t *testing.T) {
	relu := gan.NewActivation(gan.ReLU, 0, nil)
	for _, c := range []struct {
		sigma []float64
		d     int
	}{{[]float64{1, -1 + 1e-9, -1 + 1e-9, 1}, 2}, {linear.Identity(3), 3}, {[]float64{1, 1, 1, 1}, 2}, {[]float64{0}, 1}, {[]float64{1, math.NaN(), math.NaN(), 1}, 2}} {
		if p, ok := PriceOf(gan.QuadraticDesign, relu, c.sigma, c.d); ok {
			t.Errorf("d = %d, %v: %v", c.d, c.sigma, p)
		}
	}
}

// N(ε) = (1 + B/B_f)(C/ε)².
func TestFinishLine(t *testing.T) {
	p, _ := PriceOf(gan.QuadraticDesign, gan.NewActivation(gan.Identity, 0, nil), nil, 2)
	n := p.Samples(0.01, Noise(4))
	near(t, "samples", n, 1.25*math.Pow(0.538892/0.01, 2), 1e-5)
	f, _ := NewExpectedFloor(gan.NewActivation(gan.Identity, 0, nil), nil, 2).TV(n / 1.25)
	near(t, "the floor there", f.Mean, 0.01, 1e-3)
}

// Who saw the pre-activations would need half the samples of who sees their ReLU, on the line.
func TestPriceOfTheCovariance(t *testing.T) {
	relu := gan.NewActivation(gan.ReLU, 0, nil)
	p, ok := PriceOf(Covariance, relu, []float64{1}, 1)
	if !ok || p.Before != 2 {
		t.Errorf("%v", p)
	}
	best, _ := PriceOf(Likelihood, relu, []float64{1}, 1)
	near(t, "its square over the likelihood's", math.Pow(p.Constant/best.Constant, 2), 0.5, 1e-9) // V = 2, not 4
}

// The last iterate of the linear game itself, δ′ = −(1/t)Γ(δ − noise), by its exact recursion for the covariance.
func TestPriceOfLast(t *testing.T) {
	relu, sigma, gain := gan.NewActivation(gan.ReLU, 0, nil), []float64{1.2, 0.4, 0.4, 0.8}, 6.0
	f := newFold(relu, sigma, 2)
	v, bread, _ := f.sandwich(gan.QuadraticDesign, relu)
	rates, _ := linear.Inverse(bread, 3, lost)
	gamma, _ := f.returns(rates, gan.QuadraticDesign, relu, sigma)
	s := make([]float64, 9)
	const steps = 20_000
	for k := 1.0; k <= steps; k++ {
		step, noise := linear.Identity(3), make([]float64, 9)
		for i := range gamma {
			step[i] -= gain / (k + 20) * gamma[i]
			noise[i] = gain / (k + 20) * gamma[i]
		}
		s = linear.Congruent(step, s, 3)
		for i, q := range linear.Congruent(noise, v, 3) {
			s[i] += q
		}
	}
	for i := range s {
		s[i] *= steps + 20
	}
	p, ok := PriceOfLast(gan.QuadraticDesign, relu, sigma, 2, gain)
	if !ok {
		t.Fatal("unknown")
	}
	near(t, "before", p.Before, trace(s, 3), 0.01)
	near(t, "constant", p.Constant, f.price(s).Constant, 0.005)
	// Without a fold, c²/(2c − 1); a direction that returns too slowly has no price.
	one, _ := PriceOfLast(gan.QuadraticDesign, gan.NewActivation(gan.Tanh, 0, nil), nil, 5, 2)
	near(t, "gain 2", one.Before, 30*4./3, 1e-12)
	near(t, "its TV", one.Constant, Constant(5)*math.Sqrt(4./3), 1e-12)
	if p, ok := PriceOfLast(gan.Truncated, relu, correlated(-0.998), 2, 2); ok {
		t.Errorf("too slow, yet %v", p)
	}
}
