//go:build e2e

package e2e

import (
	"slices"
	"testing"
	"time"

	"saddle/build/browser"
)

// BenchmarkThroughput reports the target samples per second that a figure trains on at full speed, while
// the page draws it. It is measured from outside, by the page's own clock, over at least two seconds.
//
//	go test -tags e2e -run xxx -bench Throughput -benchtime 1x ./build/e2e
func BenchmarkThroughput(b *testing.B) {
	for _, query := range []string{"", "batch=256&fakes=1", "batch=256&fakes=1&d=8", "batch=256&fakes=1&d=32"} {
		name := query
		if name == "" {
			name = "default"
		}
		b.Run(name, func(b *testing.B) {
			for range b.N {
				p, err := chromium.Open(site("eps=0&speed=max&"+query), browser.Desktop)
				if err != nil {
					b.Fatal(err)
				}
				defer p.Close()
				const figure = `document.querySelector("saddle-figure")`
				if err := p.Wait(time.Minute, figure+`?.snapshot?.step > 1000`); err != nil {
					b.Fatal(err)
				}
				rate, err := browser.Eval[float64](p, `new Promise((done) => {
					const figure = `+figure+`, first = {time: performance.now(), samples: figure.snapshot.samples};
					figure.addEventListener("snapshot", () => {
						const time = performance.now() - first.time;
						if (time > 2000) done((figure.snapshot.samples - first.samples) / time * 1000);
					});
				})`)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(rate, "samples/s")
				b.ReportMetric(0, "ns/op")
			}
		})
	}
}

// BenchmarkFirstFrame reports how long after navigation the live canvas stands, the median of five
// openings in a browser that already runs, by the page's own clock.
//
//	go test -tags e2e -run xxx -bench FirstFrame -benchtime 1x ./build/e2e
func BenchmarkFirstFrame(b *testing.B) {
	for name, address := range map[string]string{"http": site(""), "file": file("build/out/saddle.html")} {
		b.Run(name, func(b *testing.B) {
			var times []float64
			for len(times) < 5*b.N {
				view := browser.Desktop
				view.Script = helpers + `{
					const look = () => {
						if (globalThis.figure?.snapshot && drawn(figure)) globalThis.firstFrame = performance.now();
						else setTimeout(look, 5);
					};
					look();
				}`
				p, err := chromium.Open(address, view)
				if err != nil {
					b.Fatal(err)
				}
				if err := p.Wait(time.Minute, `globalThis.firstFrame > 0`); err != nil {
					b.Fatal(err)
				}
				at, err := browser.Eval[float64](p, `firstFrame`)
				if err != nil {
					b.Fatal(err)
				}
				p.Close()
				times = append(times, at)
			}
			slices.Sort(times)
			b.ReportMetric(times[len(times)/2], "ms")
			b.ReportMetric(0, "ns/op")
		})
	}
}
