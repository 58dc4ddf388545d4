package sgda

import (
	"math"
	"strings"
	"testing"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
	"saddle/core/metric"
	"saddle/core/rng"
	"saddle/core/theory"
)

// averaged are the defaults of most tests here: steps that decay, under an average, which theory speaks of.
const averaged = "schedule=decay&average=settled"

func parse(t testing.TB, query string) config.Config {
	t.Helper()
	c, problems := config.ParseOn(averaged, query)
	if len(problems) > 0 {
		t.Fatalf("%s: %v", query, problems)
	}
	return c
}

func run(t testing.TB, query string, steps int) *Trainer {
	t.Helper()
	tr := New(parse(t, query))
	for range steps {
		tr.Step()
	}
	return tr
}

func totalVariation(t testing.TB, sigma, sigmaStar []float64, d int) float64 {
	t.Helper()
	w, err := metric.Factor(sigma, d)
	if err != nil {
		t.Fatal(err)
	}
	star, err := metric.Factor(sigmaStar, d)
	if err != nil {
		t.Fatal(err)
	}
	lambda, err := metric.Spectrum(w, star, d)
	if err != nil {
		t.Fatal(err)
	}
	return metric.TV(lambda)
}

// The default run goes from a total variation over 0.5 to under 0.02 in 200 steps, ten seconds at its
// default speed, and ends near the floor.
func TestDefaultRunConverges(t *testing.T) {
	for seed := range 8 {
		c := config.Default().WithSeed(uint64(seed + 1))
		tr := New(c)
		s := tr.State()
		if tv := totalVariation(t, s.Sigma, s.SigmaStar, 2); tv <= 0.5 {
			t.Errorf("seed %d starts at total variation %.3f", seed+1, tv)
		}
		for range 200 {
			tr.Step()
		}
		s = tr.State()
		if tv := totalVariation(t, s.Sigma, s.SigmaStar, 2); tv >= 0.02 {
			t.Errorf("seed %d is at total variation %.4f after 200 steps", seed+1, tv)
		}
	}
}

func TestEveryActivationAndDimensionConverges(t *testing.T) {
	for query, steps := range map[string]int{
		"phi=identity": 300, "phi=tanh": 300, "phi=sigmoid": 300, "phi=leaky&slope=0.05": 300, "phi=relu": 1000,
		"d=1": 300, "d=3": 300, "d=8": 600, "d=16": 600, "rule=simultaneous": 300, "schedule=constant": 400,
		"kappa=1000": 300, "whiten=off&kappa=1&rule=simultaneous": 400, "average=off&batch=512": 600,
		"wstar=1,0.5,0,0.2": 300, "fakes=1": 300, "init=round": 300,
		"loss=nonsaturating": 300, "loss=wasserstein": 300, "loss=leastsquares": 300, "loss=nonsaturating&d=8": 600, "loss=wasserstein&d=8": 600,
		"loss=leastsquares&d=8": 600, "loss=wasserstein&rule=simultaneous&d=1": 300, "loss=nonsaturating&phi=relu": 1000,
		"rule=optimistic": 300, "rule=extragradient": 300, "inner=3": 300, "rule=optimistic&d=1": 300, "rule=extragradient&d=8": 600,
		"rule=optimistic&loss=leastsquares": 600, "rule=extragradient&loss=wasserstein": 300,
		"phi=hardtanh": 1000, "phi=pl": 300, "phi=pl&knots=-1,-1,-0.2,-0.2,0.4,-0.2,1,1&seed=1": 1000,
		"phi=relu&disc=facewise": 600, "phi=relu&disc=facewise&d=4": 600, "phi=hardtanh&disc=facewise": 600, "phi=relu&disc=truncated&d=4": 1000,
		"phi=hardtanh&disc=truncated&d=1": 300, "phi=hardtanh&disc=truncated0&seed=1": 2000, "grad=score": 300, "phi=relu&grad=score&d=4": 1000,
		"rule=exact": 300, "rule=exact&d=8": 300, "rule=exact&loss=wasserstein": 300, "rule=exact&phi=relu": 600, "schedule=fdr&d=4": 600,
	} {
		tr := run(t, query, steps)
		s := tr.State()
		d := tr.d
		tv, floor := totalVariation(t, s.Sigma, s.SigmaStar, d), theory.Constant(d)/math.Sqrt(float64(tr.Samples()))
		if tr.Failure() != "" || !(tv < 0.04 && tv < 12*floor) {
			t.Errorf("%s: total variation %.4f after %d samples (floor %.4f) %s", query, tv, tr.Samples(), floor, tr.Failure())
		}
	}
}

// The plain average never forgets the transient: its distance falls as 1/t, far slower than the floor.
func TestUniformAverageRemembersTheStart(t *testing.T) {
	s, later := run(t, "average=uniform", 1000).State(), run(t, "average=uniform", 2000).State()
	a, b := totalVariation(t, s.Sigma, s.SigmaStar, 2), totalVariation(t, later.Sigma, later.SigmaStar, 2)
	if r := b / a; r < 0.35 || r > 0.7 {
		t.Errorf("total variation %.4f after 1000 steps and %.4f after 2000: ratio %.2f, predicted 1/2", a, b, r)
	}
}

