package complexity

import (
	"math"
	"slices"
	"strconv"

	"saddle/core/baseline"
	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/lab"
	"saddle/core/sgda"
)

// learner is a method: who learns from the target samples. All see the same samples of a seed, but for one that is fixed.
type learner struct {
	name, label string
	// fixed: every mark is a run of its own on so many samples that it keeps, measured by another error.
	fixed bool
	// known: theory speaks of its runs.
	known bool
	unfit func(c *lab.Cell) (why config.Problem, is bool) // what it cannot do; nil: nothing
	cost  func(c *lab.Cell, d, n float64) float64         // of a path to the largest mark n, in units of the bench
	start func(c config.Config) lab.Runner
}

// The methods by their names in a query.
const (
	Descent      = "sgda"      // stochastic gradient descent-ascent as the rest of the query says
	Truncated    = "truncated" // truncated likelihood and angles, for ReLU: baseline.Truncated
	OnePass      = "wgan"      // the Wasserstein GAN, on each sample once: baseline.WGAN
	FixedSamples = "fixed"     // the Wasserstein GAN of Lei et al. on n fixed samples with k = 2: baseline.Fixed
)

var learners = []learner{
	{name: Descent, label: "descent-ascent", known: true, cost: descentCost,
		start: func(c config.Config) lab.Runner {
			t := sgda.New(c)
			return &descent{t, newJudge(&c, t.State().WStar)}
		}},
	{name: Truncated, label: "truncated likelihood, Wu et al.", unfit: otherThanReLU,
		cost:  func(_ *lab.Cell, d, n float64) float64 { return n * d * 60 },
		start: func(c config.Config) lab.Runner { return newRacer(c, true, (*baseline.Race).Truncated) }},
	{name: OnePass, label: "Wasserstein GAN, Lei et al.",
		cost:  func(_ *lab.Cell, d, n float64) float64 { return n * (float64(5*d*d) + float64(100*d)) },
		start: func(c config.Config) lab.Runner { return newRacer(c, false, (*baseline.Race).WGAN) }},
	{name: FixedSamples, label: "Lei et al., fixed samples", fixed: true, unfit: tooManyOrNotAlone,
		cost: func(c *lab.Cell, d, _ float64) (work float64) {
			for _, m := range c.Grid.Marks() {
				work += float64(float64(m) * baseline.FixedSteps * (float64(d*d) + float64(30*d)))
			}
			return work
		},
		start: func(c config.Config) lab.Runner {
			return &fixedSamples{phi: c.Activation(), d: c.D, seed: uint64(c.Seed)}
		}},
}

// learnerOf returns who learns on a path.
func learnerOf(c *lab.Cell) *learner { return named(c.Own(methodName)) }

// named returns the learner of that name; every name of a query is one.
func named(name string) *learner {
	i := slices.IndexFunc(learners, func(l learner) bool { return l.name == name })
	return &learners[i]
}

// methods are the learners as a query chooses among them.
func methods() (list []config.Option) {
	for _, l := range learners {
		list = append(list, config.Option{Value: l.name, Label: l.label})
	}
	return list
}

// descentCost is d² + 28 d for every sample that is seen, fakes once by each player, and 4000 for every step.
func descentCost(cell *lab.Cell, d, n float64) float64 {
	c := &cell.Config
	seen := n * float64(c.Inner*(1+c.Fakes)+c.Fakes) / float64(c.Inner)
	return math.Ceil(float64(seen*(float64(d*d)+float64(28*d))) + float64(n/float64(c.Batch)*4000))
}

func otherThanReLU(c *lab.Cell) (config.Problem, bool) {
	phi := c.Config.Phi
	return config.Problem{Name: methodName, Given: Truncated, Range: "phi=relu",
		Message: "method=truncated learns from ReLU samples alone, not from phi=" + phi + ": its rows will say that it has no estimate."}, phi != gan.ReLU
}

