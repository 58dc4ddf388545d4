//go:build !js

package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"saddle/core/cmd/internal/keep"
	"saddle/core/lab"
)

// join makes one table of parts and runs nothing. It says which cells are missing, and does not take what is of another
// grid or in conflict.
func join(args []string, out, log io.Writer) error {
	var o options
	f := o.flags("join", log)
	f.StringVar(&o.preset, "preset", "", "the grid, by its name: "+keep.PresetNames())
	f.Var(&o.outs, "out", "write the table to this file, .csv or .jsonl; may be repeated")
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() == 0 {
		return errors.New("say which parts: saddle join -query … -out all.csv part-*.jsonl")
	}
	if err := o.checkEndings(); err != nil {
		return err
	}
	if o.query == "" && o.preset == "" {
		return errors.New("say of which grid, with -query or -preset: the parts alone do not tell what is missing")
	}
	table, err := o.table(log)
	if err != nil {
		return err
	}
	foreign := 0
	for _, name := range f.Args() {
		taken, left, err := resume(table, name)
		if err != nil {
			return err
		}
		foreign += left
		fmt.Fprintf(log, "%s: %d rows%s\n", name, taken, also(left, " of another grid left out"))
	}
	if err := o.write(table); err != nil {
		return err
	}
	if len(o.outs) == 0 {
		fmt.Fprint(out, table.CSV())
	}
	if missing := missingCells(table); len(missing) > 0 {
		const most = 20
		for _, cell := range missing[:min(most, len(missing))] {
			fmt.Fprintln(log, "missing:", cell)
		}
		return fmt.Errorf("%d of %d cells are missing%s", len(missing), table.Grid().Cells(), also(max(0, len(missing)-most), " of them not listed"))
	}
	if foreign > 0 {
		return fmt.Errorf("the table is whole, but %d rows were of another grid", foreign)
	}
	return nil
}

// also is a number with words behind it, nothing for 0.
func also(n int, words string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %d%s", n, words)
}

// missingCells names the cells that have no row.
func missingCells(table *lab.Table) (names []string) {
	grid := table.Grid()
	for path := range grid.Paths() {
		if table.PathDone(path) {
			continue
		}
		for mark, n := range grid.Marks() {
			if _, ok := table.Row(path, mark); !ok {
				names = append(names, strings.TrimSpace(fmt.Sprintf("%s %s=%d", grid.RunQuery(path), grid.Experiment().Along, n)))
			}
		}
	}
	return names
}
