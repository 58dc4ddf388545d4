package gan

import (
	"math"

	"saddle/core/kernel"

	"saddle/core/linear"
)

// Quadratic is the design h = b + ½uᵀAu with parameters b, A (d×d, symmetric): u is φ⁻¹(y) where φ is
// one-to-one, and y itself elsewhere.
type Quadratic struct {
	*Minibatch
	gen *Generator

	metric  metric    // nil: that of u ~ N(0, I), in which b is not the mean of the logit
	push    []float64 // (B+B_f)×d: Au, the gradient of the logit in u
	logit   []float64 // h of each row
	slope   []float64 // ∂V/∂h of each row, the means' 1/B and 1/B_f included
	fall    []float64 // ∂U/∂h of each generated row, the mean's 1/B_f included
	penalty float64   // ½(b² + ‖A‖²) if the loss has it
	scaled  []float64 // scratch, (B+B_f)×d
	lu      []float64 // scratch of ScoreGradient, d×d
	bend    []float64 // B_f×d: ∂u/∂x of the generated rows, where neither 1 nor a step

	row, second, spare []float64 // scratch of the search for the best, d and d×d
	folds              *folds
	many               *many
}

// NewQuadratic returns the design for samples of gen, whose W may change later.
func NewQuadratic(m *Minibatch, gen *Generator) *Quadratic {
	rows := m.Real + m.Fake
	q := &Quadratic{Minibatch: m, gen: gen,
		push: make([]float64, rows*m.D), logit: make([]float64, rows), slope: make([]float64, rows), fall: make([]float64, m.Fake),
		scaled: make([]float64, rows*m.D), row: make([]float64, m.D), second: make([]float64, m.D*m.D), spare: make([]float64, m.D*m.D)}
	if phi := gen.Phi; !phi.Bijective() && !phi.Homogeneous() {
		q.bend = make([]float64, m.Fake*m.D)
	}
	return q
}

// Constant returns b at the parameters v.
func (q *Quadratic) Constant(v []float64) float64 {
	if q.metric == nil {
		return v[0]
	}
	return v[0] - float64(0.5*linear.Dot(v[1:], q.metric.mean()))
}

// Parameters returns 1 + d².
func (q *Quadratic) Parameters() int { return 1 + q.D*q.D }

// Bounded returns A.
func (q *Quadratic) Bounded(v []float64) []float64 { return v[1:] }

// Radius returns 10√d/least², ten times what separates two laws as far apart as the target and a singular one.
func (q *Quadratic) Radius(least float64) float64 {
	return 10 * math.Sqrt(float64(q.D)) / float64(least*least)
}

// Inverts is that of [Design]: where φ is one-to-one.
func (q *Quadratic) Inverts() bool { return q.gen.Phi.Bijective() }

// SeeTargets takes in the target samples with pre-activations x, B×d.
func (q *Quadratic) SeeTargets(x []float64) { q.see(q.Targets(), x) }

// SeeFakes takes in the generated samples with pre-activations x, B_f×d.
func (q *Quadratic) SeeFakes(x []float64) {
	q.see(q.Fakes(), x)
	if q.bend == nil {
		return
	}
	scale := q.gen.Scale
	for k, v := range x {
		in, out := 1.0, 1.0
		if scale != nil {
			in, out = scale.In[k%q.D], scale.Out[k%q.D]
		}
		q.bend[k] = q.gen.Phi.Derivative(v*in) * in / out
	}
}

func (q *Quadratic) see(u, x []float64) {
	if q.gen.Phi.Bijective() {
		copy(u, x)
	} else {
		q.gen.Apply(u, x)
	}
}

// Judge computes the logits of all rows, ∂V/∂h, and ∂U/∂h of the generated rows.
func (q *Quadratic) Judge(v []float64) { q.judge(v, 0) }

// JudgeFakes is Judge for the generated rows alone.
func (q *Quadratic) JudgeFakes(v []float64) { q.judge(v, q.Real) }

func (q *Quadratic) judge(v []float64, from int) {
	q.weigh(v, from)
	q.Loss.slopes(q.Minibatch, q.logit[from:], q.slope[from:], q.fall)
}

// Evaluate returns V at v, by the logits alone.
func (q *Quadratic) Evaluate(v []float64) float64 {
	q.weigh(v, 0)
	return q.Value()
}

