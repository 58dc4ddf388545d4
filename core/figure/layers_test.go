package figure

import (
	"math"
	"testing"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/snapshot"
)

// The gradient is the derivative of the logit, on each face along what is free there.
func TestJudgeIsDifferentiable(t *testing.T) {
	for _, phi := range allPhi {
		s := moment(phi, 2)
		f := New(s, 480)
		for _, y := range [][2]float64{{0.3, 0.4}, {0.7, 0.2}} {
			differentiate(t, phi, f, y, [2]bool{true, true})
		}
	}
	s := moment(gan.ReLU, 2)
	s.View.Sees = 1
	s.View.Faces = []float64{1, 0, 0.3, 2, 0.1, 0, 1, -0.2, 1, 0, 1, 1, 0.7, 0, 0}
	f := New(s, 480)
	differentiate(t, "line", f, [2]float64{0, 0.6}, [2]bool{false, true})
	differentiate(t, "line", f, [2]float64{0.6, 0}, [2]bool{true, false})
	spot, _ := f.spotAt(0, 0)
	h, g := f.judge(spot, [3]float64{})
	near(t, "atom", h, 0.7, 0)
	near(t, "its push", math.Hypot(g[0], g[1]), 0, 0)
	spot, _ = f.spotAt(0, 0.6)
	h, _ = f.judge(spot, [3]float64{})
	near(t, "line", h, 0.3+0.5*2*0.36+0.1*0.6, 1e-12)
}

func differentiate(t *testing.T, what string, f *Figure, y [2]float64, free [2]bool) {
	t.Helper()
	rest := [3]float64{0.1, 0, 0}
	spot, ok := f.spotAt(y[0], y[1])
	if !ok {
		t.Fatalf("%s: nothing at %v", what, y)
	}
	_, g := f.judge(spot, rest)
	for n := range 2 {
		if !free[n] {
			near(t, what+": gradient across", g[n], 0, 0)
			continue
		}
		const step = 1e-5
		var h [2]float64
		for k, sign := range [2]float64{1, -1} {
			moved := y
			moved[n] += sign * step
			spot, _ := f.spotAt(moved[0], moved[1])
			h[k], _ = f.judge(spot, rest)
		}
		near(t, what+": gradient", g[n], (h[0]-h[1])/(2*step), 1e-4*(1+math.Abs(g[n])))
	}
}

func TestGradientArrowsPointWhereDRises(t *testing.T) {
	s := moment(gan.Identity, 2)
	f := New(s, 480)
	arrows := f.Gradients()
	if len(arrows) != snapshot.MaxGradients-1 { // the first sample is at 0, where the field is level
		t.Fatalf("%d arrows", len(arrows))
	}
	for _, a := range arrows {
		before, _ := f.Logit(f.dataX(a[0]), f.dataY(a[1]))
		const little = 1e-4
		after, _ := f.Logit(f.dataX(a[0]+little*(a[2]-a[0])), f.dataY(a[1]+little*(a[3]-a[1])))
		if after <= before {
			t.Errorf("D falls from %v to %v along an arrow", before, after)
		}
		if length := math.Hypot(a[2]-a[0], a[3]-a[1]); length > 480/9.0+1e-9 {
			t.Errorf("an arrow of %v pixels", length)
		}
	}
}

// Of the samples of ReLU those with one coordinate at 0 are ticks outside the quadrant, those with both are in
// the atom.
func TestSplitKnowsWhatSamplesAre(t *testing.T) {
	s := moment(gan.ReLU, 2)
	s.View.Target = []float32{1, 2, 0, 1, 2, 0, 0, 0, 0, 3}
	f := New(s, 480)
	discs, ticks := f.Split(OfTarget, f.Target, nil, nil, 1)
	if len(discs) != 2 || len(ticks) != 4*3 {
		t.Fatalf("%d discs and %d ticks", len(discs)/2, len(ticks)/4)
	}
	axis := float32(f.X(0))
	for _, k := range []int{0, 8} { // beside the vertical line
		if !(ticks[k] < axis && ticks[k+2] < ticks[k] && ticks[k+1] == ticks[k+3]) {
			t.Errorf("tick %v", ticks[k:k+4])
		}
	}
	if !(ticks[5] > axis && ticks[7] > ticks[5] && ticks[4] == ticks[6]) { // below the horizontal one; y is down
		t.Errorf("tick %v", ticks[4:8])
	}
	_, others := f.Split(OfGenerator, f.Target, nil, nil, 1)
	if !(others[0] < ticks[2]) {
		t.Error("the rugs of the laws overlap")
	}
	plain := New(moment(gan.Leaky, 2), 480)
	if discs, ticks := plain.Split(OfTarget, plain.Target, nil, nil, 1); len(discs) != len(plain.Target) || len(ticks) != 0 {
		t.Error("without flat pieces all are discs")
	}
}

