package complexity

import (
	"math"
	"strconv"
	"strings"

	"saddle/core/figure"
	"saddle/core/kernel"
	"saddle/core/lab"
	"saddle/core/stat"
)

// findings are what a report is made of.
type findings struct{ lab.Findings }

// report fits and draws what has come. It changes nothing.
func report(t *lab.Table) lab.Findings {
	settings, curves := curvesOf(t)
	var r findings
	for _, c := range curves {
		r.Runs += c.runs
		r.Diverged += c.diverged
	}
	reaches := make([][]reach, len(settings))
	for i, s := range settings {
		var own []*curve
		for _, c := range curves {
			if c.setting == i {
				own = append(own, c)
			}
		}
		r.slopes(s.label, own)
		reaches[i] = r.exponent(epsOf(t.Grid()), s.label, own)
	}
	for _, c := range curves {
		r.price(c, nameOf(c, len(settings) > 1, severalD(curves)))
	}
	r.headline(len(settings) > 1)
	r.Charts = charts(t.Grid(), settings, curves, reaches)
	return r.Findings
}

// headline marks what an experiment without several dimensions is about: what the settings cost, or else the slope.
func (r *findings) headline(settings bool) {
	for _, f := range r.Fits {
		if f.Main {
			return
		}
	}
	const most = 6 // sentences
	for i, left := 0, most; i < len(r.Fits) && left > 0; i++ {
		if (r.Fits[i].What == priceName) == settings {
			r.Fits[i].Main = true
			left--
		}
	}
}

// slopes adds the fitted slope of each curve of a setting and of all together, beside −1/2 where that is predicted.
func (r *findings) slopes(label string, curves []*curve) {
	var list []stat.Estimate
	all := math.NaN()
	for _, c := range curves {
		e := c.slope()
		if math.IsNaN(e.Value) {
			continue
		}
		predicted, words := math.NaN(), "."
		if c.rate() {
			predicted, words = -0.5, "; predicted −0.5 in the long run."
		}
		if len(list) == 0 {
			all = predicted
		} else if predicted != all {
			all = math.NaN()
		}
		list = append(list, e)
		of := join2(label, "d = "+strconv.Itoa(c.cfg.D))
		what, subject := c.measured()
		r.Fits = append(r.Fits, lab.Fit{What: "slope of log " + what + " on log N", Of: of, Estimate: e, Predicted: predicted,
			Words: subject + " falls as N to the power " + lab.Told(e) + where(label, c) + words})
	}
	if len(list) > 1 {
		e, words := stat.Pooled(list), "."
		if all == -0.5 {
			words = "; predicted −0.5 in the long run."
		}
		what, subject := curves[0].measured()
		r.Fits = append(r.Fits, lab.Fit{What: "slope of log " + what + " on log N", Of: join2(label, "all d"), Estimate: e, Predicted: all, Main: true,
			Words: "Over all dimensions" + with(label) + ", the " + strings.ToLower(subject[:1]) + subject[1:] + " falls as N to the power " + lab.Told(e) + words})
	}
}

// measured names what Row.TV is, in a formula and at the beginning of a sentence.
func (c *curve) measured() (formula, subject string) {
	if c.by.fixed {
		return "error", "Error ‖AAᵀ − A∗A∗ᵀ‖"
	}
	return "TV", "Total variation"
}

// What fits are called.
const (
	reachName = "N(ε)"
	priceName = "price"
)

// reach is N(ε) at one dimension.
type reach struct {
	d      float64
	n      stat.Estimate // log N(ε)
	floor  float64       // that of the best method on average; 0 where it is not known
	inside bool          // between two marks, not beyond them
	rate   bool          // its curve falls as predicted
}

// exponent adds N(ε) of each curve of a setting and the exponent of its growth with d, to which only those
// count that lie between two marks. Beside it stands that of the predictions at these d.
func (r *findings) exponent(eps float64, label string, curves []*curve) (all []reach) {
	var x, y, se, theory []float64
	for _, c := range curves {
		e, inside := c.reach(eps)
		if math.IsNaN(e.Value) || math.IsInf(e.Value, 0) {
			continue
		}
		floor, _ := c.floorReach(eps)
		all = append(all, reach{float64(c.cfg.D), e, floor, inside, c.rate()})
		if !inside {
			continue
		}
		x, y, se = append(x, kernel.Log(float64(c.cfg.D))), append(y, e.Value), append(se, e.SE)
		n := kernel.Exp(e.Value)
		of := join2(label, "d = "+strconv.Itoa(c.cfg.D))
		predicted := math.NaN()
		words := "Total variation " + figure.Digits(eps, 2) + " takes " + lab.ToldCount(stat.Estimate{Value: n, SE: float64(n * e.SE), Count: e.Count}) + " samples" + where(label, c)
		if p, ok := c.predictedReach(eps); ok {
			predicted = p
			theory = append(theory, kernel.Log(p))
			words += "; predicted " + figure.Digits(p, 3) + " in the long run"
		}
		r.Fits = append(r.Fits, lab.Fit{What: reachName, Of: of, Counts: true, Estimate: stat.Estimate{Value: n, SE: float64(n * e.SE), Count: e.Count}, Predicted: predicted, Words: words + "."})
	}
	if len(x) < 2 {
		return all
	}
	e, predicted, words := stat.Slope(x, y, se), math.NaN(), "."
	if len(theory) == len(x) {
		predicted = stat.Slope(x, theory, se).Value
		words = "; predicted " + figure.Digits(predicted, 3) + " at these d, and 2 as d grows."
	}
	r.Fits = append(r.Fits, lab.Fit{What: "exponent of N(ε) in d", Of: label, Estimate: e, Predicted: predicted, Main: true,
		Words: "N(ε) grows as d to the power " + lab.Told(e) + with(label) + words})
	return all
}

// price adds the price of a curve at its largest mark.
func (r *findings) price(c *curve, name string) {
	e := c.price()
	if math.IsNaN(e.Value) {
		return
	}
	f := lab.Fit{What: priceName, Of: name, Estimate: e, Predicted: math.NaN(),
		Words: "The same total variation takes " + lab.Told(e) + " times the samples of the best method without a fold"}
	if name != "" {
		f.Words = "With " + name + ", the" + strings.TrimPrefix(f.Words, "The")
	}
	if p, ok := c.predictedPrice(); ok {
		f.Predicted = p
		f.Words += "; predicted " + figure.Digits(p, 3) + " in the long run"
	}
	f.Words += "."
	r.Fits = append(r.Fits, f)
}

// equals keeps a number and its name on one line.
const equals = "\u00a0=\u00a0"

func join2(label, what string) string {
	if label == "" {
		return what
	}
	return label + ", " + what
}

// where names a setting and a dimension in a sentence.
func where(label string, c *curve) string {
	return with(label) + " at d" + equals + strconv.Itoa(c.cfg.D)
}

func with(label string) string {
	if label == "" {
		return ""
	}
	return " with " + label
}

// nameOf names a curve by what distinguishes it from the others.
func nameOf(c *curve, settings, dimensions bool) string {
	switch d := "d = " + strconv.Itoa(c.cfg.D); {
	case settings && dimensions:
		return join2(c.label, d)
	case settings:
		return c.label
	default:
		return d
	}
}

func severalD(curves []*curve) bool {
	for _, c := range curves {
		if c.cfg.D != curves[0].cfg.D {
			return true
		}
	}
	return false
}
