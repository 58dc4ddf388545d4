//go:build e2e

package e2e

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"saddle/build/browser"
)

// Two workers reach at least 0.9 times twice the cells of one, on free cores: they spend no more computing on the same grid, and
// each takes the next run as soon as it has done one. Counted is computing, which a busy test machine does not change; how
// evenly they share it is up to that machine.
func TestLabWorkersShareTheWork(t *testing.T) {
	spent := func(workers int) (all, least time.Duration) {
		p := openLab(t, "d=8&seed=1..12&n=160000&eps=0.1", `workers="`+strconv.Itoa(workers)+`"`)
		p.run(`void setTimeout(() => lab.start())`)
		threads, err := p.Threads(longPatience, `lab.state == "done"`)
		if err != nil {
			t.Fatal(err)
		}
		for _, thread := range threads {
			if thread.Kind != browser.Worker || thread.CPU < 100*time.Millisecond {
				continue // the desk, and what is not of the laboratory
			}
			all += thread.CPU
			if least == 0 || thread.CPU < least {
				least = thread.CPU
			}
		}
		return all, least
	}
	one, _ := spent(1)
	two, least := spent(2)
	t.Logf("the grid takes %v of computing on one worker; on two %v, %v of it on the one that has less", one, two, least)
	if float64(one) < 0.9*float64(two) {
		t.Errorf("two workers spend %v where one spends %v", two, one)
	}
	if float64(least) < 0.1*float64(two) {
		t.Errorf("one worker has only %v of %v", least, two)
	}
}

// BenchmarkLabWorkers reports the cells per second of two workers over those of one, on the wall and one after the other, once
// all have begun and as long as none is without work: 2 at best, where two cores are free.
//
//	go test -tags e2e -run xxx -bench LabWorkers -benchtime 7x ./build/e2e
func BenchmarkLabWorkers(b *testing.B) {
	var ratios []float64
	const cells = 96
	rate := func(workers int) float64 {
		view := labView
		view.Script = helpers + view.Script
		page, err := chromium.Open(embed(b, `<script src="../saddle.js"></script>
			<saddle-lab query="d=8&amp;seed=1..`+strconv.Itoa(cells)+`&amp;n=100000&amp;eps=0.1" workers="`+strconv.Itoa(workers)+`"></saddle-lab>`, nil), view)
		if err != nil {
			b.Fatal(err)
		}
		defer page.Close()
		p := &tab{page, b}
		p.wait(`until("idle")`)
		p.run(`void (globalThis.reports = [])`)
		p.run(`lab.addEventListener("progress", () => reports.push({at: performance.now(), done: lab.results.done}))`)
		p.run(`void setTimeout(() => lab.start())`)
		p.waitLong(`lab.state == "done"`)
		p.run(fmt.Sprintf(`void (reports = reports.filter(({done}) => done >= %d && done <= %d))`, cells/8, cells-cells/8))
		return eval[float64](p, `(reports.at(-1).done - reports[0].done) / (reports.at(-1).at - reports[0].at)`)
	}
	for range b.N {
		ratios = append(ratios, rate(2)/rate(1))
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[0], "least")
	b.ReportMetric(ratios[len(ratios)/2], "median")
	b.ReportMetric(ratios[len(ratios)-1], "most")
	b.ReportMetric(0, "ns/op")
}
