package gan

// The discriminator designs by their names in a query. Where φ is one-to-one the truncation set S is
// everything, and all of them are the quadratic.
const (
	QuadraticDesign = "quadratic"  // [Quadratic]
	Truncated       = "truncated"  // [Faces]: h = c₀ + 1_S(y)(b + ½uᵀAu)
	TruncatedBare   = "truncated0" // [Faces]: h = 1_S(y)(b + ½uᵀAu)
	Facewise        = "facewise"   // [Faces]: one quadratic on each face
)

// Minibatch is B target samples and B_f generated ones.
type Minibatch struct {
	D    int  // dimension
	Real int  // B
	Fake int  // B_f
	Loss Loss // what the players play for

	Latent []float64 // B_f×d: the generator's inputs
	U      []float64 // (B+B_f)×d: what the discriminator sees, target samples first
}

// NewMinibatch returns a minibatch of real and fake samples in dimension d.
func NewMinibatch(d, real, fake int, loss Loss) *Minibatch {
	return &Minibatch{D: d, Real: real, Fake: fake, Loss: loss,
		Latent: make([]float64, fake*d), U: make([]float64, (real+fake)*d)}
}

// Targets returns the rows of U for the target samples.
func (m *Minibatch) Targets() []float64 { return m.U[:m.Real*m.D] }

// Fakes returns those for the generated ones.
func (m *Minibatch) Fakes() []float64 { return m.U[m.Real*m.D:] }

// NewDesign returns the named design for samples of gen, whose W may change later: where φ is one-to-one the quadratic.
func NewDesign(name string, m *Minibatch, gen *Generator) Design {
	if name == QuadraticDesign || gen.Phi.Bijective() {
		return NewQuadratic(m, gen)
	}
	return NewFaces(name, m, gen)
}

// Design is a class of discriminators D = σ(h_v), linear in their parameters v, at work on one minibatch.
// The gradients are those at the discriminator last judged, whose parameters must stay until they have been asked for.
// Nothing is allocated after construction and balancing, but by Logit and Edges.
type Design interface {
	// Parameters returns the length of v.
	Parameters() int
	// Bounded returns the part of v that has to be kept bounded, for a logit that is.
	Bounded(v []float64) []float64
	// Radius returns the length up to which that may be, where the least singular value of W_* is as given.
	Radius(least float64) float64
	// Inverts says whether the design sees φ⁻¹(y), on the truncation set at least, or y itself.
	Inverts() bool
	// Balance makes the ascent follow coordinates in which all directions are learned alike under the law of r, and for nil under
	// isotropic pre-activations.
	Balance(r *Reference)
	// Features returns those of which the logits are linear in v, for theory, where φ cuts off.
	Features() Features

	// SeeTargets takes in the target samples with the pre-activations x, B×d. Where the design sees x itself,
	// as wherever it can invert φ, x may be Targets of the minibatch, and then nothing is copied; so may Fakes
	// below.
	SeeTargets(x []float64)
	// SeeFakes takes in the generated samples with the pre-activations x, B_f×d, of the latents in the minibatch.
	SeeFakes(x []float64)

	// Judge computes the logits of all samples at v.
	Judge(v []float64)
	// JudgeFakes computes those of the generated samples alone, as the generator's own step needs them.
	JudgeFakes(v []float64)

	// AscentGradient sets grad to ∂V/∂v.
	AscentGradient(grad, v []float64)
	// DescentGradient sets w (d×d) to the pathwise ∂U/∂W: the latents stay, the samples move.
	DescentGradient(w []float64)
	// FluxGradient sets w (d×d) to the pathwise ∂U/∂W and what crosses the faces on which h jumps.
	FluxGradient(w []float64)
	// ScoreGradient sets w (d×d) to the score form of the same gradient, in which the samples stay and
	// their probability moves:
	//
	//	∂U/∂W = W⁻ᵀ E[(ℓ − c)(zzᵀ − I)],
	//
	// where U = E ℓ and c is the mean of ℓ over the other samples of the minibatch, which keeps it
	// unbiased. It holds for any discriminator; the pathwise form misses what crosses a face on which h jumps.
	// It is false, with w undefined, where W is singular.
	ScoreGradient(w []float64, g *Generator) bool

	// Value returns V at the players last judged, in nats for the logarithmic losses; see Loss.
	Value() float64
	// Evaluate returns V at v, and spoils the gradients.
	Evaluate(v []float64) float64
	// GeneratorLoss returns the part E ℓ of U that the generator moves, at the generated samples last
	// seen and v, the parameters last judged. It may overwrite what Judge computed.
	GeneratorLoss(v []float64) float64

	// Logit returns A (d×d, symmetric) and b of the logit b + ½uᵀAu on the truncation set, for samples given as Lu: inv is L⁻¹
	// (d×d), or nil for I. A design that works on pairs of coordinates takes a diagonal L; off the diagonal an entry of A is that of
	// its pair, and those on it and b are means over pairs.
	Logit(v, inv []float64) (a []float64, b float64)
	// Cut returns b, A_ii, A_ij, A_jj of the same logit in the plane of coordinates i and j, the others being 0: of a design that works
	// on pairs that of the pair. For d = 1, i = j = 0.
	Cut(v, inv []float64, i, j int) [4]float64
	// Edges returns, for each face of the pair i, j but the truncation set, the faces of i and of j, and c, a, l of the logit
	// c + ½ax² + lx there, where x is the coordinate that is free; none where Cut holds there too. For d = 1, i = j = 0, the face of j
	// is that of i.
	Edges(v, inv []float64, i, j int) [][5]float64
}
