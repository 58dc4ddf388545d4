// Package rates is the laboratory of smooth targets: how fast a vanilla GAN learns a density of which no more is known than
// how smooth it is, in Jensen-Shannon divergence.
//
// The target on [0,1] has log density c Σ_{k≤300} s_k k^−(β+1/2) cos πkx less a constant, signs s_k = ±1 from the seed:
// its Sobolev smoothness is β. The generator maps a uniform latent u to G_w(u) = F_w⁻¹(u), where F_w is the distribution
// function of log p_w(x) = w·B(x), B the K uniform B-splines, linear for β ≤ 1 and cubic above. The discriminator's logit
// is v·B(x). The only equilibrium has v = 0, which is where the generated samples have the moments of the real ones,
// E_w B = mean of B: the most likely w. Here both players move to the end at once, the exact rule, by Newton's method.
//
//	samples ──mean of B──▶ Newton ──▶ p_w ──quadrature──▶ JS(p_*, p_w)   (a row)
//
// To first order the error has two parts, that of K splines and that of n samples (derived here):
//
//	E JS = bias(K) + (K−1)/(8n),  bias(K) ~ K^−2β,
//
// which are least together at K ~ n^{1/(2β+1)}, where JS ~ n^{−2β/(2β+1)}.
//
// In the plane splines are products B_i(x₁)B_j(x₂), the generator's map is that of Knothe and Rosenblatt, first x₁ and then x₂ given x₁, and there are
// K² − 1 free parameters: JS ~ n^{−2β/(2β+2)}. That a GAN attains the rate
// (log n/n)^{2β/(2β+d)} in Jensen-Shannon divergence, best possible up to logarithms, is the claim of Belomestny,
// Moulines, Naumov, Puchkin and Samsonov.
package rates
