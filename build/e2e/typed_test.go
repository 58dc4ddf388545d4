//go:build e2e

package e2e

import "testing"

// A phone with a decimal comma has no point: a field of one number takes it. What says no number leaves the former value, and
// is told beside the field.
func TestNumbersAsTyped(t *testing.T) {
	p := ready(t, site(slow), window)
	const field = `document.querySelector("#p-etaG")`
	p.settings()
	p.click(field + `.closest("details").querySelector("summary")`)
	typed := func(text string) {
		p.run(field + `.focus()`)
		p.run(field + `.select()`)
		p.keys(text + "\r")
	}
	typed("0,05")
	p.wait(`figure.get("etaG") == "0.05" && ` + field + `.value == "0.05"`)
	typed("0,0,5")
	p.wait(field + `.closest(".field").querySelector(".problem")?.textContent.endsWith("it stays 0.05.")`)
	if got := eval[string](p, `figure.get("etaG") + " " + `+field+`.value`); got != "0.05 0.05" {
		t.Errorf("after a bad entry: %s", got)
	}
	typed("1e9")
	p.wait(`figure.get("etaG") == "100" && ` + field + `.value == "100"`)
}
