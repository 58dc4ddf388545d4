package data

import (
	"math"
	"strconv"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
)

// Law is a Set seen through an activation: its rows as pre-activations x, and the covariance that fits them.
type Law struct {
	set     *Set
	phi     gan.Activation
	shift   []float64 // d: added to what the set holds: its offsets less the means, if these are subtracted
	centred bool
	flat    []flatValue
	sigma   []float64 // d×d: Σ̂

	offset []float64 // d: mean of x where φ is one-to-one, otherwise nil
}

// flatValue is a value that φ takes on a whole piece of ℝ, and a point of that piece.
type flatValue struct {
	y float32
	x float64
}

// Set returns the samples.
func (l *Law) Set() *Set { return l.set }

// Phi returns the activation.
func (l *Law) Phi() gan.Activation { return l.phi }

// Centred says whether the mean of each column was subtracted.
func (l *Law) Centred() bool { return l.centred }

// Covariance returns Σ̂, d×d, which must not be written to.
func (l *Law) Covariance() []float64 { return l.sigma }

// Likeliest says whether φ(N(0, Σ̂)) is the law of greatest likelihood: where φ is one-to-one or d ≤ 2. Elsewhere it fits
// the columns and pairs of columns, one at a time.
func (l *Law) Likeliest() bool { return l.phi.Bijective() || l.set.columns <= 2 }

// smallest is the size of numbers at which single precision begins to end.
const smallest = 1e-30

// Check returns an *Error where no activation makes s a target: where a column does not vary, or
// there are not more rows than columns.
func (s *Set) Check() error {
	if d := s.columns; s.rows <= d {
		verb := "there are "
		if s.rows == 1 {
			verb = "there is "
		}
		return &Error{Problem: verb + count(s.rows, "row") + " of " + count(d, "number") + "; expected at least " +
			strconv.Itoa(d+1) + " rows, or they fill no volume"}
	}
	for j := range s.columns {
		if s.least[j].value == s.most[j].value {
			return &Error{Problem: s.Label(j) + " is always " + s.show(j, s.least[j].value) + "; expected numbers that vary"}
		}
		if math.Max(math.Abs(float64(s.least[j].value)), math.Abs(float64(s.most[j].value))) < smallest {
			return &Error{Problem: "the numbers of " + s.Label(j) + " are smaller than 1e-30; expected another unit"}
		}
	}
	return nil
}

// Fit finds the law φ(N(0, Σ̂)) of greatest likelihood for s, or where that is out of reach one that is near it
// (Likeliest); centre subtracts its mean from each column first. Where φ is one-to-one Σ̂ = (1/n) Σ x_k x_kᵀ; elsewhere
// see fitPairs. It is O(n d²).
//
// It fails where Check does, where a number is not a value of φ, naming its line, and where a column
// follows from others.
func (s *Set) Fit(phi gan.Activation, centre bool) (*Law, error) {
	d := s.columns
	if err := s.Check(); err != nil {
		return nil, err
	}
	l := &Law{set: s, phi: phi, shift: append([]float64(nil), s.offset...), centred: centre}
	if centre {
		for j := range d {
			l.shift[j] = -s.sum[j] / float64(s.rows)
		}
	}
	for _, f := range phi.Flat() {
		l.flat = append(l.flat, flatValue{float32(phi.At(f.Inside())), f.Inside()})
	}
	if err := l.inRange(); err != nil {
		return nil, err
	}
	if phi.Bijective() {
		l.sigma = l.secondMoment()
	} else {
		l.sigma = l.fitPairs()
	}
	if j := dependent(l.sigma, d); j >= 0 {
		return nil, &Error{Problem: s.Label(j) + " follows from the columns before it; expected columns of which none is a combination of others", Dependent: true}
	}
	return l, nil
}

