package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"
)

// crew are processes of this machine that run paths. Each has one path at a time, so that a path that ends its process takes no other
// along, and another process takes its place.
type crew struct {
	stop context.CancelFunc // no more are started, and those that run are told to end
	kill context.CancelFunc
	all  sync.WaitGroup
}

// hire starts the processes. They end with the context.
func (o *options) hire(ctx context.Context, log io.Writer) (*crew, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	args := []string{"work", "-child", "-join", o.join, "-ca", o.ca, "-server-name", o.serverName, "-idle", o.idle.String()}
	// A process has no more to do at a time than a path and a word to the server.
	env := append(os.Environ(), "SADDLE_TOKEN="+o.token, "GOMAXPROCS=2")
	c := &crew{}
	var life context.Context
	ctx, c.stop = context.WithCancel(ctx)
	life, c.kill = context.WithCancel(context.WithoutCancel(ctx))
	for range o.workers {
		c.all.Go(func() {
			for ctx.Err() == nil {
				began := time.Now()
				cmd := exec.CommandContext(life, program, args...)
				cmd.Env, cmd.Stderr = env, log
				err := attend(ctx, cmd)
				if err == nil || ctx.Err() != nil {
					return // it has nothing more to do
				}
				fmt.Fprintf(log, "a worker ended (%v); another takes its place\n", err)
				if time.Since(began) < time.Second {
					wait(ctx, time.Second)
				}
			}
		})
	}
	return c, nil
}

// attend runs a process until it ends, and closes its standard input when the context does: then it ends by itself. If this process
// is killed, the system closes it.
func attend(ctx context.Context, cmd *exec.Cmd) error {
	leash, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { _ = leash.Close() })
	defer stop()
	return cmd.Wait()
}

// wait sleeps unless the context ends.
func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// dismiss tells the processes to end and ends those that have not done so in time.
func (c *crew) dismiss(patience time.Duration) {
	c.stop()
	timer := time.AfterFunc(patience, c.kill)
	c.all.Wait()
	timer.Stop()
	c.kill()
}
