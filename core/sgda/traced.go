package sgda

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/metric"
)

// traced returns the rows of Bilevel by following the generator: W′ = −∇U at the discriminator that is the best on fixed
// latents, by steps of first order that change W by a share of itself. Derived here.
func (t *Trainer) traced() (rows []float64) {
	const (
		most      = 160
		turn, far = 0.06, 0.4
		near      = 5e-3 // ‖W⁻¹W′‖ at the end
	)
	f, d := t.onLatents(), t.d
	time, w := 0.0, f.game.gen.W
	for range most {
		if !f.climb() {
			return rows
		}
		s := f.State()
		lambda, err := metric.Spectrum(s.SigmaLast, s.SigmaStar, d)
		if err != nil {
			return rows
		}
		gap, norm := s.Norms(lambda)
		rows = append(append(rows, t.reaches(time), gap, norm), SingularValues(lambda)...)
		f.descentGradient()
		rate := relative(w, f.gradW, d)
		if !(rate > near) {
			return rows
		}
		step := min(far, turn/rate)
		kernel.Axpy(-step, f.gradW, w)
		time += step
	}
	return rows
}

// answers returns the rows of Response by finding the best discriminator of each w on fixed latents.
func (t *Trainer) answers(ws []float64) (rows []float64) {
	f, scale := t.onLatents(), 1.0
	if c := t.game.chart; c != nil {
		scale = c.l[0]
	}
	for _, w := range ws {
		f.game.gen.W[0] = w / scale
		if f.climb() {
			rows = append(rows, w, f.State().A[0])
		}
	}
	return rows
}

// onLatents returns a trainer at the same generator that sees both laws, of d ≤ 2, through the same n latents, spread evenly over
// the plane of N(0, I₂):
//
//	z_k = √(−2 log(1 − (k+½)/n))·(cos kγ, sin kγ),  γ the golden angle.
//
// Means over them are right to about 1/n, the laws are equal where the generator is at the target, and it hardly matters
// when W turns, which no law notices.
func (t *Trainer) onLatents() *Trainer {
	const n = 384
	const cos, sin = -0.7373688780783197, 0.6754902942615238
	d := t.d
	f := &Trainer{cfg: t.cfg, d: d, eta: t.eta, target: t.target, batch: gan.NewMinibatch(d, n, n, t.batch.Loss),
		gradW: make([]float64, d*d), scratch: make([]float64, d*d), average: make([]float64, d*d)}
	f.cfg.Rule, f.cfg.Average = alternating, lastIterate
	f.sights, f.ahead = f.batch.Targets(), f.batch.Fakes()
	f.game = game{gen: t.game.gen, star: t.game.star, chart: t.game.chart}
	f.game.gen.W = append([]float64(nil), t.game.gen.W...)
	f.build()
	x, y := 1.0, 0.0
	for k := range n {
		radius := math.Sqrt(-2 * kernel.Log(1-(float64(k)+0.5)/n))
		copy(f.batch.Latent[k*d:(k+1)*d], []float64{radius * x, radius * y})
		x, y = float64(x*cos)-float64(y*sin), float64(x*sin)+float64(y*cos)
	}
	f.game.star.PreActivations(f.sights, f.batch.Latent, f.scratch)
	f.design.SeeTargets(f.sights)
	return f
}

// climb moves the discriminator to its best on the latents by Newton's method, with the Hessian by differences, and says
// whether it came there. A direction in which V is flat, as that of a change of A that is not symmetric, is left alone.
func (t *Trainer) climb() bool {
	const most, h, ridge, share = 20, 1e-4, 1e-6, 1e-4
	v, n := t.game.disc, len(t.game.disc)
	move, old, bend := make([]float64, n), make([]float64, n), make([]float64, n*n)
	copy(old, v)
	t.seeFakes()
	clear(v)
	t.gradientsHere()
	enough := share * frobenius(t.gradV) // of the blind one's
	copy(v, old)
	t.gradientsHere()
	for range most {
		if size := frobenius(t.gradV); size <= enough || math.IsNaN(size) {
			return size <= enough
		}
		copy(move, t.gradV)
		copy(old, v)
		value := t.design.Value()
		for k := range v {
			v[k] += h
			t.gradientsHere()
			v[k] = old[k]
			for i, g := range t.gradV {
				bend[i*n+k] = (move[i] - g) / h
			}
			bend[k*n+k] += ridge
		}
		eliminate(bend, move, n)
		for part := 1.0; part > 1e-3; part /= 4 {
			copy(v, old)
			kernel.Axpy(part, move, v)
			t.gradientsHere()
			if t.design.Value() >= value {
				break
			}
		}
	}
	return false
}

// eliminate replaces c by the solution x of ax = c for an n×n matrix a whose leading minors are positive, which it overwrites.
func eliminate(a, c []float64, n int) {
	for k := range n {
		for i := k + 1; i < n; i++ {
			f := a[i*n+k] / a[k*n+k]
			kernel.Axpy(-f, a[k*n:(k+1)*n], a[i*n:(i+1)*n])
			c[i] -= float64(f * c[k])
		}
	}
	for k := n - 1; k >= 0; k-- {
		for j := k + 1; j < n; j++ {
			c[k] -= float64(a[k*n+j] * c[j])
		}
		c[k] /= a[k*n+k]
	}
}

// relative returns ‖W⁻¹G‖_F for d ≤ 2.
func relative(w, g []float64, d int) float64 {
	if d == 1 {
		return math.Abs(g[0] / w[0])
	}
	return frobenius([]float64{
		float64(w[3]*g[0]) - float64(w[1]*g[2]), float64(w[3]*g[1]) - float64(w[1]*g[3]),
		float64(w[0]*g[2]) - float64(w[2]*g[0]), float64(w[0]*g[3]) - float64(w[2]*g[1]),
	}) / math.Abs(float64(w[0]*w[3])-float64(w[1]*w[2]))
}
