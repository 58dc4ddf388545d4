package figure

import (
	"math"

	"saddle/core/snapshot"
)

// Where an adversary is looked for: this many places on a circle with its radius and on one with half of it. A circle of
// straight pieces lies within 1 − cos(π/24), 1 %, of a round one. For d = 1 it is looked for at quarters of the radius.
const (
	outerRing = 24
	innerRing = 12
	quarters  = 4
)

// Reach returns the ends of the range of φ, a little inside where it is open: farther no adversary moves a coordinate.
func (f *Field) Reach() (lo, hi float64) {
	lo, hi = f.Phi.Range()
	if f.Inverse {
		const inside = 1e-6
		lo, hi = lo+inside, hi-inside
	}
	return lo, hi
}

// moved is where a move by (dx, dy) ends. Where φ has no values it goes along the edge, as far as it still may.
func (f *Field) moved(x, y, dx, dy float64) (float64, float64) {
	lo, hi := f.Reach()
	px, py := min(max(x+dx, lo), hi), min(max(y+dy, lo), hi)
	along := func(done float64) float64 { return math.Sqrt(max(dx*dx+dy*dy-done*done, 0)) }
	switch {
	case f.Line:
	case px != x+dx:
		py = min(max(y+math.Copysign(along(px-x), dy), lo), hi)
	case py != y+dy:
		px = min(max(x+math.Copysign(along(py-y), dx), lo), hi)
	}
	return px, py
}

// steadiness returns the least of sign(h(y))·h over what an adversary can make of y = (x, y): what lies within the radius
// of it and in the range of φ. It is positive where no move changes whether D > 1/2. ok is false where D is not defined.
func (f *Field) steadiness(x, y, radius float64) (least float64, ok bool) {
	h, ok := f.Logit(x, y)
	if !ok {
		return 0, false
	}
	side := 1.0
	if h < 0 {
		side = -1
	}
	least = side * h
	look := func(dx, dy float64) {
		if h, ok := f.Logit(f.moved(x, y, dx, dy)); ok {
			least = min(least, side*h)
		}
	}
	if f.Line {
		for k := 1; k <= quarters; k++ {
			step := radius * float64(k) / quarters
			look(step, 0)
			look(-step, 0)
		}
		return least, true
	}
	for _, ring := range [2]struct {
		places int
		radius float64
	}{{outerRing, radius}, {innerRing, radius / 2}} {
		for k := range ring.places {
			sin, cos := math.Sincos(2 * math.Pi * float64(k) / float64(ring.places))
			look(ring.radius*cos, ring.radius*sin)
		}
	}
	return least, true
}

// Band returns the line D = 1/2 in the picture and as far beyond as an adversary reaches, in pixels of which those up are as
// long in data coordinates as those across; twice its reach, which drawn as the line's width covers the places where a move
// changes whether D > 1/2; and by what the pixels up are to be stretched. There is none where h vanishes everywhere.
func (f *Figure) Band() (lines []Path, width, stretch float64) {
	g := *f
	across, up := min(f.Shift, f.Span), min(f.Shift, f.Rise)
	g.Left, g.Bottom, g.Span, g.Rise = f.Left-across, f.Bottom-up, f.Span+2*across, f.Rise+2*up
	stretch = f.Span / f.Rise
	lines = g.Isoline()
	for _, p := range lines {
		for i := 0; i+1 < len(p); i += 2 {
			p[i], p[i+1] = f.X(g.dataX(p[i])), f.Y(g.dataY(p[i+1]))/stretch
		}
	}
	return lines, 2 * f.Shift / f.Span * f.Side, stretch
}

// Robust sets s.Robust to how often the discriminator is right on the samples that are shown, where the layer of the
// adversary is on and D is known in the plane alone: in up to two dimensions, without faces.
func Robust(s *snapshot.Snapshot) {
	if !layers(s.View.Layers).Adversary || s.D > 2 || len(s.View.Faces) > 0 {
		return
	}
	f := newField(&s.View, s.D == 1)
	var right, steady [2]float64 // shares, of the target's samples and of the generator's
	var count [2]float64
	for law, samples := range [2][]float32{s.View.Target, s.View.Generated} {
		want := 1 - 2*float64(law)
		for i := 0; i+1 < len(samples); i += 2 {
			x, y := float64(samples[i]), float64(samples[i+1])
			h, ok := f.Logit(x, y)
			if !ok {
				continue
			}
			count[law]++
			switch {
			case h == 0:
				right[law] += 0.5 // a guess
			case h*want > 0:
				right[law]++
				if least, _ := f.steadiness(x, y, s.View.Shift); least > 0 {
					steady[law]++
				}
			}
		}
		if count[law] == 0 {
			return
		}
		right[law] /= count[law]
		steady[law] /= count[law]
	}
	both := func(share [2]float64) (mean, se float64) {
		for law, p := range share {
			mean += p / 2
			se += p * (1 - p) / (4 * count[law])
		}
		return mean, math.Sqrt(se)
	}
	a, aError := both(right)
	b, bError := both(steady)
	s.Robust = []float64{a, aError, b, bError, (1 + s.TV) / 2}
}
