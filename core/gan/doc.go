// Package gan holds the two players and the game between them.
//
// The target is the law of y = φ(W_*x), x ~ N(0, I_d); the [Generator] is the law of y = φ(Wx). The
// [Discriminator] gives a sample the probability D(y) = σ(h(y)) of being real, with the logit
//
//	h(y) = b + ½ uᵀAu,   u = φ⁻¹(y) where φ is one-to-one on ℝ, u = y for ReLU,
//
// and they play for V(W, A, b) = E log D(φ(W_*x)) + E log(1 − D(φ(Wx))): the discriminator ascends, the
// generator descends. That is the [Loss] Minimax; three others differ in V, or in what the generator
// descends. For a one-to-one φ the logarithm of the ratio of the two densities lies in the
// discriminator's class, so the best discriminator attains V = 2 JS − 2 log 2. That design, and every
// constant here, is this project's; the setting is that of Kontonis, Liu and Tzamos,
// "Convergence and Sample Complexity of SGD in GANs" (2020).
//
// A [Minibatch] computes V and its gradients on samples. Matrices are row-major, a row is a sample.
package gan
