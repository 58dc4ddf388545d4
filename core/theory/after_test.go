package theory

import (
	"math"
	"testing"
)

// After so many steps is what so many steps one by one give, and in the end the long run.
func TestAfterIsStepByStep(t *testing.T) {
	m, s := model(t, "phi=identity&d=1&target=isotropic&whiten=off&rule=simultaneous&etaD=0.3&etaG=0.1")
	l, ok := m.Parts[0].Linear(s)
	if !ok {
		t.Fatal("no linear game")
	}
	start := []float64{0.7, -0.2, 0.1}
	mean, p := append([]float64(nil), start...), make([]float64, l.Size*l.Size)
	near := func(what string, a, b []float64) {
		t.Helper()
		for i := range a {
			if math.Abs(a[i]-b[i]) > 1e-12*(1+math.Abs(b[i])) {
				t.Errorf("%s: entry %d is %g, step by step %g", what, i, a[i], b[i])
			}
		}
	}
	for k := range int64(41) {
		gotMean, gotP := l.After(k, start)
		near("mean", gotMean, mean)
		near("covariance", gotP, p)
		l.Next(mean, p)
	}
	still, _ := l.Stationary()
	_, late := l.After(1<<20, nil)
	near("the long run", late, still)
}
