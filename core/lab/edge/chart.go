package edge

import (
	"math"

	"saddle/core/chart"
	"saddle/core/figure"
	"saddle/core/kernel"
	"saddle/core/lab"
	"saddle/core/wishart"
)

// charts draws what has come.
func (r *findings) charts(g *lab.Grid, groups []*group, rates, powers []*series, chosen string) []chart.Chart {
	list := []chart.Chart{r.law(g, groups, chosen)}
	if severalSizes(rates) {
		list = append(list, r.rate(rates, chosen))
	}
	if g.Varies(excessName) {
		list = append(list, power(powers), follow(powers))
	}
	return chart.Drawn(list...)
}

// What marks are called that moments replace.
const (
	drawsWords = "draws"
	exactWords = "exact law"
)

// law is the histogram of s under the density of the limit. Several settings follow one another, or else the marks.
func (r *findings) law(g *lab.Grid, groups []*group, chosen string) chart.Chart {
	out := chart.Chart{Name: "law", Title: "The largest eigenvalue and its limit",
		X: chart.Axis{Label: "s = (λ − μ)/σ", Fixed: true, Min: lowest, Max: highest}, Y: chart.Axis{Label: "density", Fixed: true},
		Description: "A histogram of the rescaled largest eigenvalue, with " + constantsWords(chosen) + ", and the exact law at this n where it is known. Dashes: the density of the Tracy–Widom law, and the needle."}
	var moments []chart.Moment
	var last *group
	for _, one := range groups {
		if len(one.latest) == 0 {
			continue
		}
		last = one
		marks, draws := r.drawn(one, one.latest, chosen)
		moments = append(moments, chart.Moment{Marks: marks, Sentence: one.name(g) + ": " + figure.Count(draws) + " draws."})
	}
	if last == nil {
		return out
	}
	if len(moments) == 1 {
		moments = r.growth(g, last, chosen)
	}
	out.Y.Max = 1.5 * r.peak(last.beta)
	out.Marks = append(moments[len(moments)-1].Marks, r.limitMarks(g, last.beta)...)
	if len(moments) > 1 {
		out.Moments = moments
	}
	return out
}

// growth are the moments of one setting: the draws up to each mark that all its seeds have reached.
func (r *findings) growth(g *lab.Grid, one *group, chosen string) (list []chart.Moment) {
	key, _ := g.Setting(one.path)
	for mark := range g.Marks() {
		var rows []lab.Row
		for path := range g.Paths() {
			if k, _ := g.Setting(path); k != key {
				continue
			}
			if row, ok := r.t.Row(path, mark); ok {
				rows = append(rows, row)
			}
		}
		if len(rows) == len(one.latest) {
			marks, draws := r.drawn(one, rows, chosen)
			list = append(list, chart.Moment{Marks: marks, Sentence: figure.Count(draws) + " draws."})
		}
	}
	if len(list) == 0 {
		marks, draws := r.drawn(one, one.latest, chosen)
		list = []chart.Moment{{Marks: marks, Sentence: figure.Count(draws) + " draws."}}
	}
	return list
}

// drawn are the bars of rows, and the exact law if it is known. Few draws have wide bars.
func (r *findings) drawn(one *group, rows []lab.Row, chosen string) (marks []chart.Mark, draws float64) {
	counts, draws := histogram(rows)
	edges := one.edgesOf(chosen)
	bars := chart.Mark{Name: drawsWords, Kind: chart.Bars, Role: chart.Series}
	wide := max(1, int(math.Round(34*kernel.Pow(draws, -1.0/3)))) // Freedman and Diaconis (1981)
	for k := 0; k+wide < len(edges); k += wide {
		sum := 0.0
		for _, c := range counts[k+1 : k+1+wide] {
			sum += c
		}
		bars.X, bars.Y = append(bars.X, (edges[k]+edges[k+wide])/2), append(bars.Y, sum/draws/(edges[k+wide]-edges[k]))
	}
	exact := chart.Mark{Name: exactWords, Kind: chart.Line, Role: chart.Series + 1}
	label := chart.Mark{Name: exactWords, Kind: chart.Note, Role: chart.Series + 1}
	if law := r.exact(one.shape); law != nil {
		c := one.constants(chosen)
		before := law.CDF(c.At(edges[0]))
		for k, to := range edges[1:] {
			mass := law.CDF(c.At(to))
			x, y := float64((edges[k]+to)/2), (mass-before)/(to-edges[k])
			exact.X, exact.Y = append(exact.X, x), append(exact.Y, y)
			if before < 0.1 && mass >= 0.1 {
				label.X, label.Y, label.Text = []float64{x - 0.9}, []float64{y}, []string{exactWords}
			}
			before = mass
		}
	}
	return []chart.Mark{bars, exact, label}, draws
}

