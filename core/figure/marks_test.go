package figure

import (
	"fmt"
	"math"
	"testing"

	"saddle/core/gan"
)

// data maps a vertex back to data coordinates.
func data(f *Figure, p Path, i int) (x, y float64) {
	return f.dataX(p[i]), f.dataY(p[i+1])
}

// Every vertex is φ(u) with uᵀΣ⁻¹u = r².
func TestContoursAreMahalanobisCircles(t *testing.T) {
	for _, phi := range allPhi {
		s := moment(phi, 2)
		f := New(s, 480)
		c := s.View.Cov
		det := c[0]*c[2] - c[1]*c[1]
		for r, paths := range f.GeneratedMarks.Contours {
			p := paths[0]
			for i := 0; i < len(p); i += 2 {
				x, y := data(f, p, i)
				u, v := x, y
				if f.Phi.Bijective() {
					u, v = f.Phi.Inverse(x), f.Phi.Inverse(y)
				}
				near(t, phi+" distance", math.Sqrt((c[2]*u*u-2*c[1]*u*v+c[0]*v*v)/det), float64(r+1), 1e-9)
			}
			n := len(p)
			if closed := p[0] == p[n-2] && p[1] == p[n-1]; closed != f.Phi.Bijective() {
				t.Errorf("%s: closed = %v", phi, closed)
			}
		}
	}
}

// Where φ has a kink the contour has a corner: vertices lie on the axes exactly.
func TestContoursKeepCorners(t *testing.T) {
	f := New(moment(gan.Leaky, 2), 480)
	p := f.GeneratedMarks.Contours[0][0]
	x0, y0 := f.X(0), f.Y(0)
	onX, onY := 0, 0
	for i := 0; i < len(p)-2; i += 2 {
		if p[i] == x0 {
			onY++
		}
		if p[i+1] == y0 {
			onX++
		}
	}
	if onX != 2 || onY != 2 {
		t.Errorf("%d vertices on one axis and %d on the other, want 2 and 2", onX, onY)
	}
}

// crossings are where the ellipse of r deviations crosses the lines at kinks, in pre-activations.
func crossings(cov [3]float64, r float64, kinks []float64) (at [][2]float64) {
	a, b, d := cov[0], cov[1], cov[2]
	for _, k := range kinks {
		for _, sign := range []float64{-1, 1} {
			if inside := r*r*a - k*k; inside > 0 {
				at = append(at, [2]float64{k, (b*k + sign*math.Sqrt((a*d-b*b)*inside)) / a})
			}
			if inside := r*r*d - k*k; inside > 0 {
				at = append(at, [2]float64{(b*k + sign*math.Sqrt((a*d-b*b)*inside)) / d, k})
			}
		}
	}
	return at
}

// Contours and arrows have a vertex wherever they cross a kink of φ, found here from Σ and from a ray, and the number of
// vertices does not depend on how often they do.
func TestMarksTurnAtKinks(t *testing.T) {
	for _, c := range []struct {
		phi          string
		knots, kinks []float64
	}{
		{gan.HardTanh, nil, []float64{-1, 1}},
		{gan.Piecewise, []float64{-2, -1.3, -1, -1, 0.6, 0.6, 1, 2, 9, 3}, []float64{-1, 0.6, 1}},
	} {
		vertices := map[int]int{}
		for _, scale := range []float64{0.05, 0.7, 1, 1.7} {
			s := moment(gan.Identity, 2)
			s.View.Phi = gan.NewActivation(c.phi, 0, c.knots)
			s.View.Star = s.View.Phi
			for i := range s.View.Cov {
				s.View.Cov[i] *= scale * scale
			}
			for i := range s.View.Rows {
				s.View.Rows[i] *= scale
			}
			f := New(s, 480)
			turns := func(what string, p Path, u, v float64) {
				nearest := math.Inf(1)
				for i := 0; i < len(p); i += 2 {
					nearest = min(nearest, math.Hypot(p[i]-f.X(f.Phi.At(u)), p[i+1]-f.Y(f.Phi.At(v))))
				}
				near(t, fmt.Sprintf("%s, %s at %.3g, %.3g: pixels to the next vertex", c.phi, what, u, v), nearest, 0, 1e-9)
			}
			count := 0
			for r, paths := range f.GeneratedMarks.Contours {
				for _, at := range crossings(s.View.Cov, float64(r+1), c.kinks) {
					turns("contour", paths[0], at[0], at[1])
					count++
				}
				vertices[len(paths[0])]++
			}
			for i, p := range f.GeneratedMarks.Arrows {
				x, y := s.View.Rows[i], s.View.Rows[2+i]
				for _, k := range c.kinks {
					if k/x > 0 && k/x < 1 {
						turns("arrow", p, k, k/x*y)
					}
					if k/y > 0 && k/y < 1 {
						turns("arrow", p, k/y*x, k)
					}
				}
				vertices[-len(p)]++
			}
			if (scale < 0.1) != (count == 0) {
				t.Errorf("%s: %d crossings at %v", c.phi, count, scale)
			}
		}
		if len(vertices) != 2 {
			t.Errorf("%s: numbers of vertices %v", c.phi, vertices)
		}
	}
}

