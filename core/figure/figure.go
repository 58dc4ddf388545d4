package figure

import (
	"saddle/core/snapshot"
)

// Path is a polyline x₀, y₀, x₁, y₁, … in pixels.
type Path []float64

// Figure is what there is to draw of one snapshot.
type Figure struct {
	Side         float64    // of the square, in pixels
	Left, Bottom float64    // lower ends of the axes, in data coordinates
	Span, Rise   float64    // their lengths, across and up, > 0; of one length but for samples whose columns have units of their own
	Step         [2]float64 // distance of two ticks on each, in data coordinates
	Layers       Layers     // what is wanted
	Shift        float64    // how far an adversary may move a sample, in data coordinates

	Target    []float32 // displayed samples, x and y of each in pixels
	Generated []float32 // the same of the generator
	Past      []float32 // earlier places of the first generated samples, as snapshot.View.Trails, in pixels

	TargetMarks    Marks // of N(0, Σ_*) under the target's φ
	GeneratedMarks Marks // of N(0, Σ_t) under φ, the last iterate

	Other []Path // a contour of the generator's second law, as Marks.Contours; nil if there is none

	source []float32 // what Target was placed from
	high   bool      // d > 2: there is more than is seen
	Field
	TargetLaw, GeneratedLaw Law // of the two coordinates; the generator's is that of the last iterate
}

// Marks are the lines that stand for one law.
type Marks struct {
	// Contours[r-1] is the image under φ of the points at Mahalanobis distance r = 1, 2 from 0: one
	// closed path, for ReLU its part off the axes, or for d = 1 a tick at each end of the interval.
	Contours [2][]Path
	Arrows   []Path // the images under φ of the segments from 0 to the columns of W; heads are left to the painter
}

// Layers says which marks are wanted, by the values of the parameter layers.
type Layers struct {
	Target, Generated, Field, Isoline, Ellipses, Arrows  bool // samples of both laws, D, the line D = 1/2, contours, columns
	Truncation, Gradients, Trails, Marginals, Difference bool // S, ∇D at samples, where they were, laws of coordinates, p_* − p
	Adversary                                            bool // where a move by Shift changes whether D > 1/2
}

// New places the marks of s on a square of the given side. Of s it keeps the list of the target's samples, to
// know it again.
func New(s *snapshot.Snapshot, side float64) *Figure { return Next(nil, s, side) }

// Next is New after another figure, whose placed target samples it shares if they are the same list in the same place.
func Next(before *Figure, s *snapshot.Snapshot, side float64) *Figure {
	v := &s.View
	f := plane(s, side)
	f.high, f.Layers, f.Shift, f.Field = s.D > 2, layers(v.Layers), v.Shift, newField(v, f.Line)
	// Between the discriminator's move and the generator's, where they are made one by one, is where it will push.
	f.Layers.Gradients = f.Layers.Gradients || s.Turn == snapshot.Discriminator
	f.TargetLaw, f.GeneratedLaw = newLaw(v.Star, v.CovStar, f.Line), newLaw(f.Phi, v.Cov, f.Line)
	upper, lower := f.bands()
	switch f.source = v.Target; {
	case !f.Layers.Target:
	case before != nil && len(before.Target) > 0 && before.Side == f.Side && before.Left == f.Left && before.Bottom == f.Bottom &&
		before.Span == f.Span && before.Rise == f.Rise && before.Line == f.Line && before.Layers.Marginals == f.Layers.Marginals && same(before.source, f.source):
		f.Target = before.Target
	default:
		f.Target = f.place(v.Target, upper)
	}
	if f.Layers.Generated {
		f.Generated = f.place(v.Generated, lower)
		if f.Layers.Trails {
			f.Past = f.place(v.Trails, lower)
		}
	}
	g := *f // whose marks are bent as the target bends them
	g.Phi = v.Star
	f.TargetMarks = g.marks(v.CovStar, v.RowsStar, upper)
	f.GeneratedMarks = f.marks(v.Cov, v.Rows, lower)
	f.Other = f.other(v.CovOther, lower)
	return f
}

