package figure

import (
	"math"

	"saddle/core/gan"
	"saddle/core/snapshot"
)

// Where φ is flat, many x give one y: the samples with one coordinate on a flat piece lie on a line, those with both
// in a point. Such a line has no area for discs to spread over, so its samples are drawn as a rug beside it, and a
// point as a disc whose area is its mass.

// flatValues returns the values of φ on its flat pieces.
func flatValues(phi gan.Activation) []float64 {
	var v []float64
	for _, f := range phi.Flat() {
		x := f.Lo
		if math.IsInf(x, -1) {
			x = f.Hi
		}
		v = append(v, phi.At(x))
	}
	return v
}

// level is a value that a law of the picture takes on a whole piece of ℝ, and the number of that piece for each law: −1
// for one that does not.
type level struct {
	value float64
	piece [2]int
}

// levels returns those of the target's activation and of the generator's.
func levels(star, phi gan.Activation) (list []level) {
	if star == phi {
		for p, v := range flatValues(phi) {
			list = append(list, level{v, [2]int{p + 1, p + 1}})
		}
		return list
	}
	for law, values := range [2][]float64{flatValues(star), flatValues(phi)} {
	next:
		for p, v := range values {
			for k := range list {
				if list[k].value == v {
					list[k].piece[law] = p + 1
					continue next
				}
			}
			l := level{v, [2]int{-1, -1}}
			l.piece[law] = p + 1
			list = append(list, l)
		}
	}
	return list
}

// outward is where the rug of flat piece p has room: −1 below the range of φ, 1 above, 0 within.
func outward(f gan.Interval) float64 {
	switch {
	case math.IsInf(f.Lo, -1):
		return -1
	case math.IsInf(f.Hi, 1):
		return 1
	}
	return 0
}

// Lengths of a rug and of atoms, in CSS pixels.
const (
	RugLength  = 7.0  // of a tick
	RugWidth   = 1.0  // of its stroke
	RugOpacity = 0.6  // of it, in [0, 1]
	AtomRadius = 17.0 // of a disc of mass 1
)

// The laws by number.
const (
	OfTarget    = iota // φ(W_*x)
	OfGenerator        // φ(Wx)
)

// Split sorts placed samples of a law by what they are: discs off the lines, and the ticks, as x₀, y₀, x₁, y₁
// of each, of those on a line. Those in an atom are in neither. The memory of both is used again. A φ without
// flat pieces leaves all samples discs. unit is the length in pixels that strokes are measured in.
func (f *Figure) Split(law int, samples, discs, ticks []float32, unit float64) (_, _ []float32) {
	phi := f.Phi
	if law == OfTarget {
		phi = f.TargetLaw.Phi
	}
	values := flatValues(phi)
	if len(values) == 0 {
		return samples, ticks[:0]
	}
	discs, ticks = discs[:0], ticks[:0]
	x, y := make([]float32, len(values)), make([]float32, len(values))
	for p, v := range values {
		x[p], y[p] = float32(f.X(v)), float32(f.Y(v))
	}
	const same = 1e-3 // pixels
	on := func(lines []float32, at float32) int {
		for p, v := range lines {
			if at-v < same && v-at < same {
				return p
			}
		}
		return -1
	}
	flat := phi.Flat()
	for k := 0; k+1 < len(samples); k += 2 {
		px, py := samples[k], samples[k+1]
		p, q := on(x, px), -1
		if !f.Line {
			q = on(y, py)
		}
		switch {
		case p < 0 && q < 0:
			discs = append(discs, px, py)
		case p >= 0 && (q >= 0 || f.Line):
		case p >= 0:
			from, to := lane(law, outward(flat[p]), float32(unit))
			ticks = append(ticks, px+from, py, px+to, py)
		default:
			from, to := lane(law, outward(flat[q]), float32(unit))
			ticks = append(ticks, px, py-from, px, py-to)
		}
	}
	return discs, ticks
}

// lane returns where, beside a line, a law has its ticks, in the direction of rising data.
func lane(law int, outward float64, unit float32) (from, to float32) {
	const gap = 1.5
	first := float32(gap) * unit
	switch {
	case outward == 0 && law == OfTarget:
		return -first, -first - RugLength*unit
	case outward == 0:
		return first, first + RugLength*unit
	}
	if law == OfGenerator {
		first += (RugLength + gap) * unit
	}
	return float32(outward) * first, float32(outward) * (first + RugLength*unit)
}

