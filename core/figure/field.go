package figure

import (
	"math"

	"saddle/core/gan"
	"saddle/core/snapshot"
)

// Field is the discriminator D(y) = σ(h(y)) in the displayed plane, h = b + ½uᵀAu, where u is φ⁻¹(y) or y
// itself; the coordinates that are not displayed are 0.
type Field struct {
	Phi      gan.Activation // φ
	Inverse  bool           // u = φ⁻¹(y)
	Cut      [4]float64     // b, A_ii, A_ij, A_jj
	Faces    []float64      // as snapshot.View.Faces
	Rest     []float32      // as snapshot.View.Rest
	Line     bool           // d = 1: the field depends on the horizontal coordinate alone
	Contrast float64        // the largest |2D − 1| within two standard deviations of the laws, in [0, 1]
}

func newField(v *snapshot.View, line bool) Field {
	phi := v.Phi
	f := Field{Phi: phi, Inverse: v.Sees != 0 || phi.Bijective(), Cut: v.Cut, Faces: v.Faces, Rest: v.Rest, Line: line}
	for i := range f.Cut {
		f.Cut[i] = moderate(f.Cut[i])
	}
	f.Contrast = max(f.contrast(v.Cov), f.contrast(v.CovStar))
	return f
}

// moderate keeps the numbers of a run that diverges from overflowing, in single precision too.
func moderate(v float64) float64 { return min(max(v, -1e30), 1e30) }

// Logit returns h at the data coordinates (x, y); y is not looked at for d = 1. ok is false where the
// discriminator is not defined: outside the range of φ.
func (f *Field) Logit(x, y float64) (h float64, ok bool) {
	u, inX := f.feature(x)
	v, inY := f.feature(y)
	if !inX || !inY && !f.Line {
		return 0, false
	}
	return f.quadratic(u, v), true
}

// feature returns what the discriminator sees of one coordinate.
func (f *Field) feature(y float64) (u float64, ok bool) {
	if !f.Inverse {
		lo, hi := f.Phi.Range()
		return y, y >= lo && y <= hi
	}
	u = f.Phi.Inverse(y)
	if math.IsNaN(u) {
		return 0, false
	}
	return u, true
}

// quadratic is b + ½uᵀAu at (u, v); for d = 1 the second coordinate does not exist.
func (f *Field) quadratic(u, v float64) float64 {
	if f.Line {
		v = 0
	}
	return f.Cut[0] + 0.5*(f.Cut[1]*u*u+2*f.Cut[2]*u*v+f.Cut[3]*v*v)
}

// Opinion returns 2σ(h) − 1 in [−1, 1]: 1 where the discriminator is sure that a sample is real, 0 where it
// is left guessing.
func Opinion(h float64) float64 { return math.Tanh(h / 2) }

// contrast is the largest |2D − 1| over 0 and the contour at distance 2 of a law.
func (f *Field) contrast(cov [3]float64) float64 {
	l11, l21, l22 := cholesky(cov)
	most := math.Abs(Opinion(f.Cut[0]))
	const directions = 24
	for k := range directions {
		sin, cos := math.Sincos(2 * math.Pi * float64(k) / directions)
		u, v := 2*l11*cos, 2*(l21*cos+l22*sin)
		if !f.Inverse {
			u, v = f.Phi.At(u), f.Phi.At(v)
		}
		most = max(most, math.Abs(Opinion(f.quadratic(u, v))))
	}
	return most
}

// IsolineOpacity returns how strongly the line D = 1/2 is drawn: it fades with the contrast, because
// where the discriminator is left guessing the line is wherever noise puts it.
func (f *Field) IsolineOpacity() float64 {
	return min(1, 0.2+2*f.Contrast)
}

// domain returns the part of [lo, hi] that is in the range of φ, open or closed. It is empty, with
// hi ≤ lo, if there is none.
func domain(lo, hi float64, reach func() (lo, hi float64), open bool) (float64, float64) {
	a, b := reach()
	// The range is open, the logit infinite at its ends: stay inside by what a pixel cannot show.
	if gap := 1e-4 * (hi - lo); open {
		a, b = a+gap, b-gap
	}
	return max(lo, a), min(hi, b)
}

// features returns what the map sees of several values of one coordinate.
func (f planeMap) features(y []float64) []float64 {
	u := make([]float64, len(y))
	for i, y := range y {
		u[i], _ = f.feature(y)
	}
	return u
}
