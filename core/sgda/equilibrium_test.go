package sgda

import (
	"fmt"
	"math"
	"testing"

	"saddle/core/gan"
	"saddle/core/linear"
	"saddle/core/theory"
)

// fluctuation runs at constant steps around the equilibrium and returns the mean squares of the generator's and
// the discriminator's coordinates: of those of S = (Σ_*^{−1/2}ΣΣ_*^{−1/2} − I)/2, the symmetric part of dW
// without the turning of latents, and of A as measured by size.
func fluctuation(t *testing.T, query string, settle, steps int, size func(a []float64) float64) (w, v float64) {
	t.Helper()
	tr := New(parse(t, query+"&schedule=constant&average=off&init=round&fakes=1&eps=0"))
	d := tr.d
	star := clone(tr.game.star.W)
	inv := inverse(star, d)
	sigma, scratch := make([]float64, d*d), make([]float64, d*d)
	for k := range settle + steps {
		tr.Step()
		if k < settle {
			continue
		}
		tr.gen().Covariance(sigma, scratch)
		for i, x := range linear.Congruent(inv, sigma, d) {
			if i%(d+1) == 0 {
				x--
			}
			w += square(x/2) / float64(steps)
		}
		v += size(tr.game.disc[1:]) / float64(steps)
	}
	if tr.Failure() != "" {
		t.Fatal(tr.Failure())
	}
	return w, v
}

// Equipartition: where φ cuts off, the ascent follows features that are centred, and then, whatever they are, every coordinate of
// the discriminator has the variance η_D/2B, and those of the generator have η_G/2B times what turns its gradient, here of trace
// tr (R + Faint)⁻¹.
func TestEquipartition(t *testing.T) {
	steps := 400_000
	if *long {
		steps = 3_000_000
	}
	const etaD, etaG, b = 0.04, 0.03, 16
	// ReLU(x) has the moments 1/√2π, ½, √(2/π), 3/2 for x ~ N(0, 1). The variance of ½uᵀAu is half the sum of
	// squares of the discriminator's coordinates (gan's metric).
	m := []float64{1, 1 / math.Sqrt(2*math.Pi), 0.5, math.Sqrt(2 / math.Pi), 1.5}
	own, cross, mixed := (m[4]-m[2]*m[2])/4, m[2]*m[2]-m[1]*m[1]*m[1]*m[1], (m[3]*m[1]-m[2]*m[1]*m[1])/2
	size := map[int]func(a []float64) float64{
		1: func(a []float64) float64 { return 2 * own * a[0] * a[0] },
		2: func(a []float64) float64 {
			return 2*own*(a[0]*a[0]+a[3]*a[3]) + 2*cross*a[1]*a[1] + 4*mixed*a[1]*(a[0]+a[3])
		},
	}
	for _, d := range []int{1, 2} {
		coordinates := float64(d * (d + 1) / 2)
		w, v := fluctuation(t, fmt.Sprintf("d=%d&phi=relu&kappa=1&n0=1000000&batch=%d&etaD=%v&etaG=%v", d, b, etaD, etaG), 3000, steps, size[d])
		w /= etaG / (2 * b) * turning(t, d)
		v /= coordinates * etaD / (2 * b)
		t.Logf("d = %d: variances of the generator %.3f, of the discriminator %.3f times η/2B", d, w, v)
		if math.Abs(w-1) > 0.05 || math.Abs(v-1) > 0.05 {
			t.Errorf("d = %d: variances of the generator %.3f, of the discriminator %.3f times η/2B", d, w, v)
		}
	}
}

// turning returns tr (R + Faint)⁻¹ of the quadratic design under ReLU, with the rates R at the isotropic law (gan.Natural).
func turning(t *testing.T, d int) (trace float64) {
	t.Helper()
	g := &gan.Generator{Phi: gan.NewActivation(gan.ReLU, 0, nil), D: d, W: linear.Identity(d)}
	q := gan.NewQuadratic(gan.NewMinibatch(d, 1, 1, gan.Minimax), g)
	n := gan.NewNatural(q, g, gan.NewReference(linear.Identity(d), gan.Spiral(d, 4096), d))
	p := d * (d + 1) / 2
	rates := clone(n.Rates())
	for i := range p {
		rates[i*p+i] += gan.Faint
	}
	for i, v := range inverse(rates, p) {
		if i%(p+1) == 0 {
			trace += v
		}
	}
	return trace
}

// grid is n points of N(0, 1), of equal mass, with mean 0 and variance 1.
func grid(n int) []float64 {
	x := make([]float64, n)
	sum := 0.0
	for k := range x {
		x[k] = math.Sqrt2 * math.Erfinv(2*(float64(k)+0.5)/float64(n)-1)
		sum += x[k] * x[k] / float64(n)
	}
	for k := range x {
		x[k] /= math.Sqrt(sum)
	}
	return x
}

// noiseless takes the trainer's own moves on the same samples again and again: those of the grid for both laws.
func noiseless(tr *Trainer, steps int) {
	g := &tr.game
	for range steps {
		tr.design.SeeTargets(tr.sights)
		tr.seeFakes()
		tr.rule.ascend(tr)
		tr.answered = tr.rule.together()
		if !tr.answered {
			tr.design.JudgeFakes(g.disc)
			tr.descentGradient()
		}
		for i, v := range tr.gradW {
			g.gen.W[i] -= tr.StepSize(Generator) * v
		}
	}
}

