//go:build e2e

package e2e

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"

	"saddle/build/browser"
)

// beside opens a page with a figure and a laboratory that works while the reader plays with the figure.
func beside(t *testing.T, b *browser.Browser, figure string) *tab {
	t.Helper()
	view := browser.Desktop
	view.Script = labView.Script + watching
	escape := func(query string) string { return strings.ReplaceAll(query, "&", "&amp;") }
	p := openIn(t, b, embed(t, `<script src="../saddle.js"></script>
		<saddle-figure query="`+escape(figure)+`" controls="all"></saddle-figure>
		<saddle-lab query="`+escape("d=2,4,8&seed=1..1000&n=2000,4000,8000,16000")+`"></saddle-lab>
		<details class="group"><summary>More</summary>There is more.</details>`, nil), view)
	p.wait(`figure?.snapshot?.step > 3 && drawn(figure)`)
	p.run(`lab.ready.then(() => lab.start())`)
	p.waitLong(`lab.results?.done >= 40 && inLab(".charts").children.length == 4`)
	return p
}

// works fails the test unless the experiment has been going on until now.
func (p *tab) works() {
	p.t.Helper()
	if state := eval[string](p, `lab.state`); state != "running" {
		p.t.Errorf("the experiment is %s: it ended too soon for this test", state)
	}
}

// While an experiment runs and its charts grow, nothing holds the page's thread. Counted is the time spent computing, and a
// busy test machine gets three chances, as in TestNoLongTasks.
func TestLabLeavesThePageQuick(t *testing.T) {
	const most = 50 * time.Millisecond
	p := beside(t, chromium, slow)
	p.run(`lab.addEventListener("progress", () => globalThis.reports++)`)
	quiet := false
	for range 3 {
		p.run(`void (globalThis.reports = 0)`)
		tasks, err := p.Tasks(patience, `reports >= 4`)
		if err != nil {
			t.Fatal(err)
		}
		busiest := slices.MaxFunc(tasks, func(a, b browser.Task) int { return cmp.Compare(a.CPU, b.CPU) })
		t.Logf("of %d tasks the busiest computed for %v of %v", len(tasks), busiest.CPU, busiest.Wall)
		if quiet = busiest.CPU <= most; quiet {
			break
		}
	}
	if !quiet {
		t.Errorf("again and again the page's thread is held for more than %v", most)
	}
	p.works()
}

// While an experiment runs, another figure answers at once: at its own speed, and training flat out.
func TestLabLeavesFiguresInteractive(t *testing.T) {
	plain := withoutGPU(t)
	for name, query := range map[string]string{"own speed": "eps=0", "flat out": "eps=0&speed=max"} {
		t.Run(name, func(t *testing.T) {
			p := beside(t, plain, query)
			p.answersWithin(100)
			p.works()
		})
	}
}
