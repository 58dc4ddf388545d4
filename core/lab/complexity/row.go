package complexity

import (
	"errors"
	"strconv"
	"strings"
)

// Row is what one cell yields.
type Row struct {
	Path, Mark     int     // which cell: Mark counts the grid's Marks
	Diverged       bool    // the run left its bounds
	Samples, Steps int64   // target samples used, whitening included, and iterations; Samples ≥ the mark by less than a minibatch
	TV             float64 // total variation of the judged law from the target; for FixedSamples ‖AAᵀ − A_*A_*ᵀ‖_F
	Floor          float64 // that of the sample covariance of the same samples, 0 for FixedSamples
	Error          float64 // ‖Σ_*^{−1/2} Σ Σ_*^{−1/2} − I‖²_F of the judged covariance
	FloorError     float64 // the same of the sample covariance
}

// String prints the row on one line, with all digits, as ParseRow reads it.
func (r Row) String() string {
	state := "ok"
	if r.Diverged {
		state = "diverged"
	}
	return strings.Join([]string{strconv.Itoa(r.Path), strconv.Itoa(r.Mark), state, strconv.FormatInt(r.Samples, 10),
		strconv.FormatInt(r.Steps, 10), number(r.TV), number(r.Floor), number(r.Error), number(r.FloorError)}, " ")
}

var errRow = errors.New("complexity: not a row")

// ParseRow reads what Row.String prints.
func ParseRow(text string) (r Row, err error) {
	f := strings.Fields(text)
	if len(f) != 9 || f[2] != "ok" && f[2] != "diverged" {
		return Row{}, errRow
	}
	r.Diverged = f[2] == "diverged"
	bad := false
	whole := func(s string) int64 {
		v, err := strconv.ParseInt(s, 10, 64)
		bad = bad || err != nil || v < 0
		return v
	}
	real := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		bad = bad || err != nil || !(v >= 0)
		return v
	}
	r.Path, r.Mark, r.Samples, r.Steps = int(whole(f[0])), int(whole(f[1])), whole(f[3]), whole(f[4])
	r.TV, r.Floor, r.Error, r.FloorError = real(f[5]), real(f[6]), real(f[7]), real(f[8])
	if bad {
		return Row{}, errRow
	}
	return r, nil
}

// Table holds the rows of a grid, each at its place.
type Table struct {
	grid   *Grid
	rows   []Row
	have   []bool
	done   int
	failed map[int]string // why, by path
	told   []*prediction  // by path, from its first row on
	known  map[string]*prediction
}

// NewTable returns the empty table of a grid.
func NewTable(g *Grid) *Table {
	return &Table{grid: g, rows: make([]Row, g.Cells()), have: make([]bool, g.Cells()), failed: map[int]string{}, told: make([]*prediction, g.Paths()), known: map[string]*prediction{}}
}

// Grid returns the table's grid.
func (t *Table) Grid() *Grid { return t.grid }

// Add puts a row in its place. The same row may come twice; a different one for the same cell is an error, as
// is one that is not of this grid: both mean that two programs disagree.
func (t *Table) Add(r Row) error {
	if r.Path < 0 || r.Path >= t.grid.Paths() || r.Mark < 0 || r.Mark >= len(t.grid.marks) {
		return errors.New("complexity: the row of path " + strconv.Itoa(r.Path) + " is not of this grid")
	}
	i := r.Path*len(t.grid.marks) + r.Mark
	if t.have[i] {
		if t.rows[i] != r {
			return errors.New("complexity: path " + strconv.Itoa(r.Path) + " gave two different rows at n=" +
				strconv.FormatInt(t.grid.marks[r.Mark], 10))
		}
		return nil
	}
	t.rows[i], t.have[i] = r, true
	if t.told[r.Path] == nil {
		t.told[r.Path] = t.prediction(r.Path)
	}
	t.done++
	return nil
}

// Fail says that a path cannot be completed.
func (t *Table) Fail(path int, why string) { t.failed[path] = why }

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
	for _, have := range t.have[path*m : (path+1)*m] {
		if !have {
			return false
		}
	}
	return true
}
