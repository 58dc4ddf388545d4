package metric

import (
	"math"
	"math/rand/v2"
	"testing"
)

// As λ → 1 along a unit direction e, TV/‖λ−1‖ → ¼ E|Σ e_i (z_i² − 1)|.
func TestSmallPerturbations(t *testing.T) {
	const size = 1e-5
	for _, c := range []struct {
		name      string
		direction []float64
		want      float64
		tol       float64
	}{
		{"d=1, φ(1)", []float64{1}, 0.2419707, 1e-5},
		{"d=2, opposite, 1/(π√2)", []float64{1 / math.Sqrt2, -1 / math.Sqrt2}, 0.2250791, 1e-5},
		{"d=2, equal, 1/(e√2)", repeat(1/math.Sqrt2, 2), 0.2601300, 1e-5},
		{"large d, 1/(2√π)", repeat(1/math.Sqrt(4000), 4000), 0.2820948, 1e-4},
	} {
		lambda := make([]float64, len(c.direction))
		for i, e := range c.direction {
			lambda[i] = 1 + size*e
		}
		norm := math.Sqrt(FrobeniusSq(lambda))
		d := Of(lambda)
		if got := d.TV / norm; math.Abs(got-c.want) > c.tol {
			t.Errorf("%s: TV/‖λ−1‖ = %.7f, want %.7f", c.name, got, c.want)
		}
		for _, q := range []struct {
			name      string
			got, want float64
		}{{"JS", d.JS, 1. / 16}, {"KL", d.KL, 1. / 4}, {"ReverseKL", d.ReverseKL, 1. / 4}, {"Hellinger²", d.Hellinger * d.Hellinger, 1. / 16}} {
			if math.Abs(q.got/(norm*norm)-q.want) > 1e-5 {
				t.Errorf("%s: %s/‖λ−1‖² = %v, want %v", c.name, q.name, q.got/(norm*norm), q.want)
			}
		}
	}
}

func TestDevroyeBand(t *testing.T) {
	lo, hi := DevroyeBand([]float64{1.3, 0.6}) // ‖λ−1‖ = ½
	if math.Abs(lo-0.005) > slack || math.Abs(hi-0.75) > slack {
		t.Errorf("band [%v, %v], want [0.005, 0.75]", lo, hi)
	}
	if lo, hi = DevroyeBand([]float64{0, 5}); lo != 0.01 || hi != 1 {
		t.Errorf("band [%v, %v] far apart, want [0.01, 1]", lo, hi)
	}
	rng := rand.New(rand.NewPCG(4, 4))
	for range 300 {
		lambda := randomSpectrum(rng, 1+rng.IntN(16), math.Exp(-8*rng.Float64()))
		lo, hi := DevroyeBand(lambda)
		if tv := TV(lambda); !(lo <= tv && tv <= hi) {
			t.Errorf("TV(%v) = %v outside [%v, %v]", lambda, tv, lo, hi)
		}
	}
}

func identity(d int) []float64 {
	m := make([]float64, d*d)
	for i := range d {
		m[i*d+i] = 1
	}
	return m
}
