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

// Thread is what one thread of a page did.
type Thread struct {
	Worker bool // not the main thread
	CPU    time.Duration
	Tasks  []Task
}

// Tasks records the turns of the main thread, frames included, until an expression is true.
func (p *Page) Tasks(limit time.Duration, until string) ([]Task, error) {
	threads, err := p.Threads(limit, until)
	if err != nil {
		return nil, err
	}
	var tasks []Task
	for _, t := range threads {
		if !t.Worker {
			tasks = append(tasks, t.Tasks...)
		}
	}
	if len(tasks) == 0 {
		return nil, errors.New("the trace shows no turn of the main thread")
	}
	return tasks, nil
}

// Threads records the main threads of pages and those of their workers until an expression is true.
func (p *Page) Threads(limit time.Duration, until string) ([]Thread, error) {
	var trace recorder
	trace.complete = make(chan struct{})
	if err := chromedp.Listen(p.ctx, trace.listen); err != nil {
		return nil, err
	}
	_, err := chromedp.Call(p.ctx, tracing.Start, tracing.StartParams{
		TransferMode: tracing.StartTransferModeReportEvents,
		TraceConfig:  &tracing.TraceConfig{IncludedCategories: []string{"disabled-by-default-devtools.timeline", "__metadata"}},
	})
	if err != nil {
		return nil, err
	}
	if err := p.Wait(limit, until); err != nil {
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
			if json.Unmarshal(raw, &t) == nil && (t.Name == "RunTask" || t.Name == "thread_name") {
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
	var threads []Thread
	place := map[id]int{}
	for _, e := range r.events {
		if e.Name != "thread_name" {
			continue
		}
		if worker := e.Args.Name == "DedicatedWorker thread"; worker || e.Args.Name == "CrRendererMain" {
			place[id{e.PID, e.TID}] = len(threads)
			threads = append(threads, Thread{Worker: worker})
		}
	}
	micro := func(us float64) time.Duration { return time.Duration(us * float64(time.Microsecond)) }
	for _, e := range r.events {
		if i, ok := place[id{e.PID, e.TID}]; ok && e.Name == "RunTask" {
			task := Task{Wall: micro(e.Dur), CPU: micro(e.TDur)}
			threads[i].CPU += task.CPU
			threads[i].Tasks = append(threads[i].Tasks, task)
		}
	}
	return threads
}
