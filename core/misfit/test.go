package misfit

import (
	"cmp"
	"math"
	"slices"

	"saddle/core/data"
	"saddle/core/gan"
)

// Result is what a Test found.
type Result struct {
	Low      float64 // the samples' law is at least so far from every law of the family, with a confidence of 95 %; 0: nothing is shown
	Estimate float64 // the distance that the chosen sets show, estimated
	High     float64 // the chosen sets show no more than this, with a confidence of 95 %; others may
	Rows     int     // looked at, of which one half chose the sets and the other gave the numbers
}

// Fewest is the least number of rows that a test looks at: with fewer, nothing could be shown.
const Fewest = 12

// Test is a test in the making, which is worked on in pieces.
type Test struct {
	rows   *rows
	tasks  []func()
	result Result

	chosen  []float64 // n×d: the pre-activations of the rows to choose by
	n       int
	white   *whitening // nil: the columns alone are looked at
	views   []view     // by score, the best first
	choices []choice
	witness witness // of the best choice, on a line with this scale
	scale   float64
}

// view is a way to see rows as points of a line.
type view struct {
	column int       // which is seen as it is, over scale
	v      []float64 // or, if not nil, the projection v·x
	scale  float64   // the values are divided by it
	shift  float64   // of the mean, that is granted, after that
	score  float64
}

// choice is a view, and cells on it.
type choice struct {
	view  view
	many  int
	value float64
}

// Bounds of the work.
const (
	bestViews = 8       // that are looked at closely
	pursued   = 400_000 // numbers on which directions are looked for
)

// resolutions are the numbers of cells that are tried.
var resolutions = [3]int{8, 24, 120}

// New returns a test of the rows of a law against all laws φ(Wx). It depends on the rows and the activation alone.
func New(law *data.Law) *Test {
	t := &Test{rows: newRows(law)}
	if t.result.Rows = len(t.rows.order); t.result.Rows < Fewest {
		return t
	}
	t.n = t.result.Rows / 2
	t.chosen = make([]float64, t.n*t.rows.d)
	for j := range t.rows.d {
		t.then(func() { t.rows.unround(j, t.rows.order[:t.n]) })
	}
	const block = 500
	for at := 0; at < t.n; at += block {
		t.then(func() {
			for k := at; k < min(at+block, t.n); k++ {
				t.rows.read(t.chosen[k*t.rows.d:(k+1)*t.rows.d], t.rows.order[k])
			}
		})
	}
	t.then(t.look)
	return t
}

func (t *Test) then(task func()) { t.tasks = append(t.tasks, task) }

// Next does a piece of the work, of a few milliseconds at most, and says whether there is more to do.
func (t *Test) Next() bool {
	if len(t.tasks) == 0 {
		return false
	}
	task := t.tasks[0]
	t.tasks = t.tasks[1:]
	task()
	return len(t.tasks) > 0
}

// Result returns what was found, once Next has returned false.
func (t *Test) Result() Result { return t.result }

// look plans the views.
func (t *Test) look() {
	d := t.rows.d
	if d > 1 && t.rows.law.Phi().Bijective() {
		t.whiten()
		return
	}
	for j := range d {
		t.then(func() { t.see(view{column: j}) })
	}
	t.then(t.compete)
}