// A constant rotation of the latents is no change of the law: started at W₀O on latents Oᵀx a run
// would pass through W_tO. The covariances of the run, and so every distance, must not depend on O.
func TestMetricsAreGaugeInvariant(t *testing.T) {
	s := run(t, "d=5", 40).State()
	o := orthogonal(rng.New(1, "test"), 5)
	turned := linear.Product(s.W, o, 5, 5, 5)
	before := totalVariation(t, s.SigmaLast, s.SigmaStar, 5)
	after := totalVariation(t, linear.Product(turned, linear.Transposed(turned, 5, 5), 5, 5, 5), s.SigmaStar, 5)
	if math.Abs(before-after) > 1e-13 {
		t.Errorf("total variation %v at W, %v at WO", before, after)
	}
}

func TestDivergenceIsSaid(t *testing.T) {
	for _, query := range []string{
		"etaD=50&etaG=50", "etaD=100&etaG=100&rule=simultaneous&schedule=constant",
		"kappa=1000&whiten=off&d=16&etaD=20&etaG=20", "phi=relu&etaG=100&etaD=100&schedule=constant", "d=1&etaG=100&etaD=100",
	} {
		tr := run(t, query, 3000)
		if f := tr.Failure(); !strings.HasPrefix(f, "Diverged at step ") || !strings.Contains(f, "η_G = ") {
			t.Errorf("%s: failure %q", query, f)
		}
		before := tr.Steps()
		tr.Step()
		if tr.Steps() != before {
			t.Errorf("%s: a diverged run takes steps", query)
		}
		s := tr.State()
		for name, m := range map[string][]float64{"W": s.W, "A": s.A, "Sigma": s.Sigma, "SigmaLast": s.SigmaLast, "b": {s.B}, "V": {tr.Value()}} {
			if !finite(m) {
				t.Errorf("%s: %s is not finite", query, name)
			}
		}
	}
}

func TestRankDeficientGeneratorRecovers(t *testing.T) {
	tr := New(parse(t, "d=2"))
	copy(tr.gen().W, []float64{1, 0, 0, 0}) // W = diag(1, 0)
	tr.step = inspectEach
	tr.boundGenerator()
	if s := smallestSingular(tr.gen().W, 2); math.Abs(s-minSingular) > 1e-15 {
		t.Fatalf("σ_min = %v after the projection, want %v", s, minSingular)
	}
}

func TestStreamsDoNotMeet(t *testing.T) {
	a, b := run(t, "points=10", 20).State(), run(t, "points=5000&axes=2,1&layers=none&speed=max", 20).State()
	for i := range a.W {
		if a.W[i] != b.W[i] {
			t.Fatal("what is shown changes what is computed")
		}
	}
}

func TestHalfStepsMakeAStep(t *testing.T) {
	for _, query := range []string{"", "rule=simultaneous"} {
		whole, halves := run(t, query, 12), New(parse(t, query))
		for range 12 {
			halves.StepPlayer(Discriminator)
			halves.StepPlayer(Generator)
		}
		a, b := whole.State(), halves.State()
		for i := range a.W {
			if a.W[i] != b.W[i] || a.A[i] != b.A[i] {
				t.Fatalf("%q: two halves are not a step", query)
			}
		}
	}
}

// TestStepAllocatesNothing takes every combination of activation, design, loss and update rule, and every other
// choice that a step meets, past its first steps.
func TestStepAllocatesNothing(t *testing.T) {
	queries := combinations(t)
	for _, name := range []string{"average", "schedule", "grad", "whiten", "init", "target"} {
		for _, value := range options(t, name) {
			if value != string(config.OwnSamples) {
				queries = append(queries, name+"="+value+"&d=5", name+"="+value+"&phi=relu")
			}
		}
	}
	queries = append(queries, "d=1", "d=1&phi=hardtanh", "d=8&phi=relu", "inner=3", "d=33&batch=17&fakes=3")
	for _, query := range queries {
		tr := run(t, query, 40)
		// An average opens a block now and then, ever more rarely: AllocsPerRun rounds that down.
		if n := testing.AllocsPerRun(10, tr.Step); n != 0 && tr.Failure() == "" {
			t.Errorf("%s: %v allocations per step", query, n)
		}
	}
}

func TestSampleCovarianceIsThatOfTheSamples(t *testing.T) {
	for _, query := range []string{"d=3&batch=16", "d=3&batch=16&whiten=off", "d=3&batch=16&phi=relu"} {
		tr := run(t, query, 10)
		c := tr.cfg
		star := gan.Generator{D: 3, W: tr.target}
		r := rng.New(uint64(c.Seed), rng.Real)
		want := make([]float64, 9)
		n := int(tr.Samples())
		z, x := make([]float64, 3*n), make([]float64, 3*n)
		r.Normals(z)
		star.PreActivations(x, z, make([]float64, 9))
		for k := range n {
			for i := range 3 {
				for j := range 3 {
					want[3*i+j] += x[3*k+i] * x[3*k+j] / float64(n)
				}
			}
		}
		for i, got := range tr.State().SampleCovariance {
			if math.Abs(got-want[i]) > 1e-12 {
				t.Errorf("%s: entry %d is %v, want %v", query, i, got, want[i])
			}
		}
	}
}

// BenchmarkStep reports target samples per second; the reader's page runs the same code.
func BenchmarkStep(b *testing.B) {
	for _, query := range []string{"d=2", "d=2&batch=256&fakes=1", "d=8&batch=256&fakes=1", "d=32&batch=256&fakes=1", "d=128&batch=256&fakes=1"} {
		b.Run(query+"/"+kernel.Engine, func(b *testing.B) {
			tr := New(parse(b, query))
			b.ResetTimer()
			for range b.N {
				tr.Step()
			}
			b.ReportMetric(float64(b.N*tr.cfg.Batch)/b.Elapsed().Seconds(), "samples/s")
		})
	}
}
