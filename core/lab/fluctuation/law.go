package fluctuation

import (
	"math"

	"saddle/core/config"
	"saddle/core/kernel"
	"saddle/core/predict"
	"saddle/core/sgda"
	"saddle/core/theory"
)

// law is what theory says of the runs of a setting, at every step.
type law struct {
	known bool    // pairs are
	pairs []*pair // of coordinates, in the order of view.see; games of the same kind share one
	slow  int64   // iterations in which a displacement falls by e; 0: unknown, or for ever
	loss  theory.Slopes

	// Of the long run: only what foretell makes has them.
	theory.Fluctuation
	rests bool // the fluctuation is known
	edge  predict.Prediction
}

// pair is the linear game of one coordinate of either player, of which see makes its two numbers.
type pair struct {
	theory.Linear
	see [2][]float64 // of the state: the generator's, the discriminator's
}

// lawOf returns that of the runs of cfg, of which t is one at its start.
func lawOf(cfg *config.Config, t *sgda.Trainer) *law {
	l := &law{loss: theory.SlopesOf(cfg.Loss)}
	model, ok := theory.New(cfg, t.Equilibrium(), t.Reference())
	if !ok || !predict.Constant(cfg) {
		return l
	}
	steps := theory.StepsOf(cfg)
	if r, ok := model.Radius(steps); ok && r < 1 {
		l.slow = int64(math.Ceil(min(1/(1-r), 1e9)))
	}
	for i := range model.Parts {
		part := &model.Parts[i]
		p, ok := pairOf(&part.Game, steps)
		if !ok {
			l.pairs = nil
			return l
		}
		for range int(part.Times) {
			l.pairs = append(l.pairs, p)
		}
	}
	l.known = len(l.pairs) == cfg.D*(cfg.D+1)/2
	return l
}

func pairOf(g *theory.Game, s theory.Steps) (*pair, bool) {
	if g.Coordinates != 1 || len(g.Round) != g.Features {
		return nil, false
	}
	l, ok := g.Linear(s)
	p := &pair{Linear: l}
	p.see[0], p.see[1] = make([]float64, l.Size), make([]float64, l.Size)
	p.see[0][0] = math.Sqrt(g.S[0])
	copy(p.see[1][1:], g.Round)
	return p, ok
}

// normal is a normal law of two numbers: its mean, and the entries 11, 12, 22 of its covariance.
type normal struct {
	mean, cov [2]float64
	cross     float64
}

// at returns the law of the pair after so many steps from a generator displaced by w, in the units of view.
func (p *pair) at(steps int64, w float64) normal {
	m := make([]float64, p.Size)
	m[0] = w / p.see[0][0]
	mean, cov := p.After(steps, m)
	return p.seen(mean, cov)
}

func (p *pair) seen(mean, cov []float64) (n normal) {
	for i := range 2 {
		n.mean[i] = contract(p.see[i], mean)
		n.cov[i] = p.form(cov, i, i)
	}
	n.cross = p.form(cov, 0, 1)
	return n
}

func (p *pair) form(cov []float64, i, j int) (sum float64) {
	for k, x := range p.see[i] {
		if x != 0 {
			sum += float64(x * contract(p.see[j], cov[k*p.Size:(k+1)*p.Size]))
		}
	}
	return sum
}

// distance returns the square of the Mahalanobis distance of (w, v); it is false where the covariance is singular.
func (n *normal) distance(w, v float64) (float64, bool) {
	det := float64(n.cov[0]*n.cov[1]) - float64(n.cross*n.cross)
	if !(det > 1e-12*n.cov[0]*n.cov[1]) {
		return 0, false
	}
	x, y := w-n.mean[0], v-n.mean[1]
	return (float64(n.cov[1]*x*x) - float64(2*n.cross*x*y) + float64(n.cov[0]*y*y)) / det, true
}

// ellipse returns points of the curve at k standard deviations, the first again at the end.
func (n *normal) ellipse(k float64) (x, y []float64) {
	const points = 64
	l := math.Sqrt(n.cov[0])
	if !(l > 0) {
		return nil, nil
	}
	m := n.cross / l
	r := math.Sqrt(max(0, n.cov[1]-float64(m*m)))
	for i := range points + 1 {
		s, c := kernel.Sincos(2 * math.Pi * float64(i) / points)
		x = append(x, n.mean[0]+k*l*c)
		y = append(y, n.mean[1]+k*(m*c+r*s))
	}
	return x, y
}
