package fluctuation

import (
	"math"
	"testing"

	"saddle/core/config"
	"saddle/core/kernel"
	"saddle/core/lab/labtest"
	"saddle/core/rng"
	"saddle/core/sgda"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %v, want %v ± %v", what, got, want, tolerance)
	}
}

// The shares of χ² with two degrees of freedom within one, two and three deviations, and the density whose integral they are.
func TestChiSquare(t *testing.T) {
	for sigma, want := range map[float64]float64{1: 0.3934693402873666, 2: 0.8646647167633873, 3: 0.9888910034617577} {
		near(t, "within", within(2, sigma*sigma), want, 1e-15)
	}
	for _, k := range []int{2, 4, 6, 12} {
		const steps, top = 4000, 20.0
		sum := 0.0
		for i := range steps {
			sum += chiDensity(k, top*(float64(i)+0.5)/steps) * top / steps
		}
		near(t, "the integral of the density", sum, within(k, top), 1e-5)
	}
}

// The coordinates are those of S and A: their squares add up to the norms, and turning the latents changes none.
func TestCoordinates(t *testing.T) {
	r := rng.New(4, "test")
	for d := 2; d <= 4; d++ {
		draw := func() []float64 {
			m := make([]float64, d*d)
			r.Normals(m)
			return m
		}
		star, w, a := draw(), draw(), draw()
		sigma := make([]float64, d*d)
		kernel.Gemm(d, d, d, w, d, 1, transposed(w, d), d, sigma, d)
		for i := range d {
			for j := range i {
				a[i*d+j] = a[j*d+i]
			}
		}
		v := newView(star, d)
		v.see(&sgda.State{SigmaLast: sigma, A: a, B: 0.5})
		near(t, "‖S‖² + ‖A‖²", norm(v.now), norm(v.s)+norm(v.a), 1e-9*(norm(v.s)+norm(v.a)))
		near(t, "tr S", trace(v.s, d), math.Sqrt(float64(d))*v.now[len(v.now)-2], 1e-9*norm(v.s))
		v.see(&sgda.State{SigmaLast: squared(star, d), A: a})
		near(t, "‖S‖² at the target", norm(v.s), 0, 1e-20)
	}
	one := newView([]float64{-2}, 1)
	one.see(&sgda.State{SigmaLast: []float64{9}, A: []float64{0.25}})
	near(t, "W/W_* − 1", one.now[0], 0.5, 1e-15)
	near(t, "A where Σ_* = 1", one.now[1], 1, 1e-15)
}

func transposed(w []float64, d int) []float64 {
	out := make([]float64, d*d)
	kernel.Transpose(d, out, w)
	return out
}

func squared(w []float64, d int) []float64 {
	out := make([]float64, d*d)
	kernel.Gemm(d, d, d, w, d, 1, transposed(w, d), d, out, d)
	return out
}

// Dissipation less fluctuation is what the path ends by, exactly, for any path.
func TestBalanceTelescopes(t *testing.T) {
	r := rng.New(9, "test")
	var b balance
	x := []float64{0.3, -2, 1}
	first := norm(x)
	for range 50 {
		y := make([]float64, 3)
		r.Normals(y)
		b.add(x, y)
		x = y
	}
	near(t, "dissipation − fluctuation", b.dissipation-b.fluctuation, first-norm(x), 1e-12*b.fluctuation)
}

// An ellipse of k deviations is where the squared distance is k².
func TestEllipse(t *testing.T) {
	n := normal{mean: [2]float64{1, -2}, cov: [2]float64{0.5, 2}, cross: -0.7}
	for _, k := range []float64{1, 2, 3} {
		x, y := n.ellipse(k)
		for i := range x {
			d, ok := n.distance(x[i], y[i])
			if !ok || math.Abs(d-k*k) > 1e-12*k*k {
				t.Fatalf("%v of %vσ", d, k)
			}
		}
	}
	flat := normal{cov: [2]float64{1, 1}, cross: 1}
	if _, ok := flat.distance(0, 0); ok {
		t.Error("a singular covariance has distances")
	}
}

// The law of a pair after many steps is that of the long run, and one at the start is where it starts.
func TestLawOfAPair(t *testing.T) {
	for _, query := range []string{"lab=fluctuation&etaD=0.2&etaG=0.1", "lab=fluctuation&d=3&etaD=0.2&etaG=0.1&rule=optimistic", "lab=fluctuation&d=2&loss=leastsquares&rule=extragradient&etaD=0.1&etaG=0.1"} {
		cfg := configOf(labtest.Grid(Experiment, query).Cell(0))
		l := foretell(&cfg).law
		if !l.known || !l.rests {
			t.Fatalf("%s: nothing is known", query)
		}
		s, round := 0.0, 0.0
		for _, p := range l.pairs {
			cov, ok := p.Stationary()
			still := p.seen(make([]float64, p.Size), cov)
			late := p.at(1<<30, 0.1)
			if !ok || math.Abs(late.cov[0]-still.cov[0]) > 1e-12 || math.Abs(late.mean[0]) > 1e-9 {
				t.Errorf("%s: %v in the end, %v in the long run", query, late, still)
			}
			begin := p.at(0, 0.1)
			near(t, "the start", begin.mean[0], 0.1, 1e-15)
			s, round = s+still.cov[0], round+still.cov[1]
		}
		near(t, query+": E‖S‖²", s, l.S, 1e-12)
		near(t, query+": E‖A‖²", round, l.Round, 1e-12)
	}
}

