package gan

import (
	"testing"

	"pgregory.net/rapid"
)

// Text and ParseActivation are inverse to each other, to the bit of every number; the zero value is the identity.
func TestActivationText(t *testing.T) {
	var zero Activation
	if zero != NewActivation(Identity, 0.3, stairs) || zero.Text() != Identity || zero.At(-3) != -3 || !zero.Homogeneous() {
		t.Errorf("the zero value is %q", zero.Text())
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{Identity, Leaky, ReLU, ELU, Softplus, Tanh, Sigmoid, Cubic, HardTanh, Piecewise}).Draw(t, "name")
		slope := rapid.Float64Range(1e-9, 1).Draw(t, "slope")
		knots := []float64{rapid.Float64Range(-9, 0).Draw(t, "x"), -1, 0.1, rapid.Float64Range(-1, 1).Draw(t, "y"), 1.0 / 3, 1e17}
		phi := NewActivation(name, slope, knots)
		if back, ok := ParseActivation(phi.Text()); !ok || back != phi {
			t.Fatalf("%q is read as %q, %v", phi.Text(), back.Text(), ok)
		}
	})
	for _, text := range []string{"", "sine", "relu 1", "leaky", "leaky 0", "leaky 2", "leaky NaN", "leaky 0.5 0.5", "leaky  0.5", "pl", "pl 1 2", "pl 0 0 1 -1"} {
		if a, ok := ParseActivation(text); ok {
			t.Errorf("%q is read as %q", text, a.Text())
		}
	}
}
