package bench

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"saddle/build/browser"
)

// Workers is how independent runs share a machine.
type Workers struct {
	Count int     `json:"count"`
	Gain  float64 `json:"gain"` // their throughput over that of one alone: the median
	Least float64 `json:"lowerQuartile"`
	Most  float64 `json:"upperQuartile"`
}

// timeWorkers compares one SIMD worker alone with as many as there are cores, all at once.
func timeWorkers(page *browser.Page, cores int) (Workers, error) {
	const d, ms = 32, 200.0
	w := Workers{Count: min(max(cores, 1), 8)}
	engines := make([]named, w.Count)
	for i := range engines {
		name := fmt.Sprintf("worker %d", i)
		p, err := startInPage(page, name, "worker.js", "simd.wasm")
		if err != nil {
			return w, err
		}
		engines[i] = named{name, p}
	}
	n, err := calibrate(engines[0], d)
	if err != nil {
		return w, err
	}
	n = int(float64(n) * ms / sample)
	var gains []float64
	for range 9 {
		alone, err := steps(engines[0], d, n)
		if err != nil {
			return w, err
		}
		// The page asks all of them at once and answers when the last is done.
		rate, err := browser.Eval[float64](page, fmt.Sprintf(`(async () => {
			const times = await Promise.all(Array.from({length: %d}, (_, i) => ask("worker " + i, "time %d %d")));
			return times.reduce((sum, ms) => sum + 1 / Number(ms), 0);
		})()`, w.Count, d, n))
		if err != nil {
			return w, err
		}
		gains = append(gains, rate*alone.wall)
	}
	w.Gain, w.Least, w.Most = median(gains), quantile(gains, 0.25), quantile(gains, 0.75)
	return w, nil
}

// exponent is the slope of log time over log d of the SIMD step from d = 32 to 128.
func exponent(timings []Timing) float64 {
	at := map[int]float64{}
	for _, t := range timings {
		if t.Engine == "SIMD" {
			at[t.D] = t.Micros
		}
	}
	return math.Log(at[128]/at[32]) / math.Log(4)
}

// Memory is what a trainer's WebAssembly memory has grown to.
type Memory struct {
	Query string `json:"query"`
	Bytes int    `json:"bytes"`
}

// measureMemory runs the site's own trainer on the largest matrices and reads the size of its memory, which never shrinks.
func measureMemory(chromium *browser.Browser, address string) (Memory, error) {
	m := Memory{Query: "d=128&batch=1024"}
	page, err := openSteps(chromium, address)
	if err != nil {
		return m, err
	}
	defer page.Close()
	bytes, err := browser.Eval[float64](page, fmt.Sprintf(`runTrainer(%s, 10)`, browser.Quote(m.Query+"&eps=0&speed=max")))
	m.Bytes = int(bytes)
	return m, err
}

// Frames is what the picture costs the page's thread, and the worker.
type Frames struct {
	Points int     `json:"points"` // of each law
	Page   float64 `json:"pageMs"` // computing per frame: the median of several stretches
	Worker float64 `json:"workerMs"`
	Least  float64 `json:"leastMs"` // of the page's
	Most   float64 `json:"mostMs"`
}

// counter counts in a page the turns in which something was painted by WebGL in it or in its frames.
const counter = `if (top === globalThis) {
	globalThis.painted = 0;
	addEventListener("message", (event) => { if (event.data === "painted") painted++; });
}
if (globalThis.WebGL2RenderingContext) {
	const draw = WebGL2RenderingContext.prototype.drawElements;
	let counted = false;
	WebGL2RenderingContext.prototype.drawElements = function (...args) {
		if (!counted) {
			counted = true;
			top.postMessage("painted", "*");
			queueMicrotask(() => { counted = false; });
		}
		return draw.apply(this, args);
	};
}
Object.defineProperty(globalThis, "figure", {configurable: true, get: () => document.querySelector("saddle-figure")});
globalThis.drawn = (figure) => ["poster", "still"].every((layer) => figure.shadowRoot.querySelector("." + layer).hidden);
`

// timeStage lets figures with few and with many points run at the usual speed and counts the computing per frame.
// The browser is one that does not isolate the picture's frame, so that what counts reaches into it.
func timeStage(ctx context.Context, address string) ([]Frames, error) {
	const stretches, frames = 5, 60
	chromium, err := browser.Start(ctx, map[string]any{"disable-features": "IsolateSandboxedIframes,Translate"})
	if err != nil {
		return nil, err
	}
	defer chromium.Close()
	out := []Frames{{Points: 10000}, {Points: 100000}}
	pages, workers := make([][]float64, len(out)), make([][]float64, len(out))
	for range stretches {
		for i := range out {
			page, worker, err := timeFrames(chromium, fmt.Sprintf("%s/?eps=0&points=%d", address, out[i].Points), frames)
			if err != nil {
				return nil, err
			}
			pages[i], workers[i] = append(pages[i], page), append(workers[i], worker)
		}
	}
	for i := range out {
		out[i].Page, out[i].Least, out[i].Most = median(pages[i]), slices.Min(pages[i]), slices.Max(pages[i])
		out[i].Worker = median(workers[i])
	}
	return out, nil
}

// timeFrames returns the ms of computing per painted frame on the thread of the page and the picture, and on the workers'.
func timeFrames(chromium *browser.Browser, address string, frames int) (page, worker float64, err error) {
	p, err := chromium.Open(address, browser.View{Width: 800, Height: 700, Script: counter})
	if err != nil {
		return 0, 0, err
	}
	defer p.Close()
	if err := p.Wait(time.Minute, `figure?.snapshot?.step > 5 && drawn(figure)`); err != nil {
		return 0, 0, err
	}
	if _, err := browser.Eval[any](p, `void (globalThis.from = painted)`); err != nil {
		return 0, 0, err
	}
	threads, err := p.Threads(time.Minute, fmt.Sprintf(`painted >= from + %d`, frames))
	if err != nil {
		return 0, 0, err
	}
	painted, err := browser.Eval[float64](p, `painted - from`)
	if err != nil {
		return 0, 0, err
	}
	for _, t := range threads {
		ms := float64(t.CPU) / float64(time.Millisecond) / painted
		if t.Kind == browser.Worker {
			worker += ms
		} else {
			page += ms
		}
	}
	return page, worker, nil
}