// plane is a figure with its axes and nothing on them.
func plane(s *snapshot.Snapshot, side float64) *Figure {
	e := &s.View.Extent
	f := &Figure{Side: side, Left: e[0], Bottom: e[2], Span: e[1] - e[0], Rise: e[3] - e[2], Field: Field{Line: s.D == 1}}
	if !(f.Span > 0 && f.Rise > 0) {
		f.Left, f.Bottom, f.Span, f.Rise = -1, -1, 2, 2
	}
	f.Step = [2]float64{tickStep(f.Span), tickStep(f.Rise)}
	return f
}

// same says whether a and b are one list in memory.
func same(a, b []float32) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

func layers(names []string) (l Layers) {
	for _, name := range names {
		switch name {
		case "target":
			l.Target = true
		case "generated":
			l.Generated = true
		case "field":
			l.Field = true
		case "isoline":
			l.Isoline = true
		case "ellipses":
			l.Ellipses = true
		case "arrows":
			l.Arrows = true
		case "truncation":
			l.Truncation = true
		case "gradients":
			l.Gradients = true
		case "trails":
			l.Trails = true
		case "marginals":
			l.Marginals = true
		case "difference":
			l.Difference = true
		case "adversary":
			l.Adversary = true
		}
	}
	return l
}

// band is the part of the picture that a law has to itself when d = 1, from top down to bottom.
type band struct{ side, top, bottom float64 }

// middle is half-way down.
func (b band) middle() float64 { return (b.top + b.bottom) / 2 }

// bands returns those of the target and of the generator. For d = 1 the horizontal direction holds the data, and each
// law has a band of its own; otherwise both have all of the picture.
func (f *Figure) bands() (upper, lower band) {
	s := f.Side
	if f.Line {
		a, b := snapshot.Bands(f.Layers.Marginals)
		return band{s, a[0] * s, a[1] * s}, band{s, b[0] * s, b[1] * s}
	}
	return band{s, 0, s}, band{s, 0, s}
}

// X returns the pixel of the data coordinate x.
func (f *Figure) X(x float64) float64 { return bounded((x-f.Left)/f.Span*f.Side, f.Side) }

// Y returns the pixel of the data coordinate y.
func (f *Figure) Y(y float64) float64 { return bounded((f.Bottom+f.Rise-y)/f.Rise*f.Side, f.Side) }

// dataX and dataY are the inverses of X and Y.
func (f *Figure) dataX(px float64) float64 { return f.Left + px/f.Side*f.Span }
func (f *Figure) dataY(px float64) float64 { return f.Bottom + f.Rise - px/f.Side*f.Rise }

// bounded keeps the pixels of a run that diverges within numbers that any renderer can take; they are
// far outside the picture anyway.
func bounded(px, side float64) float64 { return min(max(px, -100*side), 101*side) }

// place maps samples to pixels. For d = 1 the second number of a sample is uniform in (0, 1) and
// spreads the samples over their band.
func (f *Figure) place(samples []float32, b band) []float32 {
	px := make([]float32, len(samples)&^1)
	across, up, left, top := f.Side/f.Span, f.Side/f.Rise, f.Left, f.Bottom+f.Rise
	low, high := -100*f.Side, 101*f.Side // as bounded
	for i := 0; i+1 < len(px) && i+1 < len(samples); i += 2 {
		x, y := float64(samples[i]), float64(samples[i+1])
		h := (x - left) * across
		v := (top - y) * up
		if f.Line {
			v = b.top + y*(b.bottom-b.top)
		}
		// min and max cost more than the rest together.
		if h < low {
			h = low
		} else if h > high {
			h = high
		}
		if v < low {
			v = low
		} else if v > high {
			v = high
		}
		px[i], px[i+1] = float32(h), float32(v)
	}
	return px
}

// unlike says whether the target has an activation of its own.
func (f *Figure) unlike() bool { return f.TargetLaw.Phi != f.GeneratedLaw.Phi }
