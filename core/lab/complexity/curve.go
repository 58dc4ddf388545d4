package complexity

import (
	"math"
	"strconv"

	"saddle/core/config"
	"saddle/core/kernel"
	"saddle/core/lab"
	"saddle/core/stat"
	"saddle/core/theory"
)

// curve is the total variation against the samples for one setting in one dimension, over the seeds.
type curve struct {
	setting int // which, in the order of settings
	label   string
	cfg     config.Config // of its first path
	by      *learner
	points  []point       // by mark; without those that have no row yet
	rows    [][]measured  // by seed: its rows, where all have come and none has diverged
	own     []*prediction // of those
	told    []*prediction // of all its paths that have rows

	runs, diverged int // of paths that have begun to yield rows
}

// point is one mark of a curve.
type point struct {
	samples, tv stat.Estimate
}

// setting names a choice of values of all axes but d and the seed.
type setting struct {
	label string
	first int // a path
}

// curves sorts the table's rows by setting and dimension. A run that has diverged is counted and otherwise left out.
func curvesOf(t *lab.Table) (settings []setting, list []*curve) {
	g := t.Grid()
	places, byKey := map[string]int{}, map[string]*curve{}
	for path := range g.Paths() {
		key, label := g.Setting(path, dimension)
		if _, ok := places[key]; !ok {
			places[key] = len(settings)
			settings = append(settings, setting{label, path})
		}
		cell := g.Cell(path)
		byD := key + "|" + strconv.Itoa(cell.Config.D)
		c := byKey[byD]
		if c == nil {
			c = &curve{setting: places[key], label: label, cfg: cell.Config, by: learnerOf(cell)}
			byKey[byD] = c
			list = append(list, c)
		}
		c.collect(t, path)
	}
	for _, c := range list {
		c.summarise(len(g.Marks()))
	}
	return settings, list
}

// collect adds a path's rows to its curve.
func (c *curve) collect(t *lab.Table, path int) {
	var rows []measured
	for mark := range t.Grid().Marks() {
		if r, ok := t.Row(path, mark); ok {
			rows = append(rows, read(r))
		}
	}
	if len(rows) == 0 {
		return
	}
	told := t.Once("path "+strconv.Itoa(path), func() any { return predictionFor(t, path) }).(*prediction)
	c.runs++
	c.told = append(c.told, told)
	for _, r := range rows {
		if r.Diverged {
			c.diverged++
			return
		}
	}
	c.rows, c.own = append(c.rows, rows), append(c.own, told)
}

// summarise makes the points: each mark over the seeds that have come to it. A path comes to its marks in order.
func (c *curve) summarise(marks int) {
	for mark := range marks {
		var samples, tv []float64
		for _, rows := range c.rows {
			if mark < len(rows) {
				samples, tv = append(samples, float64(rows[mark].Samples)), append(tv, rows[mark].TV)
			}
		}
		if len(tv) == 0 {
			break
		}
		c.points = append(c.points, point{stat.Mean(samples), stat.Mean(tv)})
	}
	complete, own := c.rows[:0], c.own[:0]
	for i, rows := range c.rows {
		if len(rows) == marks {
			complete, own = append(complete, rows), append(own, c.own[i])
		}
	}
	c.rows, c.own = complete, own
}

// A slope is fitted to the marks from the first on by which the start is forgotten: N/d² is at least settled, the
// iterations are at least begun, and where the total variation of this N is predicted, the mean over the seeds is within
// nearby times that. Fewer than fewest marks tell no slope.
const (
	settled = 100
	begun   = 50
	nearby  = 1.25
	fewest  = 3
)

// first returns the first mark of the fit. For FixedSamples every mark is a run of its own, and it is 0.
func (c *curve) first() int {
	if c.by.fixed {
		return 0
	}
	for mark, p := range c.points {
		n := p.samples.Value
		early := n < float64(settled*c.cfg.D*c.cfg.D) || c.by.known && c.rows[0][mark].Steps < begun
		if predicted, ok := c.predictedTV(n); !early && (!ok || p.tv.Value <= nearby*predicted) {
			return mark
		}
	}
	return len(c.points)
}

