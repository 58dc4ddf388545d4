//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"saddle/build/browser"
	"saddle/core/preset"

	"github.com/chromedp/chromedp/kb"
)

// named is one experiment of the page.
func named(id string) preset.Preset {
	all := preset.All()
	return all[slices.IndexFunc(all, func(p preset.Preset) bool { return p.ID == id })]
}

// sight is a page in a state that must be accessible.
type sight struct {
	address string
	view    browser.View
	then    func(p *tab) // what leads to the state; nil: nothing
}

// sights are the states of the page and of its figure, by name.
func sights() map[string]sight {
	dark := browser.Desktop
	dark.Dark = true
	darkPhone := browser.Phone
	darkPhone.Dark = true
	still := browser.Desktop
	still.Still = true
	forced := browser.Desktop
	forced.Forced = true
	broken := browser.Desktop
	broken.Script = `delete globalThis.WebAssembly;`
	return map[string]sight{
		"start":      {site(slow), still, nil},
		"light":      {site(slow), browser.Desktop, nil},
		"dark":       {site(slow), dark, nil},
		"phone":      {site(slow), browser.Phone, nil},
		"dark phone": {site(slow), darkPhone, nil},
		"small":      {site(slow), browser.View{Width: 320, Height: 568, Touch: true}, nil},
		"forced":     {site(slow), forced, nil},
		"paused":     {site(slow), browser.Desktop, func(p *tab) { p.pause() }},
		"converged":  {site("speed=max"), browser.Desktop, func(p *tab) { p.wait(`figure.snapshot.status == "converged"`) }},
		"diverged": {site(named("blows-up").Query + "&speed=max"), browser.Desktop, func(p *tab) {
			p.wait(`figure.snapshot.status == "diverged"`)
		}},
		"error": {site(""), broken, func(p *tab) { p.wait(`figure.snapshot.status == "error"`) }},
		"settings": {site(slow), browser.Desktop, func(p *tab) {
			p.settings()
			p.run(`document.querySelectorAll("details").forEach(d => { d.removeAttribute("name"); d.open = true; })`)
		}},
		"masses": {site("phi=relu&layers=target,generated,arrows,truncation,marginals&" + slow), browser.Phone, func(p *tab) { p.pause() }},
		"probe": {site(slow), dark, func(p *tab) {
			p.pause()
			p.run(`part(".picture").focus()`)
			p.keys(kb.ArrowUp)
			p.wait(`!part(".reading").hidden`)
		}},
		"side by side": {site(slow), dark, func(p *tab) {
			p.click(`document.querySelector("[data-compare]")`)
			p.wait(`document.querySelector("#compare saddle-compare").figures.every(f => f.snapshot.step > 0)`)
		}},
		"charts": {site(slow), browser.Desktop, func(p *tab) {
			p.wait(`figure.snapshot.step > 20`)
			p.click(`act("keep")`)
			p.chart("phase")
			p.click(`part(".choice summary")`)
		}},
		"reading off": {site(slow), dark, func(p *tab) {
			p.wait(`figure.snapshot.step > 20`)
			p.run(`part(".reader").focus()`)
			p.keys(kb.ArrowLeft)
			p.wait(`!part(".tip").hidden`)
		}},
		"keys":        {site(slow), dark, func(p *tab) { p.run(`act("help").click()`) }},
		"keys, phone": {site(slow), browser.Phone, func(p *tab) { p.run(`act("help").click()`) }},
		"slow motion": {site("speed=2&eps=0"), darkPhone, func(p *tab) { p.wait(`part("[data-turn]")`) }},
		"saving":      {site(slow), browser.Phone, func(p *tab) { p.run(`part(".out .menu").open = true`) }},
		"bad query":   {site("d=999&" + slow), browser.Desktop, nil},
		"reference":   {server.URL + sitePath + "reference.html", browser.Desktop, nil},
	}
}

// axe-core, as an assistive technology's advocate, must find nothing wrong.
func TestAccessibility(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(root, "site", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	all := sights()
	all["embedding"] = sight{server.URL + sitePath + "docs/hugo.html", browser.Desktop, nil}
	for name, c := range all {
		t.Run(name, func(t *testing.T) {
			p := open(t, c.address, c.view)
			if name != "reference" && name != "embedding" && name != "error" {
				p.wait(`figure?.snapshot && drawn(figure)`)
			}
			if c.then != nil {
				c.then(p)
			}
			p.run(string(source) + "\n;0")
			type finding struct{ Rule, Impact, Help, Node, Why string }
			within := `{include: [[".opening"], ["#compare"]]}`
			if c.then == nil || name == "error" || name == "settings" {
				within = `document` // the others are states of figures
			}
			p.run(`document.querySelectorAll("article > section").forEach((s) => s.classList.add("laid"))`) // axe looks at all of it at once
			for _, f := range eval[[]finding](p, `axe.run(`+within+`, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(r => r.violations.flatMap(v => v.nodes.map(n =>
				({Rule: v.id, Impact: v.impact, Help: v.help, Node: n.html.slice(0, 200), Why: n.failureSummary}))))`) {
				t.Errorf("%s (%s): %s\n%s\n%s", f.Rule, f.Impact, f.Help, f.Node, f.Why)
			}
		})
	}
}