// see adds a view, with its scale and its score: the total variation between its values and N(0, 1) on cells, on one
// of the two scales that are tried.
func (t *Test) see(v view) {
	values := t.project(v, 0, t.seen())
	mean, square := moments(values)
	sizes := make([]float64, len(values))
	for k := range values {
		sizes[k] = math.Abs(values[k])
	}
	slices.Sort(sizes)
	deviation := math.Sqrt(math.Max(square-float64(mean*mean), 0))
	median := sizes[len(sizes)/2] / 0.6745 // of N(0, s²) it is s
	for _, scale := range [2]float64{math.Sqrt(square), median} {
		if !(scale > 0) {
			continue
		}
		w := v
		w.scale = scale
		if t.rows.law.Centred() {
			w.shift = errorsOfMean * deviation / scale / math.Sqrt(float64(t.rows.law.Set().Rows()))
		}
		c := newCells(resolutions[1], t.flats(w))
		q, tally := make([]float64, c.count()), c.tally(scaled(values, scale))
		c.masses(q, 0, 1)
		for k, n := range tally {
			w.score += math.Abs(float64(n)/float64(len(values))-q[k]) / 2
		}
		t.views = append(t.views, w)
	}
	slices.SortStableFunc(t.views, func(a, b view) int { return cmp.Compare(b.score, a.score) })
	t.views = t.views[:min(len(t.views), bestViews)]
}

// seen is how many rows directions are looked for on.
func (t *Test) seen() int { return min(t.n, max(1000, pursued/t.rows.d)) }

func moments(values []float64) (mean, square float64) {
	n := float64(len(values))
	for _, x := range values {
		mean += x / n
		square += float64(x*x) / n
	}
	return mean, square
}

func scaled(values []float64, scale float64) []float64 {
	out := make([]float64, len(values))
	for k, x := range values {
		out[k] = x / scale
	}
	return out
}

// flats returns the flat pieces of φ as a view sees them.
func (t *Test) flats(v view) []gan.Interval {
	out := append([]gan.Interval(nil), t.rows.flats...)
	for k := range out {
		out[k].Lo, out[k].Hi = out[k].Lo/v.scale, out[k].Hi/v.scale
	}
	return out
}

// project returns v·x, or a column, of chosen rows from row a to b.
func (t *Test) project(v view, a, b int) []float64 {
	d := t.rows.d
	out := make([]float64, b-a)
	for k := range out {
		out[k] = v.of(t.chosen[(a+k)*d : (a+k+1)*d])
	}
	return out
}

func (v *view) of(x []float64) float64 {
	if v.v == nil {
		return x[v.column]
	}
	sum := 0.0
	for j, w := range v.v {
		sum += float64(w * x[j])
	}
	return sum
}

// values returns chosen rows on the line of a view.
func (t *Test) values(v view, a, b int) []float64 {
	return scaled(t.project(v, a, b), v.scale)
}

// compete tries the best views with every number of cells: sets are chosen on one half of the rows to choose by, and what
// they show on the other decides.
func (t *Test) compete() {
	for _, v := range t.views {
		for _, many := range resolutions {
			t.then(func() {
				c := newCells(many, t.flats(v))
				w := learn(c, c.tally(t.values(v, 0, t.n/2)), v.shift)
				shown := w.distanceBy(w.sees(c.tally(t.values(v, t.n/2, t.n))), lower)
				t.choices = append(t.choices, choice{v, many, shown})
			})
		}
	}
	t.then(t.decide)
}

// decide has the best choice judged by the rows that were kept.
func (t *Test) decide() {
	if len(t.choices) == 0 {
		return
	}
	best := t.choices[0]
	for _, c := range t.choices {
		if c.value > best.value {
			best = c
		}
	}
	v := best.view
	cells := newCells(best.many, t.flats(v))
	t.witness, t.scale = learn(cells, cells.tally(t.values(v, 0, t.n)), v.shift), v.scale
	tally := make([]int, cells.count())
	kept, x := t.rows.order[t.n:], make([]float64, t.rows.d)
	const block = 2000
	for at := 0; at < len(kept); at += block {
		t.then(func() {
			for _, i := range kept[at:min(at+block, len(kept))] {
				t.rows.read(x, i)
				tally[cells.at(v.of(x)/v.scale)]++
			}
		})
	}
	t.then(func() {
		w := &t.witness
		s := w.sees(tally)
		t.result.Low, t.result.Estimate, t.result.High = w.distanceBy(s, lower), w.distanceBy(s, share), w.distanceBy(s, upper)
	})
}
