package sgda

import (
	"saddle/core/gan"
	"saddle/core/kernel"
)

// rule is an update rule at work; see the package comment.
type rule interface {
	// ascend moves the discriminator on the minibatch last looked at. Where both players answer the old parameters it sets gradW,
	// too, by which the generator moves.
	ascend(t *Trainer)
	// together says whether they do.
	together() bool
	// memory returns a copy of what moves to come hang on, and recall takes it back.
	memory() memory
	recall(memory)
}

// memory is what a rule remembers: the last gradients of both players, nil where it needs none.
type memory struct{ v, w []float64 }

// newRule returns the named rule for n parameters of the discriminator.
func newRule(name gan.Rule, n, d int) rule {
	switch name {
	case gan.Simultaneous:
		return simultaneous{}
	case gan.Optimistic:
		return &optimistic{}
	case gan.Extragradient:
		return &extragradient{v: make([]float64, n), w: make([]float64, d*d)}
	case gan.Exact:
		return newExact(d)
	}
	return alternating{}
}

// plain is a rule that remembers nothing.
type plain struct{}

func (plain) memory() memory { return memory{} }
func (plain) recall(memory)  {}

// alternating: the generator answers the new discriminator.
type alternating struct{ plain }

func (alternating) together() bool { return false }

func (alternating) ascend(t *Trainer) {
	t.gradients(false)
	t.ascent()
}

// simultaneous: both answer the old parameters.
type simultaneous struct{ plain }

func (simultaneous) together() bool { return true }

func (simultaneous) ascend(t *Trainer) {
	t.gradients(true)
	t.ascent()
}

// optimistic: both follow 2g_t − g_{t−1}, at first g_t.
type optimistic struct{ last memory }

func (*optimistic) together() bool    { return true }
func (r *optimistic) memory() memory  { return memory{clone(r.last.v), clone(r.last.w)} }
func (r *optimistic) recall(m memory) { r.last = memory{clone(m.v), clone(m.w)} }

func (r *optimistic) ascend(t *Trainer) {
	t.gradients(true)
	if r.last.v == nil {
		r.recall(memory{t.gradV, t.gradW})
	} else {
		ahead(t.gradV, r.last.v)
		ahead(t.gradW, r.last.w)
	}
	t.ascent()
}

// ahead sets g to 2g − last and last to what g was.
func ahead(g, last []float64) {
	for i, v := range g {
		g[i] = v + (v - last[i])
		last[i] = v
	}
}

// extragradient: both follow the gradients where those here would lead them, on the same minibatch.
type extragradient struct {
	plain
	v, w []float64 // scratch: the players
}

func (*extragradient) together() bool { return true }

func (r *extragradient) ascend(t *Trainer) {
	g := &t.game
	t.gradients(true)
	copy(r.v, g.disc)
	copy(r.w, g.gen.W)
	t.ascent()
	kernel.Axpy(-t.StepSize(Generator), t.gradW, g.gen.W)
	t.seeFakes()
	t.gradients(true)
	copy(g.disc, r.v)
	copy(g.gen.W, r.w)
	t.ascent()
}

// gradients sets gradV to ∂V/∂v at the present players, and for both gradW to ∂U/∂W.
func (t *Trainer) gradients(both bool) {
	t.design.Judge(t.game.disc)
	t.design.AscentGradient(t.gradV, t.game.disc)
	if both {
		t.descentGradient()
	}
}
