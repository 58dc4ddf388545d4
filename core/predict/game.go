package predict

import (
	"math"
	"slices"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/sgda"
	"saddle/core/theory"
)

// Game is what theory knows of a run near its equilibrium, in the coordinates that the run trains in.
type Game struct {
	model theory.Model
	known bool
	cfg   config.Config
	star  gan.Generator
	law   []float64 // by which the directions are chosen; nil: the plain gradients
	wstar float64   // W_*11 as given
}

// NewGame returns the game of the run that t, made of cfg, takes.
func NewGame(cfg *config.Config, t *sgda.Trainer) Game { return Game{}.Follow(cfg, t) }

// matter are the parameters that decide what the game is, beside the target in training coordinates: not the steps.
var matter = []string{"target", "phi", "star", "slope", "knots", "disc", "grad", "loss", "whiten"}

// Follow is NewGame where the game before, which may have been dear to make, may be the same.
func (g Game) Follow(cfg *config.Config, t *sgda.Trainer) Game {
	star := t.Equilibrium()
	same := g.star.D == star.D && slices.Equal(g.star.W, star.W) && sameScale(g.star.Scale, star.Scale)
	for _, name := range matter {
		same = same && g.cfg.Text(name) == cfg.Text(name)
	}
	r := t.Reference()
	var law []float64
	if r != nil {
		law = r.Law()
	}
	if !same || !slices.Equal(law, g.law) {
		g.model, g.known = theory.New(cfg, star, r)
	}
	g.known = g.known && !cfg.Unlike() // whose equilibrium is another
	g.law = law
	g.cfg, g.star, g.wstar = *cfg, *star, t.State().WStar[0]
	return g
}

func sameScale(a, b *gan.Scale) bool {
	if a == nil || b == nil {
		return a == b
	}
	return slices.Equal(a.In, b.In) && slices.Equal(a.Out, b.Out)
}

// All returns the predictions in a fixed order.
func (g Game) All() []Prediction {
	var l list
	l = append(l, g.Edge())
	s := theory.StepsOf(&g.cfg)
	var spiral, radius float64
	turning, round := g.known, g.known
	if g.known {
		spiral, turning = g.model.Spiral(s)
		radius, round = g.model.Radius(s)
	}
	l.add(Spiral, spiral, turning, "η_D/η_G above which all eigenvalues of one iteration are real, η_D being the first one")
	l.add(Radius, radius, round, "spectral radius of one iteration at the equilibrium, at the first steps")
	f, ok := g.Fluctuation()
	l.add(TemperatureG, f.HeatG, ok, "2B/η_G times the variance of W along the directions that move Σ, a mean over these, in coordinates in which its steps are along the gradient, from P = TPTᵀ + N")
	l.add(TemperatureD, f.HeatD, ok, "2B/η_D times the variance of the discriminator's parameters but the constant, where its ascent is along the gradient, a mean over these, from P = TPTᵀ + N")
	l.add(VarS, f.S, ok, "E‖S‖²_F at constant steps, S = (Σ − Σ_*)/2 where Σ_* = I, from P = TPTᵀ + N")
	l.add(VarA, f.A, ok, "E‖A‖²_F at constant steps, in the coordinates of the training, from P = TPTᵀ + N")
	return l
}

// Edge is the edge of stability.
func (g Game) Edge() Prediction {
	var edge float64
	ok := g.known
	if ok {
		edge, ok = g.model.Edge(theory.StepsOf(&g.cfg))
	}
	return told(Edge, edge, ok, "the least η_G at which the spectral radius of one iteration at the equilibrium is 1, η_D being the first one")
}

// Fluctuation returns what the run's constant steps leave. It is false where the steps fall, nothing is known, or the
// equilibrium is not stable.
func (g Game) Fluctuation() (f theory.Fluctuation, ok bool) {
	if !g.known || !Constant(&g.cfg) {
		return f, false
	}
	return g.model.Stationary(theory.StepsOf(&g.cfg))
}

// Relaxation returns the iterations in which a displacement from the equilibrium falls by a factor e, 1/(1 − radius).
func (g Game) Relaxation() (steps float64, ok bool) {
	if !g.known {
		return 0, false
	}
	r, ok := g.model.Radius(theory.StepsOf(&g.cfg))
	return 1 / (1 - r), ok && r < 1
}

// Line returns for d = 1 the covariance of W and A in the coordinates of the samples, Var W, Cov(W, A), Var A, at constant
// steps, near the W that is positive.
func (g Game) Line() (cov [3]float64, ok bool) {
	if !g.known || !Constant(&g.cfg) || g.star.D != 1 {
		return cov, false
	}
	cov, ok = g.model.Line(theory.StepsOf(&g.cfg))
	w := math.Abs(g.wstar / g.star.W[0]) // W = wW̃, A = aÃ
	a := 1 / (w * w)
	if g.star.Scale != nil && !g.cfg.Jumps() {
		a = 1 / (g.star.Scale.Out[0] * g.star.Scale.Out[0])
	}
	return [3]float64{cov[0] * w * w, cov[1] * w * a, cov[2] * a * a}, ok
}
