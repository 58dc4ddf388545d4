//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"saddle/build/browser"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// slow keeps a run going for as long as a test takes; nothing is reached that would end it.
const slow = "speed=30&eps=0"

func TestPlayPauseStepReset(t *testing.T) {
	p := ready(t, site(slow), window)
	p.pause()
	at := p.step()
	p.click(`act("step")`)
	p.wait(fmt.Sprintf(`figure.snapshot.step == %v`, at+1))
	p.click(`act("discriminator")`)
	p.click(`act("generator")`)
	p.wait(fmt.Sprintf(`figure.snapshot.step == %v`, at+2))
	if got := eval[string](p, `figure.snapshot.status`); got != "paused" {
		t.Errorf("stepping made a paused run %s", got)
	}
	p.click(`act("reset")`)
	p.wait(`figure.snapshot.step == 0 && figure.snapshot.status == "paused"`)
	p.click(`act("play")`)
	p.wait(`figure.snapshot.status == "running" && figure.snapshot.step > 3`)
	p.click(`act("reset")`)
	p.wait(`figure.snapshot.step < 3 && figure.snapshot.status == "running"`)
}

func TestHalfStepsMoveOnePlayer(t *testing.T) {
	p := ready(t, site(slow), window)
	p.pause()
	players := func() (generator, discriminator string) {
		return eval[string](p, `JSON.stringify(figure.snapshot.W)`), eval[string](p, `JSON.stringify([figure.snapshot.A, figure.snapshot.b])`)
	}
	g0, d0 := players()
	p.click(`act("discriminator")`)
	p.wait(fmt.Sprintf(`JSON.stringify([figure.snapshot.A, figure.snapshot.b]) != %s`, browser.Quote(d0)))
	g1, d1 := players()
	if g1 != g0 {
		t.Error("the discriminator's step moved the generator")
	}
	p.click(`act("generator")`)
	p.wait(fmt.Sprintf(`JSON.stringify(figure.snapshot.W) != %s`, browser.Quote(g1)))
	if _, d2 := players(); d2 != d1 {
		t.Error("the generator's step moved the discriminator")
	}
}

func TestDiceDrawsAnotherTarget(t *testing.T) {
	p := ready(t, site(slow+"&seed=7"), window)
	target := eval[string](p, `JSON.stringify(figure.snapshot.WStar)`)
	p.click(`act("dice")`)
	p.wait(fmt.Sprintf(`JSON.stringify(figure.snapshot.WStar) != %s`, browser.Quote(target)))
	p.wait(`!/(^|&)seed=7(&|$)/.test(figure.query)`)
	if got := eval[string](p, `JSON.stringify(new URLSearchParams(figure.query).get("seed"))`); got == "null" || got == `"7"` {
		t.Errorf("the seed in the query is %s", got)
	}
}

func TestKeyboard(t *testing.T) {
	p := ready(t, site(slow), window)
	p.run(`part(".picture").focus()`)
	p.wait(`figure.snapshot.status == "running"`)
	top := eval[float64](p, `scrollY`)
	p.keys(" ")
	p.wait(`figure.snapshot.status == "paused"`)
	if now := eval[float64](p, `scrollY`); now != top {
		t.Errorf("Space scrolled the page from %v to %v", top, now)
	}
	at := p.step()
	p.keys("s")
	p.wait(fmt.Sprintf(`figure.snapshot.step == %v`, at+1))
	p.keys("r")
	p.wait(`figure.snapshot.step == 0`)
	p.keys(" ")
	p.wait(`figure.snapshot.status == "running"`)
}

// Tab must walk through the figure and out of it: the canvas must not swallow keys.
func TestTabLeavesTheFigure(t *testing.T) {
	address := embed(t, `<button id="before">before</button><script src="../saddle.js"></script>
		<saddle-figure query="`+slow+`" controls></saddle-figure><button id="after">after</button>`, nil)
	p := ready(t, address, window)
	p.run(`document.getElementById("before").focus()`)
	inside := map[string]bool{}
	for range 40 {
		p.keys(kb.Tab)
		where := eval[string](p, `document.activeElement.id || (figure.shadowRoot.activeElement?.dataset.act ?? document.activeElement.localName)`)
		if where == "after" {
			for _, act := range []string{"play", "step", "reset", "share"} {
				if !inside[act] {
					t.Errorf("Tab never reached %q", act)
				}
			}
			return
		}
		inside[where] = true
	}
	t.Errorf("Tab did not leave the figure; it saw %v", inside)
}

// A key that belongs to what has the focus is not the figure's.
func TestKeysInFieldsAreText(t *testing.T) {
	p := ready(t, site(slow), window)
	p.settings()
	p.run(`document.querySelector("[name=seed]").closest("details").open = true`)
	p.run(`document.querySelector("[name=seed]").focus()`)
	p.wait(`figure.snapshot.step > 2`)
	before := p.step()
	p.keys("r")
	p.wait(fmt.Sprintf(`figure.snapshot.step > %v`, before+5)) // a reset would have gone back
}

func TestSettings(t *testing.T) {
	p := ready(t, site(slow), window)
	p.settings()
	open := func(name string) {
		p.run(`document.querySelector("[name=` + name + `]").closest("details").open = true`)
	}
	open("phi")
	p.run(`(() => { const s = document.querySelector("select[name=phi]"); s.focus(); s.value = "tanh"; s.dispatchEvent(new Event("input", {bubbles: true})); s.dispatchEvent(new Event("change", {bubbles: true})); })()`)
	p.wait(`/(^|&)phi=tanh(&|$)/.test(figure.query)`)

	open("kappa")
	p.run(`document.querySelector("[name=kappa]").select()`)
	p.keys("10" + kb.Enter)
	p.wait(`/(^|&)kappa=10(&|$)/.test(figure.query)`)
	p.wait(`location.search.includes("kappa=10")`)

	p.run(`document.querySelector("[name=kappa]").select()`)
	p.keys("100000" + kb.Enter)
	p.wait(`document.querySelector("[name=kappa]").closest(".field").innerText.includes("Condition number κ = 100000")`)
	p.wait(`document.querySelector("[name=kappa]").value == "1000"`)
	p.wait(`figure.snapshot.status == "running"`)

	open("layers")
	box := `document.querySelector("[name=layers][value=field]")`
	p.still(box) // the group before has closed above it, and the browser scrolls by as much
	p.click(box)
	p.wait(`/(^|&)layers=[^&]*(&|$)/.test(figure.query) && !/layers=[^&]*field/.test(figure.query)`)
}

func TestUndo(t *testing.T) {
	p := ready(t, site(slow), window)
	p.run(`figure.set("kappa", "20")`)
	p.wait(`figure.query.includes("kappa=20")`)
	p.wait(`!act("undo").disabled`)
	p.click(`act("undo")`)
	p.wait(`!figure.query.includes("kappa=20")`)
	p.wait(`!act("redo").disabled`)
	p.run(`part(".picture").focus()`)
	p.keys("z", chromedp.ModifierCtrl, chromedp.ModifierShift)
	p.wait(`figure.query.includes("kappa=20")`)
}

// On a phone the same buttons answer a finger.
func TestTouch(t *testing.T) {
	p := ready(t, site(slow), browser.Phone)
	p.wait(`figure.snapshot.status == "running"`)
	p.tap(`act("play")`)
	p.wait(`figure.snapshot.status == "paused"`)
	at := p.step()
	p.tap(`act("step")`)
	p.wait(fmt.Sprintf(`figure.snapshot.step == %v`, at+1))
}
