package session

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"saddle/core/config"
	"saddle/core/figure"
	"saddle/core/metric"
	"saddle/core/snapshot"
)

// In the plane, and on the line, the columns that are drawn say everything of the law: the total variation computed from
// them is the number that stands beside the picture, to its digits.
func TestTheNumberIsThatOfThePicture(t *testing.T) {
	for n, query := range pictured() {
		s := New(query)
		s.display.draw(50)
		for _, steps := range []int{1, 9, 50} {
			do(t, s, "step "+strconv.Itoa(steps))
			drain(s, 0, 1e6)
			snap := s.Snapshot()
			d := s.cfg.D
			judge := metric.NewJudge(s.display.phi, snap.View.RowsStar[:d*d], d, uint64(s.cfg.Seed))
			got := judge.Of(snap.View.Rows[:d*d])
			if a, b := figure.Digits(got.TV, 3), figure.Digits(snap.TV, 3); a != b && math.Abs(got.TV-snap.TV) > 1e-9 {
				t.Errorf("%d, %s: %s from the picture, %s beside it", n, query, a, b)
			}
			if snap.Status != snapshot.Diverged && !strings.Contains(figure.Sentence(snap), figure.Digits(snap.TV, 3)) {
				t.Errorf("%d, %s: %q does not say %s", n, query, figure.Sentence(snap), figure.Digits(snap.TV, 3))
			}
		}
	}
}

// pictured are 30 queries with every activation and average.
func pictured() (queries []string) {
	phis, _ := config.ByName("phi")
	averages, _ := config.ByName("average")
	for n := range 30 {
		d := []string{"1", "2", "2"}[n%3]
		queries = append(queries, "eps=0&points=50&batch=16&d="+d+"&phi="+phis.Options[n%len(phis.Options)].Value+
			"&average="+averages.Options[(n/2)%len(averages.Options)].Value+"&seed="+strconv.Itoa(n))
	}
	return queries
}

var ratios = regexp.MustCompile(`([\d.` + "\u202f" + `]+) times`)

// No sentence of any run compares with the floor by a foolish ratio.
func TestSentencesCompareSoberly(t *testing.T) {
	for range 2 { // 200 runs: rapid checks a hundred
		rapid.Check(t, comparesSoberly)
	}
}

func comparesSoberly(t *rapid.T) {
	s := New(someQuery(t) + "&eps=" + rapid.SampledFrom([]string{"0.3", "0.05", "0.01"}).Draw(t, "ε"))
	_ = s.Do("play")
	drain(s, 0, rapid.Int64Range(1, 60).Draw(t, "steps"))
	snap := s.Snapshot()
	for _, words := range []string{figure.Sentence(snap)} {
		for _, m := range ratios.FindAllStringSubmatch(words, -1) {
			v, err := strconv.ParseFloat(strings.ReplaceAll(m[1], "\u202f", ""), 64)
			if err != nil || v > 100 || v < 0.5 {
				t.Fatalf("%q", words)
			}
		}
	}
}
