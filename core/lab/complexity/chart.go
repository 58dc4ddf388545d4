package complexity

import (
	"math"
	"slices"

	"saddle/core/kernel"
)

// Chart is a picture as data: whoever draws it needs no mathematics.
type Chart struct {
	Name        string    // of its file
	Title       string    // above it
	XLabel      string    // of the horizontal axis
	YLabel      string    // of the vertical one
	LogX, LogY  bool      // whether an axis is logarithmic
	Series      []Series  // in the order of drawing
	Categories  []string  // the names of x = 0, 1, …; empty where x is a number
	TicksX      []float64 // where to put numbers on the axis; empty: wherever they are round
	Description string    // in words, for those who cannot see it
	MinX, MaxX  float64   // the horizontal axis
	MinY, MaxY  float64   // the vertical one
}

// Series is one line or set of points.
type Series struct {
	Name  string    // as a legend has it
	Kind  Kind      // how it is drawn
	Color int       // which colour of a palette; −1 for theory
	X, Y  []float64 // the points, as many of each
	SE    []float64 // standard errors of Y, in its own units; nil where there are none
}

// Kind is how a series is drawn.
type Kind string

// The kinds.
const (
	Measured Kind = "measured" // points with error bars, joined by a line
	Points   Kind = "dots"     // points with error bars
	Fitted   Kind = "fitted"   // a thin line
	Theory   Kind = "theory"   // dashes
)

// charts draws the table. Where there are several settings colours tell them apart, else dimensions.
func (t *Table) charts(settings []setting, curves []*curve, reaches [][]reach) []Chart {
	bySetting, dims := len(settings) > 1, severalD(curves)
	color := func(i int, c *curve) int {
		if bySetting {
			return c.setting
		}
		return i
	}
	list := []Chart{t.rate(curves, bySetting, dims, color)}
	if dims && curves[0].method != FixedSamples {
		list = append(list, t.collapse(curves, bySetting, dims, color), t.growth(settings, reaches))
	}
	list = append(list, prices(curves, bySetting, dims, color))
	var drawn []Chart
	for _, c := range list {
		if c.bound() {
			drawn = append(drawn, c)
		}
	}
	return drawn
}

// rate is the total variation against the samples, with the floor and a line of slope −1/2.
func (t *Table) rate(curves []*curve, bySetting, dims bool, color func(int, *curve) int) Chart {
	chart := Chart{Name: "rate", Title: "Total variation against samples", XLabel: "target samples N", YLabel: "total variation", LogX: true, LogY: true,
		Description: "Mean total variation over the seeds against the number of target samples, on logarithmic scales. Dashes: the floor, what the best method leaves on average; and the slope −1/2, where it is predicted."}
	if len(curves) > 0 && curves[0].method == FixedSamples {
		chart.Title, chart.YLabel = "Error against samples", "‖AAᵀ − A∗A∗ᵀ‖"
		chart.Description = "Mean error of the estimated second moment over the seeds against the number of fixed target samples, on logarithmic scales."
	}
	var floors []Series
	rate := false
	for i, c := range curves {
		rate = rate || c.rate()
		s := Series{Name: nameOf(c, bySetting, dims), Kind: Measured, Color: color(i, c)}
		f := Series{Name: "floor", Kind: Theory, Color: -1}
		for _, p := range c.points {
			s.add(p.samples.Value, p.tv.Value, p.tv.SE)
			if tv, ok := c.floorAt(p.samples.Value); ok {
				f.add(p.samples.Value, tv, 0)
			}
		}
		chart.Series = append(chart.Series, s)
		if f.SE = nil; !f.among(floors) { // the same samples have the same floor whatever is made of them
			floors = append(floors, f)
			chart.Series = append(chart.Series, f)
		}
	}
	if s := slopeGuide(chart.Series, -0.5, 0.5); rate && s != nil {
		chart.Series = append(chart.Series, *s)
	}
	return chart
}

// among says whether a series has no points or those of one in the list.
func (s *Series) among(list []Series) bool {
	for i := range list {
		if slices.Equal(s.X, list[i].X) && slices.Equal(s.Y, list[i].Y) {
			return true
		}
	}
	return len(s.X) == 0
}

// collapse draws the same points against N/d², where C_d/d, from .266 to .282, leaves them almost one curve.
func (t *Table) collapse(curves []*curve, bySetting, dims bool, color func(int, *curve) int) Chart {
	chart := Chart{Name: "collapse", Title: "The same against N/d²", XLabel: "N/d²", YLabel: "total variation", LogX: true, LogY: true,
		Description: "The same points against the number of samples divided by the square of the dimension: once the start is forgotten they come to lie close to one line. Dashes: the predicted limit of large dimensions."}
	lowest, highest := math.Inf(1), 0.0
	price, known := 0.0, true
	for i, c := range curves {
		s := Series{Name: nameOf(c, bySetting, dims), Kind: Points, Color: color(i, c)}
		for _, p := range c.points {
			x := p.samples.Value / float64(c.cfg.D*c.cfg.D)
			lowest, highest = math.Min(lowest, x), math.Max(highest, x)
			s.add(x, p.tv.Value, p.tv.SE)
		}
		chart.Series = append(chart.Series, s)
		p, ok := c.predictedPrice()
		known = known && ok && (price == 0 || math.Abs(p-price) < 1e-9)
		price = p
	}
	if known && highest > lowest {
		s := Series{Name: "predicted, large d", Kind: Theory, Color: -1}
		for _, x := range []float64{lowest, highest} {
			if y := math.Sqrt(price / (4 * math.Pi * x)); y < 1 {
				s.add(x, y, 0)
			} else {
				s.add(price/(4*math.Pi), 1, 0)
			}
		}
		s.SE = nil
		chart.Series = append(chart.Series, s)
	}
	return chart
}

