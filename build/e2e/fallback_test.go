//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"saddle/build/browser"
)

// breaking is a browser that lacks something, by a script that takes it away.
func breaking(script string) browser.View {
	v := window
	v.Script = script
	return v
}

// withoutWebGL starts a browser that has none. A script could take it away from the page, but not from a frame in another process.
func withoutWebGL(t *testing.T) *browser.Browser {
	b, err := browser.Start(t.Context(), map[string]any{"disable-3d-apis": true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// Without WebGL 2 the training goes on, with its numbers and a plain picture.
func TestWithoutWebGL(t *testing.T) {
	p := openIn(t, withoutWebGL(t), site(""), window)
	p.wait(`part(".still svg") && !part(".still").hidden`)
	p.skip()
	p.wait(`figure.snapshot.tv < 0.1`)
	p.wait(`/WebGL/.test(part(".words").innerText)`)
	checkCanvas(t, p)
	p.wait(`figure.snapshot.status == "converged"`)
	picture := eval[string](p, `Promise.resolve(figure.toPNG()).then(v => v.type ?? v.slice(0, 20))`)
	if !strings.Contains(picture, "image/png") {
		t.Errorf("toPNG gives %s", picture)
	}
}

// Where no worker can start, the page trains in slices, with the same numbers.
func TestWithoutWorker(t *testing.T) {
	at := func(p *tab) string {
		p.wait(`figure.snapshot?.status == "paused" || figure.snapshot?.step > 3`)
		p.run(`figure.pause()`)
		p.wait(`figure.snapshot.status == "paused"`)
		p.run(`figure.reset()`)
		p.wait(`figure.snapshot.step == 0`)
		p.run(`figure.step(25)`)
		p.wait(`figure.snapshot.step == 25`)
		return eval[string](p, moment)
	}
	with := at(ready(t, site(slow), window))
	for name, script := range map[string]string{
		"refused": `globalThis.Worker = class { constructor() { throw new DOMException("no workers here", "SecurityError"); } };`,
		"failing": `globalThis.Worker = class extends EventTarget { constructor() { super(); setTimeout(() => this.onerror?.(new ErrorEvent("error", {message: "blocked", cancelable: true})), 10); } postMessage() {} terminate() {} };`,
	} {
		t.Run(name, func(t *testing.T) {
			p := ready(t, site(slow), breaking(script))
			if without := at(p); without != with {
				t.Errorf("with a worker    %.200s\nwithout a worker %.200s", with, without)
			}
		})
	}
}

// Without SIMD the scalar program runs, with the same numbers.
func TestWithoutSIMD(t *testing.T) {
	p := ready(t, site("seed=4&"+slow), window)
	p.wait(`figure.snapshot.step > 20`)
	if engine := eval[string](p, `figure.snapshot.engine`); engine != "SIMD" {
		t.Errorf("this browser has SIMD, but the engine is %q", engine)
	}
	p.pause()
	want, step := eval[string](p, moment), p.step()

	q := ready(t, site(fmt.Sprintf("seed=4&at=%v&%s", step, slow)), breaking(`WebAssembly.validate = () => false;`))
	q.wait(fmt.Sprintf(`figure.snapshot.step == %v`, step))
	if engine := eval[string](q, `figure.snapshot.engine`); engine != "scalar" {
		t.Errorf("the engine is %q", engine)
	}
	if got := eval[string](q, moment); got != want {
		t.Errorf("SIMD   %.200s\nscalar %.200s", want, got)
	}
}

// When fetch is refused, the programs come through script tags, as from a disk.
func TestWithoutFetch(t *testing.T) {
	p := ready(t, site(""), breaking(`globalThis.fetch = () => Promise.reject(new TypeError("Failed to fetch"));`))
	p.skip()
	p.wait(`figure.snapshot.step > 3`)
}

// When the program cannot start in the picture's frame, still pictures stand in until it can.
func TestStageCannotStart(t *testing.T) {
	p := open(t, site(slow), breaking(`if (self === top) {
		globalThis.broken = true;
		const srcdoc = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "srcdoc");
		Object.defineProperty(HTMLIFrameElement.prototype, "srcdoc", {...srcdoc, set(html) {
			srcdoc.set.call(this, broken ? String(html).replaceAll("WebAssembly.instantiate", "WebAssembly.no") : html);
		}});
	}`))
	p.wait(`/picture could not start/.test(part(".notes").innerText) && part(".still svg") && !part(".still").hidden`)
	p.wait(`figure.snapshot.step > 3`)
	p.run(`void (broken = false)`)
	p.click(`[...part(".notes").querySelectorAll("button")].find(b => /retry/i.test(b.innerText))`)
	p.wait(`drawn(figure) && !/picture/.test(part(".notes").innerText)`)
}

// Without WebAssembly there is nothing to run; the page says so and stays readable.
func TestWithoutWebAssembly(t *testing.T) {
	p := open(t, site(""), breaking(`delete globalThis.WebAssembly;`))
	p.wait(`/WebAssembly/.test(part(".words").innerText)`)
	if height := eval[float64](p, `part(".poster").getBoundingClientRect().height`); height < 100 {
		t.Errorf("the poster is %v pixels high", height)
	}
}

// A strict host allows exactly what README.md says.
func TestUnderAContentSecurityPolicy(t *testing.T) {
	policy := "default-src 'none'; connect-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; " +
		"script-src 'nonce-abc' 'wasm-unsafe-eval'; worker-src blob:"
	address := embed(t, `<script src="../saddle.js" nonce="abc"></script><saddle-figure query="`+slow+`" controls></saddle-figure>`,
		http.Header{"Content-Security-Policy": {policy}})
	p := ready(t, address, window)
	p.wait(`figure.snapshot.step > 3`)
}

// hurried shortens the time that a run waits for its canvas.
const hurried = `{ const later = setTimeout; globalThis.setTimeout = (f, ms, ...rest) => later(f, ms == 8000 ? 100 : ms, ...rest); }`

// A run that goes on without its canvas shows every moment that it counts, and the canvas takes over at the moment it has
// come to.
func TestPictureFollowsBeforeTheCanvas(t *testing.T) {
	// The frame's program is held back on its way there: a frame in another process is not the page's to slow down.
	p := open(t, site(slow), breaking(hurried+`
		globalThis.release = undefined;
		const gate = new Promise((resolve) => globalThis.release = resolve), post = MessagePort.prototype.postMessage;
		MessagePort.prototype.postMessage = function (message, ...rest) {
			if (message instanceof Blob) gate.then(() => post.call(this, message, ...rest));
			else post.call(this, message, ...rest);
		};
		globalThis.late = [];
		document.addEventListener("DOMContentLoaded", () => figure.addEventListener("snapshot", () => {
			const still = part(".still svg");
			if (still && !part(".still").hidden && !still.getAttribute("aria-label").endsWith(figure.snapshot.sentence)) late.push(figure.snapshot.step);
		}));`))
	p.wait(`figure.snapshot.step > 40 && !part(".still").hidden`)
	if late := eval[[]float64](p, `late`); len(late) > 0 {
		t.Errorf("at steps %v the picture is of another moment", late)
	}
	p.run(`release()`)
	p.wait(`drawn(figure)`)
	checkCanvas(t, p)
	step := p.step()
	p.wait(fmt.Sprintf(`figure.snapshot.step > %v`, step))
}

// The canvas is shown when its first picture stands there, however long the graphics take to get ready.
func TestCanvasIsShownWhenItHasSomethingToShow(t *testing.T) {
	p := ready(t, site(slow), breaking(hurried+`
		globalThis.order = [];
		addEventListener("message", ({data}) => /^link/.test(data) && order.push(data));
		const frame = "<script>{ const link = WebGL2RenderingContext.prototype.linkProgram; WebGL2RenderingContext.prototype.linkProgram = function (...rest) {" +
			"parent.postMessage('linking', '*'); for (const end = performance.now() + 700; performance.now() < end;); link.apply(this, rest); parent.postMessage('linked', '*'); } }</" + "script>";
		Object.defineProperty(HTMLIFrameElement.prototype, "srcdoc", {set(html) { this.setAttribute("srcdoc", String(html).replace(/<body[^>]*>/, (body) => body + frame)); }});
		document.addEventListener("DOMContentLoaded", () => new MutationObserver(() => drawn(figure) && !order.includes("shown") && order.push("shown"))
			.observe(figure.shadowRoot, {subtree: true, attributes: true, attributeFilter: ["hidden"]}));`))
	order := eval[[]string](p, `order`)
	shown := slices.Index(order, "shown")
	if shown < 0 || !slices.Contains(order, "linked") || slices.Contains(order[shown:], "linked") {
		t.Errorf("the graphics were made ready, and the canvas shown, in the order %v", order)
	}
	p.wait(`figure.snapshot.step > 3`)
}
