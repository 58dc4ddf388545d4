package rates

import (
	"math"
	"strconv"

	"saddle/core/chart"
	"saddle/core/figure"
	"saddle/core/kernel"
	"saddle/core/lab"
)

func charts(t *lab.Table, groups []*group) []chart.Chart {
	var list []chart.Chart
	for _, x := range groups {
		if len(x.cells) > 0 {
			list = append(list, x.curves())
			if x.d == 1 {
				list = append(list, x.densities(t))
			}
			if x.descent {
				list = append(list, x.players(t))
			}
			break
		}
	}
	return chart.Drawn(append(list, falls(groups), exponents(groups))...)
}

// curves draws JS over the pieces, one curve for each n.
func (x *group) curves() chart.Chart {
	out := chart.Chart{Name: "pieces", Title: "Too few pieces, too many", X: chart.Axis{Label: "pieces K", Log: true}, Y: chart.Axis{Label: "Jensen-Shannon divergence", Log: true},
		Description: "Mean Jensen-Shannon divergence over the seeds against the number of pieces, on logarithmic scales, one curve for each number of samples. Each falls while pieces are too few and rises when they follow the noise. Dashes: bias plus noise, (K − 1)/(8n), in the plane (K² − 1)/(8n)."}
	for mark, n := range x.marks {
		s := chart.Mark{Name: "n = " + figure.Count(n), Kind: chart.LineDots, Role: chart.Series + chart.Role(mark)}
		want := chart.Mark{Name: "bias + noise", Kind: chart.Line, Role: chart.Theory}
		for k, pieces := range x.pieces {
			if e := x.over(k, mark, js); e.Count > 0 {
				s.Add(pieces, e.Value, e.SE)
				want.X, want.Y = append(want.X, pieces), append(want.Y, x.over(k, mark, bias).Value+noise(pieces, x.d, n))
			}
		}
		out.Marks = append(out.Marks, s, want)
	}
	return out
}

// falls draws the bottoms over n.
func falls(groups []*group) chart.Chart {
	out := chart.Chart{Name: "bottoms", Title: "The best of each n", X: chart.Axis{Label: "samples n", Log: true}, Y: chart.Axis{Label: "Jensen-Shannon divergence", Log: true},
		Description: "The least mean divergence over the pieces against the number of samples, on logarithmic scales, and that of the pieces that Akaike’s rule picks without knowing the target. Dashes, through the middle of each: the predicted power of n, with exponent −2β/(2β + d), and the same power of n/log n, the rate of the paper. Below: the slope −1/2."}
	var drawn []chart.Mark
	for i, x := range groups {
		name := "best"
		if x.label != "" {
			name = x.label
		}
		best := chart.Mark{Name: name, Kind: chart.LineDots, Role: chart.Series + chart.Role(2*i)}
		chosen := chart.Mark{Name: name + ", by Akaike’s rule", Kind: chart.Dots, Role: best.Role + 1}
		for _, b := range x.bottoms() {
			best.Add(b.n, b.js.Value, b.js.SE)
			chosen.Add(b.n, b.chosen.Value, b.chosen.SE)
		}
		if len(best.X) == 0 {
			continue
		}
		drawn = append(drawn, best)
		out.Marks = append(out.Marks, best, chosen)
		if len(best.X) > 1 {
			exponent := bottomSlope(x.beta, x.d)
			power := figure.Digits(-exponent, 3)
			out.Marks = append(out.Marks, through(best, "n^−"+power, func(n float64) float64 { return math.Pow(n, exponent) }),
				through(best, "(log n/n)^"+power, func(n float64) float64 { return math.Pow(n/math.Log(n), exponent) }))
		}
	}
	if m, ok := chart.Guide(drawn, -0.5, 0.5, "n^−1/2"); ok {
		out.Marks = append(out.Marks, m)
	}
	return out
}

// through is a multiple of f that passes through the middle of the points of a mark.
func through(points chart.Mark, name string, f func(x float64) float64) chart.Mark {
	m := chart.Mark{Name: name, Kind: chart.Line, Role: chart.Theory}
	logs := 0.0
	for i, x := range points.X {
		logs += math.Log(points.Y[i] / f(x))
	}
	level := math.Exp(logs / float64(len(points.X)))
	for _, x := range points.X {
		m.X, m.Y = append(m.X, x), append(m.Y, level*f(x))
	}
	return m
}

// exponents draws how fast the bottoms fall over the smoothness, where there is more than one.
func exponents(groups []*group) chart.Chart {
	out := chart.Chart{Name: "exponents", Title: "The table of rates", X: chart.Axis{Label: "smoothness β"}, Y: chart.Axis{Label: "exponent of 1/n"},
		Description: "The exponent with which the bottoms fall, with standard errors, against the smoothness of the target, and what is predicted of bias plus noise at the same n. Dashes: 2β/(2β + d), the exponent in the long run in d dimensions, and 1/2."}
	found := chart.Mark{Name: "found", Kind: chart.Dots, Role: chart.Series}
	soon := chart.Mark{Name: "bias + noise", Kind: chart.Dots, Role: chart.Muted}
	least, most := math.Inf(1), 0.0
	for _, x := range groups {
		list := x.bottoms()
		if e := x.slope(list); !math.IsNaN(e.Value) {
			found.Add(x.beta, -e.Value, e.SE)
			soon.Add(x.beta, -x.expected(list), 0)
			least, most = math.Min(least, x.beta), math.Max(most, x.beta)
		}
	}
	if !(most > least) {
		return out
	}
	long := chart.Mark{Name: "2β/(2β + " + strconv.Itoa(groups[0].d) + ")", Kind: chart.Line, Role: chart.Theory}
	const points = 24
	for i := range points + 1 {
		beta := least + (most-least)*float64(i)/points
		long.X, long.Y = append(long.X, beta), append(long.Y, -bottomSlope(beta, groups[0].d))
	}
	half := chart.Mark{Name: "1/2", Kind: chart.Line, Role: chart.Theory, X: []float64{least, most}, Y: []float64{0.5, 0.5}}
	out.Marks = []chart.Mark{found, soon, long, half}
	return out
}

