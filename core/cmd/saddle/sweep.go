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

	"saddle/core/cmd/internal/keep"
	"saddle/core/lab"
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
	f.StringVar(&o.preset, "preset", "", "a grid with a name: "+keep.PresetNames())
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
	if err := o.checkEndings(); err != nil {
		return err
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
	safe, err := o.journal(table, log)
	if err != nil {
		return err
	}
	if len(o.resume) > 0 || table.Done() > 0 {
		o.announce(table, log)
	}
	runErr := runAll(ctx, table, safe, &o, log)
	if safe != nil {
		runErr = errors.Join(runErr, safe.Close())
	}
	if runErr != nil && !errors.Is(runErr, errInterrupted) {
		return runErr
	}
	if err := o.write(table); err != nil {
		return err
	}
	if safe != nil && runErr == nil {
		if err := os.Remove(keep.JournalOf(o.outs[0])); err != nil {
			return err
		}
	}
	if len(o.outs) == 0 {
		fmt.Fprint(out, table.CSV())
	}
	keep.Tell(log, table.Report())
	return runErr
}

// journal opens that of the first table that is written, nil where none is, and says what it has already.
func (o *options) journal(table *lab.Table, log io.Writer) (*keep.Journal, error) {
	if len(o.outs) == 0 {
		return nil, nil
	}
	safe, taken, err := keep.OpenJournal(table, o.outs[0])
	if err == nil && taken > 0 {
		fmt.Fprintf(log, "%s: %d rows of a sweep that was ended\n", keep.JournalOf(o.outs[0]), taken)
	}
	return safe, err
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
func (o *options) table(log io.Writer) (*lab.Table, error) { return keep.Open(o.preset, o.query, log) }

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

// write writes the table and the charts.
func (o *options) write(table *lab.Table) error {
	for _, name := range o.outs {
		if err := keep.Write(table, name); err != nil {
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

// checkEndings complains before the work and not after it.
func (o *options) checkEndings() error {
	var err error
	for _, name := range o.outs {
		err = errors.Join(err, keep.CheckEnding(name, keep.Tables...))
	}
	for _, name := range o.plots {
		err = errors.Join(err, keep.CheckEnding(name, ".svg", ".png", ".pdf"))
	}
	return err
}
