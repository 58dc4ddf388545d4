//go:build !js

package rates

import (
	"math"
	"testing"

	"saddle/core/rng"
	"saddle/core/stat"
)

// The slope of value in the plane is what Newton's method takes it for, and H is the slope of that.
func TestPlaneGradient(t *testing.T) {
	for _, s := range []splines{{1, 5}, {3, 6}} {
		g := newPlaneGenerator(s)
		r := rng.New(1, "test")
		m := make([]float64, len(g.w))
		for i := range m {
			g.w[i], m[i] = 0.5*r.Normal(), r.Float64()
		}
		g.tabulate()
		slope, value := g.own(), g.value(m)
		const h = 1e-5
		moved := func(along []float64, h float64) {
			for i := range along {
				g.w[i] += h * along[i]
			}
			g.tabulate()
		}
		along := make([]float64, len(m))
		for i := range along {
			along[i] = r.Normal()
		}
		moved(along, h)
		change := g.own()
		moved(along, -2*h)
		for i, v := range g.own() {
			change[i] = (change[i] - v) / (2 * h)
		}
		moved(along, h)
		step, ok := g.newton(change)
		for i := range along {
			if !ok || math.Abs(step[i]-along[i]) > 1e-5 {
				t.Fatalf("degree %d: H times the way is not the change of the slope: %v, want %v", s.degree, step, along)
			}
		}
		for i := 0; i < len(m); i += 7 {
			unit := make([]float64, len(m))
			unit[i] = 1
			moved(unit, h)
			got := (g.value(m) - value) / h // of first order
			moved(unit, -h)
			if math.Abs(got-(m[i]-slope[i])) > 1e-4 {
				t.Errorf("degree %d: slope %d is %v, by differences %v", s.degree, i, m[i]-slope[i], got)
			}
		}
	}
}

// Knothe and Rosenblatt's map carries a uniform pair to the target: the mean of products of cosines is that of its density.
func TestPlaneMap(t *testing.T) {
	x := newPlaneTarget(1, 1.2, 3)
	if total := overPlane(x.density); math.Abs(total-1) > 1e-12 {
		t.Fatalf("the density integrates to %v", total)
	}
	const side = 300 // a lattice of latents
	for _, k := range [][2]float64{{1, 0}, {0, 1}, {1, 1}, {2, 3}} {
		sum := 0.0
		for a := range side {
			for b := range side {
				x1, x2 := x.at((float64(a)+0.5)/side, (float64(b)+0.5)/side)
				sum += math.Cos(math.Pi*k[0]*x1) * math.Cos(math.Pi*k[1]*x2) / (side * side)
			}
		}
		y := make([]float64, len(x.density))
		for i, p := range x.density {
			y[i] = p * math.Cos(math.Pi*k[0]*float64(i/planeNodes)/planeCells) * math.Cos(math.Pi*k[1]*float64(i%planeNodes)/planeCells)
		}
		if want := overPlane(y); math.Abs(sum-want) > 1e-4 {
			t.Errorf("cosines %v have the mean %v, by the density %v", k, sum, want)
		}
	}
}

// Newton's method finds a law of the family from its moments, and JS of a law that hangs on one coordinate alone is that of the line.
func TestPlaneMatch(t *testing.T) {
	truth, g := newPlaneGenerator(splines{3, 6}), newPlaneGenerator(splines{3, 6})
	r := rng.New(2, "test")
	for i := range truth.w {
		truth.w[i] = r.Normal()
	}
	truth.tabulate()
	total := overPlane(truth.density)
	for i := range truth.density {
		truth.density[i] /= total
	}
	if !match(g, g.moments(truth.density)) {
		t.Fatal("no equilibrium")
	}
	if js := planeJS(truth.density, g.density); js > 1e-13 {
		t.Errorf("JS %v from a law of the family", js)
	}
	p, q := make([]float64, planeNodes*planeNodes), make([]float64, planeNodes*planeNodes)
	for i := range p {
		p[i], q[i] = 1, 2*float64(i/planeNodes)/planeCells
	}
	u, v := make([]float64, cells+1), make([]float64, cells+1)
	for i := range u {
		u[i], v[i] = 1, 2*float64(i)/cells
	}
	if got, want := planeJS(p, q), jensenShannon(u, v); math.Abs(got-want) > 1e-5 {
		t.Errorf("JS is %v, on the line %v", got, want)
	}
}

// TestPlaneNoise: where the bias is nothing, JS is (K² − 1)/(8n).
func TestPlaneNoise(t *testing.T) {
	table := run(t, "lab=rates&picture=plane&amplitude=0&pieces=5&seed=1..40&n=10000")
	e := groupsOf(table)[0].over(0, 0, js)
	if want := noise(5, 2, 10000); want != 24./80000 || math.Abs(e.Value-want) > 3*e.SE || e.SE > 0.1*want {
		t.Errorf("JS %v ± %v, predicted %v", e.Value, e.SE, want)
	}
}

// TestPlaneBias: the bias falls as K^−2β.
func TestPlaneBias(t *testing.T) {
	for _, beta := range []float64{0.75, 2} {
		var x, y []float64
		for _, k := range []int{8, 12, 17, 24} {
			degree := degreeOf(beta)
			g := newPlaneGenerator(splines{degree, k})
			sum := 0.0
			for seed := range uint64(2) {
				f := newPlaneTarget(beta, 1, seed)
				if !match(g, g.moments(f.density)) {
					t.Fatal("no equilibrium")
				}
				sum += planeJS(f.density, g.density)
			}
			x, y = append(x, math.Log(float64(k-degree))), append(y, math.Log(sum))
		}
		_, slope, _, _ := stat.Line(x, y, nil)
		t.Logf("β = %v: the bias falls as K^%.3f", beta, slope)
		if math.Abs(slope/(-2*beta)-1) > 0.15 { // seen: 1.500 and 3.428
			t.Errorf("β = %v: the bias falls as K^%.3f, predicted %v", beta, slope, -2*beta)
		}
	}
}

// TestPlaneBottoms: in the plane the bottoms fall as bias and noise have it, below the square root of n at smoothness 3/4 and above it at 2.
func TestPlaneBottoms(t *testing.T) {
	query := "lab=rates&picture=plane&smoothness=0.75&amplitude=1&pieces=5,7,10,14,20&n=2000,8000,32000&seed=1..3"
	if *long {
		query = "lab=rates&picture=plane&smoothness=0.75,2&amplitude=1&pieces=4,5,6,7,8,10,13,16,20,26&n=1000..100000:5&seed=1..20"
	}
	found := 0
	for _, fit := range report(run(t, query)).Fits {
		if fit.What != "slope of log JS on log n" {
			continue
		}
		found++
		t.Log(fit.Words)
		rough := fit.Of == "β = 0.75"
		if math.Abs(fit.Value-fit.Predicted) > 3*fit.SE+0.02 || *long && (fit.Value > -0.5) != rough {
			t.Errorf("%s: slope %v ± %v, predicted %v", fit.Of, fit.Value, fit.SE, fit.Predicted)
		}
	}
	if found == 0 {
		t.Error("no slope")
	}
}
