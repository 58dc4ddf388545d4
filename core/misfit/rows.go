package misfit

import (
	"math"
	"slices"

	"saddle/core/data"
	"saddle/core/gan"
	"saddle/core/rng"
)

// mostRows bounds the rows that are looked at.
const mostRows = 20_000

// rows are the samples of a law in a random order that they alone decide, as pre-activations.
type rows struct {
	law    *data.Law
	d      int
	order  []int // which rows; the first half are there to choose by
	flats  []gan.Interval
	spread []float64 // d: the length of the interval that rounds to one value
	jitter *rng.Stream
}

func newRows(law *data.Law) *rows {
	n := law.Set().Rows()
	r := &rows{law: law, d: law.Set().Columns(), order: make([]int, n), flats: law.Phi().Flat()}
	r.spread = make([]float64, r.d)
	for i := range r.order {
		r.order[i] = i
	}
	draw := rng.New(law.Set().Seed(), "misfit")
	most := min(n, mostRows)
	for i := range most {
		j := i + draw.IntN(n-i)
		r.order[i], r.order[j] = r.order[j], r.order[i]
	}
	r.order = r.order[:most]
	r.jitter = rng.New(law.Set().Seed(), "misfit jitter")
	return r
}

// unround finds the unit to which column j is rounded, if its values repeat: the least difference between two of them,
// where that is below half of a deviation.
func (r *rows) unround(j int, rows []int) {
	values := make([]float64, len(rows))
	mean, square := 0.0, 0.0
	for k, i := range rows {
		values[k] = float64(r.law.Set().Row(i)[j])
		mean += values[k] / float64(len(rows))
	}
	unit := math.Inf(1)
	slices.Sort(values)
	for k, v := range values {
		square += float64((v-mean)*(v-mean)) / float64(len(rows))
		if k > 0 && v > values[k-1] {
			unit = math.Min(unit, v-values[k-1])
		}
	}
	if float64(4*unit*unit) < square {
		r.spread[j] = unit
	}
}

// read sets x (d) to the pre-activations of a row, not rounded.
func (r *rows) read(x []float64, i int) {
	r.law.Sample(x, i)
	for j, y := range x {
		x[j] = r.law.Preimage(y)
		if r.spread[j] == 0 {
			continue
		}
		near := r.law.Preimage(y + float64(r.spread[j]*(r.jitter.Float64()-0.5)))
		if !math.IsNaN(near) && !r.flat(near) && !r.flat(x[j]) {
			x[j] = near
		}
	}
}

func (r *rows) flat(x float64) bool {
	for _, f := range r.flats {
		if x >= f.Lo && x <= f.Hi {
			return true
		}
	}
	return false
}
