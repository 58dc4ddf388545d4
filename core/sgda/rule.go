package sgda

import "saddle/core/kernel"

// The update rules by their names in a query; see the package comment.
const (
	alternating   = "alternating"
	optimistic    = "optimistic"
	extragradient = "extragradient"
)

// rule is what an update rule remembers.
type rule struct {
	name  string
	a, w  []float64 // d×d, optimistic: the last gradients; extragradient: the players before looking ahead
	b     float64
	begun bool // there are last gradients
}

func newRule(name string, d int) rule {
	r := rule{name: name}
	if name == optimistic || name == extragradient {
		r.a, r.w = make([]float64, d*d), make([]float64, d*d)
	}
	return r
}

// gradients sets gradA to the direction of the ascent on the minibatch and returns that of b; where both
// players answer the old parameters it sets gradW too. ok is false if the ascent is not finite.
func (t *Trainer) gradients() (b float64, ok bool) {
	r := &t.rule
	b = t.gradientsHere()
	switch r.name {
	case optimistic:
		b = r.extrapolate(t.gradA, t.gradW, b)
	case extragradient:
		b = t.gradientsAhead(b)
	}
	return b, finite(t.gradA) && finite([]float64{b})
}

// gradientsHere computes the plain gradients at the present players.
func (t *Trainer) gradientsHere() (b float64) {
	m, g := t.batch, &t.game
	m.Judge(&g.disc)
	b = m.AscentGradient(&g.disc, t.gradA)
	if t.rule.name != alternating {
		m.DescentGradient(t.gradW, g.gen.Phi)
	}
	return b
}

// extrapolate turns the gradients g_t into 2g_t − g_{t−1} and keeps g_t; the first stay as they are.
func (r *rule) extrapolate(a, w []float64, b float64) float64 {
	last := r.b
	r.b = b
	if !r.begun {
		r.begun = true
		copy(r.a, a)
		copy(r.w, w)
		return b
	}
	ahead(a, r.a)
	ahead(w, r.w)
	return b + (b - last)
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
func (t *Trainer) gradientsAhead(b float64) float64 {
	m, g, r := t.batch, &t.game, &t.rule
	copy(r.a, g.disc.A)
	copy(r.w, g.gen.W)
	r.b = g.disc.B
	eta := t.eta[Discriminator].At(float64(t.step))
	kernel.Axpy(eta, t.gradA, g.disc.A)
	g.disc.B += float64(eta * b)
	kernel.Axpy(-t.eta[Generator].At(float64(t.step)), t.gradW, g.gen.W)
	g.gen.Features(m.Fakes(), m.Latent, t.scratch)
	b = t.gradientsHere()
	copy(g.disc.A, r.a)
	copy(g.gen.W, r.w)
	g.disc.B = r.b
	return b
}
