package gan

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"saddle/core/rng"
)

// drawn is a random position of a random game.
func drawn(t *rapid.T) *position {
	p := newPosition(rapid.SampledFrom(activations).Draw(t, "φ"), rapid.IntRange(1, 5).Draw(t, "d"), rapid.Uint64Range(0, 1<<20).Draw(t, "seed"))
	p.loss = rapid.SampledFrom(losses).Draw(t, "loss")
	return p
}

// turn multiplies the rows of x by an orthogonal matrix that the seed fixes: a product of reflections.
func turn(x []float64, d int, seed uint64) []float64 {
	out := append([]float64(nil), x...)
	r, v := rng.New(seed, "turn"), make([]float64, d)
	for range d {
		r.Normals(v)
		size := 0.0
		for _, c := range v {
			size += c * c
		}
		for k := 0; k < len(out); k += d {
			dot := 0.0
			for i, c := range v {
				dot += c * out[k+i]
			}
			for i, c := range v {
				out[k+i] -= 2 * dot / size * c
			}
		}
	}
	return out
}

// closeTo fails unless the lists agree to rounding.
func closeTo(t *rapid.T, what string, got, want []float64) {
	t.Helper()
	for i := range want {
		if math.Abs(got[i]-want[i]) > 1e-9*(1+math.Abs(want[i])) {
			t.Fatalf("%s: %v, want %v", what, got, want)
		}
	}
}

// W → WO changes nothing but the coordinates of the latents: the samples at latents Oᵀz are the same, so the value
// and the discriminator's gradient are, and ∂U/∂(WO) = (∂U/∂W)O, by either estimator.
func TestGaugeInvariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t)
		seed := rapid.Uint64Range(0, 1000).Draw(t, "O")
		turned := *p
		q := &turned
		q.w, q.latents = turn(p.w, p.d, seed), turn(p.latents, p.d, seed)
		a, b := p.design(), q.design()
		n := p.d * p.d
		for _, gradient := range []struct {
			name string
			of   func(Design, *position, []float64)
		}{
			{"pathwise", func(d Design, _ *position, w []float64) { d.DescentGradient(w) }},
			{"score", func(d Design, p *position, w []float64) {
				if !d.ScoreGradient(w, &Generator{Phi: p.phi, D: p.d, W: p.w}) {
					t.Fatal("W is singular")
				}
			}},
		} {
			g, h := make([]float64, n), make([]float64, n)
			gradient.of(a, p, g)
			gradient.of(b, q, h)
			closeTo(t, gradient.name, h, turn(g, p.d, seed))
		}
		closeTo(t, "value", []float64{b.Value()}, []float64{a.Value()})
		g, h := make([]float64, n+1), make([]float64, n+1)
		a.AscentGradient(g, p.parameters())
		b.AscentGradient(h, p.parameters())
		closeTo(t, "ascent", h, g)
	})
}

// Renaming the coordinates of the samples renames them in every gradient.
func TestPermutationEquivariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t)
		d := p.d
		order := rapid.Permutation(indices(d)).Draw(t, "order")
		rows := func(x []float64) []float64 { // row i becomes row order[i]
			out := make([]float64, len(x))
			for i, to := range order {
				copy(out[to*d:(to+1)*d], x[i*d:(i+1)*d])
			}
			return out
		}
		columns := func(x []float64) []float64 {
			out := make([]float64, len(x))
			for k := 0; k < len(x); k += d {
				for i, to := range order {
					out[k+to] = x[k+i]
				}
			}
			return out
		}
		renamed := *p
		q := &renamed
		q.w, q.targets, q.a = rows(p.w), columns(p.targets), rows(columns(p.a))
		a, b := p.design(), q.design()
		closeTo(t, "value", []float64{b.Value()}, []float64{a.Value()})
		n := d * d
		g, h := make([]float64, n), make([]float64, n)
		a.DescentGradient(g)
		b.DescentGradient(h)
		closeTo(t, "∂U/∂W", h, rows(g))
		g, h = make([]float64, n+1), make([]float64, n+1)
		a.AscentGradient(g, p.parameters())
		b.AscentGradient(h, q.parameters())
		closeTo(t, "∂V/∂b", h[:1], g[:1])
		closeTo(t, "∂V/∂A", h[1:], rows(columns(g[1:])))

		if p.phi.Bijective() || d < 2 {
			return
		}
		// The facewise design orders the features of a pair by its first coordinate, and they are orthonormal:
		// what does not depend on that order is the length of its gradient.
		sizes := [2]float64{}
		for k, position := range []*position{p, q} {
			m := NewMinibatch(d, len(p.targets)/d, len(p.latents)/d, p.loss)
			gen := &Generator{Phi: p.phi, D: d, W: position.w}
			f := NewFaces(Facewise, m, gen)
			position.show(f, m)
			v, grad := make([]float64, f.Parameters()), make([]float64, f.Parameters())
			f.Judge(v)
			f.AscentGradient(grad, v)
			for _, x := range grad {
				sizes[k] += x * x
			}
		}
		closeTo(t, "‖∂V/∂v‖², facewise", sizes[1:], sizes[:1])
	})
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
