package fluctuation

import (
	"math"
	"strconv"

	"saddle/core/chart"
	"saddle/core/figure"
	"saddle/core/kernel"
	"saddle/core/lab"
	"saddle/core/stat"
)

// charts draws the table.
func charts(g *lab.Grid, curves []*curve, errors []errors) []chart.Chart {
	list := []chart.Chart{weakChart(errors)}
	if g.Varies("schedule") {
		return chart.Drawn(append(list, schedules(curves))...)
	}
	list = append(list, clouds(curves), distances(curves))
	if g.Varies("etaG") {
		list = append(list, edges(curves))
	} else {
		list = append(list, thermometers(curves))
	}
	return chart.Drawn(append(list, gauges(curves))...)
}

// mostClouds is how many settings are told apart in one cloud.
const mostClouds = 3

func series(i int) chart.Role { return chart.Series + chart.Role(i) }

// nameOr is the setting's label, or another name where there is but one.
func (c *curve) nameOr(name string) string {
	if c.label == "" {
		return name
	}
	return c.label
}

// clouds are the runs in the plane of both players, mark by mark, with the ellipses of one, two and three standard deviations.
func clouds(curves []*curve) chart.Chart {
	out := chart.Chart{Name: "cloud", Title: "Where the runs are", X: chart.Axis{Label: "generator, off the target"}, Y: chart.Axis{Label: "discriminator"},
		Description: "A point for every run: the generator's displacement across, the discriminator's parameter up, after so many steps. Dashes: the ellipses of one, two and three standard deviations as predicted for this step."}
	var some []*curve
	for _, c := range curves {
		if c.law != nil && c.law.known && len(c.Rows) >= fewest {
			some = append(some, c)
		}
	}
	if len(some) == 0 || len(some) > mostClouds {
		return out
	}
	for mark, steps := range some[0].marks {
		m := chart.Moment{Sentence: "Step " + figure.Count(float64(steps)) + "."}
		for i, c := range some {
			m.Marks = append(m.Marks, c.cloud(mark, series(i))...)
			if list := c.distances(mark); list != nil && len(some) == 1 {
				m.Sentence = "Step " + figure.Count(float64(steps)) + ": " + figure.Digits(100*inside(list, 1).Value, 2) + " % of the runs are within 1σ, predicted " +
					figure.Digits(100*within(c.freedom(), 1), 2) + " %."
			}
		}
		if len(m.Marks) > 0 {
			out.Moments = append(out.Moments, m)
		}
	}
	if n := len(out.Moments); n > 0 {
		out.Marks = out.Moments[n-1].Marks
	}
	return out
}

// cloud are the runs of one setting at a mark, with the ellipses.
func (c *curve) cloud(mark int, role chart.Role) (marks []chart.Mark) {
	dots := chart.Mark{Name: c.nameOr("runs"), Kind: chart.Dots, Role: role, X: c.At(mark, func(m *measured) float64 { return m.w }), Y: c.At(mark, func(m *measured) float64 { return m.v })}
	if len(dots.X) == 0 {
		return nil
	}
	marks = append(marks, dots)
	n := c.law.pairs[0].at(c.marks[mark], c.first[0])
	for sigma := 1; sigma <= 3; sigma++ {
		e := chart.Mark{Name: strconv.Itoa(sigma) + "σ", Kind: chart.Line, Role: chart.Theory}
		e.X, e.Y = n.ellipse(float64(sigma))
		marks = append(marks, e)
	}
	return marks
}

