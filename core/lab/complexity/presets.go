package complexity

// Preset is a named grid with what it shows.
type Preset struct {
	Name, Title, Note, Query string // on the command line; above it; what it shows; the grid
}

// presets lists the experiments that the page and the command line offer.
var presets = []Preset{
	{"theorem", "The law d²/ε²", "The slope −1/2 and the exponent 2, for a one-to-one activation: all of them give the same bits, because the discriminator sees through them. The generator starts round, so that the statistics show and not the way there.",
		"d=2,4,8,16&seed=1..8&init=round&n=1600..409600:9"},
	{"activations", "What the activation costs", "The same samples behind each activation: nothing is lost where it is one-to-one, something where it cuts off.",
		"phi=leaky,relu,tanh,hardtanh&d=2&seed=1..12&init=round&target=isotropic&n=2000..128000:7"},
	{"designs", "ReLU and the three designs", "What each discriminator loses behind a ReLU: everything off the positive quadrant, or almost nothing that is to be had.",
		"phi=relu&d=2&seed=1..12&disc=quadratic,truncated,facewise&init=round&target=isotropic&n=4000..256000:7"},
	{"onepass", "Three methods on the same samples", "Descent-ascent, and two baselines of the literature in one pass: descent on the truncated likelihood (Wu, Dimakis and Sanghavi) and a Wasserstein GAN with rows of known norm (Lei, Lee, Dimakis and Daskalakis).",
		"phi=relu&d=2&seed=1..12&disc=facewise&init=round&target=isotropic&method=sgda,truncated,wgan&n=2000..128000:7&eps=0.02"},
	{"lei", "Lei et al., figure 1", "Their algorithm as they ran it: n fixed samples from k = 2 latents in d = 3, 5 and 7 dimensions, 20 runs each. Their guarantee asks for a number of samples that grows as d⁵/ε²; what is measured falls about as 1/√n. Now and then a run settles elsewhere, which their guarantee rules out only for as many latents as dimensions.",
		"phi=leaky&slope=0.2&d=3,5,7&seed=1..20&method=fixed&n=500,1000,2000,4000,7000,10000"},
	{"fakes", "Fakes per real", "Fakes are free. In the long run the price of a run is 1 + B/B_f.",
		"d=4&seed=1..16&fakes=1,2,4,8&init=round&n=4000..128000:6&eps=0.02"},
	{"batch", "Minibatch", "Small batches move early and leave a little noise, large ones take the samples more slowly.",
		"d=4&seed=1..12&batch=8,32,128&n=1000..128000:8&eps=0.03"},
	{"steps", "Step-size laws", "A decaying step with an average, two time scales without one, and a constant step, which stops at its noise.",
		"d=4&seed=1..12&schedule=decay,theory,constant&average=settled,off&n=4000..256000:7&eps=0.03"},
}

// Presets returns the experiments in the order of the page. The slice is a copy.
func Presets() []Preset { return append([]Preset(nil), presets...) }

// PresetByName returns the named experiment.
func PresetByName(name string) (Preset, bool) {
	for _, p := range presets {
		if p.Name == name {
			return p, true
		}
	}
	return Preset{}, false
}
