package theory

import (
	"flag"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/linear"
	"saddle/core/sgda"
)

var long = flag.Bool("long", false, "long statistics")

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within*math.Abs(want)) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// model is that of a query, with its steps.
func model(t *testing.T, query string) (Model, Steps) {
	t.Helper()
	cfg, problems := config.Parse(query)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	tr := sgda.New(cfg)
	m, ok := New(&cfg, tr.Equilibrium(), tr.Reference())
	if !ok {
		t.Fatalf("%s: nothing is known", query)
	}
	return m, StepsOf(&cfg)
}

// The slopes are those of the code's own losses at h = 0, by central differences: a of the target's samples alone,
// where the generated ones have h = 0, b and c of the generated ones.
func TestSlopesAreThoseOfTheLosses(t *testing.T) {
	const h = 1e-3
	for _, loss := range []gan.Loss{gan.Minimax, gan.NonSaturating, gan.Wasserstein, gan.LeastSquares} {
		batch := gan.NewMinibatch(1, 1, 1, loss)
		q := gan.NewQuadratic(batch, &gan.Generator{Phi: gan.NewActivation(gan.Identity, 1, nil), D: 1, W: []float64{1}})
		value := func(real, fake, b float64) (v, u float64) { // at the logits b + real and b + fake
			v1 := []float64{b, 2}
			q.SeeTargets([]float64{math.Sqrt(math.Abs(real))})
			q.SeeFakes([]float64{math.Sqrt(math.Abs(fake))})
			if real+fake < 0 {
				v1[1] = -2
			}
			q.Judge(v1)
			v = q.Value()
			if loss == gan.Wasserstein { // less the penalty
				v += 0.5 * (v1[0]*v1[0] + v1[1]*v1[1])
			}
			return v, q.GeneratorLoss(v1)
		}
		up, _ := value(h, 0, 0)
		down, _ := value(-h, 0, 0)
		same, _ := value(0, 0, 0)
		a1, a2 := (up-down)/(2*h), (up-2*same+down)/(h*h)
		up, c1 := value(0, h, 0)
		down, c2 := value(0, -h, 0)
		b1, b2 := (up-down)/(2*h), (up-2*same+down)/(h*h)
		s := SlopesOf(loss)
		for _, x := range []struct {
			name      string
			got, want float64
		}{{"α", s.Alpha, a1}, {"−b′", s.Alpha, -b1}, {"κ", s.Kappa, -a2 - b2}, {"γ", s.Gamma, -(c1 - c2) / (2 * h)}} {
			if math.Abs(x.got-x.want) > 1e-6 {
				t.Errorf("%s: %s is %v, by differences %v", loss, x.name, x.got, x.want)
			}
		}
		v := []float64{0.3, 0.7} // the penalty: what is left of ∂V/∂v where there are no samples but at 0, twice as many
		q.SeeTargets([]float64{0})
		q.SeeFakes([]float64{0})
		q.Judge(v)
		grad := make([]float64, 2)
		q.AscentGradient(grad, v)
		if math.Abs(grad[1]+s.Lambda*v[1]) > 1e-12 {
			t.Errorf("%s: λ is %v, the gradient along A = %v is %v", loss, s.Lambda, v[1], grad[1])
		}
	}
}

// For d = 1 without the constant, ψ = x²/2, C/M = 2/3 and Var w = η_G/(3B), Var v = η_D/(3B) whatever the target.
func TestUncentredLine(t *testing.T) {
	for _, w := range []float64{0.7, 1, 1.5} {
		g := Game{Features: 1, Coordinates: 1, Loss: SlopesOf(gan.Minimax), J: []float64{w}, M: []float64{0.75 * w * w * w * w}, C: []float64{0.5 * w * w * w * w}}
		s := Steps{EtaD: 1e-4, EtaG: 2e-4, Real: 16, Fake: 16, Rule: gan.Alternating}
		l, _ := g.Linear(s)
		p, ok := l.Stationary()
		if !ok {
			t.Fatal("unstable")
		}
		near(t, "Var w", p[0], s.EtaG/48, 1e-3)
		near(t, "Var v", p[3], s.EtaD/48, 1e-3)
	}
}

