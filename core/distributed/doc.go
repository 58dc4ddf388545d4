// Package distributed trains the two players on several workers that tell a server as little as they can.
//
// Every one of m workers sees b fresh target samples and B_f generated ones in a round. What it makes of them and what it
// says is the method's ([Method]); the server merges what all have said and tells it to all, and everyone, the server too,
// moves its players by what it hears. Nobody sends players but where the method averages them.
//
//	full     the gradient: p numbers in every round
//	hybrid   the gradient in every τ-th round; in the others one number, p/m Σ s_i u_i being the gradient's estimate, where
//	         s_i = (V(x + μu_i) − V(x))/μ and u_i is a direction that everyone draws alike
//	zeroth   that one number in every round
//	average  its players in every τ-th round, after steps of its own; the server sends their mean
//	qsgd     the gradient in s levels, at random so that its mean is right, in every round; the server sends numbers
//
// The game is zero-sum, so that one number serves both players. Hybrid is that of Omidvar, Maddah-Ali and Mahdavi, "A
// hybrid-order distributed SGD method for non-convex optimization to balance communication overhead, computational
// complexity, and convergence rate" (2020), as far as its abstract tells; qsgd that of Alistarh, Grubic, Li, Tomioka and
// Vojnovic (2017) with codes of fixed length. With one worker and τ = 1 all but zeroth and qsgd are stochastic gradient
// descent-ascent of package sgda, bit for bit; with more, that of minibatches m times as large.
//
// [Run] has all workers in one thread, [Server] and [Worker] are its parts, for whoever has more: they exchange bytes, and
// these are the same.
package distributed