// weigh computes the logits of the rows from the given one on, and the penalty.
func (q *Quadratic) weigh(v []float64, from int) {
	d, rows := q.D, q.Real+q.Fake
	b, a := q.Constant(v), v[1:]
	u, push := q.U[from*d:], q.push[from*d:]
	kernel.Gemm(rows-from, d, d, u, d, 1, a, d, push, d)
	h := q.logit[from:]
	kernel.RowDot(rows-from, d, push, u, h)
	halve(h, b)
	q.penalty = 0
	if q.Loss.penalised() {
		q.penalty = float64(0.5*sumSquares(v[:1])) + q.size(a)
	}
}

// AscentGradient sets grad to ∂V/∂b = Σ_k ∂V/∂h_k and ∂V/∂A = ½ Σ_k (∂V/∂h_k) u_ku_kᵀ, less b and A where the
// loss has the penalty. Balanced, the direction is that of the gradient in the balanced coordinates.
func (q *Quadratic) AscentGradient(grad, v []float64) {
	d, rows := q.D, q.Real+q.Fake
	b, a := sum(q.slope), grad[1:]
	kernel.ScaleRows(rows, d, q.scaled, q.slope, q.U)
	kernel.GemmUpper(d, rows, q.scaled, 1, d, q.U, d, a, d)
	kernel.Symmetrize(d, a)
	if q.metric != nil {
		kernel.Axpy(-b, q.metric.mean(), a)
	}
	scale(a, 0.5)
	if q.metric != nil {
		q.metric.raise(a)
	}
	if q.Loss.penalised() { // in the balanced coordinates, too, its gradient is what it penalises
		kernel.Axpy(-1, v[1:], a)
		b -= v[0]
	}
	grad[0] = b
}

// size returns the part of the penalty that A has: ½‖A‖²_F, balanced the variance of ½uᵀAu.
func (q *Quadratic) size(a []float64) float64 {
	if q.metric == nil {
		return float64(0.5 * sumSquares(a))
	}
	return q.metric.size(a)
}

// DescentGradient sets w (d×d) to ∂U/∂W = Σ_k (∂U/∂h_k) (u′∘Au)_k z_kᵀ over the generated rows, where
// u′ = ∂u/∂x is 1 where the discriminator sees φ⁻¹(y) and φ′ elsewhere.
func (q *Quadratic) DescentGradient(w []float64) {
	d, at := q.D, q.Real*q.D
	g := q.scaled[at:]
	kernel.ScaleRows(q.Fake, d, g, q.fall, q.push[at:])
	switch {
	case q.bend != nil:
		for k, s := range q.bend {
			g[k] *= s
		}
	case !q.gen.Phi.Bijective():
		kernel.RectifyGrad(g, q.U[at:], 0)
	}
	kernel.Gemm(d, d, q.Fake, g, 1, d, q.Latent, d, w, d)
}

// FluxGradient is DescentGradient: this logit does not jump.
func (q *Quadratic) FluxGradient(w []float64) { q.DescentGradient(w) }

// ScoreGradient sets w to W⁻ᵀ times the sample covariance of ℓ and zzᵀ.
func (q *Quadratic) ScoreGradient(w []float64, g *Generator) bool {
	d, at := q.D, q.Real
	loss := q.fall // no longer needed
	q.Loss.each(loss, q.logit[at:])
	centre(loss)
	z := q.scaled[at*d:]
	kernel.ScaleRows(q.Fake, d, z, loss, q.Latent)
	kernel.GemmUpper(d, q.Fake, z, 1, d, q.Latent, d, w, d)
	kernel.Symmetrize(d, w)
	if q.lu == nil {
		q.lu = make([]float64, d*d)
	}
	kernel.Transpose(d, q.lu, g.W)
	return linear.Eliminate(q.lu, w, d, d)
}

// centre turns n values ℓ into (ℓ − c)/n with c the mean of the others.
func centre(l []float64) {
	mean := 0.0
	for _, v := range l {
		mean += v
	}
	n := float64(len(l))
	mean /= n
	for i, v := range l {
		l[i] = (v - mean) / max(n-1, 1)
	}
}

// Value returns V at the players last judged.
func (q *Quadratic) Value() float64 { return q.Loss.value(q.Minibatch, q.logit) - q.penalty }

// GeneratorLoss returns E ℓ over the generated samples at the players last judged.
func (q *Quadratic) GeneratorLoss([]float64) float64 { return q.Loss.mean(q.logit[q.Real:]) }
