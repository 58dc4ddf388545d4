package complexity

import (
	"math"
	"slices"
	"strconv"

	"saddle/core/chart"
	"saddle/core/kernel"
	"saddle/core/lab"
	"saddle/core/stat"
)

// charts draws the table. Where there are several settings colours tell them apart, else dimensions.
func charts(g *lab.Grid, settings []setting, curves []*curve, reaches [][]reach) []chart.Chart {
	bySetting, dims := len(settings) > 1, severalD(curves)
	color := func(i int, c *curve) int {
		if bySetting {
			return c.setting
		}
		return i
	}
	list := []chart.Chart{rate(curves, bySetting, dims, color)}
	if dims && !curves[0].by.fixed {
		list = append(list, collapse(curves, bySetting, dims, color), growth(epsOf(g), settings, reaches))
	}
	return chart.Drawn(append(list, prices(curves, bySetting, dims, color))...)
}

// rate is the total variation against the samples, with the floor and a line of slope −1/2.
func rate(curves []*curve, bySetting, dims bool, color func(int, *curve) int) chart.Chart {
	out := chart.Chart{Name: "rate", Title: "Total variation against samples", X: chart.Axis{Label: "target samples N", Log: true}, Y: chart.Axis{Label: "total variation", Log: true},
		Description: "Mean total variation over the seeds against the number of target samples, on logarithmic scales. Dashes: the floor, what the best method leaves on average; and the slope −1/2, where it is predicted."}
	if len(curves) > 0 && curves[0].by.fixed {
		out.Title, out.Y.Label = "Error against samples", "‖AAᵀ − A∗A∗ᵀ‖"
		out.Description = "Mean error of the estimated second moment over the seeds against the number of fixed target samples, on logarithmic scales."
	}
	var floors []chart.Mark
	predicted := false
	for i, c := range curves {
		predicted = predicted || c.rate()
		s := chart.Mark{Name: nameOf(c, bySetting, dims), Kind: chart.LineDots, Role: chart.Series + chart.Role(color(i, c))}
		f := chart.Mark{Name: "floor", Kind: chart.Line, Role: chart.Theory}
		for _, p := range c.points {
			s.Add(p.samples.Value, p.tv.Value, p.tv.SE)
			if tv, ok := c.floorAt(p.samples.Value); ok {
				f.Add(p.samples.Value, tv, 0)
			}
		}
		out.Marks = append(out.Marks, s)
		if f.SE = nil; !f.Among(floors) { // the same samples have the same floor whatever is made of them
			floors = append(floors, f)
			out.Marks = append(out.Marks, f)
		}
	}
	if m, ok := chart.Guide(out.Marks, -0.5, 0.5, "slope −1/2"); predicted && ok {
		out.Marks = append(out.Marks, m)
	}
	return out
}

// collapse draws the same points against N/d², where C_d/d, from .266 to .282, leaves them almost one curve.
func collapse(curves []*curve, bySetting, dims bool, color func(int, *curve) int) chart.Chart {
	out := chart.Chart{Name: "collapse", Title: "The same against N/d²", X: chart.Axis{Label: "N/d²", Log: true}, Y: chart.Axis{Label: "total variation", Log: true},
		Description: "The same points against the number of samples divided by the square of the dimension: once the start is forgotten they come to lie close to one line. Dashes: the predicted limit of large dimensions."}
	lowest, highest := math.Inf(1), 0.0
	price, known := 0.0, true
	for i, c := range curves {
		s := chart.Mark{Name: nameOf(c, bySetting, dims), Kind: chart.Dots, Role: chart.Series + chart.Role(color(i, c))}
		for _, p := range c.points {
			x := p.samples.Value / float64(c.cfg.D*c.cfg.D)
			lowest, highest = math.Min(lowest, x), math.Max(highest, x)
			s.Add(x, p.tv.Value, p.tv.SE)
		}
		out.Marks = append(out.Marks, s)
		p, ok := c.predictedPrice()
		known = known && ok && (price == 0 || math.Abs(p-price) < 1e-9)
		price = p
	}
	if known && highest > lowest {
		s := chart.Mark{Name: "predicted, large d", Kind: chart.Line, Role: chart.Theory}
		for _, x := range []float64{lowest, highest} {
			if y := math.Sqrt(price / (4 * math.Pi * x)); y < 1 {
				s.Add(x, y, 0)
			} else {
				s.Add(price/(4*math.Pi), 1, 0)
			}
		}
		s.SE = nil
		out.Marks = append(out.Marks, s)
	}
	return out
}

