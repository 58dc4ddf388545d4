//go:build e2e

package e2e

import (
	"fmt"
	"image"
	"strings"
	"testing"
)

// Every layer is to be seen when it is on, and only then, on the canvas and in the plain picture.
func TestEveryLayerIsSeen(t *testing.T) {
	withoutWebGL := breaking(`{ const get = HTMLCanvasElement.prototype.getContext;
		HTMLCanvasElement.prototype.getContext = function (type, ...rest) { return /webgl/.test(type) ? null : get.call(this, type, ...rest); }; }`)
	for name, open := range map[string]func() *tab{
		"canvas": func() *tab { return ready(t, site("phi=relu&at=9&layers=none"), window) },
		"plain": func() *tab {
			p := open(t, site("phi=relu&at=9&layers=none"), withoutWebGL, "")
			p.wait(`part(".still svg") && !part(".still").hidden`)
			return p
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := open()
			p.wait(`figure.snapshot.step == 9 && figure.snapshot.status == "paused"`)
			show := func(layers string) {
				p.run(`figure.set("layers", "` + layers + `")`)
				p.wait(`part(".picture") && new URLSearchParams(figure.query).get("layers") == "` + layers + `"`)
				if name == "plain" {
					p.run(`figure.set("points", "1001")`) // a report with the picture of these layers comes after this
					p.wait(`figure.query.includes("points=1001")`)
					p.run(`figure.set("points", "")`)
					p.wait(`!figure.query.includes("points")`)
				}
			}
			empty := p.picture()
			for _, l := range []string{"target", "generated", "field", "isoline", "ellipses", "arrows", "truncation", "generated,gradients", "generated,trails", "difference"} {
				show(l)
				share := differing(empty, p.picture())
				t.Logf("%s: %.4f of the picture", l, share)
				if share < 0.0015 {
					t.Errorf("%s: only %v of the picture differ from nothing", l, share)
				}
			}
			show("generated")
			samples := p.picture()
			for _, l := range []string{"generated,gradients", "generated,trails", "generated,marginals"} {
				show(l)
				if share := differing(samples, p.picture()); share < 0.001 {
					t.Errorf("%s: only %v of the picture differ from the samples alone", l, share)
				}
			}
			show("none")
			if share := differing(empty, p.picture()); share != 0 {
				t.Errorf("without layers %v of the picture differ from nothing", share)
			}
		})
	}
}

// What ReLU puts on lines and in the corner is said beside them, and adds up.
func TestMassesAreSaid(t *testing.T) {
	p := ready(t, site("phi=relu&at=5"), window)
	p.wait(`figure.snapshot.step == 5`)
	masses := eval[[]string](p, `[...figure.shadowRoot.querySelectorAll(".mass")].map(e => e.textContent)`)
	if len(masses) != 3 {
		t.Fatalf("%d masses: %q", len(masses), masses)
	}
	for i, place := range []string{"in this point", "on this line", "on this line"} {
		if !strings.HasPrefix(masses[i], place) || !strings.Contains(masses[i], "of the target") || !strings.Contains(masses[i], "of the generator") {
			t.Errorf("%q", masses[i])
		}
	}
	if n := eval[int](p, `(figure.set("phi", "leaky"), new Promise(done => { const look = () => { const n = figure.shadowRoot.querySelectorAll(".mass").length; n ? setTimeout(look, 30) : done(n); }; look(); }))`); n != 0 {
		t.Errorf("%d masses of a law that has none", n)
	}
}

// The hand works on the plain picture as on the canvas.
func TestHandOnThePlainPicture(t *testing.T) {
	p := open(t, site(slow), breaking(`{ const get = HTMLCanvasElement.prototype.getContext;
		HTMLCanvasElement.prototype.getContext = function (type, ...rest) { return /webgl/.test(type) ? null : get.call(this, type, ...rest); }; }`))
	p.wait(`part(".still svg") && !part(".still").hidden`)
	p.pause()
	before := eval[string](p, `JSON.stringify(figure.snapshot.WStar)`)
	from := p.handle("target", 0)
	from2 := from
	from2.X += 30
	p.must(p.Drag(nil, from, from2))
	p.wait(fmt.Sprintf(`JSON.stringify(figure.snapshot.WStar) != %q`, before))
	p.run(`part(".picture").focus()`)
	p.keys("+")
	p.wait(`figure.query.includes("view=")`)
}

// Between the discriminator's move and the generator's the picture shows where the samples will be pushed, then they move.
func TestHalfStepsAreSeen(t *testing.T) {
	p := ready(t, site("layers=generated&at=6"), window)
	p.wait(`figure.snapshot.step == 6 && figure.snapshot.status == "paused"`)
	before := p.picture()
	if n := dark(before); n > 200 {
		t.Fatalf("%d dark pixels among the samples", n)
	}
	p.click(`act("discriminator")`)
	p.wait(`figure.snapshot.samples > 0 && part(".status")`)
	p.wait(`new Promise(done => setTimeout(() => done(true), 0))`)
	arrows := p.picture()
	if n := dark(arrows); n < 400 {
		t.Errorf("%d dark pixels: no arrows after the discriminator's move", n)
	}
	w := eval[string](p, `JSON.stringify(figure.snapshot.W)`)
	p.click(`act("generator")`)
	p.wait(fmt.Sprintf(`JSON.stringify(figure.snapshot.W) != %q`, w))
	p.wait(`figure.snapshot.step == 7`)
	var last image.Image
	for range 40 { // the way there takes its time
		if last = p.picture(); dark(last) < 200 {
			break
		}
	}
	if n := dark(last); n > 200 {
		t.Errorf("%d dark pixels: the arrows stay after the generator's move", n)
	}
	if share := differing(before, last); share < 0.01 {
		t.Errorf("only %v of the picture changed", share)
	}
}

// dark counts the pixels of the square, its axes left out, that are as good as ink.
func dark(picture image.Image) (n int) {
	b := picture.Bounds()
	side := b.Dx() * 85 / 100
	for y := b.Min.Y + b.Dx()/20; y < b.Min.Y+side; y++ {
		for x := b.Min.X + b.Dx()/8; x < b.Min.X+side; x++ {
			if r, g, bl, _ := picture.At(x, y).RGBA(); r < 0x5000 && g < 0x5000 && bl < 0x5000 {
				n++
			}
		}
	}
	return n
}
