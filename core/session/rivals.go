package session

import (
	"slices"

	"saddle/core/baseline"
	"saddle/core/gan"
	"saddle/core/metric"
	"saddle/core/sgda"
)

// rivals runs the baselines that the reader asked for beside the run.
type rivals struct {
	wanted []string
	phi    gan.Activation
	d      int
	seed   uint64
	race   *baseline.Race // nil: nobody asked, or it has not begun
	sigma  []float64
}

// keepUp brings the baselines to the samples that the run has used, which spreads their work evenly over it. On the way
// back to moments that it has passed they stay where they are.
func (r *rivals) keepUp(t *sgda.Trainer) {
	if len(r.wanted) == 0 {
		return
	}
	if r.race == nil {
		r.race = baseline.NewRace(r.phi, r.d, r.seed, t.Targets(), slices.Contains(r.wanted, "truncated"), slices.Contains(r.wanted, "wgan"))
		r.sigma = make([]float64, r.d*r.d)
	}
	r.race.Advance(t.Samples())
}

// turnBack lets baselines that are ahead, because the run went back and took another way, start again.
func (r *rivals) turnBack(t *sgda.Trainer) {
	if r.race != nil && r.race.Samples() > t.Samples() {
		r.race = nil
	}
}

// distances returns the total variations of the laws of truncated likelihood and the Wasserstein GAN at the run's samples,
// and their standard errors; 0 for one that does not run, has no estimate yet or is ahead.
func (r *rivals) distances(t *sgda.Trainer, judge *metric.Judge) (tv, deviation [2]float64) {
	r.keepUp(t)
	if r.race == nil || r.race.Samples() > t.Samples() {
		return tv, deviation
	}
	for i, estimate := range [2]func([]float64) bool{r.race.Truncated, r.race.WGAN} {
		if estimate(r.sigma) {
			tv[i], deviation[i] = judge.TV(r.factor())
		}
	}
	return tv, deviation
}

// factor returns a factor of sigma, nil where it is no covariance.
func (r *rivals) factor() []float64 {
	w, err := metric.Factor(r.sigma, r.d)
	if err != nil {
		return nil
	}
	return w
}
