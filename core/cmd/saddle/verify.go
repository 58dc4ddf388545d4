//go:build !js

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"saddle/core/cmd/internal/keep"
	"saddle/core/lab"
	"saddle/core/lab/all"
	"saddle/core/table"
)

// readTable reads a table that sweep or the page has written, or that a spreadsheet has saved anew; digits is how many its
// numbers have, at most.
func readTable(name string) (rows []lab.Published, digits int, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	digits = exact
	switch strings.ToLower(filepath.Ext(name)) {
	case ".rows":
		rows, err = readJournal(f)
	case ".csv", ".tsv", ".txt":
		rows, digits, err = readCSV(f)
	case ".jsonl", ".json":
		rows, err = readJSON(f)
	default:
		err = errors.New("a table ends in .csv or .jsonl, a journal in .rows")
	}
	if err != nil {
		return nil, 0, fmt.Errorf("%s: %w", name, err)
	}
	return rows, digits, nil
}

// exact is how many digits a float64 needs at most.
const exact = 17

func readJSON(r io.Reader) (rows []lab.Published, err error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var object map[string]json.RawMessage
		if err := json.Unmarshal(lines.Bytes(), &object); err != nil {
			return nil, fmt.Errorf("line %d: %w", len(rows)+1, err)
		}
		p, err := readRow(func(name string) (string, bool) {
			raw, ok := object[name]
			return plain(raw), ok
		})
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", len(rows)+1, err)
		}
		rows = append(rows, p)
	}
	return rows, lines.Err()
}

// plain is a JSON value as a field of a CSV file: a string without its quotes, a list with spaces between its numbers.
func plain(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return strings.ReplaceAll(strings.Trim(string(raw), "[]"), ",", " ")
}

// readRow reads a row of the experiment that its query names.
func readRow(field func(name string) (string, bool)) (lab.Published, error) {
	query, ok := field("query")
	if !ok {
		return lab.Published{}, errors.New("there is no column query")
	}
	g, _ := all.Parse(query)
	return g.Experiment().Read(field)
}

// readCSV reads lines with any separator and decimal mark: what stands above the names of the columns is a remark.
func readCSV(r io.Reader) (rows []lab.Published, digits int, err error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, 0, err
	}
	lines, problem := table.Fields(text)
	if problem != "" {
		return nil, 0, errors.New(problem)
	}
	if len(lines) == 0 {
		return nil, 0, nil
	}
	for len(lines) > 0 && !slices.Contains(lines[0], "query") {
		lines = lines[1:]
	}
	if len(lines) == 0 {
		return nil, 0, errors.New("there is no column query")
	}
	column := map[string]int{}
	for i, name := range lines[0] {
		column[name] = i // the last of a name: the axes come first
	}
	for i, line := range lines[1:] {
		p, err := readRow(func(name string) (string, bool) {
			at, ok := column[name]
			if !ok || at >= len(line) {
				return "", ok
			}
			if name != "query" {
				digits = max(digits, significant(line[at]))
			}
			return line[at], true
		})
		if err != nil {
			return nil, 0, fmt.Errorf("row %d: %w", i+1, err)
		}
		rows = append(rows, p)
	}
	return rows, digits, nil
}

// significant counts the digits of the longest number in a field, without zeros before them.
func significant(field string) (most int) {
	for _, word := range strings.Fields(field) {
		mantissa, _, _ := strings.Cut(strings.ToLower(word), "e")
		digits := strings.TrimLeft(strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, mantissa), "0")
		most = max(most, len(digits))
	}
	return most
}

// rounded says whether a row is another one whose numbers were written with so many digits, rounded or cut off.
func rounded(row, other lab.Row, digits int) bool {
	if digits < 6 || digits >= exact || row.Diverged != other.Diverged || len(row.Values) != len(other.Values) {
		return false
	}
	for i, v := range row.Values {
		unit := math.Pow(10, math.Floor(math.Log10(math.Abs(other.Values[i])))+1-float64(digits))
		if v != other.Values[i] && !(math.Abs(v-other.Values[i]) <= unit*(1+1e-6)) {
			return false
		}
	}
	return true
}

// resume puts the rows of a file that belong to the table's grid into the table, and counts those and the others: more
// seeds, say, than this grid asks for. A file without rows is an empty table.
func resume(table *lab.Table, name string) (taken, foreign int, err error) {
	rows, _, err := readTable(name)
	if err != nil {
		return 0, 0, err
	}
	grid := table.Grid()
	paths, marks := map[string]int{}, map[int64]int{}
	for path := range grid.Paths() {
		paths[grid.RunQuery(path)] = path
	}
	for i, n := range grid.Marks() {
		marks[n] = i
	}
	for i := range rows {
		path, ok1 := paths[rows[i].Query]
		mark, ok2 := marks[rows[i].Mark]
		if !ok1 || !ok2 {
			foreign++
			continue
		}
		if err := table.Add(rows[i].At(path, mark)); err != nil {
			return taken, foreign, fmt.Errorf("%s: %w", name, err)
		}
		taken++
	}
	return taken, foreign, nil
}

