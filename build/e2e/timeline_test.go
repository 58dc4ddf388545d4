//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"saddle/build/browser"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A hundred steps forward and back on the timeline are the same moment, bit for bit, half steps included.
func TestTimelineForwardAndBack(t *testing.T) {
	for _, query := range []string{"", "&phi=relu&disc=facewise", "&rule=optimistic&average=half"} {
		p := ready(t, site("speed=max&eps=0"+query), window)
		p.run(`figure.pause(), figure.reset(), figure.step(37)`)
		p.wait(`figure.snapshot.step == 37 && figure.snapshot.status == "paused" && figure.snapshot.bilevel.length > 0`) // with its theory
		before := eval[string](p, `figure.toJSON()`)
		p.run(`figure.step(100)`)
		p.wait(`figure.snapshot.step == 137 && figure.snapshot.status == "paused"`)
		p.click(`act("discriminator")`)
		p.wait(`part(".where").textContent.includes("½")`)

		p.run(`part(".when").focus()`)
		p.keys(strings.Repeat(kb.ArrowLeft, 100))
		p.wait(`figure.snapshot.step == 37 && figure.snapshot.status == "paused"`)
		if after := eval[string](p, `figure.toJSON()`); after != before {
			t.Errorf("%s: step 37 after 100 steps forward and back is\n%.600s\nand was\n%.600s", query, after, before)
		}
		p.wait(`part(".where").textContent == "Step 37 of 137"`)
		p.run(`part(".picture").focus()`)
		p.keys(kb.End)
		p.wait(`figure.snapshot.step == 137`)
		p.keys(",,")
		p.wait(`figure.snapshot.step == 135`)
		p.keys(kb.Home)
		p.wait(`figure.snapshot.step == 0`)
	}
}

// The handle follows a pointer, and the run stays where it is let go.
func TestTimelineIsDragged(t *testing.T) {
	p := ready(t, site("speed=max&eps=0"), browser.Desktop)
	p.wait(`figure.snapshot.step > 1000`)
	p.pause()
	end := p.step()
	handle, err := p.Where(`part(".when")`)
	if err != nil {
		t.Fatal(err)
	}
	width := eval[float64](p, `part(".when").clientWidth`)
	at := func(share float64) browser.Point { return browser.Point{X: handle.X + (share-0.5)*width, Y: handle.Y} }
	err = p.Drag(func() error {
		p.wait(fmt.Sprintf(`Math.abs(figure.snapshot.step / %v - 0.3) < 0.05 && figure.snapshot.status == "paused"`, end))
		return nil
	}, at(0.9), at(0.8), at(0.6), at(0.4), at(0.3))
	if err != nil {
		t.Fatal(err)
	}
	held := p.step()
	p.run(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`)
	if now := p.step(); now != held {
		t.Errorf("let go at step %v it went to %v", held, now)
	}
	// Playing on passes the old end by the same way.
	p.click(`act("play")`)
	p.wait(fmt.Sprintf(`figure.snapshot.step > %v`, end))
}

// A long replay shows how far it is, and Escape stops it where it stands.
func TestReplayShowsProgressAndCancels(t *testing.T) {
	p := ready(t, site("at=100000000&eps=0"), window)
	p.wait(`/Replaying, \d+ %/.test(part(".where").textContent) && part(".status").textContent.includes("Replaying")`)
	p.run(`part(".picture").focus()`)
	p.keys(kb.Escape)
	p.wait(`figure.snapshot.status == "paused" && figure.snapshot.step < 100000000 && figure.snapshot.progress == 1`)
}

// In slow motion each player's move is shown and named, and the same button ends it.
func TestSlowMotion(t *testing.T) {
	p := ready(t, site(slow), window)
	speed := eval[string](p, `part(".pace .value").value`)
	p.click(`act("slow")`)
	p.wait(`act("slow").getAttribute("aria-pressed") == "true"`)
	for _, player := range []string{"discriminator", "generator", "discriminator"} {
		p.wait(`act("` + player + `").hasAttribute("data-turn") && part(".status").textContent.includes("` + player + `")`)
	}
	p.wait(`part(".announcer").textContent.length > 0`)
	p.click(`act("slow")`)
	p.wait(`act("slow").getAttribute("aria-pressed") == "false" && part(".pace .value").value == ` + browser.Quote(speed))
	p.wait(`!part("[data-turn]")`)
	p.run(`part(".picture").focus()`)
	p.keys("]")
	p.wait(`part(".pace .value").value == "60"`)
	p.keys("[")
	p.wait(`part(".pace .value").value == "30"`)
}

// Keys answer in the figure, and the sheet names them.
func TestKeySheet(t *testing.T) {
	p := ready(t, site(slow), browser.Desktop)
	p.run(`part(".picture").focus()`)
	p.keys("?", chromedp.ModifierShift)
	p.wait(`part("dialog").open`)
	step := p.step()
	p.keys("r") // belongs to the sheet, which has no use for it
	p.wait(fmt.Sprintf(`figure.snapshot.step > %v`, step))
	if n := eval[int](p, `part("dialog").querySelectorAll("kbd").length`); n < 25 {
		t.Errorf("the sheet has %d keys", n)
	}
	p.keys(kb.Escape)
	p.wait(`!part("dialog").open && figure.shadowRoot.activeElement == part(".picture")`)
	p.keys("5")
	p.wait(`part(".tabs [value=phase]").checked && part(".drawing svg")`)
	p.keys(" ")
	p.wait(`figure.snapshot.status == "paused"`)
	samples := eval[float64](p, `figure.snapshot.samples`)
	p.keys("d")
	p.wait(fmt.Sprintf(`figure.snapshot.samples == %v && part(".where").textContent.includes("½")`, samples+64))
	at := p.step()
	p.keys("g")
	p.wait(fmt.Sprintf(`figure.snapshot.step == %v`, at+1))
	p.keys("n")
	p.wait(`figure.snapshot.step == 0 && figure.query.includes("seed=")`)
}

// A link cannot say in which order one player was moved alone, and does not pretend to.
func TestSharingAHalfStepSaysWhatIsLeftOut(t *testing.T) {
	p := ready(t, site(slow), window)
	p.pause()
	p.click(`act("share")`)
	p.wait(`act("share").dataset.done || part(".note.share")`)
	if eval[bool](p, `!!part(".note.share")?.textContent.includes("one player")`) {
		t.Error("a plain run is said to be none")
	}
	p.click(`act("discriminator")`)
	p.wait(`part(".where").textContent.includes("½")`)
	p.click(`act("share")`)
	p.wait(`[...figure.shadowRoot.querySelectorAll(".note")].some((n) => n.textContent.includes("one player alone"))`)
}
