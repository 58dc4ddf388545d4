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

	"saddle/core/lab/complexity"
)

// published is one row of a table in a file.
type published struct {
	Query      string  `json:"query"`
	N          int64   `json:"n"`
	Samples    int64   `json:"samples"`
	Steps      int64   `json:"steps"`
	TV         float64 `json:"tv"`
	Floor      float64 `json:"floor"`
	Error      float64 `json:"error"`
	FloorError float64 `json:"floorError"`
	Status     string  `json:"status"`
}

// row is the row of a table at a place.
func (p *published) row(path, mark int) complexity.Row {
	return complexity.Row{Path: path, Mark: mark, Diverged: p.Status == "diverged", Samples: p.Samples, Steps: p.Steps,
		TV: p.TV, Floor: p.Floor, Error: p.Error, FloorError: p.FloorError}
}

// readTable reads a table that sweep or the page has written.
func readTable(name string) ([]published, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var rows []published
	switch filepath.Ext(name) {
	case ".csv":
		rows, err = readCSV(f)
	case ".jsonl", ".json":
		rows, err = readJSON(f)
	default:
		err = errors.New("a table ends in .csv or .jsonl")
	}
	if err == nil && len(rows) == 0 {
		err = errors.New("there is no row in it")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return rows, nil
}

func readJSON(r io.Reader) (rows []published, err error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var p published
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			return nil, fmt.Errorf("line %d: %w", len(rows)+1, err)
		}
		rows = append(rows, p)
	}
	return rows, lines.Err()
}

func readCSV(r io.Reader) (rows []published, err error) {
	all, err := csv.NewReader(r).ReadAll()
	if err != nil || len(all) == 0 {
		return nil, err
	}
	column := map[string]int{}
	for i, name := range all[0] {
		column[name] = i // the last of a name: the axes come first
	}
	for _, name := range []string{"query", "n", "samples", "steps", "tv", "floor", "error", "floorError", "status"} {
		if _, ok := column[name]; !ok {
			return nil, fmt.Errorf("there is no column %s", name)
		}
	}
	for i, line := range all[1:] {
		var errs []error
		whole := func(name string) int64 {
			v, err := strconv.ParseInt(line[column[name]], 10, 64)
			errs = append(errs, err)
			return v
		}
		real := func(name string) float64 {
			v, err := strconv.ParseFloat(line[column[name]], 64)
			errs = append(errs, err)
			return v
		}
		rows = append(rows, published{Query: line[column["query"]], N: whole("n"), Samples: whole("samples"), Steps: whole("steps"), TV: real("tv"),
			Floor: real("floor"), Error: real("error"), FloorError: real("floorError"), Status: line[column["status"]]})
		if err := errors.Join(errs...); err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
	}
	return rows, nil
}

// resume puts the rows of a file that belong to the table's grid into the table.
func resume(table *complexity.Table, name string) error {
	rows, err := readTable(name)
	if err != nil {
		return err
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
		mark, ok2 := marks[rows[i].N]
		if !ok1 || !ok2 {
			continue // of another grid: more seeds or samples than this one asks for
		}
		if err := table.Add(rows[i].row(path, mark)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
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
	var rows []published
	for _, name := range f.Args() {
		more, err := readTable(name)
		if err != nil {
			return err
		}
		rows = append(rows, more...)
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
func (o *options) covers(rows []published, log io.Writer) error {
	table, err := o.table(log)
	if err != nil {
		return err
	}
	grid, want := table.Grid(), map[string]bool{}
	key := func(query string, n int64) string { return query + " n=" + strconv.FormatInt(n, 10) }
	for path := range grid.Paths() {
		for _, n := range grid.Marks() {
			want[key(grid.RunQuery(path), n)] = true
		}
	}
	have := map[string]bool{}
	for _, r := range rows {
		k := key(r.Query, r.N)
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
func rerun(ctx context.Context, rows []published, o *options, log io.Writer) (differ []string, err error) {
	byQuery := map[string][]published{}
	var order []string
	for _, r := range rows {
		if _, ok := byQuery[r.Query]; !ok {
			order = append(order, r.Query)
		}
		byQuery[r.Query] = append(byQuery[r.Query], r)
	}
	var tables []*complexity.Table
	for _, query := range order {
		var marks []string
		for _, r := range byQuery[query] {
			marks = append(marks, strconv.FormatInt(r.N, 10))
		}
		one := options{query: strings.Trim(query+"&n="+strings.Join(marks, ","), "&")}
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
				if want := r.row(0, mark); r.N == n && got != want {
					differ = append(differ, fmt.Sprintf("%s at n=%d: the table says %v, this machine %v", query, n, want, got))
				}
			}
		}
	}
	return differ, nil
}
