//go:build e2e

package e2e

import (
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
