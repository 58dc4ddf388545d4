// Package metric measures exactly how far the generated law is from the real
// one, and how close any method could have come on the same number of samples.
//
// Both players of the game push a standard Gaussian through the same
// activation, so for every bijective activation the distance between the two
// output laws is the distance between two centred Gaussians:
//
//	P = N(0, Σ_*)  the real law, density p
//	Q = N(0, Σ)    the fake law, density q
//
// Every f-divergence of the pair depends on the two covariances only through
// the spectrum λ_1 ≤ … ≤ λ_d of Σ_*⁻¹Σ: a change of variables turns P into
// N(0, I) and Q into N(0, diag λ). The package is therefore one pipeline,
//
//	W, W_*  ──Spectrum──▶  λ  ──TV, JS, KL, …──▶  numbers,
//
// with Gaussian running both halves. A law is given by a factor W of its covariance, Σ = WWᵀ: a thin law keeps its digits
// that way; Factor makes one of a covariance. For an activation that is constant somewhere, such as ReLU, these are
// distances before the activation and bound the distances after it from above, by data processing. The [Judge] of a
// target knows the activation: there it measures the laws of the samples themselves, by quadrature on the line and in the
// plane, otherwise by Monte Carlo with a standard error. [DevroyeBand] and [Pinsker] bound the total variation; the
// least that n samples allow is package theory's.
//
// # Conventions
//
// Divergences are in nats. A spectrum is a slice of d eigenvalues in any order,
// never mutated. An eigenvalue that is not positive and finite means that one
// law lives where the other has no mass: the laws are then mutually singular
// and every distance takes its largest value. A NaN eigenvalue is a programming
// error, on which every distance panics; Spectrum turns bad matrices into errors
// before that.
//
// # Log-likelihood ratio
//
// Total variation, Jensen-Shannon and Hellinger all come from the moment
// generating function, under P, of the log-likelihood ratio L = log q/p,
//
//	M(s) = E_P e^{sL} = ∫ p^{1−s} q^s = ∏ λ_i^{−s/2} (1 − a_i s)^{−1/2},   a_i = 1 − 1/λ_i,
//
// because with P = N(0, I) and Q = N(0, diag λ) the integral is a product of
// one-dimensional Gaussian ones. M(0) = M(1) = 1, M is log-convex on the real
// interval where it is finite, and |M(s)| ≤ M(Re s).
//
// # Reproducibility
//
// The numbers are the same bits on every platform: sums run in a fixed order,
// products are rounded before they are added, and the elementary functions are
// those of package kernel.
package metric
