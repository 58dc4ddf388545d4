package theory

import (
	"math"
	"math/rand/v2"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within*math.Abs(want)) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// For d = 1 without the constant, ψ = x²/2, C/M = 2/3 and Var w = η_G/(3B), Var v = η_D/(3B) whatever the target.
func TestUncentredLine(t *testing.T) {
	for _, w := range []float64{0.7, 1, 1.5} {
		g := Game{Features: 1, Coordinates: 1, J: []float64{w}, M: []float64{0.75 * w * w * w * w}, C: []float64{0.5 * w * w * w * w}}
		s := Steps{EtaD: 1e-4, EtaG: 2e-4, Real: 16, Fake: 16, Alternating: true}
		p, ok := g.Stationary(s)
		if !ok {
			t.Fatal("unstable")
		}
		near(t, "Var w", p[0], s.EtaG/48, 1e-3)
		near(t, "Var v", p[3], s.EtaD/48, 1e-3)
	}
}

// Equipartition holds for any features and any generator, with the features centred.
func TestEquipartition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		m, p := 4, 3
		g := Game{Features: m, Coordinates: p, J: make([]float64, m*p), C: make([]float64, m*m)}
		half := make([]float64, m*m)
		for i := range half {
			half[i] = r.NormFloat64()
		}
		g.C = congruent(half, identity(m), m)
		for i := range m {
			g.C[i*m+i] += 0.3
		}
		for i := range g.J {
			g.J[i] = r.NormFloat64()
		}
		s := Steps{EtaD: 2e-5, EtaG: 1e-5, Real: 16, Fake: 16, Alternating: true}
		cov, ok := g.Centred().Stationary(s)
		if !ok {
			t.Fatal("unstable")
		}
		for i := range m + p {
			for j := range m + p {
				want := 0.0
				switch {
				case i == j && i < p:
					want = s.EtaG / 32
				case i == j:
					want = s.EtaD / 32
				}
				if math.Abs(cov[i*(m+p)+j]-want) > 0.01*s.EtaD/32 {
					t.Errorf("Cov_%d%d = %v, want %v", i, j, cov[i*(m+p)+j], want)
				}
			}
		}
	}
}

// With features centred, simultaneous moves are stable up to η_G = 2C/J² whatever η_D, alternating ones
// while η_Gη_DJ²/4 + η_DC < 4 (both by the Jury test).
func TestEdge(t *testing.T) {
	for _, w := range []float64{0.7, 1, 1.5} {
		g := Game{Features: 1, Coordinates: 1, J: []float64{w}, C: []float64{0.5 * w * w * w * w}}.Centred()
		for _, etaD := range []float64{0.1, 1} {
			near(t, "simultaneous", g.Edge(Steps{EtaD: etaD, Real: 1, Fake: 1}, 100), w*w, 1e-4)
			want := (4 - etaD*g.C[0]) / (etaD * w * w / 4)
			near(t, "alternating", g.Edge(Steps{EtaD: etaD, Real: 1, Fake: 1, Alternating: true}, 1000), want, 1e-3)
		}
	}
}

// The covariance that Quadratic's formulas give is that of the recursion itself.
func TestStationaryIsTheRecursion(t *testing.T) {
	g := Quadratic(2)
	s := Steps{EtaD: 0.3, EtaG: 0.1, Real: 8, Fake: 16, Alternating: true}
	step, n := g.Step(s)
	size := g.Features + g.Coordinates
	p := make([]float64, size*size)
	for range 4000 {
		p = congruent(step, p, size)
		for i := range p {
			p[i] += n[i]
		}
	}
	got, ok := g.Stationary(s)
	if !ok {
		t.Fatal("unstable")
	}
	for i := range p {
		if math.Abs(got[i]-p[i]) > 1e-12 {
			t.Errorf("entry %d: %v, by the recursion %v", i, got[i], p[i])
		}
	}
	if r := g.Radius(s); !(r < 1) {
		t.Errorf("radius %v", r)
	}
}
