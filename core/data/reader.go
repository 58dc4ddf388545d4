package data

import (
	"math"
	"strconv"

	"saddle/core/table"
)

// Error says where a text is not what it should be and what was expected.
type Error struct {
	Line      int    // counted from 1; 0: the text as a whole
	Column    string // Set.Label; empty: none in particular
	Problem   string // what is wrong and what was expected
	Dependent bool   // a column follows from others
}

// Error returns the place and the problem, as `line 12, column 3: -0.25 is not a value of this activation; …`.
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Problem
	}
	return "line " + strconv.Itoa(e.Line) + ", " + e.Column + ": " + e.Problem
}

// Reader makes a Set of a text that comes in pieces, from the columns of numbers that package table finds in it.
type Reader struct {
	parser table.Parser
	err    error
}

// Read takes in the next piece of the text; a piece may end anywhere. After an *Error the reader stays at it.
func (r *Reader) Read(piece []byte) error {
	if r.err != nil {
		return r.err
	}
	if problem := r.parser.Write(piece); problem != "" {
		r.err = &Error{Problem: problem}
	}
	return r.err
}

// Close ends the text and returns its rows. The reader must not be used again.
func (r *Reader) Close() (*Set, error) {
	if r.err != nil {
		return nil, r.err
	}
	for r.parser.Next() {
	}
	t, problem := r.parser.Table()
	if problem != "" {
		return nil, &Error{Problem: problem}
	}
	s, _, err := FromTable(t, t.Default())
	return s, err
}

// centred is how many times its range a column must be away from 0 to be kept as differences from a number in its midst: then
// single precision would leave fewer than 14 bits of what varies.
const centred = 1024

// FromTable makes a Set of the rows of t that have numbers in all of these columns; gaps is how many have not. The numbers of a
// column far from 0 are centred in double precision before they are rounded to single.
func FromTable(t *table.Table, columns []int) (s *Set, gaps int, err error) {
	s = new(Set)
	lo, hi := make([]float64, len(columns)), make([]float64, len(columns))
	first := true
	gaps = t.Each(columns, func(row []float64, _ int) {
		for j, v := range row {
			if first || v < lo[j] {
				lo[j] = v
			}
			if first || v > hi[j] {
				hi[j] = v
			}
		}
		first = false
	})
	if first {
		return nil, gaps, &Error{Problem: "no row has a number in every column; expected rows of numbers"}
	}
	named := false
	for j, k := range columns {
		offset := 0.0
		if math.Max(math.Abs(lo[j]), math.Abs(hi[j])) > centred*(hi[j]-lo[j]) {
			offset = lo[j] + (hi[j]-lo[j])/2
		}
		s.offset = append(s.offset, offset)
		s.names = append(s.names, t.Columns[k].Name)
		named = named || t.Columns[k].Name != ""
	}
	if !named {
		s.names = nil
	}
	single := make([]float32, len(columns))
	t.Each(columns, func(row []float64, line int) {
		for j, v := range row {
			single[j] = float32(v - s.offset[j])
		}
		s.add(single, line)
	})
	s.seal()
	return s, gaps, nil
}
