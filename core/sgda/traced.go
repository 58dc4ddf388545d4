package sgda

import (
	"math"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
	"saddle/core/metric"
	"saddle/core/rng"
	"saddle/core/svd"
)

// mostTraced bounds the parameters of a discriminator that a [Trace] is made for, with more of which a row takes longer
// than a reader should wait: d ≤ 17 for the quadratic design, 11 for the truncated and 8 for the facewise one under ReLU.
const mostTraced = 300

// Trace is the curve of [Trainer.Bilevel] where the best discriminator is not known in closed form, in the making. The
// generator is followed, W′ = −∇U at the discriminator that is the best on fixed latents, by steps of first order
// that change W by a share of itself. Derived here.
type Trace struct {
	run  *Trainer // whose curve it is
	f    *Trainer // that follows it
	time float64
	left int // rows that may still come
	rows []float64
}

// Trace returns the beginning of the curve, without rows yet, or nil where Bilevel knows it, the target has another activation or the
// discriminator has more than mostTraced parameters. It is made apart from the run, which it does not touch.
func (t *Trainer) Trace() *Trace {
	if t.sight != nil || t.knowsBilevel() || t.design.Parameters() > mostTraced {
		return nil
	}
	return t.trace()
}

func (t *Trainer) trace() *Trace {
	const most = 160
	return &Trace{run: t, f: t.onLatents(), left: most}
}

// Rows returns the rows so far, as those of Bilevel.
func (c *Trace) Rows() []float64 { return c.rows }

// Next adds a row. It is false, with no row added, once the curve is complete.
func (c *Trace) Next() bool {
	const (
		turn, far = 0.06, 0.4
		near      = 5e-3 // ‖W⁻¹W′‖ at the end
	)
	f, d, w := c.f, c.f.d, c.f.game.gen.W
	if c.left == 0 {
		return false
	}
	c.left--
	inverse := f.align()
	if !f.answer() {
		c.left = 0
		return false
	}
	s := f.State()
	lambda, err := metric.Spectrum(s.W, s.WStar, d)
	if err != nil {
		c.left = 0
		return false
	}
	gap, norm := s.Norms(lambda)
	c.rows = append(append(c.rows, c.run.reaches(c.time), gap, norm), SingularValues(lambda)...)
	f.descentGradient()
	rate := frobenius(linear.Product(inverse, f.gradW, d, d, d))
	if !(rate > near) {
		c.left = 0
		return true
	}
	step := min(far, turn/rate)
	kernel.Axpy(-step, f.gradW, w)
	c.time += step
	return true
}

// answers returns the rows of Response by finding the best discriminator of each w on fixed latents.
func (t *Trainer) answers(ws []float64) (rows []float64) {
	f, scale := t.onLatents(), 1.0
	if c := t.game.chart; c != nil {
		scale = c.l[0]
	}
	for _, w := range ws {
		f.game.gen.W[0] = w / scale
		if f.answer() {
			rows = append(rows, w, f.State().A[0])
		}
	}
	return rows
}

// onLatents returns a trainer at the same generator that sees both laws through the same n latents; see evenLatents. The laws
// are equal where the generator is at the target.
func (t *Trainer) onLatents() *Trainer {
	d, n := t.d, 384
	if d > 2 {
		n = max(1024, 8*d*d)
	}
	z := evenLatents(d, n)
	f := &Trainer{cfg: t.cfg, d: d, eta: t.eta, target: t.target, law: t.law, batch: gan.NewMinibatch(d, n, n, t.batch.Loss),
		gradW: make([]float64, d*d), scratch: make([]float64, d*d), judged: make([]float64, d*d)}
	f.cfg.Rule, f.cfg.Average = gan.Alternating, config.LastIterate
	f.sights, f.ahead = f.batch.Targets(), f.batch.Fakes()
	f.game = game{gen: t.game.gen, star: t.game.star, chart: t.game.chart}
	f.game.gen.W = append([]float64(nil), t.game.gen.W...)
	f.build()
	copy(f.batch.Latent, z)
	f.game.star.PreActivations(f.sights, z, f.scratch)
	f.design.SeeTargets(f.sights)
	f.seek = gan.NewBest(f.design, f.batch, f.gen(), z)
	f.seek.SeeOnly(f.sights)
	return f
}

// answer moves the discriminator to its best on the latents and says whether it came there.
func (t *Trainer) answer() bool {
	t.seeFakes()
	found := t.seek.Find(t.game.disc)
	t.design.Judge(t.game.disc)
	return found && finite(t.game.disc)
}

// evenLatents returns n latents, rows of d numbers, whose means stand for those over N(0, I_d): gan.Spiral up to the plane; in higher
// dimension they are drawn, and sheared to the mean 0 and the covariance I.
func evenLatents(d, n int) []float64 {
	if d <= 2 {
		return gan.Spiral(d, n)
	}
	z := make([]float64, n*d)
	rng.New(0, "flow").Normals(z)
	shear(z, d)
	return z
}

// shear moves the n rows of z to the mean 0 and the covariance I.
func shear(z []float64, d int) {
	n := len(z) / d
	mean, moment := make([]float64, d), make([]float64, d*d)
	for k := range n {
		kernel.Axpy(1/float64(n), z[k*d:(k+1)*d], mean)
	}
	for k := range n {
		kernel.Axpy(-1, mean, z[k*d:(k+1)*d])
	}
	kernel.GemmUpper(d, n, z, 1, d, z, d, moment, d)
	kernel.Symmetrize(d, moment)
	for i := range moment {
		moment[i] /= float64(n)
	}
	if linear.Factor(moment, d, 0) {
		kernel.Gemm(n, d, d, append([]float64(nil), z...), d, 1, linear.Transposed(linear.InvertLower(moment, d), d, d), d, z, d)
	}
}

// align turns W to WQ, which no law notices, so that W_*⁻¹WQ is symmetric and common latents lead to samples as close
// together as can be. It returns the inverse of WQ.
func (t *Trainer) align() []float64 {
	d, w := t.d, t.game.gen.W
	star := invert(t.game.star.W, d)
	g, v := linear.Transposed(linear.Product(star, w, d, d, d), d, d), linear.Identity(d)
	svd.Rotate(g, v, d)
	root, back := make([]float64, d*d), make([]float64, d*d)
	for i := range d {
		u := g[i*d : (i+1)*d]
		s := max(math.Sqrt(linear.Dot(u, u)), minSingular)
		for r := range d {
			kernel.Axpy(u[r]/s, u, root[r*d:(r+1)*d])
			kernel.Axpy(u[r]/(s*s*s), u, back[r*d:(r+1)*d])
		}
	}
	copy(w, linear.Product(t.game.star.W, root, d, d, d))
	return linear.Product(back, star, d, d, d)
}

// invert returns the inverse of a, d×d, by its singular values, those below 10⁻¹² taken for that.
func invert(a []float64, d int) []float64 {
	g, v := linear.Transposed(a, d, d), linear.Identity(d)
	svd.Rotate(g, v, d)
	out := make([]float64, d*d)
	for i := range d {
		u := g[i*d : (i+1)*d]
		s := max(math.Sqrt(linear.Dot(u, u)), 1e-12)
		for r := range d {
			kernel.Axpy(v[i*d+r]/(s*s), u, out[r*d:(r+1)*d])
		}
	}
	return out
}
