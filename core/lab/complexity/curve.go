package complexity

import (
	"math"

	"saddle/core/config"
	"saddle/core/kernel"
	"saddle/core/metric"
)

// curve is the total variation against the samples for one setting in one dimension, over the seeds.
type curve struct {
	setting int // which, in the order of settings
	label   string
	cfg     config.Config // of its first path
	method  string
	points  []point // by mark; without those that have no row yet
	rows    [][]Row // by seed: its rows, where all have come and none has diverged

	runs, diverged int // of paths that have begun to yield rows
}

// point is one mark of a curve.
type point struct {
	samples, tv, floor Estimate
}

// setting names a choice of values of all axes but d and the seed.
type setting struct {
	label string
	first int // a path
}

// curves sorts the table's rows by setting and dimension. A run that has diverged is counted and otherwise left out.
func (t *Table) curves() (settings []setting, list []*curve) {
	g := t.grid
	places, byKey := map[string]int{}, map[string]*curve{}
	for path := range g.Paths() {
		key, label := g.settingOf(path)
		if _, ok := places[key]; !ok {
			places[key] = len(settings)
			settings = append(settings, setting{label, path})
		}
		byD := key + "|" + g.valueAt(path, dimension)
		c := byKey[byD]
		if c == nil {
			c = &curve{setting: places[key], label: label, cfg: g.Config(path), method: g.method(path)}
			byKey[byD] = c
			list = append(list, c)
		}
		t.collect(c, path)
	}
	for _, c := range list {
		c.summarise(t)
	}
	return settings, list
}

// collect adds a path's rows to its curve.
func (t *Table) collect(c *curve, path int) {
	var rows []Row
	for mark := range t.grid.marks {
		if r, ok := t.Row(path, mark); ok {
			rows = append(rows, r)
		}
	}
	if len(rows) == 0 {
		return
	}
	c.runs++
	for _, r := range rows {
		if r.Diverged {
			c.diverged++
			return
		}
	}
	c.rows = append(c.rows, rows)
}

// summarise makes the points: each mark over the seeds that have come to it. A path comes to its marks in order.
func (c *curve) summarise(t *Table) {
	for mark := range t.grid.marks {
		var samples, tv, floor []float64
		for _, rows := range c.rows {
			if mark < len(rows) {
				samples, tv, floor = append(samples, float64(rows[mark].Samples)), append(tv, rows[mark].TV), append(floor, rows[mark].Floor)
			}
		}
		if len(tv) == 0 {
			break
		}
		c.points = append(c.points, point{meanOf(samples), meanOf(tv), meanOf(floor)})
	}
	complete := c.rows[:0]
	for _, rows := range c.rows {
		if len(rows) == len(t.grid.marks) {
			complete = append(complete, rows)
		}
	}
	c.rows = complete
}

// A slope is fitted from N/d² = settled on, where the total variation, below about 0.03, is in proportion to
// the error, and from begun iterations on, which forget the start.
const (
	settled = 100
	begun   = 50
)

// slope returns that of log TV on log N over the marks that are settled, or over all if fewer than three are:
// the mean over the seeds of the least-squares slope of each, since the marks of one run are not independent. A
// single run has the scatter about its line for an error.
func (c *curve) slope() Estimate {
	if len(c.rows) == 1 {
		x, y := c.logs(c.rows[0])
		return slopeOf(x, y, nil)
	}
	var slopes []float64
	for _, rows := range c.rows {
		x, y := c.logs(rows)
		if _, b, _, _ := line(x, y, nil); !math.IsNaN(b) {
			slopes = append(slopes, b)
		}
	}
	return meanOf(slopes)
}

func (c *curve) logs(rows []Row) (x, y []float64) {
	first := 0
	for first < len(rows) && c.method == Descent && (rows[first].Samples < int64(settled*c.cfg.D*c.cfg.D) || rows[first].Steps < begun) {
		first++
	}
	if len(rows)-first < 3 {
		first = 0
	}
	for _, r := range rows[first:] {
		x, y = append(x, float64(r.Samples)), append(y, math.Max(r.TV, math.SmallestNonzeroFloat64))
	}
	return logs(x), logs(y)
}

