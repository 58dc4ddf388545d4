//go:build e2e

package e2e

import (
	"fmt"
	"testing"
	"time"

	"saddle/build/browser"
)

// The page must answer while it trains: nothing may hold its thread for long. Counted is the time spent
// computing, because a test machine may be busy with other things.
func TestNoLongTasks(t *testing.T) {
	const most = 50 * time.Millisecond
	for name, query := range map[string]string{"default": "eps=0", "fast": "eps=0&speed=max", "many points": "eps=0&points=10000", "wide": "eps=0&d=64"} {
		t.Run(name, func(t *testing.T) {
			p := ready(t, site(query), window)
			p.wait(`figure.snapshot.step > 5`)
			p.run(`void (globalThis.seen = 0, figure.addEventListener("snapshot", () => seen++))`)
			tasks, err := p.Tasks(patience, `seen >= 25`)
			if err != nil {
				t.Fatal(err)
			}
			var busiest, longest, sum time.Duration
			for _, task := range tasks {
				busiest, longest, sum = max(busiest, task.CPU), max(longest, task.Wall), sum+task.CPU
			}
			t.Logf("%d tasks, %v in all; the busiest computed for %v, the longest took %v", len(tasks), sum.Round(time.Millisecond),
				busiest.Round(time.Millisecond), longest.Round(time.Millisecond))
			if len(tasks) < 25 || busiest > most {
				t.Errorf("the page's thread was held for %v", busiest)
			}
		})
	}
}

// Under prefers-reduced-motion nothing moves until the reader asks.
func TestStillUntilAsked(t *testing.T) {
	view := window
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
	p := open(t, address, window)
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
	p := ready(t, site(slow), window)
	light := eval[string](p, `getComputedStyle(document.documentElement).backgroundColor`)
	if err := p.Dark(true); err != nil {
		t.Fatal(err)
	}
	p.wait(fmt.Sprintf(`getComputedStyle(document.documentElement).backgroundColor != %s`, browser.Quote(light)))
	p.wait(`figure.snapshot.status == "running"`)
}
