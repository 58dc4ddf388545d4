package session

import (
	"slices"
	"testing"

	"saddle/core/snapshot"
)

func column(t *testing.T, rows []float64, name string) (values []float64) {
	t.Helper()
	k, at := len(snapshot.CurveColumns), slices.Index(snapshot.CurveColumns, name)
	if at < 0 {
		t.Fatalf("no column %s", name)
	}
	for ; len(rows) > 0; rows = rows[k:] {
		values = append(values, rows[at])
	}
	return values
}

// The baselines learn from the run's samples beside it: their errors fall, they change nothing in the run, and
// they stand in its curve at the same steps however it is watched or travelled.
func TestBaselinesRunBeside(t *testing.T) {
	const query = "phi=relu&eps=0&seed=3&baselines="
	with, without, travelled := New(query+"truncated,wgan"), New(query+"none"), New(query+"truncated,wgan")
	for _, s := range []*Session{with, without} {
		do(t, s, "step 1500")
		drain(s, 0, 1e6)
	}
	do(t, travelled, "step 700")
	for drain(travelled, 0, 13) > 0 {
		travelled.Snapshot()
	}
	do(t, travelled, "seek 300")
	drain(travelled, 0, 1e6)
	do(t, travelled, "step 1200")
	drain(travelled, 0, 1e6)

	a, b, c := with.Snapshot(), without.Snapshot(), travelled.Snapshot()
	if !slices.Equal(a.W, b.W) || a.TV != b.TV {
		t.Error("baselines change the run")
	}
	if !slices.Equal(a.Curve, c.Curve) {
		t.Error("the curve of the baselines depends on the way through the run")
	}
	for _, name := range []string{"tvTruncated", "tvWGAN"} {
		v := column(t, a.Curve, name)
		first := slices.IndexFunc(v, func(tv float64) bool { return tv > 0 })
		if first < 0 || slices.Contains(v[first:], 0) || !(v[len(v)-1] < 0.5*v[first]) || v[len(v)-1] > 0.05 {
			t.Errorf("%s: %.4f", name, v)
		}
		if v := column(t, b.Curve, name); slices.Max(v) != 0 {
			t.Errorf("%s runs though nobody asked", name)
		}
	}
	leaky := New("phi=leaky&eps=0&baselines=truncated,wgan")
	do(t, leaky, "step 200")
	drain(leaky, 0, 1e6)
	rows := leaky.Snapshot().Curve
	if slices.Max(column(t, rows, "tvTruncated")) != 0 || slices.Max(column(t, rows, "tvWGAN")) == 0 {
		t.Error("for the leaky ReLU only the WGAN competes")
	}
}
