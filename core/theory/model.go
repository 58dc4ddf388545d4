package theory

import (
	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/linear"
)

// Model is the linear game of a run, in the coordinates that it trains in: games that do not touch each other.
type Model struct {
	Parts []Part // the games
}

// Part is a game, and how many of the kind there are.
type Part struct {
	Game
	Times float64 // how many
}

// Fluctuation is what constant steps leave in the long run.
type Fluctuation struct {
	S, A         float64 // E‖S‖²_F and E‖A‖²_F
	Round        float64 // E‖A‖²_F in coordinates in which Σ_* = I
	HeatG, HeatD float64 // temperatures 2B Var/η, means over the coordinates of either player, as lengths are measured where the steps are along the gradient
}

// New returns the model of a run whose target in training coordinates is star (sgda.Trainer.Equilibrium), and whose directions are those of
// the law r (sgda.Trainer.Reference), nil for the plain gradients. It is false
// where nothing is known: for samples of the reader's own, whose moments are not those of a law; where φ cuts off, in more than
// three dimensions; and where φ is one-to-one, for targets of more than 16 different singular values.
func New(cfg *config.Config, star *gan.Generator, r *gan.Reference) (m Model, ok bool) {
	if cfg.Target == config.OwnSamples {
		return Model{}, false
	}
	if star.Phi.Bijective() {
		s, _, _ := singular(star.W, star.D)
		m, ok = Quadratic(s)
	} else {
		m, ok = folded(cfg, star, r)
	}
	for i := range m.Parts {
		m.Parts[i].Loss = SlopesOf(cfg.Loss)
	}
	return m, ok
}

// StepsOf returns the first steps of a run, which are all of them at constant steps.
func StepsOf(cfg *config.Config) Steps {
	return Steps{EtaD: cfg.EtaD, EtaG: cfg.EtaG, Real: float64(cfg.Batch), Fake: float64(cfg.Batch * cfg.Fakes), Rule: cfg.Rule, Inner: cfg.Inner}
}

// Radius returns the spectral radius of one iteration: the equilibrium is stable if it is below 1. It is false where there
// is none (see Game.Linear).
func (m Model) Radius(s Steps) (r float64, ok bool) {
	for i := range m.Parts {
		l, known := m.Parts[i].Linear(s)
		if !known {
			return 0, false
		}
		r = max(r, l.Radius())
	}
	return r, true
}

// Stationary returns the fluctuation at constant steps. It is false where the equilibrium is not stable.
func (m Model) Stationary(s Steps) (f Fluctuation, ok bool) {
	w, v := 0.0, 0.0
	for i := range m.Parts {
		g, times := &m.Parts[i].Game, m.Parts[i].Times
		l, known := g.Linear(s)
		if !known {
			return f, false
		}
		cov, stable := l.Stationary()
		if !stable {
			return f, false
		}
		p, n := g.Coordinates, l.Size
		back := linear.Identity(p)
		if g.Turn != nil {
			back, _ = linear.Inverse(g.Turn, p, lost)
		}
		for k := range p {
			for j := range p {
				f.HeatG += times * float64(back[k*p+j]*cov[k*n+j])
			}
			f.S += float64(times * g.S[k] * cov[k*n+k])
		}
		count, sum := g.spread(cov, n)
		v += times * count
		f.HeatD += times * sum
		f.A += times * g.square(g.A, cov, n)
		f.Round += times * g.square(g.Round, cov, n)
		w += times * float64(p)
	}
	f.HeatG *= 2 * s.Real / (s.EtaG * w)
	f.HeatD *= 2 * s.Real / (s.EtaD * v)
	return f, true
}

// Line returns for d = 1 the covariance of W, from a W_* > 0, and A: Var W, Cov(W, A), Var A. It is false where the
// equilibrium is not stable.
func (m Model) Line(s Steps) (cov [3]float64, ok bool) {
	if len(m.Parts) != 1 || m.Parts[0].Coordinates != 1 {
		return cov, false
	}
	g := &m.Parts[0].Game
	l, ok := g.Linear(s)
	if !ok {
		return cov, false
	}
	p, ok := l.Stationary()
	if !ok {
		return cov, false
	}
	cov[0] = p[0]
	for i, a := range g.A {
		cov[1] += float64(a * p[1+i])
	}
	cov[2] = g.square(g.A, p, l.Size)
	return cov, true
}

// spread returns the number of the discriminator's coordinates that noise reaches, all but the constant's, and the sum of
// their variances, as lengths are measured where the ascent is along the gradient: E vᵀR⁻¹v with the raising R. The state has
// the covariance cov, n×n.
func (g *Game) spread(cov []float64, n int) (count, sum float64) {
	const none = 1e-12
	p, m := g.Coordinates, g.Features
	metric := linear.Identity(m)
	if g.Raise != nil {
		metric, _ = linear.Inverse(g.Raise, m, lost)
	}
	for i := range m {
		if g.C[i*m+i] < none {
			continue
		}
		count++
		for j := range m {
			if g.C[j*m+j] >= none {
				sum += float64(metric[i*m+j] * cov[(p+i)*n+p+j])
			}
		}
	}
	return count, sum
}

// square returns E|av|² where the state has the covariance cov, n×n.
func (g *Game) square(a, cov []float64, n int) (sum float64) {
	p, m := g.Coordinates, g.Features
	for at := 0; at < len(a); at += m {
		for i, x := range a[at : at+m] {
			for j, y := range a[at : at+m] {
				sum += float64(x * y * cov[(p+i)*n+p+j])
			}
		}
	}
	return sum
}

// Edge returns the edge of stability: the least η_G at which the radius is 1, η_D staying as it is. It is false where
// there is none below 10⁴, and where no η_G is stable, because η_D is too large itself.
func (m Model) Edge(s Steps) (eta float64, ok bool) {
	const least, most = 1e-3, 1e4
	stable := func(eta float64) bool {
		s.EtaG = eta
		for i := range m.Parts {
			if l, ok := m.Parts[i].Linear(s); !ok || !l.Stable() {
				return false
			}
		}
		return true
	}
	return first(least, most, 2, stable)
}

// first returns where on the way from lo to hi, in equal ratios, it first ceases to hold. It is false where it holds all the way, or
// not even at lo.
func first(lo, hi, ratio float64, holds func(float64) bool) (float64, bool) {
	if !holds(lo) {
		return 0, false
	}
	at := lo
	for holds(at * ratio) {
		if at *= ratio; at > hi {
			return 0, false
		}
	}
	lo, hi = at, at*ratio
	for hi-lo > 1e-9*hi {
		if mid := (lo + hi) / 2; holds(mid) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2, true
}
