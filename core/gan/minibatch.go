package gan

import "saddle/core/kernel"

// Minibatch is B target samples and B_f generated ones, with the scratch space to judge them. Use one
// for all steps of a run: after NewMinibatch nothing is allocated.
type Minibatch struct {
	D    int
	Real int // B
	Fake int // B_f

	Latent []float64 // B_f×d: the generator's inputs
	U      []float64 // (B+B_f)×d: what the discriminator sees, target samples first

	push   []float64 // (B+B_f)×d: Au, the gradient of the logit in u
	logit  []float64 // h of each row
	slope  []float64 // ∂V/∂h of each row, the means' 1/B and 1/B_f included
	scaled []float64 // scratch, (B+B_f)×d
}

// NewMinibatch returns a minibatch of real and fake samples in dimension d.
func NewMinibatch(d, real, fake int) *Minibatch {
	rows := real + fake
	return &Minibatch{D: d, Real: real, Fake: fake,
		Latent: make([]float64, fake*d), U: make([]float64, rows*d),
		push: make([]float64, rows*d), logit: make([]float64, rows), slope: make([]float64, rows),
		scaled: make([]float64, rows*d)}
}

// Targets returns the rows of U for the target samples, Fakes those for the generated ones.
func (m *Minibatch) Targets() []float64 { return m.U[:m.Real*m.D] }

// Fakes returns the rows of U for the generated samples.
func (m *Minibatch) Fakes() []float64 { return m.U[m.Real*m.D:] }

// Judge computes the logits of all rows and ∂V/∂h: σ(−h)/B for a target sample, −σ(h)/B_f for a
// generated one. The gradients below are those at the players last judged.
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
	real := m.Real - from
	for i := range real {
		s[i] = -h[i]
	}
	copy(s[real:], h[real:])
	kernel.Sigmoid(s, s)
	scale(s[:real], 1/float64(m.Real))
	scale(s[real:], -1/float64(m.Fake))
}

func scale(x []float64, by float64) {
	for i := range x {
		x[i] *= by
	}
}

// AscentGradient sets a (d×d, symmetric) to ∂V/∂A = ½ Σ_k (∂V/∂h_k) u_ku_kᵀ and returns ∂V/∂b = Σ_k ∂V/∂h_k.
func (m *Minibatch) AscentGradient(a []float64) (b float64) {
	d, rows := m.D, m.Real+m.Fake
	for _, s := range m.slope {
		b += s
	}
	kernel.ScaleRows(rows, d, m.scaled, m.slope, m.U)
	kernel.GemmUpper(d, rows, m.scaled, 1, d, m.U, d, a, d)
	kernel.Symmetrize(d, a)
	scale(a, 0.5)
	return b
}

// DescentGradient sets w (d×d) to ∂V/∂W = Σ_k (∂V/∂h_k) (φ′∘Au)_k z_kᵀ over the generated rows. φ′ is 1
// where the discriminator sees φ⁻¹(y); for ReLU it is 1 where u > 0 and 0 elsewhere.
func (m *Minibatch) DescentGradient(w []float64, phi Activation) {
	d, at := m.D, m.Real*m.D
	g, u := m.scaled[at:], m.U[at:]
	kernel.ScaleRows(m.Fake, d, g, m.slope[m.Real:], m.push[at:])
	if !phi.Bijective() {
		kernel.RectifyGrad(g, u, 0)
	}
	kernel.Gemm(d, d, m.Fake, g, 1, d, m.Latent, d, w, d)
}

// Value returns V = mean log D over the target rows + mean log(1 − D) over the generated rows, in nats,
// at the players last judged. At D = ½ everywhere it is −2 log 2.
func (m *Minibatch) Value() float64 {
	var real, fake float64
	for _, h := range m.logit[:m.Real] {
		real -= kernel.Softplus(-h)
	}
	for _, h := range m.logit[m.Real:] {
		fake -= kernel.Softplus(h)
	}
	return real/float64(m.Real) + fake/float64(m.Fake)
}
