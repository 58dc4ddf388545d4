package table

import (
	"math"
	"strconv"

	"saddle/core/ascii"
)

// Table is what was read of a text.
type Table struct {
	Columns []Column // all that there are, those that are left out too
	Rows    int      // of numbers, words and gaps
	Notes   []Note   // what was decided, in words

	unit   string // what places are counted by: lines of a text, or rows
	lines  []int32
	left   [reasons]left
	beyond int // rows after the first MaxRows
	kept   int
	whole  bool

	summary uint // the words of summaries that rows begin with
}

// Note is a sentence on how the text was read, and the choice that would read it otherwise, if there is one.
type Note struct {
	Text   string // the sentence
	Choice string // "comma=decimal", "comma=thousands", "header=no" or "header=yes"; empty: there is none
}

// Role is what a column is taken for.
type Role uint8

// The roles. Numbers alone are taken without being asked for.
const (
	Numbers  Role = iota // numbers that vary
	Words                // mostly words
	Empty                // nothing in it
	Counting             // it counts the rows
	Constant             // always the same number
	Sparse               // mostly gaps
	Surplus              // there are more columns of numbers than can be taken
)

// Column is one of a table.
type Column struct {
	Place  int      // counted from 1
	Name   string   // of the header; empty without one
	Role   Role     // what it is taken for
	First  []string // its first fields as they stand
	values []float64

	keep                        bool
	otherwise                   bool // most of its fields are numbers, but for the meaning of the comma
	numbers, gaps, words, vasts int
	bad                         example // the first field that is no number
	percent, money, account     bool
}

// example is a field and where it stands.
type example struct {
	line int
	text string
	kind kind
}

// shown is how many first fields of a column are kept.
const shown = 5

// Why rows are left out, whatever columns are taken.
const (
	tooLong = iota
	tooShort
	repeatedHeader
	aTotal
	reasons
)

// left counts rows that are left out.
type left struct{ rows, first int }

func (t *Table) leave(why, line int) {
	l := &t.left[why]
	if l.rows++; l.rows == 1 {
		l.first = line
	}
}

func (t *Table) note(text string) { t.Notes = append(t.Notes, Note{Text: text}) }

// totals begin rows that are sums of others.
var totals = []string{"total", "grand total", "subtotal", "sum", "mean", "average", "avg", "summe", "gesamt", "mittelwert", "somme", "moyenne", "suma", "media", "totale", "totaal"}

// total says whether a word names a row of sums.
func (t *Table) total(text []byte) bool {
	if len(text) < 3 || len(text) > 14 || text[0] < 'A' {
		return false
	}
	word := ascii.TrimRight(ascii.Lower(string(text)), " :")
	for _, w := range totals {
		if word == w {
			return true
		}
	}
	return false
}

// summaries begin the rows of a summary, which are no samples.
var summaries = []string{"count", "mean", "std", "min", "max", "50%", "median", "1st qu.", "3rd qu.", "sd", "n", "min.", "max."}

// summarises notes words that begin the rows of a summary.
func (t *Table) summarises(text []byte) {
	if len(text) == 0 || len(text) > 8 || t.Rows > len(summaries) {
		return
	}
	word := ascii.Lower(string(text))
	for k, w := range summaries {
		if word == w {
			t.summary |= 1 << k
		}
	}
}

// add appends a field.
func (c *Column) add(text []byte, line int, m marks, factor float64) {
	if len(c.First) < shown {
		c.First = append(c.First, string(text))
	}
	v, b, k := m.number(text)
	if v *= factor; k == isNumber && !(math.Abs(v) <= largest) {
		k = isInfinite
	}
	switch k {
	case isNumber:
		c.numbers++
		c.percent = c.percent || b.percent
		c.money = c.money || b.money
		c.account = c.account || b.account
	case isGap:
		c.gaps++
	case isText:
		c.words++
	case isInfinite:
		c.vasts++
	}
	if k != isNumber {
		v = gap
		if c.bad.line == 0 {
			c.bad = example{line, string(text), k}
		}
	}
	if c.keep {
		c.values = append(c.values, v)
	}
}

