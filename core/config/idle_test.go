package config

import (
	"strings"
	"testing"
)

// What is said to change nothing changes nothing: with another value of it the run is computed from the same numbers. What is
// not said to be idle is there to be set.
func TestIdle(t *testing.T) {
	for query, want := range map[string]string{
		"":                             "centre knots disc shift",
		"phi=relu":                     "centre slope knots judged shift",
		"schedule=constant&rule=exact": "centre knots disc etaD tauD tauG gammaD gammaG shift",
		"d=1&target=ill&whiten=off":    "centre knots kappa disc n0 judged shift",
		"layers=adversary,field":       "centre knots disc",
		"phi=pl":                       "centre slope disc shift",
		"phi=pl&knots=-1,-1,0,0,1,0":   "centre slope judged shift",
	} {
		cfg, problems := Parse(query)
		if len(problems) > 0 {
			t.Fatalf("%q: %v", query, problems)
		}
		var names []string
		for _, line := range cfg.Idle() {
			name, why, _ := strings.Cut(line, " ")
			if _, ok := ByName(name); !ok || why == "" {
				t.Errorf("%q: %q names no parameter, or says no reason", query, line)
			}
			names = append(names, name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%q: idle are %s, want %s", query, got, want)
		}
	}
}
