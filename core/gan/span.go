package gan

import "math"

// Span evaluates the features in which the logit of a design is linear, up to a change of basis, at samples of φ in
// d ≤ 2 dimensions. For the others than the quadratic these are the features of a pair that [Faces] orthonormalises.
type Span struct {
	phi    Activation
	blocks *blocks   // nil for the quadratic design
	flat   []float64 // what φ is on the pieces of Flat
	one    bool
}

// NewSpan returns the span of the named design. Where φ is one-to-one all are the quadratic's.
func NewSpan(design string, phi Activation, d int) *Span {
	s := &Span{phi: phi, one: d == 1}
	for _, f := range phi.Flat() {
		inside := f.Lo
		if math.IsInf(inside, -1) {
			inside = f.Hi
		}
		s.flat = append(s.flat, phi.At(inside))
	}
	if design != QuadraticDesign && len(s.flat) > 0 {
		s.blocks = newBlocks(design, len(s.flat), s.one)
	}
	return s
}

// Len returns the number of features.
func (s *Span) Len() int {
	switch {
	case s.blocks != nil:
		return len(s.blocks.features)
	case s.one:
		return 2
	}
	return 4
}

// At sets dst (Len) to the features of a sample whose coordinate i lies at the pre-activation x[i] if face[i] is 0, and
// on piece face[i]−1 of Flat otherwise. For d = 1 the second is not read.
func (s *Span) At(dst []float64, x [2]float64, face [2]int) {
	if s.blocks != nil {
		for k := range s.blocks.features {
			dst[k] = s.blocks.features[k].at(x, face)
		}
		return
	}
	var u [2]float64
	for i := range u {
		switch {
		case face[i] > 0:
			u[i] = s.flat[face[i]-1]
		case s.phi.Bijective():
			u[i] = x[i]
		default:
			u[i] = s.phi.At(x[i])
		}
	}
	dst[0], dst[1] = 1, float64(u[0]*u[0])
	if !s.one {
		dst[2], dst[3] = float64(u[0]*u[1]), float64(u[1]*u[1])
	}
}

// at returns the feature at a sample.
func (f *feature) at(x [2]float64, face [2]int) float64 {
	v := f.coef
	for i := range x {
		if f.face[i] != everywhere && f.face[i] != face[i] {
			return 0
		}
		for range f.powers[i] {
			v *= x[i]
		}
	}
	return v
}
