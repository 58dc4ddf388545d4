package approx

import (
	"math"
	"testing"
)

func TestChebyshev(t *testing.T) {
	const lo, hi, n = -1.0, 3.0, 30
	f := func(x float64) float64 { return math.Exp(-x) * math.Sin(2*x) }
	slope := func(x float64) float64 { return math.Exp(-x) * (2*math.Cos(2*x) - math.Sin(2*x)) }
	var values []float64
	for _, x := range Chebyshev(lo, hi, n) {
		values = append(values, f(x))
	}
	s := Fit(lo, hi, values)
	d := s.Derivative()
	for x := lo; x <= hi; x += 1.0 / 64 {
		if math.Abs(s.At(x)-f(x)) > 1e-14 || math.Abs(d.At(x)-slope(x)) > 1e-12 {
			t.Errorf("at %v: %v and %v, want %v and %v", x, s.At(x), d.At(x), f(x), slope(x))
		}
	}
}