// roles finds what each column is for.
func (t *Table) roles(h heading) {
	usual := 0
	for k := range t.Columns {
		c := &t.Columns[k]
		switch {
		case c.numbers+c.words+c.vasts == 0:
			c.Role = Empty
		case c.numbers == 0 || c.words > max(1, (c.numbers+c.words)/5):
			c.Role = Words
		case t.Rows >= 4 && 2*c.numbers < t.Rows:
			c.Role = Sparse
		case c.numbers > 1 && c.constant():
			c.Role = Constant
		default:
			c.Role = Numbers
			usual++
		}
	}
	missing := 0
	for _, l := range t.left {
		missing += l.rows
	}
	for k := range t.Columns {
		if c := &t.Columns[k]; c.Role == Numbers && usual > 1 && c.counts(h, t.Rows, missing) {
			c.Role = Counting
			usual--
		}
	}
	usual = 0
	for k := range t.Columns {
		c := &t.Columns[k]
		if c.Role != Numbers {
			continue
		}
		if usual++; usual > MaxColumns || !c.keep {
			c.Role = Surplus
		}
	}
}

// MaxColumns is how many columns are taken at most.
const MaxColumns = 128

func (c *Column) constant() bool {
	first := gap
	for _, v := range c.values {
		if math.IsNaN(v) {
			continue
		}
		if math.IsNaN(first) {
			first = v
		}
		if v != first {
			return false
		}
	}
	return true
}

// counters are names of columns that count rows, in lower case.
var counters = []string{"index", "id", "no", "no.", "nr", "nr.", "num", "number", "row", "rowid", "row id", "row.names", "rownames", "rowname", "#", "n°", "nº", "obs",
	"obs.", "case", "record", "unnamed: 0", "...1", "level_0", "lfd. nr.", "lfd.nr.", "sample"}

// counts says whether the column counts the rows: by one, from 0 or 1 where nothing but that tells so; by any whole steps in
// one direction where it has no name among named ones, or the name of a count.
func (c *Column) counts(h heading, rows, missing int) bool {
	if c.numbers < rows || rows < 2 || !c.keep {
		return false
	}
	first, last := c.values[0], c.values[rows-1]
	rises, falls := true, true
	for k, v := range c.values {
		if v != math.Trunc(v) || math.Abs(v) > 1<<53 {
			return false
		}
		if k > 0 {
			rises, falls = rises && v > c.values[k-1], falls && v < c.values[k-1]
		}
	}
	ones := rises && last-first <= float64(rows-1+missing) // but for rows that are left out
	if h.names == nil {
		return ones && rows >= 4 && (first == 0 || first == 1)
	}
	if c.Name == "" {
		return rises || falls
	}
	name := ascii.Lower(c.Name)
	for _, w := range counters {
		if name == w {
			return ones
		}
	}
	return false
}

// Default returns the columns, by their index in Columns, that are taken if nobody chooses.
func (t *Table) Default() (use []int) {
	for k := range t.Columns {
		if t.Columns[k].Role == Numbers {
			use = append(use, k)
		}
	}
	if use != nil {
		return use
	}
	for k := range t.Columns { // better one that will not do, and that it is said why
		if r := t.Columns[k].Role; (r == Constant || r == Counting || r == Sparse) && t.Columns[k].CanTake() {
			use = append(use, k)
		}
	}
	return use
}

// CanTake says whether a column has numbers to be taken.
func (c *Column) CanTake() bool { return c.keep && c.numbers > 0 }

// Label is the name of a column, or one by its place.
func (c *Column) Label() string {
	if c.Name != "" {
		return c.Name
	}
	return "column " + strconv.Itoa(c.Place)
}

// Each calls f with the numbers of the given columns of every row that has them all, and the line or row of the text where it
// stands. It returns how many rows have not.
func (t *Table) Each(use []int, f func(row []float64, line int)) (gaps int) {
	row := make([]float64, len(use))
	for i := range t.Rows {
		whole := true
		for j, k := range use {
			row[j] = t.Columns[k].values[i]
			whole = whole && !math.IsNaN(row[j])
		}
		if !whole {
			gaps++
			continue
		}
		f(row, int(t.lines[i]))
	}
	return gaps
}