// TruncationSet returns the part of the picture, in pixels, where φ can be inverted; ok is false where it can be
// everywhere, or nowhere in the picture.
func (f *Figure) TruncationSet() (x0, y0, x1, y1 float64, ok bool) {
	if len(f.Phi.Flat()) == 0 {
		return 0, 0, f.Side, f.Side, false
	}
	lo, hi := f.Phi.Range()
	x0, x1 = max(0, f.X(max(lo, f.Left))), min(f.Side, f.X(min(hi, f.Left+f.Span)))
	y0, y1 = 0, f.Side
	if !f.Line {
		y0, y1 = max(0, f.Y(min(hi, f.Bottom+f.Rise))), min(f.Side, f.Y(max(lo, f.Bottom)))
	}
	return x0, y0, x1, y1, x1 > x0 && y1 > y0
}

// Atom is a point that has mass, at x, y in pixels.
type Atom struct {
	X, Y   float64    // its place
	Radius [2]float64 // of the target's half-disc, on the left, and of the generator's
	Whole  int        // for d = 1: 1 + the law that has a disc of its own here; 0 for two halves
}

// Atoms returns the points with mass, of the laws that are shown.
func (f *Figure) Atoms(unit float64) (atoms []Atom) {
	lines := levels(f.TargetLaw.Phi, f.GeneratedLaw.Phi)
	shown := [2]bool{f.Layers.Target, f.Layers.Generated}
	laws := [2]*Law{&f.TargetLaw, &f.GeneratedLaw}
	radius := func(law, p, q int) float64 {
		if !shown[law] {
			return 0
		}
		return AtomRadius * unit * math.Sqrt(laws[law].Mass(p, q))
	}
	if f.Line {
		upper, lower := f.bands()
		for _, l := range lines {
			for law, b := range [2]band{upper, lower} {
				a := Atom{X: f.X(l.value), Y: b.middle(), Whole: 1 + law}
				a.Radius[law] = radius(law, l.piece[law], 0)
				atoms = append(atoms, a)
			}
		}
		return atoms
	}
	for _, a := range lines {
		for _, b := range lines {
			atoms = append(atoms, Atom{X: f.X(a.value), Y: f.Y(b.value),
				Radius: [2]float64{radius(OfTarget, a.piece[0], b.piece[0]), radius(OfGenerator, a.piece[1], b.piece[1])}})
		}
	}
	return atoms
}

// Masses sets s.Masses: the exact mass of each point and of each line in the picture.
func Masses(s *snapshot.Snapshot) {
	f := &Figure{Side: 1, Left: s.View.Extent[0], Bottom: s.View.Extent[2], Span: s.View.Extent[1] - s.View.Extent[0], Rise: s.View.Extent[3] - s.View.Extent[2], Field: Field{Line: s.D == 1}}
	phi, star := s.View.Phi, s.View.Star
	lines := levels(star, phi)
	if len(lines) == 0 || !(f.Span > 0) {
		return
	}
	target, generated := newLaw(star, s.View.CovStar, f.Line), newLaw(phi, s.View.Cov, f.Line)
	open := level{}
	add := func(kind, x, y float64, a, b level) {
		if x >= 0 && x <= 1 && y >= 0 && y <= 1 {
			s.Masses = append(s.Masses, kind, x, y, target.Mass(a.piece[0], b.piece[0]), generated.Mass(a.piece[1], b.piece[1]))
		}
	}
	for _, l := range lines {
		v := l.value
		if f.Line {
			upper, lower := snapshot.Bands(layers(s.View.Layers).Marginals)
			add(0, f.X(v), (upper[1]+lower[0])/2, l, open)
			continue
		}
		for _, k := range lines {
			add(0, f.X(v), f.Y(k.value), l, k)
		}
		lo, hi := phi.Range()
		along := min(max((max(lo, f.Left)+min(hi, f.Left+f.Span))/2, f.Left), f.Left+f.Span)
		up := min(max((max(lo, f.Bottom)+min(hi, f.Bottom+f.Rise))/2, f.Bottom), f.Bottom+f.Rise)
		add(1, f.X(along), f.Y(v), open, l)
		add(2, f.X(v), f.Y(up), l, open)
	}
}
