package gan

import (
	"math"
	"testing"
)

// TestSight: what is seen are the same values, or the nearest that φ takes.
func TestSight(t *testing.T) {
	phis := []Activation{}
	for _, name := range []string{Identity, Leaky, ReLU, ELU, Softplus, Tanh, Sigmoid, Cubic, HardTanh} {
		phis = append(phis, NewActivation(name, 0.5, nil))
	}
	phis = append(phis, NewActivation(Piecewise, 0, []float64{-2, -1.3, -1, -1, 1, 1, 2, 1.3}), NewActivation(Piecewise, 0, []float64{-1, -1, -0.2, -0.2, 0.4, -0.2, 1, 1, 2, 1, 3, 2}))
	for _, phi := range phis {
		lo, hi := phi.Range()
		for _, star := range phis {
			for x := -6.0; x <= 6; x += 0.125 {
				y, seen := star.At(x), Sight{phi, star}.At(x)
				want := math.Min(math.Max(y, lo), hi)
				if got := phi.At(seen); math.Abs(got-want) > 1e-9*math.Max(1, math.Abs(want)) {
					t.Errorf("%s sees %s(%v) = %v as %s(%v) = %v", phi.Name(), star.Name(), x, y, phi.Name(), seen, got)
				}
			}
		}
	}
	tanh, elu := NewActivation(Tanh, 0, nil), NewActivation(ELU, 0, nil)
	if got := (Sight{elu, tanh}).At(-300); math.Abs(got-(math.Ln2-600)) > 1e-9 {
		t.Errorf("where tanh and ELU round to −1 the ELU sees %v, want %v", got, math.Ln2-600)
	}
}
