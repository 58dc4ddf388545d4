package session

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"saddle/core/config"
)

// fuzzed returns the query of a fuzz input: one of the activations, or one with flat pieces in the middle, a small
// dimension or a large one, and the matrices and condition number as they come.
func fuzzed(phi, d byte, wstar, w0 string, kappa float64) string {
	p, _ := config.ByName("phi")
	n := int(phi) % (len(p.Options) + 1)
	query := "eps=0&points=50&batch=8&d=" + strconv.Itoa([]int{1, 2, 3, 4, 5, 2, 3, 9, 17, 33}[d%10])
	if n == len(p.Options) {
		query += "&phi=pl&knots=-1,-1,-0.2,-0.2,0.4,-0.2,1,1,2,1,3,2"
	} else {
		query += "&phi=" + p.Options[n].Value
	}
	return query + "&kappa=" + strconv.FormatFloat(kappa, 'g', -1, 64) + "&wstar=" + wstar + "&w0=" + w0
}

// FuzzTargets takes any target and any start as a link could have them: what is not taken is told, no session hangs, and
// no number that a reader gets is NaN.
func FuzzTargets(f *testing.F) {
	f.Fuzz(func(t *testing.T, phi, d byte, wstar, w0 string, kappa float64) {
		query := fuzzed(phi, d, wstar, w0, kappa)
		s := New(query)
		for _, problem := range s.problems {
			if problem == "" {
				t.Errorf("%s: a problem without words", query)
			}
		}
		if again, problems := config.Parse(s.cfg.Query()); len(problems) > 0 || again.Query() != s.cfg.Query() {
			t.Errorf("%s: what is taken instead, %s, is not taken: %v", query, s.cfg.Query(), problems)
		}
		for range 2 {
			begin := time.Now()
			snap := s.Snapshot()
			if took := time.Since(begin); took > 5*time.Second { // of at most three distances, and other programs run
				t.Errorf("%s: a snapshot takes %v", query, took)
			}
			for name, list := range map[string][]float64{"curve": snap.CurveNow, "trail": snap.TrailNow, "W": snap.W, "Σ": snap.Sigma} {
				for _, v := range list {
					if math.IsNaN(v) {
						t.Errorf("%s: %s is %v", query, name, list)
					}
				}
			}
			if !(snap.TV >= 0 && snap.TV <= snap.TVBound && snap.TVBound <= 1) {
				t.Errorf("%s: TV %v, before φ %v", query, snap.TV, snap.TVBound)
			}
			_ = s.Do("step 3")
			drain(s, 0, 10)
		}
	})
}

// FuzzCommands takes what a page, or whoever speaks in its place, may say to the trainer, line by line: no session ends or hangs, and
// its numbers stay numbers.
func FuzzCommands(f *testing.F) {
	for _, talk := range []string{
		"configure d=1&batch=8&seed=3\nplay\nstep 2\npause\nseek 1\nback 1\nreset", "data 1,2\ndata", "set phi tanh\nset wstar 1,2,3\nset nothing 1\ndice 7\ndice -1",
		"seek 99999999999999999999\nstep\nstep -1\nback 0\nslow\nfaster\nslower\nslow", "hand 0 1 2\nhand\nplay now\n\n configure", "configure phi=pl&knots=NaN&d=2\nstep 1",
	} {
		f.Add(talk)
	}
	f.Fuzz(func(t *testing.T, talk string) {
		s := New("d=1&batch=8&points=50&eps=0")
		for line := range strings.SplitSeq(talk, "\n") {
			if err := s.Do(line); err != nil && err.Error() == "" {
				t.Fatalf("%q is refused without a word", line)
			}
			if s.cfg.D > 3 || s.cfg.Batch > 64 || s.replayTo > 1000 {
				return // it takes too long to try many
			}
		}
		drain(s, 0, 5)
		if snap := s.Snapshot(); math.IsNaN(snap.TV) || math.IsNaN(snap.TVBound) {
			t.Errorf("after %q: TV %v, before φ %v", talk, snap.TV, snap.TVBound)
		}
	})
}
