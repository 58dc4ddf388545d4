package complexity

import "saddle/core/lab"

// presets lists the experiments that the page and the command line offer.
var presets = []lab.Preset{
	{Name: "theorem", Title: "The law d²/ε²", Note: "The slope −1/2 and the exponent 2, for a one-to-one activation: all of them give the same bits, because the discriminator sees through them. The generator starts round, so that the statistics show and not the way there.",
		Query: "d=2,4,8,16&seed=1..8&init=round&n=1600..409600:9"},
	{Name: "activations", Title: "What the activation costs", Note: "The same samples behind each activation: nothing is lost where it is one-to-one, something where it cuts off.",
		Query: "phi=leaky,relu,tanh,hardtanh&d=2&seed=1..12&init=round&target=isotropic&n=2000..128000:7"},
	{Name: "designs", Title: "ReLU and the three designs", Note: "What each discriminator loses behind a ReLU: everything off the positive quadrant, or almost nothing that is to be had.",
		Query: "phi=relu&d=2&seed=1..12&disc=quadratic,truncated,facewise&init=round&target=isotropic&n=4000..256000:7"},
	{Name: "onepass", Title: "Three methods on the same samples", Note: "Descent-ascent, and two baselines of the literature in one pass: descent on the truncated likelihood (Wu, Dimakis and Sanghavi) and a Wasserstein GAN with rows of known norm (Lei, Lee, Dimakis and Daskalakis).",
		Query: "phi=relu&d=2&seed=1..12&disc=facewise&init=round&target=isotropic&method=sgda,truncated,wgan&n=2000..128000:7&eps=0.02"},
	{Name: "lei", Title: "Lei et al., figure 1", Note: "Their algorithm as they ran it: n fixed samples from k = 2 latents in d = 3, 5 and 7 dimensions, 20 runs each. Their guarantee asks for a number of samples that grows as d⁵/ε²; what is measured falls about as 1/√n. Now and then a run settles elsewhere, which their guarantee rules out only for as many latents as dimensions.",
		Query: "phi=leaky&slope=0.2&d=3,5,7&seed=1..20&method=fixed&n=500,1000,2000,4000,7000,10000"},
	{Name: "fakes", Title: "Fakes per real", Note: "Fakes are free. In the long run the price of a run is 1 + B/B_f.",
		Query: "d=4&seed=1..16&fakes=1,2,4,8&init=round&n=4000..128000:6&eps=0.02"},
	{Name: "batch", Title: "Minibatch", Note: "Small batches move early and leave a little noise, large ones take the samples more slowly.",
		Query: "d=4&seed=1..12&batch=8,32,128&n=1000..128000:8&eps=0.03"},
	{Name: "steps", Title: "Step-size laws", Note: "A decaying step with an average, two time scales without one, and a constant step, which stops at its noise.",
		Query: "d=4&seed=1..12&schedule=decay,theory,constant&average=settled,off&n=4000..256000:7&eps=0.03"},
}
