package predict

import (
	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/sgda"
	"saddle/core/theory"
)

// AveragedJS returns the mean Jensen-Shannon divergence, in nats, of the run of cfg after samples of these numbers, which ascend, to the
// next order beyond that of the long run: see [theory.Model.Averages]. ok is false unless all of a run is averaged that has the quadratic
// game and the minimax loss, that begins where its whitening samples suggest, and whose φ is one-to-one and that of its target.
func AveragedJS(cfg *config.Config, samples []int64) (js []float64, ok bool) {
	phi := cfg.Activation()
	far := cfg.Init != config.RoundStart || !cfg.Whitens() || len(cfg.W0) > 0
	other := cfg.Unlike() || !phi.Bijective() || cfg.Target == config.OwnSamples || cfg.Loss != gan.Minimax
	steps := cfg.Average == config.WholeRun && cfg.Schedule == config.Decay && cfg.Inner == 1 && cfg.Rule != gan.Exact
	if far || other || !steps {
		return nil, false
	}
	ones := make([]float64, cfg.D)
	for i := range ones {
		ones[i] = 1
	}
	game, ok := theory.Quadratic(ones)
	if !ok {
		return nil, false
	}
	marks := make([]int64, len(samples))
	for i, n := range samples {
		b := int64(cfg.Batch)
		marks[i] = max(1, (n-int64(cfg.N0)+b-1)/b)
		if i > 0 && marks[i] < marks[i-1] {
			return nil, false
		}
	}
	d := sgda.Schedule{Eta: cfg.EtaD, Tau: cfg.TauD, Gamma: cfg.GammaD}
	g := sgda.Schedule{Eta: cfg.EtaG, Tau: cfg.TauG, Gamma: cfg.GammaG}
	all, ok := game.Averages(func(t int64) theory.Steps {
		s := theory.StepsOf(cfg)
		s.EtaD, s.EtaG = d.At(float64(t)), g.At(float64(t))
		return s
	}, float64(cfg.N0), marks)
	for _, a := range all {
		js = append(js, a.JS(cfg.D))
	}
	return js, ok
}