// peak is the largest density of the limit, nearly: at its mode, which is a little below the median.
func (r *findings) peak(beta int) float64 {
	limit := r.limit(beta)
	return limit.Density(limit.Quantile(0.46))
}

// limitMarks are the density of the limit and the needle.
func (r *findings) limitMarks(g *lab.Grid, beta int) []chart.Mark {
	limit := r.limit(beta)
	curve := chart.Mark{Name: "F" + string("₁₂"[3*(beta-1):3*beta]) + "′, the limit", Kind: chart.Line, Role: chart.Theory}
	for k := range bins - 1 {
		s := lowest + float64(k)/perUnit
		curve.X, curve.Y = append(curve.X, s), append(curve.Y, limit.Density(s))
	}
	at := g.Number(needleName)
	if at < lowest || at > highest {
		return []chart.Mark{curve}
	}
	height := 0.6 * r.peak(beta)
	return []chart.Mark{curve,
		{Kind: chart.Line, Role: chart.Theory, X: []float64{at, at}, Y: []float64{0, height}},
		{Kind: chart.Note, Role: chart.Theory, X: []float64{at}, Y: []float64{height}, Text: []string{"p = " + figure.Digits(limit.Tail(at), 2)}}}
}

// rate is the distance from the limit against the number of columns: with all constants for one series, with the chosen
// ones for several.
func (r *findings) rate(list []*series, chosen string) chart.Chart {
	out := chart.Chart{Name: "rate", Title: "Distance from the limit", X: chart.Axis{Label: "columns d", Log: true}, Y: chart.Axis{Label: "sup |P(s) − F(s)|", Log: true},
		Description: "The largest difference between the distribution of the rescaled largest eigenvalue and the limit, against the number of columns, on logarithmic scales; the noise of finitely many draws is taken off. " +
			"Dashes: the exact differences for Gaussian entries, and the slopes −1/3, −2/9 and −2/3."}
	color := 0
	var plain, fast []chart.Mark
	for _, s := range list {
		for _, name := range constantNames {
			if len(list) > 1 && name != chosen || s.groups[0].beta == 2 && name != wishart.Plain {
				continue
			}
			m := chart.Mark{Name: seriesName(s, name, len(list) > 1), Kind: chart.Dots, Role: chart.Series + chart.Role(color)}
			color++
			exact := chart.Mark{Name: "exact", Kind: chart.Line, Role: chart.Theory}
			for _, one := range s.groups {
				if d := r.gapOf(one, name); d.Value > 0 {
					m.Add(float64(one.p), d.Value, d.SE)
				}
				if d, ok := r.distance(one.shape, name); ok {
					exact.X, exact.Y = append(exact.X, float64(one.p)), append(exact.Y, d)
				}
			}
			out.Marks = append(out.Marks, m, exact)
			if slow := name == wishart.Plain && s.groups[0].beta == 1; slow {
				plain = append(plain, m)
			} else if name != wishart.Johnstone {
				fast = append(fast, m)
			}
		}
	}
	for _, guide := range []struct {
		of    []chart.Mark
		slope float64
		below float64
		name  string
	}{{plain, -1.0 / 3, 1.25, "slope −1/3"}, {plain, -2.0 / 9, 1.6, "slope −2/9"}, {fast, -2.0 / 3, 0.8, "slope −2/3"}} {
		if m, ok := chart.Guide(guide.of, guide.slope, guide.below, guide.name); ok {
			out.Marks = append(out.Marks, m)
		}
	}
	out.X.Ticks = columns(list)
	return out
}