// growth is N(ε) against d, with a line of slope 2 and the floor's.
func growth(eps float64, settings []setting, reaches [][]reach) chart.Chart {
	out := chart.Chart{Name: "growth", Title: "Samples to reach ε = " + strconv.FormatFloat(eps, 'g', -1, 64), X: chart.Axis{Label: "dimension d", Log: true}, Y: chart.Axis{Label: "N(ε)", Log: true},
		Description: "The number of samples at which the mean total variation is ε against the dimension, on logarithmic scales. Dashes: that of the best method on average, and the slope 2, where it is predicted."}
	var floors []chart.Mark
	predicted := false
	for i, list := range reaches {
		name := settings[i].label
		if name == "" {
			name = "N(ε)"
		}
		s := chart.Mark{Name: name, Kind: chart.Dots, Role: chart.Series + chart.Role(i)}
		floor := chart.Mark{Name: "floor", Kind: chart.Line, Role: chart.Theory}
		var x, y, w []float64
		for _, r := range list {
			predicted = predicted || r.rate
			if r.floor > 0 {
				floor.Add(r.d, r.floor, 0)
			}
			if !r.inside {
				continue
			}
			n := kernel.Exp(r.n.Value)
			if !slices.Contains(out.X.Ticks, r.d) {
				out.X.Ticks = append(out.X.Ticks, r.d)
			}
			s.Add(r.d, n, n*r.n.SE)
			x, y, w = append(x, kernel.Log(r.d)), append(y, r.n.Value), append(w, r.n.SE)
		}
		out.Marks = append(out.Marks, s)
		if len(x) > 1 {
			f := chart.Mark{Name: "fit", Kind: chart.Line, Role: chart.Series + chart.Role(i)}
			a, b, _, _ := stat.Line(x, y, stat.Weights(w))
			for k, at := range x {
				f.Add(s.X[k], kernel.Exp(a+float64(b*at)), 0)
			}
			f.SE = nil
			out.Marks = append(out.Marks, f)
		}
		if floor.SE = nil; !floor.Among(floors) {
			floors = append(floors, floor)
		}
	}
	out.Marks = append(out.Marks, floors...)
	if m, ok := chart.Guide(out.Marks, 2, 0.5, "slope 2"); predicted && ok {
		out.Marks = append(out.Marks, m)
	}
	return out
}

// prices compares the settings at their largest number of samples.
func prices(curves []*curve, bySetting, dims bool, color func(int, *curve) int) chart.Chart {
	out := chart.Chart{Name: "price", Title: "Price in samples", Y: chart.Axis{Label: "samples ÷ the best method’s without a fold"},
		Description: "How many times the samples the total variation of each setting takes, at its largest number of samples, of those that the best method needs on average where nothing is folded. Dashes: predicted in the long run."}
	predicted := chart.Mark{Name: "predicted", Kind: chart.Line, Role: chart.Theory}
	for i, c := range curves {
		e := c.price()
		if math.IsNaN(e.Value) {
			continue
		}
		x := float64(len(out.Categories))
		name := nameOf(c, bySetting, dims)
		out.Categories = append(out.Categories, name)
		s := chart.Mark{Name: name, Kind: chart.Dots, Role: chart.Series + chart.Role(color(i, c))}
		s.Add(x, e.Value, e.SE)
		out.Marks = append(out.Marks, s)
		if p, ok := c.predictedPrice(); ok {
			predicted.Add(x, p, 0)
		}
	}
	predicted.SE = nil
	out.Marks = append(out.Marks, predicted)
	return out
}
