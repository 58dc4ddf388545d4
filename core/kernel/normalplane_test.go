package kernel

import (
	"math"
	"testing"
)

// Φ₂ against the one integral that has no closed form, by brute force, and where it has one: in a quadrant, at the ends, and for ρ = ±1.
func TestNormalCDF2(t *testing.T) {
	check := func(h, k, rho, want, within float64) {
		t.Helper()
		if got := NormalCDF2(h, k, rho, math.Sqrt(1-rho*rho)); math.Abs(got-want) > within {
			t.Errorf("Φ₂(%v, %v; %v) is %v, want %v", h, k, rho, got, want)
		}
	}
	for _, c := range [][3]float64{{0.3, -1.2, 0.7}, {1, 1, -0.4}, {-0.5, 2, 0.95}} {
		h, k, rho := c[0], c[1], c[2]
		sum, step := 0.0, 1e-3
		for x := -9.0; x < h; x += step {
			to := min(x+step, h)
			u := (x + to) / 2
			sum += NormalDensity(u) * NormalCDF((k-rho*u)/math.Sqrt(1-rho*rho)) * (to - x)
		}
		check(h, k, rho, sum, 1e-6)
		check(h, math.Inf(1), rho, NormalCDF(h), 1e-15)
		check(h, math.Inf(-1), rho, 0, 0)
		check(0, 0, rho, 0.25+math.Asin(rho)/(2*math.Pi), 1e-14)
		check(h, k, 1, NormalCDF(min(h, k)), 1e-8) // near θ = π/2 its exponent loses digits
		check(h, k, -1, max(0, NormalBetween(-k, h)), 1e-8)
	}
}

// The mass between two places keeps its digits in either tail, and the density its end.
func TestNormalBetween(t *testing.T) {
	want := 0.5 * (math.Erfc(20/math.Sqrt2) - math.Erfc(21/math.Sqrt2))
	for _, got := range []float64{NormalBetween(20, 21), NormalBetween(-21, -20)} {
		if math.Abs(got-want) > 1e-12*want {
			t.Errorf("the mass from 20 to 21 is %v, want %v", got, want)
		}
	}
	inf := math.Inf(1)
	if NormalCDF(-inf) != 0 || NormalCDF(inf) != 1 || NormalBetween(-inf, inf) != 1 || NormalDensity(inf) != 0 || NormalDensity(-inf) != 0 {
		t.Errorf("at the ends Φ is %v and %v", NormalCDF(-inf), NormalCDF(inf))
	}
}
