package theory

import (
	"math"
	"testing"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/linear"
	"saddle/core/sgda"
	"saddle/core/stat"
)

func falling(t int64) Steps {
	eta := 0.5 * math.Pow(1+float64(t)/20, -0.6)
	return Steps{EtaD: eta, EtaG: eta, Real: 16, Fake: 64, Rule: gan.Alternating}
}

// TestAveragesPlainly compares the running sums with those of all covariances Cov(x_s, x_t) = P_s(T_t⋯T_{s+1})ᵀ.
func TestAveragesPlainly(t *testing.T) {
	m, _ := Quadratic([]float64{1, 1, 1})
	const iterations, samples = 12, 50.0
	spread, shift := 0.0, 0.0
	for i := range m.Parts {
		g := &m.Parts[i]
		p, n := g.Coordinates, g.Coordinates+g.Features
		cov := make([]float64, n*n)
		for k := range p {
			cov[k*n+k] = 1 / (2 * samples * g.S[k])
		}
		for s := range int64(iterations) {
			l, _ := g.Linear(falling(s))
			l.Next(nil, cov)
			spread += g.Times * g.S[0] * cov[0] / (iterations * iterations)
			shift += g.Times * g.square(g.Round, cov, n) / 2 / iterations
			if g.C[0] == 0 { // E[(b + ½tr A)tr A] with A = uI/√3: tr A = √3 u
				b, u := (p+0)*n+p, (p+1)*n+p
				shift += (math.Sqrt(3)*cov[b+1] + 1.5*cov[u+1]) / 2 / iterations
			}
			later := cov
			for r := s + 1; r < iterations; r++ {
				l, _ := g.Linear(falling(r))
				later = linear.Product(l.T, later, n, n, n)
				spread += 2 * g.Times * g.S[0] * later[0] / (iterations * iterations)
			}
		}
	}
	list, ok := m.Averages(falling, samples, []int64{3, iterations})
	if !ok || len(list) != 2 {
		t.Fatal("no averages")
	}
	near(t, "spread", list[1].Spread, spread, 1e-12)
	near(t, "shift", list[1].Shift, shift, 1e-12)
}

// TestAverageInTheLongRun: small constant steps leave what the package says, in closed form.
func TestAverageInTheLongRun(t *testing.T) {
	const d, eta, n = 4, 0.02, 400_000
	m, _ := Quadratic([]float64{1, 1, 1, 1})
	list, _ := m.Averages(func(int64) Steps { return Steps{EtaD: eta, EtaG: eta / 4, Real: 8, Fake: 32, Rule: gan.Alternating} }, 1e9, []int64{n / 8})
	near(t, "spread", list[0].Spread*n/(1.25*d*(d+1)/4), 1, 0.02)
	near(t, "shift", list[0].Shift/d/(eta*(d+1)*1.25/8/16), 1, 0.05)
}

// TestShift compares the law's surplus width with what runs end at, the noise of their own samples taken out.
func TestShift(t *testing.T) {
	const d, steps, seeds = 2, 4000, 40
	cfg, problems := config.Parse("d=2&target=isotropic&whiten=off&init=target&batch=8&etaD=0.2&etaG=0.2&tauD=1000&tauG=1000&schedule=decay&average=uniform&eps=0")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var widths []float64
	for seed := range uint64(seeds) {
		run := sgda.New(cfg.WithSeed(seed + 1))
		for range steps {
			run.Step()
		}
		s := run.State()
		widths = append(widths, (s.Sigma[0]-s.SampleCovariance[0]+s.Sigma[3]-s.SampleCovariance[3])/d)
	}
	m, _ := Quadratic([]float64{1, 1})
	at := sgda.Schedule{Eta: 0.2, Tau: 1000, Gamma: 0.6}
	list, _ := m.Averages(func(t int64) Steps {
		s := StepsOf(&cfg)
		s.EtaD, s.EtaG = at.At(float64(t)), at.At(float64(t))
		return s
	}, 1e12, []int64{steps})
	e := stat.Mean(widths)
	want := list[0].Shift / d
	t.Logf("too wide by %.5f ± %.5f, predicted %.5f", e.Value, e.SE, want)
	if math.Abs(e.Value-want) > 3*e.SE+0.1*want || e.SE > 0.2*want {
		t.Errorf("too wide by %v ± %v, predicted %v", e.Value, e.SE, want)
	}
}