// The area of an atom is its mass.
func TestAtoms(t *testing.T) {
	f := New(moment(gan.ReLU, 2), 480)
	atoms := f.Atoms(1)
	if len(atoms) != 1 {
		t.Fatalf("%d atoms", len(atoms))
	}
	for law, l := range [2]Law{f.TargetLaw, f.GeneratedLaw} {
		near(t, "area", math.Pow(atoms[0].Radius[law]/AtomRadius, 2), l.Mass(1, 1), 1e-12)
	}
	near(t, "place", atoms[0].X, f.X(0), 0)
	if n := len(New(moment(gan.HardTanh, 2), 480).Atoms(1)); n != 4 {
		t.Errorf("hard tanh has %d atoms", n)
	}
	if n := len(New(moment(gan.ReLU, 1), 480).Atoms(1)); n != 2 {
		t.Errorf("ReLU in one dimension has %d atoms, one a law", n)
	}
	if n := len(New(moment(gan.Leaky, 2), 480).Atoms(1)); n != 0 {
		t.Errorf("leaky ReLU has %d atoms", n)
	}
}

func TestMassesForThePage(t *testing.T) {
	s := moment(gan.ReLU, 2)
	Masses(s)
	n := len(snapshot.MassColumns)
	if len(s.Masses) != 3*n {
		t.Fatalf("%d numbers", len(s.Masses))
	}
	inside := newLaw(gan.NewActivation(gan.ReLU, 0, nil), s.View.CovStar, false)
	total := inside.Mass(0, 0)
	for k := range 3 {
		total += s.Masses[k*n+3]
	}
	near(t, "total", total, 1, 1e-7)
	near(t, "the atom's place", s.Masses[1], 0.5, 1e-12)
	s.Masses = nil
	s.View.Extent = [4]float64{1, 2, 1, 2} // away from the axes
	if Masses(s); s.Masses != nil {
		t.Error("masses that are not in the picture")
	}
}

// The bars hold the share of the samples that is in the window and off the lines.
func TestHistogram(t *testing.T) {
	s := moment(gan.ReLU, 2)
	f := New(s, 480)
	counts, total := f.histogram(f.Target, 0, flatValues(f.Phi))
	inside := 0
	for i := 0; i < len(s.View.Target); i += 2 {
		if x := s.View.Target[i]; x > 0 && x < 4 {
			inside++
		}
	}
	sum := 0
	for _, c := range counts {
		sum += c
	}
	if sum != inside || total != len(s.View.Target)/2 {
		t.Errorf("%d in bins of %d, want %d of %d", sum, total, inside, len(s.View.Target)/2)
	}
}

// Bars and curve have one scale: under a Gaussian's curve the bars of many samples have its area.
func TestBarsAndCurveAgree(t *testing.T) {
	s := moment(gan.Identity, 2)
	s.View.Target = nil
	const n = 20000
	for k := range n {
		u := (float64(k) + 0.5) / n
		s.View.Target = append(s.View.Target, float32(quantile(u)*math.Sqrt(s.View.CovStar[0])), 0)
	}
	f := New(s, 480)
	m := f.Marginals(OfTarget, 0)
	bars := 0.0
	for _, b := range m.Bars {
		bars += (b[2] - b[0]) * (b[3] - b[1])
	}
	curve, strip := 0.0, StripShare*f.Side
	for i := 0; i+3 < len(m.Curve[0]); i += 2 { // one piece
		p := m.Curve[0][i:]
		curve += (p[2] - p[0]) * (strip - (p[1]+p[3])/2)
	}
	near(t, "area of the bars over that of the curve", bars/curve, 1, 0.01)
}

// quantile inverts below1 by bisection.
func quantile(u float64) float64 {
	lo, hi := -9.0, 9.0
	for range 60 {
		if mid := (lo + hi) / 2; kernel.NormalCDF(mid) < u {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

func TestTrailsEndAtTheSamples(t *testing.T) {
	s := moment(gan.Identity, 2)
	s.View.Trails = make([]float32, 2*snapshot.MaxTrails*3)
	f := New(s, 480)
	trails := f.Trails()
	if len(trails) != snapshot.MaxTrails {
		t.Fatalf("%d trails", len(trails))
	}
	for k, p := range trails {
		if len(p) != 8 || p[6] != float64(f.Generated[2*k]) || p[0] != 240 {
			t.Fatalf("trail %v", p)
		}
	}
}

func TestHatchingStaysInTheTruncationSet(t *testing.T) {
	f := New(moment(gan.ReLU, 2), 480)
	lines := f.hatching()
	if len(lines) < 20 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, p := range lines {
		for i := 0; i < len(p); i += 2 {
			if p[i] < 240-1e-9 || p[i] > 480+1e-9 || p[i+1] < -1e-9 || p[i+1] > 240+1e-9 {
				t.Fatalf("a line %v", p)
			}
		}
	}
	if New(moment(gan.Leaky, 2), 480).hatching() != nil {
		t.Error("φ that can be inverted everywhere has no truncation set to show")
	}
}
