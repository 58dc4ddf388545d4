package fluctuation

import (
	"saddle/core/config"
	"saddle/core/metric"
	"saddle/core/predict"
	"saddle/core/sgda"
)

// forgotten is after how many relaxation times a run has forgotten its start.
const forgotten = 8

// run is the game on its way.
type run struct {
	trainer *sgda.Trainer
	judge   *metric.Judge
	view    *view
	law     *law
	first   []float64 // coordinates at the start
	still   bool      // the steps are constant: means are taken
	settled int64     // the step from which they are
	oneOne  bool      // φ

	count       float64    // steps since then
	s, a        float64    // sums of ‖S‖² and ‖A‖²
	rest        [2]balance // by sgda.Player
	added, took float64    // to and from the value by the discriminator and the generator
	lastS       []float64
	lastA       []float64
	lastB       float64
}

func newRun(cfg *config.Config) *run {
	t := sgda.New(*cfg)
	star := t.State().WStar
	phi := cfg.Activation()
	r := &run{trainer: t, judge: metric.NewJudge(phi, star, cfg.D, uint64(cfg.Seed)), view: newView(star, cfg.D), law: lawOf(cfg, t),
		still: predict.Constant(cfg), oneOne: phi.Bijective(), lastS: make([]float64, cfg.D*cfg.D), lastA: make([]float64, cfg.D*cfg.D)}
	r.settled = forgotten * r.law.slow
	r.look()
	r.first = append([]float64(nil), r.view.now...)
	r.keep()
	return r
}

// look takes in the present state.
func (r *run) look() {
	state := r.trainer.State()
	r.view.see(&state)
}

// Advance is that of lab.Runner.
func (r *run) Advance(steps int64) bool {
	t := r.trainer
	if t.Steps() >= steps || t.Failure() != "" {
		return true
	}
	t.Step()
	if r.still && t.Steps() >= r.settled {
		r.take()
	}
	return false
}

// take adds the last step to the means.
func (r *run) take() {
	r.look()
	v := r.view
	if r.trainer.Steps() > r.settled {
		r.count++
		r.s += norm(v.s)
		r.a += norm(v.a)
		r.rest[sgda.Generator].add(r.lastS, v.s)
		r.rest[sgda.Discriminator].add(r.lastA, v.a)
		r.exchange()
	}
	r.keep()
}

// keep remembers what has been looked at.
func (r *run) keep() {
	copy(r.lastS, r.view.s)
	copy(r.lastA, r.view.a)
	r.lastB = r.view.b
}

// exchange adds what a step did to the value, to second order Φ = −α tr(AS) − ½κE h² − ½λ(b² + ‖A‖²) with E h² = (b +
// ½tr A)² + ½‖A‖²: the discriminator moves first. Over a long run nothing is gained, so that the generator takes what the
// discriminator adds.
func (r *run) exchange() {
	v, l := r.view, &r.law.loss
	height := func(a []float64, b float64) float64 {
		mean := b + trace(a, v.d)/2
		return float64(l.Kappa/2*(float64(mean*mean)+norm(a)/2)) + float64(l.Lambda/2*(float64(b*b)+norm(a)))
	}
	r.added += float64(l.Alpha*(contract(r.lastA, r.lastS)-contract(v.a, r.lastS))) - height(v.a, v.b) + height(r.lastA, r.lastB)
	r.took += float64(l.Alpha * (contract(v.a, v.s) - contract(v.a, r.lastS)))
}

// balance are the two sides of the fluctuation-dissipation relation of one player about the equilibrium: for any path
//
//	−2 Σ x_k·Δx_k = Σ |Δx_k|² − |x_K|² + |x_0|²,  Δx_k = x_(k+1) − x_k,
//
// whatever the step size is, so that in the long run dissipation over fluctuation is 1. See sgda.Gauge.
type balance struct{ dissipation, fluctuation float64 }

func (b *balance) add(before, after []float64) {
	for i, x := range before {
		step := after[i] - x
		b.dissipation -= float64(2 * x * step)
		b.fluctuation += float64(step * step)
	}
}

func (b *balance) ratio() float64 {
	if b.fluctuation == 0 {
		return 0
	}
	return b.dissipation / b.fluctuation
}

// Measure is that of lab.Runner.
func (r *run) Measure() ([]float64, bool) {
	r.look()
	t := r.trainer
	tv, _ := r.judge.TV(t.State().W)
	row := measured{samples: float64(t.Samples()), w: r.view.now[0], v: r.view.now[1], tv: tv, distance: r.distance()}
	if r.count > 0 {
		row.s, row.a = r.s/r.count, r.a/r.count
		row.restG, row.restD = r.rest[sgda.Generator].ratio(), r.rest[sgda.Discriminator].ratio()
		if r.oneOne && r.added != 0 {
			row.exchange = r.took / r.added
		}
	}
	return row.values(), t.Failure() != ""
}

// distance is the square of the Mahalanobis distance over all pairs of coordinates, 0 where it is not known.
func (r *run) distance() (sum float64) {
	if !r.law.known {
		return 0
	}
	for i, p := range r.law.pairs {
		n := p.at(r.trainer.Steps(), r.first[2*i])
		d, ok := n.distance(r.view.now[2*i], r.view.now[2*i+1])
		if !ok {
			return 0
		}
		sum += d
	}
	return sum
}

// measured is a row by the names of its columns.
type measured struct{ samples, w, v, tv, distance, s, a, restG, restD, exchange float64 }

func (m *measured) values() []float64 {
	return []float64{m.samples, m.w, m.v, m.tv, m.distance, m.s, m.a, m.restG, m.restD, m.exchange}
}

func read(v []float64) measured {
	return measured{v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9]}
}
