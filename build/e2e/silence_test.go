//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"saddle/build/browser"
)

// A browser that is short of memory ends a worker without a word. The figure notices, says so, and Retry goes on where it was.
func TestTrainerThatIsEndedSilently(t *testing.T) {
	view := browser.View{Width: window.Width, Height: window.Height, Script: window.Script + `
		globalThis.trainers = [];
		{
			const Plain = Worker;
			globalThis.Worker = class extends Plain {
				postMessage(m, ...rest) { if (m?.part == "trainer") trainers.push(this); super.postMessage(m, ...rest); }
			};
			const every = setInterval; // looks come forty times as often
			globalThis.setInterval = (f, ms, ...rest) => every(f, ms == 2000 ? 50 : ms, ...rest);
		}`}
	p := open(t, site("d=2&seed=3&eps=0"), view)
	p.wait(`figure?.snapshot?.step > 20`)
	p.run(`figure.pause()`)
	p.wait(`figure.snapshot.status == "paused"`)
	// A worker that rests answers for longer than the silence after which one is given up.
	p.run(`new Promise((done) => { let looks = 0; const timer = setInterval(() => ++looks > 40 && (clearInterval(timer), done()), 2000); })`)
	if said := eval[string](p, `part(".notes").innerText`); said != "" {
		t.Fatalf("a worker at rest is given up: %q", said)
	}
	step, query := eval[float64](p, `figure.snapshot.step`), eval[string](p, `figure.snapshot.query`)
	p.run(`void trainers.forEach((w) => w.terminate())`)
	p.wait(`part(".notes").innerText.includes("it stopped answering")`)
	p.run(`void [...part(".notes").querySelectorAll("button")].find((b) => b.innerText == "Retry").click()`)
	p.wait(fmt.Sprintf(`trainers.length == 2 && figure.snapshot?.step == %v && figure.snapshot.status == "paused" && !part(".notes").innerText.includes("Retry")`, step))
	if got := eval[string](p, `figure.snapshot.query`); got != query {
		t.Errorf("the query was %s and is %s", query, got)
	}
}
