package gan

import (
	"math"
	"testing"

	"saddle/core/linear"
	"saddle/core/rng"
)

// What a design says of its logit in the coordinates of the samples is what it judges by: here a sample u is given, and the design
// sees inv·u, for which −U of the Wasserstein game is the logit, or its sum over pairs over d − 1.
func TestLogitInTheCoordinatesOfTheSamples(t *testing.T) {
	for _, phi := range []Activation{NewActivation(Tanh, 0, nil), NewActivation(ReLU, 0, nil)} {
		for _, name := range []string{QuadraticDesign, Truncated, Facewise} {
			for d := 1; d <= 3; d++ {
				m := NewMinibatch(d, 1, 1, Wasserstein)
				f := NewDesign(name, m, &Generator{Phi: phi, D: d, W: linear.Identity(d)})
				_, whole := f.(*Quadratic)
				if whole != (name == QuadraticDesign || phi.Bijective()) || f.Inverts() != (phi.Bijective() || !whole) {
					t.Fatalf("%s of %s is %T", name, phi.Name(), f)
				}
				v, u, inv := make([]float64, f.Parameters()), make([]float64, d), make([]float64, d*d)
				r := rng.New(uint64(d), "test")
				r.Normals(v)
				r.Normals(u)
				for i := range d {
					u[i] = math.Abs(u[i]) + 0.1 // on the truncation set
					inv[i*d+i] = float64(i) + 0.5
					for j := range i {
						if whole {
							inv[i*d+j] = 0.3 * float64(j+1)
							v[1+j*d+i] = v[1+i*d+j]
						}
					}
				}
				f.SeeTargets(linear.Product(inv, u, d, d, 1))
				f.SeeFakes(linear.Product(inv, u, d, d, 1))
				f.Judge(v)
				value := f.Value()
				a, b := f.Logit(v, inv)
				constant, diagonal, rest := b, 0.5, 1.0
				if pairs := float64(d*(d-1)) / 2; !whole && d > 1 {
					constant, diagonal, rest = b*pairs/float64(d-1), 0.5, 1/float64(d-1)
				}
				want := constant
				for i := range d {
					want += diagonal * a[i*d+i] * u[i] * u[i]
					for j := range i {
						want += rest * a[i*d+j] * u[i] * u[j]
						cut := f.Cut(v, inv, i, j)
						if math.Abs(cut[2]-a[i*d+j]) > 1e-12 || (whole || d == 2) &&
							math.Abs(cut[0]-b)+math.Abs(cut[1]-a[i*d+i])+math.Abs(cut[3]-a[j*d+j]) > 1e-12 {
							t.Errorf("%s of %s, d = %d: %v in the plane of %d and %d, %v and %v of the whole", name, phi.Name(), d, cut, i, j, b, a)
						}
					}
				}
				if got := -f.GeneratorLoss(v); math.Abs(got-want) > 1e-12*(1+math.Abs(want)) {
					t.Errorf("%s of %s, d = %d: the logit is %v, A and b say %v", name, phi.Name(), d, got, want)
				}
				if again := f.Evaluate(v); math.Abs(again-value) > 1e-12*(1+math.Abs(value)) {
					t.Errorf("%s of %s, d = %d: V is %v, by the logits alone %v", name, phi.Name(), d, value, again)
				}
			}
		}
	}
}
