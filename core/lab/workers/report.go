package workers

import (
	"math"

	"saddle/core/distributed"
	"saddle/core/figure"
	"saddle/core/lab"
	"saddle/core/stat"
)

// findings are what a report is made of.
type findings struct {
	lab.Findings
	reached bool // some setting has come to ε, so that this is what is told
}

// report fits and draws what has come. It changes nothing.
func report(t *lab.Table) lab.Findings {
	curves := curvesOf(t)
	var r findings
	for _, c := range curves {
		r.Runs += c.Runs
		r.Diverged += c.Diverged
	}
	eps := t.Grid().Number(epsName)
	chosen := best(curves, eps)
	r.cheaper(chosen, eps)
	for _, c := range chosen {
		r.reach(c, eps)
	}
	for _, c := range curves {
		r.resting(c)
		r.wire(c)
	}
	r.Charts = charts(t.Grid(), curves, chosen, eps)
	return r.Findings
}

func (c *curve) with() string {
	if c.label == "" {
		return ""
	}
	return " with " + c.label
}

// most is how many settings are told in sentences.
const most = 6

// reach adds what a setting takes to come to ε, for a worker.
func (r *findings) reach(c *curve, eps float64) {
	rounds, ok := c.reached(eps)
	if !ok {
		return
	}
	r.reached = true
	to, until := "to TV = "+figure.Shortest(eps), " until TV = "+figure.Shortest(eps)+"."
	for _, x := range []struct {
		what, begin, end string
		each             float64
	}{
		{"rounds", "it takes ", " rounds", 1}, {"floats sent", "each worker sends ", " floats", c.law.up}, {"floats heard", "each worker hears ", " floats", c.law.down},
		{"evaluations", "each worker evaluates V ", " times", c.law.evaluations}, {"gradients", "each worker computes ", " gradients", c.law.gradients},
	} {
		if x.each == 0 {
			continue
		}
		e := stat.Estimate{Value: float64(rounds.Value * x.each), SE: float64(rounds.SE * x.each), Count: rounds.Count}
		main := x.what == "floats sent" && r.mains(x.what+" "+to) < most
		words := c.before() + x.begin + lab.ToldCount(e) + x.end + until
		r.Fits = append(r.Fits, lab.Fit{What: x.what + " " + to, Of: c.label, Estimate: e, Predicted: math.NaN(), Main: main, Counts: true, Words: upper(words)})
	}
}

// before is the setting at the beginning of a sentence.
func (c *curve) before() string {
	if c.label == "" {
		return ""
	}
	return "With " + c.label + ", "
}

func upper(words string) string {
	if words[0] >= 'a' && words[0] <= 'z' {
		return string(words[0]-'a'+'A') + words[1:]
	}
	return words
}

func (r *findings) mains(what string) (n int) {
	for _, f := range r.Fits {
		if f.Main && f.What == what {
			n++
		}
	}
	return n
}

// cheaper adds the floats of the best hybrid setting over those of full gradients.
func (r *findings) cheaper(chosen []*curve, eps float64) {
	var full, hybrid *curve
	var ofFull, ofHybrid stat.Estimate
	for _, c := range chosen {
		rounds, ok := c.reached(eps)
		if !ok {
			continue
		}
		floats := stat.Estimate{Value: float64(rounds.Value * c.law.up), SE: float64(rounds.SE * c.law.up), Count: rounds.Count}
		switch c.plan.Method {
		case distributed.FullMethod:
			if full == nil || floats.Value < ofFull.Value {
				full, ofFull = c, floats
			}
		case distributed.HybridMethod:
			if hybrid == nil || floats.Value < ofHybrid.Value {
				hybrid, ofHybrid = c, floats
			}
		}
	}
	if full == nil || hybrid == nil {
		return
	}
	e := stat.Estimate{Value: ofHybrid.Value / ofFull.Value, Count: min(ofHybrid.Count, ofFull.Count)}
	a, b := ofHybrid.SE/ofHybrid.Value, ofFull.SE/ofFull.Value
	e.SE = float64(e.Value * math.Sqrt(float64(a*a)+float64(b*b)))
	r.Fits = append(r.Fits, lab.Fit{What: "floats of hybrid over full gradient’s", Of: hybrid.label, Estimate: e, Predicted: math.NaN(), Main: true,
		Words: "To come to TV = " + figure.Shortest(eps) + hybrid.with() + " a worker sends " + lab.Told(e) + " times the floats that it sends" + full.with() + "."})
}

// wire adds what went over the wire between threads, and how long a round took.
func (r *findings) wire(c *curve) {
	for i, x := range c.timed {
		if x.Bytes == 0 || i > 0 {
			continue
		}
		counted := float64(8 * (x.end.up + x.end.down) * float64(c.plan.Workers))
		const what = "bytes on the wire"
		r.Fits = append(r.Fits, lab.Fit{What: what, Of: c.label, Estimate: stat.Estimate{Value: float64(x.Bytes), Count: 1}, Predicted: counted, Main: r.mains(what) < 1,
			Words: figure.Count(float64(x.Bytes)) + " bytes went between the threads" + c.with() + ", by the counters " + figure.Count(counted) + "."})
	}
	if e, ok := c.clock(); ok {
		e.Value, e.SE = float64(e.Value*float64(c.plan.Workers*c.plan.Config.Batch)/1000), float64(e.SE*float64(c.plan.Workers*c.plan.Config.Batch)/1000)
		r.Fits = append(r.Fits, lab.Fit{What: "milliseconds a round", Of: c.label, Estimate: e, Predicted: math.NaN(),
			Words: "Here a round takes " + lab.Told(e) + " ms on the clock" + c.with() + "."})
	}
}

// resting adds what constant steps leave.
func (r *findings) resting(c *curve) {
	e, ok := c.rest()
	if !ok {
		return
	}
	predicted, end := math.NaN(), "."
	switch {
	case c.law.rests && e.Value > 1.08*c.law.squared+float64(3*e.SE):
		predicted, end = c.law.squared, "; predicted "+figure.Digits(c.law.squared, 3)+", for steps that are short enough for the game to be linear."
	case c.law.rests:
		predicted, end = c.law.squared, "; predicted "+figure.Digits(c.law.squared, 3)+"."
	case c.law.linear:
		end = "; the steps are too long for anything to come to rest."
	}
	const what = "‖Σ − I‖² at rest"
	r.Fits = append(r.Fits, lab.Fit{What: what, Of: c.label, Estimate: e, Predicted: predicted, Main: !r.reached && r.mains(what) < most,
		Words: "At rest ‖Σ − I‖² is " + lab.Told(e) + " on average" + c.with() + end})
}
