package figure

import (
	"math"
	"strings"
	"testing"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/snapshot"
)

// probed returns the numbers of ProbeColumns by name.
func probed(t *testing.T, s *snapshot.Snapshot, look string) map[string]float64 {
	t.Helper()
	s.Probe, s.ProbeWords = nil, ""
	var p Probe
	p.Look(look)
	p.Read(s)
	if len(s.Probe) != len(snapshot.ProbeColumns) {
		t.Fatalf("%d numbers", len(s.Probe))
	}
	checkFinite(t, s.Probe)
	out := map[string]float64{}
	for i, name := range snapshot.ProbeColumns {
		out[name] = s.Probe[i]
	}
	return out
}

func TestProbeReadsThePlane(t *testing.T) {
	s := moment(gan.Leaky, 2)
	s.View.Target, s.View.Generated = nil, nil
	got := probed(t, s, "0.625 0.5625 0.02") // the data coordinates (1, −0.5)
	near(t, "x", got["x"], 1, 1e-12)
	near(t, "y", got["y"], -0.5, 1e-12)
	f := New(s, 1)
	near(t, "D", got["d"], kernel.Logistic(must(f.Logit(1, -0.5))), 1e-12)
	// log-ratio of two Gaussians at φ⁻¹ = (1, −1).
	quad := func(c [3]float64) float64 {
		det := c[0]*c[2] - c[1]*c[1]
		return -0.5*(c[2]*1-2*c[1]*-1+c[0]*1)/det - 0.5*math.Log(det)
	}
	near(t, "log-ratio", got["ratio"], quad(s.View.CovStar)-quad(s.View.Cov), 1e-12)
	if !strings.Contains(s.ProbeWords, "D = ") || !strings.HasPrefix(s.ProbeWords, "At (1.00, −0.500)") {
		t.Error(s.ProbeWords)
	}
}

// Near a sample the probe takes it, and follows it when it moves.
func TestProbeFollowsASample(t *testing.T) {
	s := moment(gan.Identity, 2)
	s.View.Target, s.View.Generated = []float32{1, 1}, []float32{-1, 1, 2, 2}
	var p Probe
	p.Look("0.76 0.26 0.03") // beside (2, 2)
	p.Read(s)
	if s.Probe[0] != 1+OfGenerator || s.Probe[3] != 2 || s.Probe[4] != 2 {
		t.Fatalf("%v", s.Probe)
	}
	s.View.Generated = []float32{-1, 1, 3, -2}
	p.Read(s)
	if s.Probe[3] != 3 || s.Probe[4] != -2 {
		t.Errorf("it stayed behind: %v", s.Probe)
	}
	if !strings.HasPrefix(s.ProbeWords, "A generated sample at") {
		t.Error(s.ProbeWords)
	}
	if got := probed(t, s, "0.6 0.6 0.03"); got["law"] != 0 {
		t.Errorf("a sample far away was taken: %v", got)
	}
}

// For ReLU the place beside a line is on it, and the log-ratio there is that of the masses' densities.
func TestProbeOnWhatReLUCutsOff(t *testing.T) {
	s := moment(gan.ReLU, 2)
	s.View.Target, s.View.Generated = nil, nil
	got := probed(t, s, "0.4 0.6 0")
	f := New(s, 1)
	near(t, "x", got["x"], 0, 0)
	near(t, "y", got["y"], 0, 0)
	near(t, "log-ratio of the atoms", got["ratio"], math.Log(f.TargetLaw.Mass(1, 1)/f.GeneratedLaw.Mass(1, 1)), 1e-12)
	got = probed(t, s, "0.505 0.4 0") // on the vertical line
	near(t, "x", got["x"], 0, 0)
	if got["y"] <= 0 || got["right"] != 0 {
		t.Errorf("%v", got)
	}
}

func TestProbeWhereNothingIs(t *testing.T) {
	s := moment(gan.Tanh, 2)
	if got := probed(t, s, "0.01 0.5 0"); got["d"] != -1 {
		t.Errorf("%v", got)
	}
	var p Probe
	for _, words := range []string{"", "0.1", "a b c", "0.1 NaN 0"} {
		p.Look(words)
		s.Probe = nil
		if p.Read(s); s.Probe != nil {
			t.Errorf("%q is no place", words)
		}
	}
}

func TestProbeOfDegenerateLaws(t *testing.T) {
	for _, phi := range allPhi {
		for d := 1; d <= 2; d++ {
			s := moment(phi, d)
			s.View.Cov, s.View.Rows = [3]float64{}, make([]float64, 2*d)
			probed(t, s, "0.6 0.4 0.01")
			if strings.Contains(s.ProbeWords, "NaN") {
				t.Error(s.ProbeWords)
			}
		}
	}
}

func TestDirection(t *testing.T) {
	for want, v := range map[string][2]float64{"right": {1, 0.1}, "top": {0, 1}, "lower left": {-1, -1}, "lower right": {2, -2}, "left": {-1, 0}} {
		if got := direction(v[0], v[1]); got != want {
			t.Errorf("%v points to the %s, not the %s", v, got, want)
		}
	}
}
