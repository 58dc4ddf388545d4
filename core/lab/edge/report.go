package edge

import (
	"math"
	"strconv"

	"saddle/core/figure"
	"saddle/core/kernel"
	"saddle/core/lab"
	"saddle/core/stat"
	"saddle/core/wishart"
)

// findings are what a report is made of.
type findings struct {
	known
	lab.Findings
}

// report fits and draws what has come. It changes nothing but what the table keeps of theory.
func report(t *lab.Table) lab.Findings {
	g := t.Grid()
	groups := collect(t)
	r := findings{known: known{t}}
	for _, one := range groups {
		r.Runs += len(one.latest)
	}
	chosen := g.Value(centringName)
	rates, powers := along(g, groups, rowsName, columnsName), along(g, groups, excessName)
	if severalSizes(rates) {
		r.slopes(rates, chosen)
	}
	if g.Varies(excessName) {
		r.thresholds(powers)
	}
	for _, one := range groups {
		if len(one.whole) > 0 {
			r.judged(one, chosen, len(r.Fits) == 0 || !g.Varies(excessName) && !severalSizes(rates))
		}
	}
	r.Charts = r.charts(g, groups, rates, powers, chosen)
	return r.Findings
}

// severalSizes says whether there is a series over the number of columns.
func severalSizes(list []*series) bool {
	for _, s := range list {
		for _, one := range s.groups {
			if one.p != s.groups[0].p {
				return true
			}
		}
	}
	return false
}

// constantsWords names constants in a sentence.
func constantsWords(name string) string {
	switch name {
	case wishart.Plain:
		return "the plain constants"
	case wishart.Johnstone:
		return "Johnstone’s constants"
	}
	return "Ma’s constants"
}

// slopes adds how fast the distance falls: with all constants for one series, with the chosen ones for several.
func (r *findings) slopes(list []*series, chosen string) {
	for _, s := range list {
		for _, name := range constantNames {
			if len(list) > 1 && name != chosen || s.groups[0].beta == 2 && name != wishart.Plain {
				continue
			}
			r.slope(s, name)
		}
	}
}

func (r *findings) slope(s *series, constants string) {
	var x, y, se, theory []float64
	for _, one := range s.groups {
		d := r.gapOf(one, constants)
		if !(d.Value > 0) {
			continue
		}
		x, y, se = append(x, kernel.Log(float64(one.p))), append(y, kernel.Log(d.Value)), append(se, d.SE/d.Value)
		if exact, ok := r.distance(one.shape, constants); ok {
			theory = append(theory, kernel.Log(exact))
		}
	}
	if len(x) < 3 {
		return
	}
	e, predicted, end := stat.Slope(x, y, se), math.NaN(), "."
	if len(theory) == len(x) {
		predicted = stat.Slope(x, theory, se).Value
		end = "; predicted " + figure.Digits(predicted, 3) + " at these d"
		if constants == wishart.Ma || s.groups[0].beta == 2 {
			end += ", −2/3 in the long run."
		} else {
			end += ", −1/3 in the long run."
		}
	}
	subject := "With " + constantsWords(constants) + with(s.label)
	r.Fits = append(r.Fits, lab.Fit{What: "slope of log distance on log d, " + constantsWords(constants), Of: s.label, Estimate: e, Predicted: predicted, Main: true,
		Words: subject + ", the distance from the limit falls as d to the power " + lab.Told(e) + end})
}

// thresholds adds the error that the test finds in half of the draws.
func (r *findings) thresholds(list []*series) {
	for _, s := range list {
		var theta, share []float64
		first := s.groups[0]
		for _, one := range s.groups {
			theta, share = append(theta, one.excess), append(share, one.found().Value)
		}
		for i := 1; i < len(theta); i++ {
			if share[i-1] >= 0.5 || share[i] < 0.5 {
				continue
			}
			slope := (share[i] - share[i-1]) / (theta[i] - theta[i-1])
			e := stat.Estimate{Value: theta[i-1] + (0.5-share[i-1])/slope, SE: s.groups[i].found().SE / slope, Count: len(s.groups[i].whole)}
			r.Fits = append(r.Fits, lab.Fit{What: "θ found in half of the draws", Of: s.label, Estimate: e, Predicted: math.NaN(), Main: true,
				Words: "The test at 5 % finds an error of θ = " + lab.Told(e) + " in half of the draws" + with(s.label) +
					"; below √(d/n) = " + figure.Digits(wishart.Detectable(first.n, first.p)-1, 3) + " the largest eigenvalue forgets it as n and d grow."})
			break
		}
	}
}

// judged adds the distance of a group, what the test finds there, and the mean of its eigenvalue.
func (r *findings) judged(one *group, chosen string, main bool) {
	of := one.name(r.t.Grid())
	d := r.gapOf(one, chosen)
	predicted, end := math.NaN(), "."
	if exact, ok := r.distance(one.shape, chosen); ok {
		predicted = exact
		end = "; exactly " + figure.Digits(exact, 3) + "."
	}
	r.Fits = append(r.Fits, lab.Fit{What: "distance from the limit, " + constantsWords(chosen), Of: of, Estimate: d.Estimate, Predicted: predicted, Main: main,
		Words: "With " + constantsWords(chosen) + " and " + of + ", the distribution of " + figure.Count(d.draws) + " draws differs from the limit by " + figure.Digits(d.raw, 3) +
			" at most, of which noise makes up to 0.87/√R = " + figure.Digits(noise/math.Sqrt(d.draws), 2) + "; without it, by " + lab.Told(d.Estimate) + end})
	share := one.found()
	predicted, end = math.NaN(), "."
	law := r.exact(one.shape)
	if law != nil {
		predicted = 1 - law.CDF(one.constants(wishart.Ma).At(critical[one.beta-1]))
		end = "; exactly " + figure.Digits(predicted, 3) + "."
	}
	r.Fits = append(r.Fits, lab.Fit{What: "share found at 5 %", Of: of, Estimate: share, Predicted: predicted,
		Words: "The test at 5 % rejects a share of " + lab.Told(share) + " with " + of + end})
	predicted, end = math.NaN(), "."
	if law != nil {
		predicted = law.Mean() / float64(one.n)
		end = "; exactly " + figure.Digits(predicted, 4) + "."
	}
	mean := one.mean()
	r.Fits = append(r.Fits, lab.Fit{What: "mean of λ/n", Of: of, Estimate: mean, Predicted: predicted,
		Words: "The largest eigenvalue is " + lab.Told(mean) + " times n on average with " + of + end})
}

// equals keeps a number and its name on one line.
const equals = "\u00a0=\u00a0"

// name is what a group is called in a sentence.
func (g *group) name(of *lab.Grid) string {
	text := "n" + equals + strconv.Itoa(g.n) + ", d" + equals + strconv.Itoa(g.p)
	if _, label := of.Setting(g.path, rowsName, columnsName); label != "" {
		text = label + ", " + text
	}
	return text
}

func with(label string) string {
	if label == "" {
		return ""
	}
	return " and " + label
}