// random is a game of random moments.
func random(r *rand.Rand, m, p int, loss gan.Loss) Game {
	g := Game{Features: m, Coordinates: p, Loss: SlopesOf(loss), J: make([]float64, m*p), C: make([]float64, m*m)}
	half := make([]float64, m*m)
	for i := range half {
		half[i] = r.NormFloat64() / math.Sqrt(float64(m))
	}
	g.C = linear.Congruent(half, linear.Identity(m), m)
	for i := range m {
		g.C[i*m+i] += 0.3
	}
	for i := range g.J {
		g.J[i] = r.NormFloat64()
	}
	return g.Centred()
}

// Equipartition holds for any features, any generator, and the losses without a penalty, with the features centred.
func TestEquipartition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, loss := range []gan.Loss{gan.Minimax, gan.NonSaturating, gan.LeastSquares} {
		for range 10 {
			m, p := 4, 3
			g := random(r, m, p, loss)
			s := Steps{EtaD: 2e-5, EtaG: 1e-5, Real: 16, Fake: 64, Rule: gan.Alternating}
			l, _ := g.Linear(s)
			cov, ok := l.Stationary()
			if !ok {
				t.Fatal("unstable")
			}
			heat := g.Loss.Alpha * (1/s.Real + 1/s.Fake) / (2 * g.Loss.Kappa)
			for i := range m + p {
				for j := range m + p {
					want := 0.0
					switch {
					case i == j && i < p:
						want = heat * g.Loss.Gamma * s.EtaG
					case i == j:
						want = heat * g.Loss.Alpha * s.EtaD
					}
					if math.Abs(cov[i*(m+p)+j]-want) > 0.01*heat*g.Loss.Alpha*s.EtaD {
						t.Errorf("%s: Cov_%d%d = %v, want %v", loss, i, j, cov[i*(m+p)+j], want)
					}
				}
			}
		}
	}
}

// The figures that the page and the documentation name: edges for simultaneous moves, and where the spiral ends. With
// features centred the edge is 2C/J² = w² whatever η_D, alternating moves are stable while η_Gη_DJ²/4 + η_DC < 4, both by the Jury
// test, and the spiral ends at 4J²/C² = 16/w⁶; with the constant all three depend on more.
func TestEdgesAndSpirals(t *testing.T) {
	for _, w := range []float64{0.7, 1, 1.5} {
		m := Model{[]Part{{single(w), 1}}}
		m.Parts[0].Loss = SlopesOf(gan.Minimax)
		for _, etaD := range []float64{0.1, 1} {
			s := Steps{EtaD: etaD, Real: 1, Fake: 1, Rule: gan.Simultaneous}
			edge, _ := m.Edge(s)
			near(t, "simultaneous", edge, w*w, 1e-8)
			spiral, _ := m.Spiral(s)
			near(t, "spiral", spiral, 16/math.Pow(w, 6), 1e-6)
			s.Rule = gan.Alternating
			edge, _ = m.Edge(s)
			near(t, "alternating", edge, (4-etaD*w*w*w*w/2)/(etaD*w*w/4), 1e-8)
		}
	}
	for _, x := range []struct {
		query        string
		edge, spiral float64
	}{
		{"d=1&etaD=0.1", 1.4911, 20.930},
		{"d=1&etaD=2", 1.25, 20.930},
		{"d=2&etaD=0.1", 1, 25.463},
		{"d=2&etaD=1", 1, 25.463},
		{"d=100&etaD=0.1", 1, 0},
		{"d=1&etaD=2&rule=alternating", 4, 16.821}, // the default steps
		{"d=2&etaD=2&rule=alternating", 2, 21.425},
	} {
		m, s := model(t, "phi=identity&kappa=1&whiten=off&rule=simultaneous&"+x.query)
		edge, ok := m.Edge(s)
		if !ok || math.Abs(edge-x.edge) > 1e-4 {
			t.Errorf("%s: the edge is %v, not %v", x.query, edge, x.edge)
		}
		if spiral, ok := m.Spiral(s); x.spiral > 0 && (!ok || math.Abs(spiral/x.spiral-1) > 1e-4) {
			t.Errorf("%s: the spiral ends at %v, not %v", x.query, spiral, x.spiral)
		}
	}
}

// whole is the game of a query, identity or cut off, in one piece and from quadrature.
func whole(t *testing.T, query string) (Game, *config.Config, *gan.Generator, *gan.Reference) {
	t.Helper()
	cfg, problems := config.Parse(query)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	tr := sgda.New(cfg)
	star, r := tr.Equilibrium(), tr.Reference()
	m, ok := folded(&cfg, star, r)
	if !ok {
		t.Fatalf("%s: nothing is known", query)
	}
	g := m.Parts[0].Game
	g.Loss = SlopesOf(cfg.Loss)
	return g, &cfg, star, r
}

