package complexity

import (
	"math"
	"strconv"
	"strings"

	"saddle/core/figure"
	"saddle/core/kernel"
)

// Report is what a table says so far.
type Report struct {
	Done, Cells    int       // cells that have come, and all
	Runs, Diverged int       // paths that have yielded rows, and those that have diverged
	Failed         []Failure // paths that could not be completed
	Left           float64   // seconds that the rest will take, 0 where nobody has said how long the work took
	Fits           []Fit     // fitted numbers beside predicted ones
	Charts         []Chart   // what there is to draw
}

// Failure is a path that could not be completed.
type Failure struct {
	Query, Why string // of the path; in a sentence
}

// Fit is one fitted number beside the predicted one.
type Fit struct {
	What      string  // as "slope of log TV on log N"
	Of        string  // the setting and dimension; empty: all
	Estimate          // with Value NaN where there is not enough to fit
	Predicted float64 // by the theory of the package
	Words     string  // the fit in a sentence
	Main      bool    // what the experiment is about
}

// Report fits and draws what has come. It changes nothing.
func (t *Table) Report() Report {
	settings, curves := t.curves()
	r := Report{Done: t.done, Cells: t.grid.Cells()}
	for _, c := range curves {
		r.Runs += c.runs
		r.Diverged += c.diverged
	}
	for path := range t.grid.Paths() {
		if why, ok := t.failed[path]; ok {
			r.Failed = append(r.Failed, Failure{t.grid.RunQuery(path), why})
		}
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
		reaches[i] = t.exponent(&r, s.label, own)
	}
	for _, c := range curves {
		r.price(c, nameOf(c, len(settings) > 1, severalD(curves)))
	}
	r.headline(len(settings) > 1)
	r.Charts = t.charts(settings, curves, reaches)
	return r
}

// headline marks what an experiment without several dimensions is about: what the settings cost, or else the slope.
func (r *Report) headline(settings bool) {
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
func (r *Report) slopes(label string, curves []*curve) {
	var list []Estimate
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
		r.Fits = append(r.Fits, Fit{What: "slope of log " + what + " on log N", Of: of, Estimate: e, Predicted: predicted,
			Words: subject + " falls as N to the power " + told(e) + where(label, c) + words})
	}
	if len(list) > 1 {
		e, words := pooled(list), "."
		if all == -0.5 {
			words = "; predicted −0.5 in the long run."
		}
		what, subject := curves[0].measured()
		r.Fits = append(r.Fits, Fit{What: "slope of log " + what + " on log N", Of: join2(label, "all d"), Estimate: e, Predicted: all, Main: true,
			Words: "Over all dimensions" + with(label) + ", the " + strings.ToLower(subject[:1]) + subject[1:] + " falls as N to the power " + told(e) + words})
	}
}

// measured names what Row.TV is, in a formula and at the beginning of a sentence.
func (c *curve) measured() (formula, subject string) {
	if c.method == FixedSamples {
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
	n      Estimate // log N(ε)
	floor  float64  // that of the best method on average; 0 where it is not known
	inside bool     // between two marks, not beyond them
	rate   bool     // its curve falls as predicted
}

// exponent adds N(ε) of each curve of a setting and the exponent of its growth with d, to which only those
// count that lie between two marks. Beside it stands that of the predictions at these d.
func (t *Table) exponent(r *Report, label string, curves []*curve) (all []reach) {
	eps := t.grid.eps
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
		words := "Total variation " + figure.Digits(eps, 2) + " takes " + told3(Estimate{n, float64(n * e.SE), e.Count}) + " samples" + where(label, c)
		if p, ok := c.predictedReach(eps); ok {
			predicted = p
			theory = append(theory, kernel.Log(p))
			words += "; predicted " + figure.Digits(p, 3) + " in the long run"
		}
		r.Fits = append(r.Fits, Fit{What: reachName, Of: of, Estimate: Estimate{n, float64(n * e.SE), e.Count}, Predicted: predicted, Words: words + "."})
	}
	if len(x) < 2 {
		return all
	}
	e, predicted, words := slopeOf(x, y, se), math.NaN(), "."
	if len(theory) == len(x) {
		predicted = slopeOf(x, theory, se).Value
		words = "; predicted " + figure.Digits(predicted, 3) + " at these d, and 2 as d grows."
	}
	r.Fits = append(r.Fits, Fit{What: "exponent of N(ε) in d", Of: label, Estimate: e, Predicted: predicted, Main: true,
		Words: "N(ε) grows as d to the power " + told(e) + with(label) + words})
	return all
}

// price adds the price of a curve at its largest mark.
func (r *Report) price(c *curve, name string) {
	e := c.price()
	if math.IsNaN(e.Value) {
		return
	}
	f := Fit{What: priceName, Of: name, Estimate: e, Predicted: math.NaN(),
		Words: "The same total variation takes " + told(e) + " times the samples of the best method without a fold"}
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

// told writes an estimate with the digits that its standard error leaves it.
func told(e Estimate) string {
	if !(e.SE > 0) {
		if e.Value == math.Trunc(e.Value) || e.Value == -0.5 {
			return strings.Replace(number(e.Value), "-", "−", 1)
		}
		return figure.Digits(e.Value, 3)
	}
	places := decimals(e.SE)
	return fixed(e.Value, places) + plusMinus + fixed(e.SE, places)
}

// A number, its error and its unit stay on one line.
const (
	plusMinus = "\u00a0±\u00a0"
	equals    = "\u00a0=\u00a0"
)

// decimals is how many a standard error leaves.
func decimals(se float64) int {
	places := 3
	for limit := 0.1; se >= limit && places > 0; limit *= 10 {
		places--
	}
	return places
}

func fixed(v float64, places int) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', places, 64), "-", "−", 1)
}

// told3 does so for counts.
func told3(e Estimate) string {
	if !(e.SE > 0) {
		return figure.Digits(e.Value, 3)
	}
	return figure.Digits(e.Value, 3) + plusMinus + figure.Digits(e.SE, 2)
}

// toldAs writes the value of a fit as its words do.
func toldAs(what string, e Estimate) string {
	if what == reachName {
		return told3(e)
	}
	return told(e)
}

// interval writes the 95 % confidence interval; empty where one observation has none.
func interval(f *Fit) string {
	lo, hi := f.Interval()
	if !(f.SE > 0) || math.IsInf(lo, 0) {
		return ""
	}
	if f.What == reachName {
		return figure.Digits(lo, 3) + " … " + figure.Digits(hi, 3)
	}
	places := decimals(f.SE)
	return fixed(lo, places) + " … " + fixed(hi, places)
}

// expected writes what is predicted; empty where nothing is.
func expected(f *Fit) string {
	switch {
	case math.IsNaN(f.Predicted):
		return ""
	case f.Predicted == -0.5:
		return told(Estimate{Value: f.Predicted})
	}
	return figure.Digits(f.Predicted, 3)
}

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
