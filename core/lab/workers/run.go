package workers

import (
	"saddle/core/distributed"
	"saddle/core/lab"
	"saddle/core/metric"
)

// forgotten is after how many relaxation times a run has forgotten its start.
const forgotten = 8

// looks is how many times in a relaxation time the run is looked at then.
const looks = 24

// run is a path on its way.
type run struct {
	plan   *distributed.Plan
	server *distributed.Server
	whole  *distributed.Run // of one thread; nil: nobody has asked for it yet, or the workers are elsewhere
	judge  *metric.Judge
	crew   lab.Crew // nil: all workers are here

	settled, space int64 // the round from which means are taken; every so many
	count, sum     float64
}

func newRun(c *lab.Cell) *run {
	p := planOf(c)
	r := &run{plan: p, server: distributed.NewServer(p)}
	t := r.server.Trainer()
	cfg := &p.Config
	r.judge = metric.NewJudge(cfg.Activation(), t.State().WStar, cfg.D, uint64(cfg.Seed))
	if l := lawOf(p, t); l.slow > 0 {
		r.settled, r.space = forgotten*l.slow, max(1, l.slow/looks)
	}
	return r
}

// Share is that of lab.Shared.
func (r *run) Share(with lab.Crew) { r.crew = with }

// Place is that of lab.Shared.
func (r *run) Place() []byte { return r.server.Place() }

// Advance is that of lab.Runner: one round.
func (r *run) Advance(rounds int64) bool {
	if r.server.Rounds >= rounds || r.failed() {
		return true
	}
	r.round()
	if r.space > 0 && r.server.Rounds >= r.settled && r.server.Rounds%r.space == 0 && !r.failed() {
		if lambda := r.judge.Spectrum(r.server.Trainer().State().W); lambda != nil {
			r.count++
			r.sum += metric.FrobeniusSq(lambda)
		}
	}
	return false
}

func (r *run) round() {
	switch {
	case r.crew == nil:
		if r.whole == nil {
			r.whole = distributed.NewRun(r.plan)
			r.server = r.whole.Server
		}
		r.whole.Round()
	case r.server.Silent():
		r.server.Pass()
	default:
		r.crew.Hear(r.server.Take(r.crew.Told()))
	}
}

func (r *run) failed() bool { return r.server.Trainer().Failure() != "" }

// Measure is that of lab.Runner.
func (r *run) Measure() ([]float64, bool) {
	t := r.server.Trainer()
	state := t.State()
	row := measured{up: float64(r.server.BytesUp) / 8, down: float64(r.server.BytesDown) / 8,
		evaluations: float64(r.server.Evaluations), gradients: float64(r.server.Gradients)}
	row.tv, _ = r.judge.TV(state.W)
	if lambda := r.judge.Spectrum(state.W); lambda != nil {
		row.squared = metric.FrobeniusSq(lambda)
	}
	if r.count > 0 {
		row.rest = r.sum / r.count
	}
	row.law = corner(state.SigmaLast, r.plan.Config.D)
	return row.values(), r.failed()
}

// corner returns the entries 11, 12 and 22 of a d×d matrix.
func corner(s []float64, d int) [3]float64 {
	if d == 1 {
		return [3]float64{s[0], 0, 0}
	}
	return [3]float64{s[0], s[1], s[d+1]}
}

// measured is a row by the names of its columns.
type measured struct {
	up, down, evaluations, gradients, tv, squared, rest float64
	law                                                 [3]float64
}

func (m *measured) values() []float64 {
	return append([]float64{m.up, m.down, m.evaluations, m.gradients, m.tv, m.squared, m.rest}, m.law[:]...)
}

func read(v []float64) measured {
	return measured{v[0], v[1], v[2], v[3], v[4], v[5], v[6], [3]float64{v[7], v[8], v[9]}}
}

// newHand prepares the k-th worker of a path, for a thread of its own.
func newHand(c *lab.Cell, k int) lab.Hand { return distributed.NewWorker(planOf(c), k) }

// hands is how many threads a path asks for.
func hands(c *lab.Cell) int {
	if c.Own(threadsName) == eachThread {
		return int(c.Number(workersName))
	}
	return 0
}
