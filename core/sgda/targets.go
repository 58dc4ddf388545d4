package sgda

import (
	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
	"saddle/core/rng"
)

// Targets reads the target samples of a run again, from the first, without touching the run: those that
// whitening and the discriminator have used or will use, in their order.
type Targets struct {
	d          int
	transposed []float64 // d×d: W_*ᵀ
	real       *rng.Stream
	rows       *rows      // nil: the target is W_*
	sight      *gan.Sight // nil: it has the generator's activation
	noise      []float64
}

// targetRows is the number of rows of a Targets at a time.
const targetRows = 64

// Targets returns a reader of the run's target samples.
func (t *Trainer) Targets() *Targets {
	r := &Targets{d: t.d, transposed: linear.Transposed(t.target, t.d, t.d)}
	if t.rows != nil {
		r.rows = newRows(t.rows.law, uint64(t.cfg.Seed), targetRows)
		return r
	}
	if t.sight != nil {
		r.sight = &t.sight.Sight
	}
	r.real, r.noise = rng.New(uint64(t.cfg.Seed), rng.Real), make([]float64, targetRows*t.d)
	return r
}

// Draw sets x to the pre-activations of the next samples in the original coordinates, rows of d numbers. A reader's own
// sample on a flat piece of φ, or one of another activation, is some point of that piece.
func (r *Targets) Draw(x []float64) {
	d := r.d
	for len(x) > 0 {
		n := min(len(x), targetRows*d)
		if r.rows != nil {
			r.rows.draw(x[:n])
		} else {
			r.real.Normals(r.noise[:n])
			kernel.Gemm(n/d, d, d, r.noise, d, 1, r.transposed, d, x, d)
			for i := range n {
				if r.sight == nil {
					break
				}
				x[i] = r.sight.At(x[i])
			}
		}
		x = x[n:]
	}
}
