//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"saddle/build/browser"
)

const card = `document.querySelector(".tour-card")`

// The tour goes by keys or taps from part to part, each in view with its ring around it and the card beside it, and at the
// end the reader is back where it began.
func TestTour(t *testing.T) {
	for name, view := range map[string]browser.View{"desktop": browser.Desktop, "phone": browser.Phone, "small phone": {Width: 320, Height: 568, Touch: true}} {
		t.Run(name, func(t *testing.T) {
			p := ready(t, site(slow), view)
			next := func() { p.keys(kb.ArrowRight) }
			if view.Touch {
				next = func() { p.tap(card + `.querySelector("[data-go='1']")`) }
				p.tap(`document.querySelector("[data-tour]")`)
			} else {
				p.run(`document.querySelector("[data-tour]").focus()`)
				p.keys(kb.Enter)
			}
			stops := eval[int](p, `document.querySelectorAll("#tour li").length`)
			for i := range stops {
				p.wait(fmt.Sprintf(card+`?.querySelector("#tour-count").textContent == "%d of %d" && document.activeElement == `+card, i+1, stops))
				if why := eval[string](p, `(() => {
					const selector = document.querySelectorAll("#tour li")[`+fmt.Sprint(i)+`].dataset.at;
					const box = (e) => e.getBoundingClientRect(), c = box(`+card+`), r = box(document.querySelector(".tour-ring"));
					const part = box(figure.shadowRoot.querySelector(selector) ?? document.querySelector(selector));
					if (Math.abs(r.x + 4 - part.x) > 1 || Math.abs(r.y + 4 - part.y) > 1 || Math.abs(r.width - 8 - part.width) > 1) return "the ring is elsewhere";
					if (part.bottom < 20 || part.top > innerHeight - 20) return selector + " is out of view";
					if (c.x < 0 || c.y < 0 || c.right > innerWidth + 0.5 || c.bottom > innerHeight + 0.5) return "the card sticks out";
					return "";
				})()`); why != "" {
					t.Errorf("stop %d: %s", i+1, why)
				}
				next()
			}
			p.wait(`!` + card + ` && document.activeElement.matches("[data-tour]") && scrollY == 0`)
		})
	}
}

// Skipping it in the middle, the reader can go on from there.
func TestTourGoesOn(t *testing.T) {
	p := ready(t, site(slow), browser.Desktop)
	p.click(`document.querySelector("[data-tour]")`)
	p.click(card + `.querySelector("[data-go='1']")`)
	p.wait(card + `.innerText.startsWith("2 of")`)
	p.keys(kb.ArrowRight)
	p.wait(card + `.innerText.startsWith("3 of")`)
	p.click(`act("play")`) // the figure answers all the while
	p.wait(`figure.snapshot.status == "paused"`)
	p.keys(kb.Escape)
	p.wait(`!` + card + ` && document.activeElement.matches("[data-tour]")`)
	p.keys(kb.Enter)
	p.wait(card + `.innerText.startsWith("3 of")`)
	p.keys(kb.ArrowLeft)
	p.wait(card + `.innerText.startsWith("2 of")`)
	p.click(card + `.querySelector("[data-go='0']")`)
	p.wait(`!` + card)
}
