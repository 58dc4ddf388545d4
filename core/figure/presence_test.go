package figure

import (
	"math"
	"testing"

	"saddle/core/gan"
)

// Along each axis of a law's ellipse presence is that of a standard normal; it is never less for a second law.
func TestPresence(t *testing.T) {
	for _, d := range []int{1, 2} {
		s := moment(gan.Identity, d)
		s.View.Cov = s.View.CovStar
		f := New(s, 480)
		p := f.Presence()
		l11, l21, l22 := cholesky(s.View.CovStar)
		for _, distance := range []float64{0, 1, 2, 3, 4, 40} {
			u, v := distance*l11, distance*l21
			want := 1 - math.Exp(-Crowding*2*math.Exp(-distance*distance/2)) // of both
			near(t, "presence", p.At(u, v), want, 1e-12)
			if d == 2 {
				near(t, "presence", p.At(0, distance*l22), want, 1e-12)
			}
		}
	}
	s := moment(gan.Identity, 2)
	s.View.Cov = [3]float64{} // collapsed
	p := New(s, 480).Presence()
	if one, far := p.At(0, 0), p.At(9, 9); one < 0.99 || far > 1e-6 {
		t.Errorf("beside a law in one point: %v in the middle, %v far away", one, far)
	}
}

// What is tinted is the opinion where samples lie, and nothing far outside, whatever the discriminator says there.
func TestTintIsWhereTheSamplesAre(t *testing.T) {
	for _, phi := range append([]string{gan.HardTanh, gan.Piecewise}, allPhi...) {
		base := phi
		if phi == gan.Piecewise {
			base = gan.Identity
		}
		s := moment(base, 2)
		if phi == gan.Piecewise {
			s.View.Phi = gan.NewActivation(phi, 0, []float64{-2, -1, -1, -1, 1, 1, 2, 3})
			s.View.Star = s.View.Phi
		}
		f := New(s, 480)
		opinion, tint, p := f.fieldMap(), f.tintMap(), f.Presence()
		for _, x := range [][2]float64{{0.3, 0.4}, {0.4, 0.1}, {40, 50}} {
			y := [2]float64{f.Phi.At(x[0]), f.Phi.At(x[1])}
			u, inU := tint.feature(y[0])
			v, inV := tint.feature(y[1])
			if !inU || !inV || math.IsNaN(f.Phi.Inverse(y[0])) {
				continue
			}
			near(t, phi+": tint", tint.at(u, v), opinion.at(u, v)*p.At(x[0], x[1]), 1e-6)
			if x[0] == 40 && tint.at(u, v) != 0 {
				t.Errorf("%s: a tint of %v where no sample lies", phi, tint.at(u, v))
			}
		}
		for _, y := range []float64{0, 1} { // at the ends of its range too
			if v := tint.at(y, y); math.IsNaN(v) && !f.Inverse {
				t.Errorf("%s: no tint at %v", phi, y)
			}
		}
	}
}
