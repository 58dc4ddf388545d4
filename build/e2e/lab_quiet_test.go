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

// While an experiment runs, the reader sees what came of what they did with another figure within 100 ms, all but one time in
// twenty: a figure at its own speed, and one that trains flat out. A busy test machine gets three chances.
func TestLabLeavesFiguresInteractive(t *testing.T) {
	const most = 100
	plain := withoutGPU(t)
	for name, query := range map[string]string{"own speed": "eps=0", "flat out": "eps=0&speed=max"} {
		t.Run(name, func(t *testing.T) {
			p := beside(t, plain, query)
			slowest := 0.0
			for range 3 {
				answered, painted := p.interactions()
				slowest = percentile(painted, 95)
				t.Logf("%d interactions: dealt with after %.0f ms at the median, %.0f ms at the 95th percentile; painted after %.0f ms and %.0f ms",
					len(answered), percentile(answered, 50), percentile(answered, 95), percentile(painted, 50), slowest)
				if slowest <= most {
					break
				}
			}
			if slowest > most {
				t.Errorf("again and again the 95th percentile is %.0f ms", slowest)
			}
			p.works()
		})
	}
}
