package edge

import (
	"saddle/core/lab"
	"saddle/core/rng"
	"saddle/core/wishart"
)

// The bins of s: one of what lies below lowest, tenths, one from highest on.
const (
	lowest, highest = -6, 4
	perUnit         = 10
	bins            = (highest-lowest)*perUnit + 2
)

// The quantiles of F₁ and F₂ at 95 %.
var critical = [...]float64{0.9793160534695236, -0.2324744697640273}

// stream is that of the entries; each shape has its own, so that the points of a curve are independent.
const stream = "edge "

// drawing is a path on its way: one largest eigenvalue after the other.
type drawing struct {
	constants wishart.Constants
	limit     float64 // λ from which the test rejects
	random    *rng.Stream
	thin      *wishart.Sampler // nil where the matrices are full
	dense     *wishart.Dense

	draws  int64
	counts [bins]int64
	found  int64
	sum    float64
}

func newDrawing(c *lab.Cell) *drawing {
	s := shapeOf(c)
	d := &drawing{constants: s.constants(wishart.Ma), random: rng.New(uint64(c.Config.Seed), stream+words(s.beta, s.n, s.p))}
	d.limit = d.constants.At(critical[s.beta-1])
	if s.full() {
		d.dense = wishart.NewDense(s.entries, s.nu, s.beta, s.n, s.p, 1+s.excess)
	} else {
		d.thin = wishart.NewSampler(s.beta, s.n, s.p, 1+s.excess)
	}
	return d
}

// Advance is that of lab.Runner: at most sixteen draws, or a block of rows of one.
func (d *drawing) Advance(mark int64) bool {
	if d.dense != nil {
		if d.draws < mark {
			if lambda, done := d.dense.Advance(d.random); done {
				d.take(lambda)
			}
		}
		return d.draws >= mark
	}
	for k := 0; k < 16 && d.draws < mark; k++ {
		d.take(d.thin.Draw(d.random))
	}
	return d.draws >= mark
}

func (d *drawing) take(lambda float64) {
	d.draws++
	d.counts[binOf(d.constants.Rescaled(lambda))]++
	if lambda >= d.limit {
		d.found++
	}
	d.sum += lambda
}

// binOf is the place of s among the bins.
func binOf(s float64) int {
	switch {
	case s < lowest:
		return 0
	case s >= highest:
		return bins - 1
	}
	return min(1+int((s-lowest)*perUnit), bins-2)
}

// Measure is that of lab.Runner.
func (d *drawing) Measure() ([]float64, bool) {
	values := make([]float64, 0, bins+2)
	for _, k := range d.counts {
		values = append(values, float64(k))
	}
	return append(values, float64(d.found), d.sum/float64(d.draws)), false
}
