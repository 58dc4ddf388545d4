//go:build js && wasm

// Package lab is what the laboratory's Workers do. One is the desk, which holds an experiment's table, fits and draws; the others are
// runners, and hands that share a runner's path.
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

// Parts are the desk, the runner and the hand of some laboratories.
func Parts(parse Parse) []part.Part {
	return []part.Part{
		part.One("desk", func(page *port.Port) { desk(page, parse) }),
		part.One("runner", func(page *port.Port) { runPaths(page, parse) }),
		part.One("hand", func(page *port.Port) { lendHand(page, parse) }),
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
//	run PATH      runs a path: "row ROW" for each, as they come, and "done PATH". Where it asks for
//	              hands it says "crew COUNT" first, and in the end "took PATH SECONDS BYTES"
//	hand K        comes with a port to the K-th of them, also in place of one that was lost
//	pause, resume stops between two slices, and goes on
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
	crew   *crew // of the path; nil: it runs alone
}

func runPaths(page *port.Port, parse Parse) {
	r := &runner{parse: parse, page: page, loop: port.NewLoop(), stride: 1}
	page.ReceivePorts(r.hear)
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

// hear answers at once what may come while the runner waits for its hands; the rest is obeyed between slices.
func (r *runner) hear(b []byte, ports []*port.Port) {
	switch verb, rest, _ := strings.Cut(string(b), " "); verb {
	case "hand":
		if k, err := strconv.Atoi(rest); err == nil && r.crew != nil {
			r.crew.join(k, ports[0])
		}
	default:
		r.inbox = append(r.inbox, string(b))
		r.loop.Wake()
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
			r.run, r.path, r.crew = r.grid.Start(path), rest, nil
			if n := r.grid.Hands(path); n > 0 {
				r.crew = newCrew(r.run, n)
				r.run.Share(r.crew)
				r.page.Send([]byte("crew " + strconv.Itoa(n)))
			}
		case "pause", "resume":
			r.paused = verb == "pause"
		}
	}
}

// work advances the run for about a slice.
func (r *runner) work() {
	const slice = 25 // ms: nothing is drawn here, and pausing may take as long
	began := port.Now()
	for {
		stride := r.stride
		if r.crew != nil {
			stride = 1 // it waits for others, and the event loop must have turns
		}
		row, reached, done := r.run.Advance(stride)
		if reached {
			r.page.Send([]byte("row " + row.String()))
		}
		if done {
			r.tell()
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

// tell says that the path is done, and how long hands took for it.
func (r *runner) tell() {
	if r.crew != nil {
		marks := r.grid.Marks()
		each := r.crew.seconds() / float64(max(1, marks[len(marks)-1]))
		r.page.Send([]byte("took " + r.path + " " + strconv.FormatFloat(each, 'g', 4, 64) + " " + strconv.FormatInt(r.crew.bytes, 10)))
	}
	r.page.Send([]byte("done " + r.path))
	r.run, r.crew = nil, nil
}
