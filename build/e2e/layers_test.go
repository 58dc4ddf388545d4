//go:build e2e

package e2e

import (
	"fmt"
	"image"
	"math"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// Every layer is to be seen when it is on, and only then, on the canvas and in the plain picture.
func TestEveryLayerIsSeen(t *testing.T) {
	for name, open := range map[string]func() *tab{
		"canvas": func() *tab { return ready(t, site("phi=relu&at=4&layers=none"), window) },
		"plain": func() *tab {
			p := openIn(t, withoutWebGL(t), site("phi=relu&at=4&layers=none"), window)
			p.wait(`part(".still svg") && !part(".still").hidden`)
			return p
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := open()
			p.wait(`figure.snapshot.step == 4 && figure.snapshot.status == "paused"`)
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
			for _, l := range []string{"target", "generated", "field", "isoline", "ellipses", "arrows", "truncation", "generated,gradients", "generated,trails", "difference", "adversary"} {
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

// The difference of the densities is drawn where the activations differ, too.
func TestDifferenceOfActivations(t *testing.T) {
	p := ready(t, site("phi=identity&star=tanh&at=4&layers=none"), window)
	p.wait(`figure.snapshot.step == 4 && figure.snapshot.status == "paused"`)
	empty := p.picture()
	p.run(`figure.set("layers", "difference")`)
	p.wait(`part(".picture") && new URLSearchParams(figure.query).get("layers") == "difference"`)
	if share := differing(empty, p.picture()); share < 0.01 {
		t.Errorf("only %v of the picture differ from nothing", share)
	}
}

// The adversary's band comes with its numbers, which fall as its reach grows, and the probe knows of it.
func TestAdversaryIsTold(t *testing.T) {
	p := ready(t, site("phi=identity&at=6&layers=generated,target,isoline"), window)
	p.wait(`figure.snapshot.step == 6 && figure.snapshot.status == "paused"`)
	if !eval[bool](p, `figure.snapshot.robust.length == 0 && part(".numbers .robust").hidden && part(".numbers .right").hidden`) {
		t.Error("numbers of a layer that is off")
	}
	p.run(`figure.set("layers", "generated,target,isoline,adversary")`)
	p.wait(`figure.snapshot.robust.length == 1`)
	before := eval[[]float64](p, `figure.snapshot.robust[0]`)
	if tv := eval[float64](p, `figure.snapshot.tv`); len(before) != 5 || before[4] != (1+tv)/2 || !(before[2] < before[0] && before[0] < before[4]+4*before[1]) {
		t.Errorf("%v at a total variation of %v", before, tv)
	}
	if text := eval[string](p, `part(".numbers .robust").checkVisibility() ? part(".numbers .robust dd").textContent : ""`); !strings.HasPrefix(text, fmt.Sprintf("%.3f", before[2])) {
		t.Errorf("the page says %q", text)
	}
	p.run(`figure.set("shift", "0.6")`)
	p.wait(`figure.snapshot.robust[0][2] < ` + fmt.Sprint(before[2]))
	if after := eval[[]float64](p, `figure.snapshot.robust[0]`); after[0] != before[0] {
		t.Errorf("the reach of an adversary changes what is right without one: %v, %v", before, after)
	}
	p.run(`part(".picture").focus()`)
	p.keys(kb.ArrowRight)
	p.wait(`/by 0.6/.test(part(".over .reading").textContent)`)
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

// A saved picture has the masses where the page has them, in its colours, at every size.
func TestMassesAreSaved(t *testing.T) {
	for _, dark := range []bool{false, true} {
		view := window
		view.Dark = dark
		p := ready(t, site("phi=relu&at=5&layers=none"), catching(view))
		p.wait(`figure.snapshot.step == 5 && figure.snapshot.status == "paused"`)
		x, y, side := p.box()
		type label struct {
			Text                string
			X, Y, Width, Height float64 // in pixels of the page
			RGB                 [3]float64
		}
		labels := eval[[]label](p, `[...figure.shadowRoot.querySelectorAll(".mass b")].map(b => { const { x, y, width, height } = b.getBoundingClientRect();
			return { Text: b.textContent, X: x, Y: y, Width: width, Height: height, RGB: getComputedStyle(b).color.match(/\d+/g).map(Number) }; })`)
		if len(labels) != 6 {
			t.Fatalf("labels on the page: %v", labels)
		}
		for scale := 1.0; scale <= 4; scale++ {
			p.run(`saved.length = 0`)
			p.click(`part(".out .menu summary")`)
			p.click(fmt.Sprintf(`act("png%v")`, scale))
			p.wait(`saved.length == 1`)
			picture := p.decoded(`saved[0].blob`)
			em := max(11, scale*side/44)
			coloured := func(c [3]float64, left, top, right, bottom float64) (n float64) { // in pixels of the page, from the square's corner
				for py := int(2.2*em + scale*top); py < int(2.2*em+scale*bottom); py++ {
					for px := int(3.2*em + scale*left); px < int(3.2*em+scale*right); px++ {
						r, g, b, _ := picture.At(px, py).RGBA()
						if math.Abs(float64(r>>8)-c[0])+math.Abs(float64(g>>8)-c[1])+math.Abs(float64(b>>8)-c[2]) < 60 {
							n++
						}
					}
				}
				return n / scale / scale
			}
			all := map[[3]float64]float64{}
			for _, l := range labels {
				left, top := l.X-x, l.Y-y
				n := coloured(l.RGB, left-1, top-1, left+l.Width+1, top+l.Height+1)
				if n < 0.08*l.Width*l.Height {
					t.Errorf("dark %v, %v×: %q has %.0f pixels in its place of %.0f×%.0f", dark, scale, l.Text, n, l.Width, l.Height)
				}
				all[l.RGB] += n
			}
			for c, n := range all {
				if m := coloured(c, 0, 0, side, side); m > n {
					t.Errorf("dark %v, %v×: %.1f pixels in %v, %.1f of them in a label's place", dark, scale, m, c, n)
				}
			}
		}
	}
}

// Labels that stick out of the square widen a saved picture: nothing is cut at its edge.
func TestMassesAreSavedWhole(t *testing.T) {
	p := ready(t, site("phi=hardtanh&at=5"), window)
	p.wait(`figure.snapshot.step == 5 && figure.snapshot.status == "paused"`)
	for scale := range 4 {
		picture := p.decoded(fmt.Sprintf(`figure.toPNG(%d)`, scale+1))
		b := picture.Bounds()
		edge := func(x, y int) {
			if picture.At(x, y) != picture.At(b.Min.X, b.Min.Y) {
				t.Fatalf("%d×: something at %d, %d, on the edge of %v", scale+1, x, y, b)
			}
		}
		for x := b.Min.X; x < b.Max.X; x++ {
			edge(x, b.Min.Y)
			edge(x, b.Max.Y-1)
		}
		for y := b.Min.Y; y < b.Max.Y; y++ {
			edge(b.Min.X, y)
			edge(b.Max.X-1, y)
		}
	}
}

// The hand works on the plain picture as on the canvas.
func TestHandOnThePlainPicture(t *testing.T) {
	p := openIn(t, withoutWebGL(t), site(slow), window)
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
