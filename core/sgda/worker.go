package sgda

import (
	"math"
	"strconv"

	"saddle/core/config"
	"saddle/core/kernel"
	"saddle/core/rng"
)

// What follows takes an iteration of the simultaneous rule apart, for several trainers that move alike on samples of their
// own: a minibatch, the gradient or a directional derivative on it, and a move along what they agree upon. Both players are
// then one list of p numbers: b, the lower triangle of A row by row, W row by row.

// NewWorker is New for one of several workers on the same run, k ≥ 0: the target, the coordinates and the first players are
// those of New, the minibatches those of streams of its own; worker 0 has those of New. It is for the quadratic design.
func NewWorker(cfg config.Config, k int) *Trainer {
	t := New(cfg)
	if k > 0 {
		name := " " + strconv.Itoa(k)
		t.real, t.latent = rng.New(uint64(cfg.Seed), rng.Real+name), rng.New(uint64(cfg.Seed), rng.Latent+name)
	}
	return t
}

// Freedom returns p = 1 + d(d+1)/2 + d², in how many numbers both players can move.
func Freedom(d int) int { return 1 + d*(d+1)/2 + d*d }

// Look takes the next minibatch.
func (t *Trainer) Look() {
	t.drawTargets(t.sights)
	t.design.SeeTargets(t.sights)
	t.drawFakes()
	t.samples += int64(t.cfg.Batch)
	t.accumulate(t.sights)
}

// Skip takes so many minibatches without looking at them.
func (t *Trainer) Skip(minibatches int64) {
	for range minibatches {
		t.drawTargets(t.sights)
		t.latent.Normals(t.batch.Latent)
		t.samples += int64(t.cfg.Batch)
	}
}

// Gradient sets g, p numbers, to ∂V/∂(b, A) and ∂U/∂W on the minibatch at the present players.
func (t *Trainer) Gradient(g []float64) {
	t.gradients(true)
	t.pack(g, t.gradV, t.gradW)
}

// Difference returns (V(x + μu) − V(x))/μ on the minibatch last looked at, where x is the present players: two evaluations
// of V. In a game in which U is V it tells both players how they stand. A minibatch gives one.
func (t *Trainer) Difference(u []float64, mu float64) float64 {
	g := &t.game
	here := t.design.Evaluate(g.disc)
	v, w := append([]float64(nil), g.disc...), append([]float64(nil), g.gen.W...)
	t.unpack(u, t.gradV, t.gradW)
	kernel.Axpy(mu, t.gradV, g.disc)
	kernel.Axpy(mu, t.gradW, g.gen.W)
	t.seeFakes()
	there := t.design.Evaluate(g.disc)
	copy(g.disc, v)
	copy(g.gen.W, w)
	return (there - here) / mu
}

// Move takes one iteration along g, p numbers as of Gradient: up with the discriminator, down with the generator.
func (t *Trainer) Move(g []float64) {
	if t.failure != "" {
		return
	}
	t.unpack(g, t.gradV, t.gradW)
	t.ascent()
	if !t.settleAscent() {
		return
	}
	t.answered = true
	t.descend()
}

// Players sets x, p numbers, to where both players are.
func (t *Trainer) Players(x []float64) { t.pack(x, t.game.disc, t.game.gen.W) }

// Place puts the players at x, p numbers, so many iterations after the start.
func (t *Trainer) Place(x []float64, step int64) {
	t.unpack(x, t.game.disc, t.game.gen.W)
	t.step = step
	if t.failure == "" && (!finite(t.game.disc) || !finite(t.game.gen.W)) {
		t.fail("the players overflowed")
	}
}

func (t *Trainer) pack(x, v, w []float64) {
	d, at := t.d, 1
	x[0] = v[0]
	for i := range d {
		at += copy(x[at:], v[1+i*d:1+i*d+i+1])
	}
	copy(x[at:], w)
}

func (t *Trainer) unpack(x, v, w []float64) {
	d, at := t.d, 1
	v[0] = x[0]
	for i := range d {
		for j := range i + 1 {
			v[1+i*d+j], v[1+j*d+i] = x[at], x[at]
			at++
		}
	}
	copy(w, x[at:])
}

// Direction sets u, p numbers, to a direction of both players that is uniform on the unit sphere, A being measured by
// ‖A‖_F: an entry off the diagonal counts twice. So E[p(g·u)u] = g for every gradient g, and p is Freedom(d).
func Direction(u []float64, d int, r *rng.Stream) {
	r.Normals(u)
	sum := 0.0
	for _, x := range u {
		sum += float64(x * x)
	}
	each := 1 / math.Sqrt(sum)
	for i := range u {
		u[i] *= each
	}
	at := 1
	for i := range d {
		for range i {
			u[at] *= math.Sqrt2 / 2
			at++
		}
		at++
	}
}
