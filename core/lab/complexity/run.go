package complexity

import (
	"math"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/metric"
	"saddle/core/sgda"
)

// Run is one path on its way: it is advanced in slices, so that whoever runs it can do other things between.
type Run struct {
	grid    *Grid
	path    int
	learner learner
	next    int // the first mark that has no row yet
}

// learner is one way to learn from target samples.
type learner interface {
	// advance takes one step, of at most a few milliseconds, towards n samples and says whether it has come there.
	advance(n int64) bool
	// measure fills in the row of the present moment but for its place.
	measure(row *Row)
}

// Start prepares a path of the grid, 0 ≤ path < Paths.
func (g *Grid) Start(path int) *Run {
	c := g.Config(path)
	return &Run{grid: g, path: path, learner: newLearner(g.method(path), c)}
}

// Advance takes at most the given number of iterations and returns the row of the next mark if the run has
// reached it. Marks that lie closer together than a minibatch are reached at the same step; call again for the
// next. A run that diverges has diverged at all marks to come. done says that no row is left.
func (r *Run) Advance(steps int) (row Row, reached, done bool) {
	if r.next == len(r.grid.marks) {
		return Row{}, false, true
	}
	for ; !r.learner.advance(r.grid.marks[r.next]); steps-- {
		if steps == 0 {
			return Row{}, false, false
		}
	}
	row = Row{Path: r.path, Mark: r.next}
	r.learner.measure(&row)
	r.next++
	return row, true, r.next == len(r.grid.marks)
}

// Finish runs the path to its end and hands each row to add.
func (r *Run) Finish(add func(Row)) {
	for {
		row, reached, done := r.Advance(1 << 20)
		if reached {
			add(row)
		}
		if done {
			return
		}
	}
}

// descent is stochastic gradient descent-ascent.
type descent struct {
	trainer *sgda.Trainer
	judge   judge
}

func (l *descent) advance(n int64) bool {
	if l.trainer.Samples() >= n || l.trainer.Failure() != "" {
		return true
	}
	l.trainer.Step()
	return false
}

func (l *descent) measure(row *Row) {
	t := l.trainer
	s := t.State()
	row.Samples, row.Steps, row.Diverged = t.Samples(), t.Steps(), t.Failure() != ""
	row.TV, row.Error = l.judge.distance(s.Factor)
	row.Floor = 1
	if s.SampleFactor != nil {
		row.Floor, row.FloorError = l.judge.distance(s.SampleFactor)
	}
}

// judge measures the distance of a law before φ from the target's.
type judge struct{ *metric.Judge }

// newJudge returns the judge for the target star, d×d.
func newJudge(c *config.Config, star []float64) judge {
	return judge{metric.NewJudge(gan.NewActivation(c.Phi, c.Slope, c.Knots), star, c.D, uint64(c.Seed))}
}

// distance returns the total variation of the laws of the samples, and the squared whitened error of the covariance
// before φ, of which w is a factor. Factors beyond the reach of the arithmetic are as far apart as can be.
func (j *judge) distance(w []float64) (tv, squared float64) {
	lambda := j.Spectrum(w)
	if lambda == nil {
		return 1, math.Inf(1)
	}
	return j.TV(w), metric.FrobeniusSq(lambda)
}

// ofCovariance is distance for a covariance.
func (j *judge) ofCovariance(sigma []float64, d int) (tv, squared float64) {
	w, err := metric.Factor(sigma, d)
	if err != nil {
		return 1, math.Inf(1)
	}
	return j.distance(w)
}
