//go:build !js

package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"saddle/core/lab"
	"saddle/core/lab/all"
)

// readTable reads a table that sweep or the page has written.
func readTable(name string) ([]lab.Published, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var rows []lab.Published
	switch filepath.Ext(name) {
	case ".rows":
		rows, err = readJournal(f)
	case ".csv":
		rows, err = readCSV(f)
	case ".jsonl", ".json":
		rows, err = readJSON(f)
	default:
		err = errors.New("a table ends in .csv or .jsonl, a journal in .rows")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return rows, nil
}

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

func readCSV(r io.Reader) (rows []lab.Published, err error) {
	reader := csv.NewReader(r)
	reader.Comment = '#' // which says how the table was made
	lines, err := reader.ReadAll()
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	column := map[string]int{}
	for i, name := range lines[0] {
		column[name] = i // the last of a name: the axes come first
	}
	for i, line := range lines[1:] {
		p, err := readRow(func(name string) (string, bool) {
			at, ok := column[name]
			if !ok {
				return "", false
			}
			return line[at], true
		})
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		rows = append(rows, p)
	}
	return rows, nil
}

// resume puts the rows of a file that belong to the table's grid into the table, and counts those and the others: more
// seeds, say, than this grid asks for. A file without rows is an empty table.
func resume(table *lab.Table, name string) (taken, foreign int, err error) {
	rows, err := readTable(name)
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
		body, ok := journalBody(lines.Text())
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

// verify runs the rows of tables once more and compares them bit by bit. With a query it also asks that the
// tables together have exactly its rows.
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
	for _, name := range f.Args() {
		more, err := readTable(name)
		if err != nil {
			return err
		}
		rows = append(rows, more...)
	}
	if len(rows) == 0 {
		return errors.New("there is no row to verify")
	}
	if o.query != "" {
		if err := o.covers(rows, log); err != nil {
			return err
		}
	}
	differ, err := rerun(ctx, rows, &o, log)
	if err != nil {
		return err
	}
	for _, why := range differ {
		fmt.Fprintln(out, why)
	}
	if len(differ) > 0 {
		return fmt.Errorf("%d of %d rows differ", len(differ), len(rows))
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

// rerun runs each query of the rows to all its numbers of samples and says which rows differ.
func rerun(ctx context.Context, rows []lab.Published, o *options, log io.Writer) (differ []string, err error) {
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
			return nil, err
		}
		tables = append(tables, table)
	}
	if err := runTables(ctx, tables, o, log); err != nil {
		return nil, err
	}
	for i, query := range order {
		for mark, n := range tables[i].Grid().Marks() {
			got, _ := tables[i].Row(0, mark)
			for _, r := range byQuery[query] {
				if want := r.At(0, mark); r.Mark == n && !got.Equal(want) {
					differ = append(differ, fmt.Sprintf("%s at %d: the table says %v, this machine %v", query, n, want, got))
				}
			}
		}
	}
	return differ, nil
}
