//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"saddle/build/browser"
)

// The page must answer while it trains: nothing may hold its thread for long.
func TestNoLongTasks(t *testing.T) {
	view := browser.Desktop
	view.Script = `
		globalThis.longTasks = [];
		new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({startTime, duration, name}) => ({startTime, duration, name}))))
			.observe({type: "longtask"});`
	p := ready(t, site("speed=max&eps=0"), view)
	p.run(`(longTasks.length = 0, globalThis.mark = performance.now())`)
	p.wait(fmt.Sprintf(`figure.snapshot.step > %v && performance.now() - mark > 3000`, p.step()+300))
	tasks := eval[[]struct {
		StartTime, Duration float64
		Name                string
	}](p, `longTasks.filter(t => t.startTime > mark).map(t => ({StartTime: t.startTime - mark, Duration: t.duration, Name: t.name}))`)
	var longest float64
	for _, task := range tasks {
		longest = max(longest, task.Duration)
	}
	t.Logf("%d tasks over 50 ms, the longest %.0f ms", len(tasks), longest)
	for _, task := range tasks {
		if task.Name == "self" {
			t.Errorf("the page's thread was held for %.0f ms, %.0f ms after the start", task.Duration, task.StartTime)
		}
	}
}

// Under prefers-reduced-motion nothing moves until the reader asks.
func TestStillUntilAsked(t *testing.T) {
	view := browser.Desktop
	view.Still = true
	p := open(t, site(""), view)
	p.wait(`figure.snapshot?.status == "paused"`)
	if at := p.step(); at != 0 {
		t.Errorf("the run is at step %v already", at)
	}
	p.click(`act("play")`)
	p.wait(`figure.snapshot.step > 0`)
}

// A figure waits until it is seen, and works without the page's help from then on.
func TestStartsWhenSeen(t *testing.T) {
	address := embed(t, `<script src="../saddle.js"></script><div style="height: 6000px"></div><saddle-figure query="`+slow+`"></saddle-figure>`, nil)
	p := open(t, address, browser.Desktop)
	p.wait(`document.readyState == "complete" && figure.shadowRoot`)
	for _, r := range p.Requests() {
		if len(r) > 8 && r[len(r)-8:] == ".wasm.gz" {
			t.Errorf("it asked for %s before it was seen", r)
		}
	}
	p.run(`figure.scrollIntoView({behavior: "instant"})`)
	p.wait(`figure.snapshot?.step > 0`)
}

func TestThemeFollowsTheReader(t *testing.T) {
	p := ready(t, site(slow), browser.Desktop)
	light := eval[string](p, `getComputedStyle(document.body).backgroundColor`)
	if err := p.Dark(true); err != nil {
		t.Fatal(err)
	}
	p.wait(fmt.Sprintf(`getComputedStyle(document.body).backgroundColor != %s`, browser.Quote(light)))
	p.wait(`figure.snapshot.status == "running"`)
}
