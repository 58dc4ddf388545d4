package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"saddle/core/lab"
)

// Two streams stand between a head and its workers: the paths to be run, each a message that goes when its rows have come, and rows,
// each message some lines of a path, which go when the head has kept them. A server may serve several heads; each has a job of its own.
const (
	cellStream = "saddle-cells"
	rowStream  = "saddle-rows"
	cellPrefix = "saddle.cells." // and the job, a dot, the path; the message is the grid's query
	rowPrefix  = "saddle.rows."  // and the job
	endSubject = "saddle.end"    // of a head whose server ends with it

	workers = "workers" // the consumer of paths; a server that ends with its head puts its own name behind it
	tries   = 4         // workers that a path may end
)

// queue is a head's end of the streams.
type queue struct {
	js    jetstream.JetStream
	cells jetstream.Stream
	rows  jetstream.Consumer
	job   string
}

// jobOf names the work on a grid for a table, so that the same command finds it again.
func jobOf(query, out string) (string, error) {
	out, err := filepath.Abs(out)
	if err != nil {
		return "", err
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(query + "\x00" + out)) // it cannot fail
	return strconv.FormatUint(h.Sum64(), 36), nil
}

// openQueue finds or makes the streams. lasting says that the server stays when the head goes.
func openQueue(ctx context.Context, nc *nats.Conn, job string, o *options, lasting bool) (*queue, error) {
	js, err := jetstream.New(nc, jetstream.WithPublishAsyncTimeout(10*time.Second))
	if err != nil {
		return nil, err
	}
	storage, consumer := jetstream.FileStorage, workers
	if !lasting {
		// The next head's server counts its messages anew: what an old worker says of message 5 must not be taken for another's.
		storage, consumer = jetstream.MemoryStorage, workers+"-"+nc.ConnectedServerId()
	}
	q := &queue{js: js, job: job}
	q.cells, err = js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: cellStream, Subjects: []string{cellPrefix + "*.*"}, Retention: jetstream.WorkQueuePolicy, Storage: storage,
	})
	if err != nil {
		return nil, fmt.Errorf("the server keeps no streams: %w", err)
	}
	_, err = q.cells.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{
		Durable: consumer, AckPolicy: jetstream.AckExplicitPolicy, AckWait: o.patience, MaxDeliver: -1, MaxAckPending: -1,
	})
	if err != nil {
		return nil, err
	}
	rows, err := js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name: rowStream, Subjects: []string{rowPrefix + "*"}, Retention: jetstream.WorkQueuePolicy, Storage: storage,
	})
	if err != nil {
		return nil, err
	}
	// What a head before had been given and not kept comes again.
	if err := rows.DeleteConsumer(ctx, job); err != nil && !errors.Is(err, jetstream.ErrConsumerNotFound) {
		return nil, err
	}
	q.rows, err = rows.CreateConsumer(ctx, jetstream.ConsumerConfig{
		Durable: job, FilterSubject: rowPrefix + job, AckPolicy: jetstream.AckExplicitPolicy, MaxAckPending: -1,
	})
	return q, err
}

// waiting lists the paths that the stream holds already.
func (q *queue) waiting(ctx context.Context) (map[int]bool, error) {
	paths := map[int]bool{}
	info, err := q.cells.Info(ctx, jetstream.WithSubjectFilter(cellPrefix+q.job+".>"))
	if err != nil {
		return nil, err
	}
	for subject := range info.State.Subjects {
		if _, path, err := splitCell(subject); err == nil {
			paths[path] = true
		}
	}
	return paths, nil
}

// deal puts the paths into the stream, in the order in which they are to be run.
func (q *queue) deal(ctx context.Context, grid *lab.Grid, paths []int) error {
	query := []byte(grid.Query())
	for chunk := range slices.Chunk(paths, 500) {
		var sent []jetstream.PubAckFuture
		for _, path := range chunk {
			future, err := q.js.PublishAsync(q.cellOf(path), query, jetstream.WithStallWait(time.Minute))
			if err != nil {
				return err
			}
			sent = append(sent, future)
		}
		for i, future := range sent {
			select {
			case <-future.Ok():
			case <-future.Err(): // once more, with patience; a path that is dealt twice is run twice at worst
				if _, err := q.js.Publish(ctx, q.cellOf(chunk[i]), query, jetstream.WithRetryAttempts(20)); err != nil && ctx.Err() == nil {
					return err
				}
			case <-ctx.Done():
				return nil
			}
		}
	}
	return nil
}

// forget takes a path out of the stream.
func (q *queue) forget(ctx context.Context, path int) error {
	return q.cells.Purge(ctx, jetstream.WithPurgeSubject(q.cellOf(path)))
}

// clear leaves nothing of the job on a server that stays.
func (q *queue) clear(ctx context.Context) error {
	rows, err := q.js.Stream(ctx, rowStream)
	if err != nil {
		return err
	}
	return errors.Join(
		q.cells.Purge(ctx, jetstream.WithPurgeSubject(cellPrefix+q.job+".>")),
		rows.DeleteConsumer(ctx, q.job),
		rows.Purge(ctx, jetstream.WithPurgeSubject(rowPrefix+q.job)),
	)
}

func (q *queue) cellOf(path int) string { return cellPrefix + q.job + "." + strconv.Itoa(path) }

// splitCell reads a path's subject.
func splitCell(subject string) (job string, path int, err error) {
	job, text, ok := strings.Cut(strings.TrimPrefix(subject, cellPrefix), ".")
	path, err = strconv.Atoi(text)
	if !ok || err != nil || path < 0 {
		return "", 0, fmt.Errorf("%q is no path", subject)
	}
	return job, path, nil
}

// lostLine is what a worker says instead of the rows of a path that ends its workers.
func lostLine(path int) string { return "lost " + strconv.Itoa(path) }

// readLost reads lostLine.
func readLost(line string) (path int, ok bool) {
	text, ok := strings.CutPrefix(line, "lost ")
	path, err := strconv.Atoi(text)
	return path, ok && err == nil && path >= 0
}

const pause = 200 * time.Millisecond // before asking again whoever did not answer
