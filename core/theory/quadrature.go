package theory

import (
	"math"
	"slices"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
)

// nodes are points and weights for means over N(0, Σ).
type nodes struct {
	d int
	x []float64 // rows of d
	w []float64
}

// quadrature returns those for functions that are smooth between the kinks of φ in every coordinate: x = Lz with
// Σ = LLᵀ, one coordinate after the other, each by Gauss-Legendre rules on panels that end at the kinks. The moments that are
// asked for are right to about 10⁻⁹ for d ≤ 2 and 10⁻⁵ for d = 3. It is false where Σ is singular.
func quadrature(sigma []float64, star *gan.Generator) (n nodes, ok bool) {
	d := star.D
	g := grid{d: d, l: append([]float64(nil), sigma...), longest: panel, kinks: make([][]float64, d), z: make([]float64, d), x: make([]float64, d), out: &n}
	if !linear.Factor(g.l, d, lost) {
		return n, false
	}
	n.d = d
	if d > 2 {
		g.longest = beyond / 2
	}
	for i := range d {
		for _, k := range star.Phi.Kinks() {
			if star.Scale != nil {
				k /= star.Scale.In[i]
			}
			g.kinks[i] = append(g.kinks[i], k)
		}
	}
	g.fill(0, 1)
	mass := 0.0
	for _, w := range n.w {
		mass += w
	}
	for i := range n.w {
		n.w[i] /= mass
	}
	return n, true
}

// grid is a quadrature that is being made.
type grid struct {
	d       int
	l       []float64   // lower triangle
	longest float64     // panel, in deviations
	kinks   [][]float64 // by coordinate
	z, x    []float64   // the point so far
	out     *nodes
}

// fill adds the nodes that begin with the first i coordinates of the point so far, whose weight is given.
func (g *grid) fill(i int, weight float64) {
	if i == g.d {
		g.out.x = append(g.out.x, g.x...)
		g.out.w = append(g.out.w, weight)
		return
	}
	row := g.l[i*g.d:]
	from := linear.Dot(row[:i], g.z)
	ends := []float64{-beyond, beyond}
	for _, k := range g.kinks[i] {
		if z := (k - from) / row[i]; math.Abs(z) < beyond {
			ends = append(ends, z)
		}
	}
	slices.Sort(ends)
	overLong(g.longest, ends, func(z, w float64) {
		g.z[i], g.x[i] = z, from+float64(row[i]*z)
		g.fill(i+1, weight*w*kernel.NormalDensity(z))
	})
}
