//go:build e2e

package e2e

import (
	"testing"

	"saddle/build/browser"
)

// At constant steps the page says what theory knows: the edge of stability under the slider of the generator's step, which moves with the
// other settings, the ellipses of the phase chart, and the temperatures, as predicted and, in time, as measured.
func TestTheoryBesideTheFigure(t *testing.T) {
	p := ready(t, site("phi=identity&target=isotropic&d=1&whiten=off&rule=simultaneous&batch=512&schedule=constant&etaD=0.1&eps=0&init=target&speed=max"), browser.Desktop)
	set := func(name, value string) {
		p.run(`figure.set("` + name + `", "` + value + `")`)
	}
	mark := `[...document.querySelectorAll(".field:has([name=etaG]) .mark")].map(m => m.textContent).join()`
	p.wait(mark + ` == "edge 1.49"`)
	p.settings()
	// The tick stands where the knob does at this value.
	p.run(`document.querySelector(".field:has([name=etaG])").closest("details").open = true`)
	if off := eval[float64](p, `(() => {
		const slider = document.querySelector(".slider[data-param=etaG]"), box = slider.getBoundingClientRect();
		const tick = document.querySelector(".field:has([name=etaG]) .mark i").getBoundingClientRect();
		const share = Math.log(1.491 / 1e-5) / Math.log(100 / 1e-5);
		return Math.abs(tick.left + tick.width / 2 - (box.left + 8 + share * (box.width - 16)));
	})()`); off > 2 {
		t.Errorf("the tick is %v px from where the value stands", off)
	}
	if !eval[bool](p, `(() => { const s = document.querySelector(".slider[data-param=etaG]"); return document.getElementById(s.getAttribute("aria-describedby")).textContent == "edge 1.49"; })()`) {
		t.Error("a screen reader is not told")
	}
	p.run(`act("settings").click()`) // the chart is where they were
	p.wait(`/^G 0\.57\d predicted.*; D 0\.\d+ predicted/.test(part(".numbers .heat dd").textContent) && !part(".numbers .heat").hidden`)
	p.wait(`/^G 0\.57\d predicted, 0\.\d+ ± 0\.\d+ measured; D .* measured$/.test(part(".numbers .heat dd").textContent)`)
	p.run(`figure.shadowRoot.querySelector('.tabs input[value="phase"]').click()`)
	p.wait(`/1, 2, 3σ as predicted/.test(part(".drawing").textContent)`)
	set("etaD", "2")
	p.wait(mark + ` == "edge 1.25"`)
	set("rule", "alternating")
	p.wait(mark + ` == "edge 4.00"`)
	set("d", "2")
	p.wait(`/long run, as predicted/.test(part(".drawing").textContent)`)
	set("schedule", "decay")
	p.wait(mark + ` == "" && part(".numbers .heat").hidden && !/predicted/.test(part(".drawing").textContent)`)
}
