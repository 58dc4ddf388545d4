package sgda

import (
	"math"
	"testing"
)

// A run may start at the equilibrium: W is W_* to rounding whatever coordinates it trains in, the generator's next gradient is
// zero, and an explicit start goes before it.
func TestStartAtTheTarget(t *testing.T) {
	for _, query := range []string{"d=1", "d=3&phi=identity", "d=2&whiten=off&target=ill", "d=2&phi=relu", "d=2&phi=hardtanh&disc=facewise", "d=4&wstar=2,0,0,0,1,1,0,0,0,1,3,0,0,0,0,1"} {
		tr := New(parse(t, query+"&init=target"))
		s := tr.State()
		for i, w := range s.W {
			if math.Abs(w-s.WStar[i]) > 1e-12*frobenius(s.WStar) {
				t.Errorf("%s: W starts at %v, W_* is %v", query, s.W, s.WStar)
				break
			}
		}
		star := tr.Equilibrium()
		if d := apart(star.W, tr.game.gen.W); d > 0 {
			t.Errorf("%s: in training coordinates the start is %v from the equilibrium", query, d)
		}
		tr.StepPlayer(Generator) // against the discriminator that knows nothing
		if d := apart(star.W, tr.game.gen.W); d > 1e-12 {
			t.Errorf("%s: the generator leaves the equilibrium by %v", query, d)
		}
	}
	tr := New(parse(t, "d=1&init=target&w0=0.25"))
	if w := tr.State().W[0]; math.Abs(w-0.25) > 1e-12 {
		t.Errorf("the explicit start is 0.25, the run starts at %v", w)
	}
}

func apart(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += square(v - b[i])
	}
	return math.Sqrt(sum)
}