func seriesName(s *series, constants string, several bool) string {
	if several {
		return s.label
	}
	return constantsWords(constants)
}

// columns are the numbers of columns that occur.
func columns(list []*series) (ticks []float64) {
	for _, one := range list[0].groups {
		ticks = append(ticks, float64(one.p))
	}
	return ticks
}

// power is how often the test finds an error, against its size.
func power(list []*series) chart.Chart {
	out := chart.Chart{Name: "power", Title: "What the test finds", X: chart.Axis{Label: "error of the worst direction θ"}, Y: chart.Axis{Label: "share found at 5 %", Fixed: true, Min: 0, Max: 1},
		Description: "The share of draws in which the largest eigenvalue betrays that one direction has the variance 1 + θ, against θ. Dashes: 5 %, the share where nothing is wrong, and √(d/n), below which the eigenvalue forgets the error as n and d grow."}
	most := 0.0
	for i, s := range list {
		m := chart.Mark{Name: named(s.label, "found"), Kind: chart.LineDots, Role: chart.Series + chart.Role(i)}
		for _, one := range s.groups {
			e := one.found()
			m.Add(one.excess, e.Value, e.SE)
			most = math.Max(most, one.excess)
		}
		out.Marks = append(out.Marks, m)
	}
	out.Marks = append(out.Marks, chart.Mark{Name: "5 %", Kind: chart.Line, Role: chart.Theory, X: []float64{0, most}, Y: []float64{0.05, 0.05}})
	out.Marks = append(out.Marks, thresholds(list)...)
	return out
}

// follow is the largest eigenvalue itself against the variance of the worst direction, which it follows from √(d/n) on.
func follow(list []*series) chart.Chart {
	out := chart.Chart{Name: "spike", Title: "What the largest eigenvalue follows", X: chart.Axis{Label: "variance of the worst direction 1 + θ"}, Y: chart.Axis{Label: "mean of λ/n", Fixed: true, Min: 1},
		Description: "The mean of the largest eigenvalue over n against the variance of the worst direction. Dashes: the limit as n and d grow, flat up to 1 + √(d/n)."}
	for i, s := range list {
		m := chart.Mark{Name: named(s.label, "mean of λ/n"), Kind: chart.Dots, Role: chart.Series + chart.Role(i)}
		limit := chart.Mark{Name: "limit", Kind: chart.Line, Role: chart.Theory}
		first, last := s.groups[0], s.groups[len(s.groups)-1]
		for _, one := range s.groups {
			e := one.mean()
			m.Add(1+one.excess, e.Value, e.SE)
			out.Y.Max = math.Max(out.Y.Max, 1.02*e.Value)
		}
		const points = 60
		for k := range points + 1 {
			l := 1 + first.excess + (last.excess-first.excess)*float64(k)/points
			limit.X, limit.Y = append(limit.X, l), append(limit.Y, wishart.Spiked(first.n, first.p, l))
		}
		out.Marks = append(out.Marks, m, limit)
	}
	return out
}

// thresholds are lines at √(d/n) of each series.
func thresholds(list []*series) (marks []chart.Mark) {
	for _, s := range list {
		at := wishart.Detectable(s.groups[0].n, s.groups[0].p) - 1
		m := chart.Mark{Name: "√(d/n) = " + figure.Digits(at, 2), Kind: chart.Line, Role: chart.Theory, X: []float64{at, at}, Y: []float64{0, 1}}
		if !m.Among(marks) {
			marks = append(marks, m)
		}
	}
	return marks
}

func named(label, otherwise string) string {
	if label == "" {
		return otherwise
	}
	return label
}
