package figure

import (
	"math"
	"strings"
	"testing"

	"saddle/core/gan"
)

// The dashes of a path are as long as they should be, lie on it, and with the gaps make up its length.
func TestDashes(t *testing.T) {
	p := Path{0, 0, 30, 0, 30, 40, 30, 40, 0, 40}
	const on, off = 7, 5
	dashes := p.dashed(on, off)
	if want := 9; len(dashes) != want { // the last begins at 96 of 100
		t.Fatalf("%d dashes, want %d", len(dashes), want)
	}
	for k, d := range dashes {
		length := 0.0
		for i := 2; i < len(d); i += 2 {
			length += math.Hypot(d[i]-d[i-2], d[i+1]-d[i-1])
		}
		near(t, "length", length, min(on, 100-12*float64(k)), 1e-9)
		x, y := d[0], d[1]
		switch along := 12 * float64(k); {
		case along <= 30:
			near(t, "begin", math.Hypot(x-along, y), 0, 1e-9)
		case along <= 70:
			near(t, "begin", math.Hypot(x-30, y-(along-30)), 0, 1e-9)
		default:
			near(t, "begin", math.Hypot(x-(100-along), y-40), 0, 1e-9)
		}
	}
	if Path(nil).dashed(1, 1) != nil || (Path{1, 1}).dashed(1, 1) != nil {
		t.Error("dashes of nothing")
	}
}

// The ring of the second law is the contour that the first has, and is there only if that law is, and contours are shown.
func TestOtherRing(t *testing.T) {
	for _, phi := range allPhi {
		for d := 1; d <= 2; d++ {
			s := moment(phi, d)
			plain := SVG(s, 480)
			if New(s, 480).OtherRing(1) != nil {
				t.Errorf("%s: the ring of no law", phi)
			}
			s.View.CovOther = s.View.Cov
			f := New(s, 480)
			for k, p := range f.Other {
				for i := range p {
					near(t, phi+": ring", p[i], f.GeneratedMarks.Contours[1][k][i], 1e-9)
				}
			}
			if n := len(f.OtherRing(1)); n < 2 {
				t.Errorf("%s, d = %d: a ring of %d dashes", phi, d, n)
			}
			if ringed := SVG(s, 480); strings.Count(ringed, "<path") != strings.Count(plain, "<path")+2 { // it and its halo
				t.Errorf("%s, d = %d: the ring is not drawn", phi, d)
			}
			s.View.OtherName = "average"
			if Legend(s); s.View.OtherName == "" {
				t.Errorf("%s: no name of the ring", phi)
			}
			s.View.Layers = []string{"target", "generated", "arrows"}
			if Legend(s); New(s, 480).Other != nil || s.View.OtherName != "" {
				t.Errorf("%s: a ring where contours are hidden, or its name", phi)
			}
		}
	}
	s := moment(gan.Identity, 2)
	s.View.CovOther = [3]float64{1, 0, 1}
	for _, p := range New(s, 480).Other {
		for i := 0; i < len(p); i += 2 {
			near(t, "radius", math.Hypot(p[i]-240, p[i+1]-240), 120, 0.5)
		}
	}
}
