package session

import (
	"math"
	"testing"

	"saddle/core/figure"
)

// A discriminator that learns against a generator that hardly moves ends as the best one: right (1 + TV)/2 of the time.
func TestTheBestIsRightAsOftenAsItCanBe(t *testing.T) {
	for _, query := range []string{"d=2&target=correlated&init=round", "d=2&phi=tanh&target=anticorrelated&init=round", "d=1&seed=2&init=random"} {
		s := looked(t, query+"&whiten=off&schedule=constant&etaG=1e-5&etaD=0.5&batch=256&points=20000&layers=adversary&shift=0.2", 400)
		figure.Robust(s)
		r := s.Robust
		if len(r) == 0 {
			t.Fatalf("%s: nothing is known", query)
		}
		t.Logf("%s: right %.4f ± %.4f, the best %.4f; against an adversary %.4f", query, r[0], r[1], r[4], r[2])
		if math.Abs(r[0]-r[4]) > 4*r[1] || r[4] < 0.54 || r[2] >= r[0] || math.Abs(r[4]-(1+s.TV)/2) > 1e-12 {
			t.Errorf("%s: %v", query, r)
		}
	}
	if s := looked(t, "d=3&layers=adversary", 3); s.View.Shift != 0.3 || s.Robust != nil {
		t.Errorf("in three dimensions: %v", s.Robust)
	}
}
