//go:build !js

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"saddle/core/lab"
	"saddle/core/lab/all"
)

var errInterrupted = errors.New("interrupted; the finished cells are kept")

// options are the flags of a sweep.
type options struct {
	query, preset string
	shard         shard
	workers       int
	outs, plots   list
	resume        list
	quiet         bool
}

// list is a flag that may be given several times.
type list []string

// String joins the values by commas.
func (l *list) String() string { return strings.Join(*l, ",") }

// Set adds values, which commas separate.
func (l *list) Set(s string) error {
	*l = append(*l, strings.Split(s, ",")...)
	return nil
}

func (o *options) flags(name string, log io.Writer) *flag.FlagSet {
	f := flag.NewFlagSet("saddle "+name, flag.ContinueOnError)
	f.SetOutput(log)
	o.shard = shard{1, 1}
	f.StringVar(&o.query, "query", "", "what to run, as in a permalink; values may be lists and ranges")
	f.IntVar(&o.workers, "workers", runtime.NumCPU(), "runs at the same time")
	f.BoolVar(&o.quiet, "quiet", false, "no progress bar")
	return f
}

func sweep(ctx context.Context, args []string, out, log io.Writer) error {
	var o options
	f := o.flags("sweep", log)
	f.StringVar(&o.preset, "preset", "", "a grid with a name: "+presetNames())
	f.Var(&o.shard, "shard", "run only part i of n, as 1/4; the parts together are exactly the whole")
	f.Var(&o.outs, "out", "write the table to this file, .csv or .jsonl; may be repeated")
	f.Var(&o.plots, "plot", "draw the charts into this file, .svg, .png or .pdf; each chart's name is put before the ending")
	f.Var(&o.resume, "resume", "take the rows of these tables instead of running them; joins shards, too")
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		return fmt.Errorf("%q is one argument too many", f.Arg(0))
	}
	if err := o.named(); err != nil {
		return err
	}
	for _, name := range append(append(list{}, o.outs...), o.plots...) {
		if err := checkEnding(name, o.plots.has(name)); err != nil {
			return err
		}
	}
	table, err := o.table(log)
	if err != nil {
		return err
	}
	for _, name := range o.resume {
		taken, foreign, err := resume(table, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(log, "%s: %d rows%s\n", name, taken, also(foreign, " of another grid left out"))
	}
	var safe *journal
	if len(o.outs) > 0 {
		var taken int
		if safe, taken, err = openJournal(table, o.outs[0]); err != nil {
			return err
		}
		if taken > 0 {
			fmt.Fprintf(log, "%s: %d rows of a sweep that was ended\n", journalOf(o.outs[0]), taken)
		}
	}
	if len(o.resume) > 0 || table.Done() > 0 {
		o.announce(table, log)
	}
	runErr := runAll(ctx, table, safe, &o, log)
	if safe != nil {
		runErr = errors.Join(runErr, safe.close())
	}
	if runErr != nil && !errors.Is(runErr, errInterrupted) {
		return runErr
	}
	if err := o.write(table); err != nil {
		return err
	}
	if safe != nil && runErr == nil {
		if err := os.Remove(journalOf(o.outs[0])); err != nil {
			return err
		}
	}
	if len(o.outs) == 0 {
		fmt.Fprint(out, table.CSV())
	}
	tell(log, table.Report())
	return runErr
}

// named takes the grid of the preset, if one is named, before what the query says.
func (o *options) named() error {
	if o.preset == "" {
		return nil
	}
	p, ok := all.Preset(o.preset)
	if !ok {
		return fmt.Errorf("there is no preset %q; there are %s", o.preset, presetNames())
	}
	o.query = strings.Trim(p.Query+"&"+o.query, "&")
	return nil
}

// announce says what is left to run.
func (o *options) announce(table *lab.Table, log io.Writer) {
	grid, mine := table.Grid(), o.shard.of(table.Grid())
	paths, work, whole := 0, 0.0, 0.0
	for path := range grid.Paths() {
		if !mine[path] {
			continue
		}
		whole += grid.Cost(path)
		if !table.PathDone(path) {
			paths++
			work += grid.Cost(path)
		}
	}
	fmt.Fprintf(log, "%d of %d cells are there; %d of %d runs are left, %.0f %% of the work\n", table.Done(), grid.Cells(), paths, len(mine), 100*work/max(whole, 1))
}

// table opens the table of the grid and says what in the query was not taken as written.
func (o *options) table(log io.Writer) (*lab.Table, error) {
	grid, problems := all.Parse(o.query)
	for _, p := range problems {
		fmt.Fprintln(log, p.Message)
	}
	if len(problems) > 0 {
		return nil, errors.New("mend the query and try again")
	}
	return lab.NewTable(grid), nil
}

// run is a sweep of one path that prints its rows as they come.
func run(ctx context.Context, args []string, out, log io.Writer) error {
	var o options
	f := o.flags("run", log)
	if err := f.Parse(args); err != nil {
		return err
	}
	table, err := o.table(log)
	if err != nil {
		return err
	}
	grid := table.Grid()
	if grid.Paths() > 1 {
		return fmt.Errorf("the query has %d runs; use sweep", grid.Paths())
	}
	fmt.Fprintf(log, "%s\n", grid.RunQuery(0))
	fmt.Fprintln(out, strings.Join(grid.Experiment().Header(), ","))
	one := grid.Start(0)
	for {
		row, reached, done := one.Advance(256)
		if reached {
			fmt.Fprint(out, grid.Record(row))
			if row.Diverged {
				return errors.New("the run diverged; smaller step sizes may help")
			}
		}
		if done {
			return nil
		}
		if ctx.Err() != nil {
			return errInterrupted
		}
	}
}

// tell prints the fits in words.
func tell(log io.Writer, r lab.Report) {
	fmt.Fprintf(log, "%d of %d cells", r.Done, r.Cells)
	if r.Diverged > 0 {
		fmt.Fprintf(log, "; %d of %d runs diverged and are left out of the fits", r.Diverged, r.Runs)
	}
	fmt.Fprintln(log)
	for _, f := range r.Fits {
		fmt.Fprintln(log, f.Words)
	}
}

// write writes the table and the charts.
func (o *options) write(table *lab.Table) error {
	for _, name := range o.outs {
		text := table.CSV()
		if filepath.Ext(name) != ".csv" {
			text = table.JSONLines()
		}
		// First beside it, so that a table of before is whole until the new one is.
		if err := os.WriteFile(name+".part", []byte(text), 0o644); err != nil {
			return err
		}
		if err := os.Rename(name+".part", name); err != nil {
			return err
		}
	}
	for _, name := range o.plots {
		for _, chart := range table.Report().Charts {
			ending := filepath.Ext(name)
			if err := plotChart(chart, strings.TrimSuffix(name, ending)+"-"+chart.Name+ending); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l list) has(s string) bool {
	for _, v := range l {
		if v == s {
			return true
		}
	}
	return false
}

// checkEnding complains before the work and not after it.
func checkEnding(name string, plot bool) error {
	known := []string{".csv", ".jsonl"}
	if plot {
		known = []string{".svg", ".png", ".pdf"}
	}
	for _, ending := range known {
		if filepath.Ext(name) == ending {
			return nil
		}
	}
	return fmt.Errorf("%s must end in one of %s", name, strings.Join(known, ", "))
}

func presetNames() string { return strings.Join(all.PresetNames(), ", ") }
