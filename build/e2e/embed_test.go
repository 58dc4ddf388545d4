//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// Two figures on a page share what is expensive and nothing else.
func TestTwoFigures(t *testing.T) {
	view := window
	view.Script = `
		globalThis.compiled = 0;
		for (const name of ["compile", "compileStreaming"]) {
			const compile = WebAssembly[name];
			WebAssembly[name] = (...a) => { compiled++; return compile.apply(WebAssembly, a); };
		}`
	address := embed(t, `<script src="../saddle.js"></script>
		<div style="display: flex"><saddle-figure style="width: 400px" query="seed=1&amp;`+slow+`"></saddle-figure>
		<saddle-figure style="width: 400px" query="seed=2&amp;d=3&amp;`+slow+`" controls></saddle-figure></div>`, nil)
	p := open(t, address, view)
	p.wait(`[...document.querySelectorAll("saddle-figure")].every(f => f.snapshot?.step > 3 && drawn(f))`)
	if n := eval[int](p, `compiled`); n != 1 {
		t.Errorf("the page compiled %d modules for two figures; the workers share one, and the frames compile their own", n)
	}
	loads := map[string]int{}
	for _, r := range p.Requests() {
		if strings.Contains(r, ".wasm") && !strings.HasPrefix(r, "blob:") {
			name, _, _ := strings.Cut(r[strings.LastIndex(r, "/")+1:], "?")
			loads[name]++
		}
	}
	if len(loads) != 1 || loads["saddle.wasm.gz"] != 1 {
		t.Errorf("the page loaded %v", loads)
	}
	sizes := eval[[]int](p, `[...document.querySelectorAll("saddle-figure")].map(f => f.snapshot.W.length)`)
	if sizes[0] != 2 || sizes[1] != 3 {
		t.Errorf("the figures have %v dimensions, not 2 and 3", sizes)
	}
	p.run(`document.querySelectorAll("saddle-figure")[1].pause()`)
	p.wait(`document.querySelectorAll("saddle-figure")[1].snapshot.status == "paused"`)
	p.wait(`figure.snapshot.status == "running"`)
}

// An embedded figure keeps to its box: the page around it neither moves nor scrolls.
func TestEmbeddedFigureKeepsToItsBox(t *testing.T) {
	for _, controls := range []string{"", "controls", `controls="all"`} {
		t.Run(controls, func(t *testing.T) {
			address := embed(t, `<p>before</p><script src="../saddle.js"></script>
				<saddle-figure style="width: 360px" query="`+slow+`" `+controls+`></saddle-figure><p id="after">after</p>`, nil)
			p := ready(t, address, window)
			extra := eval[float64](p, `Math.max(...[...figure.shadowRoot.querySelectorAll("*")].filter(e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}))
				.map(e => e.getBoundingClientRect().right)) - figure.getBoundingClientRect().right`)
			if extra > 1 {
				t.Errorf("something sticks out by %.0f pixels", extra)
			}
			if transport := eval[bool](p, `!!part(".transport")`); transport != (controls != "") {
				t.Errorf("transport shown: %t", transport)
			}
			if all := eval[bool](p, `!!part(".settings")`); all != (controls == `controls="all"`) {
				t.Errorf("settings shown: %t", all)
			}
		})
	}
}

// A figure that leaves the page stops, and one that comes later starts.
func TestFiguresComeAndGo(t *testing.T) {
	address := embed(t, `<script src="../saddle.js"></script><div id="box"></div>`, nil)
	p := open(t, address, window)
	for range 3 {
		p.run(`void (document.getElementById("box").innerHTML = '<saddle-figure query="` + slow + `"></saddle-figure>')`)
		p.wait(`figure.snapshot?.step > 2 && drawn(figure)`)
		p.run(`figure.remove()`)
		p.wait(`document.querySelectorAll("iframe").length == 0`)
	}
}
