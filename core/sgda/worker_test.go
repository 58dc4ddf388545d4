package sgda

import (
	"math"
	"testing"
)

// The mean of the gradients of three workers is the gradient on all of their samples, and the mean of their differences
// the difference there.
func TestWorkersShareAMinibatch(t *testing.T) {
	const query = "d=3&whiten=off&rule=simultaneous&fakes=2&etaD=0.3&etaG=0.1"
	const m = 3
	whole := New(parse(t, query+"&batch=21"))
	u, g, mean := make([]float64, Freedom(3)), make([]float64, Freedom(3)), make([]float64, Freedom(3))
	x := make([]float64, Freedom(3))
	whole.Look() // space for it
	slope := 0.0
	for k := range m {
		w := NewWorker(parse(t, query+"&batch=7"), k)
		w.Look()
		copy(whole.sights[k*7*3:], w.sights)
		copy(whole.batch.Latent[k*14*3:], w.batch.Latent)
		w.Gradient(g)
		for i, v := range g {
			mean[i] += v / m
		}
		for i := range u {
			u[i] = float64(i%5) - 2
		}
		slope += w.Difference(u, 1e-3) / m
		w.Players(x)
		whole.Place(x, 0)
	}
	whole.design.SeeTargets(whole.sights)
	whole.seeFakes()
	whole.Gradient(g)
	for i, v := range g {
		if math.Abs(v-mean[i]) > 1e-14 {
			t.Errorf("entry %d: %v, of all samples %v", i, mean[i], v)
		}
	}
	if got := whole.Difference(u, 1e-3); math.Abs(got-slope) > 1e-11 {
		t.Errorf("the difference is %v, of all samples %v", slope, got)
	}
}

// Samples that are skipped are those that would have been seen.
func TestSkip(t *testing.T) {
	c := parse(t, "d=2&whiten=off&rule=simultaneous&batch=5")
	seen, skipped := NewWorker(c, 2), NewWorker(c, 2)
	for range 9 {
		seen.Look()
	}
	skipped.Skip(8)
	skipped.Look()
	for i, v := range seen.sights {
		if skipped.sights[i] != v {
			t.Fatalf("%v, want %v", skipped.sights, seen.sights)
		}
	}
	if seen.Samples() != skipped.Samples() {
		t.Errorf("%d samples, want %d", skipped.Samples(), seen.Samples())
	}
}