// distances is the histogram of the Mahalanobis distances at the largest mark under the density of χ².
func distances(curves []*curve) chart.Chart {
	out := chart.Chart{Name: "distance", Title: "How far out they are", X: chart.Axis{Label: "squared Mahalanobis distance"}, Y: chart.Axis{Label: "density"},
		Description: "Bars: how the squared distances of the runs from the predicted mean, in units of the predicted covariance, are spread after the last step. Dashes: χ²."}
	freedom := 0
	for i, c := range curves {
		list := c.distances(c.last())
		if list == nil || i >= mostClouds || freedom != 0 && freedom != c.freedom() {
			continue
		}
		freedom = c.freedom()
		const bins = 16
		top := float64(freedom) + 4*math.Sqrt(2*float64(freedom))
		m := chart.Mark{Name: c.nameOr("runs"), Kind: chart.Bars, Role: series(i)}
		var count [bins]float64
		for _, v := range list {
			if v < top {
				count[int(v/top*bins)]++
			}
		}
		for k, n := range count {
			m.X = append(m.X, (float64(k)+0.5)*top/bins)
			m.Y = append(m.Y, n*bins/(top*float64(len(list))))
		}
		out.Marks = append(out.Marks, m)
		if len(out.Marks) == 1 {
			curve := chart.Mark{Name: "χ²", Kind: chart.Line, Role: chart.Theory}
			for k := range 4*bins + 1 {
				x := top * float64(k) / (4 * bins)
				curve.X, curve.Y = append(curve.X, x), append(curve.Y, chiDensity(freedom, x))
			}
			out.Marks = append([]chart.Mark{curve}, out.Marks...)
		}
	}
	return out
}

// chiDensity is that of χ²_k for even k: (x/2)^(k/2−1) e^(−x/2)/(2 (k/2 − 1)!).
func chiDensity(k int, x float64) float64 {
	term := kernel.Exp(-x/2) / 2
	for j := 1; j < k/2; j++ {
		term *= x / 2 / float64(j)
	}
	return term
}

// thermometers are the temperatures of both players by setting.
func thermometers(curves []*curve) chart.Chart {
	out := chart.Chart{Name: "temperature", Title: "Two thermometers", Y: chart.Axis{Label: "temperature 2B·Var/η"},
		Description: "The temperatures of the generator and of the discriminator for each setting, with standard errors. Dashes: predicted. Where features are centred, steps small and the loss logarithmic they are 1."}
	predicted := chart.Mark{Name: "predicted", Kind: chart.Line, Role: chart.Theory}
	marks := [2]chart.Mark{{Name: "generator", Kind: chart.Dots, Role: chart.Generated}, {Name: "discriminator", Kind: chart.Dots, Role: chart.Series}}
	for _, c := range curves {
		g, d, wantG, wantD, ok := c.heats()
		if !ok {
			continue
		}
		for i, x := range []struct {
			player string
			stat.Estimate
			want float64
		}{{"generator", g, wantG}, {"discriminator", d, wantD}} {
			at := float64(len(out.Categories))
			name := x.player
			if c.label != "" {
				name = c.label + ", " + x.player
			}
			out.Categories = append(out.Categories, name)
			marks[i].Add(at, x.Value, x.SE)
			predicted.X, predicted.Y = append(predicted.X, at), append(predicted.Y, x.want)
		}
	}
	out.Marks = append(marks[:], predicted)
	return out
}

// edges is the mean of ‖S‖² against the generator's step, up to the edge and past it.
func edges(curves []*curve) chart.Chart {
	out := chart.Chart{Name: "edge", Title: "Up to the edge", X: chart.Axis{Label: "generator’s step η_G", Log: true}, Y: chart.Axis{Label: "E‖S‖²", Log: true},
		Description: "The mean of ‖S‖² over the runs against the generator's step, on logarithmic scales. Dashes: predicted; it grows without bound towards the edge, past which nothing is predicted."}
	seen := chart.Mark{Name: "measured", Kind: chart.Dots, Role: chart.Generated}
	predicted := chart.Mark{Name: "predicted", Kind: chart.Line, Role: chart.Theory}
	edge, top := 0.0, 0.0
	for _, c := range curves {
		if c.law == nil {
			continue
		}
		if c.law.rests {
			predicted.X, predicted.Y = append(predicted.X, c.cfg.EtaG), append(predicted.Y, c.law.S)
		}
		if c.law.edge.Valid {
			edge = c.law.edge.Value
		}
		if e := stat.Mean(c.At(c.last(), func(m *measured) float64 { return m.s })); e.Count > 0 && e.Value > 0 {
			seen.Add(c.cfg.EtaG, e.Value, e.SE)
			top = max(top, e.Value)
		}
	}
	out.Marks = append(out.Marks, seen, predicted)
	if edge > 0 && top > 0 {
		out.Marks = append(out.Marks, chart.Mark{Name: "edge", Kind: chart.Note, Role: chart.Theory, X: []float64{edge}, Y: []float64{top}, Text: []string{"edge " + figure.Digits(edge, 3)}})
	}
	return out
}