// growth is N(ε) against d, with a line of slope 2 and the floor's.
func (t *Table) growth(settings []setting, reaches [][]reach) Chart {
	chart := Chart{Name: "growth", Title: "Samples to reach ε = " + number(t.grid.eps), XLabel: "dimension d", YLabel: "N(ε)", LogX: true, LogY: true,
		Description: "The number of samples at which the mean total variation is ε against the dimension, on logarithmic scales. Dashes: that of the best method on average, and the slope 2, where it is predicted."}
	var floors []Series
	rate := false
	for i, list := range reaches {
		name := settings[i].label
		if name == "" {
			name = "N(ε)"
		}
		s := Series{Name: name, Kind: Points, Color: i}
		floor := Series{Name: "floor", Kind: Theory, Color: -1}
		var x, y, w []float64
		for _, r := range list {
			rate = rate || r.rate
			if r.floor > 0 {
				floor.add(r.d, r.floor, 0)
			}
			if !r.inside {
				continue
			}
			n := kernel.Exp(r.n.Value)
			if !hasNumber(chart.TicksX, r.d) {
				chart.TicksX = append(chart.TicksX, r.d)
			}
			s.add(r.d, n, n*r.n.SE)
			x, y, w = append(x, kernel.Log(r.d)), append(y, r.n.Value), append(w, r.n.SE)
		}
		chart.Series = append(chart.Series, s)
		if len(x) > 1 {
			f := Series{Name: "fit", Kind: Fitted, Color: i}
			a, b, _, _ := line(x, y, weights(w))
			for k, at := range x {
				f.add(s.X[k], kernel.Exp(a+float64(b*at)), 0)
			}
			f.SE = nil
			chart.Series = append(chart.Series, f)
		}
		if floor.SE = nil; !floor.among(floors) {
			floors = append(floors, floor)
		}
	}
	chart.Series = append(chart.Series, floors...)
	if s := slopeGuide(chart.Series, 2, 0.5); rate && s != nil {
		chart.Series = append(chart.Series, *s)
	}
	return chart
}

// prices compares the settings at their largest number of samples.
func prices(curves []*curve, bySetting, dims bool, color func(int, *curve) int) Chart {
	chart := Chart{Name: "price", Title: "Price in samples", YLabel: "samples ÷ the best method’s without a fold",
		Description: "How many times the samples the total variation of each setting takes, at its largest number of samples, of those that the best method needs on average where nothing is folded. Dashes: predicted in the long run."}
	predicted := Series{Name: "predicted", Kind: Theory, Color: -1}
	for i, c := range curves {
		e := c.price()
		if math.IsNaN(e.Value) {
			continue
		}
		x := float64(len(chart.Categories))
		name := nameOf(c, bySetting, dims)
		chart.Categories = append(chart.Categories, name)
		s := Series{Name: name, Kind: Points, Color: color(i, c)}
		s.add(x, e.Value, e.SE)
		chart.Series = append(chart.Series, s)
		if p, ok := c.predictedPrice(); ok {
			predicted.add(x, p, 0)
		}
	}
	predicted.SE = nil
	chart.Series = append(chart.Series, predicted)
	return chart
}

func (s *Series) add(x, y, se float64) {
	s.X, s.Y, s.SE = append(s.X, x), append(s.Y, y), append(s.SE, se)
}

func hasNumber(list []float64, v float64) bool {
	for _, w := range list {
		if w == v {
			return true
		}
	}
	return false
}

// slopeGuide is a short line of a slope, a factor below everything measured at its end.
func slopeGuide(list []Series, slope, below float64) *Series {
	lowest, highest, least := math.Inf(1), 0.0, math.Inf(1)
	for _, s := range list {
		for i, x := range s.X {
			lowest, highest = math.Min(lowest, x), math.Max(highest, x)
			least = math.Min(least, s.Y[i]*kernel.Pow(x, -slope))
		}
	}
	if !(highest > lowest) || !(least > 0) {
		return nil
	}
	name := "slope −1/2"
	if slope > 0 {
		name = "slope 2"
	}
	g := &Series{Name: name, Kind: Theory, Color: -1}
	for _, x := range []float64{lowest, highest} {
		g.X, g.Y = append(g.X, x), append(g.Y, below*least*kernel.Pow(x, slope))
	}
	return g
}

// bound sets the ranges of the axes; it is false where there is nothing to draw.
func (c *Chart) bound() bool {
	c.MinX, c.MaxX, c.MinY, c.MaxY = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	some := false
	for _, s := range c.Series {
		for i, x := range s.X {
			some = some || s.Color >= 0
			lo, hi := s.Y[i], s.Y[i]
			if s.SE != nil {
				lo, hi = lo-s.SE[i], hi+s.SE[i]
			}
			if c.LogY && !(lo > 0) {
				lo = s.Y[i]
			}
			c.MinX, c.MaxX = math.Min(c.MinX, x), math.Max(c.MaxX, x)
			c.MinY, c.MaxY = math.Min(c.MinY, lo), math.Max(c.MaxY, hi)
		}
	}
	if !c.LogY {
		c.MinY = math.Min(c.MinY, 0)
	}
	return some && !math.IsInf(c.MaxY, 0) && !math.IsInf(c.MinY, 0)
}
