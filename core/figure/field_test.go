package figure

import (
	"math"
	"testing"

	"saddle/core/gan"
)

func TestLogit(t *testing.T) {
	s := moment(gan.Leaky, 2)
	s.View.Cut = [4]float64{0.3, 2, -1, 4}
	f := New(s, 480)
	// φ⁻¹(1, −0.5) = (1, −1) for slope ½: 0.3 + ½(2 + 2 + 4).
	near(t, "logit", must(f.Logit(1, -0.5)), 4.3, 1e-12)
	near(t, "opinion", Opinion(math.Log(3)), 0.5, 1e-12) // D = 3/4
}

func TestLogitIsDefinedOnTheRangeOfPhi(t *testing.T) {
	for phi, cases := range map[string]map[[2]float64]bool{
		gan.Identity: {{-9, 9}: true},
		gan.ReLU:     {{0, 3}: true, {-0.1, 3}: false, {3, -0.1}: false},
		gan.ELU:      {{-0.9, 3}: true, {-1, 3}: false, {3, -1.5}: false},
		gan.Softplus: {{0.1, 3}: true, {0, 3}: false, {3, -0.1}: false},
		gan.Cubic:    {{-9, 9}: true, {0, 0}: true},
		gan.Tanh:     {{0.9, -0.9}: true, {1, 0}: false, {0, -1.2}: false},
		gan.Sigmoid:  {{0.1, 0.9}: true, {0, 0.5}: false, {0.5, 1.01}: false},
	} {
		f := New(moment(phi, 2), 480)
		for y, want := range cases {
			if h, ok := f.Logit(y[0], y[1]); ok != want || math.IsNaN(h) {
				t.Errorf("%s at %v: %v, %v", phi, y, h, ok)
			}
		}
	}
}

func TestIsolineIsWhereTheLogitVanishes(t *testing.T) {
	for _, phi := range allPhi {
		f := New(moment(phi, 2), 480)
		lines := f.Isoline()
		if len(lines) == 0 {
			t.Errorf("%s: no line", phi)
		}
		for _, p := range lines {
			for i := 0; i < len(p); i += 2 {
				x, y := data(f, p, i)
				h, ok := f.Logit(x, y)
				if !ok || math.Abs(Opinion(h)) > 2e-3 {
					t.Fatalf("%s: h = %v at (%v, %v)", phi, h, x, y)
				}
			}
		}
	}
}

func TestIsolineOfACircle(t *testing.T) {
	s := moment(gan.Identity, 2)
	s.View.Cut = [4]float64{-1, 2, 0, 2} // h = |u|² − 1
	f := New(s, 480)
	lines := f.Isoline()
	if len(lines) != 1 {
		t.Fatalf("%d lines, want 1", len(lines))
	}
	p := lines[0]
	if n := len(p); p[0] != p[n-2] || p[1] != p[n-1] {
		t.Error("it is not closed")
	}
	for i := 0; i < len(p); i += 2 {
		near(t, "radius", math.Hypot(p[i]-240, p[i+1]-240), 60, 0.01)
	}
}

// The saddle h = u₁² − u₂² has four sectors: two regions of each sign, that fill a quarter each.
func TestRegionsOfASaddle(t *testing.T) {
	s := moment(gan.Identity, 2)
	s.View.Cut = [4]float64{0, 2, 0, -2}
	f := New(s, 480)
	for _, sign := range []float64{1, -1} {
		total := 0.0
		for _, p := range f.region(1e-9, sign, f.fieldMap()) {
			if n := len(p); p[0] != p[n-2] || p[1] != p[n-1] {
				t.Error("a boundary is not closed")
			}
			total += math.Abs(area(p))
		}
		near(t, "area", total/(480*480), 0.5, 0.01)
	}
}

func area(p Path) (a float64) {
	for i := 0; i+3 < len(p); i += 2 {
		a += (p[i]*p[i+3] - p[i+2]*p[i+1]) / 2
	}
	return a
}

func TestContrastFades(t *testing.T) {
	s := moment(gan.Identity, 2)
	last := 1.1
	for _, strength := range []float64{100, 1, 0.1, 0.001, 0} {
		s.View.Cut = [4]float64{-0.2 * strength, 0.15 * strength, -0.8 * strength, 1.2 * strength}
		c := New(s, 480).Contrast
		if c >= last || c < 0 || c > 1 {
			t.Errorf("contrast %v at %v, %v before", c, strength, last)
		}
		last = c
	}
	if last != 0 {
		t.Errorf("contrast %v of nothing", last)
	}
}

func TestSimplify(t *testing.T) {
	var circle Path
	for i := range 361 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 180)
		circle = append(circle, 100*cos, 100*sin)
	}
	short := simplify(circle, 0.2)
	if n := len(short) / 2; n > 80 || short[0] != 100 {
		t.Errorf("%d vertices from %v", n, short[0])
	}
	for i := 0; i+3 < len(short); i += 2 {
		mx, my := (short[i]+short[i+2])/2, (short[i+1]+short[i+3])/2
		near(t, "distance of a chord's middle", math.Hypot(mx, my), 100, 0.21)
	}
	if n := len(simplify(Path{0, 0, 1, 0, 2, 0, 3, 0}, 0.1)); n != 4 {
		t.Errorf("a straight line has %d numbers", n)
	}
}
