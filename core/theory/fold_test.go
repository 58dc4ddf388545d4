package theory

import (
	"math"
	"testing"

	"saddle/core/gan"
	"saddle/core/linear"
	"saddle/core/metric"
)

func correlated(rho float64) []float64 { return []float64{1, rho, rho, 1} }

// The likelihood of ReLU samples: n E‖whitened ΔΣ‖² before the fold by independent quadrature, and the squared floor
// after the fold over that without one.
func TestLikelihoodOfReLU(t *testing.T) {
	relu := gan.NewActivation(gan.ReLU, 0, nil)
	for rho, want := range map[float64][2]float64{-0.8: {18.3, 0.885}, -0.4: {11.6, 0.97}, 0: {11.0, 0.96}, 0.4: {11.1, 0.90}, 0.8: {11.5, 0.755}} {
		f := NewExpectedFloor(relu, correlated(rho), 2)
		near(t, "before", trace(f.vary, 3), want[0], 0.05/want[0])
		near(t, "after", math.Pow(f.tv.Mean/Constant(2), 2), want[1], 0.005/want[1])
		// Neither scale nor the order of the coordinates matters.
		g := NewExpectedFloor(relu, []float64{9, 6 * rho, 6 * rho, 4}, 2)
		near(t, "scaled", g.tv.Mean, f.tv.Mean, 1e-9)
		// The rule on the sphere gives the mean too.
		scales, weights := f.full.directions(f.vary)
		mean := 0.0
		for i, s := range scales {
			mean += weights[i] * s * meanChi(3)
		}
		near(t, "mean of the law", mean, f.tv.Mean, 2e-3)
	}
}

// The rule has the mass and the moments of the law, and the score its mean, whatever the pieces and the correlation.
func TestFoldIsALaw(t *testing.T) {
	for _, phi := range []gan.Activation{gan.NewActivation(gan.ReLU, 0, nil), gan.NewActivation(gan.HardTanh, 0, nil),
		gan.NewActivation(gan.Piecewise, 0, []float64{-2, -1, -1, -1, 0, 0, 1, 0, 1.5, 1})} {
		for _, rho := range []float64{-0.999, -0.7, 0, 0.3, 0.95, 0.9999} {
			f := newFold(phi, []float64{1.44, 1.2 * 0.8 * rho, 1.2 * 0.8 * rho, 0.64}, 2)
			mass, mean := 0.0, [3]float64{}
			for _, n := range f.nodes {
				mass += n.weight
				for k, s := range n.score {
					mean[k] += n.weight * s
				}
			}
			if near(t, phi.Name()+": mass", mass, 1, 1e-8); math.Abs(mean[0])+math.Abs(mean[1])+math.Abs(mean[2]) > 1e-7 {
				t.Errorf("%s, ρ = %v: the score has the mean %v", phi.Name(), rho, mean)
			}
		}
	}
}

// The norm is the derivative of the exact total variation after the fold.
func TestNormIsTheDerivative(t *testing.T) {
	const eps = 1e-4
	for _, c := range []struct {
		phi   gan.Activation
		sigma []float64
		d     int
	}{{gan.NewActivation(gan.ReLU, 0, nil), correlated(-0.4), 2}, {gan.NewActivation(gan.ReLU, 0, nil), correlated(0.9), 2},
		{gan.NewActivation(gan.ReLU, 0, nil), []float64{2}, 1}, {gan.NewActivation(gan.HardTanh, 0, nil), []float64{1.5}, 1}} {
		f := newFold(c.phi, c.sigma, c.d)
		judge := metric.NewJudge(c.phi, rooted(t, c.sigma, c.d), c.d, 1)
		l := append([]float64(nil), c.sigma...)
		linear.Factor(l, c.d, lost)
		if c.d == 2 {
			l[1] = 0
		}
		for _, delta := range [][3]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, -1, 0.5}} {
			if c.d == 1 && delta[0] == 0 {
				continue
			}
			inner := []float64{1 + eps*delta[0]}
			if c.d == 2 {
				inner = []float64{1 + eps*delta[0], eps * delta[1] / math.Sqrt2, eps * delta[1] / math.Sqrt2, 1 + eps*delta[2]}
			}
			tv, _ := judge.TV(rooted(t, linear.Congruent(l, inner, c.d), c.d))
			near(t, "norm", f.norm(delta), tv/eps, map[int]float64{1: 2e-4, 2: 0.01}[c.d])
		}
	}
}
