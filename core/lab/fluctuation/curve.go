package fluctuation

import (
	"math"

	"saddle/core/config"
	"saddle/core/kernel"
	"saddle/core/lab"
	"saddle/core/predict"
	"saddle/core/sgda"
	"saddle/core/stat"
	"saddle/core/theory"
)

// curve is one setting: its runs over the seeds.
type curve struct {
	key     string
	label   string
	cfg     config.Config
	process process
	eta     string // the step of many chains
	law     *law
	first   []float64 // the coordinates of the first run at its start
	marks   []int64
	lab.Seeds[measured]
}

// curvesOf sorts the table's rows by setting.
func curvesOf(t *lab.Table) []*curve {
	g := t.Grid()
	return lab.BySetting(g, func(path int, key, label string) *curve {
		cell := g.Cell(path)
		return &curve{key: key, label: label, cfg: configOf(cell), process: processOf(cell), eta: etaOf(cell), marks: g.Marks()}
	}, func(c *curve, path int) {
		c.Take(t, path, read)
		if c.law == nil && c.process == game && c.Runs > c.Diverged {
			f := t.Once(c.key, func() any { return foretell(&c.cfg) }).(*foretold)
			c.law, c.first = f.law, f.first
		}
	})
}

// foretold is what is known of a setting beforehand. A target that is drawn from the seed has the same singular values for
// every seed, and theory knows no more of it.
type foretold struct {
	law   *law
	first []float64
}

func foretell(cfg *config.Config) *foretold {
	t := sgda.New(*cfg)
	s := t.State()
	v := newView(s.WStar, cfg.D)
	v.see(&s)
	l, known := lawOf(cfg, t), predict.NewGame(cfg, t)
	l.Fluctuation, l.rests = known.Fluctuation()
	l.rests = l.rests && l.S > 0
	l.edge = known.Edge()
	return &foretold{l, v.now}
}

// last is the largest mark.
func (c *curve) last() int { return len(c.marks) - 1 }

// means says whether the rows of the last mark hold means over a stretch at rest that is as long as the start took to be forgotten.
func (c *curve) means() bool {
	return c.process == game && c.law != nil && c.law.rests && c.law.slow > 0 && c.marks[c.last()] >= 2*forgotten*c.law.slow
}

// heats returns the temperatures 2B Var/η of both players as measured, by how their mean squares compare with what is
// predicted, and as predicted.
func (c *curve) heats() (measuredG, measuredD stat.Estimate, predictedG, predictedD float64, ok bool) {
	none := stat.Estimate{Value: math.NaN()}
	if !c.means() {
		return none, none, 0, 0, false
	}
	s := stat.Mean(c.At(c.last(), func(m *measured) float64 { return m.s }))
	a := stat.Mean(c.At(c.last(), func(m *measured) float64 { return m.a }))
	return scaled(s, c.law.HeatG/c.law.S), scaled(a, c.law.HeatD/c.law.Round), c.law.HeatG, c.law.HeatD, s.Count > 0
}

func scaled(e stat.Estimate, by float64) stat.Estimate {
	e.Value, e.SE = float64(e.Value*by), float64(e.SE*by)
	return e
}

// fewest is how many runs tell something of a law.
const fewest = 20

// distances returns the squares of the Mahalanobis distances at a mark, where their law is predicted.
func (c *curve) distances(mark int) []float64 {
	if c.law == nil || !c.law.known || len(c.Rows) < fewest {
		return nil
	}
	list := c.At(mark, func(m *measured) float64 { return m.distance })
	for _, v := range list {
		if v == 0 { // the covariance is singular, as after one step
			return nil
		}
	}
	return list
}

// freedom is that of the χ² that the distances follow.
func (c *curve) freedom() int { return 2 * len(c.law.pairs) }

// inside is the share of a list up to a limit, with its binomial error.
func inside(list []float64, limit float64) stat.Estimate {
	n, k := float64(len(list)), 0.0
	for _, v := range list {
		if v <= limit {
			k++
		}
	}
	p := k / n
	return stat.Estimate{Value: p, SE: math.Sqrt(p * (1 - p) / n), Count: len(list)}
}

// within is P(χ²_k ≤ x) for even k: 1 − e^(−x/2) Σ_{j<k/2} (x/2)^j/j!.
func within(k int, x float64) float64 {
	sum, term := 0.0, 1.0
	for j := range k / 2 {
		if j > 0 {
			term *= x / 2 / float64(j)
		}
		sum += term
	}
	return 1 - float64(kernel.Exp(-x/2)*sum)
}

// errors are the weak errors of a process against the game of many chains, by step: |E w − E w of the game| at the time T.
type errors struct {
	process  process
	eta, err []float64
	se       []float64
	signed   []float64
}

// weak returns the errors of the diffusion and of the modified one, for the steps at which T is a whole number of them that has been measured.
func weak(g *lab.Grid, curves []*curve) (list []errors) {
	horizon := g.Number(timeName)
	means := func(process process, eta string) (stat.Estimate, bool) {
		for _, c := range curves {
			if c.process != process || c.eta != eta || c.process == game {
				continue
			}
			for mark, k := range c.marks {
				if math.Abs(float64(k)*c.cfg.EtaG-horizon) <= 1e-4*horizon {
					e := stat.Mean(c.At(mark, func(m *measured) float64 { return m.w }))
					return e, e.Count > 1
				}
			}
		}
		return stat.Estimate{}, false
	}
	for _, process := range []process{diffusion, modified} {
		e := errors{process: process}
		for _, c := range curves {
			truth, known := means(chains, c.eta)
			found, has := means(process, c.eta)
			if c.process != process || !known || !has {
				continue
			}
			e.eta = append(e.eta, c.cfg.EtaG)
			e.signed = append(e.signed, found.Value-truth.Value)
			e.err = append(e.err, math.Abs(found.Value-truth.Value))
			e.se = append(e.se, math.Sqrt(float64(found.SE*found.SE)+float64(truth.SE*truth.SE)))
		}
		if len(e.eta) > 0 {
			list = append(list, e)
		}
	}
	return list
}

// slope is that of log error on log η, of those that are twice their standard error; NaN for fewer than three.
func (e *errors) slope() stat.Estimate {
	var x, y, se []float64
	for i, v := range e.err {
		if v > 2*e.se[i] {
			x, y, se = append(x, kernel.Log(e.eta[i])), append(y, kernel.Log(v)), append(se, e.se[i]/v)
		}
	}
	if len(x) < 3 {
		return stat.Estimate{Value: math.NaN()}
	}
	// The line bends by more than such means scatter: all points weigh alike, and the error is the larger of what either leaves.
	_, b, spread, residual := stat.Line(x, y, nil)
	variance := residual / float64(len(x)-2)
	for i := range se {
		variance = max(variance, float64(se[i]*se[i]))
	}
	return stat.Estimate{Value: b, SE: math.Sqrt(variance / spread), Count: len(x)}
}

// plateau is the total variation at which constant steps stop: that of the covariance of n samples which is as far off
// as is predicted, E‖2S‖² = d(d+1)/n, that is C_d/√n.
func (c *curve) plateau() (float64, bool) {
	if c.law == nil || !c.law.rests || c.cfg.Schedule != config.ConstantSteps {
		return 0, false
	}
	d := float64(c.cfg.D)
	return theory.Constant(c.cfg.D) * math.Sqrt(4*c.law.S/(d*(d+1))), true
}
