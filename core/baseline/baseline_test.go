package baseline

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/metric"
	"saddle/core/rng"
	"saddle/core/sgda"
)

// normals is a Source of N(0, WWᵀ).
type normals struct {
	d int
	w []float64
	r *rng.Stream
}

func source(w []float64, d int, seed uint64) *normals {
	return &normals{d: d, w: w, r: rng.New(seed, "test")}
}

func (s *normals) Draw(x []float64) {
	z := make([]float64, len(x))
	s.r.Normals(z)
	t := make([]float64, s.d*s.d)
	kernel.Transpose(s.d, t, s.w)
	kernel.Gemm(len(x)/s.d, s.d, s.d, z, s.d, 1, t, s.d, x, s.d)
}

func covariance(w []float64, d int) []float64 {
	t, sigma := make([]float64, d*d), make([]float64, d*d)
	kernel.Transpose(d, t, w)
	kernel.Gemm(d, d, d, w, d, 1, t, d, sigma, d)
	return sigma
}

// matrix returns an invertible W_* of no special form.
func matrix(d int) []float64 {
	w := make([]float64, d*d)
	rng.New(3, "matrix").Normals(w)
	for i := range w {
		w[i] *= 0.5 / math.Sqrt(float64(d))
	}
	for i := range d {
		w[i*d+i] += 1 + 0.3*float64(i%3)
	}
	return w
}

// scaled returns n‖Σ_*^{−1/2}Σ̂Σ_*^{−1/2} − I‖²_F.
func scaled(t *testing.T, sigma, star []float64, d int, n float64) float64 {
	t.Helper()
	w, err := metric.Factor(sigma, d)
	if err != nil {
		t.Fatal(err)
	}
	l, err := metric.Factor(star, d)
	if err != nil {
		t.Fatal(err)
	}
	lambda, err := metric.Spectrum(w, l, d)
	if err != nil {
		t.Fatal(err)
	}
	return n * metric.FrobeniusSq(lambda)
}

// TestSampleCovariance is the third baseline, which the trainer keeps: n E‖·‖² is d(d+1), exactly and for every n.
func TestSampleCovariance(t *testing.T) {
	for _, d := range []int{1, 2, 5} {
		const runs = 400
		var sum, squares float64
		for seed := range runs {
			cfg, _ := config.Parse(fmt.Sprintf("d=%d&batch=64&n0=%d&kappa=3", d, 20*d))
			tr := sgda.New(cfg.WithSeed(uint64(seed)))
			for range 3 {
				tr.Step()
			}
			s := tr.State()
			e := scaled(t, s.SampleCovariance, s.SigmaStar, d, float64(tr.Samples()))
			sum += e / runs
			squares += e * e / runs
		}
		want, se := float64(d*(d+1)), math.Sqrt((squares-sum*sum)/runs)
		t.Logf("d=%d: n E‖·‖² = %.2f ± %.2f, d(d+1) = %v", d, sum, se, want)
		if math.Abs(sum-want) > 4*se {
			t.Errorf("d=%d: %v ± %v, want %v", d, sum, se, want)
		}
	}
}

// The frequency of two coordinates being positive together gives their angle without bias.
func TestTruncatedAngles(t *testing.T) {
	const d, n = 4, 200_000
	w := matrix(d)
	star, sigma := covariance(w, d), make([]float64, d*d)
	r := NewRace(gan.NewActivation(gan.ReLU, 0, nil), d, 1, source(w, d, 1), true, false)
	r.Advance(n)
	if !r.Truncated(sigma) {
		t.Fatal("no estimate")
	}
	for i := range d {
		for j := range i {
			angle := math.Acos(sigma[i*d+j] / math.Sqrt(sigma[i*d+i]*sigma[j*d+j]))
			want := math.Acos(star[i*d+j] / math.Sqrt(star[i*d+i]*star[j*d+j]))
			f := (math.Pi - want) / (2 * math.Pi)
			if se := 2 * math.Pi * math.Sqrt(f*(1-f)/n); math.Abs(angle-want) > 4.5*se {
				t.Errorf("angle of %d and %d: %v ± %v, want %v", i, j, angle, se, want)
			}
		}
	}
}

