package workers

import (
	"math"

	"saddle/core/distributed"
	"saddle/core/kernel"
	"saddle/core/lab"
	"saddle/core/sgda"
	"saddle/core/stat"
)

// curve is one setting: its runs over the seeds.
type curve struct {
	label             string
	family            string // the setting without the pace
	alone, aloneLabel string // that without the number of workers
	plan              *distributed.Plan
	law               law
	marks             []int64
	timed             []timed
	lab.Seeds[measured]
}

// curvesOf sorts the table's rows by setting.
func curvesOf(t *lab.Table) []*curve {
	g := t.Grid()
	return lab.BySetting(g, func(path int, key, label string) *curve {
		c := &curve{label: label, plan: planOf(g.Cell(path)), marks: g.Marks()}
		c.law = t.Once("law"+key, func() any { return lawOf(c.plan, sgda.New(c.plan.Config)) }).(law)
		c.family, _ = g.Setting(path, paceName)
		c.alone, c.aloneLabel = g.Setting(path, workersName)
		return c
	}, func(c *curve, path int) { c.take(t, path) })
}

// take adds a run.
func (c *curve) take(t *lab.Table, path int) {
	if x, ok := t.Timing(path); ok && t.PathDone(path) {
		last, _ := t.Row(path, c.last())
		c.timed = append(c.timed, timed{x, read(last.Values)})
	}
	c.Take(t, path, read)
}

// timed is how long a run took, and its last row.
type timed struct {
	lab.Timing
	end measured
}

// clock is the microseconds on the clock for a target sample of all workers; it is false where nothing was timed.
func (c *curve) clock() (e stat.Estimate, ok bool) {
	var list []float64
	for _, x := range c.timed {
		if x.Seconds > 0 {
			list = append(list, 1e6*x.Seconds/float64(c.plan.Workers*c.plan.Config.Batch))
		}
	}
	return stat.Mean(list), len(list) > 0
}

// last is the largest mark.
func (c *curve) last() int { return len(c.marks) - 1 }

// reached returns after how many rounds the total variation has fallen to ε, a mean over the seeds. It is false unless all of them
// have come there.
func (c *curve) reached(eps float64) (rounds stat.Estimate, ok bool) {
	var list []float64
	for _, rows := range c.Rows {
		var at, tv []float64
		for mark, row := range rows {
			at, tv = append(at, float64(c.marks[mark])), append(tv, math.Max(row.tv, 1e-300))
		}
		where, inside := stat.Crossing(stat.Logs(at), stat.Logs(tv), kernel.Log(eps))
		if !inside {
			return rounds, false
		}
		rounds := kernel.Exp(where)
		if tau := float64(c.plan.Period); c.plan.Method == distributed.AverageMethod { // the server hears nothing before
			rounds = float64(tau * math.Ceil(rounds/tau))
		}
		list = append(list, rounds)
	}
	if len(list) == 0 || c.Diverged > 0 {
		return rounds, false
	}
	return stat.Mean(list), true
}

// best returns of every family the curve of the pace that comes to ε in the fewest rounds, or of those that do not the one that
// is nearest to the target in the end.
func best(curves []*curve, eps float64) (list []*curve) {
	place := map[string]int{}
	better := func(a, b *curve) bool {
		ra, oka := a.reached(eps)
		rb, okb := b.reached(eps)
		if oka != okb {
			return oka
		}
		if oka {
			return ra.Value < rb.Value
		}
		return a.end() < b.end()
	}
	for _, c := range curves {
		i, known := place[c.family]
		if !known {
			place[c.family] = len(list)
			list = append(list, c)
		} else if better(c, list[i]) {
			list[i] = c
		}
	}
	return list
}

// end is the mean total variation at the last mark that all have reached; 1 where none has.
func (c *curve) end() float64 {
	for mark := c.last(); mark >= 0 && c.Diverged == 0; mark-- {
		if tv := c.At(mark, func(m *measured) float64 { return m.tv }); len(tv) > 0 && len(tv) == len(c.Rows) {
			return stat.Mean(tv).Value
		}
	}
	return 1
}

// rest is ‖Σ − I‖² over the rounds at rest; it is false before.
func (c *curve) rest() (e stat.Estimate, ok bool) {
	list := c.At(c.last(), func(m *measured) float64 { return m.rest })
	for _, v := range list {
		ok = v > 0
	}
	return stat.Mean(list), ok && c.law.slow > 0 && c.marks[c.last()] >= 2*forgotten*c.law.slow
}
