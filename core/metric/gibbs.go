package metric

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/rng"
)

// gibbs draws x from N(0, Σ_*), and then others with the same φ(x).
type gibbs struct {
	flat      []gan.Interval
	d         int
	lower     []float64 // L with LLᵀ = Σ_*
	precision []float64 // Σ_*⁻¹
	r         *rng.Stream

	x, push []float64      // push = Σ_*⁻¹x
	in      []gan.Interval // the interval that each coordinate is cut off in; empty if it is not
}

func newGibbs(flat []gan.Interval, lower []float64, d int, r *rng.Stream) *gibbs {
	g := &gibbs{flat: flat, d: d, lower: lower, precision: make([]float64, d*d), r: r,
		x: make([]float64, d), push: make([]float64, d), in: make([]gan.Interval, d)}
	inv := make([]float64, d*d)
	for i := range d {
		inv[i*d+i] = 1
	}
	solveLower(lower, inv, d)
	for i := range d {
		for j := range d {
			for k := max(i, j); k < d; k++ {
				g.precision[i*d+j] += float64(inv[k*d+i] * inv[k*d+j])
			}
		}
	}
	return g
}

// draw takes a fresh x.
func (g *gibbs) draw() {
	d := g.d
	g.r.Normals(g.push)
	for i := range d {
		g.x[i] = 0
		for k := range i + 1 {
			g.x[i] += float64(g.lower[i*d+k] * g.push[k])
		}
		g.in[i] = gan.Interval{}
		for _, f := range g.flat {
			if g.x[i] >= f.Lo && g.x[i] <= f.Hi {
				g.in[i] = f
			}
		}
	}
	clear(g.push)
	for i, v := range g.x {
		kernel.Axpy(v, g.precision[i*d:(i+1)*d], g.push)
	}
}

// sweep draws each coordinate that is cut off from its law given the others and its interval: given them it is
// normal with variance 1/P_ii and mean x_i − (Px)_i/P_ii, P = Σ_*⁻¹.
func (g *gibbs) sweep() {
	d := g.d
	for i, f := range g.in {
		if f.Lo == f.Hi {
			continue
		}
		row := g.precision[i*d : (i+1)*d]
		mean := g.x[i] - g.push[i]/row[i]
		s := 1 / math.Sqrt(row[i])
		v := mean + float64(s*g.r.TruncatedNormal((f.Lo-mean)/s, (f.Hi-mean)/s))
		kernel.Axpy(v-g.x[i], row, g.push)
		g.x[i] = v
	}
}
