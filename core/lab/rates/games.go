package rates

import (
	"math"
	"strconv"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/lab"
	"saddle/core/linear"
	"saddle/core/metric"
	"saddle/core/plateau"
	"saddle/core/predict"
	"saddle/core/sgda"
	"saddle/core/theory"
)

// round is one run of the game of figures: the JS of its law over the samples that it has used.
type round struct {
	run      *sgda.Trainer
	judge    *metric.Judge
	oneToOne bool // of a generator that can come to its target
}

// judgeOf returns the judge of a configuration for the target W_*.
func judgeOf(cfg *config.Config, star []float64) *metric.Judge {
	phi := cfg.Activation()
	target := metric.Law{Phi: cfg.TargetActivation(), Factor: star}
	return metric.NewJudgeOf(target, phi, cfg.D, uint64(cfg.Seed))
}

func newRound(c *lab.Cell) *round {
	run := sgda.New(c.Config)
	phi := c.Config.Activation()
	return &round{run, judgeOf(&c.Config, run.State().WStar), phi.Bijective() && !c.Config.Unlike()}
}

// Advance is that of lab.Runner.
func (r *round) Advance(n int64) bool {
	if r.run.Samples() >= n || r.run.Failure() != "" {
		return true
	}
	r.run.Step()
	return false
}

// Measure is that of lab.Runner.
func (r *round) Measure() ([]float64, bool) {
	s := r.run.State()
	d := r.judge.Of(s.Factor)
	m := measured{js: d.JS, used: float64(r.run.Samples()), se: d.JSError}
	if r.oneToOne && s.SampleFactor != nil { // moments match, and they say all: the law of the samples' own covariance
		m.exact = r.judge.Of(s.SampleFactor).JS
	}
	return m.values(), r.run.Failure() != ""
}

// roundCost is the work of a run, by what was timed: 100 for a sample that is seen and a dimension, and 6 for each product of two.
func roundCost(c *lab.Cell) float64 {
	cfg := &c.Config
	d, n := float64(cfg.D), float64(c.Last())
	work := n * float64(1+cfg.Fakes) * (100*d + float64(6*float64(d*d)))
	if cfg.Unlike() && cfg.D <= 2 {
		work += 1.5e8 * float64(len(c.Grid.Marks())) // quadrature of the plane
	}
	return work
}

// The names of the predictions of a game.
const (
	longName    = "njs"       // n·JS in the long run, where the generator can come to the target
	soonName    = "njsEnd"    // at the last n
	matchedName = "jsMatched" // where it cannot: JS where moments match
	leastName   = "jsMin"     // and the least of all
)

// foretellGame is what is predicted of a run of the game.
func foretellGame(c *lab.Cell) []predict.Prediction {
	const source = "derived here, packages theory and plateau"
	p := expectedOf(&c.Config, []int64{c.Last()}, true)
	told := func(name string, value float64, formula string) predict.Prediction {
		out := predict.Prediction{Name: name, Formula: formula, Source: source, Valid: !math.IsNaN(value)}
		if out.Valid {
			out.Value = value
		}
		return out
	}
	return []predict.Prediction{
		told(longName, p.njs, "n JS in the long run where φ is one-to-one: d(d + 1)/16 times 1 + B/B_f under an average of steps that fall, and times what the last iterate costs without one"),
		told(soonName, p.soonAt(0), "the same at the last n, with what the steps’ size and the run’s memory add by then, where φ is one-to-one and all of a run is averaged that begins at what its whitening samples suggest"),
		told(matchedName, p.matched, "JS of the law with the moments that the quadratic discriminator sees, where the target has an activation of its own"),
		told(leastName, p.least, "the least JS over W there, for d ≤ 2"),
	}
}

// expected are the predictions of one run, NaN where nothing is known.
type expected struct {
	njs, matched, least float64
	soon                []float64 // n·JS at each mark; nil where it is not known
}

// soonAt is soon at a mark.
func (e *expected) soonAt(mark int) float64 {
	if e.soon == nil {
		return math.NaN()
	}
	return e.soon[mark]
}

// expectedOf finds them; the least only if it is asked for, which takes a second.
func expectedOf(cfg *config.Config, marks []int64, least bool) expected {
	e := expected{njs: math.NaN(), matched: math.NaN(), least: math.NaN()}
	star := sgda.TargetMatrix(cfg)
	phi := cfg.Activation()
	if !cfg.Unlike() {
		if long := predict.LongRunOf(cfg, linear.Gram(star, cfg.D)); long.Known && phi.Bijective() {
			e.njs = long.Price.Before / 16 * long.Noise
		}
		if js, ok := predict.AveragedJS(cfg, marks); ok {
			for i, n := range marks {
				e.soon = append(e.soon, js[i]*float64(n))
			}
		}
		return e
	}
	const most = 4
	if cfg.Jumps() || cfg.D > most {
		return e
	}
	judge := judgeOf(cfg, star)
	w, ok := plateau.Matched(judge.Target(), phi, cfg.D)
	if !ok {
		return e
	}
	e.matched = judge.Distances(w).JS
	if least && cfg.D <= 2 {
		if _, js, found := plateau.Least(judge.Target(), phi, cfg.D, w); found {
			e.least = js
		}
	}
	return e
}

// series are the runs of one setting.
type series struct {
	label    string
	d        int
	unlike   bool
	rows     [][]measured // by seed and mark, NaN for a run that has diverged; only whole ones
	runs     int
	expected expected // a mean over the seeds
	paths    []int
	floor    *theory.ExpectedFloor // of the samples
}

// seriesOf sorts the games of a table by setting.
func seriesOf(t *lab.Table) (list []*series) {
	g := t.Grid()
	byKey := map[string]*series{}
	for path := range g.Paths() {
		cell := g.Cell(path)
		if pictureOf(cell).dimension > 0 {
			continue
		}
		key, label := g.Setting(path, "")
		x := byKey[key]
		if x == nil {
			d := cell.Config.D
			floor := theory.NewExpectedFloor(gan.Activation{}, linear.Identity(d), d)
			x = &series{label: label, d: d, unlike: cell.Config.Unlike(), floor: floor}
			byKey[key], list = x, append(list, x)
		}
		x.paths = append(x.paths, path)
		if _, begun := t.Row(path, 0); begun {
			x.runs++
		}
		if !t.PathDone(path) {
			continue
		}
		var rows []measured
		for mark := range g.Marks() {
			row, _ := t.Row(path, mark)
			m := read(row)
			if row.Diverged {
				m.js = math.NaN()
			}
			rows = append(rows, m)
		}
		x.rows = append(x.rows, rows)
	}
	for _, x := range list {
		x.foresee(t)
	}
	return list
}

// foresee finds the mean of what is predicted of the runs; the least is looked for where all have one target. What is predicted at each mark
// hangs on no target.
func (x *series) foresee(t *lab.Table) {
	g, paths := t.Grid(), x.paths
	cfg := g.Cell(paths[0]).Config
	if one := len(paths) == 1 || len(cfg.WStar) > 0 || cfg.Target == config.IsotropicTarget || !x.unlike; one {
		paths = paths[:1]
	}
	for i, path := range paths {
		e := t.Once("rates/expected/"+strconv.Itoa(path), func() any {
			c := g.Cell(path).Config
			return expectedOf(&c, g.Marks(), len(paths) == 1)
		}).(expected)
		if i == 0 {
			x.expected.soon = e.soon
		}
		n := float64(len(paths))
		x.expected.njs += e.njs / n
		x.expected.matched += e.matched / n
		x.expected.least += e.least / n
	}
}
