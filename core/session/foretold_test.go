package session

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"saddle/core/config"
	"saddle/core/sgda"
	"saddle/core/snapshot"
)

// still is a figure whose steps are constant and small.
const still = "phi=identity&schedule=constant&eps=0&init=target&etaD=0.4&etaG=0.1&batch=64&"

func looked(t *testing.T, query string, steps int) *snapshot.Snapshot {
	t.Helper()
	s := New(query)
	if err := s.Do("play"); err != nil {
		t.Fatal(err)
	}
	for range steps {
		s.Take()
	}
	return s.Snapshot()
}

func TestMarks(t *testing.T) {
	for query, want := range map[string]float64{
		"phi=identity&d=1&whiten=off&rule=simultaneous&etaD=0.1&schedule=constant":                1.491068,
		"phi=identity&d=1&whiten=off&rule=simultaneous&etaD=2&schedule=constant":                  1.25,
		"phi=identity&d=2&whiten=off&target=isotropic&rule=simultaneous&etaD=0.1&schedule=fdr":    1,
		"phi=identity&d=1&whiten=off&rule=simultaneous&etaD=0.1":                                  0, // the steps fall
		"phi=relu&d=4&schedule=constant":                                                          0, // nothing is known
		"phi=identity&d=40&schedule=constant":                                                     0,
		"phi=identity&d=40&whiten=off&target=isotropic&rule=simultaneous&schedule=constant&eps=0": 1,
	} {
		marks := looked(t, query, 0).Marks
		got := 0.0
		if len(marks) == 1 {
			name, value, _ := strings.Cut(strings.TrimSuffix(marks[0], " edge"), "=")
			if got, _ = strconv.ParseFloat(value, 64); name != "etaG" {
				got = math.NaN()
			}
		}
		if !(math.Abs(got-want) < 1e-6) {
			t.Errorf("%s: %q, want an edge at %v", query, marks, want)
		}
	}
	// A change of a step keeps the game and moves the mark.
	s := New("phi=relu&schedule=constant&rule=simultaneous&etaD=0.5")
	before := s.Snapshot().Marks
	if err := s.Do("set etaD 1"); err != nil {
		t.Fatal(err)
	}
	after, anew := s.Snapshot().Marks, New("phi=relu&schedule=constant&rule=simultaneous&etaD=1").Snapshot().Marks
	if len(before) != 1 || len(after) != 1 || before[0] == after[0] || after[0] != anew[0] {
		t.Errorf("%q, then %q, anew %q", before, after, anew)
	}
}

// In one dimension the cloud is the covariance of what the phase chart shows, W and A in the coordinates of the samples, also where
// the run trains in others.
func TestCloudIsTheCovariance(t *testing.T) {
	for _, query := range []string{still + "d=1&wstar=2&seed=4", still + "d=1&wstar=-0.7&whiten=off&rule=simultaneous", "d=1&phi=relu&schedule=constant&eps=0&init=target&etaD=0.2&etaG=0.1&wstar=1.5"} {
		want := looked(t, query, 0).Cloud
		s := New(query)
		star := math.Abs(s.first.WStar[0])
		var got [3]float64
		const steps = 25_000
		for range steps {
			s.trainer.Step()
			state := s.trainer.State()
			w, v := math.Abs(state.W[0])-star, state.A[0]
			got[0] += w * w / steps
			got[1] += w * v / steps
			got[2] += v * v / steps
		}
		scale := math.Sqrt(want[0] * want[2])
		t.Logf("%s: %.3g, predicted %.3g", query, got, want)
		if math.Abs(got[0]/want[0]-1) > 0.15 || math.Abs(got[2]/want[2]-1) > 0.15 || math.Abs(got[1]-want[1]) > 0.15*scale {
			t.Errorf("%s: the covariance is %.3g, predicted %.3g", query, got, want)
		}
	}
}

// What is measured of the temperature lies around what is predicted as its standard error says.
func TestTemperatureIsMeasured(t *testing.T) {
	const seeds = 60
	inside, count := [2]int{}, 0
	for seed := range seeds {
		heat := looked(t, still+"d=2&whiten=off&target=isotropic&seed="+strconv.Itoa(seed), 800).Heat
		if len(heat) != len(snapshot.HeatColumns) || heat[1] == 0 {
			t.Fatalf("nothing is measured: %v", heat)
		}
		count++
		for i := range inside {
			if math.Abs(heat[3*i+1]-heat[3*i]) < 2*heat[3*i+2] {
				inside[i]++
			}
		}
	}
	t.Logf("of %d runs %v are within two standard errors", count, inside)
	for i, n := range inside {
		if share := float64(n) / float64(count); share < 0.85 {
			t.Errorf("player %d: only %.2f of the runs are within two standard errors of the prediction", i, share)
		}
	}
	if heat := looked(t, still+"d=2", 20).Heat; len(heat) != len(snapshot.HeatColumns) || heat[0] == 0 || heat[1] != 0 {
		t.Errorf("after 20 steps: %v", heat)
	}
	if heat := looked(t, "d=2", 20).Heat; heat != nil {
		t.Errorf("steps that fall have a temperature: %v", heat)
	}
}

// Under the schedule that goes by them the page has the gauges of the run, and under no other.
func TestGaugesAreTheRuns(t *testing.T) {
	const query = "d=2&init=target&whiten=off&target=isotropic&eps=0&seed=3&schedule=fdr"
	if g := looked(t, query, 20).Gauge; len(g) != len(snapshot.GaugeColumns) || g[0] != 0 || g[4] != 1 {
		t.Errorf("before the first test the gauges are %v", g)
	}
	got := looked(t, query, 900).Gauge
	cfg, _ := config.Parse(query)
	run := sgda.New(cfg)
	for range 900 {
		run.Step()
	}
	a, _ := run.Annealing()
	for i, want := range []float64{a.Gauges[sgda.Generator].Ratio, a.Gauges[sgda.Generator].Error, a.Gauges[sgda.Discriminator].Ratio, a.Gauges[sgda.Discriminator].Error, a.Share} {
		if got[i] != want || want == 0 {
			t.Errorf("%s is %v, in the run %v", snapshot.GaugeColumns[i], got[i], want)
		}
	}
	if g := looked(t, "d=2", 20).Gauge; g != nil {
		t.Errorf("a run in two time scales has the gauges %v", g)
	}
}
