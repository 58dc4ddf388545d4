package session

import (
	"math"
	"slices"
	"testing"

	"saddle/core/rng"
)

// What is drawn is the law that is judged, last iterate or average: the covariance behind the samples and the rings is
// that behind the number, and so is the one of the columns.
func TestOneLaw(t *testing.T) {
	for _, query := range []string{"", "average=settled", "average=half&phi=relu", "average=uniform&d=5&axes=4,2", "average=settled&d=1",
		"average=half&phi=tanh&d=3&whiten=off", "average=uniform&init=flat", "average=settled&schedule=decay&speed=0.5"} {
		s := New(query + "&eps=0&points=200")
		for _, steps := range []string{"step 1", "step 7", "step 40"} {
			do(t, s, steps)
			drain(s, 0, 1e6)
			snap := s.Snapshot()
			d, i, j := s.cfg.D, s.display.i, s.display.j
			cov := block(snap.Sigma, d, i, j)
			if d == 1 {
				cov[1], cov[2] = 0, 0
			}
			if snap.View.Cov != cov {
				t.Errorf("%s: rings of %v, number of %v", query, snap.View.Cov, cov)
			}
			other := symmetric{}
			if snap.Averaged {
				if other = block(snap.SigmaLast, d, i, j); d == 1 {
					other[1], other[2] = 0, 0
				}
			}
			if snap.View.CovOther != other || (snap.View.OtherName != "") != (snap.Averaged) {
				t.Errorf("%s: beside it %v, %q", query, snap.View.CovOther, snap.View.OtherName)
			}
			k := len(snap.View.Rows) / 2
			x, y := snap.View.Rows[:k], snap.View.Rows[k:]
			for n, pair := range [3][2][]float64{{x, x}, {x, y}, {y, y}} {
				sum := 0.0
				for c := range pair[0] {
					sum += pair[0][c] * pair[1][c]
				}
				if math.Abs(sum-cov[n]) > 1e-12*(math.Abs(cov[0])+math.Abs(cov[2])) {
					t.Errorf("%s: the columns have the covariance %v, not %v", query, sum, cov[n])
				}
			}
			state := s.trainer.State()
			rows := shownRows(&state, d, i, j)
			if want := s.display.shown(s.display.phi, s.display.latents, s.display.heights, rows[:d], rows[d:]); !slices.Equal(snap.View.Generated, want) {
				t.Errorf("%s: other samples than those of the columns", query)
			}
			if averaged := snap.Averaged; averaged == slices.Equal(snap.Sigma, snap.SigmaLast) && snap.Step > 1 {
				t.Errorf("%s: averaged %v, Σ %v, last %v", query, averaged, snap.Sigma, snap.SigmaLast)
			}
		}
	}
}

// Two rows become orthonormal without turning: what is left of them is a symmetric positive matrix.
func TestOrthonormal(t *testing.T) {
	r := rng.New(1, "orthonormal")
	for n := range 1000 {
		m := make([]float64, 6)
		for k := range m {
			m[k] = r.Normal()
		}
		if n%2 == 0 { // thin
			for k := range 3 {
				m[3+k] = m[k] + 1e-4*m[3+k]
			}
		}
		q := slices.Clone(m)
		if !orthonormal(q) {
			t.Fatalf("%v has no polar factor", m)
		}
		if g := gram(q); math.Abs(g[0]-1)+math.Abs(g[1])+math.Abs(g[2]-1) > 1e-12 {
			t.Fatalf("%v gives %v", m, g)
		}
		h := [4]float64{} // M = HQ
		for k := range 3 {
			h[0] += m[k] * q[k]
			h[1] += m[k] * q[3+k]
			h[2] += m[3+k] * q[k]
			h[3] += m[3+k] * q[3+k]
		}
		if math.Abs(h[1]-h[2]) > 1e-7 || !(h[0]+h[3] > 0) {
			t.Fatalf("%v is turned: %v", m, h)
		}
	}
	if orthonormal([]float64{1, 2, 1, 2}) {
		t.Error("rows that are one have a polar factor")
	}
}
