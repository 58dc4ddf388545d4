package session

import (
	"math"
	"testing"

	"saddle/core/figure"
)

// The words of the page: no tint before the discriminator has learned, a strong one while the clouds differ, and hardly any
// where they have come together, on the whole picture. Of the runs below the last moment is at most 0.05, by the noise of D.
func TestTheTintGrowsAndFades(t *testing.T) {
	for _, query := range []string{"", "phi=relu", "phi=tanh", "d=4"} {
		s := New(query)
		strongest := func() (most float64) {
			f := figure.New(s.Frame(), 480)
			p := f.Presence()
			const cells = 40
			for i := range cells * cells {
				x := f.Left + f.Span*(float64(i%cells)+0.5)/cells
				y := f.Bottom + f.Rise*(float64(i/cells)+0.5)/cells
				if h, ok := f.Logit(x, y); ok {
					most = max(most, math.Abs(figure.Opinion(h))*p.At(f.Phi.Inverse(x), f.Phi.Inverse(y)))
				}
			}
			return most
		}
		if v := strongest(); v != 0 {
			t.Errorf("%q begins with a tint of %v", query, v)
		}
		early := 0.0
		for s.Steps() < 3000 {
			s.whole()
			if s.Steps() == 10 || s.Steps() == 20 {
				early = max(early, strongest())
			}
		}
		late := strongest()
		t.Logf("%q: %.2f, %.3f", query, early, late)
		if early < 0.5 || late > 0.12 {
			t.Errorf("%q: the tint goes from %.2f to %.2f", query, early, late)
		}
	}
}
