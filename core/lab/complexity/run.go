package complexity

import (
	"math"

	"saddle/core/gan"
	"saddle/core/metric"
	"saddle/core/sgda"
)

// Run is one path on its way: it is advanced in slices, so that whoever runs it can do other things between.
type Run struct {
	grid    *Grid
	path    int
	d       int
	trainer *sgda.Trainer
	judge   *metric.Judge
	next    int // the first mark that has no row yet
}

// Start prepares a path of the grid, 0 ≤ path < Paths.
func (g *Grid) Start(path int) *Run {
	c := g.Config(path)
	r := &Run{grid: g, path: path, d: c.D, trainer: sgda.New(c)}
	r.judge = metric.NewJudge(gan.NewActivation(c.Phi, c.Slope, c.Knots), r.trainer.State().SigmaStar, c.D, uint64(c.Seed))
	return r
}

// Advance takes at most the given number of iterations and returns the row of the next mark if the run has
// reached it. Marks that lie closer together than a minibatch are reached at the same step; call again for the
// next. A run that diverges has diverged at all marks to come. done says that no row is left.
func (r *Run) Advance(steps int) (row Row, reached, done bool) {
	if r.next == len(r.grid.marks) {
		return Row{}, false, true
	}
	t := r.trainer
	for ; t.Samples() < r.grid.marks[r.next] && t.Failure() == ""; steps-- {
		if steps == 0 {
			return Row{}, false, false
		}
		t.Step()
	}
	row = r.measure()
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

// measure judges the present moment. Covariances beyond the reach of the arithmetic are as far apart as can be.
func (r *Run) measure() Row {
	t := r.trainer
	s := t.State()
	row := Row{Path: r.path, Mark: r.next, Samples: t.Samples(), Steps: t.Steps(), Diverged: t.Failure() != "", TV: 1, Floor: 1}
	row.TV, row.Error = r.distance(s.Sigma, s.SigmaStar)
	if s.SampleCovariance != nil {
		row.Floor, row.FloorError = r.distance(s.SampleCovariance, s.SigmaStar)
	}
	return row
}

// distance returns the total variation of the laws of the samples, and the squared whitened error of the covariance
// before φ.
func (r *Run) distance(sigma, sigmaStar []float64) (tv, squared float64) {
	lambda, err := metric.Spectrum(sigma, sigmaStar, r.d)
	if err != nil {
		return 1, math.Inf(1)
	}
	return r.judge.TV(sigma), metric.FrobeniusSq(lambda)
}
