package session

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"saddle/core/config"
	"saddle/core/snapshot"
)

// someQuery draws values for some parameters of a small run, extremes included.
func someQuery(t *rapid.T) string {
	small := map[string]float64{"d": 5, "batch": 64, "fakes": 4, "inner": 3, "n0": 300, "points": 50, "at": 0}
	var pairs []string
	for _, p := range config.Params() {
		if rapid.IntRange(0, 2).Draw(t, p.Name+"?") > 0 && p.Name != "d" && p.Name != "batch" {
			continue
		}
		text := ""
		switch hi := p.Max; p.Kind {
		case config.Choice:
			text = rapid.SampledFrom(p.Options).Draw(t, p.Name).Value
		case config.Flags:
			text = rapid.SampledFrom(p.Options).Draw(t, p.Name).Value + "," + rapid.SampledFrom(p.Options).Draw(t, p.Name).Value
		case config.Int:
			if most, ok := small[p.Name]; ok {
				hi = most
			}
			text = strconv.FormatInt(rapid.Int64Range(int64(p.Min), int64(hi)).Draw(t, p.Name), 10)
		case config.Float:
			v := rapid.Float64Range(p.Min, hi).Draw(t, p.Name)
			if p.Log && rapid.Bool().Draw(t, p.Name+" small") {
				v = p.Min * (1 + v/hi)
			}
			text = strconv.FormatFloat(v, 'g', -1, 64)
		default:
			continue
		}
		if text == string(config.OwnSamples) {
			continue
		}
		pairs = append(pairs, p.Name+"="+text)
	}
	if rapid.IntRange(0, 3).Draw(t, "knots?") == 0 {
		pairs = append(pairs, "knots="+rapid.SampledFrom([]string{"-1,-1,-0.2,0,0.2,0,1,1", "0,0,1,0", "-2,-1,-1,-1,1,5,2,5", "0,0,0.001,1"}).Draw(t, "knots"))
	}
	return strings.Join(pairs, "&")
}

// TestNoRunYieldsNonsense takes any settings, however foolish: the run may diverge, and then says so, but no
// number that a reader gets is NaN, and the distances keep their ranges and their order.
func TestNoRunYieldsNonsense(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		query := someQuery(t)
		s := New(query)
		_ = s.Do("step " + strconv.Itoa(rapid.IntRange(1, 40).Draw(t, "steps")))
		drain(s, 0, 50)
		snap := s.Snapshot()
		for name, list := range map[string][]float64{
			"W": snap.W, "Sigma": snap.Sigma, "A": snap.A, "curve": snap.Curve, "trail": snap.Trail, "bilevel": snap.Bilevel,
			"numbers": {snap.TV, snap.TVError, snap.JSError, snap.KLError, snap.ReverseKLError, snap.HellingerError, snap.TVLastError, snap.TVBound, snap.TVLow, snap.TVHigh, snap.TVPinsker, snap.JS, snap.KL, snap.ReverseKL, snap.Hellinger, snap.TVFloor, snap.TVLast, snap.Value, snap.B},
		} {
			for i, v := range list {
				if math.IsNaN(v) {
					t.Fatalf("%s: %s[%d] is NaN", query, name, i)
				}
			}
		}
		if snap.TV < 0 || snap.TV > snap.TVBound+1e-9 || snap.TVBound > 1 || snap.TVError < 0 || snap.TVError > 1 || snap.JS < 0 || snap.JS > math.Ln2+1e-12 || snap.KL < 0 || snap.Hellinger > 1 {
			t.Fatalf("%s: TV %v ± %v ≤ %v, JS %v, KL %v, H %v", query, snap.TV, snap.TVError, snap.TVBound, snap.JS, snap.KL, snap.Hellinger)
		}
		if (snap.Status == snapshot.Diverged) != (snap.Error != "") {
			t.Fatalf("%s: %s, %q", query, snap.Status, snap.Error)
		}
	})
}
