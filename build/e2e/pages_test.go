//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"saddle/build/browser"
)

// Pages are made in many ways; a figure runs, shows its controls and stays in its box in each of them.
func TestPagesOfEveryKind(t *testing.T) {
	const f = `<saddle-figure query="eps=0&amp;speed=30" controls=""></saddle-figure>`
	for name, page := range map[string]string{
		"quirks":             `<title>Q</title><link rel="icon" href="data:,"><script src="SITE/saddle.js"></script><table><tr><td>` + f + `</table>`,
		"another base":       `<!doctype html><title>B</title><link rel="icon" href="data:,"><base href="/elsewhere/"><script src="SITE/saddle.js"></script>` + f,
		"from right to left": `<!doctype html><html dir="rtl" lang="ar"><title>R</title><link rel="icon" href="data:,"><script src="SITE/saddle.js"></script>` + f,
		"other boxes": `<!doctype html><title>O</title><link rel="icon" href="data:,"><style>* { box-sizing: content-box !important; transition: all 1s; margin: 3px; display: block } svg, canvas, iframe, img { max-width: 10px; height: auto }
			button, input, select { padding: 20px; width: 300px }</style><script src="SITE/saddle.js"></script>` + f,
		"in a shadow": `<!doctype html><title>S</title><link rel="icon" href="data:,"><script src="SITE/saddle.js"></script><div id="h"></div><script>
			h.attachShadow({mode: "open"}).innerHTML = '` + f + `'; Object.defineProperty(globalThis, "figure", {configurable: true, get: () => h.shadowRoot.querySelector("saddle-figure")});</script>`,
		"from another document": `<!doctype html><title>A</title><link rel="icon" href="data:,"><script src="SITE/saddle.js"></script><body><script>
			const other = document.implementation.createHTMLDocument(); other.body.innerHTML = '` + f + `'; document.body.append(document.adoptNode(other.body.firstChild))</script>`,
		"in a closed part": `<!doctype html><title>C</title><link rel="icon" href="data:,"><script src="SITE/saddle.js"></script><details id="d"><summary>More</summary>` + f + `</details><script>setTimeout(() => (d.open = true), 500)</script>`,
		"zoomed":           `<!doctype html><title>Z</title><link rel="icon" href="data:,"><script src="SITE/saddle.js"></script><div style="zoom: 1.5">` + f + `</div>`,
		"written late":     `<!doctype html><title>W</title><link rel="icon" href="data:,"><script>document.write('<script src="SITE/saddle.js"></' + 'script>` + strings.ReplaceAll(f, "</", "<\\/") + `')</script>`,
	} {
		t.Run(name, func(t *testing.T) {
			h := host(t, func(w http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path != "/some/page" {
					return false
				}
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				fmt.Fprint(w, strings.ReplaceAll(page, "SITE", "http://"+r.Host))
				return true
			})
			p := open(t, h.URL+"/some/page", browser.View{Width: 1000, Height: 900})
			p.wait(`figure?.shadowRoot && figure.snapshot?.step > 3 && drawn(figure)`)
			if over := eval[float64](p, extra); over > 2 {
				t.Errorf("something sticks out by %.1f pixels", over)
			}
			if big := eval[float64](p, `part(".picture").getBoundingClientRect().width / figure.getBoundingClientRect().width`); big < 0.5 {
				t.Errorf("the picture takes %.2f of the figure's width", big)
			}
		})
	}
}

// In a page that is XML, as e-books have it, all that the elements write is what it is in HTML.
func TestXHTML(t *testing.T) {
	h := host(t, func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != "/page.xhtml" {
			return false
		}
		w.Header().Set("Content-Type", "application/xhtml+xml")
		fmt.Fprint(w, `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>Book</title><link rel="icon" href="data:,"/><script src="saddle.js"></script></head>
			<body><saddle-figure query="phi=relu&amp;eps=0&amp;speed=30" controls="all" chart="tv" knobs="etaG"></saddle-figure><saddle-compare query="eps=0" vary="batch" values="16,64"></saddle-compare>
			<saddle-lab query="seed=1,2&amp;n=300"></saddle-lab></body></html>`)
		return true
	})
	p := open(t, h.URL+"/page.xhtml", browser.Desktop)
	p.wait(`figure.snapshot?.step > 3 && drawn(figure) && part(".drawing svg") instanceof SVGElement && part(".mass b")`)
	p.wait(`getComputedStyle(part(".transport")).display != "inline" && part('input[data-param="etaG"]')`)
	p.run(`figure.pause()`)
	p.wait(`figure.snapshot.status == "paused"`)
	p.run(`act("play").click()`)
	p.wait(`figure.snapshot.status == "running"`)
	p.run(`document.querySelector("saddle-compare").scrollIntoView()`)
	p.wait(`document.querySelector("saddle-compare").figures.length == 2 && document.querySelector("saddle-compare").figures.every(f => f.snapshot.step > 2)`)
	p.run(`document.querySelector("saddle-lab").scrollIntoView()`)
	p.run(`document.querySelector("saddle-lab").ready.then(() => document.querySelector("saddle-lab").start())`)
	p.wait(`document.querySelector("saddle-lab").state == "done" && document.querySelector("saddle-lab").shadowRoot.querySelector(".charts svg") instanceof SVGElement`)
}
