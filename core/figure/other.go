package figure

import (
	"math"

	"saddle/core/snapshot"
)

// How the generator's second law is drawn, in CSS pixels: one ring, in the generator's colour.
const (
	OtherWidth = 1.2 // of the ring
	OtherDash  = 5.0 // of a dash, its round ends apart
	OtherGap   = 4.0 // between two
	otherReach = 2   // Mahalanobis distance of the ring from 0
)

// other places the ring of the generator's second law: nothing if cov, which is Σ_ii, Σ_ij, Σ_jj, is 0.
func (f *Figure) other(cov [3]float64, b band) []Path {
	if cov == [3]float64{} || !f.Layers.Ellipses {
		return nil
	}
	l11, l21, l22 := cholesky(cov)
	if f.Line {
		return f.interval(otherReach*l11, b)
	}
	return []Path{f.contour(l11, l21, l22, otherReach)}
}

// Legend leaves s the name of the generator's second law only where its ring is drawn.
func Legend(s *snapshot.Snapshot) {
	if s.View.CovOther == [3]float64{} || !layers(s.View.Layers).Ellipses {
		s.View.OtherName = ""
	}
}

// OtherRing returns the dashes of the ring of the generator's second law; unit is the length in pixels that strokes are
// measured in.
func (f *Figure) OtherRing(unit float64) (dashes []Path) {
	for _, p := range f.Other {
		dashes = append(dashes, p.dashed(OtherDash*unit, (OtherGap+OtherWidth)*unit)...) // the ends take a width from the gap
	}
	return dashes
}

// dashed cuts a path into pieces of length on, off apart from one another.
func (p Path) dashed(on, off float64) (dashes []Path) {
	left, drawing := on, true // of the piece that is being measured
	piece := p[:min(2, len(p)):min(2, len(p))]
	for i := 2; i+1 < len(p); i += 2 {
		x, y := p[i-2], p[i-1]
		length := math.Hypot(p[i]-x, p[i+1]-y)
		for done := 0.0; length > 0; {
			step := min(left, length-done)
			done += step
			left -= step
			at := Path{x + done/length*(p[i]-x), y + done/length*(p[i+1]-y)}
			if drawing {
				piece = append(piece, at...)
			}
			if left > 0 {
				break
			}
			if drawing {
				dashes = append(dashes, piece)
			}
			drawing = !drawing
			left, piece = off, nil
			if drawing {
				left, piece = on, at
			}
		}
	}
	if drawing && len(piece) > 2 {
		dashes = append(dashes, piece)
	}
	return dashes
}
