// Package baseline holds what descent-ascent is compared with: other ways to estimate the law φ(N(0, Σ_*)) of the same
// target samples.
//
//	sample covariance   the maximum-likelihood estimate where φ is one-to-one, Σ̂ = (1/n) Σ_k u_k u_kᵀ with
//	                    u = φ⁻¹(y), of which n E‖Σ_*^{−1/2}Σ̂Σ_*^{−1/2} − I‖²_F = d(d+1). The trainer keeps it:
//	                    sgda.State.SampleCovariance; its total variation is the floor of every chart
//	[Truncated]         for ReLU: projected stochastic gradient descent on the truncated likelihood of each
//	                    coordinate, and angles from how often two are positive together (Wu, Dimakis and Sanghavi, 2019)
//	[WGAN]              a Wasserstein GAN with a quadratic discriminator at its inner maximum and rows of fixed
//	                    norm (Lei, Lee, Dimakis and Daskalakis, 2019)
//
// Each takes samples in any portions and can be asked for its estimate at any time, so that its curve grows
// with the run's. What they return depends on the samples and the seed alone, not on the portions, and their
// random numbers come from streams of their own.
package baseline
