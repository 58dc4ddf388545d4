package sgda

import (
	"fmt"
	"math"
	"testing"

	"saddle/core/metric"
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
		for i, x := range congruent(inv, sigma, d) {
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

// traces returns the sums of the variances of the generator's coordinates and of those of A that theory predicts.
func traces(g theory.Game, s theory.Steps, t *testing.T) (w, v float64) {
	t.Helper()
	p, ok := g.Stationary(s)
	if !ok {
		t.Fatal("the prediction is that there is no equilibrium")
	}
	size := g.Coordinates + g.Features
	for i := range g.Coordinates {
		w += p[i*size+i]
		v += p[(g.Coordinates+1+i)*size+g.Coordinates+1+i] // after the constant's
	}
	return w, v
}

// The plain quadratic features are not centred. The fluctuations around the equilibrium are those of the linear
// recursion, to within 5 %: both of the noise in the estimate, 2 %, and of what is not linear.
func TestFluctuationsAreThoseOfTheLinearGame(t *testing.T) {
	steps := 400_000
	if *long {
		steps = 3_000_000
	}
	for _, d := range []int{1, 2, 3} {
		for _, rule := range []string{"alternating", "simultaneous"} {
			const etaD, etaG, b = 0.05, 0.03, 16
			got, gotV := fluctuation(t, fmt.Sprintf("d=%d&phi=identity&whiten=off&kappa=1&rule=%s&batch=%d&etaD=%v&etaG=%v", d, rule, b, etaD, etaG), 3000, steps/d,
				func(a []float64) float64 { return dot(a, a) })
			want, wantV := traces(theory.Quadratic(d), theory.Steps{EtaD: etaD, EtaG: etaG, Real: b, Fake: b, Alternating: rule == "alternating"}, t)
			t.Logf("d = %d, %s: E‖S‖² %.3g, predicted %.3g, ratio %.3f; E‖A‖² %.3g, predicted %.3g, ratio %.3f", d, rule, got, want, got/want, gotV, wantV, gotV/wantV)
			if math.Abs(got/want-1) > 0.05 || math.Abs(gotV/wantV-1) > 0.05 {
				t.Errorf("d = %d, %s: the fluctuations are %.3f and %.3f times those predicted", d, rule, got/want, gotV/wantV)
			}
		}
	}
}

// Equipartition: where φ cuts off, the ascent follows features that are centred, and then, whatever they are,
// every coordinate of the generator has the variance η_G/2B, every one of the discriminator η_D/2B.
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
		w /= coordinates * etaG / (2 * b)
		v /= coordinates * etaD / (2 * b)
		t.Logf("d = %d: variances of the generator %.3f, of the discriminator %.3f times η/2B", d, w, v)
		if math.Abs(w-1) > 0.05 || math.Abs(v-1) > 0.05 {
			t.Errorf("d = %d: variances of the generator %.3f, of the discriminator %.3f times η/2B", d, w, v)
		}
	}
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
		tr.gradients()
		tr.ascent()
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

// Simultaneous moves lose their stability at the generator's step that theory predicts, to within 2 %, and
// alternating ones do not. Besides, the distance from the equilibrium shrinks and grows by the predicted
// factor.
func TestStabilityEdge(t *testing.T) {
	const n = 400
	nodes := grid(n)
	fourth := 0.0
	for _, x := range nodes {
		fourth += x * x * x * x / n
	}
	for _, etaD := range []float64{0.3, 1, 2} {
		for _, rule := range []string{"simultaneous", "alternating"} {
			// Features 1 and x²/2 of the grid.
			game := theory.Game{Features: 2, Coordinates: 1, J: []float64{0, 1}, M: []float64{1, 0.5, 0.5, fourth / 4}, C: []float64{0, 0, 0, (fourth - 1) / 4}}
			s := theory.Steps{EtaD: etaD, Real: n, Fake: n}
			edge := game.Edge(s, 50)
			for _, share := range []float64{0.98, 1.02} {
				s.EtaG, s.Alternating = share*edge, rule == "alternating"
				tr := New(parse(t, fmt.Sprintf("d=1&phi=identity&whiten=off&kappa=1&rule=%s&schedule=constant&batch=%d&fakes=1&etaD=%v&etaG=%v&average=off", rule, n, s.EtaD, s.EtaG)))
				copy(tr.sights, nodes)
				copy(tr.batch.Latent, nodes)
				tr.game.star.W[0] = 1
				distance := func() float64 { return math.Hypot(tr.game.gen.W[0]-1, frobenius(tr.game.disc)) }
				want := game.Radius(s)
				steps := int(min(5000, 9/math.Abs(math.Log(want)))) // so that it changes by a factor of about e⁹
				tr.game.gen.W[0] = 1 + 1e-6
				noiseless(tr, 10)
				first := distance()
				noiseless(tr, steps)
				factor := math.Pow(distance()/first, 1/float64(steps))
				t.Logf("η_D = %v, %s at %.2f of the edge η_G = %.4f: ×%.5f a step, predicted %.5f", etaD, rule, share, edge, factor, want)
				if rule == "simultaneous" && (factor < 1) != (share < 1) || rule == "alternating" && factor >= 1 {
					t.Errorf("η_D = %v, %s: at %.2f of the predicted edge the distance grows by %v a step", etaD, rule, share, factor)
				}
				if math.Abs(math.Log(factor)/math.Log(want)-1) > 0.2 { // of a cycle it is somewhere
					t.Errorf("η_D = %v, %s: the distance grows by %v a step, predicted %v", etaD, rule, factor, want)
				}
			}
		}
	}
}

// The fluctuation–dissipation relation −2⟨v·g⟩ = η⟨|g|²⟩ holds once the run is stationary, and the schedule
// that waits for it shrinks the steps again and again, each time to nine tenths and never sooner than it may.
// So the last iterate, which constant steps leave where they are, comes ever closer.
func TestFluctuationDissipation(t *testing.T) {
	const query = "d=2&average=off&init=round&eps=0&etaD=0.3&etaG=0.1&fakes=4&"
	tr := New(parse(t, query+"schedule=constant"))
	var sides [2]float64
	for k := range 60_000 {
		v := clone(tr.game.disc)
		tr.Step()
		if k < 2000 {
			continue
		}
		// The move was v + ηg exactly, but for the bound, which is not reached.
		g := make([]float64, len(v))
		for i := range g {
			g[i] = (tr.game.disc[i] - v[i]) / tr.cfg.EtaD
		}
		sides[0] -= 2 * dot(v, g)
		sides[1] += tr.cfg.EtaD * dot(g, g)
	}
	if r := sides[0] / sides[1]; math.Abs(r-1) > 0.01 {
		t.Errorf("the two sides are in the ratio %.4f", r)
	}

	fdr, constant := New(parse(t, query+"schedule=fdr")), New(parse(t, query+"schedule=constant"))
	share, changed := 1.0, 0
	var drops int
	for k := range 40_000 {
		fdr.Step()
		constant.Step()
		if fdr.anneal.share == share {
			continue
		}
		if math.Abs(fdr.anneal.share/share-annealTo) > 1e-12 || k+1-changed < annealAfter {
			t.Fatalf("step %d, %d after the last change: the share goes from %v to %v", k+1, k+1-changed, share, fdr.anneal.share)
		}
		share, changed = fdr.anneal.share, k+1
		drops++
	}
	t.Logf("%d times, to %.2g of the first step", drops, share)
	if drops < 5 {
		t.Errorf("in 40,000 steps the step sizes have fallen %d times", drops)
	}
	far := func(tr *Trainer) float64 {
		sum := 0.0
		for range 400 {
			tr.Step()
			s := tr.State()
			sum += square(totalVariation(t, s.SigmaLast, s.SigmaStar, 2)) / 400
		}
		return math.Sqrt(sum) / metric.FloorTV(2, float64(tr.Samples()))
	}
	// At constant steps the last iterate stays where the noise of one minibatch keeps it. With steps that wait for the
	// relation, which takes a time that grows as they shrink, they fall about as 1/t, and it follows the floor.
	a, b := far(fdr), far(constant)
	t.Logf("the last iterate is at %.1f times the floor, at constant steps at %.1f", a, b)
	if !(a < 6 && b > 20) {
		t.Errorf("the last iterate is at %.1f times the floor, at constant steps at %.1f", a, b)
	}
}