// What falls apart is what it was made of: the game in pieces has the radius and the fluctuation of that in one piece,
// whose moments are integrated and not known, for round and thin targets.
func TestPiecesAreTheWhole(t *testing.T) {
	for _, query := range []string{"d=1&wstar=0.8", "d=2&kappa=1.5", "d=3&kappa=1", "d=3&kappa=1.4&loss=wasserstein", "d=3&wstar=1,0,0,0,1,0,0,0,1.3"} {
		query = "phi=identity&whiten=off&etaD=0.2&etaG=0.05&" + query
		game, _, _, _ := whole(t, query)
		one := Model{[]Part{{game, 1}}}
		many, s := model(t, query)
		for _, rule := range []gan.Rule{gan.Alternating, gan.Simultaneous, gan.Optimistic, gan.Extragradient, gan.Exact} {
			s.Rule = rule
			a, ok1 := one.Radius(s)
			b, ok2 := many.Radius(s)
			f, ok3 := one.Stationary(s)
			g, ok4 := many.Stationary(s)
			if !ok1 || !ok2 || !ok3 || !ok4 {
				t.Fatalf("%s, %s: unstable", query, rule)
			}
			near(t, query+" "+string(rule)+" radius", b, a, 1e-6)
			near(t, query+" "+string(rule)+" S", g.S, f.S, 1e-4)
			near(t, query+" "+string(rule)+" A", g.A, f.A, 1e-4)
			near(t, query+" "+string(rule)+" A where the target is round", g.Round, f.Round, 1e-4)
			near(t, query+" "+string(rule)+" temperature", g.HeatG, f.HeatG, 1e-4)
			near(t, query+" "+string(rule)+" temperature", g.HeatD, f.HeatD, 1e-4)
		}
	}
}

// The mean and the covariance of every moment are those of the walk: the covariance from 0 grows to the stationary one, and
// Gelfand's formula gives the radius.
func TestMoments(t *testing.T) {
	m, s := model(t, "phi=identity&d=2&kappa=1&whiten=off&rule=simultaneous&etaD=0.3&etaG=0.1&batch=8&fakes=2")
	for i := range m.Parts {
		l, _ := m.Parts[i].Linear(s)
		p, mean := make([]float64, l.Size*l.Size), make([]float64, l.Size)
		mean[0] = 1
		var before float64
		for k := range 4000 {
			if k == 2000 {
				before = math.Sqrt(linear.Dot(mean, mean))
			}
			l.Next(mean, p)
			if k == 2999 {
				rate := math.Pow(math.Sqrt(linear.Dot(mean, mean))/before, 1.0/1000)
				near(t, "radius", rate, l.Radius(), 2e-3)
			}
		}
		want, ok := l.Stationary()
		if !ok {
			t.Fatal("unstable")
		}
		for i := range p {
			if math.Abs(p[i]-want[i]) > 1e-12 {
				t.Errorf("entry %d: %v in the long run, by the recursion %v", i, want[i], p[i])
			}
		}
	}
}

// The eigenvalues of companion matrices are the roots.
func TestEigenvalues(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{1, 2, 3, 6, 20} {
		a := make([]float64, n*n)
		for i := range a {
			a[i] = r.NormFloat64()
		}
		values, ok := eigenvalues(append([]float64(nil), a...), n)
		if !ok {
			t.Fatal("not found")
		}
		power := linear.Identity(n)
		for k := 1; k <= 4; k++ { // traces of the powers
			power = linear.Product(power, a, n, n, n)
			trace, sum := 0.0, complex(0, 0)
			for i := range n {
				trace += power[i*n+i]
				v := complex(1, 0)
				for range k {
					v *= values[i]
				}
				sum += v
			}
			if math.Abs(real(sum)-trace) > 1e-9*(1+math.Pow(float64(n), float64(k)/2+1)) || math.Abs(imag(sum)) > 1e-9*math.Pow(float64(n), float64(k)/2+1) {
				t.Errorf("n = %d: tr a^%d = %v, of the eigenvalues %v", n, k, trace, sum)
			}
		}
	}
}
