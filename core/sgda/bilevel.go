package sgda

import (
	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
)

// exactMaximum moves the discriminator to its best answer to the generator. Where φ is one-to-one that of the law N(0, Σ̂) with the
// second moment Σ̂ of all target samples so far is known in closed form (best), once they are more than the dimensions, until when
// there is a step of the ascent; elsewhere it is sought (gan.Best).
type exactMaximum struct {
	plain
	sigma, hat []float64 // scratch, d×d, and so are the others
	spare      [4][]float64
}

func newExact(d int) *exactMaximum {
	r := &exactMaximum{sigma: make([]float64, d*d), hat: make([]float64, d*d)}
	for i := range r.spare {
		r.spare[i] = make([]float64, d*d)
	}
	return r
}

func (*exactMaximum) together() bool { return false }

func (r *exactMaximum) ascend(t *Trainer) {
	switch {
	case t.seek != nil:
		t.seek.See(t.sights)
		t.seek.Find(t.game.disc)
	case !r.best(t):
		t.gradients(false)
		t.ascent()
		return
	}
	t.design.Judge(t.game.disc) // for the value of the game
}

// best sets the discriminator to the best against N(0, Σ̂): for the logarithmic losses the logarithm of the ratio of the
// densities,
//
//	A = Σ⁻¹ − Σ̂⁻¹,  b = ½ log(det Σ/det Σ̂);
//
// for Wasserstein A = ½(Σ̂ − Σ), b = 0; for least squares
//
//	A = 2/(4 + T)·Σ̂⁻¹(Σ̂ − Σ)R⁻¹,  b = T/(8 + 2T) − ½ tr AΣ̂,  R = Σ̂ + ΣΣ̂⁻¹Σ,  T = tr (Σ̂ − Σ)Σ̂⁻¹(Σ̂ − Σ)R⁻¹.
//
// Derived here. It is false, with no change, where Σ or Σ̂ is singular.
func (r *exactMaximum) best(t *Trainer) bool {
	d, v := t.d, t.game.disc
	sigma, hat := r.sigma, r.hat
	t.gen().Covariance(sigma, t.scratch)
	copy(hat, t.moment)
	kernel.Symmetrize(d, hat)
	for i := range hat {
		hat[i] /= float64(t.samples)
	}
	switch t.cfg.Loss {
	case gan.Wasserstein:
		v[0] = 0
		for i := range hat {
			v[1+i] = 0.5 * (hat[i] - sigma[i])
		}
		return true
	case gan.LeastSquares:
		return r.bestSquares(t)
	}
	logSigma, ok1 := linear.Invert(sigma, t.scratch, d, 0)
	logHat, ok2 := linear.Invert(hat, t.scratch, d, 0)
	if !ok1 || !ok2 {
		return false
	}
	v[0] = 0.5 * (logSigma - logHat)
	for i := range hat {
		v[1+i] = sigma[i] - hat[i]
	}
	return true
}

// bestSquares is best for least squares.
func (r *exactMaximum) bestSquares(t *Trainer) bool {
	d, a := t.d, t.game.disc[1:]
	sigma, hat := r.sigma, r.hat
	inv, gap, sum, half := r.spare[0], r.spare[1], r.spare[2], r.spare[3]
	copy(inv, hat)
	if _, ok := linear.Invert(inv, t.scratch, d, 0); !ok {
		return false
	}
	into := func(dst, x, y []float64) { kernel.Gemm(d, d, d, x, d, 1, y, d, dst, d) }
	into(half, sigma, inv)
	into(sum, half, sigma)
	kernel.Axpy(1, hat, sum)
	if _, ok := linear.Invert(sum, t.scratch, d, 0); !ok {
		return false
	}
	for i, h := range hat {
		gap[i] = h - sigma[i]
	}
	into(half, gap, sum)
	into(a, inv, half)
	kernel.Symmetrize(d, a)
	into(half, gap, a)
	total, trace := 0.0, 0.0
	for i := range d {
		total += half[i*d+i]
		trace += linear.Dot(a[i*d:(i+1)*d], hat[i*d:(i+1)*d])
	}
	share := 2 / (4 + total)
	for i := range a {
		a[i] *= share
	}
	t.game.disc[0] = total/(8+float64(2*total)) - float64(0.5*share*trace)
	return true
}

// prepareSearch makes the search for the best discriminator and shows it the whitening samples again, which begin at the given place
// of the streams.
func (t *Trainer) prepareSearch(before drawn) {
	d := t.d
	t.seek = gan.NewBest(t.design, t.batch, t.gen(), evenLatents(d, gan.BestRows(t.design)))
	t.setDrawn(before)
	for left := int(t.samples); left > 0; left -= t.cfg.Batch {
		x := t.sights[:min(left, t.cfg.Batch)*d]
		t.drawTargets(x)
		t.seek.See(x)
	}
}

// drawn is how far the streams of target samples have been read.
type drawn struct{ real, rows [4]uint64 }

func (t *Trainer) drawn() (s drawn) {
	s.real = t.real.State()
	if t.rows != nil {
		s.rows = t.rows.picks.State()
	}
	return s
}

func (t *Trainer) setDrawn(s drawn) {
	t.real.SetState(s.real)
	if t.rows != nil {
		t.rows.picks.SetState(s.rows)
	}
}
