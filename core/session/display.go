package session

import (
	"math"

	"saddle/core/config"
	"saddle/core/data"
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
	star    gan.Activation // the target's
	d       int
	i, j    int // shown coordinates, from 0; i = j for d = 1
	seed    int64
	auto    [4]float64 // the extent that shows both laws whole
	extent  [4]float64 // as snapshot.View.Extent
	latents []float32  // points×d
	heights []float32  // points; the second number of a generated sample for d = 1
	target  []float32  // points×2
}

// mostLatents bounds the memory of the shown latents to 16 MB; in high dimension it bounds the points.
const mostLatents = 4 << 20

// fewestPoints are enough generated samples to see what the law is like, beside fewer of the reader's.
const fewestPoints = 200

// displayTarget is the stream of the shown target samples.
const displayTarget = "display target"

// newDisplay prepares the display of a run from its first state. own is the law of the reader's samples, if
// they are the target: then rows of theirs are shown, every one if there is room for it. Of the display before, nil for
// none, it takes over what has not changed.
func newDisplay(cfg config.Config, first *sgda.State, own *data.Law, before *display) *display {
	p := &display{seed: cfg.Seed, phi: cfg.Activation(), star: cfg.TargetActivation(), d: cfg.D, i: int(cfg.Axes[0]) - 1}
	p.j = p.i
	if cfg.D > 1 {
		p.j = int(cfg.Axes[1]) - 1
	}
	variances := []float64{
		first.SigmaStar[p.i*p.d+p.i], first.SigmaStar[p.j*p.d+p.j],
		first.SigmaLast[p.i*p.d+p.i], first.SigmaLast[p.j*p.d+p.j]}
	p.auto = square(p.phi, variances)
	if cfg.Unlike() {
		p.auto = window(square(p.star, variances)).or(square(p.phi, variances))
	}
	if own != nil {
		p.auto = scaled(p.phi, variances)
	}
	p.frame(cfg.Window)
	points := min(cfg.Points, mostLatents/cfg.D)
	if own != nil { // as many of the generator, by which densities can be compared
		points = min(points, max(own.Set().Rows(), fewestPoints))
	}
	if before != nil && before.seed == p.seed && before.d == p.d && len(before.heights) == points {
		p.latents, p.heights = before.latents, before.heights
		if before.i == p.i && before.j == p.j {
			p.target = before.target // nil in another run
		}
	}
	if p.latents == nil {
		p.draw(points)
	}
	if p.target == nil {
		r := rng.New(uint64(cfg.Seed), displayTarget)
		if own != nil {
			p.target = p.rows(own, r, points)
		} else {
			z := normals(r, points*p.d)
			p.target = p.samples(p.star, z, uniforms(r, points), first.WStar)
		}
	}
	return p
}

// draw draws the latents of the shown samples.
func (p *display) draw(points int) {
	r := rng.New(uint64(p.seed), rng.Display)
	p.latents = normals(r, points*p.d)
	p.heights = uniforms(r, points)
}

// retargeted returns the display without the target's samples, for another run; of none, none.
func (p *display) retargeted() *display {
	if p == nil {
		return nil
	}
	next := *p
	next.target = nil
	return &next
}

// frame sets the extent to a window, centre and half of the side, or for none to the automatic one.
func (p *display) frame(window []float64) {
	if len(window) == 3 {
		x, y, r := window[0], window[1], window[2]
		up := r * p.rise()
		p.extent = [4]float64{x - r, x + r, y - up, y + up}
		return
	}
	p.extent = p.auto
}

// rise is how much longer the vertical axis is than the horizontal one, in data coordinates.
func (p *display) rise() float64 { return (p.auto[3] - p.auto[2]) / (p.auto[1] - p.auto[0]) }

// alike is how many times the one may be as long as the other if both laws are shown on axes of one length.
const alike = 2.5

// window is an extent: lower and upper end of the horizontal axis, then of the vertical one.
type window [4]float64

// or returns the window that holds both.
func (a window) or(b [4]float64) [4]float64 {
	return [4]float64{min(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), max(a[3], b[3])}
}

// square returns the extent that shows both laws whole on two axes of one length. variances are as for extent.
func square(phi gan.Activation, variances []float64) [4]float64 {
	e := extent(phi, variances)
	return [4]float64{e[0], e[1], e[0], e[1]}
}

// scaled returns it for the reader's own samples: with a scale for each axis where the columns differ much, whose units have
// nothing to do with each other.
func scaled(phi gan.Activation, v []float64) [4]float64 {
	across, up := extent(phi, []float64{v[0], v[0], v[2], v[2]}), extent(phi, []float64{v[1], v[1], v[3], v[3]})
	if q := (up[1] - up[0]) / (across[1] - across[0]); q > 1/alike && q < alike {
		return square(phi, v)
	}
	return [4]float64{across[0], across[1], up[0], up[1]}
}