// TestTruncatedRate: the error falls as 1/√n once the first iterations no longer weigh in the average, before
// that faster.
func TestTruncatedRate(t *testing.T) {
	const d, seeds = 2, 4
	w := matrix(d)
	star, sigma := covariance(w, d), make([]float64, d*d)
	marks := []int64{16_000, 250_000, 1_000_000}
	mean := make([]float64, len(marks))
	for seed := range uint64(seeds) {
		r := NewRace(gan.NewActivation(gan.ReLU, 0, nil), d, seed, source(w, d, seed), true, false)
		for k, n := range marks {
			r.Advance(n)
			r.Truncated(sigma)
			mean[k] += scaled(t, sigma, star, d, float64(n)) / seeds
		}
	}
	t.Logf("n‖·‖² at n = %v: %.0f", marks, mean)
	for k := range mean[1:] {
		if mean[k+1] > 1.6*mean[k] {
			t.Errorf("it grows from %v to %v", mean[k], mean[k+1])
		}
	}
	if last := mean[len(mean)-1]; last > 250 {
		t.Errorf("n‖·‖² = %v in the end", last)
	}
}

// TestWGANRecovers runs Algorithm 1 on a fixed set of samples, as it stands in the paper, in its dimensions:
// AAᵀ comes to A_*A_*ᵀ for the leaky ReLU and the hyperbolic tangent, as their Theorem on second-order points
// says it must.
func TestWGANRecovers(t *testing.T) {
	for _, phi := range []string{gan.Leaky, gan.Tanh, gan.Identity} {
		for _, d := range []int{2, 3, 5} {
			const n = 100_000
			act := gan.NewActivation(phi, 0.2, nil)
			w := matrix(d)
			star, sigma := covariance(w, d), make([]float64, d*d)
			y := make([]float64, n*d)
			source(w, d, 9).Draw(y)
			act.Apply(y, y)
			g := NewWGAN(act, d, 1)
			g.Add(y)
			for range 4000 {
				g.Step()
			}
			if !g.Covariance(sigma) {
				t.Fatal("no estimate")
			}
			worst := 0.0
			for i := range d {
				for j := range d {
					worst = max(worst, math.Abs(sigma[i*d+j]-star[i*d+j])/math.Sqrt(star[i*d+i]*star[j*d+j]))
				}
			}
			t.Logf("%s d=%d: largest error %.4f", phi, d, worst)
			if worst > 0.03 {
				t.Errorf("%s d=%d: Σ̂ = %v, Σ_* = %v", phi, d, sigma, star)
			}
		}
	}
}

// TestWGANRate: run on the samples as they come, its squared error falls as 1/n too.
func TestWGANRate(t *testing.T) {
	const d, seeds = 3, 6
	w := matrix(d)
	star, sigma := covariance(w, d), make([]float64, d*d)
	marks := []int64{16_000, 64_000, 256_000}
	mean := make([]float64, len(marks))
	for seed := range uint64(seeds) {
		r := NewRace(gan.NewActivation(gan.Leaky, 0.2, nil), d, seed, source(w, d, seed), false, true)
		for k, n := range marks {
			r.Advance(n)
			r.WGAN(sigma)
			mean[k] += scaled(t, sigma, star, d, float64(n)) / seeds
		}
	}
	t.Logf("n‖·‖² at n = %v: %.0f", marks, mean)
	if mean[2] > 1.5*mean[0] || mean[2] > 40*d*(d+1) {
		t.Errorf("n‖·‖² is %v", mean)
	}
}