// readJournal reads the rows of a sweep that was ended.
func readJournal(r io.Reader) (rows []lab.Published, err error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	var grid *lab.Grid
	for lines.Scan() {
		body, ok := keep.Body(lines.Text())
		if !ok {
			break // it was being written
		}
		if grid == nil {
			grid, _ = all.Parse(strings.TrimPrefix(body, "grid "))
			continue
		}
		row, err := grid.Experiment().ParseRow(body)
		if err != nil || row.Path >= grid.Paths() || row.Mark >= len(grid.Marks()) {
			return nil, errors.New("a row that is not of its grid")
		}
		rows = append(rows, lab.Published{Query: grid.RunQuery(row.Path), Mark: grid.Marks()[row.Mark], Row: row})
	}
	return rows, lines.Err()
}

// verify runs the rows of tables once more and compares them bit by bit; tables that were rounded when they were saved anew,
// digit by digit. With a query it also asks that the tables together have exactly its rows.
func verify(ctx context.Context, args []string, out, log io.Writer) error {
	var o options
	f := o.flags("verify", log)
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() == 0 {
		return errors.New("say which table: saddle verify table.csv")
	}
	var rows []lab.Published
	digits := 0
	for _, name := range f.Args() {
		more, has, err := readTable(name)
		if err != nil {
			return err
		}
		rows, digits = append(rows, more...), max(digits, has)
	}
	if len(rows) == 0 {
		return errors.New("there is no row to verify")
	}
	if o.query != "" {
		if err := o.covers(rows, log); err != nil {
			return err
		}
	}
	differ, near, err := rerun(ctx, rows, digits, &o, log)
	if err != nil {
		return err
	}
	for _, why := range differ {
		fmt.Fprintln(out, why)
	}
	if len(differ) > 0 {
		return fmt.Errorf("%d of %d rows differ", len(differ), len(rows))
	}
	if near > 0 {
		fmt.Fprintf(out, "%d rows, equal to %d digits: this table was rounded\n", len(rows), digits)
		return nil
	}
	fmt.Fprintf(out, "%d rows, the same to the last bit\n", len(rows))
	return nil
}

// covers complains unless the rows are those of the query's grid, each once or more.
func (o *options) covers(rows []lab.Published, log io.Writer) error {
	table, err := o.table(log)
	if err != nil {
		return err
	}
	grid, want := table.Grid(), map[string]bool{}
	key := func(query string, mark int64) string {
		return query + " " + grid.Experiment().Along + "=" + strconv.FormatInt(mark, 10)
	}
	for path := range grid.Paths() {
		for _, n := range grid.Marks() {
			want[key(grid.RunQuery(path), n)] = true
		}
	}
	have := map[string]bool{}
	for _, r := range rows {
		k := key(r.Query, r.Mark)
		if !want[k] {
			return fmt.Errorf("the table has a row that the query does not ask for: %s", k)
		}
		have[k] = true
	}
	if missing := len(want) - len(have); missing > 0 {
		return fmt.Errorf("the table lacks %d of the query's %d rows", missing, len(want))
	}
	return nil
}

// rerun runs each query of the rows to all its numbers of samples and says which rows differ, and how many are equal but for
// rounding to so many digits.
func rerun(ctx context.Context, rows []lab.Published, digits int, o *options, log io.Writer) (differ []string, near int, err error) {
	byQuery := map[string][]lab.Published{}
	var order []string
	for _, r := range rows {
		if _, ok := byQuery[r.Query]; !ok {
			order = append(order, r.Query)
		}
		byQuery[r.Query] = append(byQuery[r.Query], r)
	}
	var tables []*lab.Table
	for _, query := range order {
		var marks []string
		for _, r := range byQuery[query] {
			marks = append(marks, strconv.FormatInt(r.Mark, 10))
		}
		g, _ := all.Parse(query)
		if along := g.Experiment().Along; along != "" {
			query = strings.Trim(query+"&"+along+"="+strings.Join(marks, ","), "&")
		}
		one := options{query: query}
		table, err := one.table(log)
		if err != nil {
			return nil, 0, err
		}
		tables = append(tables, table)
	}
	if err := runTables(ctx, tables, o, log); err != nil {
		return nil, 0, err
	}
	for i, query := range order {
		for mark, n := range tables[i].Grid().Marks() {
			got, _ := tables[i].Row(0, mark)
			for _, r := range byQuery[query] {
				want := r.At(0, mark)
				switch {
				case r.Mark != n || got.Equal(want):
				case rounded(want, got, digits):
					near++
				default:
					differ = append(differ, fmt.Sprintf("%s at %d: the table says %v, this machine %v", query, n, want, got))
				}
			}
		}
	}
	return differ, near, nil
}
