package gan

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestLoops compares every loop with the same one number at a time.
func TestLoops(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 1))
	for n := range 40 {
		x := make([]float64, n)
		for i := range x {
			x[i] = r.NormFloat64() * math.Exp2(float64(r.IntN(40)-20))
		}
		if n > 3 {
			x[n/2], x[n/3] = math.Copysign(0, -1), math.Inf(1)
		}
		by := r.NormFloat64()
		each := func(name string, loop func(y []float64), plain func(v float64) float64) {
			t.Helper()
			got := append([]float64{}, x...)
			loop(got)
			for i, v := range x {
				if want := plain(v); math.Float64bits(got[i]) != math.Float64bits(want) {
					t.Errorf("%s of %d: number %d is %v, want %v", name, n, i, got[i], want)
				}
			}
		}
		each("negate", func(y []float64) { negate(y, x) }, func(v float64) float64 { return -v })
		each("negate in place", func(y []float64) { negate(y, y) }, func(v float64) float64 { return -v })
		each("scale", func(y []float64) { scale(y, by) }, func(v float64) float64 { return v * by })
		each("halve", func(y []float64) { halve(y, by) }, func(v float64) float64 { return by + float64(0.5*v) })
		want := 0.0
		for _, v := range x {
			want += v
		}
		if got := sum(x); math.Float64bits(got) != math.Float64bits(want) {
			t.Errorf("sum of %d is %v, want %v", n, got, want)
		}
	}
}
