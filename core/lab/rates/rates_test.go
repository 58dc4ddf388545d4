package rates

import (
	"math"
	"testing"

	"saddle/core/lab"
	"saddle/core/rng"
)

// B-splines sum to 1, and their integrals are those of math: 1/pieces each where none is cut.
func TestSplines(t *testing.T) {
	for _, s := range []splines{{1, 4}, {1, 17}, {3, 4}, {3, 20}} {
		g := newGenerator(s)
		for i := range g.first {
			sum := 0.0
			for _, v := range g.values[i] {
				sum += v
			}
			if math.Abs(sum-1) > 1e-14 {
				t.Fatalf("degree %d of %d: the splines sum to %v at node %d", s.degree, s.count, sum, i)
			}
		}
		uniform := make([]float64, cells+1)
		for i := range uniform {
			uniform[i] = 1
		}
		pieces := s.count - s.degree
		for i, v := range g.moments(uniform) {
			if i >= s.degree && i < pieces && math.Abs(v-1/float64(pieces)) > 1e-6 {
				t.Errorf("degree %d of %d: spline %d integrates to %v", s.degree, s.count, i, v)
			}
		}
	}
}

// The slope of value is what Newton's method takes it for.
func TestGradient(t *testing.T) {
	g := newGenerator(splines{3, 9})
	r := rng.New(1, "test")
	m := make([]float64, g.count)
	for i := range m {
		g.w[i], m[i] = r.Normal(), r.Float64()
	}
	g.tabulate()
	slope := g.moments(g.density[:])
	for i := range g.w {
		const h = 1e-6
		at := g.w[i]
		g.w[i] = at + h
		g.tabulate()
		up := g.value(m)
		g.w[i] = at - h
		g.tabulate()
		down := g.value(m)
		g.w[i] = at
		if got, want := m[i]-slope[i], (up-down)/(2*h); math.Abs(got-want) > 1e-7 {
			t.Errorf("slope %d is %v, by differences %v", i, got, want)
		}
	}
}

// Newton's method finds a law of the family from its moments.
func TestMatchFindsItsOwn(t *testing.T) {
	for _, s := range []splines{{1, 12}, {3, 12}} {
		truth, g := newGenerator(s), newGenerator(s)
		r := rng.New(2, "test")
		for i := range truth.w {
			truth.w[i] = r.Normal()
		}
		truth.tabulate()
		sum := trapezoid(truth.density[:])
		for i := range truth.density {
			truth.density[i] /= sum
		}
		if !g.match(g.moments(truth.density[:])) {
			t.Fatal("no equilibrium")
		}
		if js := jensenShannon(truth.density[:], g.density[:]); js > 1e-14 {
			t.Errorf("degree %d: JS %v from a law of the family", s.degree, js)
		}
	}
}

// JS of closed forms: uniform halves that do not meet have log 2; 1 against 2x has 3/4 log 3 − log 2 … by parts.
func TestJensenShannon(t *testing.T) {
	p, q, u := make([]float64, cells+1), make([]float64, cells+1), make([]float64, cells+1)
	for i := range p {
		u[i], q[i] = 1, 2*float64(i)/cells
		if i < cells/2 {
			p[i] = 2
		}
	}
	half := make([]float64, cells+1)
	for i := range half {
		half[i] = 2 - p[i]
	}
	if got := jensenShannon(p, half); math.Abs(got-math.Ln2) > 1e-3 {
		t.Errorf("JS of disjoint laws is %v, not log 2", got)
	}
	// ∫ with m = 1/2 + x: −∫log m = 1 − (3/2)log(3/2) − (1/2)log 2 … and ∫2x log(2x/m), integrated by parts.
	f := func(m float64) float64 { return m*math.Log(m) - m }          // ∫ log m
	h := func(m float64) float64 { return m*m/2*math.Log(m) - m*m/4 }  // ∫ m log m
	first := -(f(1.5) - f(.5))                                         // ∫ log(1/m)
	second := (math.Ln2 - 0.5) - 2*((h(1.5)-h(.5))-0.5*(f(1.5)-f(.5))) // ∫ 2x log 2x − ∫ 2x log m
	if got, want := jensenShannon(u, q), (first+second)/2; math.Abs(got-want) > 1e-7 {
		t.Errorf("JS(1, 2x) is %v, want %v", got, want)
	}
	if a, b := jensenShannon(u, q), jensenShannon(q, u); a != b {
		t.Errorf("JS is not symmetric: %v, %v", a, b)
	}
}

// Samples follow the tabulated target: Kolmogorov's distance of 10⁵ of them is below 1.63/√n (1 in 100).
func TestSamplesFollowTheTarget(t *testing.T) {
	x := newTarget(1, 1.2, 3)
	for i, u := range []float64{0, 0.1, 0.25, 0.5, 0.9, 0.999999} {
		at := x.quantile(u) * cells
		lo := min(int(at), cells-1)
		s := at - float64(lo)
		got := x.below[lo] + (s*x.density[lo]+s*s*(x.density[lo+1]-x.density[lo])/2)/cells
		if math.Abs(got-u) > 1e-12 {
			t.Errorf("%d: F(F⁻¹(%v)) = %v", i, u, got)
		}
	}
}

func run(t *testing.T, query string) *lab.Table {
	t.Helper()
	g, problems := Experiment.Parse(query)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	table := lab.NewTable(g)
	for path := range g.Paths() {
		g.Start(path).Finish(func(r lab.Row) {
			if err := table.Add(r); err != nil {
				t.Fatal(err)
			}
		})
	}
	return table
}

// Where the bias is nothing, JS is (K − 1)/(8n).
func TestNoise(t *testing.T) {
	table := run(t, "lab=rates&amplitude=0&pieces=12&seed=1..60&n=3000")
	x := groupsOf(table)[0]
	e := x.over(0, 0, js)
	if want := noise(12, 1, 3000); math.Abs(e.Value-want) > 3*e.SE || e.SE > 0.1*want {
		t.Errorf("JS %v ± %v, predicted %v", e.Value, e.SE, want)
	}
}

// A row depends on no other mark of its grid.
func TestRowsAreAlone(t *testing.T) {
	a := run(t, "lab=rates&pieces=9&n=400,900")
	b := run(t, "lab=rates&pieces=9&n=900")
	x, _ := a.Row(0, 1)
	y, _ := b.Row(0, 0)
	for i := range x.Values {
		if x.Values[i] != y.Values[i] {
			t.Errorf("column %d: %v after another mark, %v alone", i, x.Values[i], y.Values[i])
		}
	}
}
