package gan

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/linear"
)

// FluxGradient sets w (d×d) to ∂U/∂W: the pathwise form and, where ℓ jumps, what crosses. For each row w_i of W, and each end t of a flat
// piece, that is
//
//	p_i(t) E[(ℓ(t+) − ℓ(t−)) z | x_i = t],  p_i the density of x_i = w_i·z.
//
// The latents z become such of the condition as z − w_i(x_i − t)/|w_i|²: of the first B. Unlike the score form it needs no
// inverse of W, and its noise vanishes with the logits. Derived here.
func (f *Faces) FluxGradient(w []float64) {
	f.DescentGradient(w)
	if f.cells == nil {
		f.cells = newCells(f.flats)
	}
	for p := range f.pairs {
		pair := &f.pairs[p]
		pair.plain(f.coef, f.own(p))
		f.flux(w, pair.i, pair.j, false)
		if !f.blocks.one {
			f.flux(w, pair.j, pair.i, true)
		}
	}
}

// flux adds what crosses the faces of coordinate i of the present pair, whose other is j, and comes first if turned.
func (f *Faces) flux(w []float64, i, j int, turned bool) {
	d, rows := f.D, min(f.Fake, f.Real)
	wi, wj := f.gen.W[i*d:(i+1)*d], f.gen.W[j*d:(j+1)*d]
	a, b := sumSquares(wi), linear.Dot(wi, wj)
	x, row := f.Fakes(), w[i*d:(i+1)*d]
	above, below, rise := f.logit[:rows], f.slope[:rows], f.fall[:rows]
	for k, t := range f.cells.ends[i] {
		under, over := int8(f.cells.faces[i][k]), int8(f.cells.faces[i][k+1])
		for n := range rows {
			y := x[n*d+j] - float64(b/a*(x[n*d+i]-t))
			other := f.faceOf(j, y)
			switch {
			case f.blocks.one:
				above[n], below[n] = f.at(over, over, t, 0), f.at(under, under, t, 0)
			case turned:
				above[n], below[n] = f.at(other, over, y, t), f.at(other, under, y, t)
			default:
				above[n], below[n] = f.at(over, other, t, y), f.at(under, other, t, y)
			}
		}
		f.Loss.each(rise, above)
		f.Loss.each(above, below)
		density := kernel.NormalDensity(t/math.Sqrt(a)) / math.Sqrt(a) * f.weight / float64(rows)
		along := 0.0
		for n := range rows {
			l := (rise[n] - above[n]) * density
			along += float64(l * ((x[n*d+i] - t) / a))
			for c, z := range f.Latent[n*d : (n+1)*d] {
				row[c] += float64(l * z)
			}
		}
		for c, v := range wi {
			row[c] -= float64(along * v)
		}
	}
}

// at returns the logit of the present coefficients at x, y on the faces fi and fj.
func (f *Faces) at(fi, fj int8, x, y float64) float64 {
	at := 0
	if f.blocks.one {
		at = f.blocks.at[fi][0]
	} else {
		at = f.blocks.at[fi][fj]
	}
	return f.blocks.logit(f.coef, at, fi, fj, x, y)
}
