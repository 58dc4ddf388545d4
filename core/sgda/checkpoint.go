package sgda

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
)

// Checkpoint is a copy of everything that the future of a run depends on. It stays valid, and unchanged,
// whatever the run does later.
type Checkpoint struct {
	step, samples int64
	w, disc       []float64
	descent       []float64 // the generator's gradient, if the discriminator has moved and both answer the old parameters
	drawn         drawn
	latent        [4]uint64
	answered      bool
	failure       string
	contacts      int

	moment  []float64
	average average
	rule    memory
	anneal  *annealer
	seek    *gan.Progress
}

// Checkpoint copies where the run stands: about 8(5d² + p) bytes for p parameters of the discriminator.
func (t *Trainer) Checkpoint() *Checkpoint {
	c := &Checkpoint{step: t.step, samples: t.samples, w: clone(t.game.gen.W), disc: clone(t.game.disc),
		drawn: t.drawn(), latent: t.latent.State(), answered: t.answered, failure: t.failure, contacts: t.contacts,
		moment: clone(t.moment), average: t.average.copied(), rule: t.rule.memory(), anneal: t.anneal.clone()}
	if t.seek != nil {
		c.seek = t.seek.Progress()
	}
	if t.answered {
		c.descent = clone(t.gradW)
	}
	return c
}

// Restore puts the run back, or forward, to a checkpoint of a run of the same configuration: from there
// it goes on with the same bits. Value alone is not restored; it is right again after the next step.
func (t *Trainer) Restore(c *Checkpoint) {
	t.step, t.samples = c.step, c.samples
	copy(t.game.gen.W, c.w)
	copy(t.game.disc, c.disc)
	if c.answered {
		copy(t.gradW, c.descent)
	}
	t.setDrawn(c.drawn)
	t.latent.SetState(c.latent)
	if t.seek != nil {
		t.seek.Resume(c.seek)
	}
	t.answered, t.failure, t.contacts = c.answered, c.failure, c.contacts
	copy(t.moment, c.moment)
	t.average = c.average.copied()
	t.rule.recall(c.rule)
	t.anneal = c.anneal.clone()
}

// Steps returns the iterations taken at the checkpoint.
func (c *Checkpoint) Steps() int64 { return c.step }

// Bytes returns about how much memory the checkpoint takes that it does not share.
func (c *Checkpoint) Bytes() int {
	return 8*(len(c.w)+len(c.disc)+len(c.descent)+2*len(c.moment)+len(c.rule.v)+len(c.rule.w)+c.seek.Size()) + 512
}

// clone returns a copy. Sums of blocks that will not change any more are shared.
func (m *tailMean) clone() *tailMean {
	c := newTailMean(m.n, m.half)
	c.next, c.last = m.next, m.last
	c.blocks = append(c.blocks, m.blocks...)
	for k := range c.blocks {
		if m.half || k == len(c.blocks)-1 { // what is forgotten is written over
			c.blocks[k].sum = clone(c.blocks[k].sum)
		}
	}
	return c
}

func clone(a []float64) []float64 { return append([]float64(nil), a...) }

// Norms returns how far the last iterate is from the target in coordinates in which that is isotropic,
//
//	gap = ‖Σ_*^{−1/2} Σ Σ_*^{−1/2} − I‖_F = √Σ(λ_i − 1)²,  a = ‖Σ_*^{1/2} A Σ_*^{1/2}‖_F = √tr(AΣ_*AΣ_*),
//
// where lambda holds the eigenvalues λ_i of Σ_*⁻¹Σ. Derived here.
func (s *State) Norms(lambda []float64) (gap, a float64) {
	for _, l := range lambda {
		gap += float64((l - 1) * (l - 1))
	}
	d := len(lambda)
	m := make([]float64, d*d)
	kernel.Gemm(d, d, d, s.A, d, 1, s.SigmaStar, d, m, d)
	for i := range d {
		for j := range d {
			a += float64(m[i*d+j] * m[j*d+i])
		}
	}
	return math.Sqrt(gap), math.Sqrt(max(0, a))
}
