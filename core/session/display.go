package session

import (
	"math"

	"saddle/core/config"
	"saddle/core/gan"
	"saddle/core/rng"
	"saddle/core/sgda"
	"saddle/core/snapshot"
)

// display holds what the picture needs and training does not: the shown coordinates, the latents of the
// shown samples, which stay the same so that a sample moves as W moves, and the target's samples. Its
// random numbers come from streams of their own.
type display struct {
	phi     gan.Activation
	d       int
	i, j    int // shown coordinates, from 0; i = j for d = 1
	extent  [2]float64
	latents []float32 // points×d
	heights []float32 // points; the second number of a generated sample for d = 1
	target  []float32 // points×2
}

// mostLatents bounds the memory of the shown latents to 16 MB; in high dimension it bounds the points.
const mostLatents = 4 << 20

// displayTarget is the stream of the shown target samples.
const displayTarget = "display target"

// newDisplay prepares the display of a run from its first state.
func newDisplay(cfg config.Config, first *sgda.State) *display {
	p := &display{phi: gan.NewActivation(cfg.Phi, cfg.Slope, cfg.Knots), d: cfg.D, i: int(cfg.Axes[0]) - 1}
	p.j = p.i
	if cfg.D > 1 {
		p.j = int(cfg.Axes[1]) - 1
	}
	p.extent = extent(p.phi, []float64{
		first.SigmaStar[p.i*p.d+p.i], first.SigmaStar[p.j*p.d+p.j],
		first.SigmaLast[p.i*p.d+p.i], first.SigmaLast[p.j*p.d+p.j]})
	points := min(cfg.Points, mostLatents/cfg.D)

	r := rng.New(uint64(cfg.Seed), rng.Display)
	p.latents = normals(r, points*p.d)
	p.heights = uniforms(r, points)
	r = rng.New(uint64(cfg.Seed), displayTarget)
	z := normals(r, points*p.d)
	p.target = p.samples(z, uniforms(r, points), first.WStar)
	return p
}

func normals(r *rng.Stream, n int) []float32 {
	out := make([]float32, n)
	var block [256]float64
	for at := 0; at < n; at += len(block) {
		b := block[:min(len(block), n-at)]
		r.Normals(b)
		for k, v := range b {
			out[at+k] = float32(v)
		}
	}
	return out
}

func uniforms(r *rng.Stream, n int) []float32 {
	out := make([]float32, n)
	for k := range out {
		out[k] = float32(r.Float64())
	}
	return out
}

// samples returns the shown coordinates of φ(wz), one pair per row of z; for d = 1 the pair is the
// sample and a height in (0, 1) that spreads the samples out.
func (p *display) samples(z, heights []float32, w []float64) []float32 {
	d := p.d
	n := len(z) / d
	wi, wj := w[p.i*d:(p.i+1)*d], w[p.j*d:(p.j+1)*d]
	u := make([]float64, 2*n)
	for k := range n {
		row := z[k*d : (k+1)*d]
		var x, y float64
		for c, v := range row {
			x += float64(wi[c] * float64(v))
			y += float64(wj[c] * float64(v))
		}
		u[2*k], u[2*k+1] = x, y
	}
	p.phi.Apply(u, u)
	out := make([]float32, 2*n)
	for k, v := range u {
		out[k] = float32(v)
	}
	if d == 1 {
		for k, h := range heights {
			out[2*k+1] = h
		}
	}
	return out
}

// extent returns the interval shown on both axes: 3.3 standard deviations of the target to each side,
// and more, up to twice that, where the first generator needs it; seen through φ, with a margin. The cube
// throws its tails so far out that 2.3 deviations show more.
// variances holds the target's two and the generator's two.
func extent(phi gan.Activation, variances []float64) [2]float64 {
	star := math.Sqrt(max(variances[0], variances[1]))
	first := math.Sqrt(max(variances[2], variances[3]))
	r := 3.3
	if phi.Name() == gan.Cubic {
		r = 2.3
	}
	r *= max(star, min(0.8*first, 2*star))
	lo, hi := phi.At(-r), phi.At(r)
	margin := 0.06 * (hi - lo)
	return [2]float64{lo - margin, hi + margin}
}

// view returns the picture's part of a snapshot.
func (p *display) view(cfg *config.Config, t *sgda.Trainer, state *sgda.State) snapshot.View {
	d, i, j := p.d, p.i, p.j
	v := snapshot.View{
		Phi: cfg.Phi, Slope: cfg.Slope, Knots: cfg.Knots, Axes: cfg.Axes, Layers: cfg.Layers, Extent: p.extent,
		Target: p.target, Generated: p.samples(p.latents, p.heights, state.W),
	}
	at := func(m []float64, r, c int) float64 { return m[r*d+c] }
	v.Cut = t.Cut(state, i, j)
	if t.Inverse() {
		v.Sees = 1
	}
	v.Cov = [3]float64{at(state.SigmaLast, i, i), at(state.SigmaLast, i, j), at(state.SigmaLast, j, j)}
	v.CovStar = [3]float64{at(state.SigmaStar, i, i), at(state.SigmaStar, i, j), at(state.SigmaStar, j, j)}
	if d == 1 { // there is no second coordinate
		v.Cut[2], v.Cut[3] = 0, 0
		v.Cov[1], v.Cov[2] = 0, 0
		v.CovStar[1], v.CovStar[2] = 0, 0
	}
	v.Rows = p.columns(state.W)
	v.RowsStar = p.columns(state.WStar)
	return v
}

// columns returns the shown rows of w, cut to the columns that are drawn.
func (p *display) columns(w []float64) []float64 {
	k := min(p.d, snapshot.MaxArrows)
	out := make([]float64, 2*k)
	copy(out[:k], w[p.i*p.d:])
	if p.d > 1 {
		copy(out[k:], w[p.j*p.d:p.j*p.d+k])
	}
	return out
}
