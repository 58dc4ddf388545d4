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
		v := mean + float64(s*truncatedNormal(g.r, (f.Lo-mean)/s, (f.Hi-mean)/s))
		kernel.Axpy(v-g.x[i], row, g.push)
		g.x[i] = v
	}
}

// truncatedNormal draws a standard normal between lo < hi by rejection, from the proposals of Robert, "Simulation of
// truncated normal variables" (1995): the normal, the uniform, or an exponential from the nearer end.
func truncatedNormal(r *rng.Stream, lo, hi float64) float64 {
	if hi < 0 || lo < 0 && -lo > hi {
		return -truncatedNormal(r, -hi, -lo)
	}
	// Now the interval reaches as far to the right of 0 as to the left, or farther.
	switch {
	case lo <= 0.3 && hi-lo > 1.5:
		for {
			if x := r.Normal(); x >= lo && x <= hi {
				return x
			}
		}
	case hi-lo < 1.5 && hi-lo < 2/max(lo, 0.1): // the density varies by a factor of at most 30
		nearest := max(lo, 0)
		for {
			x := lo + float64((hi-lo)*r.Float64())
			if r.Float64() <= kernel.Exp((nearest-x)*(nearest+x)/2) {
				return x
			}
		}
	}
	rate := (lo + math.Sqrt(float64(lo*lo)+4)) / 2
	for {
		x := lo - kernel.Log(1-r.Float64())/rate
		if gap := x - rate; x <= hi && r.Float64() <= kernel.Exp(-gap*gap/2) {
			return x
		}
	}
}
