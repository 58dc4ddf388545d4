package sgda

import (
	"math"

	"saddle/core/config"
	"saddle/core/data"
	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
)

// known is what whitening knows of the target.
type known struct {
	moment       []float64 // d×d: E xxᵀ, where φ is one-to-one
	scales       []float64 // d: deviations of x, elsewhere
	correlations []float64 // d×d, elsewhere; nil where nothing asks for them
	squares      []float64 // d: E y_i²
}

// whiten fixes coordinates L⁻¹x in which the target is close to isotropic. The first generator keeps its matrix: it starts at
// the same place in training coordinates whatever the target.
//
// Where φ is one-to-one LLᵀ is the second moment of x. Elsewhere only positive diagonal L are used, the scales of the
// coordinates: φ commutes with no others even if, as ReLU, it commutes with those. If it does not, the samples are
// scaled too. What the correlations are is known besides, up to 16 dimensions, and the players move by it: law is their factor, in which
// the generator starts, and the directions of both are those of the law (gan.Reference).
//
// The moments are those of the first n₀ target samples, which are spent on it, or of all of the reader's own.
func (t *Trainer) whiten() {
	d, g := t.d, &t.game
	phi := g.gen.Phi
	var k known
	if t.rows != nil {
		k = t.rows.known()
	} else {
		k = t.spend(t.cfg.N0)
	}
	l := k.moment
	if !phi.Bijective() {
		l = make([]float64, d*d)
		for i, s := range k.scales {
			l[i*d+i] = square(s)
		}
		t.place(k.correlations)
	}
	if !linear.Factor(l, d, 0) {
		return // fewer samples than dimensions: stay in the original coordinates
	}
	g.chart = &chart{l: l, inv: linear.InvertLower(l, d)}
	g.chart.seen = g.chart.inv
	if !phi.Bijective() && !phi.Homogeneous() {
		g.chart.scale(g, k.squares)
	}
	g.star.W = linear.Product(g.chart.inv, g.star.W, d, d, d)
	if t.sight != nil {
		t.sight.chart = linear.Transposed(g.chart.inv, d, d)
		if phi.Bijective() { // what is seen is isotropic, whatever W_* is
			g.star.W = linear.Identity(d)
		}
	}
	if t.rows != nil {
		t.rows.chart = linear.Transposed(g.chart.inv, d, d)
		if phi.Bijective() && t.cfg.Natural() {
			t.law = linear.Identity(d)
		}
	}
	kernel.Symmetrize(d, t.moment)
	copy(t.moment, linear.Congruent(g.chart.inv, t.moment, d))
}

// place takes up the correlations c, if they are known, in the directions and the start of the generator.
func (t *Trainer) place(c []float64) {
	const thinnest, roundest = 0.01, 0.4 // in deviations
	d, w := t.d, &t.game.gen.W
	switch {
	case c == nil:
	case !t.cfg.Natural(): // too thin a start takes longer to mend than too round a one
		*w = rooted(c, d, roundest)
	default:
		t.law = rooted(c, d, thinnest)
		*w = linear.Product(t.law, *w, d, d, d)
	}
}

// spend draws n target samples and returns what they tell.
func (t *Trainer) spend(n int) (k known) {
	d := t.d
	phi := t.game.gen.Phi
	fits, columns := make([]*gan.ScaleFit, d), make([][]float64, d)
	for i := range fits {
		fits[i] = gan.NewScaleFit(phi)
	}
	k.squares = make([]float64, d)
	joint := gan.NewCorrelationFit(d, phi)
	for left := n; left > 0; left -= t.cfg.Batch {
		x := t.sights[:min(left, t.cfg.Batch)*d]
		t.drawTargets(x)
		t.accumulate(x)
		if phi.Bijective() {
			continue
		}
		if !t.cfg.Natural() && t.cfg.Init == config.RoundStart {
			joint.Add(x)
		}
		for at, v := range x {
			y := phi.At(v)
			i := at % d
			fits[i].Add(v)
			k.squares[i] += float64(y*y) / float64(n)
			if t.cfg.Natural() && len(columns[i]) < mostCorrelated {
				columns[i] = append(columns[i], v)
			}
		}
	}
	t.samples += int64(n)
	k.moment = append([]float64(nil), t.moment...)
	kernel.Symmetrize(d, k.moment)
	for i := range k.moment {
		k.moment[i] /= float64(n)
	}
	if phi.Bijective() {
		return k
	}
	for _, f := range fits {
		k.scales = append(k.scales, f.Estimate())
	}
	switch {
	case t.cfg.Natural():
		k.correlations = correlations(columns, phi, k.scales)
	case t.cfg.Init == config.RoundStart:
		k.correlations = joint.Estimate(k.scales)
	}
	return k
}

// mostCorrelated bounds the samples that correlations are fitted to.
const mostCorrelated = 4096

// correlations returns those of greatest likelihood of every two columns, drawn towards 0 by as much as half a sample would:
// without, columns that are never seen together would have the correlation −1.
func correlations(columns [][]float64, phi gan.Activation, scales []float64) []float64 {
	const prior = 0.5
	d := len(columns)
	c := linear.Identity(d)
	for i := range d {
		for j := range i {
			c[i*d+j] = data.Correlation(columns[i], columns[j], phi, scales[i], scales[j], prior)
			c[j*d+i] = c[i*d+j]
		}
	}
	return c
}

// known returns what all rows tell.
func (r *rows) known() (k known) {
	d, phi, cov := r.d, r.law.Phi(), r.law.Covariance()
	if phi.Bijective() {
		k.moment = append([]float64(nil), cov...)
		return k
	}
	for i := range d {
		k.scales = append(k.scales, math.Sqrt(cov[i*d+i]))
	}
	k.correlations, k.squares = make([]float64, d*d), make([]float64, d)
	for i := range cov {
		k.correlations[i] = cov[i] / (k.scales[i/d] * k.scales[i%d])
	}
	x, n := make([]float64, d), r.law.Set().Rows()
	for at := range n {
		r.law.Row(x, at)
		for i, v := range x {
			y := phi.At(v)
			k.squares[i] += float64(y*y) / float64(n)
		}
	}
	return k
}

// rooted returns the Cholesky factor of the correlations c, which are drawn towards 0 until no coordinate is known from
// those before it to less than the given share of its deviation.
func rooted(c []float64, d int, least float64) []float64 {
	const share = 0.999
	for {
		l := append([]float64(nil), c...)
		ok := linear.Factor(l, d, 0)
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

// scale makes both laws run in the chart's coordinates, and the samples have mean squares of 1 in them, where those are
// the given ones.
func (c *chart) scale(g *game, squares []float64) {
	d := g.gen.D
	s := &gan.Scale{In: make([]float64, d), Out: make([]float64, d)}
	c.seen = make([]float64, d*d)
	for i := range d {
		s.In[i] = c.l[i*d+i]
		if s.Out[i] = math.Sqrt(squares[i]); s.Out[i] == 0 {
			s.Out[i] = 1
		}
		c.seen[i*d+i] = 1 / s.Out[i]
	}
	g.gen.Scale, g.star.Scale = s, s
}
