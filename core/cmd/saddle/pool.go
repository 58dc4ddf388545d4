//go:build !js

package main

import (
	"context"
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"saddle/core/cmd/internal/keep"
	"saddle/core/lab"
)

// runAll runs the paths of the table's grid that the shard has and the table lacks, on several cores. Every row is in the
// journal, if there is one, before it is in the table. After an interruption the table holds every row that had come.
func runAll(ctx context.Context, table *lab.Table, safe *keep.Journal, o *options, log io.Writer) error {
	grid := table.Grid()
	mine := o.shard.of(grid)
	var todo []int
	var work float64
	for _, path := range grid.Order() {
		if mine[path] && !table.PathDone(path) {
			todo = append(todo, path)
			work += grid.Cost(path)
		}
	}
	bar := newBar(work, o, log)
	paths, rows := make(chan int), make(chan news)
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var workers sync.WaitGroup
	count := o.workers
	if grid.MostHands() > 0 {
		count = 1 // the hands are many enough, and are timed
	}
	for range max(1, min(count, len(todo))) {
		workers.Go(func() {
			for path := range paths {
				runPath(ctx, grid, path, rows)
			}
		})
	}
	go func() {
		defer close(rows)
		defer workers.Wait()
		deal(ctx, todo, paths)
	}()
	for row := range rows {
		if row.timing != nil {
			table.Timed(row.Path, *row.timing)
			continue
		}
		if err := enter(table, safe, row.Row); err != nil {
			stop(err)
			go func() { // the workers end by themselves
				for range rows {
				}
			}()
			return err
		}
		bar.add(workOf(grid, row.Row))
	}
	bar.end()
	if ctx.Err() != nil {
		return errInterrupted
	}
	return nil
}

// deal hands out paths to whoever takes them, until all are or ctx ends, and closes the channel.
func deal(ctx context.Context, todo []int, paths chan<- int) {
	defer close(paths)
	for _, path := range todo {
		select {
		case paths <- path:
		case <-ctx.Done():
			return
		}
	}
}

// enter takes a row into the table, and into the journal unless that has it already.
func enter(table *lab.Table, safe *keep.Journal, row lab.Row) error {
	_, had := table.Row(row.Path, row.Mark) // of a path that a journal has in part
	err := table.Add(row)
	if err == nil && safe != nil && !had {
		err = safe.Add(row)
	}
	return err
}

// workOf is the share of its path's cost that a row stands for.
func workOf(grid *lab.Grid, row lab.Row) float64 {
	marks := grid.Marks()
	share := float64(marks[row.Mark])
	if row.Mark > 0 {
		share -= float64(marks[row.Mark-1])
	}
	return share / float64(marks[len(marks)-1]) * grid.Cost(row.Path)
}

// news is a row, or of a path that hands have done how long it took.
type news struct {
	lab.Row
	timing *lab.Timing
}

// runPath sends the rows of a path as they come and gives up when the context ends. Hands that it asks for have goroutines of
// their own.
func runPath(ctx context.Context, grid *lab.Grid, path int, rows chan<- news) {
	run, slice := grid.Start(path), keep.Strides{}
	var c *crew
	if n := grid.Hands(path); n > 0 {
		c = newCrew(grid, run, n)
		defer c.end()
	}
	for ctx.Err() == nil {
		row, reached, done := slice.Advance(run)
		if reached {
			rows <- news{Row: row}
		}
		if done {
			if c != nil {
				marks := grid.Marks()
				rows <- news{Row: lab.Row{Path: path}, timing: &lab.Timing{Seconds: c.seconds() / float64(max(1, marks[len(marks)-1])), Bytes: c.bytes}}
			}
			return
		}
	}
}

// bar shows the share of the work that is done and an estimate of the time left.
type bar struct {
	bar  *progressbar.ProgressBar
	unit float64 // work of one step of the bar
	done float64
}

func newBar(work float64, o *options, log io.Writer) *bar {
	if o.quiet || work == 0 {
		return &bar{}
	}
	const steps = 10_000
	return &bar{unit: work / steps, bar: progressbar.NewOptions(steps,
		progressbar.OptionSetWriter(log), progressbar.OptionSetDescription("cells"), progressbar.OptionSetPredictTime(true),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth())}
}

func (b *bar) add(work float64) {
	if b.bar != nil {
		b.done += work
		_ = b.bar.Set(int(b.done / b.unit)) // a terminal that takes no bar is no reason to stop
	}
}

func (b *bar) end() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}

// runTables fills tables of one path each, several at the same time.
func runTables(ctx context.Context, tables []*lab.Table, o *options, log io.Writer) error {
	work := 0.0
	for _, t := range tables {
		work += t.Grid().Cost(0)
	}
	bar := newBar(work, o, log)
	queue, finished := make(chan *lab.Table), make(chan *lab.Table)
	var workers sync.WaitGroup
	for range max(1, min(o.workers, len(tables))) {
		workers.Go(func() {
			for t := range queue {
				fill(ctx, t)
				finished <- t
			}
		})
	}
	go func() {
		defer close(finished)
		defer workers.Wait()
		defer close(queue)
		for _, t := range tables {
			select {
			case queue <- t:
			case <-ctx.Done():
				return
			}
		}
	}()
	for t := range finished {
		bar.add(t.Grid().Cost(0))
	}
	bar.end()
	if ctx.Err() != nil {
		return errInterrupted
	}
	return nil
}

// fill runs the one path of a table unless the context ends. Its rows are all of the table's grid, which takes them.
func fill(ctx context.Context, t *lab.Table) {
	run, slice := t.Grid().Start(0), keep.Strides{}
	for ctx.Err() == nil {
		row, reached, done := slice.Advance(run)
		if reached {
			if err := t.Add(row); err != nil {
				panic(err)
			}
		}
		if done {
			return
		}
	}
}
