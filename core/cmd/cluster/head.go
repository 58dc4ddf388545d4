package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"saddle/core/cmd/internal/keep"
	"saddle/core/lab"
)

// head keeps the rows of one grid as workers send them.
type head struct {
	table *lab.Table
	safe  *keep.Journal
	queue *queue
	lost  map[int]bool // the paths that ended their workers
	left  int          // paths that are neither done nor lost
	quiet bool
	log   io.Writer
	told  time.Time
}

func run(ctx context.Context, args []string, log io.Writer) (err error) {
	began := time.Now()
	var o options
	f := o.flags("run", log)
	o.runFlags(f)
	if err := o.finish(f, args); err != nil {
		return err
	}
	if len(o.outs) == 0 {
		return errors.New("say where the table goes, as -out table.csv")
	}
	for _, name := range o.outs {
		if err := keep.CheckEnding(name, keep.Tables...); err != nil {
			return err
		}
	}
	h := &head{lost: map[int]bool{}, quiet: o.quiet, log: log}
	if h.table, err = keep.Open(o.preset, o.query, log); err != nil {
		return err
	}
	taken := 0
	if h.safe, taken, err = keep.OpenJournal(h.table, o.outs[0]); err != nil {
		return err
	}
	if taken > 0 {
		fmt.Fprintf(log, "%s: %d rows of a run that was ended\n", keep.JournalOf(o.outs[0]), taken)
	}
	runErr := h.serve(ctx, &o, began)
	runErr = errors.Join(runErr, h.safe.Close())
	if runErr != nil && !errors.Is(runErr, errInterrupted) && !errors.Is(runErr, errLost) {
		return runErr
	}
	for _, name := range o.outs {
		if err := keep.Write(h.table, name); err != nil {
			return err
		}
	}
	if runErr == nil {
		runErr = os.Remove(keep.JournalOf(o.outs[0]))
	}
	keep.Tell(log, h.table.Report())
	return runErr
}

// errLost is that some paths end whatever process runs them.
var errLost = errors.New("runs ended four workers each and were given up; the others are in the table. The same command tries them again")

var errDealing = errors.New("dealing the paths")

// serve opens the streams, starts this machine's workers and keeps rows until every path is done, given up, or the context ends.
func (h *head) serve(ctx context.Context, o *options, began time.Time) error {
	lasting := o.join != ""
	nc, end, err := o.server(ctx, h.log)
	if err != nil {
		return err
	}
	defer end()
	job, err := jobOf(h.table.Grid().Query(), o.outs[0])
	if err != nil {
		return err
	}
	if h.queue, err = openQueue(ctx, nc, job, o, lasting); err != nil {
		return err
	}
	todo, err := h.todo(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(h.log, "%d of %d runs are left; the head is at %s after %v\n", h.left, h.table.Grid().Paths(), o.join, time.Since(began).Round(time.Millisecond))
	if !lasting && o.cert == "" && os.Getenv("SADDLE_TOKEN") == "" && o.tokenFile == "" {
		fmt.Fprintf(h.log, "more workers on this machine: SADDLE_TOKEN=%s cluster work -join %s\n", o.token, o.join)
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	go func() {
		if err := h.queue.deal(ctx, h.table.Grid(), todo); err != nil {
			stop(fmt.Errorf("%w: %w", errDealing, err))
		}
	}()
	crew, err := o.hire(ctx, h.log)
	if err != nil {
		return err
	}
	defer crew.dismiss(0)
	if err := h.collect(ctx); err != nil {
		return err
	}
	if lasting {
		if err := h.queue.clear(ctx); err != nil {
			return err
		}
	}
	if len(h.lost) > 0 {
		for path := range h.lost {
			fmt.Fprintf(h.log, "given up: %s\n", h.table.Grid().RunQuery(path))
		}
		return fmt.Errorf("%d %w", len(h.lost), errLost)
	}
	return nil
}

// todo lists the paths that are to be dealt: those without their rows that are not in the stream. The stream is asked before the rows
// that wait are kept, because a path leaves it after its rows have come.
func (h *head) todo(ctx context.Context) (paths []int, err error) {
	waiting, err := h.queue.waiting(ctx)
	if err != nil {
		return nil, err
	}
	for more := true; more; {
		batch, err := h.queue.rows.FetchNoWait(500)
		if err != nil {
			return nil, err
		}
		more = false
		for m := range batch.Messages() {
			more = true
			if err := h.take(m); err != nil {
				return nil, err
			}
		}
		if err := batch.Error(); err != nil {
			return nil, err
		}
	}
	grid := h.table.Grid()
	for _, path := range grid.Order() {
		done := h.table.PathDone(path)
		switch {
		case done && waiting[path]: // its worker was ended, or the journal had it
			err = errors.Join(err, h.queue.forget(ctx, path))
		case !done && !waiting[path] && !h.lost[path]:
			paths = append(paths, path)
		}
	}
	h.left = h.count()
	return paths, err
}

// count is how many paths are neither done nor lost.
func (h *head) count() (left int) {
	for path := range h.table.Grid().Paths() {
		if !h.table.PathDone(path) && !h.lost[path] {
			left++
		}
	}
	return left
}

// collect keeps rows as they come until no path is left.
func (h *head) collect(ctx context.Context) error {
	if h.left == 0 {
		return nil
	}
	incoming, err := h.queue.rows.Messages(jetstream.PullMaxMessages(500))
	if err != nil {
		return err
	}
	defer incoming.Stop()
	stop := context.AfterFunc(ctx, incoming.Stop)
	defer stop()
	for h.left > 0 {
		m, err := incoming.Next()
		switch {
		case errors.Is(context.Cause(ctx), errDealing):
			return context.Cause(ctx)
		case ctx.Err() != nil:
			return errInterrupted
		case errors.Is(err, jetstream.ErrMsgIteratorClosed):
			return err
		case err != nil: // the server is away for a while, and says when it is back
			time.Sleep(pause)
			continue
		}
		if err := h.take(m); err != nil {
			return err
		}
		h.tell()
	}
	return nil
}

// take keeps what a message holds: first in the journal, then it may go from the stream.
func (h *head) take(m jetstream.Msg) error {
	for line := range strings.Lines(string(m.Data())) {
		line = strings.TrimSuffix(line, "\n")
		if path, ok := readLost(line); ok {
			if !h.lost[path] && path < h.table.Grid().Paths() && !h.table.PathDone(path) {
				h.lost[path] = true
				h.left--
			}
			continue
		}
		row, err := h.table.Grid().Experiment().ParseRow(line)
		if err != nil {
			return fmt.Errorf("a worker sent %.100q: %w", line, err)
		}
		if err := h.keep(row); err != nil {
			return err
		}
	}
	return m.Ack()
}

// keep puts a row into the table and, if it is new, into the journal.
func (h *head) keep(row lab.Row) error {
	done := h.table.PathDone(row.Path)
	_, had := h.table.Row(row.Path, row.Mark)
	if err := h.table.Add(row); err != nil || had {
		return err
	}
	if !done && h.table.PathDone(row.Path) {
		h.left--
		if h.lost[row.Path] { // given up too early
			delete(h.lost, row.Path)
			h.left++
		}
	}
	return h.safe.Add(row)
}

// tell shows how far it is, twice a second at most.
func (h *head) tell() {
	if h.quiet || time.Since(h.told) < time.Second/2 && h.left > 0 {
		return
	}
	h.told = time.Now()
	end := ""
	if h.left == 0 {
		end = "\n"
	}
	fmt.Fprintf(h.log, "\r%d of %d cells%s", h.table.Done(), h.table.Grid().Cells(), end)
}
