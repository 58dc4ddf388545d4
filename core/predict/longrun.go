package predict

import (
	"math"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/theory"
)

// LongRun is what theory says of the law that a run shows, once its start is forgotten.
type LongRun struct {
	Falls bool         // its total variation falls as N^−1/2
	Known bool         // Price is known; it implies Falls
	Price theory.Price // with as many generated samples as one likes
	Noise float64      // 1 + B/B_f: by so much more in squared error, and in samples
}

// LongRunOf returns that of the run of cfg on the target of covariance sigmaStar (d×d) before φ. It falls as N^−1/2 under an
// average of steps that fall more slowly than 1/t, and as the last iterate in two time scales where its price is known; both
// for a target with the generator's activation, for the gradients that see what crosses the borders at which a discriminator jumps, for fresh target samples, and not for
// the rule that climbs to the top on every minibatch. The price of an average is known where it is of the whole settled
// run.
func LongRunOf(cfg *config.Config, sigmaStar []float64) LongRun {
	phi := cfg.Activation()
	l := LongRun{Noise: theory.Noise(float64(cfg.Fakes))}
	jumps := cfg.Jumps()
	if cfg.Rule == gan.Exact || jumps && cfg.GeneratorGradient() == gan.Pathwise || cfg.Target == config.OwnSamples || cfg.Unlike() {
		return l
	}
	falls := func(gamma float64) bool { return gamma > 0.5 && gamma < 1 }
	known := !(jumps && cfg.Loss == gan.Wasserstein) // whose penalty weighs the features otherwise
	switch {
	case !falls(cfg.GammaD):
	case cfg.Schedule == config.Decay && cfg.Averages() && falls(cfg.GammaG):
		l.Falls = true
		if cfg.Average != config.SecondHalf && known {
			l.Price, l.Known = theory.PriceOf(cfg.Disc, phi, sigmaStar, cfg.D)
		}
	case cfg.Schedule == config.TwoTimeScales && !cfg.Averages() && cfg.GammaG == 1 && cfg.Whitens() && known:
		gain := cfg.EtaG * cfg.TauG
		if cfg.Loss == gan.LeastSquares {
			gain /= 4
		}
		l.Price, l.Known = theory.PriceOfLast(cfg.Disc, phi, sigmaStar, cfg.D, gain)
		l.Falls = l.Known
	}
	return l
}

// TV returns the total variation after n samples, where Known.
func (l LongRun) TV(n float64) float64 { return l.Price.Constant * math.Sqrt(l.Noise/n) }

// Times returns the samples for a total variation, in multiples of those of the best method without a fold, where Known.
func (l LongRun) Times() float64 { return l.Noise * l.Price.After }

// Reach returns the samples after which the total variation is eps on average, where Known.
func (l LongRun) Reach(eps float64) float64 { return l.Price.Samples(eps, l.Noise) }
