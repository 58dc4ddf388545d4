//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"saddle/core/version"
)

// The picture can be saved as an SVG of its own, whatever the figure is drawn by; it stands with its axes and in the colours of the moment.
func TestPictureAsSVG(t *testing.T) {
	for name, prepare := range map[string]func(t *testing.T) *tab{
		"canvas": func(t *testing.T) *tab { return ready(t, site("phi=relu&eps=0&unseen=pause"), catching(window)) },
		"no workers": func(t *testing.T) *tab {
			view := catching(window)
			view.Script += `globalThis.Worker = class { constructor() { throw new Error("no workers"); } };`
			return ready(t, site("phi=relu&eps=0&unseen=pause"), view)
		},
		"one file": func(t *testing.T) *tab {
			return ready(t, file("build/out/saddle.html")+"?phi=relu&eps=0&unseen=pause", catching(window))
		},
		"no WebGL": func(t *testing.T) *tab { return openIn(t, withoutWebGL(t), site("phi=relu&eps=0"), catching(window)) },
	} {
		t.Run(name, func(t *testing.T) {
			p := prepare(t)
			p.wait(`figure.snapshot.step > 3`)
			p.run(`figure.pause()`)
			p.wait(`figure.snapshot.status == "paused"`)
			p.run(`figure.setAttribute("theme", "dark")`)
			p.click(`part(".out .menu summary")`)
			p.click(`act("vector")`)
			p.wait(`globalThis.saved?.length == 1`)
			text := eval[string](p, `saved[0].blob.text()`)
			for _, want := range []string{"<svg xmlns", "%</text>", ">target</text>", ">generated</text>", ">y₁</text>", ">y₂</text>", "#5c9cf5", "the total variation is", "Saddle " + version.Number} {
				if !strings.Contains(text, want) {
					t.Errorf("%s is missing in %.300s", want, text)
				}
			}
			if strings.Contains(text, "var(--") {
				t.Error("it has colours of the page")
			}
			if wrong := eval[string](p, `saved[0].blob.text().then((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror")?.textContent ?? "")`); wrong != "" {
				t.Error(wrong)
			}
			p.wait(`drawn(figure) || !part(".still").hidden`)
		})
	}
}

// Where the browser changes what a page reads from its canvas, so that nobody is known by it, colours are right and the picture says so.
func TestNoiseInTheCanvas(t *testing.T) {
	v := catching(window)
	v.Script += `
		const read = CanvasRenderingContext2D.prototype.getImageData;
		CanvasRenderingContext2D.prototype.getImageData = function (...a) {
			const image = read.apply(this, a);
			for (let i = 0; i < image.data.length; i++) image.data[i] = (7 * i + 13) % 251;
			return image;
		};`
	p := ready(t, site("phi=relu&eps=0&unseen=pause"), v)
	p.wait(`figure.snapshot.step > 3`)
	p.run(`figure.pause()`)
	p.click(`part(".out .menu summary")`)
	p.click(`act("png1")`)
	p.wait(`/Picture \(SVG\) is exact/.test(part(".note.save")?.innerText)`)
	p.click(`part(".out .menu summary")`)
	p.click(`act("vector")`)
	p.wait(`globalThis.saved?.length == 1`)
	if text := eval[string](p, `saved[0].blob.text()`); !strings.Contains(text, `fill="#ffffff"`) || !strings.Contains(text, `fill="#1b4f9e"`) {
		t.Errorf("the colours are others: %.400s", text)
	}
	checkCanvas(t, p)
}
