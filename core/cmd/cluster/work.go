package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"saddle/core/cmd/internal/keep"
	"saddle/core/lab"
	"saddle/core/lab/all"
)

func work(ctx context.Context, args []string, log io.Writer) error {
	var o options
	f := o.flags("work", log)
	o.workFlags(f)
	if err := o.finish(f, args); err != nil {
		return err
	}
	if o.join == "" {
		return errors.New("say which head, as -join nats://host:port")
	}
	if o.child {
		return o.workOne(ctx, log)
	}
	crew, err := o.hire(ctx, log)
	if err != nil {
		return err
	}
	crew.all.Wait()
	crew.dismiss(time.Second)
	if ctx.Err() != nil {
		return errInterrupted
	}
	return nil
}

// worker is one process that runs paths.
type worker struct {
	js   jetstream.JetStream
	away <-chan nats.Status // the connection was lost
	idle time.Duration
	grid *lab.Grid // that of the last path
	text string    // its query, as it came
}

// workOne runs paths until the head ends, none has come for too long, or the standard input is closed: then whoever started this
// process is gone.
func (o *options) workOne(ctx context.Context, log io.Writer) error {
	ctx, end := context.WithCancel(ctx)
	defer end()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		end()
	}()
	patient, cancel := ctx, context.CancelFunc(func() {})
	if o.idle > 0 {
		patient, cancel = context.WithTimeout(ctx, o.idle)
	}
	nc, err := o.connect(patient, log)
	if cancel(); errors.Is(err, errInterrupted) && ctx.Err() == nil {
		return nil
	} else if err != nil {
		return err
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		return err
	}
	if _, err := nc.Subscribe(endSubject, func(*nats.Msg) { end() }); err != nil {
		return err
	}
	w := &worker{js: js, away: nc.StatusChanged(nats.RECONNECTING), idle: o.idle}
	for last := time.Now(); ctx.Err() == nil && (o.idle == 0 || time.Since(last) < o.idle); {
		cells, err := w.cells(ctx)
		if err != nil {
			wait(ctx, pause)
			continue
		}
		for ctx.Err() == nil && (o.idle == 0 || time.Since(last) < o.idle) {
			m, err := w.next(ctx, cells)
			if err != nil {
				break // the server is another one now, or away
			}
			if m == nil {
				continue
			}
			if err := w.do(ctx, m, cells.CachedInfo().Config.AckWait); err != nil {
				return err
			}
			last = time.Now()
		}
	}
	return nil
}

// cells finds the consumer of paths.
func (w *worker) cells(ctx context.Context) (jetstream.Consumer, error) {
	stream, err := w.js.Stream(ctx, cellStream)
	if err != nil {
		return nil, err
	}
	names := stream.ConsumerNames(ctx)
	for name := range names.Name() {
		if strings.HasPrefix(name, workers) {
			return stream.Consumer(ctx, name)
		}
	}
	return nil, errors.Join(names.Err(), errors.New("nobody deals paths"))
}

var errAway = errors.New("the server is away")

// next waits a while for a path; nil if none came. A server that goes takes along what it was asked for.
func (w *worker) next(ctx context.Context, cells jetstream.Consumer) (jetstream.Msg, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	for len(w.away) > 0 { // from before
		<-w.away
	}
	batch, err := cells.Fetch(1, jetstream.FetchContext(ctx))
	if err != nil {
		return nil, err
	}
	var m jetstream.Msg
	select {
	case m = <-batch.Messages():
	case <-w.away:
		return nil, errAway
	}
	if err := batch.Error(); m == nil && err != nil && !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, nats.ErrTimeout) {
		return nil, err
	}
	return m, nil
}

// do runs one path and sends its rows. Meanwhile the server hears that this process is alive.
func (w *worker) do(ctx context.Context, m jetstream.Msg, patience time.Duration) error {
	job, path, err := splitCell(m.Subject())
	if err != nil {
		return errors.Join(err, m.Term())
	}
	about, err := m.Metadata()
	if err != nil {
		return err
	}
	if about.NumDelivered > tries {
		w.send(ctx, job, lostLine(path)+"\n")
		return m.Ack()
	}
	if w.text != string(m.Data()) {
		w.text = string(m.Data())
		w.grid, _ = all.Parse(w.text)
	}
	if w.grid.Query() != w.text || path >= w.grid.Paths() {
		w.handBack(m)
		return fmt.Errorf("the head's program is another one than this: it knows a grid %s", w.text)
	}
	alive := time.NewTicker(patience / 4)
	over := make(chan struct{})
	go func() {
		for {
			select {
			case <-alive.C:
				_ = m.InProgress() // whether it comes shows in what the server does
			case <-over:
				return
			}
		}
	}()
	defer close(over)
	defer alive.Stop()
	if !w.run(ctx, job, path) {
		w.handBack(m)
		return nil
	}
	_ = m.Ack() // if it is lost, the path is run once more
	return nil
}

// handBack gives a path to another worker at once, with its count begun anew: it is not the path that ends this one.
func (w *worker) handBack(m jetstream.Msg) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if _, err := w.js.Publish(ctx, m.Subject(), m.Data()); err == nil {
		_ = m.DoubleAck(ctx) // without either the server misses this process soon
	}
}

// run runs a path and sends its rows, those of a second at a time. It says whether it came to the end.
func (w *worker) run(ctx context.Context, job string, path int) bool {
	run, slice, sent := w.grid.Start(path), keep.Strides{}, time.Now()
	var rows strings.Builder
	for ctx.Err() == nil {
		row, reached, done := slice.Advance(run)
		if reached {
			rows.WriteString(row.String() + "\n")
		}
		if rows.Len() > 0 && (done || time.Since(sent) > time.Second || rows.Len() > 1<<18) {
			if !w.send(ctx, job, rows.String()) {
				return false
			}
			rows.Reset()
			sent = time.Now()
		}
		if done {
			return true
		}
	}
	return false
}

// send gives rows to the stream and waits until it has them, as long as for a path if the server is away.
func (w *worker) send(ctx context.Context, job, rows string) bool {
	for began := time.Now(); ctx.Err() == nil && (w.idle == 0 || time.Since(began) < w.idle); {
		if _, err := w.js.Publish(ctx, rowPrefix+job, []byte(rows)); err == nil {
			return true
		}
		wait(ctx, pause)
	}
	return false
}
