// Package sgda trains the two players of package gan by stochastic gradient descent-ascent.
//
// One iteration takes B fresh target samples and B_f fresh generated ones, moves the discriminator up
// the gradient of V and the generator down that of U, which is V itself in the minimax loss:
//
//	alternating   v ← v + η_D ∂V/∂v(W, v), then W ← W − η_G ∂U/∂W(W, v) at the new v on fresh latents
//	simultaneous  both at the old parameters, on the same samples
//	optimistic    as simultaneous, with 2g_t − g_{t−1} for each gradient g_t (Daskalakis et al. 2018)
//	extragradient both at the point where simultaneous would have gone, on the same samples (Korpelevich 1976)
//	exact         v is the maximum of V against the samples so far, then the generator descends: the bilevel view
//
// and with inner = k > 1 the discriminator moves k times, each on fresh samples, before the generator does.
// Step sizes are η/(1 + t/τ)^γ ([Schedule]); the query's two time scales are that with other defaults, and its
// fluctuation–dissipation schedule halves constant ones whenever both players have become stationary
// ([Trainer.Annealing]; after Yaida, 2019, and Cao and Guo, 2020). After each step the players are put back into their bounds
// ([Trainer.Step]), and Σ_t = WWᵀ enters the running average that is judged.
//
// The training can run in whitened coordinates: the covariance of the first n₀ target samples, LLᵀ, fixes a change of variables
// x = Lx̃, and the players are W̃ = L⁻¹W and Ã = LᵀAL. Where φ cuts off, L is diagonal, the scales of the coordinates by maximum likelihood
// (gan.ScaleFit), and if φ does not commute with those either, unlike ReLU, the samples are scaled too (gan.Scale). The
// correlations are fitted as well (data.Correlation): the law that they make, up to 16 dimensions, is where the generator's start is taken from, and
// chooses the directions of both players (gan.Reference, gan.Natural), so that a thin target takes no longer than a round one.
// Whitening of the reader's own samples knows all of them. Step sizes then mean the same for every target. All that this package
// returns is in the original coordinates.
//
// The target's samples are φ(W_*x) for fresh x, or rows of the reader's own, drawn with replacement ([NewOn]); those are
// judged against the law of greatest likelihood (package data).
//
// No step reads a clock, and every random number comes from the run's named streams, so that a query
// fixes every bit of a run. Step sizes, bounds and averages are this project's choices.
package sgda
