package complexity

import (
	"math"
	"strconv"

	"saddle/core/baseline"
	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/lab"
	"saddle/core/sgda"
)

// The methods: who learns from the target samples. All see the same samples of a seed, but for FixedSamples,
// which is an experiment of its own.
const (
	Descent      = "sgda"      // stochastic gradient descent-ascent as the rest of the query says
	Truncated    = "truncated" // truncated likelihood and angles, for ReLU: baseline.Truncated
	OnePass      = "wgan"      // the Wasserstein GAN, on each sample once: baseline.WGAN
	FixedSamples = "fixed"     // the Wasserstein GAN of Lei et al. on n fixed samples with k = 2: baseline.Fixed
)

var methods = []config.Option{
	{Value: Descent, Label: "descent-ascent"}, {Value: Truncated, Label: "truncated likelihood, Wu et al."},
	{Value: OnePass, Label: "Wasserstein GAN, Lei et al."}, {Value: FixedSamples, Label: "Lei et al., fixed samples"}}

// unfit says what a method cannot do.
func unfit(cell *lab.Cell) (problems []config.Problem) {
	c, method := &cell.Config, cell.Own(methodName)
	switch {
	case method == Truncated && c.Phi != gan.ReLU:
		problems = append(problems, config.Problem{Name: methodName, Given: method, Range: "phi=relu",
			Message: "method=truncated learns from ReLU samples alone, not from phi=" + c.Phi + ": its rows will say that it has no estimate."})
	case method == FixedSamples && cell.Grid.Varies(methodName):
		problems = append(problems, config.Problem{Name: methodName, Given: method, Range: "method=fixed alone",
			Message: "method=fixed is measured by another error than the other methods; run it alone."})
	case method == FixedSamples && cell.Last() > mostFixed:
		problems = append(problems, config.Problem{Name: samplesName, Range: "at most 100000 with method=fixed", Used: strconv.Itoa(mostFixed),
			Message: "method=fixed keeps its samples: it takes at most 100000; larger n are cut to that."})
	}
	return problems
}

// methodCost is the work of a path by another method than descent; n is its largest mark.
func methodCost(method string, d, n float64, marks []int64) (work float64, ok bool) {
	switch method {
	case Truncated:
		return n * d * 60, true
	case OnePass:
		return n * (float64(5*d*d) + float64(100*d)), true
	case FixedSamples:
		for _, m := range marks {
			work += float64(float64(m) * baseline.FixedSteps * (float64(d*d) + float64(30*d)))
		}
		return work, true
	}
	return 0, false
}

func newLearner(method string, c config.Config) lab.Runner {
	phi := c.Activation()
	if method == FixedSamples {
		return &fixedSamples{phi: phi, d: c.D, seed: uint64(c.Seed)}
	}
	t := sgda.New(c)
	j := newJudge(&c, t.State().WStar)
	if method == Descent {
		return &descent{t, j}
	}
	tee := &tee{from: t.Targets(), d: c.D, moment: make([]float64, c.D*c.D)}
	return &racer{method: method, judge: j, source: tee,
		race: baseline.NewRace(phi, c.D, uint64(c.Seed), tee, method == Truncated, method == OnePass), sigma: make([]float64, c.D*c.D)}
}

// racer is a baseline on the samples that descent would see.
type racer struct {
	method string
	judge  judge
	source *tee
	race   *baseline.Race
	sigma  []float64
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
	known := l.race.WGAN(l.sigma)
	if l.method == Truncated {
		known = l.race.Truncated(l.sigma)
	}
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