// rows returns the shown coordinates of at most so many of the reader's samples, in the form of samples.
func (p *display) rows(own *data.Law, r *rng.Stream, points int) []float32 {
	n := own.Set().Rows()
	out := make([]float32, 2*min(n, points))
	y := make([]float64, p.d)
	for k := range len(out) / 2 {
		i := k
		if n > points {
			i = r.IntN(n)
		}
		own.Sample(y, i)
		out[2*k], out[2*k+1] = float32(y[p.i]), float32(y[p.j])
		if p.d == 1 {
			out[2*k+1] = float32(r.Float64())
		}
	}
	return out
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
func (p *display) samples(phi gan.Activation, z, heights []float32, w []float64) []float32 {
	d := p.d
	return p.shown(phi, z, heights, w[p.i*d:(p.i+1)*d], w[p.j*d:(p.j+1)*d])
}

// shown is samples for the two shown rows of w.
func (p *display) shown(phi gan.Activation, z, heights []float32, wi, wj []float64) []float32 {
	d := p.d
	n := len(z) / d
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
	phi.Apply(u, u)
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
// throws its tails so far out that 2.3 deviations show more, and a wide first generator too. Where φ cuts off, most of the mass lies on edges and near
// them: the window is the target's alone, of which 2.5 deviations show 99 % of each coordinate, and a wide first
// generator sticks out, lest the laws be small in a corner once they agree.
// variances holds the target's two and the generator's two.
func extent(phi gan.Activation, variances []float64) [2]float64 {
	star := math.Sqrt(max(variances[0], variances[1]))
	first := math.Sqrt(max(variances[2], variances[3]))
	r, most, around := 3.3, 2.0, 0.06
	switch {
	case phi.Name() == gan.Cubic:
		r, most = 2.3, 1.25
	case len(phi.Flat()) > 0:
		r, most, around = 2.5, 1, 0.12 // with room for what lies on the edges
	}
	r *= max(star, min(0.8*first, most*star))
	lo, hi := phi.At(-r), phi.At(r)
	margin := around * (hi - lo)
	return [2]float64{lo - margin, hi + margin}
}

// view returns the picture's part of a snapshot.
func (p *display) view(cfg *config.Config, t *sgda.Trainer, state *sgda.State, turn snapshot.Turn) snapshot.View {
	d, i, j := p.d, p.i, p.j
	rows := shownRows(state, d, i, j)
	v := snapshot.View{
		Phi: p.phi, Star: p.star, Axes: cfg.Axes, Layers: cfg.Layers, Shift: cfg.Shift, Extent: p.extent,
		Target: p.target, Generated: p.shown(p.phi, p.latents, p.heights, rows[:d], rows[d:]),
	}
	v.Cut = t.Cut(i, j)
	if t.Inverse() {
		v.Sees = 1
	}
	v.Cov = block(state.Sigma, d, i, j)
	v.CovStar = block(state.SigmaStar, d, i, j)
	if cfg.Averages() {
		v.CovOther, v.OtherName = block(state.SigmaLast, d, i, j), "last iterate"
	}
	if d == 1 { // there is no second coordinate
		v.Cut[2], v.Cut[3] = 0, 0
		v.Cov[1], v.Cov[2] = 0, 0
		v.CovOther[1], v.CovOther[2] = 0, 0
		v.CovStar[1], v.CovStar[2] = 0, 0
	}
	v.Faces = t.Edges(i, j)
	if d > 2 && v.Faces == nil && (turn == snapshot.Discriminator || cfg.Shows(config.GradientLayer)) {
		v.Rest = p.rest(state, rows, v.Cut, t.Inverse())
	}
	v.Rows = columns(rows[:d], rows[d:])
	v.RowsStar = columns(state.WStar[i*d:(i+1)*d], state.WStar[j*d:(j+1)*d])
	return v
}

// rest returns snapshot.View.Rest for the quadratic design, which sees all coordinates: of y, or where inverse
// is set of φ⁻¹(y). The shown coordinates are those of the shown rows, the others the last iterate's.
func (p *display) rest(state *sgda.State, rows []float64, cut [4]float64, inverse bool) []float32 {
	d, i, j := p.d, p.i, p.j
	n := min(snapshot.MaxGradients, len(p.heights))
	out := make([]float32, 0, 3*n)
	u := make([]float64, d)
	for k := range n {
		z := p.latents[k*d : (k+1)*d]
		for r := range u {
			w := state.W[r*d : (r+1)*d]
			switch r {
			case i:
				w = rows[:d]
			case j:
				w = rows[d:]
			}
			sum := 0.0
			for c, v := range z {
				sum += float64(w[c] * float64(v))
			}
			u[r] = sum
		}
		if !inverse {
			p.phi.Apply(u, u)
		}
		h := 0.0
		var au [2]float64
		for r, a := range u {
			sum := 0.0
			for c, v := range u {
				sum += float64(state.A[r*d+c] * v)
			}
			h += 0.5 * a * sum
			switch r {
			case i:
				au[0] = sum
			case j:
				au[1] = sum
			}
		}
		plane := 0.5 * (cut[1]*u[i]*u[i] + 2*cut[2]*u[i]*u[j] + cut[3]*u[j]*u[j])
		out = append(out, float32(h-plane), float32(au[0]-cut[1]*u[i]-cut[2]*u[j]), float32(au[1]-cut[2]*u[i]-cut[3]*u[j]))
	}
	return out
}

// columns returns two shown rows, cut to the columns that are drawn; for d = 1 the second is 0.
func columns(x, y []float64) []float64 {
	k := min(len(x), snapshot.MaxArrows)
	out := make([]float64, 2*k)
	copy(out[:k], x)
	if len(x) > 1 {
		copy(out[k:], y)
	}
	return out
}
