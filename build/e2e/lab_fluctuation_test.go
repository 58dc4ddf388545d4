//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// The laboratory of fluctuations in the page: a cloud and its ellipses that play, and the diffusion beside the game, with this machine's
// bits.
func TestFluctuationIsTheNativeTable(t *testing.T) {
	const cloud = "lab=fluctuation&w0=1.1&etaD=0.2&etaG=0.1&batch=64&seed=1..25&steps=2,10,40,160"
	p := openLab(t, cloud, `workers="2"`)
	p.click(`labAct("start")`)
	p.waitLong(`until("done")`)
	p.same(cloud)
	if shown := eval[[]string](p, `[...inLab(".charts").children].map(f => f.dataset.chart)`); strings.Join(shown, " ") != "cloud distance" {
		t.Errorf("the charts %v are shown", shown)
	}
	if words := eval[string](p, `inLab("[data-chart=cloud] .moments output").textContent`); !strings.Contains(words, "Step 160") || !strings.Contains(words, "predicted 39 %") {
		t.Errorf("the last moment says %q", words)
	}

	const weak = "lab=fluctuation&process=chains,diffusion,modified&batch=4&w0=0.5&eta=0.4,0.5,1&seed=1..2&chains=100&steps=2,4,5"
	p = openLab(t, weak, `workers="2"`)
	p.click(`labAct("start")`)
	p.waitLong(`until("done")`)
	p.same(weak)
}
