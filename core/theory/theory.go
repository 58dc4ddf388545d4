// Package theory predicts what stochastic gradient descent-ascent does around the equilibrium v = 0, W = W_*,
// where the game is linear. The discriminator ascends E a(h) over the target's samples + E b(h) over the generated
// ones − ½λ|v|², the generator descends E c(h), and h = v·ψ. With a′(0) = −b′(0) = α, κ = −a″(0) − b″(0) and γ = −c′(0)
// (see [Slopes]) one simultaneous step from the displacement w of the generator is
//
//	v ← v + η_D(−αJw − (κM + λ)v + noise),  w ← w + η_G γJᵀv,
//
// where J = ∂E[ψ(φ(Wz))]/∂w, M = E[ψψᵀ] and C = Cov(ψ) at the equilibrium, and the noise of a step has the covariance
// α²C(1/B + 1/B_f). To first order the generator's gradient has none, because it vanishes at v = 0. The other rules are
// other products of the same two moves ([Game.Linear]).
//
// Derived here; for the view as a diffusion, of which the temperature is η/2B, see Cao and Guo, "Approximation and
// convergence of GANs training: an SDE approach" (2020).
package theory

import (
	"saddle/core/gan"

	"saddle/core/linear"
)

// Slopes are what the linear game knows of a loss.
type Slopes struct {
	Alpha  float64 // a′(0) = −b′(0), how hard the samples push the discriminator
	Kappa  float64 // −a″(0) − b″(0), how the loss flattens
	Gamma  float64 // −c′(0), how hard the discriminator pushes the generator
	Lambda float64 // λ of the penalty ½λ|v|²
}

// SlopesOf returns those of a loss.
func SlopesOf(l gan.Loss) Slopes {
	switch l {
	case gan.Wasserstein:
		return Slopes{Alpha: 1, Gamma: 1, Lambda: 1}
	case gan.LeastSquares:
		return Slopes{Alpha: 0.5, Kappa: 2, Gamma: 0.5}
	}
	return Slopes{Alpha: 0.5, Kappa: 0.5, Gamma: 0.5}
}

// Game is the linear game of m features and p coordinates of the generator. Several discriminators, each with features of
// its own, are one game: then M holds 0 where the features are of different ones, C does not.
type Game struct {
	Features, Coordinates int       // m, p
	Loss                  Slopes    // of the loss
	J                     []float64 // m×p: how the means of the features move with the generator
	Push                  []float64 // m×p: what the discriminator's gradient sends back; nil: J
	M, C                  []float64 // m×m
	Raise                 []float64 // m×m: the ascent follows this times the gradient; nil: the gradient
	Turn                  []float64 // p×p: what of the generator's step, and of Push, is not its gradient but natural; nil: it is the gradient

	// How ‖S‖² and ‖A‖², S = (Σ − Σ_*)/2 where Σ_* = I, come from w and v: ‖S‖² = Σ S_k w_k², ‖A‖² = |Av|², and where
	// Σ_* = I ‖A‖² = |Round v|².
	S        []float64 // p
	A, Round []float64 // rows of m
}

// Steps are the step sizes, the samples per step and the order of the moves.
type Steps struct {
	EtaD, EtaG float64  // η_D, η_G
	Real, Fake float64  // B and B_f
	Rule       gan.Rule // who moves on which parameters
	Inner      int      // moves of the discriminator for one of the generator; 0 means 1
}

// Centred returns the game with the means of the features taken away: M = C. Then, for small steps and no penalty,
//
//	Cov(w) = η_G αγ(1/B + 1/B_f)/2κ on the range of Jᵀ,  Cov(v) = η_D α²(1/B + 1/B_f)/2κ,  Cov(v, w) = 0
//
// whatever J and C are: equipartition. For the logarithmic losses and B = B_f these are η_G/2B and η_D/2B.
func (g Game) Centred() Game {
	g.M = g.C
	return g
}

// push returns how the discriminator's parameters move the generator, m×p.
func (g *Game) push() []float64 {
	if g.Push != nil {
		return g.Push
	}
	return g.J
}

// stiffness returns K = κM + λR⁻¹, R being what raises the ascent: the penalty is as long as its steps are.
func (g *Game) stiffness() []float64 {
	k := make([]float64, len(g.M))
	unit := linear.Identity(g.Features)
	if g.Raise != nil && g.Loss.Lambda != 0 {
		unit, _ = linear.Inverse(g.Raise, g.Features, lost)
	}
	for i, v := range g.M {
		k[i] = float64(g.Loss.Kappa*v) + float64(g.Loss.Lambda*unit[i])
	}
	return k
}
