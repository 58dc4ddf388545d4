package workers

import (
	"math"

	"saddle/core/config"
	"saddle/core/distributed"
	"saddle/core/gan"
	"saddle/core/lab"
	"saddle/core/sgda"
	"saddle/core/theory"
)

// The experiment's own parameters, and those of a figure that mean something of their own here.
const (
	roundsName  = "rounds"
	methodName  = "method"
	workersName = "m"
	periodName  = "tau"
	muName      = "mu"
	levelsName  = "levels"
	paceName    = "pace"
	threadsName = "threads"
	epsName     = "eps"
	batchName   = "batch"
)

// The values of threadsName.
const (
	oneThread  = "one"
	eachThread = "each"
)

func fixed(text string) func(*config.Config) string {
	return func(*config.Config) string { return text }
}

// Experiment is the laboratory of workers.
var Experiment = &lab.Experiment{
	Name: "workers", Title: "How little must machines tell each other?",
	Own: []config.Param{
		{Name: roundsName, Label: "Rounds", Unit: "rounds", Kind: config.Int, Min: 1, Max: 1e7, Log: true, Default: fixed("1000"),
			Help: "The rounds after which a run is measured: everyone moves once in each."},
		{Name: methodName, Label: "Method", Kind: config.Choice, Default: fixed(string(distributed.HybridMethod)),
			Options: []config.Option{{Value: string(distributed.HybridMethod), Label: "hybrid"}, {Value: string(distributed.FullMethod), Label: "full gradient"}, {Value: string(distributed.AverageMethod), Label: "model averaging"},
				{Value: string(distributed.ZerothMethod), Label: "zeroth order"}, {Value: string(distributed.QSGDMethod), Label: "quantised gradient"}},
			Help: "What a worker sends. Hybrid: its gradient in every τ-th round, in the others one number, the derivative along a direction that everyone knows. Full gradient: that, in every round. Model averaging: its players in every τ-th round, after steps of its own. Zeroth order: the one number in every round. Quantised gradient: the gradient in s levels, in every round."},
		{Name: workersName, Label: "Workers", Symbol: "m", Kind: config.Int, Min: 1, Max: 64, Log: true, Default: fixed("8"),
			Help: "How many workers share a run. Each has minibatches of its own, of B samples."},
		{Name: periodName, Label: "Period", Symbol: "τ", Unit: "rounds", Kind: config.Int, Min: 1, Max: 1000, Log: true, Default: fixed("4"),
			Help: "Every so many rounds a worker sends its gradient, or with model averaging its players."},
		{Name: muName, Label: "Smoothing", Symbol: "μ", Kind: config.Float, Min: 1e-8, Max: 1, Log: true, Default: fixed("0.0001"),
			Help: "How far apart along the direction the two values are of which a derivative is made."},
		{Name: levelsName, Label: "Levels", Symbol: "s", Kind: config.Int, Min: 1, Max: 32767, Log: true, Default: fixed("4"),
			Help: "Into so many levels a quantised gradient puts the size of an entry."},
		{Name: paceName, Label: "Pace", Kind: config.Float, Min: 1e-4, Max: 100, Log: true, Default: fixed("1"),
			Help: "Times the step sizes of both players: to give each method its best one."},
		{Name: threadsName, Label: "Threads", Kind: config.Choice, Default: fixed(oneThread),
			Options: []config.Option{{Value: oneThread, Label: "one thread"}, {Value: eachThread, Label: "a thread for each worker"}},
			Help:    "One thread plays all workers, or each has a thread of its own and exchanges nothing but its messages with the server. The numbers are the same, bit for bit."},
	},
	// A round target in raw coordinates, in which the game is known in closed form.
	Defaults: "target=isotropic&phi=identity&whiten=off&rule=simultaneous&fakes=1&schedule=constant&eps=0.05",
	Single:   []string{epsName},
	Along:    roundsName, Marks: "100,200,400,800",
	Columns: []lab.Column{
		{Name: "up", Doc: "floats that a worker has sent, 8 bytes each"},
		{Name: "down", Doc: "floats that it has been sent"},
		{Name: "evaluations", Whole: true, Doc: "values of V that a worker has computed, each over its minibatch"},
		{Name: "gradients", Whole: true, Doc: "gradients that it has computed, over the same"},
		{Name: "tv", Doc: "total variation of the server's law from the target"},
		{Name: "error", Doc: "‖Σ_*^{−1/2} Σ Σ_*^{−1/2} − I‖²_F of its last Σ"},
		{Name: "rest", Doc: "the mean of that over the rounds since the start is forgotten, 0 before and where theory says of no rest"},
		{Name: "law", Width: 3, Doc: "Σ_11, Σ_12 and Σ_22; in one dimension Σ_11, 0, 0"},
	},
	Presets: presets, Published: published,
	Check:   unfit,
	Cost:    cost,
	Start:   func(c *lab.Cell) lab.Runner { return newRun(c) },
	Hands:   hands,
	Hand:    newHand,
	Predict: predictions,
	Report:  report,
}

