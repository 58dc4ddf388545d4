package sgda

import (
	"saddle/core/data"
	"saddle/core/kernel"
	"saddle/core/rng"
)

// rows draws target samples from the reader's own, with replacement.
type rows struct {
	law   *data.Law
	d     int
	picks *rng.Stream
	chart []float64 // d×d: the transpose of the chart's L⁻¹; nil in the original coordinates
	plain []float64 // B×d: in those
}

func newRows(law *data.Law, seed uint64, batch int) *rows {
	d := law.Set().Columns()
	return &rows{law: law, d: d, picks: rng.New(seed, rng.Rows), plain: make([]float64, batch*d)}
}

// draw sets x, at most B rows of d, to pre-activations in training coordinates.
func (r *rows) draw(x []float64) {
	plain := x
	if r.chart != nil {
		plain = r.plain[:len(x)]
	}
	n := r.law.Set().Rows()
	for k := 0; k < len(x); k += r.d {
		r.law.Row(plain[k:k+r.d], r.picks.IntN(n))
	}
	if r.chart != nil {
		kernel.Gemm(len(x)/r.d, r.d, r.d, plain, r.d, 1, r.chart, r.d, x, r.d)
	}
}

// some returns up to 2048 rows, evenly chosen, in training coordinates.
func (r *rows) some() []float64 {
	const most = 2048
	n := r.law.Set().Rows()
	count := min(n, most)
	x := make([]float64, count*r.d)
	for k := range count {
		r.law.Row(x[k*r.d:(k+1)*r.d], k*n/count)
	}
	if r.chart != nil {
		x = multiplied(x, r.chart, r.d)
	}
	return x
}

// multiplied returns the rows of x times a, d×d.
func multiplied(x, a []float64, d int) []float64 {
	out := make([]float64, len(x))
	kernel.Gemm(len(x)/d, d, d, x, d, 1, a, d, out, d)
	return out
}