// plane is all pairs of the nodes.
func plane(nodes []float64) (z []float64) {
	for _, x := range nodes {
		for _, y := range nodes {
			z = append(z, x, y)
		}
	}
	return z
}

// onGrid is the linear game for samples of the grid in d ≤ 2 dimensions, whose coordinates have the given fourth moment: the constant and the
// sum of ½x_i² over √d; for d = 2 their difference, and x_1x_2/√2.
func onGrid(d int, fourth float64) theory.Model {
	c, mean := (fourth-1)/4, 0.5*math.Sqrt(float64(d))
	loss := theory.SlopesOf(gan.Minimax)
	m := theory.Model{Parts: []theory.Part{{Times: 1, Game: theory.Game{Features: 2, Coordinates: 1, Loss: loss,
		J: []float64{0, 1}, M: []float64{1, mean, mean, mean*mean + c}, C: []float64{0, 0, 0, c}}}}}
	if d == 2 {
		for _, c := range []float64{c, 0.5} { // E x_1²x_2²/2 = ½
			m.Parts = append(m.Parts, theory.Part{Times: 1, Game: theory.Game{Features: 1, Coordinates: 1, Loss: loss, J: []float64{1}, M: []float64{c}, C: []float64{c}}})
		}
	}
	return m
}

// Moves at the old parameters, at those ahead, or with the last gradient remembered lose their stability at the generator's step
// that theory predicts: the trainer's own moves on the same samples again and again fall back to the equilibrium at 0.98 of it and leave it at
// 1.02, by the predicted factor a step. Alternating ones do not at the same steps.
func TestStabilityEdge(t *testing.T) {
	for _, d := range []int{1, 2} {
		nodes := grid(map[int]int{1: 200, 2: 16}[d])
		fourth := 0.0
		for _, x := range nodes {
			fourth += x * x * x * x / float64(len(nodes))
		}
		samples := nodes
		if d == 2 {
			samples = plane(nodes)
		}
		game := onGrid(d, fourth)
		for _, etaD := range []float64{0.1, 0.5, 1, 2} {
			for _, rule := range []gan.Rule{gan.Simultaneous, gan.Optimistic, gan.Extragradient} {
				s := theory.Steps{EtaD: etaD, Real: 1, Fake: 1, Rule: rule}
				edge, ok := game.Edge(s)
				if !ok || edge > 50 { // the optimistic discriminator alone is unstable at large steps
					continue
				}
				for _, share := range []float64{0.98, 1.02} {
					s.EtaG, s.Rule = share*edge, rule
					flips(t, game, s, samples, d, share)
				}
				if rule == gan.Simultaneous {
					s.Rule = "alternating"
					flips(t, game, s, samples, d, 0)
				}
			}
		}
	}
}

// flips takes moves on the samples from near the equilibrium, which should come nearer if share < 1.
func flips(t *testing.T, game theory.Model, s theory.Steps, samples []float64, d int, share float64) {
	t.Helper()
	tr := New(parse(t, fmt.Sprintf("d=%d&phi=identity&whiten=off&kappa=1&init=target&rule=%s&schedule=constant&batch=%d&fakes=1&etaD=%v&etaG=%v&average=off", d, s.Rule, len(samples)/d, s.EtaD, s.EtaG)))
	copy(tr.game.star.W, linear.Identity(d))
	copy(tr.game.gen.W, linear.Identity(d))
	copy(tr.sights, samples)
	copy(tr.batch.Latent, samples)
	want, _ := game.Radius(s)
	steps := 60 + int(min(6000, 4/math.Abs(math.Log(want)))) // so that it changes by a factor of about e⁴
	for i := range tr.game.gen.W {
		tr.game.gen.W[i] += 1e-6 / float64(1+i)
	}
	// The most that the laws and the discriminator differ from the equilibrium in a cycle, without the turning of latents.
	sigma, scratch := make([]float64, d*d), make([]float64, d*d)
	far := func() (most float64) {
		for range 60 {
			noiseless(tr, 1)
			tr.gen().Covariance(sigma, scratch)
			most = max(most, math.Hypot(apart(sigma, linear.Identity(d)), frobenius(tr.game.disc)))
		}
		return most
	}
	noiseless(tr, 20)
	first := far()
	noiseless(tr, steps-60)
	factor := math.Pow(far()/first, 1/float64(steps))
	t.Logf("d = %d, η_D = %v, %s at η_G = %.4f: ×%.5f a step, predicted %.5f", d, s.EtaD, s.Rule, s.EtaG, factor, want)
	if (factor < 1) != (share < 1) {
		t.Errorf("d = %d, η_D = %v, %s: at %.2f of the predicted edge the distance grows by %v a step", d, s.EtaD, s.Rule, share, factor)
	}
	// Other modes that are almost as slow add something; what is gone within a cycle has no rate.
	if want > 0.9 && math.Abs(factor-want) > 0.15*math.Abs(want-1)+1.5e-4 {
		t.Errorf("d = %d, η_D = %v, %s: the distance grows by %v a step, predicted %v", d, s.EtaD, s.Rule, factor, want)
	}
}