// The gradient is that of finite differences.
func TestWGANGradient(t *testing.T) {
	const d = 3
	for _, phi := range []string{gan.Tanh, gan.Softplus, gan.Cubic} {
		act := gan.NewActivation(phi, 0, nil)
		g := NewWGAN(act, d, 1)
		y := make([]float64, 1000*d)
		source(matrix(d), d, 1).Draw(y)
		act.Apply(y, y)
		g.Add(y)
		g.scales()
		g.generate()
		g.maximise()
		g.push()
		value := func() (sum float64) { // −f but for what does not depend on U
			for k := half; k < fakes; k++ {
				var out [d]float64
				for i := range d {
					x := 0.0
					for j := range d {
						x += g.u[i*d+j] * g.z[k*d+j]
					}
					out[i] = (act.At(g.norm[i]*x) - act.At(0)) / g.unit[i]
				}
				for i := range d {
					for j := range d {
						sum += out[i] * g.v[i*d+j] * out[j] / half
					}
				}
			}
			return sum
		}
		for k := range g.u {
			const h = 1e-5
			u := g.u[k]
			g.u[k] = u + h
			up := value()
			g.u[k] = u - h
			down := value()
			g.u[k] = u
			if want := (up - down) / (2 * h); math.Abs(g.w[k]-want) > 1e-6*(1+math.Abs(want)) {
				t.Errorf("%s: entry %d is %v, by differences %v", phi, k, g.w[k], want)
			}
		}
	}
}

// The norms of the rows come back from the marginal laws, for every activation.
func TestNorms(t *testing.T) {
	for _, phi := range []string{gan.Identity, gan.Leaky, gan.ReLU, gan.ELU, gan.Softplus, gan.Tanh, gan.Sigmoid, gan.Cubic, gan.HardTanh} {
		act := gan.NewActivation(phi, 0.3, nil)
		for _, s := range []float64{0.2, 1, 4} {
			z := make([]float64, 100_000)
			rng.New(1, phi).Normals(z)
			sum := 0.0
			for _, v := range z {
				y := act.At(s*v) - act.At(0)
				sum += y * y / float64(len(z))
			}
			if got := normOf(act, sum); math.Abs(got/s-1) > 0.05 {
				t.Errorf("%s: norm %v, want %v", phi, got, s)
			}
		}
	}
}

// However the samples are portioned out, the estimates are the same bits, and each depends on its own stream.
func TestPortions(t *testing.T) {
	const d = 3
	act := gan.NewActivation(gan.ReLU, 0, nil)
	whole := NewRace(act, d, 1, source(matrix(d), d, 1), true, true)
	parts := NewRace(act, d, 1, source(matrix(d), d, 1), true, true)
	alone := NewRace(act, d, 1, source(matrix(d), d, 1), false, true)
	whole.Advance(50_000)
	alone.Advance(50_000)
	for n := int64(0); n <= 50_000; n += 37 {
		parts.Advance(n)
	}
	parts.Advance(50_000)
	a, b := make([]float64, d*d), make([]float64, d*d)
	if !whole.Truncated(a) || !parts.Truncated(b) || !slices.Equal(a, b) {
		t.Errorf("truncated: %v and %v", a, b)
	}
	if !whole.WGAN(a) || !parts.WGAN(b) || !slices.Equal(a, b) {
		t.Errorf("WGAN: %v and %v", a, b)
	}
	if !alone.WGAN(b) || !slices.Equal(a, b) || alone.Truncated(b) {
		t.Errorf("WGAN alone: %v and %v", a, b)
	}
	if NewRace(gan.NewActivation(gan.Tanh, 0, nil), d, 1, nil, true, false).Truncated(b) {
		t.Error("the truncated estimator runs for tanh")
	}
}

func BenchmarkRace(b *testing.B) {
	for _, d := range []int{2, 16, 64} {
		for k, name := range []string{"truncated", "wgan"} {
			b.Run(fmt.Sprintf("%s/d=%d", name, d), func(b *testing.B) {
				r := NewRace(gan.NewActivation(gan.ReLU, 0, nil), d, 1, source(matrix(d), d, 1), k == 0, k == 1)
				for b.Loop() {
					r.Advance(r.Samples() + Block)
				}
			})
		}
	}
}
