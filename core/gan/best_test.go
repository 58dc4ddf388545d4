package gan

import (
	"fmt"
	"math"
	"testing"

	"saddle/core/kernel"
	"saddle/core/rng"
)

var folding = []Activation{NewActivation(ReLU, 0, nil), NewActivation(HardTanh, 0, nil), NewActivation(Piecewise, 0, []float64{-1, -1, -0.2, -0.2, 0.4, -0.2, 1, 1})}

// problem makes a design for a law in d dimensions.
func problem(design string, phi Activation, d int, loss Loss) (Design, *Minibatch, *Generator) {
	w := []float64{1.2, 0.3, 0.1, -0.7, 0.5, 0.2, 0.4, -0.3, 0.9}
	g := &Generator{Phi: phi, D: d, W: make([]float64, d*d)}
	for i := range d {
		copy(g.W[i*d:(i+1)*d], w[3*i:])
	}
	if phi.Name() == HardTanh {
		g.Scale = &Scale{In: []float64{1.5, 0.8, 1}[:d], Out: []float64{0.7, 0.6, 0.8}[:d]}
	}
	m := NewMinibatch(d, 1, 1, loss)
	if design == QuadraticDesign || phi.Bijective() {
		q := NewQuadratic(m, g)
		if !phi.Bijective() {
			q.Balance(nil)
		}
		return q, m, g
	}
	return NewFaces(design, m, g), m, g
}

// The means over the law of the generator against those over very many latents.
func TestLawOfFeatures(t *testing.T) {
	for _, phi := range folding {
		for _, design := range []string{QuadraticDesign, Truncated, TruncatedBare, Facewise} {
			for _, d := range []int{1, 2, 3} {
				of, _, g := problem(design, phi, d, Minimax)
				l := of.(linearDesign)
				n, within := 200_000, 6e-4
				z := make([]float64, n*d)
				if d <= 2 {
					z = Spiral(d, n)
				} else {
					rng.New(1, "test").Normals(z)
					within = 0.02
				}
				x := make([]float64, len(z))
				g.PreActivations(x, z, make([]float64, d*d))
				count, m := l.problems()
				for p := range count {
					psi, mean, got := make([]float64, n*m), make([]float64, m), make([]float64, m)
					l.features(psi, p, x)
					for k := range n {
						kernel.Axpy(1/float64(n), psi[k*m:(k+1)*m], mean)
					}
					l.law(got, p)
					for k := range m {
						if math.Abs(got[k]-mean[k]) > within {
							t.Errorf("%s, %s, d = %d, problem %d: feature %d has the mean %v, over latents %v", phi.Name(), design, d, p, k, got[k], mean[k])
						}
					}
				}
			}
		}
	}
}

// What is found is where V, written out over the rows, is larger than anywhere near.
func TestBestIsTheMaximum(t *testing.T) {
	const rows = 300
	for _, phi := range append(folding, NewActivation(Identity, 0, nil)) {
		for _, design := range []string{QuadraticDesign, Truncated, Facewise} {
			for _, loss := range []Loss{Minimax, LeastSquares, Wasserstein} {
				for _, d := range []int{1, 2, 3} {
					of, m, g := problem(design, phi, d, loss)
					r := rng.New(4, "test")
					z, x := make([]float64, rows*d), make([]float64, rows*d)
					r.Normals(x)
					r.Normals(z)
					b := NewBest(of, m, g, z)
					b.SeeOnly(x)
					v := make([]float64, of.Parameters())
					if !b.Find(v) {
						t.Errorf("%s, %s, %s, d = %d: no maximum found", phi.Name(), design, loss, d)
						continue
					}
					name := fmt.Sprintf("%s, %s, %s, d = %d", phi.Name(), design, loss, d)
					best := plainValue(of, g, loss, x, z, v)
					for range 20 {
						near := append([]float64(nil), v...)
						for k := range near {
							near[k] += 0.05 * (r.Float64() - 0.5)
						}
						if q, ok := of.(*Quadratic); ok {
							kernel.Symmetrize(d, near[1:])
							_ = q
						}
						if other := plainValue(of, g, loss, x, z, near); other > best+1e-5 {
							t.Errorf("%s: V is %v, near by %v", name, best, other)
							break
						}
					}
				}
			}
		}
	}
}

// plainValue returns the sum of V over the discriminators, as the designs themselves compute it.
func plainValue(of Design, g *Generator, loss Loss, x, z, v []float64) float64 {
	d := g.D
	m := NewMinibatch(d, len(x)/d, len(z)/d, loss)
	var again Design
	switch old := of.(type) {
	case *Quadratic:
		q := NewQuadratic(m, g)
		q.metric = old.metric
		again = q
	case *Faces:
		f := NewFaces(Facewise, m, g)
		f.blocks, f.n, f.pairs = old.blocks, old.n, old.pairs
		f.coef, f.raw, f.grad = old.coef, old.raw, old.grad
		again = f
	}
	fakes := make([]float64, len(z))
	g.PreActivations(fakes, z, make([]float64, d*d))
	again.SeeTargets(x)
	again.SeeFakes(fakes)
	again.Judge(v)
	return again.Value()
}

// Rows that show nothing of a feature, and laws that lie apart, leave a maximum.
func TestBestIsFinite(t *testing.T) {
	for _, design := range []string{QuadraticDesign, Facewise} {
		of, m, g := problem(design, folding[0], 2, Minimax)
		for i := range g.W {
			g.W[i] *= 1e-3
		}
		b := NewBest(of, m, g, Spiral(2, 64))
		x := make([]float64, 2*64)
		for k := range x {
			x[k] = 3 + 0.01*float64(k)
		}
		b.See(x)
		v := make([]float64, of.Parameters())
		b.Find(v)
		for _, p := range v {
			if math.IsNaN(p) || math.Abs(p) > 1e9 {
				t.Errorf("%s: parameters %v", design, v)
				break
			}
		}
	}
}

// Where there are too many features for Newton's method the gradient comes to the same place.
func TestApproachGoesToTheMaximum(t *testing.T) {
	for _, loss := range []Loss{Minimax, LeastSquares} {
		of, m, g := problem(QuadraticDesign, folding[0], 3, loss)
		for i := range g.W { // close to the law of the samples: from afar it takes more steps
			g.W[i] = 0
			if i%4 == 0 {
				g.W[i] = 1.05
			}
		}
		z, x := make([]float64, 3*2000), make([]float64, 3*2000)
		rng.New(5, "test").Normals(z)
		rng.New(6, "test").Normals(x)
		b := NewBest(of, m, g, z)
		b.See(x)
		want, got := make([]float64, of.Parameters()), make([]float64, of.Parameters())
		b.Find(want)
		for range 20 {
			b.design.load(b.theta, got, 0)
			b.compare(0)
			of.(*Quadratic).approach(b)
			b.design.store(got, b.theta, 0)
		}
		for k := range want {
			if math.Abs(got[k]-want[k]) > 0.02 {
				t.Errorf("%s: parameter %d is %v, by Newton's method %v", loss, k, got[k], want[k])
			}
		}
	}
}