// reach returns log N(ε), where the mean of the total variation over the seeds is ε, with its standard error by the
// jackknife over the seeds.
func (c *curve) reach(eps float64) (e Estimate, inside bool) {
	if len(c.rows) == 0 || c.method == FixedSamples {
		return Estimate{Value: math.NaN()}, false
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
		return crossing(logs(x), logs(y), level)
	}
	e.Count = len(c.rows)
	if e.Value, inside = at(-1); len(c.rows) < 2 {
		return e, inside
	}
	without := make([]float64, len(c.rows))
	for i := range without {
		without[i], _ = at(i)
	}
	e.SE = jackknife(without)
	return e, inside
}

// price returns the squared whitened error over that of maximum likelihood on the same samples, at the largest mark.
func (c *curve) price() Estimate {
	var x, y []float64
	for _, rows := range c.rows {
		last := rows[len(rows)-1]
		x, y = append(x, last.Error), append(y, last.FloorError)
	}
	if len(x) == 0 || c.method == FixedSamples {
		return Estimate{Value: math.NaN()}
	}
	return ratio(x, y)
}

// predictedPrice is 1 + B/B_f times what the features lose: nothing for one-to-one activations. For ReLU on a
// target of uncorrelated coordinates in two dimensions the asymptotic values of tr(G'M⁻¹G)⁻¹, computed from the
// moments of the features (derived here), are 14.4 for the quadratic design, 31.5 for the truncated one and
// 11.1 for the facewise, where 6 is d(d+1). ok is false where nothing is predicted.
func (c *curve) predictedPrice() (price float64, ok bool) {
	cfg := &c.cfg
	if cfg.Average == "off" || cfg.Schedule != "decay" || c.method != Descent {
		return 0, false
	}
	noise := 1 + 1/float64(cfg.Fakes)
	switch cfg.Phi {
	case "hardtanh", "pl":
		return 0, false
	case "relu":
		share, known := map[string]float64{"quadratic": 14.4 / 6, "truncated": 31.5 / 6, "facewise": 11.1 / 6}[cfg.Disc]
		return share * noise, known && cfg.D == 2 && cfg.Kappa == 1 && cfg.Target != "correlated" && cfg.Target != "anticorrelated" && cfg.Target != "lei" && len(cfg.WStar) == 0
	}
	return noise, true
}

// floorReach is log N(ε) of maximum likelihood: N = (C_d/ε)², from metric.FloorTV.
func (c *curve) floorReach(eps float64) float64 {
	const many = 1e12
	return 2 * (kernel.Log(metric.FloorTV(c.cfg.D, many)) + float64(kernel.Log(many)/2) - kernel.Log(eps))
}

// settingOf returns a key and a label of all a path's values but those of d and the seed; only axes with several values
// are named.
func (g *Grid) settingOf(path int) (key, label string) {
	for i := range g.axes {
		a := &g.axes[i]
		if a.name == dimension || a.name == seedName || len(a.values) == 1 {
			continue
		}
		k := g.digitAt(path, i)
		key += "&" + a.name + "=" + a.values[k]
		if label != "" {
			label += ", "
		}
		if p, ok := config.ByName(a.name); ok && len(p.Options) == 0 {
			label += symbolOf(p) + " = " + a.values[k]
		} else {
			label += a.labels[k]
		}
	}
	return key, label
}

func symbolOf(p *config.Param) string {
	if p.Symbol != "" && p.Name != "fakes" {
		return p.Symbol
	}
	return p.Name
}

func (g *Grid) valueAt(path int, name string) string {
	for i := range g.axes {
		if g.axes[i].name == name {
			return g.axes[i].values[g.digitAt(path, i)]
		}
	}
	return ""
}
