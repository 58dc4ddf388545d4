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
)

// round is one run of the game of figures: the JS of its law over the samples that it has used.
type round struct {
	run   *sgda.Trainer
	judge *metric.Judge
}

// judgeOf returns the judge of a configuration for the target W_*.
func judgeOf(cfg *config.Config, star []float64) *metric.Judge {
	phi := cfg.Activation()
	target := metric.Law{Phi: cfg.TargetActivation(), Factor: star}
	return metric.NewJudgeOf(target, phi, cfg.D, uint64(cfg.Seed))
}

func newRound(c *lab.Cell) *round {
	run := sgda.New(c.Config)
	return &round{run, judgeOf(&c.Config, run.State().WStar)}
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
	d := r.judge.Of(r.run.State().Factor)
	return measured{js: d.JS, used: float64(r.run.Samples()), se: d.JSError}.values(), r.run.Failure() != ""
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
	longName    = "njs"       // n·JS, where the generator can come to the target
	matchedName = "jsMatched" // where it cannot: JS where moments match
	leastName   = "jsMin"     // and the least of all
)

// foretellGame is what is predicted of a run of the game.
func foretellGame(c *lab.Cell) []predict.Prediction {
	const source = "derived here, packages theory and plateau"
	p := expectedOf(&c.Config, true)
	told := func(name string, value float64, formula string) predict.Prediction {
		out := predict.Prediction{Name: name, Formula: formula, Source: source, Valid: !math.IsNaN(value)}
		if out.Valid {
			out.Value = value
		}
		return out
	}
	return []predict.Prediction{
		told(longName, p.njs, "n JS in the long run where φ is one-to-one: d(d + 1)/16 times 1 + B/B_f under an average of steps that fall, and times what the last iterate costs without one"),
		told(matchedName, p.matched, "JS of the law with the moments that the quadratic discriminator sees, where the target has an activation of its own"),
		told(leastName, p.least, "the least JS over W there, for d ≤ 2"),
	}
}

// expected are the predictions of one run, NaN where nothing is known.
type expected struct{ njs, matched, least float64 }

// expectedOf finds them; the least only if it is asked for, which takes a second.
func expectedOf(cfg *config.Config, least bool) expected {
	e := expected{math.NaN(), math.NaN(), math.NaN()}
	star := sgda.TargetMatrix(cfg)
	phi := cfg.Activation()
	if !cfg.Unlike() {
		if long := predict.LongRunOf(cfg, linear.Gram(star, cfg.D)); long.Known && phi.Bijective() {
			e.njs = long.Price.Before / 16 * long.Noise
		}
		return e
	}
	const most = 4
	if cfg.Disc != gan.QuadraticDesign || cfg.D > most {
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
}

// seriesOf sorts the games of a table by setting.
func seriesOf(t *lab.Table) (list []*series) {
	g := t.Grid()
	byKey := map[string]*series{}
	for path := range g.Paths() {
		cell := g.Cell(path)
		if cell.Own(pictureName) != gamePicture {
			continue
		}
		key, label := g.Setting(path, "")
		x := byKey[key]
		if x == nil {
			x = &series{label: label, d: cell.Config.D, unlike: cell.Config.Unlike()}
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

// foresee finds the mean of what is predicted of the runs; the least is looked for where all have one target.
func (x *series) foresee(t *lab.Table) {
	g, paths := t.Grid(), x.paths
	cfg := g.Cell(paths[0]).Config
	if one := len(paths) == 1 || len(cfg.WStar) > 0 || cfg.Target == "isotropic" || !x.unlike; one {
		paths = paths[:1]
	}
	for _, path := range paths {
		e := t.Once("rates/expected/"+strconv.Itoa(path), func() any {
			c := g.Cell(path).Config
			return expectedOf(&c, len(paths) == 1)
		}).(expected)
		n := float64(len(paths))
		x.expected = expected{x.expected.njs + e.njs/n, x.expected.matched + e.matched/n, x.expected.least + e.least/n}
	}
}
