package gan

import (
	"testing"

	"saddle/core/linear"
)

// The features of a Span are those that the designs themselves use: with their coefficients they make the logit.
func TestSpanIsTheDesigns(t *testing.T) {
	for _, phi := range cutting {
		for _, d := range []int{1, 2} {
			for _, design := range faceDesigns {
				p := newFaced(phi, d, design, losses[0])
				s := NewSpan(design, phi, d)
				if s.Len() != p.f.n {
					t.Fatalf("%s, %s: %d features, not %d", phi.Name(), design, s.Len(), p.f.n)
				}
				psi := make([]float64, s.Len())
				for row, want := range p.f.logit {
					var x [2]float64
					var face [2]int
					for i := range d {
						x[i], face[i] = p.m.U[row*d+i], int(p.f.face[row*d+i])
					}
					s.At(psi, x, face)
					near(t, "logit", []float64{linear.Dot(psi, p.f.coef)}, []float64{want})
				}
			}
		}
	}
	s, psi := NewSpan(QuadraticDesign, NewActivation(HardTanh, 0, nil), 2), make([]float64, 4)
	s.At(psi, [2]float64{0.5, 7}, [2]int{0, 1}) // the second is −1, wherever below it lies
	near(t, "products", psi, []float64{1, 0.25, -0.5, 1})
	s = NewSpan(Facewise, NewActivation(Cubic, 0, nil), 1)
	s.At(psi[:2], [2]float64{3}, [2]int{})
	near(t, "one-to-one", psi[:2], []float64{1, 9})
}
