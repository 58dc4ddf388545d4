//go:build js && wasm

// Package lab is what the laboratory's Workers do. One is the desk, which holds an experiment's table, fits and draws; the others are
// runners.
package lab

import (
	"strconv"
	"strings"

	"saddle/core/config"
	"saddle/core/lab"
	"saddle/wasm/part"
	"saddle/wasm/port"
)

// Parse reads a grid of one of the laboratories that a program has.
type Parse func(query string) (*lab.Grid, []config.Problem)

// Parts are the desk and the runner of some laboratories.
func Parts(parse Parse) []part.Part {
	return []part.Part{
		part.One("desk", func(page *port.Port) { desk(page, parse) }),
		part.One("runner", func(page *port.Port) { runPaths(page, parse) }),
	}
}

// desk answers the messages of [lab.Desk] that come from the page.
func desk(page *port.Port, parse Parse) {
	d := lab.Desk{Parse: parse}
	page.Receive(func(b []byte) {
		if back := d.Do(string(b)); back != "" {
			page.Send([]byte(back))
		}
	})
	select {}
}

// runner runs paths, one at a time.
//
//	grid QUERY    opens the experiment
//	run PATH      runs a path: "row ROW" for each, as they come, and "done PATH"
//	pause, resume stops between two slices, and goes on
//	ping          answers "pong": the worker is alive
type runner struct {
	parse  Parse
	page   *port.Port
	loop   *port.Loop
	inbox  []string
	grid   *lab.Grid
	run    *lab.Run
	path   string
	paused bool
	stride int
}

func runPaths(page *port.Port, parse Parse) {
	r := &runner{parse: parse, page: page, loop: port.NewLoop(), stride: 1}
	page.Receive(func(b []byte) { r.inbox = append(r.inbox, string(b)); r.loop.Wake() })
	for {
		r.obey()
		if r.run == nil || r.paused {
			r.loop.Wait(-1)
			continue
		}
		r.work()
		r.loop.Yield()
	}
}

func (r *runner) obey() {
	commands := r.inbox
	r.inbox = nil
	for _, c := range commands {
		switch verb, rest, _ := strings.Cut(c, " "); verb {
		case "grid":
			r.grid, _ = r.parse(rest)
			r.run = nil
		case "run":
			path, err := strconv.Atoi(rest)
			if err != nil || r.grid == nil || path < 0 || path >= r.grid.Paths() {
				panic("lab: no path " + rest)
			}
			r.run, r.path = r.grid.Start(path), rest
		case "pause", "resume":
			r.paused = verb == "pause"
		case "ping":
			r.page.Send([]byte("pong"))
		}
	}
}

// work advances the run for about a slice.
func (r *runner) work() {
	const slice = 25 // ms: nothing is drawn here, and pausing may take as long
	began := port.Now()
	for {
		row, reached, done := r.run.Advance(r.stride)
		if reached {
			r.page.Send([]byte("row " + row.String()))
		}
		if done {
			r.run = nil
			r.page.Send([]byte("done " + r.path))
			return
		}
		took := port.Now() - began
		if took > slice {
			return
		}
		if took < slice/4 {
			r.stride = min(2*r.stride, 1<<16)
		}
	}
}
