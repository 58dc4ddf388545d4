package misfit

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
)

// reach is where the cells of the line end, in units of the samples' scale; one cell more lies beyond on each side.
const reach = 4.0

// cells are a partition of the line into intervals that no flat piece of φ straddles.
type cells struct {
	edges []float64 // rising, from −Inf to +Inf
}

// newCells cuts the line into so many cells of one length within reach, with those that touch a flat piece joined to it.
func newCells(many int, flats []gan.Interval) cells {
	edges := []float64{math.Inf(-1)}
	add := func(e float64) {
		for _, f := range flats {
			if e > f.Lo && e < f.Hi {
				return
			}
		}
		edges = append(edges, e)
	}
	next := 0 // end of a flat piece
	var ends []float64
	for _, f := range flats {
		for _, e := range [2]float64{f.Lo, f.Hi} {
			if !math.IsInf(e, 0) {
				ends = append(ends, e)
			}
		}
	}
	for k := range many + 1 {
		e := reach * (float64(2*k)/float64(many) - 1)
		for ; next < len(ends) && ends[next] <= e; next++ {
			add(ends[next])
		}
		if next == 0 || ends[next-1] != e {
			add(e)
		}
	}
	for ; next < len(ends); next++ {
		add(ends[next])
	}
	return cells{append(edges, math.Inf(1))}
}

func (c cells) count() int { return len(c.edges) - 1 }

// at returns the cell of x.
func (c cells) at(x float64) int {
	lo, hi := 0, c.count()-1
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if x >= c.edges[mid] {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return lo
}

// tally returns how many of the values lie in each cell.
func (c cells) tally(values []float64) []int {
	out := make([]int, c.count())
	for _, x := range values {
		out[c.at(x)]++
	}
	return out
}

// masses sets q to the masses of the cells under N(m, s²).
func (c cells) masses(q []float64, m, s float64) {
	below := 0.0
	for k := range q {
		to := 1.0
		if e := c.edges[k+1]; !math.IsInf(e, 1) {
			to = kernel.NormalCDF((e - m) / s)
		}
		q[k] = to - below
		below = to
	}
}

// middle returns the cells about 0 that together have about half of the tally.
func (c cells) middle(tally []int) []bool {
	n := 0
	for _, t := range tally {
		n += t
	}
	near := func(k int) float64 { // of the point of cell k nearest to 0
		return math.Max(0, math.Max(c.edges[k], -c.edges[k+1]))
	}
	in := make([]bool, c.count())
	for have := 0; 2*have < n; {
		best := -1
		for k := range in {
			if !in[k] && (best < 0 || near(k) < near(best)) {
				best = k
			}
		}
		in[best] = true
		have += tally[best]
	}
	return in
}