func tooManyOrNotAlone(c *lab.Cell) (config.Problem, bool) {
	if c.Grid.Varies(methodName) {
		return config.Problem{Name: methodName, Given: FixedSamples, Range: "method=fixed alone",
			Message: "method=fixed is measured by another error than the other methods; run it alone."}, true
	}
	return config.Problem{Name: samplesName, Range: "at most 100000 with method=fixed", Used: strconv.Itoa(mostFixed),
		Message: "method=fixed keeps its samples: it takes at most 100000; larger n are cut to that."}, c.Last() > mostFixed
}

// unfit says what the method of a path cannot do.
func unfit(c *lab.Cell) []config.Problem {
	if l := learnerOf(c); l.unfit != nil {
		if why, is := l.unfit(c); is {
			return []config.Problem{why}
		}
	}
	return nil
}

// racer is a baseline on the samples that descent would see.
type racer struct {
	judge  judge
	source *tee
	race   *baseline.Race
	covers func(r *baseline.Race, sigma []float64) bool // its estimate
	sigma  []float64
}

// newRacer returns the baseline of truncated likelihood, or the Wasserstein GAN, with its estimate.
func newRacer(c config.Config, truncated bool, covers func(*baseline.Race, []float64) bool) *racer {
	t := sgda.New(c)
	source := &tee{from: t.Targets(), d: c.D, moment: make([]float64, c.D*c.D)}
	return &racer{judge: newJudge(&c, t.State().WStar), source: source, covers: covers, sigma: make([]float64, c.D*c.D),
		race: baseline.NewRace(c.Activation(), c.D, uint64(c.Seed), source, truncated, !truncated)}
}

// Advance is that of lab.Runner.
func (l *racer) Advance(n int64) bool {
	if l.race.Samples() >= n {
		return true
	}
	l.race.Advance(l.race.Samples() + baseline.Block)
	return false
}

// Measure is that of lab.Runner.
func (l *racer) Measure() ([]float64, bool) {
	var row measured
	row.Samples, row.Steps = l.race.Samples(), l.race.Samples()/baseline.Block
	known := l.covers(l.race, l.sigma)
	row.TV, row.Diverged = 1, !known
	if known {
		row.TV, row.Error = l.judge.ofCovariance(l.sigma, l.source.d)
	}
	row.Floor, row.FloorError = l.judge.ofCovariance(l.source.covariance(), l.source.d)
	return row.values(), row.Diverged
}

// tee passes samples on and keeps their second moment.
type tee struct {
	from   *sgda.Targets
	d      int
	n      float64
	moment []float64 // d×d
}

// Draw is that of baseline.Source.
func (t *tee) Draw(x []float64) {
	t.from.Draw(x)
	for row := 0; row < len(x); row += t.d {
		for i := range t.d {
			for j := range t.d {
				t.moment[i*t.d+j] += float64(x[row+i] * x[row+j])
			}
		}
		t.n++
	}
}

func (t *tee) covariance() []float64 {
	c := make([]float64, len(t.moment))
	for i, m := range t.moment {
		c[i] = m / t.n
	}
	return c
}

// fixedSamples is the experiment of figure 1 of Lei et al.: for each n the algorithm from the start, on n samples.
type fixedSamples struct {
	phi  gan.Activation
	d    int
	seed uint64
	n    int64
	run  *baseline.Fixed
}

const (
	latents   = 2       // the k of figure 1
	mostFixed = 100_000 // samples kept in memory
)

// Advance is that of lab.Runner.
func (l *fixedSamples) Advance(n int64) bool {
	if l.run == nil || l.n != n {
		l.n, l.run = n, baseline.NewFixed(l.phi, l.d, latents, int(min(n, mostFixed)), l.seed)
	}
	if l.run.Done() {
		return true
	}
	l.run.Step()
	return false
}

// Measure is that of lab.Runner; it puts ‖Z − Z_*‖_F where others put the total variation, which says nothing of laws on a plane in d dimensions.
func (l *fixedSamples) Measure() ([]float64, bool) {
	var row measured
	row.Samples, row.Steps = min(l.n, mostFixed), int64(l.run.Steps())
	row.Error = l.run.Error()
	row.TV = math.Sqrt(row.Error)
	return row.values(), false
}
