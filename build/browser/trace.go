package browser

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
)

// Task is one turn of a page's main thread, for which it answered nobody.
type Task struct {
	Wall time.Duration // from beginning to end, with what other programs of the machine took of it
	CPU  time.Duration // spent computing
}

// Kind says what a thread is for.
type Kind int

// The kinds of threads.
const (
	Main   Kind = iota // of the page, and of frames that the browser does not isolate from it
	Frame              // of an isolated frame, or of another page
	Worker             // of either
)

// Thread is what one thread of a page did.
type Thread struct {
	Kind  Kind
	CPU   time.Duration
	Tasks []Task
}

// Tasks records the turns of the page's main thread until an expression is true. Frames that the browser
// isolates from the page have threads of their own, which are not counted.
func (p *Page) Tasks(limit time.Duration, until string) ([]Task, error) {
	threads, err := p.Threads(limit, until)
	if err != nil {
		return nil, err
	}
	var tasks []Task
	for _, t := range threads {
		if t.Kind == Main {
			tasks = append(tasks, t.Tasks...)
		}
	}
	if len(tasks) == 0 {
		return nil, errors.New("the trace shows no turn of the main thread")
	}
	return tasks, nil
}

// Threads records the main threads of the page and its frames, and those of their workers, until an expression is true.
func (p *Page) Threads(limit time.Duration, until string) ([]Thread, error) {
	var trace recorder
	trace.complete = make(chan struct{})
	if err := chromedp.Listen(p.ctx, trace.listen); err != nil {
		return nil, err
	}
	_, err := chromedp.Call(p.ctx, tracing.Start, tracing.StartParams{
		TransferMode: tracing.StartTransferModeReportEvents,
		TraceConfig:  &tracing.TraceConfig{IncludedCategories: []string{"disabled-by-default-devtools.timeline", "__metadata", "blink.user_timing"}},
	})
	if err != nil {
		return nil, err
	}
	if err := p.Wait(limit, until); err != nil {
		return nil, err
	}
	if _, err := Eval[chromedp.Void](p, "void performance.mark("+Quote(pageMark)+")"); err != nil {
		return nil, err
	}
	if _, err := chromedp.Call(p.ctx, tracing.End, cdp.Empty{}); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(p.ctx, answerTime)
	defer cancel()
	select {
	case <-trace.complete:
		return trace.threads(), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// pageMark is left on the page's main thread, to tell it from those of other pages and of frames.
const pageMark = "this thread is the page's"

// recorder collects the events of a trace as they come.
type recorder struct {
	complete chan struct{} // closed with the last event

	mu     sync.Mutex
	events []traceEvent
	full   bool // further traces are for other recorders
}

// traceEvent is what matters here of an event in Chromium's trace format; times are in microseconds.
type traceEvent struct {
	Name      string
	PID, TID  int
	Dur, TDur float64
	Args      struct{ Name string }
}

func (r *recorder) listen(event any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.full {
		return
	}
	switch e := event.(type) {
	case *tracing.EventDataCollected:
		for _, raw := range e.Value {
			var t traceEvent
			if json.Unmarshal(raw, &t) == nil && (t.Name == "RunTask" || t.Name == "thread_name" || t.Name == pageMark) {
				r.events = append(r.events, t)
			}
		}
	case *tracing.EventTracingComplete:
		r.full = true
		close(r.complete)
	}
}

// threads sorts the turns by thread.
func (r *recorder) threads() []Thread {
	type id struct{ pid, tid int }
	r.mu.Lock()
	defer r.mu.Unlock()
	var page id
	kinds := map[id]Kind{}
	for _, e := range r.events {
		at := id{e.PID, e.TID}
		switch {
		case e.Name == pageMark:
			page = at
		case e.Args.Name == "CrRendererMain":
			kinds[at] = Frame
		case e.Args.Name == "DedicatedWorker thread":
			kinds[at] = Worker
		}
	}
	kinds[page] = Main
	var threads []Thread
	place := map[id]int{}
	micro := func(us float64) time.Duration { return time.Duration(us * float64(time.Microsecond)) }
	for _, e := range r.events {
		at := id{e.PID, e.TID}
		kind, ok := kinds[at]
		if !ok || e.Name != "RunTask" {
			continue
		}
		if _, ok := place[at]; !ok {
			place[at] = len(threads)
			threads = append(threads, Thread{Kind: kind})
		}
		t := &threads[place[at]]
		task := Task{Wall: micro(e.Dur), CPU: micro(e.TDur)}
		t.CPU += task.CPU
		t.Tasks = append(t.Tasks, task)
	}
	return threads
}
