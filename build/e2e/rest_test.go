//go:build e2e

package e2e

import (
	"testing"

	"saddle/build/browser"
)

// A figure at rest costs nothing: while a run is paused or has converged, nothing is painted.
func TestNothingIsPaintedAtRest(t *testing.T) {
	// A browser that does not isolate the picture's frame, so that the script below reaches into it.
	plain, err := browser.Start(t.Context(), map[string]any{"disable-features": "IsolateSandboxedIframes,Translate"})
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	view := window
	view.Script = `
		if (top === globalThis) {
			globalThis.painted = 0;
			addEventListener("message", (event) => { if (event.data === "painted") painted++; });
			// quiet says whether so many frames of the page pass without one of the picture.
			globalThis.quiet = async (frames) => {
				const before = painted;
				for (let i = 0; i < frames; i++) await new Promise(requestAnimationFrame);
				return painted === before;
			};
		}
		const draw = WebGL2RenderingContext.prototype.drawElements;
		WebGL2RenderingContext.prototype.drawElements = function (...args) {
			top.postMessage("painted", "*");
			return draw.apply(this, args);
		};`
	for name, c := range map[string]struct{ query, rest string }{
		"paused":    {"eps=0", `figure.pause() ?? true`},
		"converged": {"speed=200", `figure.snapshot.status == "converged"`},
	} {
		t.Run(name, func(t *testing.T) {
			p := openIn(t, plain, site(c.query), view)
			p.wait(`figure?.snapshot?.step > 3 && drawn(figure)`)
			p.wait(`painted > 3`)
			p.wait(c.rest)
			p.wait(`["paused", "converged"].includes(figure.snapshot.status)`)
			// After a last glide, for which a busy machine may take its time, a second and a half without a single frame.
			p.wait(`quiet(90)`)
			p.click(`act("play")`) // and it can be woken
			p.wait(`painted > 0 && figure.snapshot.status == "running"`)
		})
	}
}
