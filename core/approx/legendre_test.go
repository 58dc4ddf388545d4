package approx

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
)

func TestLegendre(t *testing.T) {
	for _, n := range []int{1, 2, 3, 8, 16, 33, 48, 100} {
		x, w := Legendre(n)
		wantX, wantW := make([]float64, n), make([]float64, n)
		quad.Legendre{}.FixedLocations(wantX, wantW, -1, 1)
		slices.Reverse(wantX) // gonum's descend
		slices.Reverse(wantW)
		for i := range n {
			if math.Abs(x[i]-wantX[i]) > 1e-14 || math.Abs(w[i]-wantW[i]) > 1e-14 {
				t.Errorf("n=%d: node %d is %v with weight %v, want %v, %v", n, i, x[i], w[i], wantX[i], wantW[i])
			}
		}
		// A rule of n nodes is exact for x^(2n−2), whose integral is 2/(2n−1).
		sum := 0.0
		for i := range n {
			sum += w[i] * math.Pow(x[i], float64(2*n-2))
		}
		if want := 2 / float64(2*n-1); math.Abs(sum/want-1) > 1e-12 {
			t.Errorf("n=%d: %v, want %v", n, sum, want)
		}
	}
}