// Offset returns the column, counted from 0, whose pre-activations have a mean farthest from 0 in terms of
// their deviation, and both numbers: the generator's have mean 0. It is 0, 0, 1 where φ is not one-to-one.
func (l *Law) Offset() (column int, mean, deviation float64) {
	deviation = 1
	d := l.set.columns
	for j, m := range l.offset {
		s := math.Sqrt(math.Max(l.sigma[j*d+j]-float64(m*m), 0))
		if math.Abs(m)*deviation > math.Abs(mean)*s {
			column, mean, deviation = j, m, s
		}
	}
	return column, mean, deviation
}

// Row sets x (d) to pre-activations of row i: φ⁻¹(y), and on a flat piece of φ any point of it.
func (l *Law) Row(x []float64, i int) {
	for j, y := range l.set.Row(i) {
		x[j] = l.Preimage(float64(y) + l.shift[j])
	}
}

// Sample sets y (d) to row i as the generator's samples are: without the mean where that was subtracted.
func (l *Law) Sample(y []float64, i int) {
	for j, v := range l.set.Row(i) {
		y[j] = float64(v) + l.shift[j]
	}
}

// Preimage returns φ⁻¹(y) for a value y less its column's mean, on a flat piece of φ any point of it, and NaN where y is no value of φ.
func (l *Law) Preimage(y float64) float64 {
	for _, f := range l.flat {
		if float32(y) == f.y {
			return f.x
		}
	}
	return l.phi.Inverse(y)
}

// inRange looks at the ends of each column, which are in φ's range only if all between them are.
func (l *Law) inRange() error {
	lo, hi := l.phi.Range()
	for j := range l.set.columns {
		for _, e := range []extreme{l.set.least[j], l.set.most[j]} {
			y := float64(e.value) + l.shift[j]
			if !math.IsNaN(l.Preimage(y)) {
				continue
			}
			less := ""
			if l.centred {
				less = " less the column's mean"
			}
			return &Error{Line: e.line, Column: l.set.Label(j), Problem: l.set.show(j, e.value) + less + " is not a value of this activation; expected numbers " + l.within(lo, hi) +
				", or another activation"}
		}
	}
	return nil
}

// within describes the values of φ.
func (l *Law) within(lo, hi float64) string {
	touches := func(end float64) bool {
		for _, f := range l.flat {
			if f.y == float32(end) {
				return true
			}
		}
		return false
	}
	word := func(end float64, closed, open string) string {
		if touches(end) {
			return closed + strconv.FormatFloat(end, 'g', 6, 64)
		}
		return open + strconv.FormatFloat(end, 'g', 6, 64)
	}
	switch {
	case math.IsInf(lo, -1):
		return word(hi, "of at most ", "less than ")
	case math.IsInf(hi, 1):
		return word(lo, "of at least ", "greater than ")
	}
	return word(lo, "of at least ", "greater than ") + " and " + word(hi, "at most ", "less than ")
}

// secondMoment returns (1/n) Σ x xᵀ, d×d, block by block.
func (l *Law) secondMoment() []float64 {
	s, d := l.set, l.set.columns
	sum, part := make([]float64, d*d), make([]float64, d*d)
	x := make([]float64, s.perBlock*d)
	l.offset = make([]float64, d)
	for at := 0; at < s.rows; at += s.perBlock {
		n := min(s.perBlock, s.rows-at)
		for k := range n {
			l.Row(x[k*d:(k+1)*d], at+k)
			kernel.Axpy(1/float64(s.rows), x[k*d:(k+1)*d], l.offset)
		}
		kernel.GemmUpper(d, n, x, 1, d, x, d, part, d)
		kernel.Axpy(1, part, sum)
	}
	kernel.Symmetrize(d, sum)
	for i := range sum {
		sum[i] /= float64(s.rows)
	}
	return sum
}

// dependent returns the first column of the covariance a (d×d) that the columns before it determine, −1
// if there is none: a pivot that is lost in the rounding of float32.
func dependent(a []float64, d int) int {
	const lost = 1e-11 // of a variance
	return linear.Dependent(append([]float64(nil), a...), d, lost)
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}