// densities draws the target and what the first seed's generator has learnt of it, pieces after pieces.
func (x *group) densities(t *lab.Table) chart.Chart {
	out := chart.Chart{Name: "density", Title: "What the samples show", X: chart.Axis{Label: "x", Fixed: true, Max: 1}, Y: chart.Axis{Label: "density"},
		Description: "The target’s density and the generator’s for the first seed. With few pieces it is too smooth, with many it follows the noise of its samples."}
	mark := min(1, len(x.marks)-1)
	b, ok := x.at(mark)
	if !ok {
		return out
	}
	const every = 32
	line := func(name string, role chart.Role, y *[cells + 1]float64) chart.Mark {
		m := chart.Mark{Name: name, Kind: chart.Line, Role: role}
		for i := 0; i <= cells; i += every {
			m.X, m.Y = append(m.X, float64(i)/cells), append(m.Y, y[i])
		}
		return m
	}
	pick := func(k int) []chart.Mark {
		path := x.paths[0][k]
		return t.Once("rates/"+strconv.Itoa(path), func() any {
			p := newPath(t.Grid().Cell(path))
			for !p.Advance(int64(x.marks[mark])) {
			}
			p.Measure()
			return []chart.Mark{line("target", chart.Target, &p.target.density), line("generator", chart.Generated, &p.g.density)}
		}).([]chart.Mark)
	}
	out.Marks = pick(b.k)
	for _, k := range []int{0, b.k, len(x.pieces) - 1} {
		out.Moments = append(out.Moments, chart.Moment{Marks: pick(k)[1:], Sentence: strconv.Itoa(int(x.pieces[k])) + " pieces, " +
			figure.Count(x.marks[mark]) + " samples: " + verdict(k-b.k) + "."})
	}
	return out
}

// players draws both players of the first seed on their way.
func (x *group) players(t *lab.Table) chart.Chart {
	out := chart.Chart{Name: "players", Title: "Both players", X: chart.Axis{Label: "x, of the map u", Fixed: true, Max: 1}, Y: chart.Axis{Label: "density, G and D"},
		Description: "The generator’s density and its map G from uniform latents u, and the discriminator’s D, while they train on the samples of the first seed, with the target’s density. In the end D is one half everywhere but for noise."}
	mark := min(1, len(x.marks)-1)
	path := x.paths[0][len(x.pieces)/2]
	moments := t.Once("rates/players/"+strconv.Itoa(path), func() any {
		p := newPath(t.Grid().Cell(path))
		for !p.Advance(int64(x.marks[mark])) {
		}
		return watched(p)
	}).([]chart.Moment)
	out.Marks, out.Moments = moments[len(moments)-1].Marks, moments
	return out
}

// watched plays descent-ascent and keeps some moments.
func watched(p *path) (moments []chart.Moment) {
	d := newDescent(p.g.splines, p.seen, p.seed)
	const every = 8
	look := func(sentence string) {
		d.tabulate()
		target := chart.Mark{Name: "target", Kind: chart.Line, Role: chart.Target}
		density := chart.Mark{Name: "generator", Kind: chart.Line, Role: chart.Generated}
		way := chart.Mark{Name: "its map G(u)", Kind: chart.Line, Role: chart.Series + 2}
		opinion := chart.Mark{Name: "discriminator D", Kind: chart.Line, Role: chart.Muted}
		for i := 0; i <= coarse; i += every {
			at := float64(i) / coarse
			g, _, _ := d.quantile(math.Min(at, 1-1e-9), 0)
			target.X, target.Y = append(target.X, at), append(target.Y, p.target.density[i*(cells/coarse)])
			density.X, density.Y = append(density.X, at), append(density.Y, d.density[i])
			way.X, way.Y = append(way.X, at), append(way.Y, g)
			opinion.X, opinion.Y = append(opinion.X, at), append(opinion.Y, kernel.Logistic(d.logit(at)))
		}
		moments = append(moments, chart.Moment{Marks: []chart.Mark{target, density, way, opinion}, Sentence: sentence})
	}
	look("The generator makes all x alike, and the discriminator says one half to everything.")
	for _, step := range []int{3, 10, 30, 100, 300, 1000, rounds} {
		for d.step < step {
			d.round()
		}
		look("After " + figure.Count(float64(step)) + " steps of both.")
	}
	return moments
}

func verdict(beside int) string {
	switch {
	case beside < 0:
		return "too few to follow the target"
	case beside > 0:
		return "so many that they follow the noise"
	}
	return "the fewest mistakes"
}
