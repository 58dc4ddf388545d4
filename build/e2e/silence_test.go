//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"saddle/build/browser"
)

// A browser that is short of memory ends a worker without a word. The figure notices, says so, and Retry goes on where it was, with
// what could be undone and redone.
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
	p.run(`figure.set("speed", 50)`)
	p.wait(`figure.snapshot.query.includes("speed=50")`)
	p.run(`figure.set("points", 300)`)
	p.wait(`figure.snapshot.query.includes("points=300")`)
	before := eval[float64](p, `figure.snapshot.step`)
	p.click(`act("undo")`)
	p.wait(`!figure.snapshot.query.includes("points=300") && !act("undo").disabled && !act("redo").disabled`)
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
	if got := eval[string](p, `figure.snapshot.query`); got != query || step != before {
		t.Errorf("the query was %s at step %v and is %s at step %v", query, before, got, step)
	}
	p.wait(`!act("undo").disabled && !act("redo").disabled`)
	p.click(`act("redo")`)
	p.wait(`figure.snapshot.query.includes("points=300")`)
	p.click(`act("undo")`)
	p.wait(`!figure.snapshot.query.includes("points=300")`)
	p.click(`act("undo")`)
	p.wait(`!figure.snapshot.query.includes("speed=50") && act("undo").disabled`)
}
