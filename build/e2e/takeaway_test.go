//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// The embed code that a figure hands out shows the same run in another page.
func TestEmbedCode(t *testing.T) {
	view := window
	view.Script = clipboard
	p := ready(t, site("phi=tanh&d=3&seed=11&"+slow), view)
	p.click(`part(".out .menu summary")`)
	p.click(`act("embed")`)
	p.wait(`globalThis.copied`)
	code := eval[string](p, `copied`)
	if !strings.Contains(code, `saddle.js"></script>`) || !strings.Contains(code, `controls="all"`) {
		t.Fatalf("the code is %s", code)
	}
	q := ready(t, embed(t, code, nil), window)
	if got, want := eval[string](q, `figure.query`), eval[string](p, `figure.query`); got != want {
		t.Errorf("embedded %q, shown %q", got, want)
	}

	p.click(`part(".out .menu summary")`)
	p.click(`act("cite")`)
	p.wait(`copied.startsWith("@misc{kontonis2020convergence,") && copied.includes("@software{saddle,") && copied.includes("version = {" + figure.constructor.version + "}")`)
}

// Where the clipboard is closed the text is shown instead.
func TestEmbedCodeWithoutClipboard(t *testing.T) {
	view := window
	view.Script = `Object.defineProperty(navigator, "clipboard", {value: undefined}); document.execCommand = () => false;`
	p := ready(t, site(slow), view)
	p.click(`part(".out .menu summary")`)
	p.click(`act("embed")`)
	p.wait(`part(".notes").innerText.includes("<saddle-figure query=")`)
}
