package sgda

import (
	"slices"
	"strconv"

	"saddle/core/gan"
	"saddle/core/linear"
	"saddle/core/svd"
)

const (
	minSingular = 1e-3 // of W
	maxSingular = 1e3
	patience    = 200 // steps that A may leave its ball in a row
	inspectEach = 64  // steps between checks of the smallest singular value of W
)

func square(x float64) float64 { return float64(x * x) }

// smallestSingular returns σ_min of w.
func smallestSingular(w []float64, d int) float64 { return slices.Min(svd.Values(w, d)) }

func (t *Trainer) boundDiscriminator() {
	v := t.design.Bounded(t.game.disc)
	n := frobenius(v)
	if n <= t.radius {
		t.contacts = 0
		return
	}
	for i := range v {
		v[i] *= t.radius / n
	}
	if t.contacts++; t.contacts >= patience {
		t.fail("the discriminator was at its bound ‖A‖ = " + digits(t.radius) + " for " + strconv.Itoa(patience) + " steps in a row")
	}
}

// boundGenerator clamps the singular values of W. ‖W‖_F bounds the largest at every step; the smallest
// is looked at from time to time, through a Cholesky factor of WWᵀ − σ²I.
func (t *Trainer) boundGenerator() {
	g := t.gen()
	if frobenius(g.W) > maxSingular {
		svd.Clamp(g.W, t.d, minSingular, maxSingular)
		t.fail("the generator passed its bound: a singular value of W over " + digits(maxSingular))
		return
	}
	if t.step%inspectEach != 0 {
		return
	}
	g.Covariance(t.gradW, t.scratch)
	for i := range t.d {
		t.gradW[i*t.d+i] -= square(minSingular)
	}
	if !linear.Factor(t.gradW, t.d, 0) {
		svd.Clamp(g.W, t.d, minSingular, maxSingular)
	}
}

// fail ends the run with a sentence that names the reason and the nearest thing to try.
func (t *Trainer) fail(why string) {
	try := "halve the step sizes, to η_D = " + digits(t.cfg.EtaD/2) + " and η_G = " + digits(t.cfg.EtaG/2)
	switch {
	case !t.cfg.Whitens() && t.cfg.Kappa > 1:
		try += ", or switch whitening on"
	case t.cfg.Rule != gan.Alternating:
		try += ", or take the alternating rule"
	case t.cfg.Batch < t.d:
		try += ", or take minibatches of at least " + strconv.Itoa(t.d)
	}
	t.failure = "Diverged at step " + strconv.FormatInt(t.step, 10) + ": " + why + ". Try to " + try + "."
}

// digits prints three significant digits.
func digits(v float64) string {
	return strconv.FormatFloat(v, 'g', 3, 64)
}
