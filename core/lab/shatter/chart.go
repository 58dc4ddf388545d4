package shatter

import (
	"math"
	"slices"
	"strconv"

	"saddle/core/chart"
	"saddle/core/kernel"
	"saddle/core/predict"
)

// charts draws the first path, and the counts of all.
func charts(all []*seen) []chart.Chart {
	s := all[0]
	return chart.Drawn(s.plane(len(all) == 1), s.every(), counts(all), s.growth(), s.calculator())
}

// window is half the side of the square of the plane that is drawn: one of few, so that it rests while a dot is dragged.
func (s *scene) window() float64 {
	most := s.extent()
	for _, half := range []float64{1.5, 2.5, 4, 7} {
		if most <= 0.9*half {
			return half
		}
	}
	return 11
}

// steps are the points of the line of f, which changes at the given places only, from 0 to end. f is asked between them.
func steps(m *chart.Mark, at []float64, end float64, f func(float64) float64) {
	from := 0.0
	for _, to := range append(slices.Clone(at), end) {
		if to > end {
			to = end
		}
		if to <= from {
			continue
		}
		v := f((from + to) / 2)
		m.X, m.Y = append(m.X, from, to), append(m.Y, v, v)
		from = to
	}
}

// counts draws what a row counts over the radius.
func counts(all []*seen) chart.Chart {
	first := all[0]
	out := chart.Chart{Name: "counts", Title: "Counts over ε", X: chart.Axis{Label: "radius ε", Fixed: true, Max: 0.1}, Y: chart.Axis{Label: "patterns"},
		Description: "The number of labellings that half-planes give robustly, and of the sets of dots that they get right, over the radius of the adversary. The first falls in steps to two; the second stays where it is as long as all dots have one label. Dashes: all sets of the dots."}
	for _, s := range all {
		out.X.Max = math.Max(out.X.Max, 1.1*s.radius)
		for i := range s.partings {
			if gap := s.partings[i].gap; !math.IsInf(gap, 1) {
				out.X.Max = math.Max(out.X.Max, 0.6*gap)
			}
		}
	}
	drawn := map[string]int{} // by setting, the number of its series
	for i, s := range all {
		k, known := drawn[s.setting]
		if !known {
			k = len(drawn)
			drawn[s.setting] = k
		}
		name := func(what string) string {
			if s.setting != "" {
				return what + ", " + s.setting
			}
			return what
		}
		robust := chart.Mark{Name: name("robust labellings"), Kind: chart.Dots, Role: chart.Series + chart.Role(2*k), X: []float64{s.radius}, Y: []float64{s.Margins}}
		loss := chart.Mark{Name: name("loss patterns"), Kind: chart.Dots, Role: robust.Role + 1, X: []float64{s.radius}, Y: []float64{s.LossPatterns}}
		if len(all) == 1 {
			robust.Slide, loss.Slide = radiusName, radiusName
		}
		out.Marks = append(out.Marks, robust, loss)
		if !known {
			out.Marks = append(out.Marks, all[i].staircases(out.X.Max, robust.Name, loss.Name, robust.Role)...)
		}
	}
	most := float64(int(1) << len(first.dots))
	out.Marks = append(out.Marks, chart.Mark{Name: "all 2^m", Kind: chart.Line, Role: chart.Theory, X: []float64{0, out.X.Max}, Y: []float64{most, most}})
	return out
}

// staircases are the two counts at every radius: of labellings by the distances of hulls, of loss patterns by sweeping, at
// enough radii where they change.
func (s *seen) staircases(end float64, robust, loss string, role chart.Role) []chart.Mark {
	a := chart.Mark{Name: robust, Kind: chart.Line, Role: role}
	b := chart.Mark{Name: loss, Kind: chart.Line, Role: role + 1}
	var at []float64
	for i := range s.partings {
		at = append(at, s.partings[i].gap/2)
	}
	slices.Sort(at)
	steps(&a, at, end, func(radius float64) float64 { return robustAmong(s.partings, radius) })
	at = nil
	if !s.alike() {
		const looks = 48
		for i := range looks {
			at = append(at, end*float64(i)/looks)
		}
	}
	other := *s.scene
	steps(&b, at, end, func(radius float64) float64 {
		other.radius = radius
		found := other.lossPatterns()
		return float64(found.count())
	})
	return []chart.Mark{a, b}
}

// growth draws the counts of the first 1, 2, … dots beside their bounds.
func (s *seen) growth() chart.Chart {
	out := chart.Chart{Name: "growth", Title: "Patterns of the first k dots", X: chart.Axis{Label: "dots k"}, Y: chart.Axis{Label: "loss patterns", Log: true},
		Description: "On a logarithmic scale the number of loss patterns that one half-plane and that networks of three sign neurons make on the first k dots. Dashes: all 2^k sets, and the product of the growth numbers of three neurons, which lies above them for so few dots."}
	lone := chart.Mark{Name: "one half-plane", Kind: chart.LineDots, Role: chart.Series}
	three := chart.Mark{Name: "three neurons", Kind: chart.LineDots, Role: chart.Series + 1}
	whole := chart.Mark{Name: "all 2^k", Kind: chart.Line, Role: chart.Theory}
	bound := chart.Mark{Name: "product bound", Kind: chart.Line, Role: chart.Theory}
	for k := 1; k <= len(s.dots); k++ {
		part := *s.scene
		part.dots = s.dots[:k]
		part.right &= part.all()
		loss := part.lossPatterns()
		network := part.networkPatterns(&loss)
		at := float64(k)
		out.X.Ticks = append(out.X.Ticks, at)
		lone.Add(at, float64(loss.count()), 0)
		three.Add(at, float64(network.count()), 0)
		whole.X, whole.Y = append(whole.X, at), append(whole.Y, float64(int(1)<<k))
		bound.X, bound.Y = append(bound.X, at), append(bound.Y, productBound(k))
	}
	out.Marks = []chart.Mark{whole, bound, three, lone}
	return out
}

// calculator draws the logarithms of 2^m and of (em)^E over m, which cross once.
func (s *seen) calculator() chart.Chart {
	out := chart.Chart{Name: "calculator", Title: "When a bound becomes news", X: chart.Axis{Label: "dots m"}, Y: chart.Axis{Label: "bits"},
		Description: "The logarithms to base 2 of all 2^m labellings of m dots and of the bound (em)^E on those that a network of E weights gives. From where the first is larger, no m dots are given all their labellings."}
	end := 1.5 * s.Samples
	all := chart.Mark{Name: "all 2^m", Kind: chart.Line, Role: chart.Theory, X: []float64{0, end}, Y: []float64{0, end}}
	bound := chart.Mark{Name: "(em)^E", Kind: chart.Line, Role: chart.Series}
	three := chart.Mark{Name: "three neurons’ product", Kind: chart.Line, Role: chart.Series + 1}
	const looks = 40
	for i := 1; i <= looks; i++ {
		m := math.Max(1, end*float64(i)/looks)
		bound.X, bound.Y = append(bound.X, m), append(bound.Y, exponent(m, s.weights))
		three.X, three.Y = append(three.X, m), append(three.Y, kernel.Log(productBound(int(m)))/math.Ln2)
	}
	at := predict.By(s.told, samplesName).Value
	here := chart.Mark{Name: "m" + equals + strconv.Itoa(int(at)), Kind: chart.Dots, Role: chart.Series, X: []float64{at}, Y: []float64{at}}
	out.Marks = []chart.Mark{here, all, bound}
	if s.weights == networkWeights {
		out.Marks = append(out.Marks, three)
	}
	return out
}
