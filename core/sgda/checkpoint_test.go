package sgda

import (
	"math"
	"slices"
	"testing"

	"saddle/core/config"
	"saddle/core/linear"
)

// A run that is put back goes on with the same bits, whatever it did meanwhile, and so does a new run
// that is put forward.
func TestCheckpointGoesOnWithTheSameBits(t *testing.T) {
	queries := append([]string{"schedule=fdr&average=half&batch=4", "average=half&rule=simultaneous", "average=uniform&d=3"}, goldenQueries...)
	for _, query := range queries {
		cfg, problems := config.Parse(query)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		for _, halves := range []int{0, 1} {
			run := New(cfg)
			for range 30 {
				run.Step()
			}
			for range halves {
				run.StepPlayer(Discriminator)
			}
			mark := run.Checkpoint()
			finish := func(r *Trainer) State {
				if halves > 0 {
					r.StepPlayer(Generator)
				}
				for range 150 { // long enough for blocks of the average to be forgotten
					r.Step()
				}
				return r.State()
			}
			want := finish(run)
			for range 100 {
				run.Step()
			}
			fresh := New(cfg)
			for name, r := range map[string]*Trainer{"put back": run, "put forward": fresh} {
				r.Restore(mark)
				if r.Steps() != 30 {
					t.Fatalf("%q %s: at step %d", query, name, r.Steps())
				}
				got := finish(r)
				for what, pair := range map[string][2][]float64{"W": {got.W, want.W}, "A": {got.A, want.A}, "Σ": {got.Sigma, want.Sigma}, "Σ̂": {got.SampleCovariance, want.SampleCovariance}} {
					if !slices.Equal(pair[0], pair[1]) {
						t.Errorf("%q %s, %d halves: %s has other bits", query, name, halves, what)
					}
				}
				if r.Failure() != run.Failure() {
					t.Errorf("%q %s: failure %q", query, name, r.Failure())
				}
			}
		}
	}
}

// The norms do not depend on the coordinates: with target M and everything else carried along they stay.
func TestNormsAreInvariant(t *testing.T) {
	a, sigma := []float64{0.5, -0.2, -0.2, 1.5}, []float64{2, 0.3, 0.3, 0.7}
	plain := State{A: a, Sigma: sigma, SigmaStar: linear.Identity(2)}
	lambda := []float64{(2.7 - math.Sqrt(2.7*2.7-4*(1.4-0.09))) / 2, (2.7 + math.Sqrt(2.7*2.7-4*(1.4-0.09))) / 2}
	gap, norm := plain.Norms(lambda)
	if want := math.Sqrt(1 + 2*0.09 + 0.09); math.Abs(gap-want) > 1e-12 {
		t.Errorf("‖Σ − I‖ = %v, want %v", gap, want)
	}
	if want := frobenius(a); math.Abs(norm-want) > 1e-12 {
		t.Errorf("‖A‖ = %v, want %v", norm, want)
	}
	m := []float64{2, 1, -0.5, 3}
	inv := []float64{3 / 6.5, -1 / 6.5, 0.5 / 6.5, 2 / 6.5}
	moved := State{A: linear.Congruent(linear.Transposed(inv, 2, 2), a, 2), SigmaStar: linear.Congruent(m, linear.Identity(2), 2)}
	if _, again := moved.Norms(lambda); math.Abs(again-norm) > 1e-12 {
		t.Errorf("in other coordinates ‖A‖ = %v, want %v", again, norm)
	}
}
