//go:build e2e

package e2e

import (
	"testing"

	"saddle/build/browser"
)

// building counts what is built of the laboratories and comparisons of a page.
const building = `
	globalThis.others = () => [...document.querySelectorAll("saddle-lab, saddle-compare")];
	globalThis.built = () => others().filter((e) => e.shadowRoot?.querySelector(":not(.alone)")).length;`

// The reader's first picture comes before what nobody sees yet.
func TestTheFirstPictureComesFirst(t *testing.T) {
	view := browser.Desktop
	view.Script = building + `
		document.addEventListener("DOMContentLoaded", () => new MutationObserver((_, watch) => drawn(figure) && (watch.disconnect(), globalThis.before = built()))
			.observe(figure.shadowRoot, {subtree: true, attributes: true, attributeFilter: ["hidden"]}));`
	p := ready(t, site(""), view)
	if before := eval[int](p, `before`); before != 0 {
		t.Errorf("%d laboratories and comparisons were built before it", before)
	}
	p.wait(`others().length > 9 && built() == others().length`)
}

// Whatever waits for its turn answers a script at once, and comes when the reader does.
func TestWhatWaitsForItsTurn(t *testing.T) {
	// No picture comes, and no patience ends.
	p := open(t, embed(t, `<script src="../saddle.js"></script><saddle-figure query="eps=0" paused></saddle-figure><div style="height: 9000px"></div>
		<saddle-compare query="eps=0" vary="batch" values="16,64" paused></saddle-compare><div style="height: 9000px"></div>
		<saddle-compare query="eps=0" vary="batch" values="16,64,128" paused></saddle-compare><saddle-lab query="lab=shatter"></saddle-lab>
		<script>
			globalThis.atOnce = [built(), others()[1].figures.length, built()];
			others()[1].step(3);
			others()[2].ready.then((lab) => globalThis.opened = lab.query);
		</script>`, nil), breaking(building+`
		{ const later = setTimeout; globalThis.setTimeout = (f, ms, ...rest) => later(f, ms == 2000 || ms == 4000 ? 1e8 : ms, ...rest); }
		Object.defineProperty(HTMLIFrameElement.prototype, "srcdoc", {set(html) {}});`))
	if at := eval[[]int](p, `atOnce`); at[0] != 0 || at[1] != 3 || at[2] != 1 {
		t.Errorf("built and figures %v", at)
	}
	p.wait(`globalThis.opened && built() == 2 && others()[1].figures.every((f) => f.snapshot?.step == 3)`)
	p.run(`scrollTo(0, 9000)`)
	p.wait(`built() == 3 && others()[0].figures.length == 2`)
}
