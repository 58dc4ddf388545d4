package rng

import (
	"math"
	"testing"
)

// The draws have the moments of the truncated law, in every branch of the rejection.
func TestTruncatedNormal(t *testing.T) {
	r := New(1, "test")
	inf := math.Inf(1)
	for _, c := range [][2]float64{{-inf, 0}, {0, inf}, {-inf, -3}, {2, inf}, {-1, 1}, {0.2, 0.4}, {-0.5, 2}, {1, 6}, {5, 5.2}, {3, 40}, {-inf, 5}, {0.4, 1.7}, {-9, -7}, {0.25, 1.75}} {
		const n = 100_000
		var sum, squares float64
		for range n {
			x := r.TruncatedNormal(c[0], c[1])
			if x < c[0] || x > c[1] {
				t.Fatalf("%v drawn from %v", x, c)
			}
			sum += x
			squares += x * x
		}
		var mass, mean float64 // by the midpoint rule
		lo, hi := max(c[0], -12), min(c[1], 12)
		const parts = 100_000
		for k := range parts {
			x := lo + (hi-lo)*(float64(k)+0.5)/parts
			mass += math.Exp(-x * x / 2)
			mean += x * math.Exp(-x*x/2)
		}
		mean /= mass
		got := sum / n
		se := math.Sqrt((squares/n-got*got)/n) + 1e-12
		if math.Abs(got-mean) > 4.5*se {
			t.Errorf("mean of %v: %v ± %v, want %v", c, got, se, mean)
		}
	}
}
