package figure

import (
	"math"
	"testing"

	"saddle/core/snapshot"
)

func TestDigits(t *testing.T) {
	for _, c := range []struct {
		v    float64
		n    int
		want string
	}{
		{0, 3, "0"}, {0.084, 3, "0.0840"}, {0.71, 2, "0.71"}, {1.44, 2, "1.4"}, {0.9996, 3, "1.00"}, {9.996, 3, "10.0"},
		{999.6, 3, "1\u202f000"}, {12345, 3, "12\u202f300"}, {1234.56, 6, "1\u202f234.56"}, {-0.5, 1, "\u22120.5"}, {120, 2, "120"},
		{3.2e-7, 3, "3.20 × 10⁻⁷"}, {-1e18, 2, "\u22121.0 × 10¹⁸"}, {0.0001, 3, "0.000100"},
		{math.Inf(1), 3, "∞"}, {math.Inf(-1), 3, "\u2212∞"}, {math.NaN(), 3, "unknown"},
	} {
		if got := Digits(c.v, c.n); got != c.want {
			t.Errorf("Digits(%v, %d) = %q, want %q", c.v, c.n, got, c.want)
		}
	}
}

func TestCount(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 7: "7", 999: "999", 1000: "1\u202f000", 12800: "12\u202f800", 1234567: "1\u202f234\u202f567", -4096: "\u22124\u202f096",
		2.6: "3", math.Inf(1): "∞",
	} {
		if got := Count(v); got != want {
			t.Errorf("Count(%v) = %q, want %q", v, got, want)
		}
	}
}

func TestSentence(t *testing.T) {
	floor := []float64{0.01, 0.008, 0.012, 0.004, 0.016}
	for _, c := range []struct {
		s    snapshot.Snapshot
		want string
	}{
		{snapshot.Snapshot{Status: snapshot.Loading}, "Loading."},
		{snapshot.Snapshot{Status: snapshot.Paused, TV: 0.71}, "Ready: the total variation is 0.710 before the first step."},
		{snapshot.Snapshot{Status: snapshot.Running, Step: 50, Samples: 12800, TV: 0.084, Floor: floor},
			"After 12\u202f800 samples the total variation is 0.0840, 8.4 times what the best method reaches on average."},
		{snapshot.Snapshot{Status: snapshot.Paused, Step: 1, Samples: 2, TV: 0.5},
			"After 2 samples the total variation is 0.500."},
		{snapshot.Snapshot{Status: snapshot.Running, Step: 50, Samples: 12800, TV: 0.5, Floor: []float64{0.001, 0.001, 0.001, 0.001, 0.001}},
			"After 12\u202f800 samples the total variation is 0.500."},
		{snapshot.Snapshot{Status: snapshot.Running, Step: 50, Samples: 12800, TV: 0.084, TVError: 0.0012, Averaged: true, Floor: floor},
			"After 12\u202f800 samples the total variation of the average is about 0.0840\u00a0±\u00a00.001, 8.4 times what the best method reaches on average."},
		{snapshot.Snapshot{Status: snapshot.Converged, Step: 36, Samples: 9216, TV: 0.014, Eps: 0.02, Floor: floor},
			"Converged. After 9\u202f216 samples the total variation first fell below 0.02: it is 0.0140, 1.4 times what the best method reaches on average, inside its band of 95 in 100."},
		{snapshot.Snapshot{Status: snapshot.Converged, Step: 36, Samples: 9216, TV: 0.0045, Eps: 0.02, Floor: floor},
			"Converged. After 9\u202f216 samples the total variation first fell below 0.02: it is 0.00450, inside the best method’s band of 95 in 100."},
		{snapshot.Snapshot{Status: snapshot.Finished, Step: 36, Samples: 552, TV: 0.003, Floor: floor},
			"Finished. After the 552 samples asked for the total variation is 0.00300, nearer than the best method comes in 39 of 40 cases."},
		{snapshot.Snapshot{Status: snapshot.Running, Step: 5, Samples: 20, Progress: 0.4}, "Replaying the run: 40\u202f% of the way."},
		{snapshot.Snapshot{Status: snapshot.Diverged, Error: "It left its bounds: take smaller steps."}, "It left its bounds: take smaller steps."},
		{snapshot.Snapshot{Status: snapshot.Diverged, Samples: 512}, "The run stopped after 512 samples."},
	} {
		if got := Sentence(&c.s); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.s.Status, got, c.want)
		}
	}
}

func TestNarration(t *testing.T) {
	s := &snapshot.Snapshot{Step: 12, Batch: 64, Fakes: 1280, Value: -1.2101, Blind: -1.3863, TV: 0.31, TVLast: 0.31}
	if got := Narration(s); got != "" {
		t.Errorf("of a whole iteration it says %q", got)
	}
	s.Turn = snapshot.Discriminator
	if got, want := Narration(s), "Step 13, discriminator: it has looked at 64 real and 1\u202f280 generated samples and leans further to what tells them apart. On them V was \u22121.21; guessing gets \u22121.39."; got != want {
		t.Errorf("%q", got)
	}
	s.Turn, s.TVError, s.Batch = snapshot.Generator, 0.003, 1
	if got, want := Narration(s), "Step 12, generator: its samples have moved to where the discriminator takes them for real. Their law is about 0.310\u00a0±\u00a00.003 from the target in total variation."; got != want {
		t.Errorf("%q", got)
	}
	s.Averaged, s.TV, s.TVError, s.TVLastError = true, 0.2, 0, 0
	if got, want := Narration(s), "Step 12, generator: its samples have moved to where the discriminator takes them for real. The law of its last iterate is 0.310 from the target in total variation, that of the average 0.200."; got != want {
		t.Errorf("%q", got)
	}
}

// BestMethod admits what it does not know.
func TestBestMethod(t *testing.T) {
	s := &snapshot.Snapshot{Status: snapshot.Running, Step: 3, TV: 0.1}
	say := func(want string) {
		t.Helper()
		if got := BestMethod(s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	say("the best method’s distance is not known here")
	s.FloorKnown = true
	say("")
	s.Floor = []float64{0.01, 0.008, 0.012, 0.004, 0.016}
	say("best method 0.0100 on average, 0.0040 to 0.016 in 95 of 100 cases")
	s.Data = "150 × 4"
	say("")
}
