package sgda

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
)

// innerMoves bounds the ascent to a minibatch's inner maximum; it ends when the gradient has fallen to
// innerShare of what it was.
const (
	innerMoves = 60
	innerShare = 0.01
)

// maximise moves the discriminator to its best answer to the generator. Where φ is one-to-one that of
// the law N(0, Σ̂) with the second moment Σ̂ of all target samples so far is known: the logarithm of the ratio of
// the densities,
//
//	A = Σ⁻¹ − Σ̂⁻¹,  b = ½ log(det Σ/det Σ̂),
//
// for the logarithmic losses and A = ½(Σ̂ − Σ), b = 0 for Wasserstein. Elsewhere the discriminator ascends
// on the present minibatch until it hardly moves. Derived here.
func (t *Trainer) maximise() {
	if t.game.gen.Phi.Bijective() && t.best() {
		return
	}
	r, disc, eta := &t.rule, t.game.disc, t.eta[Discriminator].Eta
	t.gradientsHere()
	value, first := t.design.Value(), frobenius(t.gradV)
	for range innerMoves {
		copy(r.v, disc)
		copy(r.g, t.gradV)
		kernel.Axpy(eta, r.g, disc)
		t.gradientsHere()
		if next := t.design.Value(); next >= value {
			value, eta = next, 1.5*eta
			if frobenius(t.gradV) <= innerShare*first {
				break
			}
			continue
		}
		copy(disc, r.v) // too far: as if there had been no move
		copy(t.gradV, r.g)
		eta /= 4
	}
}

// best sets the discriminator to the best against N(0, Σ̂) where that is known.
func (t *Trainer) best() bool {
	d, v := t.d, t.game.disc
	sigma, hat := t.rule.w, t.rule.hat
	t.gen().Covariance(sigma, t.scratch)
	copy(hat, t.moment)
	kernel.Symmetrize(d, hat)
	for i := range hat {
		hat[i] /= float64(t.samples)
	}
	switch gan.Loss(t.cfg.Loss) {
	case gan.Wasserstein:
		v[0] = 0
		for i := range hat {
			v[1+i] = 0.5 * (hat[i] - sigma[i])
		}
		return true
	case gan.LeastSquares:
		return false
	}
	logSigma, ok1 := invertPositive(sigma, t.scratch, d)
	logHat, ok2 := invertPositive(hat, t.scratch, d)
	if !ok1 || !ok2 {
		return false
	}
	v[0] = 0.5 * (logSigma - logHat)
	for i := range hat {
		v[1+i] = sigma[i] - hat[i]
	}
	t.design.Judge(v) // for the value of the game
	return true
}

// invertPositive replaces the symmetric positive definite a by its inverse and returns log det a. It is
// false, a undefined, if a is not positive definite. scratch is d×d.
func invertPositive(a, scratch []float64, d int) (logDet float64, ok bool) {
	if !cholesky(a, d) {
		return 0, false
	}
	for i := range d {
		logDet += 2 * kernel.Log(a[i*d+i])
	}
	clear(scratch)
	for j := range d { // L⁻¹, column by column
		scratch[j*d+j] = 1 / a[j*d+j]
		for i := j + 1; i < d; i++ {
			sum := 0.0
			for k := j; k < i; k++ {
				sum -= float64(a[i*d+k] * scratch[k*d+j])
			}
			scratch[i*d+j] = sum / a[i*d+i]
		}
	}
	for i := range d {
		for j := range i + 1 {
			sum := 0.0
			for k := i; k < d; k++ {
				sum += float64(scratch[k*d+i] * scratch[k*d+j])
			}
			a[i*d+j], a[j*d+i] = sum, sum
		}
	}
	return logDet, !math.IsInf(logDet, 0)
}
