package metric

import (
	_ "embed"
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"saddle/build/golden"
	"saddle/core/gan"
	"saddle/core/kernel"
)

var (
	long = flag.Bool("long", false, "run the statistical tables in full: minutes instead of seconds")
)

//go:embed testdata/golden.txt
var recorded string

// TestGoldenBits compares every distance, printed with all its digits, with those recorded: they are the same on every
// platform on which this test passes. Run with -update after a change that is meant.
func TestGoldenBits(t *testing.T) {
	got := ""
	for _, d := range []int{1, 2, 3, 8, 16, 33, 128} {
		for _, spread := range []float64{1e-6, 0.03, 0.5, 3} {
			rng := rand.New(rand.NewPCG(uint64(d), 9))
			w, star := portableFactor(rng, d, spread), portableFactor(rng, d, spread/2)
			lambda, err := Spectrum(w, star, d)
			if err != nil {
				t.Fatal(err)
			}
			sum := 0.0
			for i, l := range lambda {
				sum += float64(float64(i+1) * l)
			}
			lo, hi := DevroyeBand(lambda)
			got += fmt.Sprintf("d=%d spread=%v: %x %x %x %x\n", d, spread, Of(lambda), sum, lo, hi)
		}
	}
	// The laws that φ makes where it cuts off, exact or estimated.
	stairs := []float64{-1, -1, -0.2, -0.2, 0.4, -0.2, 1, 1}
	for _, phi := range []gan.Activation{gan.NewActivation(gan.ReLU, 0, nil), gan.NewActivation(gan.HardTanh, 0, nil), gan.NewActivation(gan.Piecewise, 0, stairs)} {
		for _, d := range []int{1, 2, 3, 20} {
			for _, spread := range []float64{0.03, 0.5} {
				rng := rand.New(rand.NewPCG(uint64(d), 10))
				w, star := portableFactor(rng, d, spread), portableFactor(rng, d, spread/2)
				got += fmt.Sprintf("%s d=%d spread=%v: %x\n", phi.Name(), d, spread, NewJudge(phi, star, d, 1).Of(w))
			}
		}
	}
	golden.Check(t, "golden.txt", recorded, got)
}

// portableFactor returns a lower triangular matrix of uniform numbers with e^{spread·u} on the diagonal,
// by arithmetic that is the same everywhere.
func portableFactor(rng *rand.Rand, d int, spread float64) []float64 {
	a := make([]float64, d*d)
	for i := range d {
		for j := range i {
			a[i*d+j] = spread * (2*rng.Float64() - 1) / float64(d)
		}
		a[i*d+i] = kernel.Exp(spread * (2*rng.Float64() - 1))
	}
	return a
}
