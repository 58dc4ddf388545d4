package baseline

import "saddle/core/gan"

// Source yields target samples before the activation.
type Source interface {
	// Draw sets x to the pre-activations of the next samples, rows of d numbers.
	Draw(x []float64)
}

// Race runs the baselines beside a training run, on the same samples.
type Race struct {
	phi       gan.Activation
	d         int
	source    Source
	samples   int64
	truncated *Truncated // nil: it does not run
	wgan      *WGAN      // nil: it does not run
	y         []float64  // block×d
}

// Block is the number of samples that a Race takes at a time. The WGAN takes one iteration on each.
const Block = 64

// NewRace returns a race on the samples of a source in dimension d, of the baselines asked for. Truncated takes
// part for ReLU alone.
func NewRace(phi gan.Activation, d int, seed uint64, source Source, truncated, wgan bool) *Race {
	r := &Race{phi: phi, d: d, source: source, y: make([]float64, Block*d)}
	if truncated && phi.Name() == gan.ReLU {
		r.truncated = NewTruncated(d, seed)
	}
	if wgan {
		r.wgan = NewWGAN(phi, d, seed)
	}
	return r
}

// Samples returns the number of samples taken: a multiple of Block.
func (r *Race) Samples() int64 { return r.samples }

// Advance goes on to the samples that a run has used, as far as they fill blocks.
func (r *Race) Advance(samples int64) {
	for r.samples+Block <= samples {
		r.source.Draw(r.y)
		r.phi.Apply(r.y, r.y)
		if r.truncated != nil {
			r.truncated.Add(r.y)
		}
		if r.wgan != nil {
			r.wgan.Add(r.y)
			r.wgan.Step()
		}
		r.samples += Block
	}
}

// Truncated and WGAN set sigma to the estimates, d×d. They are false where there is none: where the baseline does
// not run, or has too few samples yet.
func (r *Race) Truncated(sigma []float64) bool {
	return r.truncated != nil && r.truncated.Covariance(sigma)
}

// WGAN sets sigma to the estimate of the Wasserstein GAN, as Truncated does to its own.
func (r *Race) WGAN(sigma []float64) bool { return r.wgan != nil && r.wgan.Covariance(sigma) }