// planOf is what a path's workers know, with settings that they can take.
func planOf(c *lab.Cell) *distributed.Plan {
	cfg, _ := fitted(c)
	pace := c.Number(paceName)
	cfg.EtaD, cfg.EtaG = float64(cfg.EtaD*pace), float64(cfg.EtaG*pace)
	return &distributed.Plan{Config: cfg, Method: distributed.Name(c.Own(methodName)), Workers: int(c.Number(workersName)), Period: int(c.Number(periodName)),
		Mu: c.Number(muName), Levels: int(c.Number(levelsName))}
}

// fitted is the configuration of a path with what workers need in place of what they cannot take, and whether that changes it.
func fitted(c *lab.Cell) (cfg config.Config, changed bool) {
	cfg = c.Config
	if cfg.Unlike() {
		cfg, _ = cfg.With("star", "")
		changed = true
	}
	instead(&changed, &cfg.Rule, cfg.Rule == gan.Simultaneous, gan.Simultaneous)
	instead(&changed, &cfg.Whiten, !cfg.Whitens(), "off")
	instead(&changed, &cfg.Loss, cfg.Loss == gan.Minimax || cfg.Loss == gan.Wasserstein, gan.Minimax)
	instead(&changed, &cfg.Disc, cfg.Disc == gan.QuadraticDesign, gan.QuadraticDesign)
	instead(&changed, &cfg.Grad, cfg.Grad != gan.Score, gan.Pathwise)
	instead(&changed, &cfg.Schedule, cfg.Schedule != config.Annealed, config.ConstantSteps)
	instead(&changed, &cfg.Average, !cfg.Averages(), config.LastIterate)
	if cfg.Inner > 1 {
		cfg.Inner, changed = 1, true
	}
	return cfg, changed
}

// instead puts another value in the place of one that does not fit.
func instead[T any](changed *bool, place *T, fits bool, with T) {
	if !fits {
		*place, *changed = with, true
	}
}

// unfit says what workers cannot take.
func unfit(c *lab.Cell) []config.Problem {
	if _, changed := fitted(c); !changed {
		return nil
	}
	const rng = "star=" + config.SameActivation + ", rule=simultaneous, inner=1, whiten=off, disc=quadratic, loss=minimax or wasserstein, no grad=score, no schedule=fdr, average=off"
	return []config.Problem{{Name: methodName, Given: c.Own(methodName), Range: rng, Used: rng,
		Message: "Workers take " + rng + "; using these."}}
}

// cost is that of the rounds, by what was timed: for each worker 2000 and 50 to 80 for every sample that is seen, d² more of
// them in many dimensions, and 20 for every entry of a direction.
func cost(c *lab.Cell) float64 {
	p := planOf(c)
	cfg, m := &p.Config, float64(p.Workers)
	d, seen := float64(cfg.D), float64(cfg.Batch*(1+cfg.Fakes))
	return float64(c.Last()) * m * (2000 + float64(20*float64(sgda.Freedom(cfg.D))) + float64(seen*(60+float64(20*d)+float64(d*d))))
}

// perRound is what a worker sends, hears and computes in a round on average.
type perRound struct{ up, down, evaluations, gradients float64 }

func perRoundOf(p *distributed.Plan) (r perRound) {
	cycle := p.Cycle()
	share := 1 / float64(cycle)
	for round := range cycle {
		up, down := p.Sizes(round)
		e, g := p.Work(round)
		r.up += float64(float64(up) * share / 8)
		r.down += float64(float64(down) * share / 8)
		r.evaluations += float64(float64(e) * share)
		r.gradients += float64(float64(g) * share)
	}
	return r
}

// crewOf is how theory sees a path's workers; it is false where it does not.
func crewOf(p *distributed.Plan) (c theory.Crew, ok bool) {
	c = theory.Crew{Workers: p.Workers, Period: 1, Freedom: sgda.Freedom(p.Config.D)}
	switch p.Method {
	case distributed.HybridMethod:
		c.Period = p.Period
	case distributed.ZerothMethod:
		c.Period = 0
	case distributed.QSGDMethod:
		return c, false
	}
	return c, true
}

// plateau is the total variation at which constant steps stop: that of the covariance of so many samples as are as far off as
// is predicted, E‖Σ − I‖² = d(d+1)/n, that is C_d/√n.
func plateau(d int, squared float64) float64 {
	return theory.Constant(d) * math.Sqrt(squared/float64(d*(d+1)))
}
