package sgda

import "saddle/core/kernel"

// The update rules by their names in a query; see the package comment.
const (
	alternating   = "alternating"
	optimistic    = "optimistic"
	extragradient = "extragradient"
	exactMaximum  = "exact"
)

// rule is what an update rule remembers.
type rule struct {
	name  string
	v, w  []float64 // optimistic: the last gradients; extragradient: the players before looking ahead
	hat   []float64 // exactMaximum: scratch, d×d, and so are w and spare
	spare [4][]float64
	begun bool // there are last gradients
}

// newRule returns the named rule for n parameters of the discriminator.
func newRule(name string, n, d int) rule {
	r := rule{name: name}
	switch name {
	case optimistic, extragradient:
		r.v, r.w = make([]float64, n), make([]float64, d*d)
	case exactMaximum:
		r.w, r.hat = make([]float64, d*d), make([]float64, d*d)
		for i := range r.spare {
			r.spare[i] = make([]float64, d*d)
		}
	}
	return r
}

// together says whether both players answer the old parameters.
func (r *rule) together() bool { return r.name != alternating && r.name != exactMaximum }

// gradients sets gradV to the direction of the ascent on the minibatch; where both players answer the
// old parameters it sets gradW too.
func (t *Trainer) gradients() {
	t.gradientsHere()
	switch t.rule.name {
	case optimistic:
		t.rule.extrapolate(t.gradV, t.gradW)
	case extragradient:
		t.gradientsAhead()
	}
}

// gradientsHere computes the plain gradients at the present players.
func (t *Trainer) gradientsHere() {
	t.design.Judge(t.game.disc)
	t.design.AscentGradient(t.gradV, t.game.disc)
	if t.rule.together() {
		t.descentGradient()
	}
}

// extrapolate turns the gradients g_t into 2g_t − g_{t−1} and keeps g_t; the first stay as they are.
func (r *rule) extrapolate(v, w []float64) {
	if !r.begun {
		r.begun = true
		copy(r.v, v)
		copy(r.w, w)
		return
	}
	ahead(v, r.v)
	ahead(w, r.w)
}

// ahead sets g to 2g − last and last to what g was.
func ahead(g, last []float64) {
	for i, v := range g {
		g[i] = v + (v - last[i])
		last[i] = v
	}
}

// gradientsAhead moves both players by their gradients, computes those found there on the same
// minibatch and moves the players back.
func (t *Trainer) gradientsAhead() {
	g, r := &t.game, &t.rule
	copy(r.v, g.disc)
	copy(r.w, g.gen.W)
	kernel.Axpy(t.StepSize(Discriminator), t.gradV, g.disc)
	kernel.Axpy(-t.StepSize(Generator), t.gradW, g.gen.W)
	t.seeFakes()
	t.gradientsHere()
	copy(g.disc, r.v)
	copy(g.gen.W, r.w)
}
