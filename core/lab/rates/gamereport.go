package rates

import (
	"math"

	"saddle/core/chart"
	"saddle/core/figure"
	"saddle/core/kernel"
	"saddle/core/lab"
	"saddle/core/stat"
)

// settledFrom is the number of samples, times d², from which the slope of a game is fitted: the start is forgotten by then.
const settledFrom = 2500

// at returns the mean over the seeds of f at a mark.
func (x *series) at(mark int, f func(measured) float64) stat.Estimate {
	var list []float64
	for _, rows := range x.rows {
		if v := f(rows[mark]); !math.IsNaN(v) {
			list = append(list, v)
		}
	}
	return stat.Mean(list)
}

// scaled is n·JS. Where the divergence of the samples' own covariance is known, the mean that it is known to have takes its place: then most
// of the scatter, which is that of the samples, is gone.
func (x *series) scaled(m measured) float64 {
	if m.exact == 0 {
		return m.used * m.js
	}
	floor, _ := x.floor.JS(m.used)
	return m.used * (m.js - m.exact + floor.Mean)
}

// slope is that of log JS on log n, of the mean over the seeds, and what is predicted of it: −1 in the long run, and so from settledFrom on.
func (x *series) slope(marks []int64) (e stat.Estimate, predicted float64) {
	e, predicted = stat.Estimate{Value: math.NaN()}, -1
	var logs, soon []float64
	var use []int
	for mark, n := range marks {
		if x.expected.soon == nil && float64(n) < float64(settledFrom*x.d*x.d) {
			continue
		}
		logs, use = append(logs, kernel.Log(float64(n))), append(use, mark)
		if x.expected.soon != nil {
			soon = append(soon, kernel.Log(x.expected.soon[mark]))
		}
	}
	scaled := make([][]float64, len(use))
	for _, rows := range x.rows {
		if math.IsNaN(rows[len(rows)-1].js) { // diverged, for what it did before is worth nothing
			continue
		}
		for i, mark := range use {
			scaled[i] = append(scaled[i], x.scaled(rows[mark]))
		}
	}
	e = slopeOfMeans(logs, scaled)
	e.Value--
	if len(soon) > 1 {
		_, slope, _, _ := stat.Line(logs, soon, nil)
		predicted += slope
	}
	return e, predicted
}

// gameFits compares a game with what is predicted of it.
func (x *series) gameFits(marks []int64, main bool) (fits []lab.Fit) {
	if len(x.rows) < fewest {
		return nil
	}
	last := len(marks) - 1
	with := func(words string) string {
		if x.label == "" {
			return words
		}
		return "With " + x.label + ", " + string(words[0]-'A'+'a') + words[1:]
	}
	count := figure.Count(float64(marks[last]))
	if x.unlike {
		e := x.at(last, js)
		words := with("After ") + count + " samples JS is " + lab.Told(e) + "; predicted " + figure.Digits(x.expected.matched, 4) + " in the long run, where moments match"
		if !math.IsNaN(x.expected.least) {
			words += ", " + figure.Digits(x.expected.least, 4) + " being the least of all W"
		}
		if math.IsNaN(x.expected.matched) {
			words = with("After ") + count + " samples JS is " + lab.Told(e) + "; nothing is predicted"
		}
		return append(fits, lab.Fit{What: "JS at the end", Of: x.label, Estimate: e, Predicted: x.expected.matched, Main: main, Words: words + "."})
	}
	if e, want := x.slope(marks); !math.IsNaN(e.Value) {
		words := with("The divergence falls as n to the power ") + lab.Told(e) + "; predicted "
		if want != -1 {
			words += figure.Digits(want, 3) + " for these n, "
		}
		fits = append(fits, lab.Fit{What: "slope of log JS on log n", Of: x.label, Estimate: e, Predicted: want, Main: main,
			Words: words + "−1 in the long run."})
	}
	e := x.at(last, x.scaled)
	words := with("At ") + count + " samples n·JS is " + lab.Told(e) + "; "
	want := x.expected.njs
	if math.IsNaN(want) {
		words += "nothing is predicted."
	} else {
		words += "predicted "
		if x.expected.soon != nil {
			want = x.expected.soon[last]
			words += figure.Digits(want, 3) + " by then, "
		}
		words += figure.Digits(x.expected.njs, 3) + " in the long run."
	}
	return append(fits, lab.Fit{What: "n·JS", Of: x.label, Estimate: e, Predicted: want, Main: main, Words: words})
}

// gameCharts draws n·JS of the games that can come to their targets, and JS of the others.
func gameCharts(list []*series, marks []int64) (out []chart.Chart) {
	matched := chart.Chart{Name: "njs", Title: "Where the generator can say it", X: chart.Axis{Label: "samples n", Log: true}, Y: chart.Axis{Label: "n · JS", Log: true},
		Description: "Samples times the mean Jensen-Shannon divergence over the seeds, against the samples, on logarithmic scales. It comes down to a constant for each setting. Dashes: what is predicted for these samples, and that constant."}
	unlike := chart.Chart{Name: "plateaus", Title: "Where it cannot", X: chart.Axis{Label: "samples n", Log: true}, Y: chart.Axis{Label: "Jensen-Shannon divergence"},
		Description: "The mean Jensen-Shannon divergence over the seeds against the samples. It comes down to that of the law whose moments match, the upper dashes; the lower ones are the least of all W."}
	for i, x := range list {
		into, f := &matched, x.scaled
		if x.unlike {
			into, f = &unlike, js
		}
		name := x.label
		if name == "" {
			name = "runs"
		}
		s := chart.Mark{Name: name, Kind: chart.LineDots, Role: chart.Series + chart.Role(i)}
		for mark, n := range marks {
			if e := x.at(mark, f); e.Count > 0 {
				s.Add(float64(n), e.Value, e.SE)
			}
		}
		if len(s.X) == 0 {
			continue
		}
		into.Marks = append(into.Marks, s)
		if x.expected.soon != nil {
			m := chart.Mark{Name: "predicted", Kind: chart.Line, Role: chart.Theory, Y: x.expected.soon}
			for _, n := range marks {
				m.X = append(m.X, float64(n))
			}
			into.Marks = append(into.Marks, m)
		}
		for _, level := range []struct {
			value float64
			name  string
		}{{x.expected.njs, "in the long run"}, {x.expected.matched, "moments match"}, {x.expected.least, "least"}} {
			if !math.IsNaN(level.value) {
				into.Marks = append(into.Marks, chart.Mark{Name: level.name, Kind: chart.Line, Role: chart.Theory,
					X: []float64{s.X[0], s.X[len(s.X)-1]}, Y: []float64{level.value, level.value}})
			}
		}
	}
	return []chart.Chart{matched, unlike}
}
