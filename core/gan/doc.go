// Package gan holds the two players and the game between them.
//
// The target is the law of y = φ(W_*x), x ~ N(0, I_d); the [Generator] is the law of y = φ(Wx) with the same
// [Activation] φ. A discriminator gives a sample the probability D(y) = σ(h(y)) of being real, where the logit h is linear
// in its parameters v, and they play for
//
//	V(W, v) = E log D(φ(W_*x)) + E log(1 − D(φ(Wx))):
//
// the discriminator ascends, the generator descends. That is the [Loss] Minimax; three others differ in V, or in what
// the generator descends.
//
// A class of discriminators is a [Design]. [Quadratic] is
//
//	h(y) = b + ½ uᵀAu,   u = φ⁻¹(y) where φ is one-to-one on ℝ, u = y elsewhere.
//
// For a one-to-one φ the logarithm of the ratio of the two densities lies in that class, so that the best
// discriminator attains V = 2 JS − 2 log 2. Where φ is constant on some pieces, as ReLU is, [Faces] holds the
// designs that know the truncation set S, the samples all of whose coordinates φ maps one-to-one: truncated
// with and without a constant, and facewise. They work on pairs of coordinates, because the mass of S vanishes
// exponentially with d.
//
// The generator has three estimators of its gradient: pathwise, in which the samples move with W; flux, which is that with what crosses the
// faces on which a logit jumps, as those of Faces do; and score, in which the probability of the samples moves. The first is
// biased where the logit jumps; config.Config.GeneratorGradient says which one a run takes.
//
// Where φ is not one-to-one no coordinates make every target look round. There a [Reference] law says in which directions the players should
// move to learn all laws near it alike: the ascent in features balanced by it, the descent along the [Natural] gradient.
//
// These designs, and every constant here, are this project's; the setting is that of Kontonis, Liu and Tzamos,
// "Convergence and Sample Complexity of SGD in GANs" (2020).
//
// A [Minibatch] holds the samples that a design computes V and its gradients on. Matrices are row-major, a row
// is a sample.
package gan
