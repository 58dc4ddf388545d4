package complexity

import (
	"math"

	"saddle/core/config"
	"saddle/core/metric"
	"saddle/core/sgda"
)

// descent is stochastic gradient descent-ascent.
type descent struct {
	trainer *sgda.Trainer
	judge   judge
}

// Advance is that of lab.Runner.
func (l *descent) Advance(n int64) bool {
	if l.trainer.Samples() >= n || l.trainer.Failure() != "" {
		return true
	}
	l.trainer.Step()
	return false
}

// Measure is that of lab.Runner.
func (l *descent) Measure() ([]float64, bool) {
	var row measured
	t := l.trainer
	s := t.State()
	row.Samples, row.Steps, row.Diverged = t.Samples(), t.Steps(), t.Failure() != ""
	row.TV, row.Error = l.judge.distance(s.Factor)
	row.Floor = 1
	if s.SampleFactor != nil {
		row.Floor, row.FloorError = l.judge.distance(s.SampleFactor)
	}
	return row.values(), row.Diverged
}

// judge measures the distance of a law before φ from the target's.
type judge struct{ *metric.Judge }

// newJudge returns the judge for the target star, d×d.
func newJudge(c *config.Config, star []float64) judge {
	target := metric.Law{Phi: c.TargetActivation(), Factor: star}
	return judge{metric.NewJudgeOf(target, c.Activation(), c.D, uint64(c.Seed))}
}

// distance returns the total variation of the laws of the samples, and the squared whitened error of the covariance
// before φ, of which w is a factor. Factors beyond the reach of the arithmetic are as far apart as can be.
func (j *judge) distance(w []float64) (tv, squared float64) {
	lambda := j.Spectrum(w)
	if lambda == nil {
		return 1, math.Inf(1)
	}
	tv, _ = j.TV(w)
	return tv, metric.FrobeniusSq(lambda)
}

// ofCovariance is distance for a covariance.
func (j *judge) ofCovariance(sigma []float64, d int) (tv, squared float64) {
	w, err := metric.Factor(sigma, d)
	if err != nil {
		return 1, math.Inf(1)
	}
	return j.distance(w)
}
