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

// distances returns the total variations of the baselines' laws at the run's samples, 0 for one that does not run or has no
// estimate yet. Where the baselines are ahead, because the run went back and took another way, they start again.
func (r *rivals) distances(t *sgda.Trainer, judge *metric.Judge) (truncated, wgan float64) {
	if r.race != nil && r.race.Samples() > t.Samples() {
		r.race = nil
	}
	r.keepUp(t)
	if r.race == nil {
		return 0, 0
	}
	if r.race.Truncated(r.sigma) {
		truncated = judge.TV(r.sigma)
	}
	if r.race.WGAN(r.sigma) {
		wgan = judge.TV(r.sigma)
	}
	return truncated, wgan
}
