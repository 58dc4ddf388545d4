package gan

import (
	"math"

	"saddle/core/kernel"
)

// pairOrder is the highest order of the moments of a pair.
const pairOrder = 4

// pairMoments are E[x^a y^b; x ∈ I, y ∈ J] by a and b, a + b ≤ pairOrder.
type pairMoments [pairOrder + 1][pairOrder + 1]float64

// pairGrid holds the moments of two standard normal x and y of correlation ρ over the cells into which breaks divide
// the plane. Masses are differences of Φ₂ at the corners; the others follow from Stein's identity
//
//	E[x h; R] = E[∂_x h + ρ ∂_y h; R] + Σ ± φ(t) E[h; J | x = t] + ρ Σ ± φ(t) E[h; I | y = t],
//
// whose sums are over the sides of the cell, + on the left and below (after Tallis, 1961). Absolute errors are about
// 10⁻¹⁰.
type pairGrid struct {
	xs, ys  []float64 // the breaks, with ∓∞ around them, rising
	cells   []pairMoments
	corners []float64            // Φ₂ at (xs[i], ys[j])
	alongX  [][pairOrder]float64 // φ(t)·E[y^k; y ∈ J | x = t] of t = xs[i] and the interval J from ys[j]
	alongY  [][pairOrder]float64 // φ(t)·E[x^k; x ∈ I | y = t] of t = ys[j] and the interval I from xs[i]
}

// newPairGrid returns the grid of so many breaks of x and of y.
func newPairGrid(nx, ny int) *pairGrid {
	g := &pairGrid{xs: make([]float64, nx+2), ys: make([]float64, ny+2)}
	n := len(g.xs) * len(g.ys)
	g.corners = make([]float64, n)
	g.alongX, g.alongY = make([][pairOrder]float64, n), make([][pairOrder]float64, n)
	g.cells = make([]pairMoments, n)
	return g
}

// within copies finite rising breaks over a deviation into all, between ∓∞.
func within(all, breaks []float64, deviation float64) {
	last := len(all) - 1
	all[0], all[last] = math.Inf(-1), math.Inf(1)
	for k, t := range breaks {
		all[1+k] = t / deviation
	}
}

// cell returns the moments over the cell whose sides begin at break i of x and j of y, counted from 0 at −∞.
func (g *pairGrid) cell(i, j int) *pairMoments { return &g.cells[i*len(g.ys)+j] }

// set computes the moments up to the given order for x and y of the covariance a, b; b, c over their deviations, with finite
// rising breaks in the units of the covariance. The correlation is kept within ±(1 − 10⁻¹²).
func (g *pairGrid) set(a, b, c float64, xs, ys []float64, order int) {
	const most = 1 - 1e-12
	within(g.xs, xs, math.Sqrt(a))
	within(g.ys, ys, math.Sqrt(c))
	rho := b / (math.Sqrt(a) * math.Sqrt(c))
	rho = max(-most, min(rho, most))
	rest := math.Sqrt((1 - rho) * (1 + rho))
	m := len(g.ys)
	for i, x := range g.xs {
		for j, y := range g.ys {
			g.corners[i*m+j] = kernel.NormalCDF2(x, y, rho, rest)
		}
	}
	for i, x := range g.xs {
		for j := range m - 1 {
			conditional(&g.alongX[i*m+j], x, g.ys[j], g.ys[j+1], rho, rest)
		}
	}
	for j, y := range g.ys {
		for i := range len(g.xs) - 1 {
			conditional(&g.alongY[i*m+j], y, g.xs[i], g.xs[i+1], rho, rest)
		}
	}
	for i := range len(g.xs) - 1 {
		for j := range m - 1 {
			g.fill(i, j, rho, order)
		}
	}
}

// fill computes the moments over one cell.
func (g *pairGrid) fill(i, j int, rho float64, order int) {
	m := len(g.ys)
	c := g.cell(i, j)
	c[0][0] = max(0, (g.corners[(i+1)*m+j+1]-g.corners[i*m+j+1])-(g.corners[(i+1)*m+j]-g.corners[i*m+j]))
	// The sums over the sides of x^a y^b.
	sideX := func(a, b int) float64 {
		return float64(power(g.xs[i], a)*g.alongX[i*m+j][b]) - float64(power(g.xs[i+1], a)*g.alongX[(i+1)*m+j][b])
	}
	sideY := func(a, b int) float64 {
		return float64(power(g.ys[j], b)*g.alongY[i*m+j][a]) - float64(power(g.ys[j+1], b)*g.alongY[i*m+j+1][a])
	}
	for n := 1; n <= order; n++ {
		for a := range n + 1 {
			b := n - a
			var sum float64
			if a > 0 {
				sum = sideX(a-1, b) + float64(rho*sideY(a-1, b))
				if a > 1 {
					sum += float64(float64(a-1) * c[a-2][b])
				}
				if b > 0 {
					sum += float64(float64(rho*float64(b)) * c[a-1][b-1])
				}
			} else {
				sum = sideY(0, b-1) + float64(rho*sideX(0, b-1))
				if b > 1 {
					sum += float64(float64(b-1) * c[0][b-2])
				}
			}
			c[a][b] = sum
		}
	}
}

// power returns t^n, and 0 for infinite t, where it stands before a density.
func power(t float64, n int) float64 {
	if math.IsInf(t, 0) {
		return 0
	}
	p := 1.0
	for range n {
		p *= t
	}
	return p
}

// conditional sets out[k] to φ(t)·E[y^k; lo < y < hi] of y ~ N(ρt, 1 − ρ²).
func conditional(out *[pairOrder]float64, t, lo, hi, rho, rest float64) {
	*out = [pairOrder]float64{}
	if math.IsInf(t, 0) {
		return
	}
	at, mean := kernel.NormalDensity(t), float64(rho*t)
	l, h := (lo-mean)/rest, (hi-mean)/rest
	dl, dh := kernel.NormalDensity(l), kernel.NormalDensity(h)
	out[0] = at * kernel.NormalBetween(l, h)
	for k := 1; k < pairOrder; k++ {
		out[k] = float64(mean*out[k-1]) + float64(float64(at*rest)*(float64(power(lo, k-1)*dl)-float64(power(hi, k-1)*dh)))
		if k > 1 {
			out[k] += float64(float64(float64(k-1)*float64(rest*rest)) * out[k-2])
		}
	}
}
