//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saddle/build/browser"

	"github.com/chromedp/chromedp/kb"
)

// axe-core, as an assistive technology's advocate, must find nothing wrong.
func TestAccessibility(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(root, "site", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	dark := browser.Desktop
	dark.Dark = true
	darkPhone := browser.Phone
	darkPhone.Dark = true
	for name, c := range map[string]struct {
		address string
		view    browser.View
		then    func(p *tab)
	}{
		"light":      {site(slow), browser.Desktop, nil},
		"dark":       {site(slow), dark, nil},
		"phone":      {site(slow), browser.Phone, nil},
		"dark phone": {site(slow), darkPhone, nil},
		"paused":     {site(slow), browser.Desktop, func(p *tab) { p.pause() }},
		"settings": {site(slow), browser.Desktop, func(p *tab) {
			p.run(`document.querySelectorAll("details").forEach(d => { d.removeAttribute("name"); d.open = true; })`)
		}},
		"masses": {site("phi=relu&layers=target,generated,arrows,truncation,marginals&" + slow), browser.Phone, func(p *tab) { p.pause() }},
		"probe": {site(slow), dark, func(p *tab) {
			p.pause()
			p.run(`part(".picture").focus()`)
			p.keys(kb.ArrowUp)
			p.wait(`!part(".reading").hidden`)
		}},
		"bad query": {site("d=999&" + slow), browser.Desktop, nil},
		"reference": {server.URL + sitePath + "reference.html", browser.Desktop, nil},
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, c.address, c.view)
			if !strings.HasSuffix(c.address, "reference.html") {
				p.wait(`figure?.snapshot && drawn(figure)`)
			}
			if c.then != nil {
				c.then(p)
			}
			p.run(string(source) + "\n;0")
			type finding struct{ Rule, Impact, Help, Node, Why string }
			for _, f := range eval[[]finding](p, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.flatMap(v => v.nodes.map(n =>
				({Rule: v.id, Impact: v.impact, Help: v.help, Node: n.html.slice(0, 200), Why: n.failureSummary}))))`) {
				t.Errorf("%s (%s): %s\n%s\n%s", f.Rule, f.Impact, f.Help, f.Node, f.Why)
			}
		})
	}
}
