package sgda

import (
	"math"

	"saddle/core/data"
	"saddle/core/gan"
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

// moments returns what whitening wants of all rows: where φ is one-to-one their second moment, elsewhere the squares of their
// scales as a diagonal matrix, with their correlations and the sums of the squares of the samples.
func (r *rows) moments(phi gan.Activation) (l, correlations, squares []float64) {
	d := r.d
	sigma := r.law.Covariance()
	l = append([]float64(nil), sigma...)
	if phi.Bijective() {
		return l, nil, nil
	}
	correlations, squares = make([]float64, d*d), make([]float64, d)
	for i := range d {
		for j := range d {
			correlations[i*d+j] = sigma[i*d+j] / math.Sqrt(sigma[i*d+i]*sigma[j*d+j])
			if i != j {
				l[i*d+j] = 0
			}
		}
	}
	y := make([]float64, d)
	for i := range r.law.Set().Rows() {
		r.law.Sample(y, i)
		for j, v := range y {
			squares[j] += float64(v * v)
		}
	}
	return l, correlations, squares
}
