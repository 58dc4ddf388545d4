package config

import "slices"

// Whitens says whether training runs in whitened coordinates.
func (c *Config) Whitens() bool { return c.Whiten == "on" }

// Centres says whether the mean of each column of the reader's samples is subtracted.
func (c *Config) Centres() bool { return c.Centre == "on" }

// Matrix is which W_* the samples are drawn from.
type Matrix string

// The targets by their names in a query.
const (
	SeededTarget         Matrix = "seed"           // of a condition number, from the seed
	IsotropicTarget      Matrix = "isotropic"      // the same at κ = 1,
	IllTarget            Matrix = "ill"            // at 30
	SingularTarget       Matrix = "singular"       // and at 1000
	CorrelatedTarget     Matrix = "correlated"     // neighbours by 0.8
	AnticorrelatedTarget Matrix = "anticorrelated" // and by −0.8
	LeiTarget            Matrix = "lei"            // of Lei, Lee, Dimakis and Daskalakis (2020), figure 2
	OwnSamples           Matrix = "data"           // none: samples given beside the query
)

// Beginning is where the generator starts.
type Beginning string

// The beginnings by their names in a query.
const (
	RandomStart   Beginning = "random" // at a matrix from the seed
	RoundStart    Beginning = "round"  // at the law that the whitening samples suggest, without whitening at I
	FlatStart     Beginning = "flat"   // at the random one with one direction flattened
	StartAtTarget Beginning = "target" // at W_*
)

// Layer is a part of the picture that a run, too, has to know of: for some it computes more.
type Layer string

// These layers by their names in a query.
const (
	ArrowLayer     Layer = "arrows"    // the columns of W and W_*
	GradientLayer  Layer = "gradients" // of D at samples
	TrailLayer     Layer = "trails"    // of samples
	MarginalLayer  Layer = "marginals" // the laws of single coordinates
	AdversaryLayer Layer = "adversary" // the band in which moving a sample changes what D takes it for
)

// Shows says whether the picture has a layer.
func (c *Config) Shows(l Layer) bool { return slices.Contains(c.Layers, string(l)) }

// Schedule is how the step sizes fall.
type Schedule string

// The schedules by their names in a query.
const (
	Decay         Schedule = "decay"    // as η/(1 + t/τ)^γ
	TwoTimeScales Schedule = "theory"   // the same, the generator's as 1/t
	ConstantSteps Schedule = "constant" // not at all
	Annealed      Schedule = "fdr"      // halved whenever the run has become stationary
)

// Falls says whether the steps go down as η/(1 + t/τ)^γ.
func (s Schedule) Falls() bool { return s == Decay || s == TwoTimeScales }

// Average is which average of Σ_t is judged.
type Average string

// The averages by their names in a query.
const (
	SinceSettled Average = "settled" // over the run since it settled
	SecondHalf   Average = "half"    // over its second half
	WholeRun     Average = "uniform" // over all of it
	LastIterate  Average = "off"     // none: the last Σ_t
)
