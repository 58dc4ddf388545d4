// Package core is the root of everything that Saddle computes. Its packages are pure: they know no
// browser, clock, goroutine, environment or global state, and the same query gives the same bits on
// every platform.
//
// A run flows in one direction:
//
//	config ─▶ session ─▶ sgda.Trainer ─▶ snapshot ─▶ figure
//	(query)   (commands)  (gan, kernel, rng)  (bytes)    (marks and words)
//
// with package metric judging the laws on the way, package baseline running other estimators on the same
// samples, package data for samples that the reader brings, packages table and intake that read
// them, package misfit for whether any law of the generator fits them, and package theory for what to expect around the
// equilibrium. The trainer never waits for the picture, and the picture never perturbs the training: what is
// shown draws its random numbers from streams of its own.
//
// Packages tracywidom and wishart know the largest eigenvalue of sample covariance matrices, its limit and its exact law;
// approx and linear serve whoever integrates, interpolates or looks for eigenvalues.
//
// Package distributed shares a run among workers that tell a server as little as they can.
//
// Package lab stands beside that flow: the bench on which experiments run many trainers and compare them, with stat and
// chart for what comes of it; each package below it is one laboratory, and lab/all knows them. cmd/saddle, the one command
// here, wires it to a terminal, files and cores, and is the one exception to the rule above.
//
// # Notation
//
//	paper             here
//	f(x) = φ(Wx)      gan.Generator, W; φ is gan.Activation
//	W_*               sgda.State.WStar, the target's matrix
//	Σ = WWᵀ, Σ_*      Sigma, SigmaStar: all that the law of φ(Wx) depends on
//	D, v = (A, b)     gan.Quadratic: D = σ(b + ½uᵀAu); gan.Faces where φ cuts off
//	V, L(W, v)        gan.Design.Value
//	η_D, η_G          config.Config.EtaD, EtaG, the step sizes of ascent and descent
//	B, B_f            config.Config.Batch, and Batch × Fakes
//	n, N              sgda.Trainer.Samples, target samples used
//	m, τ, μ, p        distributed.Plan Workers, Period, Mu; sgda.Freedom
//	ε                 config.Config.Eps, total variation
//
// Matrices are row-major slices of d·d float64; a row of a sample matrix is a sample. "Derived here"
// in a comment marks a formula with a proof of our own; the setting and the headline result, total
// variation ε from Õ(d²/ε²) samples by stochastic gradient descent-ascent, are those of Kontonis, Liu
// and Tzamos, "Convergence and Sample Complexity of SGD in GANs" (2020).
package core