// slope returns that of log TV on log N from the first mark on: the mean over the seeds of the least-squares slope of
// each, since the marks of one run are not independent. A single run has no error.
func (c *curve) slope() stat.Estimate {
	if len(c.rows) == 0 || len(c.rows[0])-c.first() < fewest {
		return stat.Estimate{Value: math.NaN()}
	}
	var slopes []float64
	for _, rows := range c.rows {
		var x, y []float64
		for _, r := range rows[c.first():] {
			x, y = append(x, float64(r.Samples)), append(y, math.Max(r.TV, math.SmallestNonzeroFloat64))
		}
		if _, b, _, _ := stat.Line(stat.Logs(x), stat.Logs(y), nil); !math.IsNaN(b) {
			slopes = append(slopes, b)
		}
	}
	return stat.Mean(slopes)
}

// reach returns log N(ε), where the mean of the total variation over the seeds is ε, with its standard error by the
// jackknife over the seeds.
func (c *curve) reach(eps float64) (e stat.Estimate, inside bool) {
	if len(c.rows) == 0 || c.by.fixed {
		return stat.Estimate{Value: math.NaN()}, false
	}
	level := kernel.Log(eps)
	at := func(without int) (float64, bool) {
		var x, y []float64
		for mark := range c.rows[0] {
			samples, tv, n := 0.0, 0.0, 0.0
			for i, rows := range c.rows {
				if i != without {
					samples, tv, n = samples+float64(rows[mark].Samples), tv+rows[mark].TV, n+1
				}
			}
			x, y = append(x, samples/n), append(y, tv/n)
		}
		return stat.Crossing(stat.Logs(x), stat.Logs(y), level)
	}
	e.Count = len(c.rows)
	if e.Value, inside = at(-1); len(c.rows) < 2 {
		return e, inside
	}
	without := make([]float64, len(c.rows))
	for i := range without {
		without[i], _ = at(i)
	}
	e.SE = stat.Jackknife(without)
	return e, inside
}

// mostPrice is the price above which none is told: the run has not come near its target.
const mostPrice = 100

// price returns N (E TV/C_d)² at the largest mark: how many times the samples of the best method without a fold, on
// average, the total variation takes. The scatter that the samples themselves cause is taken out as far as Row.Floor tells
// of it, whose mean is known: E TV is the mean of TV − β(floor − its mean), β from their covariance over the seeds.
func (c *curve) price() stat.Estimate {
	none := stat.Estimate{Value: math.NaN()}
	if len(c.rows) == 0 || c.by.fixed {
		return none
	}
	var all stat.Controlled
	var tv, luck []float64
	n, known := 0.0, true
	for i, rows := range c.rows {
		last, p := rows[len(rows)-1], c.own[i]
		n += float64(last.Samples) / float64(len(c.rows))
		tv, luck = append(tv, last.TV), append(luck, last.Floor-p.unseen.Constant/math.Sqrt(float64(last.Samples)))
		known = known && p.unseen.Constant > 0
	}
	if !known {
		clear(luck)
	}
	for i, v := range tv {
		all.Add(v, luck[i], 1)
	}
	limit := theory.Constant(c.cfg.D)
	of := func(v stat.Controlled) float64 { return n * (v.Mean() / limit) * (v.Mean() / limit) }
	e := stat.Estimate{Value: of(all), Count: len(tv)}
	if len(tv) > 1 {
		without := make([]float64, len(tv))
		for i, v := range tv {
			rest := all
			rest.Add(v, luck[i], -1)
			without[i] = of(rest)
		}
		e.SE = stat.Jackknife(without)
	}
	if !(e.Value <= mostPrice) {
		return none
	}
	return e
}
