package sgda

import (
	"math"

	"saddle/core/gan"
)

// Steps returns the iterations taken.
func (t *Trainer) Steps() int64 { return t.step }

// Samples returns the number of target samples used, those for whitening included.
func (t *Trainer) Samples() int64 { return t.samples }

// Failure says in a sentence why the run diverged and what to change; empty if it has not.
func (t *Trainer) Failure() string { return t.failure }

// StepSize returns the player's step size at the next iteration.
func (t *Trainer) StepSize(p Player) float64 {
	eta := t.eta[p].At(float64(t.step))
	if t.anneal != nil {
		eta *= t.anneal.share
	}
	return eta
}

// Value returns V on the last minibatch, before the first that of the blind discriminator.
func (t *Trainer) Value() float64 {
	if t.samples == 0 {
		return t.batch.Loss.Blind()
	}
	return t.design.Value()
}

// GeneratorLoss returns the part of U that the generator moves, E ℓ over the generated samples of the last
// minibatch, at the discriminator last judged: E log(1 − D) for minimax, −E log D for the non-saturating loss.
func (t *Trainer) GeneratorLoss() float64 {
	return t.design.GeneratorLoss(t.game.disc)
}

// Blind returns V of the discriminator that is 0 everywhere.
func (t *Trainer) Blind() float64 { return t.batch.Loss.Blind() }

// Equilibrium returns the target in the coordinates that the run trains in: W̃_* for the generator's matrix. It is a copy.
func (t *Trainer) Equilibrium() *gan.Generator {
	star := t.game.star
	star.W = append([]float64(nil), star.W...)
	return &star
}

// Dimension returns d.
func (t *Trainer) Dimension() int { return t.d }

// KnowsBest says whether the best discriminator is known in closed form.
func (t *Trainer) KnowsBest() bool {
	return t.game.gen.Phi.Bijective() && t.batch.Loss != gan.LeastSquares && t.sight == nil
}

// BestValue returns V at the best discriminator, where Σ_*⁻¹Σ of the last iterate has the eigenvalues lambda and
// the laws the Jensen–Shannon divergence js: 2 JS − 2 log 2 for the logarithmic losses, and ½‖½(I − Σ)‖²_F, in
// coordinates in which the target is isotropic, for Wasserstein. Derived here. It is right
// only where KnowsBest.
func (t *Trainer) BestValue(lambda []float64, js float64) float64 {
	if t.batch.Loss == gan.Wasserstein {
		sum := 0.0
		for _, l := range lambda {
			sum += float64((1 - l) * (1 - l))
		}
		return sum / 8
	}
	return float64(2*js) - 2*math.Ln2
}
