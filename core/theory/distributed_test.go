package theory

import (
	"math"
	"testing"

	"saddle/core/gan"
	"saddle/core/linear"
	"saddle/core/rng"
)

// With gradients in every round the fluctuation is that of minibatches m times as large.
func TestSharedGradients(t *testing.T) {
	for _, s := range [][]float64{{1}, {1, 1}, {0.5, 1, 2}} {
		m, _ := Quadratic(s)
		steps := Steps{EtaD: 0.1, EtaG: 0.05, Real: 4, Fake: 8, Rule: gan.Simultaneous}
		got, ok := m.Shared(steps, Crew{Workers: 6, Period: 1, Freedom: 8})
		steps.Real, steps.Fake = 24, 48
		want, stable := m.Stationary(steps)
		if !ok || !stable || math.Abs(got/want.S-1) > 1e-9 {
			t.Errorf("%v: %v, of larger minibatches %v", s, got, want.S)
		}
	}
}

// The map of the moments is that of the walk: over many rounds with Gaussian noise and random directions the mean of ‖S‖² is
// the predicted one, to within three standard errors, which are at most 5 % of it.
func TestSharedWalk(t *testing.T) {
	m, _ := Quadratic([]float64{0.8, 0.8, 1.25})
	steps := Steps{EtaD: 0.12, EtaG: 0.08, Real: 6, Fake: 6, Rule: gan.Simultaneous}
	for _, c := range []Crew{{3, 4, 16}, {6, 0, 16}} {
		want, ok := m.Shared(steps, c)
		if !ok {
			t.Fatalf("%+v: no rest", c)
		}
		var means []float64
		for seed := range 8 {
			means = append(means, walked(m, steps, c, uint64(seed)))
		}
		mean, squares := 0.0, 0.0
		for _, v := range means {
			mean += v / 8
		}
		for _, v := range means {
			squares += (v - mean) * (v - mean)
		}
		se := math.Sqrt(squares / 7 / 8)
		t.Logf("%+v: %.5f ± %.5f, predicted %.5f", c, mean, se, want)
		if math.Abs(mean-want) > 3*se || se > 0.05*want {
			t.Errorf("%+v: %.5f ± %.5f, predicted %.5f", c, mean, se, want)
		}
	}
}

// assembled puts the blocks of a game into one: the drift h, a root of the noise, what each coordinate counts, and its step.
func assembled(m Model, s Steps) (h, half, weight, step []float64) {
	var starts []int
	n := 0
	var blocks []block
	for i := range m.Parts {
		for range int(m.Parts[i].Times) {
			b, _ := blockOf(&m.Parts[i].Game, s)
			blocks = append(blocks, b)
			starts = append(starts, n)
			n += b.n
		}
	}
	h, half, weight, step = make([]float64, n*n), make([]float64, n*n), make([]float64, n), make([]float64, n)
	for k, b := range blocks {
		root := append([]float64(nil), b.noise...)
		for i := range b.n { // what has no noise gets none that counts
			root[i*b.n+i] += 1e-18
		}
		linear.Factor(root, b.n, lost)
		for i := range b.n {
			step[starts[k]+i] = b.step[i]
			if i < b.coordinates {
				weight[starts[k]+i] = b.s[i]
			}
			for j := range b.n {
				h[(starts[k]+i)*n+starts[k]+j] = b.h[i*b.n+j]
				if j <= i {
					half[(starts[k]+i)*n+starts[k]+j] = root[i*b.n+j]
				}
			}
		}
	}
	return h, half, weight, step
}

// walked plays the linear game with c's workers and returns the mean of ‖S‖².
func walked(m Model, s Steps, c Crew, seed uint64) float64 {
	h, half, weight, step := assembled(m, s)
	n, p := len(step), c.Freedom
	r := rng.New(seed, "walk")
	x, g, xi, u, sum := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, p), make([]float64, n)
	const rounds, begin = 12_000, 1000
	mean := 0.0
	for round := range rounds {
		clear(sum)
		for range c.Workers {
			r.Normals(xi)
			r.Normals(u)
			length := math.Sqrt(linear.Dot(u, u))
			slope := 0.0
			for i := range n {
				g[i] = 0
				for j := range n {
					g[i] += h[i*n+j]*x[j] + half[i*n+j]*xi[j]
				}
				slope += g[i] * u[i] / length
			}
			for i := range n {
				if c.Period > 0 && round%c.Period == 0 {
					sum[i] += g[i] / float64(c.Workers)
				} else {
					sum[i] += float64(p) * slope * u[i] / length / float64(c.Workers)
				}
			}
		}
		for i := range n {
			x[i] += step[i] * sum[i]
			if round >= begin {
				mean += weight[i] * x[i] * x[i] / (rounds - begin)
			}
		}
	}
	return mean
}

// Where the mean of the squares grows there is no rest, although the mean itself would come to rest: derivatives of few
// workers along many directions bear shorter steps than gradients do.
func TestSharedEdge(t *testing.T) {
	m, _ := Quadratic([]float64{1, 1})
	steps := Steps{EtaD: 0.5, EtaG: 0.3, Real: 8, Fake: 8, Rule: gan.Simultaneous}
	if _, ok := m.Shared(steps, Crew{1, 1, 8}); !ok {
		t.Error("gradients do not come to rest")
	}
	if _, ok := m.Shared(steps, Crew{1, 0, 8}); ok {
		t.Error("one derivative in eight directions comes to rest at the same steps")
	}
	if _, ok := m.Shared(steps, Crew{64, 0, 8}); !ok {
		t.Error("64 derivatives do not")
	}
	for i := range m.Parts {
		m.Parts[i].Loss = SlopesOf(gan.Wasserstein)
	}
	if _, ok := m.Shared(steps, Crew{4, 4, 8}); !ok {
		t.Error("Wasserstein does not come to rest")
	}
}
