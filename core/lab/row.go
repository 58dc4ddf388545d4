package lab

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Row is what one cell yields. Its numbers follow the experiment's columns.
type Row struct {
	Path, Mark int       // which cell: Mark counts the grid's marks
	Diverged   bool      // the run left its bounds
	Values     []float64 // not written to once it is made
}

// String prints the row on one line, with all digits, as ParseRow reads it.
func (r Row) String() string {
	words := []string{strconv.Itoa(r.Path), strconv.Itoa(r.Mark), r.Status()}
	for _, v := range r.Values {
		words = append(words, number(v))
	}
	return strings.Join(words, " ")
}

// Status is "ok" or "diverged".
func (r Row) Status() string {
	if r.Diverged {
		return "diverged"
	}
	return "ok"
}

// Equal says whether two rows are the same to the last bit.
func (r Row) Equal(s Row) bool {
	return r.Path == s.Path && r.Mark == s.Mark && r.Diverged == s.Diverged && slices.Equal(r.Values, s.Values)
}

var errRow = errors.New("lab: not a row")

// ParseRow reads what Row.String prints.
func (e *Experiment) ParseRow(text string) (r Row, err error) {
	f := strings.Fields(text)
	if len(f) != 3+e.width() || f[2] != "ok" && f[2] != "diverged" {
		return Row{}, errRow
	}
	r.Diverged = f[2] == "diverged"
	var err1, err2 error
	r.Path, err1 = strconv.Atoi(f[0])
	r.Mark, err2 = strconv.Atoi(f[1])
	if err1 != nil || err2 != nil || r.Path < 0 || r.Mark < 0 {
		return Row{}, errRow
	}
	at := 3
	for i := range e.Columns {
		for range e.Columns[i].numbers() {
			v, err := strconv.ParseFloat(f[at], 64)
			if err != nil && !math.IsInf(v, 0) || math.IsNaN(v) || e.Columns[i].Whole && (v != math.Trunc(v) || v < 0) {
				return Row{}, errRow
			}
			r.Values = append(r.Values, v)
			at++
		}
	}
	return r, nil
}

// width is the number of numbers of a row.
func (e *Experiment) width() (n int) {
	for i := range e.Columns {
		n += e.Columns[i].numbers()
	}
	return n
}

// Table holds the rows of a grid, each at its place.
type Table struct {
	grid    *Grid
	rows    []Row
	have    []bool
	done    int
	failed  map[int]string // why, by path
	kept    map[string]any // of Once
	timings map[int]Timing // by path
}

// NewTable returns the empty table of a grid.
func NewTable(g *Grid) *Table {
	return &Table{grid: g, rows: make([]Row, g.Cells()), have: make([]bool, g.Cells()), failed: map[int]string{}, kept: map[string]any{}, timings: map[int]Timing{}}
}

// Grid returns the table's grid.
func (t *Table) Grid() *Grid { return t.grid }

// Add puts a row in its place. The same row may come twice; a different one for the same cell is an error, as
// is one that is not of this grid: both mean that two programs disagree.
func (t *Table) Add(r Row) error {
	if r.Path < 0 || r.Path >= t.grid.Paths() || r.Mark < 0 || r.Mark >= len(t.grid.marks) || len(r.Values) != t.grid.of.width() {
		return errors.New("lab: the row of path " + strconv.Itoa(r.Path) + " is not of this grid")
	}
	i := r.Path*len(t.grid.marks) + r.Mark
	if t.have[i] {
		if !t.rows[i].Equal(r) {
			return errors.New("lab: path " + strconv.Itoa(r.Path) + " gave two different rows at " + t.grid.markWords(r.Mark))
		}
		return nil
	}
	t.rows[i], t.have[i] = r, true
	t.done++
	return nil
}

// markWords names a mark in a sentence.
func (g *Grid) markWords(mark int) string {
	if g.along == nil {
		return "its end"
	}
	return g.along.Name + "=" + strconv.FormatInt(g.marks[mark], 10)
}

// Fail says that a path cannot be completed, Again takes that back.
func (t *Table) Fail(path int, why string) { t.failed[path] = why }

// Again takes back what Fail said of a path.
func (t *Table) Again(path int) { delete(t.failed, path) }

// Row returns the row of a cell, and whether it has come.
func (t *Table) Row(path, mark int) (Row, bool) {
	i := path*len(t.grid.marks) + mark
	return t.rows[i], t.have[i]
}

// Done returns the number of rows that have come.
func (t *Table) Done() int { return t.done }

// PathDone says whether all rows of a path have come.
func (t *Table) PathDone(path int) bool {
	m := len(t.grid.marks)
	return !slices.Contains(t.have[path*m:(path+1)*m], false)
}

// Work returns the estimated work behind the rows that have come, in units of Grid.Cost.
func (t *Table) Work() (sum float64) {
	m := len(t.grid.marks)
	for path := range t.grid.Paths() {
		reached := m
		for reached > 0 && !t.have[path*m+reached-1] {
			reached--
		}
		switch {
		case reached == m:
			sum += t.grid.Cost(path)
		case reached > 0:
			sum += t.grid.Cost(path) * float64(t.grid.marks[reached-1]) / float64(t.grid.marks[m-1])
		}
	}
	return sum
}

// Once returns what it was given to keep under the key, and has it made the first time: predictions are dear.
func (t *Table) Once(key string, made func() any) any {
	v, ok := t.kept[key]
	if !ok {
		v = made()
		t.kept[key] = v
	}
	return v
}

// Column is the place of a column in Row.Values. It panics where there is none.
func (e *Experiment) Column(name string) int {
	at := 0
	for i := range e.Columns {
		if e.Columns[i].Name == name {
			return at
		}
		at += e.Columns[i].numbers()
	}
	panic("lab: " + e.Name + " has no column " + name)
}
