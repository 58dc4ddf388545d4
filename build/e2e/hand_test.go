//go:build e2e

package e2e

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"math"
	"strings"
	"testing"

	"saddle/build/browser"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// handleOf is an expression for the handle of a column, counted from 0.
func handleOf(player string, column int) string {
	return fmt.Sprintf(`[...figure.shadowRoot.querySelectorAll(".handle.of-%d")][%d]`, map[string]int{"target": 0, "generator": 1}[player], column)
}

func (p *tab) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// handle brings the picture into the window and returns where the handle of a column is.
func (p *tab) handle(player string, column int) browser.Point {
	p.t.Helper()
	x, y, side := p.box()
	left, top := p.place(handleOf(player, column))
	return browser.Point{X: x + left*side, Y: y + top*side}
}

// box brings the picture into the window and returns where it is.
func (p *tab) box() (x, y, side float64) {
	p.run(`part(".picture").scrollIntoView({block: "center", behavior: "instant"}), new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))`)
	b := eval[[3]float64](p, `(() => { const b = part(".picture").getBoundingClientRect(); return [b.x, b.y, b.width]; })()`)
	return b[0], b[1], b[2]
}

// place returns the shares of the picture's side at which the middle of an element is.
func (p *tab) place(element string) (left, top float64) {
	at := eval[[2]float64](p, `(() => { const b = `+element+`.getBoundingClientRect(), s = part(".picture").getBoundingClientRect();
		return [(b.x + b.width / 2 - s.x) / s.width, (b.y + b.height / 2 - s.y) / s.height]; })()`)
	return at[0], at[1]
}

// picture returns what the canvas shows, at its full resolution, when everything the page was told has come there.
func (p *tab) picture() image.Image {
	p.t.Helper()
	p.run(`new Promise(done => { let n = 8; const wait = () => --n ? requestAnimationFrame(wait) : done(0); wait(); })`)
	return p.decoded(`figure.toPNG()`)
}

// decoded returns the picture that a blob, or the promise of one, holds.
func (p *tab) decoded(blob string) image.Image {
	p.t.Helper()
	text := eval[string](p, `Promise.resolve(`+blob+`).then(b => new Promise(done => { const r = new FileReader(); r.onload = () => done(r.result.split(",")[1]); r.readAsDataURL(b); }))`)
	data, err := base64.StdEncoding.DecodeString(text)
	p.must(err)
	picture, err := png.Decode(bytes.NewReader(data))
	p.must(err)
	return picture
}

// differing is the share of pixels in which two pictures differ visibly.
func differing(a, b image.Image) float64 {
	n, all := 0, 0
	for y := 0; y < a.Bounds().Dy(); y++ {
		for x := 0; x < a.Bounds().Dx(); x++ {
			all++
			r, g, bl, _ := a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y).RGBA()
			r2, g2, b2, _ := b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y).RGBA()
			d := func(u, v uint32) int { return int(math.Abs(float64(u)-float64(v))) >> 8 }
			if d(r, r2)+d(g, g2)+d(bl, b2) > 24 {
				n++
			}
		}
	}
	return float64(n) / float64(all)
}

