//go:build e2e

package e2e

import (
	"fmt"
	"slices"
	"testing"

	"saddle/build/browser"
	"saddle/core/session"
)

// The verdict by the largest eigenvalue in the readout, as a path into the law of white noise, and beside what it finds: with
// this machine's bits.
func TestIsItDone(t *testing.T) {
	const query = "d=3&eps=0&speed=max&judged=400&seed=2"
	p := ready(t, site(query), browser.Desktop)
	p.wait(`figure.snapshot.step > 300`)
	p.pause()
	p.wait(`!part(".numbers .done").hidden && /^p = [\d.]+( × 10⁻.)?$/.test(part(".numbers .done dd").textContent)`)
	s := session.New(query)
	if err := s.Do(fmt.Sprintf("step %.0f", p.step())); err != nil {
		t.Fatal(err)
	}
	for n, _ := s.Due(0); n > 0; n, _ = s.Due(0) {
		s.Take()
	}
	if got, want := eval[[]float64](p, `figure.snapshot.verdict[0]`), s.Snapshot().Verdict; !slices.Equal(got, want) {
		t.Errorf("the page's verdict is %v, this machine's %v", got, want)
	}
	p.chart("done")
	p.wait(`/white noise/.test(part(".drawing").textContent) && /p = /.test(part(".drawing").textContent)`)
	p.run(`part(".reader").focus()`)
	p.wait(`/p-value/.test(part(".reader").getAttribute("aria-valuetext"))`)
	p.chart("power")
	p.wait(`/found/.test(part(".drawing").textContent) && /1 \+ √\(d\/n\) = 1\.09/.test(part(".drawing").textContent)`)
	p.run(`figure.set("phi", "relu")`)
	p.wait(`part(".numbers .done").hidden && /one-to-one/.test(part(".drawing").textContent)`)
}
