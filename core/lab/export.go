package lab

import (
	"math"
	"strconv"
	"strings"

	"saddle/core/jsontext"
)

// CSV prints the rows that have come, in the order of the grid, all digits: a header, then for each row the values of
// the axes, the mark, the numbers of the columns, the status, and the query of its run. A list is one field, its numbers
// separated by spaces.
func (t *Table) CSV() string {
	var b strings.Builder
	g := t.grid
	var names []string
	for i := range g.axes {
		names = append(names, g.axes[i].param.Name)
	}
	b.WriteString(strings.Join(append(names, g.of.Header()...), ",") + "\n")
	for path := range g.Paths() {
		t.eachRow(path, func(query string, r Row) {
			for i := range g.axes {
				b.WriteString(quoted(g.axes[i].values[g.digitAt(path, i)]) + ",")
			}
			b.WriteString(g.record(query, r))
		})
	}
	return b.String()
}

// Record prints one row as CSV does, without the axes, with its line break: the fields of Header.
func (g *Grid) Record(r Row) string { return g.record(g.RunQuery(r.Path), r) }

func (g *Grid) record(query string, r Row) string {
	var b strings.Builder
	if g.along != nil {
		b.WriteString(strconv.FormatInt(g.marks[r.Mark], 10) + ",")
	}
	g.of.each(r, func(c *Column, values []float64) {
		for k, v := range values {
			if k > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(c.text(v))
		}
		b.WriteByte(',')
	})
	b.WriteString(r.Status() + "," + quoted(query) + "\n")
	return b.String()
}

// Header names the fields of a table after those of the grid's axes: the mark, the columns, status and query.
func (e *Experiment) Header() (names []string) {
	if e.Along != "" {
		names = append(names, e.Along)
	}
	for i := range e.Columns {
		names = append(names, e.Columns[i].Name)
	}
	return append(names, "status", "query")
}

// JSONLines prints the same as one JSON object per line, the query first and without the axes, which are in it.
func (t *Table) JSONLines() string {
	var b strings.Builder
	for path := range t.grid.Paths() {
		t.eachRow(path, func(query string, r Row) { b.WriteString(t.grid.line(query, r)) })
	}
	return b.String()
}

// Line prints one row as JSONLines does, with its line break.
func (g *Grid) Line(r Row) string { return g.line(g.RunQuery(r.Path), r) }

func (g *Grid) line(query string, r Row) string {
	var w jsontext.Writer
	w.Object(func() {
		w.Key("query").Text(query)
		if g.along != nil {
			w.Key(g.along.Name).Integer(g.marks[r.Mark])
		}
		g.of.each(r, func(c *Column, values []float64) {
			switch w.Key(c.Name); {
			case c.Width > 0:
				w.Numbers(values)
			case c.Whole:
				w.Integer(int64(values[0]))
			default:
				w.Number(values[0])
			}
		})
		w.Key("status").Text(r.Status())
	})
	w.WriteByte('\n')
	return w.String()
}

// each hands the numbers of each column.
func (e *Experiment) each(r Row, f func(c *Column, values []float64)) {
	at := 0
	for i := range e.Columns {
		c := &e.Columns[i]
		f(c, r.Values[at:at+c.numbers()])
		at += c.numbers()
	}
}

// text prints one number of the column, all digits.
func (c *Column) text(v float64) string {
	if c.Whole && math.Abs(v) < 1<<53 {
		return strconv.FormatInt(int64(v), 10)
	}
	return number(v)
}

func (t *Table) eachRow(path int, f func(query string, r Row)) {
	query, known := "", false
	for mark := range t.grid.marks {
		if r, ok := t.Row(path, mark); ok {
			if !known {
				query, known = t.grid.RunQuery(path), true
			}
			f(query, r)
		}
	}
}

// quoted is a field of a CSV file.
func quoted(s string) string {
	if !strings.ContainsAny(s, ",\"\n") {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}
