package figure

import (
	"saddle/core/gan"
	"saddle/core/snapshot"
)

// Path is a polyline x₀, y₀, x₁, y₁, … in pixels.
type Path []float64

// Figure is what there is to draw of one snapshot.
type Figure struct {
	Side         float64 // of the square, in pixels
	Left, Bottom float64 // lower ends of the axes, in data coordinates
	Span         float64 // length of both, > 0
	Step         float64 // distance of two ticks, in data coordinates
	Layers       Layers

	Target    []float32 // displayed samples, x and y of each in pixels
	Generated []float32
	Past      []float32 // earlier places of the first generated samples, as snapshot.View.Trails, in pixels

	TargetMarks    Marks // of N(0, Σ_*) under φ
	GeneratedMarks Marks // of N(0, Σ_t) under φ, the last iterate

	high bool // d > 2: there is more than is seen
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

// Layers says which marks are wanted.
type Layers struct {
	Target, Generated, Field, Isoline, Ellipses, Arrows  bool
	Truncation, Gradients, Trails, Marginals, Difference bool
}

// New places the marks of s on a square of the given side. It keeps no reference to s.
func New(s *snapshot.Snapshot, side float64) *Figure {
	v := &s.View
	f := &Figure{Side: side, Left: v.Extent[0], Bottom: v.Extent[2], Span: v.Extent[1] - v.Extent[0],
		high: s.D > 2, Layers: layers(v.Layers), Field: newField(v, s.D == 1)}
	if !(f.Span > 0) {
		f.Left, f.Bottom, f.Span = -1, -1, 2
	}
	f.Step = tickStep(f.Span)
	f.TargetLaw, f.GeneratedLaw = newLaw(f.Phi, v.CovStar, f.Line), newLaw(f.Phi, v.Cov, f.Line)
	upper, lower := f.bands()
	if f.Layers.Target {
		f.Target = f.place(v.Target, upper)
	}
	if f.Layers.Generated {
		f.Generated = f.place(v.Generated, lower)
		if f.Layers.Trails {
			f.Past = f.place(v.Trails, lower)
		}
	}
	f.TargetMarks = f.marks(v.CovStar, v.RowsStar, upper)
	f.GeneratedMarks = f.marks(v.Cov, v.Rows, lower)
	return f
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
func (f *Figure) Y(y float64) float64 { return bounded((f.Bottom+f.Span-y)/f.Span*f.Side, f.Side) }

// dataX and dataY are the inverses of X and Y.
func (f *Figure) dataX(px float64) float64 { return f.Left + px/f.Side*f.Span }
func (f *Figure) dataY(px float64) float64 { return f.Bottom + f.Span - px/f.Side*f.Span }

// bounded keeps the pixels of a run that diverges within numbers that any renderer can take; they are
// far outside the picture anyway.
func bounded(px, side float64) float64 { return min(max(px, -100*side), 101*side) }

// place maps samples to pixels. For d = 1 the second number of a sample is uniform in (0, 1) and
// spreads the samples over their band.
func (f *Figure) place(samples []float32, b band) []float32 {
	px := make([]float32, len(samples)&^1)
	for i := 0; i < len(px); i += 2 {
		px[i] = float32(f.X(float64(samples[i])))
		if f.Line {
			px[i+1] = float32(b.top + float64(samples[i+1])*(b.bottom-b.top))
		} else {
			px[i+1] = float32(f.Y(float64(samples[i+1])))
		}
	}
	return px
}

// activation returns φ of the view; a view that was not filled yet has the identity.
func activation(v *snapshot.View) gan.Activation {
	if v.Phi == "" {
		return gan.NewActivation(gan.Identity, 0, nil)
	}
	return gan.NewActivation(v.Phi, v.Slope, v.Knots)
}
