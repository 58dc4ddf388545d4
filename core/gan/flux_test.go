package gan

import (
	"math"
	"testing"
)

// Paths and flux together are the derivative of E ℓ, by differences of means over very many latents.
func TestFluxGradientIsTheDerivative(t *testing.T) {
	for _, phi := range folding {
		for _, design := range []string{Truncated, Facewise} {
			for _, d := range []int{1, 2} {
				_, m, g := problem(design, phi, d, Minimax)
				n := 100_000
				m = NewMinibatch(d, n, n, Minimax)
				f := NewFaces(design, m, g)
				copy(m.Latent, Spiral(d, n))
				v := make([]float64, f.Parameters())
				for k := range v {
					v[k] = 0.3 * math.Sin(float64(3*k+1))
				}
				x := make([]float64, n*d)
				mean := func() float64 {
					g.PreActivations(x, m.Latent, make([]float64, d*d))
					f.SeeFakes(x)
					f.JudgeFakes(v)
					return f.GeneratorLoss(v)
				}
				mean()
				got := make([]float64, d*d)
				f.FluxGradient(got)
				for k := range got {
					const h = 0.01
					old := g.W[k]
					g.W[k] = old + h
					up := mean()
					g.W[k] = old - h
					down := mean()
					g.W[k] = old
					if want := (up - down) / (2 * h); math.Abs(got[k]-want) > 8e-3 {
						t.Errorf("%s, %s, d = %d: entry %d is %v, want %v", phi.Name(), design, d, k, got[k], want)
					}
				}
			}
		}
	}
}
