// Package sgda trains the two players of package gan by stochastic gradient descent-ascent.
//
// One iteration takes B fresh target samples and B_f fresh generated ones, moves the discriminator up
// the gradient of V and the generator down that of U, which is V itself in the minimax loss:
//
//	alternating   v ← v + η_D ∂V/∂v(W, v), then W ← W − η_G ∂U/∂W(W, v) at the new v on fresh latents
//	simultaneous  both at the old parameters, on the same samples
//
// with step sizes η/(1 + t/τ)^γ ([Schedule]). After each step the players are put back into their
// bounds ([Trainer.Step]), and Σ_t = WWᵀ enters the running average that is judged.
//
// The training can run in whitened coordinates: the covariance of the first n₀ target samples, LLᵀ,
// fixes a change of variables x = Lx̃ (for ReLU L is diagonal, which is what φ commutes with), and
// the players are W̃ = L⁻¹W and Ã = LᵀAL. Step sizes then mean the same for every target. All that this package
// returns is in the original coordinates.
//
// No step reads a clock, and every random number comes from the run's named streams, so that a query
// fixes every bit of a run. Step sizes, bounds and averages are this project's choices.
package sgda