// gauges are both sides of the relations over each other, against the steps.
func gauges(curves []*curve) chart.Chart {
	out := chart.Chart{Name: "gauge", Title: "Dissipation over fluctuation", X: chart.Axis{Label: "steps", Log: true}, Y: chart.Axis{Label: "ratio"},
		Description: "What the players' moves take back over what they scatter, and what the generator takes from the value over what the discriminator adds, since the start is forgotten. Dashes: 1, where nothing is gained any more."}
	if len(curves) != 1 || !curves[0].means() || len(curves[0].marks) < 3 {
		return out
	}
	c := curves[0]
	one := chart.Mark{Name: "at rest", Kind: chart.Line, Role: chart.Theory}
	for i, x := range []struct {
		name string
		role chart.Role
		of   func(*measured) float64
	}{
		{"generator", chart.Generated, func(m *measured) float64 { return m.restG }},
		{"discriminator", series(0), func(m *measured) float64 { return m.restD }},
		{"value", series(1), func(m *measured) float64 { return m.exchange }},
	} {
		line := chart.Mark{Name: x.name, Kind: chart.LineDots, Role: x.role}
		for mark, steps := range c.marks {
			e := stat.Mean(c.At(mark, x.of))
			if e.Count == 0 || e.Value == 0 || steps < 2*forgotten*c.law.slow {
				continue
			}
			line.Add(float64(steps), e.Value, e.SE)
			if i == 0 {
				one.X, one.Y = append(one.X, float64(steps)), append(one.Y, 1)
			}
		}
		out.Marks = append(out.Marks, line)
	}
	out.Marks = append(out.Marks, one)
	return out
}

// schedules is the total variation of the last iterate against the samples.
func schedules(curves []*curve) chart.Chart {
	out := chart.Chart{Name: "schedule", Title: "Cooling", X: chart.Axis{Label: "target samples N", Log: true}, Y: chart.Axis{Label: "total variation", Log: true},
		Description: "Mean total variation of the last iterate against the number of target samples, on logarithmic scales, for each schedule of the steps. Dashes: where constant steps are predicted to stop."}
	for i, c := range curves {
		line := chart.Mark{Name: c.nameOr("total variation"), Kind: chart.LineDots, Role: series(i)}
		stop := chart.Mark{Name: "predicted", Kind: chart.Line, Role: chart.Theory}
		level, known := c.plateau()
		for mark := range c.marks {
			tv, n := stat.Mean(c.At(mark, func(m *measured) float64 { return m.tv })), stat.Mean(c.At(mark, func(m *measured) float64 { return m.samples }))
			if tv.Count == 0 {
				break
			}
			line.Add(n.Value, tv.Value, tv.SE)
			stop.X, stop.Y = append(stop.X, n.Value), append(stop.Y, level)
		}
		out.Marks = append(out.Marks, line)
		if known {
			out.Marks = append(out.Marks, stop)
		}
	}
	return out
}

// weakChart is the weak error against the step.
func weakChart(list []errors) chart.Chart {
	out := chart.Chart{Name: "weak", Title: "How far the diffusion is from the game", X: chart.Axis{Label: "step η", Log: true}, Y: chart.Axis{Label: "|E W − E W of the game|", Log: true},
		Description: "The weak error of the diffusion and of the modified one against the step of both players, on logarithmic scales. Dashes: the slopes 1 and 2."}
	for i := range list {
		e := &list[i]
		line := chart.Mark{Name: processWords[e.process], Kind: chart.LineDots, Role: series(i)}
		for k, eta := range e.eta {
			if e.err[k] > 0 {
				line.Add(eta, e.err[k], e.se[k])
			}
		}
		out.Marks = append(out.Marks, line)
		order, name := 1.0, "slope 1"
		if e.process == modified {
			order, name = 2, "slope 2"
		}
		if m, ok := chart.Guide([]chart.Mark{line}, order, 0.7, name); ok {
			out.Marks = append(out.Marks, m)
		}
	}
	return out
}
