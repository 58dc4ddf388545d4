package gan

import (
	"math"
	"testing"
)

// The logarithms of the slope and of the distance from an end are those of the function itself where it has digits, and go
// on where it has none.
func TestTails(t *testing.T) {
	for _, a := range []Activation{NewActivation(Identity, 0, nil), NewActivation(Leaky, 0.3, nil), NewActivation(ReLU, 0, nil), NewActivation(ELU, 0, nil),
		NewActivation(Softplus, 0, nil), NewActivation(Tanh, 0, nil), NewActivation(Sigmoid, 0, nil), NewActivation(Cubic, 0, nil), NewActivation(HardTanh, 0, nil),
		NewActivation(Piecewise, 0, []float64{-2, -1.3, -1, -1, 1, 1, 2, 1.3})} {
		for x := -6.03; x < 6; x += 0.11 {
			if got, want := a.LogDerivative(x), math.Log(a.Derivative(x)); got != want && !(math.Abs(got-want) < 1e-9) {
				t.Errorf("%s: log φ′(%v) = %v, want %v", a.Name(), x, got, want)
			}
		}
		lo, hi := a.Range()
		for _, upper := range []bool{false, true} {
			end := lo
			if upper {
				end = hi
			}
			if a.Saturates(upper) != (!math.IsInf(end, 0) && math.Abs(a.At(math.Copysign(60, end-a.At(0)))-end) < 1e-15 && len(a.Flat()) == 0) {
				t.Errorf("%s: saturates(%v) = %v, its end is %v", a.Name(), upper, a.Saturates(upper), end)
			}
			if !a.Saturates(upper) {
				continue
			}
			for x := -6.03; x < 6; x += 0.11 {
				gap, want := a.LogGap(x, upper), math.Log(math.Abs(a.At(x)-end))
				if !(math.Abs(gap-want) < 1e-9) {
					t.Errorf("%s: log gap at %v is %v, want %v", a.Name(), x, gap, want)
				}
			}
			for _, x := range []float64{0.3, 5, 30, 35.9, 36.1, 50, 700, 1e5} {
				if !upper {
					x = -x
				}
				if back := a.FromLogGap(a.LogGap(x, upper), upper); !(math.Abs(back-x) < 1e-12*math.Abs(x)) {
					t.Errorf("%s: %v comes back from its gap as %v", a.Name(), x, back)
				}
			}
		}
	}
	if got := NewActivation(Tanh, 0, nil).LogDerivative(1000); math.Abs(got-(2*math.Ln2-2000)) > 1e-9 {
		t.Errorf("log tanh′(1000) = %v", got)
	}
}