func TestReLUContoursEndOnTheAxes(t *testing.T) {
	f := New(moment(gan.ReLU, 2), 480)
	for _, paths := range f.GeneratedMarks.Contours {
		p := paths[0]
		n := len(p)
		if p[1] != f.Y(0) || p[n-2] != f.X(0) {
			t.Errorf("from (%v, %v) to (%v, %v)", p[0], p[1], p[n-2], p[n-1])
		}
		for i := 0; i < n; i += 2 {
			if p[i] < f.X(0) || p[i+1] > f.Y(0) {
				t.Errorf("(%v, %v) is outside the quadrant", p[i], p[i+1])
			}
		}
	}
}

func TestArrowsAreImagesOfSegments(t *testing.T) {
	for _, phi := range allPhi {
		s := moment(phi, 2)
		f := New(s, 480)
		for c, p := range f.TargetMarks.Arrows {
			n := len(p) / 2
			for i := range n {
				share := float64(i) / float64(n-1)
				x, y := data(f, p, 2*i)
				near(t, phi+" x", x, f.Phi.At(share*s.View.RowsStar[c]), 1e-9)
				near(t, phi+" y", y, f.Phi.At(share*s.View.RowsStar[2+c]), 1e-9)
			}
		}
	}
}

func TestArrowHead(t *testing.T) {
	p := Path{0, 0, 60, 0, 100, 0}
	shaft, head, ok := p.Arrow(10)
	if !ok || head[0] != 100 || head[1] != 0 {
		t.Fatalf("tip at (%v, %v)", head[0], head[1])
	}
	near(t, "shaft's end", shaft[len(shaft)-2], 90, 1e-9)
	near(t, "barb", head[2], 90, 1e-9)
	near(t, "symmetry", head[3]+head[5], 0, 1e-9)
	if len(p) != 6 || p[4] != 100 {
		t.Error("the path was changed")
	}
	_, head, ok = Path{0, 0, 5, 0}.Arrow(10)
	near(t, "short arrow's barb", head[2], 2, 1e-9)
	if _, _, drawn := (Path{3, 3, 3, 3}).Arrow(10); drawn || !ok {
		t.Error("an arrow without length has a head, or a short one has none")
	}
}

func TestTicks(t *testing.T) {
	for _, extent := range [][2]float64{{-4, 4}, {0, 1}, {-0.05, 1.05}, {-1e-3, 2e-3}, {-37, 91}, {2, 2.5}, {-1e6, 1e6}} {
		s := moment(gan.Identity, 2)
		s.View.Extent = [4]float64{extent[0], extent[1], -3, -3 + extent[1] - extent[0]}
		f := New(s, 480)
		ticks := f.Ticks(0)
		if n := len(ticks); n < 2 || n > mostTicks+1 {
			t.Errorf("%v: %d ticks", extent, n)
		}
		for _, v := range ticks {
			if v < extent[0] || v > extent[1] {
				t.Errorf("%v: tick %v", extent, v)
			}
		}
		m := f.Step[0] / math.Pow(10, math.Floor(math.Log10(f.Step[0])+1e-9))
		if d := math.Min(math.Abs(m-1), math.Min(math.Abs(m-2), math.Abs(m-5))); d > 1e-9 {
			t.Errorf("%v: step %v", extent, f.Step)
		}
	}
}
