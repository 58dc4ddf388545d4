package gan

import (
	"math"
	"testing"

	"saddle/core/rng"
)

// Mehler's series is the closed form of ReLU: E y₁y₂ = (√(1−ρ²) + ρ(π − arccos ρ))/2π, of which E y₁ E y₂ is 1/2π.
func TestMehlerOfReLU(t *testing.T) {
	c := make([]float64, 48)
	hermite(c, NewActivation(ReLU, 0, nil), 1)
	for _, rho := range []float64{-0.9, -0.5, 0, 0.3, 0.8} {
		want := (math.Sqrt(1-rho*rho) + rho*(math.Pi-math.Acos(rho)) - 1) / (2 * math.Pi)
		if got := mehler(c, c, rho); math.Abs(got-want) > 1e-4 {
			t.Errorf("ρ = %v: covariance %.6f, want %.6f", rho, got, want)
		}
	}
}

// The fit finds the correlations of large samples, at other scales too, and from what φ leaves of them alone.
func TestCorrelationFit(t *testing.T) {
	const n = 100_000
	for _, name := range []string{ReLU, HardTanh, Tanh} {
		for _, rho := range []float64{-0.8, 0, 0.6} {
			phi, s := NewActivation(name, 0, nil), []float64{2, 0.7}
			fit, r := NewCorrelationFit(2, phi), rng.New(1, "test")
			x := make([]float64, 200)
			for range n / 100 {
				r.Normals(x)
				for k := 0; k < len(x); k += 2 {
					x[k], x[k+1] = s[0]*x[k], s[1]*(rho*x[k]+math.Sqrt(1-rho*rho)*x[k+1])
					if name == ReLU {
						x[k], x[k+1] = math.Max(x[k], 0), math.Max(x[k+1], 0)
					}
				}
				fit.Add(x)
			}
			if got := fit.Estimate(s)[1]; math.Abs(got-rho) > 0.02 { // its standard error is below 0.005
				t.Errorf("%s: correlation %.3f, want %v", name, got, rho)
			}
		}
	}
}

// A coordinate that does not vary has no correlation.
func TestCorrelationOfAConstant(t *testing.T) {
	fit := NewCorrelationFit(2, NewActivation(ReLU, 0, nil))
	fit.Add([]float64{-1, 0.5, -2, 1.5, -1, -1})
	if got := fit.Estimate([]float64{1, 1}); got[1] != 0 || got[2] != 0 || got[0] != 1 || got[3] != 1 {
		t.Errorf("correlations %v, want none", got)
	}
}