// A reader drags a column of the target: the run goes on from where the generator stands, follows, and its link is the
// experiment.
func TestDragTheTarget(t *testing.T) {
	p := ready(t, site("speed=60"), window)
	p.wait(`figure.snapshot.step > 40`)
	before := eval[[]float64](p, `figure.snapshot.WStar.flat()`)
	from := p.handle("target", 0)
	picture := p.picture()
	to := browser.Point{X: from.X + 60, Y: from.Y + 50}
	var left0, top0 float64
	p.must(p.Drag(func() error {
		p.wait(`figure.query.includes("wstar=") && figure.query.includes("w0=")`)
		left0, top0 = p.place(handleOf("target", 0))
		return nil
	}, from, browser.Point{X: from.X + 20, Y: from.Y + 10}, to))
	after := eval[[]float64](p, `figure.snapshot.WStar.flat()`)
	if !(after[0] > before[0] && after[2] < before[2]) { // to the right and down: the first column
		t.Errorf("W_* went from %v to %v", before, after)
	}
	if math.Abs(after[1]-before[1])+math.Abs(after[3]-before[3]) > 0.01 {
		t.Errorf("the other column moved: from %v to %v", before, after)
	}
	if left, top := p.place(handleOf("target", 0)); math.Hypot(left-left0, top-top0) > 0.01 {
		t.Errorf("the handle is at %v, %v, was let go at %v, %v", left, top, left0, top0)
	}
	if share := differing(picture, p.picture()); share < 0.02 {
		t.Errorf("only %v of the picture changed", share)
	}
	p.wait(`part(".notes").innerText.includes("You moved the target")`)
	p.wait(`figure.snapshot.status == "converged"`) // it follows
	query := eval[string](p, `figure.query`)
	p.run(`figure.pause()`)
	p.run(`figure.reset()`)
	p.wait(`figure.snapshot.step == 0 && figure.snapshot.status == "paused"`)
	p.run(`figure.step(25)`)
	p.wait(`figure.snapshot.step == 25`)
	want := eval[string](p, moment)
	other := ready(t, site(query+"&at=25"), window)
	other.wait(`figure.snapshot.step == 25`)
	if got := eval[string](other, moment); got != want {
		t.Errorf("the link shows %s, not %s", got, want)
	}
}

// Undo takes one drag back as one.
func TestUndoADrag(t *testing.T) {
	p := ready(t, site(slow), window)
	p.pause()
	before := eval[string](p, `JSON.stringify(figure.snapshot.WStar)`)
	from := p.handle("target", 1)
	p.must(p.Drag(nil, from, browser.Point{X: from.X - 20, Y: from.Y - 10}, browser.Point{X: from.X - 40, Y: from.Y - 30}))
	p.wait(`figure.query.includes("wstar=")`)
	p.wait(`!act("undo").disabled`)
	p.click(`act("undo")`)
	p.wait(`!figure.query.includes("wstar=") && !figure.query.includes("w0=")`)
	p.wait(fmt.Sprintf(`JSON.stringify(figure.snapshot.WStar) == %s`, browser.Quote(before)))
}

// The generator's columns can be taken hold of while it rests.
func TestDragTheGenerator(t *testing.T) {
	p := ready(t, site(slow), window)
	p.wait(`figure.snapshot.status == "running" && part(".handle.of-1").hidden`)
	p.pause()
	p.wait(`!part(".handle.of-1").hidden`)
	before := eval[[]float64](p, `figure.snapshot.W.flat()`)
	from := p.handle("generator", 1)
	p.must(p.Drag(nil, from, browser.Point{X: from.X + 40, Y: from.Y - 40}))
	p.wait(`figure.query.includes("w0=") && !figure.query.includes("wstar=")`)
	after := eval[[]float64](p, `figure.snapshot.W.flat()`)
	if !(after[1] > before[1] && after[3] > before[3]) {
		t.Errorf("W went from %v to %v", before, after)
	}
	p.click(`act("play")`)
	p.wait(`figure.snapshot.step > 5`)
	p.click(`act("reset")`)
	p.wait(fmt.Sprintf(`Math.abs(figure.snapshot.W[0][1] - %v) < 1e-9 || figure.snapshot.step > 0`, after[1]))
}

// Keys move a column too, and a screen reader hears where it is.
func TestKeysMoveAColumn(t *testing.T) {
	p := ready(t, site(slow), window)
	p.pause()
	p.run(`part(".picture").focus()`)
	p.keys(kb.Tab)
	if label := eval[string](p, `figure.shadowRoot.activeElement.ariaLabel`); !strings.HasPrefix(label, "Column 1 of the target matrix") {
		t.Fatalf("after the picture comes %q", label)
	}
	before := eval[[]float64](p, `figure.snapshot.WStar.flat()`)
	p.keys(kb.ArrowRight)
	p.keys(kb.ArrowRight)
	p.keys(kb.ArrowUp, chromedp.ModifierShift)
	p.wait(fmt.Sprintf(`figure.snapshot.WStar[0][0] > %v && figure.snapshot.WStar[1][0] > %v`, before[0], before[2]+0.1))
	p.wait(`/^Column 1 of the target matrix: .*\d/.test(part(".announcer").textContent)`)
	if focus := eval[bool](p, `figure.shadowRoot.activeElement.matches(".handle.of-0")`); !focus {
		t.Error("the handle lost the focus")
	}
}

