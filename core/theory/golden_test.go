package theory

import (
	_ "embed"
	"fmt"
	"testing"

	"saddle/build/golden"
	"saddle/core/gan"
	"saddle/core/linear"
)

//go:embed testdata/golden.txt
var recorded string

// TestGoldenBits compares floors and prices, printed with all their digits, with those recorded: they are the same on
// every platform on which this test passes. Run with -update after a change that is meant.
func TestGoldenBits(t *testing.T) {
	got := ""
	add := func(name string, phi gan.Activation, sigma []float64, d int) {
		f := NewExpectedFloor(phi, sigma, d)
		for _, n := range []float64{float64(d + 1), 500, 1e6} {
			tv, known := f.TV(n)
			js, knownJS := f.JS(n)
			kl, knownKL := f.KL(n)
			got += fmt.Sprintf("%s d=%d n=%v: %x %v %x %v %x %v\n", name, d, n, tv, known, js, knownJS, kl, knownKL)
		}
		for _, design := range []string{gan.QuadraticDesign, gan.Truncated, gan.TruncatedBare, gan.Facewise, Likelihood, Covariance} {
			p, ok := PriceOf(design, phi, sigma, d)
			got += fmt.Sprintf("%s d=%d %s: %x %v\n", name, d, design, p, ok)
		}
	}
	for _, d := range []int{1, 2, 3, 9, 128} {
		add(gan.Tanh, gan.NewActivation(gan.Tanh, 0, nil), nil, d)
	}
	for _, phi := range folds {
		add(phi.Name(), phi, []float64{1.7}, 1)
		add(phi.Name(), phi, []float64{1.7, -0.4, -0.4, 0.6}, 2)
		add(phi.Name(), phi, linear.Identity(3), 3)
	}
	golden.Check(t, "golden.txt", recorded, got)
}
