package gan

import "saddle/core/kernel"

// Minibatch is B target samples and B_f generated ones, with the scratch space to judge them. Use one
// for all steps of a run: after NewMinibatch nothing is allocated.
type Minibatch struct {
	D    int
	Real int // B
	Fake int // B_f
	Loss Loss

	Latent []float64 // B_f×d: the generator's inputs
	U      []float64 // (B+B_f)×d: what the discriminator sees, target samples first

	push    []float64 // (B+B_f)×d: Au, the gradient of the logit in u
	logit   []float64 // h of each row
	slope   []float64 // ∂V/∂h of each row, the means' 1/B and 1/B_f included
	fall    []float64 // ∂U/∂h of each generated row, the mean's 1/B_f included
	penalty float64   // ½(b² + ‖A‖²) if the loss has it
	scaled  []float64 // scratch, (B+B_f)×d
}

// NewMinibatch returns a minibatch of real and fake samples in dimension d.
func NewMinibatch(d, real, fake int, loss Loss) *Minibatch {
	rows := real + fake
	return &Minibatch{D: d, Real: real, Fake: fake, Loss: loss,
		Latent: make([]float64, fake*d), U: make([]float64, rows*d),
		push: make([]float64, rows*d), logit: make([]float64, rows), slope: make([]float64, rows), fall: make([]float64, fake),
		scaled: make([]float64, rows*d)}
}

// Targets returns the rows of U for the target samples, Fakes those for the generated ones.
func (m *Minibatch) Targets() []float64 { return m.U[:m.Real*m.D] }

// Fakes returns the rows of U for the generated samples.
func (m *Minibatch) Fakes() []float64 { return m.U[m.Real*m.D:] }

// Judge computes the logits of all rows, ∂V/∂h, and ∂U/∂h of the generated rows. The gradients below are
// those at the players last judged.
func (m *Minibatch) Judge(v *Discriminator) { m.judge(v, 0) }

// JudgeFakes is Judge for the generated rows alone, as the generator's own step needs it.
func (m *Minibatch) JudgeFakes(v *Discriminator) { m.judge(v, m.Real) }

func (m *Minibatch) judge(v *Discriminator, from int) {
	d, rows := m.D, m.Real+m.Fake
	u, push := m.U[from*d:], m.push[from*d:]
	kernel.Gemm(rows-from, d, d, u, d, 1, v.A, d, push, d)
	h, s := m.logit[from:], m.slope[from:]
	kernel.RowDot(rows-from, d, push, u, h)
	for i := range h {
		h[i] = v.B + float64(0.5*h[i])
	}
	m.penalty = 0
	if m.Loss.penalised() {
		m.penalty = float64(0.5*v.B*v.B) + float64(0.5*sumSquares(v.A))
	}
	m.slopes(m.Real-from, h, s)
}

// slopes sets s to ∂V/∂h of the rows with logits h, of which the first are real, and m.fall to ∂U/∂h.
func (m *Minibatch) slopes(real int, h, s []float64) {
	toReal, toFake := 1/float64(m.Real), 1/float64(m.Fake)
	fakes, fall := s[real:], m.fall
	switch m.Loss {
	case Wasserstein:
		fill(s[:real], toReal)
		fill(fakes, -toFake)
		fill(fall, -toFake)
	case LeastSquares:
		for i, h := range h[:real] {
			s[i] = (0.5 - h) * toReal
		}
		for i, h := range h[real:] {
			fakes[i] = (-0.5 - h) * toFake
			fall[i] = (h - 0.5) * toFake
		}
	default:
		for i := range real {
			s[i] = -h[i]
		}
		copy(fakes, h[real:])
		kernel.Sigmoid(s, s)
		scale(s[:real], toReal)
		scale(fakes, -toFake)
		copy(fall, fakes)
		if m.Loss == NonSaturating {
			for i := range fall {
				fall[i] = -toFake - fall[i] // −(1 − σ(h))/B_f
			}
		}
	}
}

func fill(x []float64, v float64) {
	for i := range x {
		x[i] = v
	}
}

func sumSquares(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += float64(v * v)
	}
	return s
}

func scale(x []float64, by float64) {
	for i := range x {
		x[i] *= by
	}
}

// AscentGradient sets a (d×d, symmetric) to ∂V/∂A = ½ Σ_k (∂V/∂h_k) u_ku_kᵀ and returns ∂V/∂b = Σ_k ∂V/∂h_k,
// less A and b where the loss has the penalty. v is the discriminator that was judged.
func (m *Minibatch) AscentGradient(v *Discriminator, a []float64) (b float64) {
	d, rows := m.D, m.Real+m.Fake
	for _, s := range m.slope {
		b += s
	}
	kernel.ScaleRows(rows, d, m.scaled, m.slope, m.U)
	kernel.GemmUpper(d, rows, m.scaled, 1, d, m.U, d, a, d)
	kernel.Symmetrize(d, a)
	scale(a, 0.5)
	if m.Loss.penalised() {
		kernel.Axpy(-1, v.A, a)
		b -= v.B
	}
	return b
}

// DescentGradient sets w (d×d) to ∂U/∂W = Σ_k (∂U/∂h_k) (φ′∘Au)_k z_kᵀ over the generated rows. φ′ is 1
// where the discriminator sees φ⁻¹(y); for ReLU it is 1 where u > 0 and 0 elsewhere.
func (m *Minibatch) DescentGradient(w []float64, phi Activation) {
	d, at := m.D, m.Real*m.D
	g, u := m.scaled[at:], m.U[at:]
	kernel.ScaleRows(m.Fake, d, g, m.fall, m.push[at:])
	if !phi.Bijective() {
		kernel.RectifyGrad(g, u, 0)
	}
	kernel.Gemm(d, d, m.Fake, g, 1, d, m.Latent, d, w, d)
}

// Value returns V at the players last judged, in nats for the logarithmic losses; see Loss.
func (m *Minibatch) Value() float64 {
	var real, fake float64
	switch m.Loss {
	case Wasserstein:
		for _, h := range m.logit[:m.Real] {
			real += h
		}
		for _, h := range m.logit[m.Real:] {
			fake -= h
		}
	case LeastSquares:
		for _, h := range m.logit[:m.Real] {
			real -= float64(0.5 * (h - 0.5) * (h - 0.5))
		}
		for _, h := range m.logit[m.Real:] {
			fake -= float64(0.5 * (h + 0.5) * (h + 0.5))
		}
	default:
		for _, h := range m.logit[:m.Real] {
			real -= kernel.Softplus(-h)
		}
		for _, h := range m.logit[m.Real:] {
			fake -= kernel.Softplus(h)
		}
	}
	return real/float64(m.Real) + fake/float64(m.Fake) - m.penalty
}
