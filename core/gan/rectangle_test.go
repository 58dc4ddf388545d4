package gan

import (
	"math"
	"testing"
)

// The moments of a cell against Simpson's rule over x of the moments of y given x.
func TestPairMomentsAgainstQuadrature(t *testing.T) {
	for _, rho := range []float64{0, 0.3, -0.7, 0.95, -0.998, 0.9999} {
		g := newPairGrid(3, 2)
		g.set(4, 2*rho, 1, []float64{-2.2, 0.4, 0.5}, []float64{-0.4, 0.9}, pairOrder)
		rest := math.Sqrt(1 - rho*rho)
		for i := range 4 {
			for j := range 3 {
				var want pairMoments
				lo, hi := math.Max(g.xs[i], -9), math.Min(g.xs[i+1], 9)
				const n = 4_000
				h := (hi - lo) / n
				for k := range n + 1 {
					x := lo + h*float64(k)
					w := h / 3 * float64(2+2*(k%2))
					if k == 0 || k == n {
						w = h / 3
					}
					var c [pairOrder]float64
					conditional(&c, x, g.ys[j], g.ys[j+1], rho, rest)
					for a := range pairOrder {
						for b := 0; a+b <= pairOrder && b < pairOrder; b++ {
							want[a][b] += w * math.Pow(x, float64(a)) * c[b]
						}
					}
				}
				for a := range pairOrder {
					for b := 0; a+b <= pairOrder && b < pairOrder; b++ {
						if got := g.cell(i, j)[a][b]; math.Abs(got-want[a][b]) > 2e-9 {
							t.Errorf("ρ = %v, cell %d,%d, x^%d y^%d: %.12f, want %.12f", rho, i, j, a, b, got, want[a][b])
						}
					}
				}
			}
		}
	}
}

// What is known in closed form: the orthants, and that all cells together are the plane.
func TestPairMomentsOfOrthantsAndOfThePlane(t *testing.T) {
	for _, rho := range []float64{0, 0.5, -0.5, 0.99, -0.9999} {
		g := newPairGrid(1, 1)
		g.set(1, rho, 1, []float64{0}, []float64{0}, pairOrder)
		q, root := 0.25+math.Asin(rho)/(2*math.Pi), math.Sqrt(1-rho*rho)
		c := g.cell(1, 1)
		for _, x := range [][2]float64{{c[0][0], q}, {c[2][0], q + rho*root/(2*math.Pi)}, {c[1][1], rho*q + root/(2*math.Pi)}, {c[1][0], (1 + rho) / (2 * math.Sqrt(2*math.Pi))}} {
			if math.Abs(x[0]-x[1]) > 1e-10 {
				t.Errorf("ρ = %v: %v, want %v", rho, x[0], x[1])
			}
		}
		g = newPairGrid(2, 3)
		g.set(1, rho, 1, []float64{-1, 1}, []float64{-0.3, 0.5, 2}, pairOrder)
		var sum pairMoments
		for i := range 3 {
			for j := range 4 {
				for a := range sum {
					for b := range sum {
						sum[a][b] += g.cell(i, j)[a][b]
					}
				}
			}
		}
		want := map[[2]int]float64{{0, 0}: 1, {2, 0}: 1, {1, 1}: rho, {0, 2}: 1, {4, 0}: 3, {3, 1}: 3 * rho, {1, 3}: 3 * rho, {2, 2}: 1 + 2*rho*rho, {0, 4}: 3}
		for a := range sum {
			for b := 0; a+b <= pairOrder; b++ {
				if math.Abs(sum[a][b]-want[[2]int{a, b}]) > 1e-9 {
					t.Errorf("ρ = %v: E x^%d y^%d is %v", rho, a, b, sum[a][b])
				}
			}
		}
	}
}
