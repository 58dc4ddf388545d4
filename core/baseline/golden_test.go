package baseline

import (
	_ "embed"
	"fmt"
	"testing"

	"saddle/build/golden"
	"saddle/core/gan"
)

//go:embed testdata/golden.txt
var recorded string

// TestGoldenBits compares the estimates, with all their digits, with those recorded: they are the same on every
// platform on which this test passes. Run with -update after a change that is meant.
func TestGoldenBits(t *testing.T) {
	got := ""
	for _, phi := range []string{gan.ReLU, gan.Leaky, gan.Tanh, gan.Cubic} {
		for _, d := range []int{1, 2, 5} {
			r := NewRace(gan.NewActivation(phi, 0.2, nil), d, 1, source(matrix(d), d, 1), true, true)
			r.Advance(5000)
			sigma := make([]float64, d*d)
			if r.Truncated(sigma) {
				got += fmt.Sprintf("%s d=%d truncated: %x\n", phi, d, sigma)
			}
			if r.WGAN(sigma) {
				got += fmt.Sprintf("%s d=%d wgan: %x\n", phi, d, sigma)
			}
		}
	}
	golden.Check(t, "golden.txt", recorded, got)
}
