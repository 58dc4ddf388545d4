//go:build e2e

package e2e

import (
	"testing"

	"saddle/build/browser"
)

// A reader who takes an activation that cuts off is told whether the total variation is exact or estimated, and what it
// was before the activation.
func TestTotalVariationOfWhatIsCutOff(t *testing.T) {
	p := ready(t, site("eps=0&phi=relu&speed=max"), browser.Desktop)
	p.wait(`figure.snapshot.step > 100`)
	p.pause()
	if !eval[bool](p, `figure.snapshot.tvError == 0 && figure.snapshot.tv < figure.snapshot.tvBound && part(".readout .name").textContent == "Total variation"`) {
		t.Error("for ReLU in the plane it is exact, and less than before the activation: ", p.state())
	}
	p.wait(`!part(".numbers .before").hidden && /^0\.\d+$/.test(part(".numbers .before dd").textContent)`)

	p.run(`figure.set("d", 3)`)
	p.wait(`figure.snapshot.d == 3`)
	p.run(`(() => { const s = document.querySelector("select[name=phi]"); s.focus(); s.value = "hardtanh"; s.dispatchEvent(new Event("input", {bubbles: true})); s.dispatchEvent(new Event("change", {bubbles: true})); })()`)
	p.wait(`figure.snapshot.phi == "hardtanh" && figure.snapshot.tvError > 0`)
	p.wait(`/about/.test(part(".readout .name").textContent) && /± 0\.0\d*[1-9]/.test(part(".readout .floor").textContent) && /about .* ± /.test(part(".status").textContent.replaceAll("\u00a0", " "))`)
	p.click(`act("step")`)
	p.wait(`figure.snapshot.step == 1 && /After .* about 0\.\d+ ± /.test(part(".status").textContent.replaceAll("\u00a0", " "))`)

	p.run(`(() => { const s = document.querySelector("select[name=phi]"); s.value = "leaky"; s.dispatchEvent(new Event("input", {bubbles: true})); s.dispatchEvent(new Event("change", {bubbles: true})); })()`)
	p.wait(`figure.snapshot.phi == "leaky" && part(".readout .name").textContent == "Total variation" && part(".numbers .before").hidden`)
	p.wait(`/ to /.test(part(".numbers .band dd").textContent) && /^≤ /.test(part(".numbers .pinsker dd").textContent)`)
}

// A reader who asks for baselines sees their lines in the chart and their numbers in the file.
func TestBaselinesInTheChart(t *testing.T) {
	p := ready(t, site("eps=0&phi=relu&speed=max&baselines=wgan"), browser.Desktop)
	p.wait(`figure.snapshot.samples > 20000`)
	p.pause()
	p.wait(`/Wasserstein GAN/.test(part(".drawing").textContent) && !/truncated likelihood/.test(part(".drawing").textContent)`)
	p.settings()
	p.run(`document.querySelector("input[name=baselines]").closest("details").open = true`)
	p.click(`document.querySelector('input[name=baselines][value=truncated]')`)
	p.wait(`/baselines=truncated%2Cwgan|baselines=truncated,wgan/.test(figure.query)`)
	p.run(`act("settings").click()`) // the chart is where they were
	p.click(`act("play")`)
	p.wait(`figure.snapshot.samples > 20000`)
	p.pause()
	p.wait(`/Wasserstein GAN/.test(part(".drawing").textContent) && /truncated likelihood/.test(part(".drawing").textContent)`)
	if !eval[bool](p, `(() => {
		const [head, ...rows] = figure.toCSV().trim().split("\n").map((line) => line.split(","));
		const last = rows.at(-1);
		return ["tvTruncated", "tvWGAN", "tvPinsker"].every((name) => Number(last[head.indexOf(name)]) > 0 && Number(last[head.indexOf(name)]) < 1);
	})()`) {
		t.Error("the file lacks the baselines:", eval[string](p, `figure.toCSV().trim().split("\n").at(-1)`))
	}
}
