package config

import (
	"math"
	"strconv"

	"saddle/core/gan"
)

// Parameters that other packages or checks across parameters must name.
const (
	knotsName = "knots"
	starName  = "star"
	wstarName = "wstar"
	w0Name    = "w0"
	axesName  = "axes"
	viewName  = "view"
	seedName  = "seed"
	atName    = "at"
	dataName  = "data"
	dName     = "d"
	speedName = "speed"
)

func choose(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

func fixed(text string) func(*Config) string { return func(*Config) string { return text } }

// SlowMotion is the speed, in iterations per second, up to which each player's move is shown.
const SlowMotion = 2

const slowest, fastest = 0.1, 2000 // iterations per second

// activations are the values of phi.
var activations = []Option{{gan.Identity, "identity"}, {gan.Leaky, "leaky ReLU"}, {gan.ReLU, "ReLU"}, {gan.ELU, "ELU"}, {gan.Softplus, "softplus"},
	{gan.Tanh, "tanh"}, {gan.Sigmoid, "sigmoid"}, {gan.HardTanh, "hard tanh"}, {gan.Cubic, "cube"}, {gan.Piecewise, "piecewise linear"}}

// params is the one declaration of every parameter. A derived default reads only parameters above it.
var params = []Param{
	{Name: "target", Label: "Target", Group: Target, Kind: Choice,
		Help: "A matrix W_* with a name, or one drawn from the seed. Correlated: neighbouring coordinates of Wx have correlation 0.8 or −0.8. Lei et al., figure 2: columns (1, 1), made invertible by a twentieth. Your own samples: the rows of a file, drawn with replacement.",
		Options: []Option{{string(SeededTarget), "from the seed"}, {string(IsotropicTarget), "isotropic"}, {string(IllTarget), "ill-conditioned"},
			{string(SingularTarget), "nearly singular"}, {string(CorrelatedTarget), "correlated"}, {string(AnticorrelatedTarget), "anti-correlated"},
			{string(LeiTarget), "Lei et al., figure 2"}, {string(OwnSamples), "your own samples"}},
		Default: fixed(string(SeededTarget)), field: func(c *Config) any { return (*string)(&c.Target) }},
	{Name: dataName, Label: "Your samples", Group: Target, Kind: Fingerprint,
		Help:    "A table of numbers as any program writes it, one sample a row: up to 1,000,000 rows of up to 128 columns. What is taken of it, and what is not, is shown. The numbers stay in this browser: a link to such a run names them by a fingerprint, and whoever opens it gives the file again. Distances are those from the law φ(Wx) under which the samples are likeliest; where φ cuts off and d > 2, from the one that fits columns and pairs of columns best. A test on rows held out says how far they are, at least, from everything the generator can make.",
		Default: fixed(""), field: func(c *Config) any { return &c.Data }},
	{Name: "phi", Label: "Activation", Symbol: "φ", Group: Target, Kind: Choice,
		Help:    "The function applied to each coordinate of Wx; the target and the generator share it, unless the target has one of its own.",
		Options: activations,
		Default: fixed(gan.Leaky), field: func(c *Config) any { return &c.Phi }},
	{Name: "slope", Label: "Slope below zero", Symbol: "α", Group: Target, Kind: Float, Min: 0.01, Max: 1, Log: true,
		Help:    "The slope of the leaky ReLU on the negative side; 1 is the identity.",
		Default: func(c *Config) string { return choose(c.Target == LeiTarget, "0.2", "0.5") }, Follows: "0.5; for Lei et al. 0.2", field: func(c *Config) any { return &c.Slope }},
	{Name: knotsName, Label: "Knots", Symbol: "x, φ(x)", Group: Target, Kind: List, Min: -100, Max: 100,
		Help:    "Points x, φ(x) of the piecewise linear activation, 2 to 8 of them: x must rise, φ must not fall; the end pieces go on.",
		Default: fixed("-2,-1.3,-1,-1,1,1,2,1.3"), field: func(c *Config) any { return &c.Knots }},
	{Name: starName, Label: "Target’s activation", Symbol: "φ_*", Group: Target, Kind: Choice,
		Help:    "Of the target’s samples φ_*(W_*x), where it differs from the generator’s φ: then no W makes the generator’s law the target’s. The discriminator sees what φ would make of the nearest values that it takes; where φ is one-to-one it takes all that φ_* does. Slope and knots are those of whichever has them.",
		Options: append([]Option{{SameActivation, "the generator’s"}}, activations...),
		Default: fixed(SameActivation), field: func(c *Config) any { return &c.Star }},
	{Name: "centre", Label: "Subtract the mean", Group: Target, Kind: Choice,
		Help:    "Of your own samples, from each column: Wx has mean zero, and so has φ(Wx) for the identity.",
		Options: []Option{{"off", "no"}, {"on", "yes"}},
		Default: func(c *Config) string { return choose(c.Phi == gan.Identity, "on", "off") }, Follows: "off; for the identity on", field: func(c *Config) any { return &c.Centre }},
	{Name: dName, Label: "Dimension", Symbol: "d", Group: Target, Kind: Int, Min: 1, Max: 128,
		Help:    "The number of coordinates of the latent x and of the sample y.",
		Default: dimension, Follows: "2; for your own samples their columns", field: func(c *Config) any { return &c.D }},
	{Name: "kappa", Label: "Condition number", Symbol: "κ", Group: Target, Kind: Float, Min: 1, Max: 1000, Log: true,
		Help:    "The largest singular value of a W_* drawn from the seed over its smallest: 1 is round, large is thin.",
		Default: conditioning, Follows: "3; isotropic 1, ill-conditioned 30, nearly singular 1000", field: func(c *Config) any { return &c.Kappa }},
	{Name: wstarName, Label: "Target matrix", Symbol: "W_*", Group: Target, Kind: List, Min: -100, Max: 100,
		Help:    "The rows of the target W_*, one after the other; empty takes the one chosen above.",
		Default: fixed(""), field: func(c *Config) any { return &c.WStar }},
	{Name: seedName, Label: "Seed", Group: Target, Kind: Int, Min: 0, Max: 1 << 53,
		Help:    "Fixes every random number of the run: the same seed gives the same run, bit for bit.",
		Default: fixed("778"), field: func(c *Config) any { return &c.Seed }},

	{Name: "init", Label: "Starting matrix", Symbol: "W₀", Group: Generator, Kind: Choice,
		Help:    "Where the generator starts: a matrix drawn from the seed, the law that the whitening samples suggest (without whitening a round cloud), the random matrix with one direction flattened away, or the target itself, which is the equilibrium.",
		Options: []Option{{string(RandomStart), "random"}, {string(RoundStart), "round"}, {string(FlatStart), "rank-deficient"}, {string(StartAtTarget), "at the target"}},
		Default: fixed(string(RandomStart)), field: func(c *Config) any { return (*string)(&c.Init) }},
	{Name: w0Name, Label: "Explicit start", Symbol: "W₀", Group: Generator, Kind: List, Min: -1000, Max: 1000,
		Help:    "The rows of the generator's first matrix, one after the other; empty takes the one chosen above. Dragging a column in the picture fills it in.",
		Default: fixed(""), field: func(c *Config) any { return &c.W0 }},
	{Name: "fakes", Label: "Fakes per real", Symbol: "B_f/B", Group: Generator, Kind: Int, Min: 1, Max: 32,
		Help:    "Generated samples per target sample; fakes are free, and more of them make the steps less noisy.",
		Default: fixed("4"), field: func(c *Config) any { return &c.Fakes }},

	{Name: "disc", Label: "Design", Symbol: "D", Group: Discriminator, Kind: Choice,
		Help:    "What the discriminator sees. Quadratic: all products of two coordinates. Truncated: products of two coordinates where φ can be inverted, and a constant; bare: without the constant. Facewise: besides, products on the edges where φ cuts off one coordinate. Where φ can be inverted everywhere all are the quadratic.",
		Options: []Option{{gan.QuadraticDesign, "quadratic"}, {gan.Truncated, "truncated"}, {gan.TruncatedBare, "truncated, bare"}, {gan.Facewise, "facewise"}},
		Default: fixed(gan.QuadraticDesign), field: func(c *Config) any { return &c.Disc }},
	{Name: "loss", Label: "Loss", Symbol: "L", Group: Discriminator, Kind: Choice,
		Help:    "What the players play for. Minimax: the discriminator maximises E log D(real) + E log(1 − D(fake)), the generator minimises it; for the other losses the picture shows D = σ(h) of their score h.",
		Options: []Option{{"minimax", "minimax"}, {"nonsaturating", "non-saturating"}, {"wasserstein", "Wasserstein, penalised"}, {"leastsquares", "least squares"}},
		Default: fixed("minimax"), field: func(c *Config) any { return (*string)(&c.Loss) }},

	{Name: "grad", Label: "Generator gradient", Group: Generator, Kind: Choice,
		Help:    "The right one: pathwise, and for the truncated and facewise designs of an activation that cuts off with what crosses the edges at which they jump. Pathwise: samples move with W, which alone is biased where the discriminator jumps. Score: their probability does, which holds for all, but is noisy.",
		Options: []Option{{"auto", "the right one"}, {string(gan.Pathwise), "pathwise"}, {string(gan.Score), "score"}},
		Default: fixed("auto"), field: func(c *Config) any { return (*string)(&c.Grad) }},

	{Name: "whiten", Label: "Whitening", Group: Descent, Kind: Choice,
		Help:    "On: the first samples fix coordinates in which every target looks round; where φ cuts off these are the scales alone, and up to d = 16 the law that the samples suggest fixes the directions of both players instead. Off: the raw coordinates, where thin targets are hard.",
		Options: []Option{{"on", "on"}, {"off", "off"}},
		Default: fixed("on"), field: func(c *Config) any { return &c.Whiten }},
	{Name: "n0", Label: "Whitening samples", Symbol: "n₀", Unit: "samples", Group: Descent, Kind: Int, Min: 1, Max: 1e6, Log: true,
		Help:    "Target samples spent on whitening; they count. Your own samples need none, as all their rows are known.",
		Default: whitening, Follows: "20 d; where φ cuts off, up to d = 16, 100 d", field: func(c *Config) any { return &c.N0 }},
	{Name: "rule", Label: "Update rule", Group: Descent, Kind: Choice,
		Help: "Alternating: the generator answers the discriminator's new parameters. Simultaneous: both answer the old ones. Optimistic: simultaneous, with twice the gradient less the one before. Extragradient: both look one step ahead and take the gradient they find there. Exact inner maximum: the discriminator is the best against all samples so far and the generator's law, and the generator descends against that (the bilevel view); the quadratic design of an activation that cuts off only comes near it in more than 23 dimensions.",
		Options: []Option{{string(gan.Alternating), "alternating"}, {string(gan.Simultaneous), "simultaneous"}, {string(gan.Optimistic), "optimistic"}, {string(gan.Extragradient), "extragradient"},
			{string(gan.Exact), "exact inner maximum"}},
		Default: fixed(string(gan.Alternating)), field: func(c *Config) any { return (*string)(&c.Rule) }},
	{Name: "inner", Label: "Discriminator steps", Symbol: "k", Unit: "steps", Group: Descent, Kind: Int, Min: 1, Max: 100, Log: true,
		Help:    "Discriminator steps per generator step, each on fresh samples.",
		Default: fixed("1"), field: func(c *Config) any { return &c.Inner }},
	{Name: "batch", Label: "Minibatch", Symbol: "B", Unit: "samples", Group: Descent, Kind: Int, Min: 1, Max: 4096, Log: true,
		Help:    "Fresh target samples per step.",
		Default: minibatch, Follows: "64, or 8d where that is more", field: func(c *Config) any { return &c.Batch }},
	{Name: "schedule", Label: "Schedule", Group: Descent, Kind: Choice,
		Help:    "Whether the step sizes fall over time, η/(1 + t/τ)^γ, or stay at η. Two time scales: the generator's step falls as 1/t, faster than the discriminator's, so that the last iterate comes near the target without an average. Decay: both fall alike, which an average needs. Fluctuation–dissipation: both steps are halved whenever both players have come to rest, as far as the run so far can tell.",
		Options: []Option{{string(Decay), "decay"}, {string(TwoTimeScales), "two time scales"}, {string(ConstantSteps), "constant"}, {string(Annealed), "fluctuation–dissipation"}},
		Default: func(c *Config) string {
			return choose(c.Rule == gan.Exact, string(ConstantSteps), string(TwoTimeScales))
		}, Follows: "two time scales; for the exact inner maximum, whose noise dies out by itself, constant", field: func(c *Config) any { return (*string)(&c.Schedule) }},
	{Name: "etaD", Label: "Discriminator step", Symbol: "η_D", Group: Descent, Kind: Float, Min: 1e-5, Max: 100, Log: true,
		Help:    "The first step size of the discriminator's ascent.",
		Default: ascentStep, Follows: "2 up to d = 2, then 4/d down to 0.25; where φ cuts off 1, from d = 8 on 0.5, with designs that look at where 0.5; for Wasserstein a quarter, for least squares an eighth; for the optimistic rule a quarter, for extragradient half of it", field: func(c *Config) any { return &c.EtaD }},
	{Name: "etaG", Label: "Generator step", Symbol: "η_G", Group: Descent, Kind: Float, Min: 1e-5, Max: 100, Log: true,
		Help:    "The first step size of the generator's descent.",
		Default: descentStep, Follows: "0.1 up to d = 2, then 0.25; where φ cuts off 0.4, in raw coordinates or beyond d = 16 0.5; for least squares four times that", field: func(c *Config) any { return &c.EtaG }},
	{Name: "tauD", Label: "Discriminator delay", Symbol: "τ_D", Unit: "steps", Group: Descent, Kind: Float, Min: 1, Max: 1e6, Log: true,
		Help:    "The step at which the discriminator's step size has begun to fall.",
		Default: ascentDelay, Follows: "100, where the discriminator starts fast less: 10 up to d = 2, then 100 (d/8)^(5/3); where φ cuts off 30, for the quadratic design from d = 8 on 100", field: func(c *Config) any { return &c.TauD }},
	{Name: "tauG", Label: "Generator delay", Symbol: "τ_G", Unit: "steps", Group: Descent, Kind: Float, Min: 1, Max: 1e6, Log: true,
		Help:    "The step at which the generator's step size has begun to fall.",
		Default: descentDelay, Follows: "in two time scales 2/η_G, up to d = 2 4/η_G; where φ cuts off 4/η_G, in raw coordinates up to d = 7 8/η_G; for least squares four times that; otherwise 100", field: func(c *Config) any { return &c.TauG }},
	{Name: "gammaD", Label: "Discriminator decay", Symbol: "γ_D", Group: Descent, Kind: Float, Min: 0, Max: 1,
		Help:    "How fast the discriminator's step size falls: 0 never, 1 as 1/t.",
		Default: fixed("0.6"), field: func(c *Config) any { return &c.GammaD }},
	{Name: "gammaG", Label: "Generator decay", Symbol: "γ_G", Group: Descent, Kind: Float, Min: 0, Max: 1,
		Help:    "How fast the generator's step size falls: 0 never, 1 as 1/t.",
		Default: descentDecay, Follows: "1 in two time scales, otherwise 0.6", field: func(c *Config) any { return &c.GammaG }},
	{Name: "average", Label: "Average", Symbol: "Σ̄", Group: Descent, Kind: Choice,
		Help:    "Which law is shown and judged, in the picture, the number and the sentence alike: that of the last iterate W_t, or that of the mean of Σ_t = W_tW_tᵀ over the run since it has settled, over its second half, or over all of it. With an average the last iterate is a thin dashed ring.",
		Options: []Option{{string(SinceSettled), "since it settled"}, {string(SecondHalf), "second half"}, {string(WholeRun), "whole run"}, {string(LastIterate), "last iterate"}},
		Default: fixed(string(LastIterate)), field: func(c *Config) any { return (*string)(&c.Average) }},
	{Name: "n", Label: "Stop after", Symbol: "n", Unit: "samples", Group: Descent, Kind: Int, Min: 0, Max: 1e12,
		Help:    "The run is finished after this many target samples; 0 goes on for ever.",
		Default: fixed("0"), field: func(c *Config) any { return &c.N }},
	{Name: "eps", Label: "Accuracy", Symbol: "ε", Group: Descent, Kind: Float, Min: 0, Max: 1,
		Help:    "The run has converged when the total variation of the law shown has come from above down to this. It looks when the curve has a point: at every step to begin with, later at each tenth more. 0 goes on for ever.",
		Default: fixed("0.01"), field: func(c *Config) any { return &c.Eps }},

	{Name: "baselines", Label: "Compare with", Group: View, Kind: Flags,
		Help:    "Other estimators that learn from the same samples beside the run, and take their own time. Truncated likelihood: Wu, Dimakis and Sanghavi's descent on each coordinate with angles between them, for ReLU. Wasserstein GAN: Lei, Lee, Dimakis and Daskalakis's, with rows of fixed norm.",
		Options: []Option{{"truncated", "truncated likelihood"}, {"wgan", "Wasserstein GAN"}},
		Default: fixed("none"), field: func(c *Config) any { return &c.Baselines }},
	{Name: "judged", Label: "Samples judged", Unit: "samples", Group: View, Kind: Int, Min: 2, Max: 1e6, Log: true,
		Help:    "So many generated samples the test by their largest eigenvalue looks at, where φ is one-to-one and d is 2 or more. The more, the smaller the errors that it finds.",
		Default: fixed("1000"), field: func(c *Config) any { return &c.Judged }},
	{Name: axesName, Label: "Coordinates", Group: View, Kind: List, Min: 1, Max: 128, ViewOnly: true,
		Help:    "The two coordinates that the picture shows.",
		Default: func(c *Config) string { return choose(c.D == 1, "1", "1,2") }, Follows: "the first two",
		field: func(c *Config) any { return &c.Axes }},
	{Name: viewName, Label: "Window", Symbol: "x, y, r", Group: View, Kind: List, Min: -1e6, Max: 1e6, ViewOnly: true,
		Help:    "The centre x, y of the picture and the distance r from there to its left and right sides; empty shows both laws whole.",
		Default: fixed(""), field: func(c *Config) any { return &c.Window }},
	{Name: "points", Label: "Points", Unit: "samples", Group: View, Kind: Int, Min: 0, Max: 100000, Log: true, ViewOnly: true,
		Help:    "Samples shown of each law.",
		Default: fixed("1000"), field: func(c *Config) any { return &c.Points }},
	{Name: "layers", Label: "Layers", Group: View, Kind: Flags, ViewOnly: true,
		Help: "What the picture shows. The truncation set S is where φ can be inverted. The gradient of D is the direction in which it pushes a sample. The difference of the densities takes the place of the field. The band of an adversary is where moving a sample changes what D takes it for.",
		Options: []Option{{"target", "target samples"}, {"generated", "generated samples"}, {"field", "discriminator field"},
			{"isoline", "line D = 1/2"}, {"ellipses", "covariance ellipses"}, {string(ArrowLayer), "columns of W and W_*"},
			{"truncation", "truncation set S"}, {string(GradientLayer), "gradient of D at samples"}, {string(TrailLayer), "trails of samples"},
			{string(MarginalLayer), "marginal laws"}, {"difference", "difference of the densities"}, {string(AdversaryLayer), "band of an adversary"}},
		Default: fixed("target,generated,field,isoline,ellipses,arrows"), field: func(c *Config) any { return &c.Layers }},
	{Name: "shift", Label: "Adversary’s reach", Symbol: "δ", Group: View, Kind: Float, Min: 0, Max: 100, ViewOnly: true,
		Help:    "How far an adversary may move a sample before the discriminator looks at it, for the layer that shows its band.",
		Default: fixed("0.3"), field: func(c *Config) any { return &c.Shift }},
	{Name: speedName, Label: "Speed", Unit: "steps/s", Group: View, Kind: Float, Min: slowest, Max: fastest, Log: true, Special: "max", ViewOnly: true, Transport: true,
		Help:    "Steps per second; max is as fast as the machine allows, and up to 2 is slow motion, in which each player's move is shown and named.",
		Default: fixed("14"), field: func(c *Config) any { return &c.Speed }},
	{Name: "unseen", Label: "While unseen", Group: View, Kind: Choice, ViewOnly: true,
		Help:    "What the training does while the figure is scrolled away or its tab is hidden. The picture rests in any case.",
		Options: []Option{{"keep", "keep training"}, {Pause, "pause"}},
		Default: fixed("keep"), field: func(c *Config) any { return &c.Unseen }},
	{Name: atName, Label: "Start at", Symbol: "t", Unit: "steps", Group: View, Kind: Int, Min: 0, Max: 1e9, ViewOnly: true,
		Help:    "Steps replayed at once before the first picture; a shared link uses it to show what its sender saw.",
		Default: fixed("0"), field: func(c *Config) any { return &c.At }},
}

// The defaults below keep the noise of one minibatch small beside its mean: the features of the
// discriminator are d(d+1)/2 products, and the bias of a constant step size grows as η_D d/B.

// dimension is the number of columns of the reader's samples where they are the target.
func dimension(c *Config) string {
	if _, columns, ok := sizeOf(c.Data); ok {
		return strconv.Itoa(columns)
	}
	return "2"
}

func conditioning(c *Config) string {
	switch c.Target {
	case IsotropicTarget:
		return "1"
	case IllTarget:
		return "30"
	case SingularTarget:
		return "1000"
	}
	return "3"
}

// Jumps says whether the logit jumps: φ is constant somewhere, and the design looks at where.
func (c *Config) Jumps() bool { return c.Disc != gan.QuadraticDesign && !c.bijective() }

// mostNatural is the dimension up to which the directions of both players follow the law that whitening finds where φ cuts off:
// beyond, finding them takes longer than a run is worth.
const mostNatural = 16

// Natural says whether the directions of both players follow the law that whitening finds: where φ cuts off, and for the reader's own
// samples, whose features may vary by far more than those of a normal law, which makes the ascent too steep for it but under a penalty.
func (c *Config) Natural() bool {
	own := c.Target == OwnSamples && c.Loss != gan.Wasserstein
	return c.Whitens() && (own || !c.bijective()) && c.D <= mostNatural
}

// whitening is 20 samples a dimension for second moments; where φ cuts off samples tell less, and the directions hang on
// the correlations too, of which those of a thin law are hard to know.
func whitening(c *Config) string {
	if !c.bijective() && c.D <= mostNatural {
		return strconv.Itoa(100 * c.D)
	}
	return strconv.Itoa(20 * c.D)
}

// GeneratorGradient returns the form of the gradient that the generator follows: pathwise, score, or flux, the pathwise one with what
// crosses the faces on which the discriminator jumps.
func (c *Config) GeneratorGradient() gan.Descent {
	switch {
	case c.Grad != "auto":
		return c.Grad
	case c.Jumps():
		return gan.Flux
	}
	return gan.Pathwise
}

// ascentStep is 2 for d ≤ 2 and falls as 4/d to 1/4: fast enough that the discriminator answers the generator
// almost at its best, as the bilevel view of the game asks. Where φ cuts off, the features are balanced, and 1
// does, from d = 8 on 1/2, which leaves less noise to average; where the design knows the faces they are orthonormal, and 1/2 does. The losses whose slope
// in h is steeper get less: the logistic ones flatten as h/4, the penalty as v, the squares as h. The rules
// that look ahead need shorter steps to be stable, the optimistic one most of all.
func ascentStep(c *Config) string {
	eta := max(0.25, min(2, 4/float64(c.D)))
	switch {
	case c.Jumps():
		eta = 0.5
	case !c.bijective() && c.D < 8:
		eta = 1
	case !c.bijective():
		eta = 0.5
	}
	switch c.Loss {
	case gan.Wasserstein:
		eta /= 4
	case gan.LeastSquares:
		eta /= 8
	}
	switch c.Rule {
	case gan.Optimistic:
		eta /= 4
	case gan.Extragradient:
		eta /= 2
	}
	return formatFloat(eta)
}

// ascentDelay lets a step size that starts above 1/2 soon be what one that starts there is, in the long run 7.9
// t^−0.6: more only adds noise, which the average has to pay for. Where φ cuts off the noise has heavier tails,
// and a start above 1/2 that is remembered half as long loses a fifth less at 10⁵ samples.
func ascentDelay(c *Config) string {
	if !c.bijective() && (c.D < 8 || c.Jumps()) {
		return "30"
	}
	if c.D >= 8 {
		return "100"
	}
	first := min(2, 4/float64(c.D))
	return formatFloat(math.Round(100 * math.Pow(0.5/first, 5.0/3)))
}

// descentStep is 1/10 for d ≤ 2, a twentieth of the ascent's: about there the linearised game ceases to turn, at ratios of
// 16.8 for d = 1 and 21.4 for d = 2 at these steps (package theory). In higher dimension the ascent is slower and
// 1/4 loses less time than the spiral costs; where φ cuts off 0.4 gains more at the start than it leaves as noise, and without
// natural directions, of which some are slow, 1/2. The best discriminator of least squares has a quarter of the others' slope, for
// which its generator makes up.
func descentStep(c *Config) string {
	eta := 0.25
	switch {
	case !c.bijective() && c.Natural():
		eta = 0.4
	case !c.bijective():
		eta = 0.5
	case c.D <= 2:
		eta = 0.1
	}
	if c.Loss == gan.LeastSquares {
		eta *= 4
	}
	return formatFloat(eta)
}

// In two time scales η_G falls as c/t: near the equilibrium, in whitened coordinates, the generator against the best
// discriminator returns at the rate η_G, and such a gain leaves c²/(2c − 1) times the least variance that any gain can
// and forgets the start as 1/t^c (derived here): 4/3 for c = 2. Up to d = 2, where runs are short and looked at, c = 4
// reaches TV 0.01 in two thirds of the steps; where φ cuts off, faint directions return at a fraction of η_G, and without natural
// ones many.
func descentDelay(c *Config) string {
	if c.Schedule != TwoTimeScales {
		return "100"
	}
	gain := 2.0
	switch {
	case !c.bijective() && c.D < 8 && !c.Natural():
		gain = 8
	case !c.bijective() || c.D <= 2:
		gain = 4
	}
	if c.Loss == gan.LeastSquares {
		gain *= 4
	}
	return formatFloat(min(max(1, gain/c.EtaG), 1e6))
}

func descentDecay(c *Config) string {
	if c.Schedule == TwoTimeScales {
		return "1"
	}
	return "0.6"
}

// minibatch is 64, and 8d where that is more.
func minibatch(c *Config) string { return strconv.Itoa(max(64, 8*c.D)) }

// Params returns the declarations in the order of the page. The slice is a copy.
func Params() []Param { return append([]Param(nil), params...) }

// Names returns the parameter names in the order of Params.
func Names() []string {
	names := make([]string, len(params))
	for i := range params {
		names[i] = params[i].Name
	}
	return names
}

// ByName returns the declaration of the named parameter.
func ByName(name string) (*Param, bool) {
	i := index(name)
	if i < 0 {
		return nil, false
	}
	p := params[i]
	return &p, true
}

// index returns the place of the named parameter in params, −1 if there is none.
func index(name string) int {
	for i := range params {
		if params[i].Name == name {
			return i
		}
	}
	return -1
}