// A finger drags a column and does not scroll the page.
func TestTouchDragsAColumn(t *testing.T) {
	p := ready(t, site(slow), browser.Phone)
	p.wait(`figure.snapshot.status == "running"`)
	from := p.handle("target", 0)
	top := eval[float64](p, `scrollY`)
	var way [][]browser.Point
	for k := range 8 {
		way = append(way, []browser.Point{{X: from.X - 5*float64(k), Y: from.Y - 6*float64(k)}})
	}
	p.must(p.Touch(way...))
	p.wait(`figure.query.includes("wstar=")`)
	if now := eval[float64](p, `scrollY`); now != top {
		t.Errorf("the page scrolled from %v to %v", top, now)
	}
}

// Hovering says what is there; keys do the same and are read out.
func TestProbe(t *testing.T) {
	p := ready(t, site(slow), window)
	p.pause()
	x, y, side := p.box()
	p.must(p.Hover(browser.Point{X: x + 0.8*side, Y: y + 0.2*side}, browser.Point{X: x + 0.81*side, Y: y + 0.21*side}))
	p.wait(`!part(".reading").hidden && /D = 0\.\d+/.test(part(".reading").textContent) && /log-ratio/.test(part(".reading").textContent)`)
	if left, top := p.place(`part(".probe")`); math.Abs(left-0.81) > 0.03 || math.Abs(top-0.21) > 0.03 {
		t.Errorf("the probe is at %v, %v", left, top)
	}
	p.must(p.Hover(browser.Point{X: x + 0.5*side, Y: y + side + 60}))
	p.wait(`part(".reading").hidden && part(".probe").hidden`)

	p.run(`part(".picture").focus()`)
	p.keys(kb.ArrowRight)
	p.wait(`!part(".reading").hidden`)
	first := eval[string](p, `part(".reading").textContent`)
	for range 5 {
		p.keys(kb.ArrowUp)
	}
	p.wait(fmt.Sprintf(`part(".reading").textContent != %s`, browser.Quote(first)))
	p.wait(`part(".announcer").textContent == part(".reading").textContent`)
	p.keys(kb.Escape)
	p.wait(`part(".reading").hidden`)
}

// On a phone a tap does it, and follows the sample that it met.
func TestProbeByTouch(t *testing.T) {
	p := ready(t, site(slow+"&layers=target,generated"), browser.Phone)
	x, y, side := p.box()
	at := browser.Point{X: x + 0.4*side, Y: y + 0.6*side}
	p.must(p.Touch([]browser.Point{at}))
	p.wait(`!part(".reading").hidden && /^A (target|generated) sample at/.test(part(".reading").textContent)`)
	p.must(p.TapTwice(browser.Point{X: x + 0.8*side, Y: y + 0.2*side}))
	p.wait(`figure.query.includes("view=")`)
	p.tap(`part('[data-zoom="fit"]')`)
	p.wait(`!figure.query.includes("view=") && part('[data-zoom="fit"]').hidden`)
}

