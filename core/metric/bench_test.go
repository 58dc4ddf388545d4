package metric

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// spread is the typical log-eigenvalue, from nearly converged to just started.
func benchmarkSpectrum(b *testing.B, f func([]float64) float64) {
	for _, d := range []int{2, 32, 128} {
		for _, spread := range []float64{0.02, 1} {
			lambda := randomSpectrum(rand.New(rand.NewPCG(1, uint64(d))), d, spread)
			b.Run(fmt.Sprintf("d=%d/spread=%v", d, spread), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					f(lambda)
				}
			})
		}
	}
}

func BenchmarkTV(b *testing.B) { benchmarkSpectrum(b, TV) }
func BenchmarkJS(b *testing.B) { benchmarkSpectrum(b, JS) }

func BenchmarkSpectrum(b *testing.B) {
	for _, d := range []int{2, 32, 128} {
		rng := rand.New(rand.NewPCG(1, uint64(d)))
		sigma, sigmaStar := wellConditioned(rng, d), wellConditioned(rng, d)
		b.Run(fmt.Sprintf("d=%d", d), func(b *testing.B) {
			for b.Loop() {
				if _, err := Spectrum(sigma, sigmaStar, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