// The mean move and its covariance against a plain sum over a grid ten times as fine.
func TestMomentsAgainstAFineSum(t *testing.T) {
	f := field{star: 1.3, eta: [3]float64{0.2, 0.5, 0.4}, real: 4, fake: 8}
	for _, x := range []state{{0.5, 0, 0}, {1.2, -0.3, 0.8}, {-0.7, 0.5, -0.8}} {
		var m, p, q state
		var c matrix
		total := 0.0
		add := func(weight, z float64) {
			up, down := f.star*f.star*z*z/2, x[0]*x[0]*z*z/2
			r := 1 / (1 + math.Exp(x[1]+x[2]*up))
			s := 1 / (1 + math.Exp(-x[1]-x[2]*down))
			a, b := state{0, r, r * up}, state{s * x[2] * x[0] * z * z, -s, -s * down}
			for i := range 3 {
				p[i] += weight * a[i]
				q[i] += weight * b[i]
				for j := range 3 {
					c[3*i+j] += weight * (a[i]*a[j]/f.real + b[i]*b[j]/f.fake)
				}
			}
			total += weight
		}
		for i := -180; i <= 180; i++ {
			z := float64(i) / 20
			add(math.Exp(-z*z/2), z)
		}
		l := f.noise(&x)
		got := f.drift(&x)
		for i := range 3 {
			m[i] = f.eta[i] * (p[i] + q[i]) / total
			near(t, "drift", got[i], m[i], 1e-7)
			for j := range 3 {
				want := f.eta[i] * f.eta[j] * (c[3*i+j]/total - p[i]*p[j]/total/total/f.real - q[i]*q[j]/total/total/f.fake)
				sum := 0.0
				for k := range 3 {
					sum += l[3*i+k] * l[3*j+k]
				}
				near(t, "covariance", sum, want, 1e-7)
			}
		}
		d := slope(f.drift, x)
		along, corrected := d.times(&m), f.corrected(&x)
		for i := range 3 {
			near(t, "corrected drift", corrected[i], m[i]-along[i]/2, 1e-6)
		}
	}
}

// Single steps of many chains have the moments that the diffusion is made of.
func TestStepsHaveTheMoments(t *testing.T) {
	cfg := configOf(labtest.Grid(Experiment, "lab=fluctuation&process=chains&batch=4&fakes=2&w0=0.8&etaD=0.4&etaG=0.2").Cell(0))
	const count = 40_000
	e := newEnsemble(chains, &cfg, count)
	from := state{0.8, 0.2, -0.6}
	for i := range e.x {
		e.x[i] = from
	}
	e.mean = from
	for !e.Advance(1) {
	}
	m := e.field.drift(&from)
	l := e.field.noise(&from)
	var mean state
	var c matrix
	for i := range e.x {
		for k := range 3 {
			v := e.x[i][k] - from[k] - m[k]
			mean[k] += v / count
			for j := range 3 {
				c[3*k+j] += v * (e.x[i][j] - from[j] - m[j]) / count
			}
			near(t, "what the noise does to first order", e.y[i][k], v, 1e-12)
		}
	}
	for k := range 3 {
		var sum float64
		for j := range 3 {
			sum += l[3*k+j] * l[3*k+j]
		}
		near(t, "mean noise", mean[k], 0, 4*math.Sqrt(sum/count))
		near(t, "variance over that predicted", c[4*k]/sum, 1, 0.05)
	}
}

// What many chains cannot do is said, and the game runs instead.
func TestUnfit(t *testing.T) {
	for _, query := range []string{"d=2", "phi=relu", "loss=wasserstein", "rule=alternating", "inner=2", "whiten=on", "schedule=decay"} {
		g, problems := Experiment.Parse("lab=fluctuation&process=diffusion&" + query)
		if len(problems) != 1 || problems[0].Used != string(game) || processOf(g.Cell(0)) != game {
			t.Errorf("%s: %v", query, problems)
		}
	}
}

// Both steps at once are both steps.
func TestEta(t *testing.T) {
	c := configOf(labtest.Grid(Experiment, "lab=fluctuation&eta=0.5&etaD=3").Cell(0))
	if c.EtaD != 0.5 || c.EtaG != 0.5 {
		t.Errorf("η_D = %v, η_G = %v", c.EtaD, c.EtaG)
	}
	if plain := config.Default(); plain.EtaD == 0.5 {
		t.Error("the default has the same step: this shows nothing")
	}
}

// The presets are canonical, and theory predicts something of the runs at rest.
func TestPresets(t *testing.T) {
	for _, p := range presets {
		g := labtest.Grid(Experiment, p.Query)
		if again := labtest.Grid(Experiment, g.Query()); again.Query() != g.Query() || g.Work()/1.5e9 > 100 {
			t.Errorf("%s: %s, %.0f s", p.Name, g.Query(), g.Work()/1.5e9)
		}
	}
	for _, p := range Experiment.Predict(labtest.Grid(Experiment, presets[0].Query).Cell(0)) {
		if p.Name == "varS" && !p.Valid {
			t.Error("no fluctuation is predicted")
		}
	}
}

// A sixteenth of the samples in a step makes the ellipses four times as wide, whatever the step.
func TestWidth(t *testing.T) {
	var pairs []*pair
	for _, batch := range []string{"16", "256"} {
		cfg := configOf(labtest.Grid(Experiment, "lab=fluctuation&etaD=0.2&etaG=0.1&batch="+batch).Cell(0))
		pairs = append(pairs, foretell(&cfg).law.pairs[0])
	}
	for _, steps := range []int64{2, 40, 512} {
		few, many := pairs[0].at(steps, 0), pairs[1].at(steps, 0)
		for i := range 2 {
			near(t, "width", math.Sqrt(few.cov[i]/many.cov[i]), 4, 1e-9)
		}
	}
}
