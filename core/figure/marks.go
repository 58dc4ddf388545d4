package figure

import (
	"math"
	"slices"

	"saddle/core/gan"
)

// Vertices of the paths, besides those at the kinks of φ.
const (
	quarter      = 32 // pieces of a contour between two crossings of the axes
	arrowPieces  = 12 // pieces of an arrow that φ bends
	contourTicks = 2  // for d = 1: one at each end of the interval
)

// marks places the lines of the law of φ(Wx) in the displayed plane: cov is Σ_ii, Σ_ij, Σ_jj and rows
// are rows i and j of W.
func (f *Figure) marks(cov [3]float64, rows []float64, b band) (m Marks) {
	if f.Layers.Ellipses {
		l11, l21, l22 := cholesky(cov)
		for r := range m.Contours {
			if f.Line {
				m.Contours[r] = f.interval(l11*float64(r+1), b)
			} else {
				m.Contours[r] = []Path{f.contour(l11, l21, l22, float64(r+1))}
			}
		}
	}
	if f.Layers.Arrows {
		k := len(rows) / 2
		for c := range k {
			m.Arrows = append(m.Arrows, f.arrow(rows[c], rows[k+c], b))
		}
	}
	return m
}

// cholesky returns the lower triangle of L with LLᵀ = [c₀ c₁; c₁ c₂]; a pivot that rounding made
// negative counts as zero, as does what stands below a zero pivot.
func cholesky(c [3]float64) (l11, l21, l22 float64) {
	for i := range c {
		c[i] = moderate(c[i])
	}
	l11 = math.Sqrt(max(c[0], 0))
	if l11 > 0 {
		l21 = c[1] / l11
	}
	return l11, l21, math.Sqrt(max(c[2]-l21*l21, 0))
}

// contour returns the image under φ of {r·L·(cos θ, sin θ)}. The curve is cut where it crosses the axes,
// at θ = −90°, θ₀, 90°, θ₀ + 180° with tan θ₀ = −l₂₁/l₂₂, and each of the four pieces into as many: so
// corners on the axes are kept, and a vertex moves smoothly as L does. See turns for other corners.
//
// ReLU folds all but the piece between θ₀ and 90° onto the axes. That piece alone is drawn, so as not
// to hide the samples that lie there.
func (f *Figure) contour(l11, l21, l22, r float64) Path {
	cross := math.Atan2(-l21, l22)
	at := [5]float64{-math.Pi / 2, cross, math.Pi / 2, cross + math.Pi, 3 * math.Pi / 2}
	first, last := 0, 4
	folds := f.Phi.Name() == gan.ReLU
	if folds {
		first, last = 1, 2
	}
	turns := f.turns(l11, l21, l22, r)
	p := make(Path, 0, 2*(4*quarter+1+len(turns)))
	point := func(theta float64) (x, y float64) {
		sin, cos := math.Sincos(theta)
		return r * l11 * cos, r * (l21*cos + l22*sin)
	}
	for i := first; i < last; i++ {
		for k := range quarter + 1 {
			theta := at[i] + (at[i+1]-at[i])*float64(k)/quarter
			end := i == last-1 && k == quarter // where rounding must not leave any over
			for ; len(turns) > 0 && (turns[0] <= theta || end); turns = turns[1:] {
				x, y := point(turns[0])
				p = append(p, x, y)
			}
			x, y := point(theta)
			// On the axis without rounding, where φ may have a kink.
			switch {
			case k == 0 && i%2 == 0, k == quarter && i%2 == 1:
				x = 0
			case k == 0 && i%2 == 1, k == quarter && i%2 == 0:
				y = 0
			}
			if k < quarter || i == last-1 {
				p = append(p, x, y)
			}
		}
	}
	if !folds {
		p[len(p)-2], p[len(p)-1] = p[0], p[1] // closed, without the rounding of the sine
	}
	return f.image(p)
}

// turns returns the rising angles θ from −90° to 270° at which a contour crosses the lines, other than the axes, on
// which φ has a kink. A line that is out of reach gives the point next to it, twice: contours that are blended into
// one another need as many vertices each.
func (f *Figure) turns(l11, l21, l22, r float64) (at []float64) {
	cross := math.Atan2(-l21, l22)
	for _, k := range f.Phi.Kinks() {
		if k == 0 {
			continue
		}
		x := math.Acos(max(-1, min(k/(r*l11), 1)))
		y := math.Asin(max(-1, min(k/(r*math.Hypot(l21, l22)), 1)))
		at = append(at, x, -x, cross+y, cross+math.Pi-y)
	}
	for i, theta := range at {
		at[i] = theta - 2*math.Pi*math.Floor(theta/(2*math.Pi)+0.25)
	}
	slices.Sort(at)
	return at
}

// interval returns the ticks at φ(±reach) across a band, for d = 1.
func (f *Figure) interval(reach float64, b band) []Path {
	ticks := make([]Path, 0, contourTicks)
	for _, u := range [contourTicks]float64{-reach, reach} {
		x := f.X(f.Phi.At(u))
		ticks = append(ticks, Path{x, b.top, x, b.bottom})
	}
	return ticks
}

// arrow returns the image under φ of the segment from 0 to w = (x, y).
func (f *Figure) arrow(x, y float64, b band) Path {
	pieces := 1
	if !f.Phi.Homogeneous() {
		pieces = arrowPieces
	}
	var shares []float64
	for i := range pieces + 1 {
		shares = append(shares, float64(i)/float64(pieces))
	}
	for _, k := range f.Phi.Kinks() {
		if k != 0 { // which is where it begins
			shares = append(shares, max(0, min(k/x, 1)), max(0, min(k/y, 1)))
		}
	}
	slices.Sort(shares)
	p := make(Path, 0, 2*len(shares))
	for _, t := range shares {
		p = append(p, t*x, t*y)
	}
	p = f.image(p)
	if f.Line {
		for i := 1; i < len(p); i += 2 {
			p[i] = (b.top + b.bottom) / 2
		}
	}
	return p
}

// image applies φ to a path in pre-activations and maps it to pixels, in place.
func (f *Figure) image(p Path) Path {
	f.Phi.Apply(p, p)
	for i := 0; i < len(p); i += 2 {
		p[i], p[i+1] = f.X(p[i]), f.Y(p[i+1])
	}
	return p
}

// Arrow splits an arrow into a shaft and the tip and two barbs of its head, for a head of the given
// length. A short arrow has a shorter head; ok is false for one that is no longer than a pixel.
func (p Path) Arrow(length float64) (shaft Path, head [6]float64, ok bool) {
	n := len(p)
	if n < 4 {
		return nil, head, false
	}
	x, y := p[n-2], p[n-1]
	whole := math.Hypot(x-p[0], y-p[1])
	if whole <= 1 {
		return nil, head, false
	}
	length = min(length, 0.6*whole)
	// The head's axis is the chord of that length that ends at the tip.
	i := n - 4
	for i > 0 && math.Hypot(x-p[i], y-p[i+1]) < length {
		i -= 2
	}
	dx, dy := x-p[i], y-p[i+1]
	d := math.Hypot(dx, dy)
	dx, dy = dx/d*length, dy/d*length
	const slim = 0.38 // half the head's width over its length
	head = [6]float64{x, y, x - dx - slim*dy, y - dy + slim*dx, x - dx + slim*dy, y - dy - slim*dx}
	return append(append(Path(nil), p[:i+2]...), x-dx, y-dy), head, true
}
