package workers

import (
	"slices"

	"saddle/core/chart"
	"saddle/core/figure"
	"saddle/core/lab"
	"saddle/core/stat"
)

func series(k int) chart.Role { return chart.Series + chart.Role(k) }

// charts draws what has come.
func charts(g *lab.Grid, curves, chosen []*curve, eps float64) []chart.Chart {
	list := []chart.Chart{picture(chosen)}
	for _, x := range []struct {
		name, title, label, what string
		spent                    func(*measured) float64 // nil: rounds
	}{
		{"rounds", "By rounds", "rounds", "the number of rounds", nil},
		{"floats", "By what is sent", "floats sent by a worker", "the floats that a worker has sent", func(m *measured) float64 { return m.up }},
		{"heard", "By what is heard", "floats heard by a worker", "the floats that a worker has been sent", func(m *measured) float64 { return m.down }},
		{"evaluations", "By evaluations", "evaluations of V by a worker", "the values of V that a worker has computed", func(m *measured) float64 { return m.evaluations }},
		{"gradients", "By gradients", "gradients of a worker", "the gradients that a worker has computed", func(m *measured) float64 { return m.gradients }},
	} {
		list = append(list, against(chosen, eps, x.name, x.title, x.label, x.what, x.spent))
	}
	if g.Varies(workersName) {
		list = append(list, clock(curves))
	}
	if !g.Varies(paceName) {
		list = append(list, rests(curves))
	}
	return chart.Drawn(list...)
}

// against is the total variation against what has been spent.
func against(chosen []*curve, eps float64, name, title, label, what string, spent func(*measured) float64) chart.Chart {
	out := chart.Chart{Name: name, Title: title, X: chart.Axis{Label: label, Log: true}, Y: chart.Axis{Label: "total variation", Log: true},
		Description: "Mean total variation of the server's law from the target against " + what + ", on logarithmic scales. Dashes: ε, and where constant steps are predicted to stop."}
	level := chart.Mark{Name: "ε", Kind: chart.Line, Role: chart.Theory}
	var stops []chart.Mark
	for i, c := range chosen {
		line := chart.Mark{Name: c.nameOr("total variation"), Kind: chart.LineDots, Role: series(i)}
		for mark, rounds := range c.marks {
			tv := stat.Mean(c.At(mark, func(m *measured) float64 { return m.tv }))
			x := float64(rounds)
			if spent != nil {
				x = stat.Mean(c.At(mark, spent)).Value
			}
			if tv.Count > 0 && tv.Value > 0 && x > 0 {
				line.Add(x, tv.Value, tv.SE)
			}
		}
		if len(line.X) == 0 {
			continue
		}
		out.Marks = append(out.Marks, line)
		from, to := line.X[0], line.X[len(line.X)-1]
		if len(level.X) == 0 {
			level.X, level.Y = []float64{from, to}, []float64{eps, eps}
		}
		level.X[0], level.X[1] = min(level.X[0], from), max(level.X[1], to)
		if c.law.rests {
			stop := plateau(c.plan.Config.D, c.law.squared)
			stops = append(stops, chart.Mark{Name: "predicted", Kind: chart.Line, Role: chart.Theory, X: []float64{line.X[len(line.X)/2], to}, Y: []float64{stop, stop}})
		}
	}
	out.Marks = append(append(out.Marks, stops...), level)
	return out
}

// nameOr is the label of the setting, or a name where there is one setting alone.
func (c *curve) nameOr(name string) string {
	if c.label != "" {
		return c.label
	}
	return name
}

// rests is ‖Σ − I‖² in the long run, measured and predicted.
func rests(curves []*curve) chart.Chart {
	out := chart.Chart{Name: "rest", Title: "What constant steps leave", Y: chart.Axis{Label: "E‖Σ − I‖² at rest", Log: true},
		Description: "The mean of ‖Σ − I‖² over the rounds since the start is forgotten, in coordinates where the target is round, for each setting. Dashes: predicted."}
	seen := chart.Mark{Name: "measured", Kind: chart.Dots, Role: chart.Generated}
	predicted := chart.Mark{Name: "predicted", Kind: chart.Dots, Role: chart.Theory}
	for _, c := range curves {
		e, ok := c.rest()
		if !ok {
			continue
		}
		at := float64(len(out.Categories))
		out.Categories = append(out.Categories, c.nameOr("this run"))
		seen.Add(at, e.Value, e.SE)
		if c.law.rests {
			predicted.X, predicted.Y = append(predicted.X, at), append(predicted.Y, c.law.squared)
		}
	}
	out.Marks = []chart.Mark{seen, predicted}
	return out
}

// clock is how long a sample takes on the clock against the number of workers, where runs have been timed.
func clock(curves []*curve) chart.Chart {
	out := chart.Chart{Name: "time", Title: "When do many cores help?", X: chart.Axis{Label: "workers m", Log: true}, Y: chart.Axis{Label: "microseconds for a sample", Log: true},
		Description: "The time on the clock for a target sample, of all workers together, against the number of workers, on logarithmic scales. Where every worker has a core of its own it falls as 1/m. Dashes: that slope."}
	place := map[string]int{}
	for _, c := range curves {
		e, ok := c.clock()
		if !ok {
			continue
		}
		i, known := place[c.alone]
		if !known {
			i = len(out.Marks)
			place[c.alone] = i
			out.Marks = append(out.Marks, chart.Mark{Name: c.aloneLabel, Kind: chart.LineDots, Role: series(i)})
		}
		out.Marks[i].Add(float64(c.plan.Workers), e.Value, e.SE)
		if w := float64(c.plan.Workers); !slices.Contains(out.X.Ticks, w) {
			out.X.Ticks = append(out.X.Ticks, w)
		}
	}
	if guide, ok := chart.Guide(out.Marks, -1, 0.8, "slope −1"); ok {
		out.Marks = append(out.Marks, guide)
	}
	return out
}

// digitsOf writes a number of floats.
func digitsOf(v float64) string { return figure.Digits(v, 3) }
