package sgda

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/metric"
)

// chart is the change of variables x = Lx̃ between the original and the training coordinates.
type chart struct {
	l, inv []float64 // d×d lower triangular; diagonal where φ is not one-to-one
	seen   []float64 // d×d: as inv, for what the discriminator sees
}

// whiten spends n target samples on coordinates L⁻¹x in which the target is close to isotropic. The
// first generator keeps its matrix: it starts at the same place in training coordinates whatever the
// target. But a round start under diagonal L takes up the correlations of the samples, as it does under any other.
//
// Where φ is one-to-one LLᵀ is the second moment of the samples. Elsewhere only positive diagonal L are
// used, the scales of the coordinates by maximum likelihood (gan.ScaleFit): φ commutes with no others even
// if, as ReLU, it commutes with those. If it does not, the samples are scaled too.
//
// The reader's own samples are all known: their coordinates are those of all of them, so that a rare value or a heavy tail, which
// n draws miss or overrate, does not stretch them.
func (t *Trainer) whiten(n int) {
	d, g := t.d, &t.game
	phi := g.gen.Phi
	fits, squares := make([]*gan.ScaleFit, d), make([]float64, d)
	for i := range fits {
		fits[i] = gan.NewScaleFit(phi)
	}
	joint := gan.NewCorrelationFit(d, phi)
	for left := n; left > 0; left -= t.cfg.Batch {
		x := t.sights[:min(left, t.cfg.Batch)*d]
		t.drawTargets(x)
		t.accumulate(x)
		if !phi.Bijective() {
			if t.cfg.Init == "round" {
				joint.Add(x)
			}
			for k, v := range x {
				y := phi.At(v)
				fits[k%d].Add(v)
				squares[k%d] += float64(y * y)
			}
		}
	}
	t.samples += int64(n)
	l := append([]float64(nil), t.moment...)
	kernel.Symmetrize(d, l)
	for i := range l {
		l[i] /= float64(n)
	}
	if !phi.Bijective() {
		clear(l)
		scales := make([]float64, d)
		for i := range d {
			scales[i] = fits[i].Estimate()
			l[i*d+i] = square(scales[i])
		}
		if t.cfg.Init == "round" {
			g.gen.W = rooted(joint.Estimate(scales), d)
		}
	}
	if t.rows != nil {
		var c []float64
		if l, c, squares = t.rows.moments(phi); c != nil && t.cfg.Init == "round" {
			g.gen.W = rooted(c, d)
		}
		n = t.rows.law.Set().Rows()
	}
	if !cholesky(l, d) {
		return // fewer samples than dimensions: stay in the original coordinates
	}
	g.chart = &chart{l: l, inv: invertLower(l, d)}
	g.chart.seen = g.chart.inv
	if !phi.Bijective() && !phi.Homogeneous() {
		g.chart.scale(g, squares, n)
	}
	g.star.W = multiply(g.chart.inv, g.star.W, d)
	if t.rows != nil {
		t.rows.chart = transposed(g.chart.inv, d)
	}
	kernel.Symmetrize(d, t.moment)
	copy(t.moment, congruent(g.chart.inv, t.moment, d))
}

// rooted returns the Cholesky factor of the correlations c, which are drawn towards 0 until no coordinate is known from
// those before it to less than 0.4 of its deviation: too thin a start takes longer to mend than too round a one.
func rooted(c []float64, d int) []float64 {
	const least, share = 0.4, 0.9
	for {
		l := append([]float64(nil), c...)
		ok := cholesky(l, d)
		for i := range d {
			ok = ok && l[i*d+i] >= least
		}
		if ok {
			return l
		}
		for k := range c {
			if k%(d+1) != 0 {
				c[k] *= share
			}
		}
	}
}

// scale makes both laws run in the chart's coordinates, and the samples have mean squares of 1 in them,
// where squares are the sums of the squares of n of them.
func (c *chart) scale(g *game, squares []float64, n int) {
	d := g.gen.D
	s := &gan.Scale{In: make([]float64, d), Out: make([]float64, d)}
	c.seen = make([]float64, d*d)
	for i := range d {
		s.In[i] = c.l[i*d+i]
		if s.Out[i] = math.Sqrt(squares[i] / float64(n)); s.Out[i] == 0 {
			s.Out[i] = 1
		}
		c.seen[i*d+i] = 1 / s.Out[i]
	}
	g.gen.Scale, g.star.Scale = s, s
}

// matrix and covariance return what W̃ and Σ̃ are in the original coordinates: LW̃ and LΣ̃Lᵀ. The results are
// fresh copies.
func (c *chart) matrix(w []float64, d int) []float64 {
	if c == nil {
		return append([]float64(nil), w...)
	}
	return multiply(c.l, w, d)
}

func (c *chart) covariance(s []float64, d int) []float64 {
	if c == nil {
		return append([]float64(nil), s...)
	}
	return congruent(c.l, s, d)
}

// factor returns LC for CCᵀ = Σ̃, nil where that is not finite: a factor of LΣ̃Lᵀ.
func (c *chart) factor(s []float64, d int) []float64 {
	root, err := metric.Factor(s, d)
	if err != nil {
		return nil
	}
	return c.matrix(root, d)
}

// quadratic returns what Ã is for the samples themselves, in a fresh copy: L⁻ᵀÃL⁻¹, or with the scales
// of the samples for L.
func (c *chart) quadratic(a []float64, d int) []float64 {
	if c == nil {
		return append([]float64(nil), a...)
	}
	return congruent(transposed(c.seen, d), a, d)
}

// cut returns what a logit is in the plane of coordinates i and j of the pre-activations, where L is
// diagonal.
func (c *chart) cut(cut [4]float64, i, j, d int) [4]float64 {
	if c == nil {
		return cut
	}
	x, y := c.inv[i*d+i], c.inv[j*d+j]
	return [4]float64{cut[0], cut[1] * x * x, cut[2] * x * y, cut[3] * y * y}
}
