package session

import (
	"slices"
	"testing"

	"saddle/core/snapshot"
)

// Where φ cuts off, the total variation is that of the laws of the samples: exact or with an error, never above
// that of the laws before φ, and told in the curve as in the snapshot.
func TestTruncatedLaws(t *testing.T) {
	for query, estimated := range map[string]bool{
		"phi=relu": false, "phi=relu&d=1": false, "phi=hardtanh&d=1": false, "phi=relu&d=3": true, "phi=hardtanh": false,
		"phi=pl&knots=-1,-1,-0.2,0,0.2,0,1,1": false, "phi=hardtanh&d=4": true,
	} {
		s := New(query + "&schedule=decay&average=settled&eps=0&seed=1")
		do(t, s, "step 200")
		drain(s, 0, 1e6)
		snap := s.Snapshot()
		if (snap.TVError > 0) != estimated {
			t.Errorf("%s: standard error %v", query, snap.TVError)
		}
		if !(snap.TV > 0 && snap.TV <= snap.TVBound+1e-12 && snap.TV <= snap.TVPinsker && snap.TV <= snap.TVHigh) || snap.TVLow != 0 {
			t.Errorf("%s: TV %v, before φ %v, Pinsker %v, band %v to %v", query, snap.TV, snap.TVBound, snap.TVPinsker, snap.TVLow, snap.TVHigh)
		}
		if estimated && snap.TVError > 0.1*snap.TV {
			t.Errorf("%s: TV %v ± %v", query, snap.TV, snap.TVError)
		}
		if !(snap.TV > 0.2*snap.TVFloor && snap.TV < 20*snap.TVFloor) {
			t.Errorf("%s: TV %v, floor %v", query, snap.TV, snap.TVFloor)
		}
		k := len(snapshot.CurveColumns)
		for r := 0; r < len(snap.Curve); r += k {
			row := snap.Curve[r : r+k]
			if tv, bound := row[2], row[slices.Index(snapshot.CurveColumns, "tvBound")]; tv > bound+1e-12 {
				t.Errorf("%s: row %v", query, row)
			}
		}
	}
}

// Estimates draw from a stream of their own, so that a run is the same whether anybody looks or not, and the
// estimate depends on the moment alone.
func TestEstimatesDoNotPerturb(t *testing.T) {
	looked, alone := New("phi=hardtanh&d=3&eps=0"), New("phi=hardtanh&d=3&eps=0")
	do(t, looked, "step 50")
	do(t, alone, "step 50")
	for drain(looked, 0, 1) > 0 {
		looked.Snapshot()
	}
	drain(alone, 0, 1e6)
	a, b := looked.Snapshot(), alone.Snapshot()
	if !slices.Equal(a.W, b.W) || !slices.Equal(a.Curve, b.Curve) || a.TV != b.TV || a.TVError != b.TVError {
		t.Errorf("looked at: TV %v ± %v; left alone: %v ± %v", a.TV, a.TVError, b.TV, b.TVError)
	}
}

// The run converges by the total variation of the samples' laws, which for ReLU comes before that of the laws of Wx.
func TestConvergesByTheTruncatedLaw(t *testing.T) {
	s := New("phi=relu&schedule=decay&average=settled&speed=max&eps=0.01")
	do(t, s, "play")
	drain(s, 0, 20000)
	snap := s.Snapshot()
	if snap.Status != snapshot.Converged || snap.TV > 0.01 || snap.TVBound <= 0.01 {
		t.Errorf("%s at TV %v, %v before φ", snap.Status, snap.TV, snap.TVBound)
	}
}
