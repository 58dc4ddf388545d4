// Package data holds samples that the reader brings: it takes them from tables ([FromTable], [Reader]), keeps them
// ([Set]) and fits the law that a run on them should find ([Set.Fit]).
//
// A run on a Set draws its rows with replacement, so that its target is the empirical law of the n rows. The
// game knows laws of the form φ(Wx) only, x ~ N(0, I_d), and the one of them that it can reach is that of greatest
// likelihood: with x = φ⁻¹(y), where φ is one-to-one,
//
//	Σ̂ = (1/n) Σ_k x_k x_kᵀ,
//
// the maximum-likelihood covariance of a Gaussian with mean 0. Where φ cuts off, the maximum is climbed to for d ≤ 2;
// beyond, the likelihood has integrals of up to d dimensions in it, and Σ̂ is put together from columns and pairs of
// columns ([Law.Likeliest] says which). Distances of a run on a Set are those from φ of N(0, Σ̂).
package data
