package fluctuation

import (
	"saddle/core/config"
	"saddle/core/kernel"
	"saddle/core/rng"
	"saddle/core/sgda"
)

// substeps are those of a diffusion in the time of one step of the game.
const substeps = 8

// block is how many chains move in one slice of work.
const block = 32

// ensemble are many chains, or paths of a diffusion, from one start. What the noise ξ of a chain does to first order along
// the mean path x̄, y ← (1 + ∇b(x̄))y + ξ with y = 0 at the start, has mean 0 whatever the chain does: subtracting it leaves
// the mean of the chains what it is and takes most of their scatter away.
type ensemble struct {
	process process
	field   field
	batch   [2]int // B and B_f
	stream  *rng.Stream
	x, y    []state
	mean    state    // x̄
	along   []matrix // 1 + ∇b in the present step, by substep
	steps   int64
	next    int // the first chain that has not moved in the present step
	z       []float64
}

func newEnsemble(process process, cfg *config.Config, count int) *ensemble {
	s := sgda.New(*cfg).State()
	e := &ensemble{process: process, batch: [2]int{cfg.Batch, cfg.Batch * cfg.Fakes}, stream: rng.New(uint64(cfg.Seed), "fluctuation "+string(process)),
		field: field{star: s.WStar[0], eta: [3]float64{cfg.EtaG, cfg.EtaD, cfg.EtaD}, real: float64(cfg.Batch), fake: float64(cfg.Batch * cfg.Fakes)},
		x:     make([]state, count), y: make([]state, count), mean: state{s.W[0], s.B, s.A[0]}}
	e.z = make([]float64, e.batch[0]+e.batch[1])
	for i := range e.x {
		e.x[i] = e.mean
	}
	return e
}

// drift is what one step moves by on average.
func (e *ensemble) drift(x *state) state {
	if e.process == modified {
		return e.field.corrected(x)
	}
	return e.field.drift(x)
}

// prepare follows the mean path through the next step.
func (e *ensemble) prepare() {
	e.along = e.along[:0]
	parts := substeps
	if e.process == chains {
		parts = 1
	}
	for range parts {
		d := slope(e.drift, e.mean)
		for i := range d {
			d[i] /= float64(parts)
		}
		for i := range 3 {
			d[4*i]++
		}
		e.along = append(e.along, d)
		if parts == 1 {
			e.mean = plus(&e.mean, e.drift(&e.mean), 1)
		} else {
			e.mean = e.heun(&e.mean, state{})
		}
	}
}

// plus returns x + share·m.
func plus(x *state, m state, share float64) (y state) {
	for i := range y {
		y[i] = x[i] + float64(share*m[i])
	}
	return y
}

// heun returns x after a substep of a diffusion with the noise xi: the mean of the drifts at its beginning and at its
// foreseen end.
func (e *ensemble) heun(x *state, xi state) state {
	const share = 1.0 / substeps
	m := e.drift(x)
	ahead := plus(x, m, share)
	ahead = plus(&ahead, xi, 1)
	next := e.drift(&ahead)
	y := plus(x, m, share/2)
	y = plus(&y, next, share/2)
	return plus(&y, xi, 1)
}

// Advance is that of lab.Runner.
func (e *ensemble) Advance(steps int64) bool {
	if e.steps >= steps {
		return true
	}
	if e.next == 0 {
		e.prepare()
	}
	for range block {
		if e.next == len(e.x) {
			break
		}
		if e.process == chains {
			e.step(e.next)
		} else {
			e.flow(e.next)
		}
		e.next++
	}
	if e.next == len(e.x) {
		e.next = 0
		e.steps++
	}
	return false
}

// step moves a chain on one minibatch, as package sgda does.
func (e *ensemble) step(i int) {
	e.stream.Normals(e.z)
	x := &e.x[i]
	w, b, a := x[0], x[1], x[2]
	var p, q, move state
	real := e.batch[0]
	for _, z := range e.z[:real] {
		u := float64(e.field.star * z)
		u = float64(u*u) / 2
		s := kernel.Logistic(-b - float64(a*u))
		p[1] += s
		p[2] += float64(s * u)
	}
	for _, z := range e.z[real:] {
		u := float64(z*z) / 2
		s := kernel.Logistic(b + float64(a*float64(float64(w*w)*u)))
		q[1] += s
		q[2] += float64(s * u)
	}
	toReal, toFake := 1/e.field.real, 1/e.field.fake
	move[0] = float64(float64(2*a*w) * q[2] * toFake)
	move[1] = float64(p[1]*toReal) - float64(q[1]*toFake)
	move[2] = float64(p[2]*toReal) - float64(float64(float64(w*w)*q[2])*toFake)
	m := e.field.drift(x)
	var xi state
	for k := range move {
		move[k] *= e.field.eta[k]
		xi[k] = move[k] - m[k]
		x[k] += move[k]
	}
	y := e.along[0].times(&e.y[i])
	e.y[i] = plus(&y, xi, 1)
}

// flow moves a path of the diffusion dX = b dt + S^½ dB through the time of one step.
func (e *ensemble) flow(i int) {
	const root = 0.35355339059327379 // 1/√substeps
	for k := range e.along {
		var z state
		e.stream.Normals(z[:])
		l := e.field.noise(&e.x[i])
		xi := l.times(&z)
		for j := range xi {
			xi[j] *= root
		}
		e.x[i] = e.heun(&e.x[i], xi)
		y := e.along[k].times(&e.y[i])
		e.y[i] = plus(&y, xi, 1)
	}
}

// Measure is that of lab.Runner.
func (e *ensemble) Measure() ([]float64, bool) {
	n := float64(len(e.x))
	var mean, raw, square state
	for i := range e.x {
		for k, x := range e.x[i] {
			mean[k] += (x - e.y[i][k]) / n
			raw[k] += x / n
			square[k] += float64(x*x) / n
		}
	}
	row := measured{samples: float64(e.steps * int64(e.batch[0])), w: mean[0], v: mean[2],
		s: max(0, square[0]-float64(raw[0]*raw[0])), a: max(0, square[2]-float64(raw[2]*raw[2]))}
	finite := mean[0]-mean[0] == 0 && mean[2]-mean[2] == 0
	if !finite {
		row = measured{samples: row.samples}
	}
	return row.values(), !finite
}
