//go:build e2e

package e2e

import (
	"testing"
	"time"

	"saddle/build/browser"
)

// withinReach starts a browser that does not isolate the picture's frame, so that a script reaches into it.
func withinReach(t *testing.T) *browser.Browser {
	b, err := browser.Start(t.Context(), map[string]any{"disable-features": "IsolateSandboxedIframes,Translate"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// A figure at rest costs nothing: while a run is paused or has converged, nothing is painted.
func TestNothingIsPaintedAtRest(t *testing.T) {
	plain := withinReach(t)
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

// Pictures do not queue up: as a rule the one before is done when the next is painted, however slow the graphics are. The rest
// in between is in proportion to what a picture takes.
func TestOnePictureAtATime(t *testing.T) {
	plain := withinReach(t)
	view := window
	view.Script = `
		if (top === globalThis) {
			globalThis.alone = globalThis.crowded = 0;
			globalThis.took = [], globalThis.rested = [];
			addEventListener("message", ({data}) => {
				if (data === "alone") alone++;
				if (data === "crowded") crowded++;
				if (data?.took) took.push(data.took), rested.push(data.rested);
			});
			globalThis.median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
		}
		let fence, painting = false, begun = 0, ended = 0;
		const draw = WebGL2RenderingContext.prototype.drawElements;
		WebGL2RenderingContext.prototype.drawElements = function (...args) {
			if (!painting) {
				painting = true;
				if (ended > begun) top.postMessage({took: ended - begun, rested: performance.now() - ended}, "*");
				begun = performance.now();
				if (fence) {
					top.postMessage(this.getSyncParameter(fence, this.SYNC_STATUS) === this.SIGNALED ? "alone" : "crowded", "*");
					this.deleteSync(fence);
					fence = undefined; // and nobody looks at it again
				}
				setTimeout(() => {
					painting = false;
					const mine = (fence = this.fenceSync(this.SYNC_GPU_COMMANDS_COMPLETE, 0));
					this.flush();
					const look = () => {
						if (fence !== mine) return;
						if (this.getSyncParameter(mine, this.SYNC_STATUS) === this.SIGNALED) ended = performance.now();
						else setTimeout(look, 2);
					};
					look();
				});
			}
			return draw.apply(this, args);
		};`
	p := openIn(t, plain, site("eps=0&speed=max"), view)
	p.wait(`figure?.snapshot?.step > 3 && drawn(figure)`)
	p.run(`void (alone = crowded = took.length = rested.length = 0)`)
	p.wait(`alone + crowded >= 40`)
	if crowded := eval[int](p, `crowded`); crowded > 10 {
		t.Errorf("%d of 40 pictures were painted before the last one was done", crowded)
	} else {
		t.Logf("%d of 40 pictures were painted before the last one was done", crowded)
	}
	took, rested := eval[float64](p, `median(took)`), eval[float64](p, `median(rested)`)
	t.Logf("a picture takes %.0f ms, and the next begins %.0f ms later", took, rested)
	if rested > 3*took+100 {
		t.Error("that is too long a rest")
	}
}

// A picture saved at another size leaves the canvas as sharp as it was.
func TestSavingKeepsTheCanvasSharp(t *testing.T) {
	view := browser.Phone
	view.Still = true
	p := ready(t, site(""), view)
	const width = `figure.toPNG().then(createImageBitmap).then((picture) => picture.width)`
	before := eval[int](p, width)
	look := func() int {
		data, err := p.Screenshot()
		if err != nil {
			t.Fatal(err)
		}
		return len(data)
	}
	sharp := look()
	if small := eval[int](p, `figure.toPNG(1).then(createImageBitmap).then((picture) => picture.width)`); 10*small > 6*before {
		t.Errorf("%d pixels at 1×, %d at the screen's 2×", small, before)
	}
	end := time.Now().Add(patience)
	for look() < sharp*99/100 { // a blurred picture packs smaller
		if time.Now().After(end) {
			t.Fatal("the canvas stays blurred")
		}
	}
}

// The target's samples travel once. A canvas that has to be made anew, as on a screen of another density, has them still.
func TestANewCanvasHasTheOldSamples(t *testing.T) {
	view := window
	view.Script = `
		globalThis.screens = [];
		const plain = matchMedia;
		globalThis.matchMedia = (query) => {
			const list = plain(query);
			if (query.includes("dppx")) screens.push(list);
			return list;
		};
		globalThis.pixels = () => figure.toPNG().then(createImageBitmap).then((picture) => {
			const canvas = new OffscreenCanvas(picture.width, picture.height), context = canvas.getContext("2d");
			context.drawImage(picture, 0, 0);
			return [...context.getImageData(0, 0, canvas.width, canvas.height).data].join();
		});`
	p := ready(t, site("layers=target&eps=0"), view)
	p.wait(`figure.snapshot.step > 5`)
	p.click(`act("play")`)
	p.wait(`figure.snapshot.status == "paused"`)
	p.run(`pixels().then((text) => void (globalThis.before = text))`)
	p.run(`void (globalThis.frame = part("iframe"))`)
	p.run(`void screens.at(-1).onchange()`)
	p.wait(`part("iframe") && part("iframe") != frame && drawn(figure)`)
	p.wait(`pixels().then((text) => text == before)`)
}
