package fluctuation

import (
	"math"
	"strconv"

	"saddle/core/figure"
	"saddle/core/lab"
	"saddle/core/stat"
)

// findings are what a report is made of.
type findings struct{ lab.Findings }

// report fits and draws what has come. It changes nothing.
func report(t *lab.Table) lab.Findings {
	curves := curvesOf(t)
	var r findings
	for _, c := range curves {
		r.Runs += c.Runs
		r.Diverged += c.Diverged
		r.heat(c)
		r.coverage(c)
		if len(curves) <= mostMain {
			r.relations(c, len(curves) == 1)
		}
	}
	cooled := t.Grid().Varies("schedule")
	if cooled {
		r.Fits = nil // these runs are not at rest, and what they come to is the question
		for _, c := range curves {
			r.reached(c)
		}
	}
	errors := weak(t.Grid(), curves)
	for i := range errors {
		r.weak(&errors[i])
	}
	r.Charts = charts(t.Grid(), curves, errors)
	return r.Findings
}

// name of a setting at the beginning of a sentence.
func (c *curve) with() string {
	if c.label == "" {
		return ""
	}
	return "With " + c.label + ", "
}

func (r *findings) add(what, of string, e stat.Estimate, predicted float64, main bool, words string) {
	if !math.IsNaN(predicted) {
		words += "; predicted " + figure.Digits(predicted, 3)
	}
	r.Fits = append(r.Fits, lab.Fit{What: what, Of: of, Estimate: e, Predicted: predicted, Main: main, Words: upper(words) + "."})
}

func upper(words string) string {
	if words != "" && words[0] >= 'a' && words[0] <= 'z' {
		return string(words[0]-'a'+'A') + words[1:]
	}
	return words
}

// mostMain is how many settings are told in sentences.
const mostMain = 3

func (r *findings) mains(what string) (n int) {
	for _, f := range r.Fits {
		if f.Main && f.What == what {
			n++
		}
	}
	return n
}

const temperature = "temperature of the "

// heat adds the temperatures of a setting.
func (r *findings) heat(c *curve) {
	g, d, wantG, wantD, ok := c.heats()
	if !ok {
		return
	}
	main := r.mains(temperature+"generator") < mostMain
	r.add(temperature+"generator", c.label, g, wantG, main, c.with()+"the generator's temperature is "+lab.Told(g))
	r.add(temperature+"discriminator", c.label, d, wantD, main, c.with()+"the discriminator's temperature is "+lab.Told(d))
}

// coverage adds what share of the runs is within so many standard deviations at the largest mark, and the mean of χ².
func (r *findings) coverage(c *curve) {
	list := c.distances(c.last())
	if len(list) < fewest {
		return
	}
	k := c.freedom()
	for sigma := 1; sigma <= 3; sigma++ {
		limit := float64(sigma * sigma)
		e := inside(list, limit)
		r.add("share within "+strconv.Itoa(sigma)+"σ", c.label, e, within(k, limit), r.mains("share within "+strconv.Itoa(sigma)+"σ") < mostMain,
			c.with()+lab.Told(e)+" of the runs are within "+strconv.Itoa(sigma)+"σ after "+strconv.FormatInt(c.marks[c.last()], 10)+" steps")
	}
	e := stat.Mean(list)
	r.add("mean of χ²", c.label, e, float64(k), false, c.with()+"the mean of the squared distances is "+lab.Told(e))
}

// relations adds both sides of the fluctuation-dissipation relations, over a long stretch at rest, one over the other.
func (r *findings) relations(c *curve, main bool) {
	if !c.means() {
		return
	}
	for _, x := range []struct {
		what, words string
		of          func(*measured) float64
	}{
		{"dissipation over fluctuation, generator", "dissipation over fluctuation of the generator is ", func(m *measured) float64 { return m.restG }},
		{"dissipation over fluctuation, discriminator", "dissipation over fluctuation of the discriminator is ", func(m *measured) float64 { return m.restD }},
		{"taken over added value", "the generator takes from the value, in multiples of what the discriminator adds, ", func(m *measured) float64 { return m.exchange }},
	} {
		e := stat.Mean(c.At(c.last(), x.of))
		if e.Value != 0 {
			r.add(x.what, c.label, e, 1, main, c.with()+x.words+lab.Told(e))
		}
	}
}

// reached adds the total variation at the end.
func (r *findings) reached(c *curve) {
	e := stat.Mean(c.At(c.last(), func(m *measured) float64 { return m.tv }))
	if e.Count == 0 {
		return
	}
	predicted, ok := c.plateau()
	if !ok {
		predicted = math.NaN()
	}
	r.add("total variation at the end", c.label, e, predicted, true, c.with()+"the total variation after "+strconv.FormatInt(c.marks[c.last()], 10)+" steps is "+told(e))
	r.Fits[len(r.Fits)-1].Counts = true // it has three digits
}

// told writes a small number with the error that it has.
func told(e stat.Estimate) string {
	if !(e.SE > 0) {
		return figure.Digits(e.Value, 3)
	}
	return figure.Digits(e.Value, 3) + "\u00a0±\u00a0" + figure.Digits(e.SE, 2)
}

// names of the diffusions in words.
var processWords = map[process]string{diffusion: "diffusion", modified: "modified diffusion"}

// weak adds the errors of a diffusion and their slope.
func (r *findings) weak(x *errors) {
	name, order := processWords[x.process], 1.0
	if x.process == modified {
		order = 2
	}
	if e := x.slope(); !math.IsNaN(e.Value) {
		r.add("slope of log weak error on log η", name, e, order, true, "the weak error of the "+name+" falls as η to the power "+lab.Told(e))
	}
	for i, eta := range x.eta {
		e := stat.Estimate{Value: x.signed[i], SE: x.se[i], Count: 2}
		of := name + ", η = " + strconv.FormatFloat(eta, 'g', 3, 64)
		r.Fits = append(r.Fits, lab.Fit{What: "E W less the game's", Of: of, Estimate: e, Predicted: math.NaN(), Counts: true,
			Words: "E W of the " + of + ", less that of the game, is " + told(e) + "."})
	}
}
