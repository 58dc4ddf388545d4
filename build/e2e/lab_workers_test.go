//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// The laboratory of workers in the page: every method, with this machine's bits, and packets that fly.
func TestWorkersAreTheNativeTable(t *testing.T) {
	const small = "lab=workers&d=2,3&batch=16&etaD=0.3&etaG=0.1&seed=1,2&rounds=1..5,40,200&method=hybrid,full,average,zeroth,qsgd&m=3"
	p := openLab(t, small, `workers="2"`)
	p.click(`labAct("start")`)
	p.waitLong(`until("done")`)
	p.same(small)
	if shown := eval[[]string](p, `[...inLab(".charts").children].map(f => f.dataset.chart)`); strings.Join(shown, " ") != "picture rounds floats heard evaluations gradients" {
		t.Errorf("the charts %v are shown", shown)
	}
	if words := eval[string](p, `inLab("[data-chart=picture] .moments output").textContent`); !strings.Contains(words, "Round 200: each hears 3 numbers") {
		t.Errorf("the last moment says %q", words)
	}
}

// Workers that have a thread each give the table of one thread here, bit for bit, send what is counted, and one that is
// killed is replaced.
func TestWorkersApart(t *testing.T) {
	const each = "lab=workers&d=2&batch=16&etaD=0.3&etaG=0.1&rounds=10,100&method=hybrid,full,average,qsgd&m=1,3&threads=each"
	p := openLab(t, each, "")
	p.click(`labAct("start")`)
	p.waitLong(`until("done")`)
	if got, want := eval[string](p, `lab.toCSV()`), native(t, each).CSV(); got != want {
		t.Errorf("the page's table is\n%swant\n%s", got, want)
	}
	if off := eval[string](p, `lab.results.fits.filter(f => f.what == "bytes on the wire").map(f => f.value - f.predicted).join()`); off != "0,0,0,0,0,0,0,0" {
		t.Errorf("the bytes on the wire differ from the counters by %q", off)
	}
	if n := eval[int](p, `started.length`); n != 5 {
		t.Errorf("%d threads were started, want the desk, a runner and three workers", n)
	}
	if line := eval[[]float64](p, `lab.results.charts.find(c => c.name == "time").series[0].x.sort()`); len(line) != 2 || line[0] != 1 || line[1] != 3 {
		t.Errorf("the clock is shown for %v workers", line)
	}

	const slow = "lab=workers&d=8&batch=512&etaD=0.05&etaG=0.01&rounds=100..4000:20&tau=8&m=2&threads=each"
	p = openLab(t, slow, "")
	p.click(`labAct("start")`)
	p.waitLong(`lab.results?.done >= 2`)
	p.run(`killNewest()`)
	p.waitLong(`until("done")`)
	if got, want := eval[string](p, `lab.toCSV()`), native(t, slow).CSV(); got != want {
		t.Errorf("after a worker was killed the page's table is\n%swant\n%s", got, want)
	}
	if n := eval[int](p, `started.length`); n != 5 {
		t.Errorf("%d threads were started, want the desk, a runner, two workers and one in place of the lost", n)
	}
}
