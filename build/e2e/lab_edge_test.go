//go:build e2e

package e2e

import (
	"strings"
	"testing"
	"time"

	"saddle/build/browser"
)

// The laboratory of the largest eigenvalue in the page: bars that grow, and every kind of entries, with this machine's bits.
func TestEdgeIsTheNativeTable(t *testing.T) {
	const small = "lab=edge&d=4,8&seed=1,2&draws=100,1000&entries=gaussian,sign,uniform,student&beta=1,2"
	p := openLab(t, small, `workers="2"`)
	p.click(`labAct("start")`)
	p.waitLong(`until("done")`)
	p.same(small)

	const threshold = "lab=edge&n=100&d=4&seed=1,2&draws=400&excess=0,0.5,1"
	p = openLab(t, threshold, `workers="2"`)
	p.click(`labAct("start")`)
	p.waitLong(`until("done")`)
	p.same(threshold)
	if shown := eval[[]string](p, `[...inLab(".charts").children].map(f => f.dataset.chart)`); strings.Join(shown, " ") != "law power spike" {
		t.Errorf("the charts %v are shown", shown)
	}
}

// 100 000 draws at 32 columns take less than ten seconds on two cores, and pile up under the curve.
func TestEdgePilesUp(t *testing.T) {
	p := openLab(t, "lab=edge&d=32&seed=1..4&draws=25,250,2500,25000", `workers="2"`)
	p.run(`void setTimeout(() => lab.start())`)
	threads, err := p.Threads(longPatience, `lab.state == "done"`)
	if err != nil {
		t.Fatal(err)
	}
	took := time.Duration(0)
	for _, thread := range threads {
		if thread.Kind == browser.Worker {
			took += thread.CPU
		}
	}
	t.Logf("100 000 draws: %v of computing", took)
	if took > 20*time.Second {
		t.Errorf("100 000 draws take %v of computing", took)
	}
	p.waitLong(`inLab("[data-chart=law] .moments output").textContent.startsWith("100\u202f000 draws")`)
}
