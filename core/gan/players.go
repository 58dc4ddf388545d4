package gan

import "saddle/core/kernel"

// Generator is y = φ(Wx) with x ~ N(0, I_d).
type Generator struct {
	Phi Activation
	D   int
	W   []float64 // d×d
}

// Features sets u, one row per row of the latents z, to what the discriminator sees of φ(Wz): Wz itself
// where φ is one-to-one, because φ⁻¹(φ(Wz)) = Wz, and φ(Wz) for ReLU. transposed is scratch of d×d.
func (g *Generator) Features(u, z, transposed []float64) {
	g.PreActivations(u, z, transposed)
	if !g.Phi.Bijective() {
		g.Phi.Apply(u, u)
	}
}

// PreActivations sets u, one row per row of the latents z, to Wz. transposed is scratch of d×d.
func (g *Generator) PreActivations(u, z, transposed []float64) {
	kernel.Transpose(g.D, transposed, g.W)
	kernel.Gemm(len(z)/g.D, g.D, g.D, z, g.D, 1, transposed, g.D, u, g.D)
}

// Covariance sets sigma to Σ = WWᵀ, d×d. transposed is scratch of d×d.
func (g *Generator) Covariance(sigma, transposed []float64) {
	kernel.Transpose(g.D, transposed, g.W)
	kernel.GemmUpper(g.D, g.D, g.W, g.D, 1, transposed, g.D, sigma, g.D)
	kernel.Symmetrize(g.D, sigma)
}

// Discriminator is D = σ(b + ½uᵀAu).
type Discriminator struct {
	D int
	A []float64 // d×d, symmetric
	B float64
}

// NewDiscriminator returns the discriminator that answers ½ everywhere.
func NewDiscriminator(d int) Discriminator {
	return Discriminator{D: d, A: make([]float64, d*d)}
}
