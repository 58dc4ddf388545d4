package misfit

import (
	"math"

	"saddle/core/kernel"
)

// witness is what is to show that samples on a line are of no N(m, s²), |m| ≤ shift: a set A, and the middle.
type witness struct {
	cells     cells
	shift     float64
	a, middle []bool
}

// Shares of the 5 % by which the bound may err.
const (
	errA         = 0.03   // for A
	errMiddle    = 0.005  // for the middle, and for its complement
	errorsOfMean = 2.5758 // standard errors of a mean that was subtracted: beyond them it is with 1 %
)

// rounds is how many rounds of the game learn plays.
const rounds = 50

// learn chooses the sets that show most against samples with this tally. It plays the game of A against (m, s),
//
//	max_A min_{m,s} max(P(A) − N(m, s²)(A), what the middle shows),
//
// by multiplicative weights on a grid of (m, s) (Freund and Schapire, 1999), to which A always answers with its best:
// the cells that are likelier under P than under the weighted mixture of the family. The best A on the way is taken.
func learn(c cells, tally []int, shift float64) witness {
	n := 0
	for _, t := range tally {
		n += t
	}
	p := make([]float64, len(tally))
	for k, t := range tally {
		p[k] = float64(t) / float64(n)
	}
	w := witness{cells: c, shift: shift, middle: c.middle(tally)}
	family, shown := w.family(p)
	weights, losses := make([]float64, len(family)), make([]float64, len(family))
	mixture, a := make([]float64, len(p)), make([]bool, len(p))
	best := math.Inf(-1)
	for range rounds {
		least := losses[0]
		for _, l := range losses {
			least = math.Min(least, l)
		}
		sum := 0.0
		for i, l := range losses {
			weights[i] = kernel.Exp(-3 * (l - least))
			sum += weights[i]
		}
		clear(mixture)
		for i, q := range family {
			kernel.Axpy(weights[i]/sum, q, mixture)
		}
		for k := range a {
			a[k] = p[k] > mixture[k]
		}
		value := math.Inf(1)
		for i, q := range family {
			v := math.Max(mass(p, a)-mass(q, a), shown[i])
			losses[i] += v
			value = math.Min(value, v)
		}
		if value > best {
			best = value
			w.a = append(w.a[:0], a...)
		}
	}
	return w
}

// family returns the masses of the cells for a grid of (m, s), and what the middle shows against each.
func (w *witness) family(p []float64) (q [][]float64, shown []float64) {
	means := []float64{0}
	if w.shift > 0 {
		means = []float64{-w.shift, 0, w.shift}
	}
	for k := -12; k <= 12; k++ {
		for _, m := range means {
			row := make([]float64, len(p))
			w.cells.masses(row, m, kernel.Exp(0.12*float64(k)))
			q = append(q, row)
			shown = append(shown, math.Abs(mass(p, w.middle)-mass(row, w.middle)))
		}
	}
	return q, shown
}

// mass returns the mass of a set of cells.
func mass(q []float64, set []bool) float64 {
	sum := 0.0
	for k, in := range set {
		if in {
			sum += q[k]
		}
	}
	return sum
}

// probabilities are bounds of P(A), of P(middle) and of one minus it.
type probabilities [3]float64

// distance returns the least over m and s of the most that the sets show, where P has these probabilities: the
// minimum on a grid, and from its best points on by a search that halves its steps. Beyond the grid, where s is
// 30 times the samples' scale or a thirtieth of it, the middle shows all that it can.
func (w *witness) distance(p probabilities) float64 {
	q := make([]float64, w.cells.count())
	at := func(m, logS float64) float64 {
		w.cells.masses(q, m, kernel.Exp(logS))
		middle := mass(q, w.middle)
		return math.Max(p[0]-mass(q, w.a), math.Max(p[1]-middle, p[2]-(1-middle)))
	}
	type point struct{ m, s, value float64 }
	const starts = 3
	best := make([]point, 0, starts+1)
	means := 0
	if w.shift > 0 {
		means = 1
	}
	for j := -means; j <= means; j++ {
		for k := -34; k <= 34; k++ {
			x := point{m: w.shift * float64(j), s: 0.1 * float64(k)}
			x.value = at(x.m, x.s)
			i := len(best)
			for i > 0 && best[i-1].value > x.value {
				i--
			}
			best = append(best, point{})
			copy(best[i+1:], best[i:])
			best[i] = x
			best = best[:min(len(best), starts)]
		}
	}
	least := math.Inf(1)
	for _, x := range best {
		for stepM, stepS := w.shift/2, 0.05; stepS > 1e-4; {
			moved := false
			for _, y := range [4]point{{m: x.m + stepM, s: x.s}, {m: x.m - stepM, s: x.s}, {m: x.m, s: x.s + stepS}, {m: x.m, s: x.s - stepS}} {
				if math.Abs(y.m) > w.shift {
					continue
				}
				if y.value = at(y.m, y.s); y.value < x.value {
					x, moved = y, true
				}
			}
			if !moved {
				stepM, stepS = stepM/2, stepS/2
			}
		}
		least = math.Min(least, x.value)
	}
	return least
}

// seen is how many of n rows lie in each set.
type seen struct{ n, a, middle int }

func (w *witness) sees(tally []int) (s seen) {
	for k, t := range tally {
		s.n += t
		if w.a[k] {
			s.a += t
		}
		if w.middle[k] {
			s.middle += t
		}
	}
	return s
}

// bound is Clopper and Pearson's lower or upper end.
type bound func(k, n int, alpha float64) float64

func share(k, n int, _ float64) float64 { return float64(k) / float64(n) }

// distanceBy returns the distance that the sets show with bounds for their probabilities, share for no bounds.
func (w *witness) distanceBy(s seen, of bound) float64 {
	p := probabilities{of(s.a, s.n, errA), of(s.middle, s.n, errMiddle), of(s.n-s.middle, s.n, errMiddle)}
	return math.Max(0, w.distance(p))
}