func TestZoomAndPan(t *testing.T) {
	p := ready(t, site(slow), window)
	p.pause()
	extent := func() []float64 { return eval[[]float64](p, `figure.snapshot.extent`) }
	x, y, side := p.box()
	whole := extent()
	at := browser.Point{X: x + 0.25*side, Y: y + 0.25*side}
	under := whole[0] + 0.25*(whole[1]-whole[0])
	before := p.picture()
	p.must(p.Wheel(at, -240, true))
	p.wait(`figure.query.includes("view=")`)
	e := extent()
	if !(e[1]-e[0] < 0.7*(whole[1]-whole[0])) || math.Abs(e[0]+0.25*(e[1]-e[0])-under) > 0.01 {
		t.Errorf("from %v to %v", whole, e)
	}
	p.wait(`location.search.includes("view=")`)
	if share := differing(before, p.picture()); share < 0.05 {
		t.Errorf("only %v of the picture changed", share)
	}
	ticks := eval[string](p, `part(".ticks.across").innerText`)

	p.must(p.Drag(nil, browser.Point{X: x + 0.9*side, Y: y + 0.1*side}, browser.Point{X: x + 0.8*side, Y: y + 0.1*side}, browser.Point{X: x + 0.6*side, Y: y + 0.2*side}))
	p.wait(fmt.Sprintf(`figure.snapshot.extent[0] > %v`, e[0]+0.25*(e[1]-e[0])))
	if now := extent(); math.Abs((now[2]-e[2])/(e[1]-e[0])-0.1) > 0.01 {
		t.Errorf("dragged down, the picture went from %v to %v", e, now)
	}
	if now := eval[string](p, `part(".ticks.across").innerText`); now == ticks {
		t.Error("the axis did not follow")
	}

	p.run(`part(".picture").focus({preventScroll: true})`)
	p.keys("0")
	p.wait(`!figure.query.includes("view=")`)
	p.keys("+")
	p.wait(fmt.Sprintf(`figure.snapshot.extent[1] - figure.snapshot.extent[0] < %v`, 0.9*(whole[1]-whole[0])))
	p.keys("-")
	p.keys("-")
	p.wait(fmt.Sprintf(`figure.snapshot.extent[1] - figure.snapshot.extent[0] > %v`, 1.1*(whole[1]-whole[0])))
	e = extent()
	p.keys(kb.ArrowRight, chromedp.ModifierShift)
	p.wait(fmt.Sprintf(`figure.snapshot.extent[0] > %v`, e[0]))
	p.click(`part('[data-zoom="fit"]')`)
	p.wait(`!figure.query.includes("view=")`)
	if now := extent(); now[0] != whole[0] || now[3] != whole[3] {
		t.Errorf("all of it is %v, was %v", now, whole)
	}
}

// The wheel is the page's, unless the picture has the focus.
func TestWheelScrollsThePage(t *testing.T) {
	p := ready(t, site(slow), window)
	p.pause()
	p.run(`document.activeElement?.blur()`)
	x, y, side := p.box()
	top := eval[float64](p, `scrollY`)
	p.must(p.Wheel(browser.Point{X: x + side/2, Y: y + side/4}, 200, false))
	p.wait(fmt.Sprintf(`scrollY > %v`, top+50))
	if q := eval[string](p, `figure.query`); strings.Contains(q, "view=") {
		t.Errorf("it zoomed: %s", q)
	}
	p.run(`part(".picture").focus({preventScroll: true})`)
	x, y, side = p.box()
	p.must(p.Wheel(browser.Point{X: x + side/2, Y: y + side/2}, -100, false))
	p.wait(`figure.query.includes("view=")`)
}

// One finger scrolls, two zoom.
func TestPinch(t *testing.T) {
	p := ready(t, site(slow), browser.Phone)
	p.wait(`figure.snapshot.status == "running"`)
	x, y, side := p.box()
	pair := func(spread float64) []browser.Point {
		return []browser.Point{{X: x + (0.5-spread)*side, Y: y + 0.5*side}, {X: x + (0.5+spread)*side, Y: y + 0.5*side}}
	}
	whole := eval[[]float64](p, `figure.snapshot.extent`)
	p.must(p.Touch(pair(0.1), pair(0.13), pair(0.16), pair(0.2), pair(0.2)))
	p.wait(fmt.Sprintf(`Math.abs((figure.snapshot.extent[1] - figure.snapshot.extent[0]) / %v - 0.5) < 0.05`, whole[1]-whole[0]))
	if scale := eval[float64](p, `visualViewport.scale`); scale != 1 {
		t.Errorf("the page zoomed to %v", scale)
	}
	query, top := eval[string](p, `figure.query`), eval[float64](p, `scrollY`)
	var swipe [][]browser.Point
	for k := range 10 {
		swipe = append(swipe, []browser.Point{{X: x + 0.5*side, Y: y + 0.8*side - 15*float64(k)}})
	}
	p.must(p.Touch(swipe...))
	p.wait(fmt.Sprintf(`scrollY > %v`, top+30))
	if now := eval[string](p, `figure.query`); now != query {
		t.Errorf("the swipe moved the picture: %s", now)
	}
}
