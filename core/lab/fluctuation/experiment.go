package fluctuation

import (
	"strconv"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/lab"
	"saddle/core/predict"
)

// Parameters that mean something of their own in a grid.
const (
	stepsName   = "steps"
	processName = "process"
	chainsName  = "chains"
	etaName     = "eta"
	timeName    = "time"
)

// process is what moves.
type process string

// The processes by their names in a query.
const (
	game      process = "game"      // stochastic gradient descent-ascent as the rest of the query says
	chains    process = "chains"    // the same in one dimension, many chains at once
	diffusion process = "diffusion" // the stochastic differential equation, many paths at once
	modified  process = "modified"  // the same with the modified drift
)

func fixed(text string) func(*config.Config) string {
	return func(*config.Config) string { return text }
}

// Experiment is the laboratory of fluctuations.
var Experiment = &lab.Experiment{
	Name: "fluctuation", Title: "How hot is a GAN?",
	Own: []config.Param{
		{Name: stepsName, Label: "Steps", Unit: "steps", Kind: config.Int, Min: 1, Max: 1e7, Default: fixed("1000"),
			Help: "The iterations after which a run is measured."},
		{Name: processName, Label: "Process", Kind: config.Choice, Default: fixed(string(game)),
			Options: []config.Option{{Value: string(game), Label: "the game"}, {Value: string(chains), Label: "the game, many chains"},
				{Value: string(diffusion), Label: "diffusion"}, {Value: string(modified), Label: "modified diffusion"}},
			Help: "What moves. The game: the run of the other settings. Many chains: in one dimension, of which the means alone are kept. Diffusion: the stochastic differential equation of the same drift and noise. Modified: with the drift that makes it right to second order in the step."},
		{Name: chainsName, Label: "Chains", Kind: config.Int, Min: 1, Max: 1e6, Default: fixed("2000"),
			Help: "How many chains or paths of a diffusion one run averages over."},
		{Name: etaName, Label: "Both steps", Symbol: "η", Kind: config.Float, Min: 0, Max: 10, Default: fixed("0"),
			Help: "The step size of both players; 0 takes η_D and η_G."},
		{Name: timeName, Label: "Time", Symbol: "T", Kind: config.Float, Min: 0, Max: 1e6, Default: fixed("2"),
			Help: "The time T = η times the steps at which chains and diffusions are compared."},
	},
	// Raw coordinates and a round target, in which the game is known in closed form.
	Defaults: "target=isotropic&phi=identity&d=1&init=target&whiten=off&rule=simultaneous&fakes=1&schedule=constant",
	Single:   []string{timeName},
	Along:    stepsName, Marks: "100,200,400,800",
	Columns: []lab.Column{
		{Name: "samples", Whole: true, Doc: "target samples used, whitening included; of many chains, of each"},
		{Name: "w", Doc: "the generator's first coordinate in which Σ_* = I: W/W_* − 1 in one dimension, S_12√2 in more; of many chains the mean of W"},
		{Name: "v", Doc: "the discriminator's: A in one dimension, A_12√2 in more; of many chains the mean of A"},
		{Name: "tv", Doc: "total variation of the last iterate from the target; 0 for many chains"},
		{Name: "distance", Doc: "Mahalanobis: the square of the distance from the predicted mean in units of the predicted covariance at this step, 0 where unknown"},
		{Name: "s", Doc: "‖S‖²_F, S = (Σ − Σ_*)/2 where Σ_* = I, a mean over the steps since the start is forgotten, 0 before; over all where theory says of no rest, 0 where the steps fall; of many chains the variance of W"},
		{Name: "a", Doc: "‖A‖²_F where Σ_* = I, the same mean; of many chains the variance of A"},
		{Name: "restG", Doc: "dissipation over fluctuation of the generator since the start is forgotten, 0 before"},
		{Name: "restD", Doc: "the same of the discriminator"},
		{Name: "exchange", Doc: "what the generator takes from the value over what the discriminator adds, to second order, since the start is forgotten; 0 before and where φ is not one-to-one"},
	},
	Presets: presets, Published: published,
	Check:   unfit,
	Cost:    cost,
	Start:   start,
	Predict: func(c *lab.Cell) []predict.Prediction { return predict.Of(configOf(c)) },
	Report:  report,
}

// configOf is the configuration of a path, both steps set.
func configOf(c *lab.Cell) config.Config {
	cfg := c.Config
	if cfg.Unlike() {
		cfg, _ = cfg.With("star", "")
	}
	if eta := c.Number(etaName); eta > 0 {
		cfg.EtaD, cfg.EtaG = eta, eta
	}
	return cfg
}

// asked is the process that a path asks for.
func asked(c *lab.Cell) process { return process(c.Own(processName)) }

// unfit says what many chains cannot do.
func unfit(c *lab.Cell) (problems []config.Problem) {
	if star := c.Config.Star; c.Config.Unlike() {
		problems = append(problems, config.Problem{Name: "star", Given: star, Range: "same in this laboratory", Used: config.SameActivation,
			Message: "star=" + star + " does not matter here: players come to rest where the generator can say what the target says."})
	}
	cfg := configOf(c)
	p := asked(c)
	if p == game || cfg.D == 1 && cfg.Activation().Bijective() && cfg.Loss == gan.Minimax &&
		cfg.Rule == gan.Simultaneous && cfg.Inner == 1 && !cfg.Whitens() && cfg.Schedule == config.ConstantSteps {
		return problems
	}
	const rng = "d=1, a φ that is one-to-one, loss=minimax, rule=simultaneous, inner=1, whiten=off, schedule=constant"
	return append(problems, config.Problem{Name: processName, Given: string(p), Range: rng, Used: string(game),
		Message: processName + "=" + string(p) + " takes " + rng + "; using " + string(game) + "."})
}

// processOf is what moves, the game where the other settings ask for more than many chains can do.
func processOf(c *lab.Cell) process {
	for _, p := range unfit(c) {
		if p.Name == processName {
			return game
		}
	}
	return asked(c)
}

// cost is that of a step, by what was timed: of the game 3000 and 50 for every sample that is seen; of many chains 50 for
// every sample, of diffusions 8 substeps of 3000 or 6000.
func cost(c *lab.Cell) float64 {
	cfg, steps := &c.Config, float64(c.Last())
	seen := float64(cfg.Batch * (1 + cfg.Fakes) * cfg.Inner)
	switch processOf(c) {
	case chains:
		return steps * c.Number(chainsName) * (1500 + float64(50*seen))
	case diffusion:
		return steps * c.Number(chainsName) * substeps * 3000
	case modified:
		return steps * c.Number(chainsName) * substeps * 6000
	}
	d := float64(cfg.D)
	return steps * (4000 + float64(seen*(30*d+float64(d*d))))
}

func start(c *lab.Cell) lab.Runner {
	cfg := configOf(c)
	if p := processOf(c); p != game {
		return newEnsemble(p, &cfg, int(c.Number(chainsName)))
	}
	return newRun(&cfg)
}

// etaOf names the step of a path of many chains.
func etaOf(c *lab.Cell) string { return strconv.FormatFloat(configOf(c).EtaG, 'g', 4, 64) }
