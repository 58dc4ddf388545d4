package gan

import "saddle/core/kernel"

// Generator is y = φ(Wx) with x ~ N(0, I_d).
type Generator struct {
	Phi   Activation // φ
	D     int        // dimension
	W     []float64  // d×d
	Scale *Scale     // nil: 1
}

// Scale states coordinates for a φ that does not commute with scaling: there the sample is
//
//	ỹ_i = φ(In_i x̃_i)/Out_i,   x̃ = Wx,
//
// so that x̃ and ỹ have lengths of order 1 whatever the target. Both lists have d positive numbers.
type Scale struct {
	In, Out []float64 // d: units of the pre-activations, of the samples
}

// PreActivations sets u, one row per row of the latents z, to Wz. transposed is scratch of d×d.
func (g *Generator) PreActivations(u, z, transposed []float64) {
	kernel.Transpose(g.D, transposed, g.W)
	kernel.Gemm(len(z)/g.D, g.D, g.D, z, g.D, 1, transposed, g.D, u, g.D)
}

// Apply sets y to the samples whose pre-activations are the rows of x; y may be x.
func (g *Generator) Apply(y, x []float64) {
	if g.Scale == nil {
		g.Phi.Apply(y, x)
		return
	}
	for k := 0; k < len(x); k += g.D {
		for i, s := range g.Scale.In {
			y[k+i] = x[k+i] * s
		}
	}
	g.Phi.Apply(y, y)
	for k := 0; k < len(x); k += g.D {
		for i, s := range g.Scale.Out {
			y[k+i] /= s
		}
	}
}

// Covariance sets sigma to Σ = WWᵀ, d×d. transposed is scratch of d×d.
func (g *Generator) Covariance(sigma, transposed []float64) {
	kernel.Transpose(g.D, transposed, g.W)
	kernel.GemmUpper(g.D, g.D, g.W, g.D, 1, transposed, g.D, sigma, g.D)
	kernel.Symmetrize(g.D, sigma)
}
