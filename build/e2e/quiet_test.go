//go:build e2e

package e2e

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"saddle/build/browser"
)

// The page must answer while it trains: nothing may hold its thread for long, frames of the picture
// included. Counted is the time spent computing, and a test machine that is busy with other things gets
// three chances: what it does to one stretch of time it does not do to all.
func TestNoLongTasks(t *testing.T) {
	const most = 50 * time.Millisecond
	for name, query := range map[string]string{"default": "eps=0", "fast": "eps=0&speed=max", "many points": "eps=0&points=10000", "wide": "eps=0&d=64"} {
		t.Run(name, func(t *testing.T) {
			p := ready(t, site(query), window)
			p.wait(`figure.snapshot.step > 5`)
			p.run(`figure.addEventListener("snapshot", () => globalThis.seen++)`)
			for range 3 {
				p.run(`void (globalThis.seen = 0)`)
				tasks, err := p.Tasks(patience, `seen >= 20`)
				if err != nil {
					t.Fatal(err)
				}
				busiest := slices.MaxFunc(tasks, func(a, b browser.Task) int { return cmp.Compare(a.CPU, b.CPU) })
				t.Logf("of %d tasks the busiest computed for %v of %v", len(tasks), busiest.CPU, busiest.Wall)
				if busiest.CPU <= most {
					return
				}
			}
			t.Errorf("again and again the page's thread is held for more than %v", most)
		})
	}
}

// withoutGPU starts Chromium as it runs by itself on a machine without a GPU.
func withoutGPU(t testing.TB) *browser.Browser {
	b, err := browser.Start(context.Background(), browser.WithoutGPU())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// Without a GPU, painting waits for the software renderer, for longer than a page may be silent. Measured
// is time on the wall, because waiting counts, so of a few stretches one must be quiet.
func TestNoLongTasksWithoutGPU(t *testing.T) {
	const most = 50 * time.Millisecond
	plain := withoutGPU(t)
	for name, query := range map[string]string{"default": "eps=0", "fast": "eps=0&speed=max"} {
		t.Run(name, func(t *testing.T) {
			p := openIn(t, plain, site(query), browser.Desktop)
			p.wait(`figure?.snapshot?.step > 20 && drawn(figure)`)
			p.run(`figure.addEventListener("snapshot", () => globalThis.seen++)`)
			var longest time.Duration
			for range 8 {
				p.run(`void (globalThis.seen = 0)`)
				tasks, err := p.Tasks(patience, `seen >= 20`)
				if err != nil {
					t.Fatal(err)
				}
				longest = slices.MaxFunc(tasks, func(a, b browser.Task) int { return cmp.Compare(a.Wall, b.Wall) }).Wall
				t.Logf("of %d tasks the longest took %v", len(tasks), longest)
				if longest <= most {
					return
				}
			}
			t.Errorf("again and again the page's thread is held for more than %v", most)
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
	p.skip()
	p.click(`part(".next")`)
	p.wait(`figure.snapshot.step > 0`)
}

// A figure waits until it is seen, and works without the page's help from then on.
func TestStartsWhenSeen(t *testing.T) {
	address := embed(t, `<script src="../saddle.js"></script><div style="height: 6000px"></div><saddle-figure query="`+slow+`"></saddle-figure>`, nil)
	p := open(t, address, window)
	p.wait(`document.readyState == "complete" && figure.shadowRoot`)
	for _, r := range p.Requests() {
		if strings.Contains(r, ".wasm.") {
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
