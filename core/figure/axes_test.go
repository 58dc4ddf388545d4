package figure

import (
	"math"
	"testing"

	"saddle/core/snapshot"
)

// With a scale for each axis everything stands where its data coordinates say, arrows of ∇D are across the level lines as they
// are drawn, and the picture is that of the same game in units in which both axes are as long.
func TestAxesOfTheirOwn(t *testing.T) {
	const q = 14.0
	view := func(q float64) *snapshot.Snapshot {
		s := &snapshot.Snapshot{D: 2, View: snapshot.View{Axes: []float64{1, 2}, Layers: []string{"generated", "target", "isoline", "gradients", "ellipses", "arrows", "marginals"},
			Extent: [4]float64{-4.1, 4.1, -5.17 * q, 3.03 * q}, Cut: [4]float64{0.3, -0.5, 0.2 / q, 0.4 / (q * q)},
			Cov: [3]float64{1, 0.5 * q, 2 * q * q}, CovStar: [3]float64{2, -0.4 * q, q * q},
			Target: []float32{1, float32(q), -2, float32(0.5 * q)}, Generated: []float32{0.5, float32(-q), 2, float32(2 * q)}}}
		s.View.Rows, s.View.RowsStar = []float64{1, 0, 0.5 * q, 1.3 * q}, []float64{1.4, 0, -0.3 * q, q}
		return s
	}
	a, b := New(view(1), 500), New(view(q), 500)
	close := func(what string, got, want Path) {
		t.Helper()
		if len(got) != len(want) {
			t.Errorf("%s: %d numbers, want %d", what, len(got), len(want))
			return
		}
		for i := range got {
			if math.Abs(got[i]-want[i]) > 0.01 {
				t.Errorf("%s: number %d is %v, want %v", what, i, got[i], want[i])
				return
			}
		}
	}
	paths := func(what string, got, want []Path) {
		t.Helper()
		if len(got) != len(want) || len(want) == 0 {
			t.Errorf("%s: %d paths, want %d", what, len(got), len(want))
			return
		}
		for k := range got {
			close(what, got[k], want[k])
		}
	}
	samples := func(px []float32) (p Path) {
		for _, v := range px {
			p = append(p, float64(v))
		}
		return p
	}
	close("target", samples(b.Target), samples(a.Target))
	close("generated", samples(b.Generated), samples(a.Generated))
	paths("isoline", b.Isoline(), a.Isoline())
	paths("gradients", b.Gradients(), a.Gradients())
	paths("contours", b.GeneratedMarks.Contours[0], a.GeneratedMarks.Contours[0])
	paths("arrows", b.TargetMarks.Arrows, a.TargetMarks.Arrows)
	for n := range 2 {
		paths("marginals", b.Marginals(OfTarget, n).Curve, a.Marginals(OfTarget, n).Curve)
	}
	for i, px := range []float64{0, 123, 500} {
		if x, y := b.X(b.dataX(px)), b.Y(b.dataY(px)); math.Abs(x-px) > 1e-9 || math.Abs(y-px) > 1e-9 {
			t.Errorf("place %d: %v is at %v, %v", i, px, x, y)
		}
	}
	if n, m := len(b.Ticks(0)), len(b.Ticks(1)); n < 3 || n > 8 || m < 3 || m > 8 {
		t.Errorf("%d and %d ticks", n, m)
	}
}
