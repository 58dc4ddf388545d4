package shatter

import (
	"math"

	"saddle/core/chart"
	"saddle/core/kernel"
)

// charts draws the first path, and the counts of all.
func charts(all []*seen) []chart.Chart {
	s := all[0]
	return chart.Drawn(s.plane(len(all) == 1), s.every(), counts(all), s.growth(), s.calculator())
}

// window is half the side of the square of the plane that is drawn, with all that the adversary reaches if that is not much:
// one of few, so that it rests while a dot is dragged.
func (s *scene) window() float64 {
	most := s.extent() + math.Min(s.radius, s.extent())
	for _, half := range []float64{1.5, 2, 3, 5, 7} {
		if most <= 0.95*half {
			return half
		}
	}
	return 11
}

// steps draws a function that changes at the given places only, from 0 to end. It is asked between them.
func steps(m *chart.Mark, at []float64, end float64, f func(float64) float64) {
	from := 0.0
	for _, to := range append(at, end) {
		if to = math.Min(to, end); to > from {
			v := f((from + to) / 2)
			put(m, from, v)
			put(m, to, v)
			from = to
		}
	}
}

// counts draws what a row counts over the radius.
func counts(all []*seen) (out chart.Chart) {
	out.Name, out.Title = "counts", "Counts over ε"
	out.Description = "The number of labellings that half-planes give robustly, and of the sets of dots that they get right, over the radius of the adversary. The first falls in steps to two; the second stays where it is as long as all dots have one label. Dashes: all sets of the dots."
	out.X, out.Y.Label = chart.Axis{Label: "radius ε", Fixed: true, Max: 0.1}, "patterns"
	end := &out.X.Max
	for _, s := range all {
		*end = math.Max(*end, 1.1*s.radius)
		for i := range s.partings {
			if gap := s.partings[i].gap; !math.IsInf(gap, 1) {
				*end = math.Max(*end, 0.6*gap)
			}
		}
	}
	var drawn sketch
	var settings []string
	for _, s := range all {
		k := 0
		for k < len(settings) && settings[k] != s.setting {
			k++
		}
		after := ""
		if s.setting != "" {
			after = ", " + s.setting
		}
		role := chart.Role(2 * k)
		robust, loss := drawn.add(chart.Dots, role, "robust labellings"+after), drawn.add(chart.Dots, role+1, "loss patterns"+after)
		put(robust, s.radius, s.Margins)
		put(loss, s.radius, s.LossPatterns)
		if len(all) == 1 {
			robust.Slide = radiusName
		}
		if k == len(settings) {
			settings = append(settings, s.setting)
			s.staircases(drawn.add(chart.Line, role, robust.Name), drawn.add(chart.Line, role+1, loss.Name), *end)
		}
	}
	whole := drawn.add(chart.Line, chart.Theory, "all 2^m")
	put(whole, 0, float64(all[0].all())+1)
	put(whole, *end, whole.Y[0])
	drawn.into(&out.Marks)
	return out
}

// staircases are the two counts at every radius: of labellings by the distances of hulls, of loss patterns by sweeping, at
// enough radii where they change.
func (s *seen) staircases(robust, loss *chart.Mark, end float64) {
	var at []float64
	for _, i := range ordered(len(s.partings), func(i, j int) bool { return s.partings[i].gap < s.partings[j].gap }) {
		at = append(at, s.partings[i].gap/2)
	}
	steps(robust, at, end, func(radius float64) float64 { return robustAmong(s.partings, radius) })
	at = nil
	if !s.alike() {
		const looks = 48
		for i := range looks {
			at = append(at, end*float64(i)/looks)
		}
	}
	other := *s.scene
	steps(loss, at, end, func(radius float64) float64 {
		other.radius = radius
		found := other.lossPatterns()
		return found.count()
	})
}

// growth draws the counts of the first 1, 2, … dots beside their bounds.
func (s *seen) growth() (out chart.Chart) {
	out.Name, out.Title = "growth", "Patterns of the first k dots"
	out.Description = "On a logarithmic scale the number of loss patterns that one half-plane and that networks of three sign neurons make on the first k dots. Dashes: all 2^k sets, and the product of the growth numbers of three neurons, which lies above them for so few dots."
	out.X.Label, out.Y = "dots k", chart.Axis{Label: "loss patterns", Log: true}
	var drawn sketch
	whole, bound := drawn.add(chart.Line, chart.Theory, "all 2^k"), drawn.add(chart.Line, chart.Theory, "product bound")
	three, lone := drawn.add(chart.LineDots, chart.Series+1, "three neurons"), drawn.add(chart.LineDots, chart.Series, "one half-plane")
	part := *s.scene
	for k := 1; k <= len(s.dots); k++ {
		part.dots = s.dots[:k]
		part.right = s.right & part.all()
		loss := part.lossPatterns()
		network := part.networkPatterns(&loss)
		at := float64(k)
		out.X.Ticks = append(out.X.Ticks, at)
		put(lone, at, loss.count())
		put(three, at, network.count())
		put(whole, at, float64(part.all())+1)
		put(bound, at, productBound(k))
	}
	drawn.into(&out.Marks)
	return out
}

// calculator draws the logarithms of 2^m and of (em)^E over m, which cross once.
func (s *seen) calculator() (out chart.Chart) {
	out.Name, out.Title = "calculator", "From how many dots on the bound says something"
	out.Description = "The logarithms to base 2 of all 2^m labellings of m dots and of the bound (em)^E on those that a network of E weights gives. From where the first is larger, no m dots are given all their labellings."
	out.X.Label, out.Y.Label = "dots m", "bits"
	end := 1.5 * s.Samples
	at, _ := s.prediction(samplesName)
	var drawn sketch
	put(drawn.add(chart.Dots, chart.Series, "m"+equals+count(at)), at, at)
	all := drawn.add(chart.Line, chart.Theory, "all 2^m")
	put(all, 0, 0)
	put(all, end, end)
	curve := func(role chart.Role, name string, f func(m float64) float64) {
		const looks = 40
		line, note := drawn.add(chart.Line, role, name), drawn.add(chart.Note, role, "")
		for i := 1; i <= looks; i++ {
			m := math.Max(1, math.Floor(end*float64(i)/looks))
			put(line, m, f(m))
		}
		put(note, line.X[looks/3], line.Y[looks/3])
		note.Text = []string{name}
	}
	curve(chart.Series, "(em)^E", func(m float64) float64 { return exponent(m, s.weights) })
	if s.weights == networkWeights {
		curve(chart.Series+1, "three neurons’ product", func(m float64) float64 { return kernel.Log(productBound(int(m))) / math.Ln2 })
	}
	drawn.into(&out.Marks)
	return out
}
