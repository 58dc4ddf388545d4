package wishart

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"saddle/core/tracywidom"
)

// One column has a χ² law.
func TestLawOfOneColumn(t *testing.T) {
	for _, n := range []int{1, 2, 7, 50} {
		for _, beta := range []int{1, 2} {
			l, want := NewLaw(beta, n, 1), distuv.ChiSquared{K: float64(beta * n)}
			for x := 0.05; x < 4*float64(n)+10; x += 0.31 {
				if got := l.CDF(x); math.Abs(got-want.CDF(float64(beta)*x)) > 1e-8 {
					t.Errorf("β=%d, n=%d: F(%v) = %v, want %v", beta, n, x, got, want.CDF(float64(beta)*x))
				}
			}
		}
	}
}

// The distances of real Gaussian matrices with n = 2p fall as in the long run of many draws, and those of complex ones with the
// plain constants as p^(−2/3) already.
func TestDistancesFall(t *testing.T) {
	f1, f2 := tracywidom.New(1), tracywidom.New(2)
	plain := func(beta, p int, f *tracywidom.Law) float64 {
		return NewLaw(beta, 2*p, p).Distance(ConstantsOf(Plain, beta, 2*p, p), f.CDF)
	}
	ma := func(p int) float64 { return NewLaw(1, 2*p, p).Distance(ConstantsOf(Ma, 1, 2*p, p), f1.CDF) }
	for _, c := range []struct{ got, want float64 }{
		{math.Log2(plain(1, 8, f1)/plain(1, 128, f1)) / 4, 0.315}, {math.Log2(ma(8)/ma(128)) / 4, 0.720},
		{math.Log2(plain(2, 64, f2) / plain(2, 128, f2)), 0.682},
	} {
		if math.Abs(c.got-c.want) > 0.001 {
			t.Errorf("falls as p to the power −%.4f, want −%v", c.got, c.want)
		}
	}
}

// E λ of one column is n, and the density of the 2×2 complex case integrates to E λ = 2 + 3/2 = 7/2.
func TestMeanOfLaw(t *testing.T) {
	for _, c := range []struct {
		beta, n, p int
		want       float64
	}{{1, 7, 1, 7}, {2, 7, 1, 7}, {2, 2, 2, 3.5}} {
		if got := NewLaw(c.beta, c.n, c.p).Mean(); math.Abs(got-c.want) > 1e-7 {
			t.Errorf("β=%d, %d×%d: mean %v, want %v", c.beta, c.n, c.p, got, c.want)
		}
	}
}

// A matrix and its transpose have one law.
func TestLawOfTheTranspose(t *testing.T) {
	a, b := NewLaw(1, 12, 5), NewLaw(1, 5, 12)
	for x := 1.0; x < 60; x++ {
		if a.CDF(x) != b.CDF(x) {
			t.Fatalf("F(%v) = %v and %v", x, a.CDF(x), b.CDF(x))
		}
	}
}

func BenchmarkNewLaw128(b *testing.B) {
	for b.Loop() {
		NewLaw(1, 256, 128)
	}
}
func BenchmarkNewLaw32(b *testing.B) {
	for b.Loop() {
		NewLaw(1, 64, 32)
	}
}
