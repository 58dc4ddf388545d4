//go:build e2e

package e2e

import (
	"path/filepath"
	"testing"
	"time"

	"saddle/build/browser"
)

// file is an address of a file of the project.
func file(name string) string { return "file://" + filepath.ToSlash(filepath.Join(root, name)) }

// The page must work wherever it is put: on a host under any path, as one file, and as the repository's
// own page; and it must do what it promises, in the time it promises.
func TestLoadsAndConverges(t *testing.T) {
	for name, address := range map[string]string{
		"site over http":         server.URL + sitePath,
		"single file":            file("build/out/saddle.html"),
		"single file over http":  server.URL + repoPath + "build/out/saddle.html",
		"repository over http":   server.URL + repoPath,
		"repository from a disk": file("index.html"),
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			p := open(t, address, browser.Desktop)
			p.wait(`figure?.snapshot?.step == 0`)
			p.skip()
			p.wait(`figure?.snapshot?.step >= 1`)
			started := time.Now()
			if tv := eval[float64](p, `figure.snapshot.curve[0][2]`); tv <= 0.5 {
				t.Errorf("the run begins at total variation %.3f: too close to be worth watching", tv)
			}
			if err := p.Wait(10*time.Second, `figure.snapshot.tv < 0.02`); err != nil {
				t.Fatalf("%v\nstate: %s", err, p.state())
			}
			fell := time.Now()
			p.wait(`drawn(figure)`)
			p.wait(`figure.snapshot.status == "converged"`)
			t.Logf("first step after %.1f s, total variation below 0.02 after %.1f s more", started.Sub(begin).Seconds(), fell.Sub(started).Seconds())

			words := eval[string](p, `part(".status").innerText`)
			if words == "" || words != eval[string](p, `figure.snapshot.sentence`) {
				t.Errorf("the status line says %q", words)
			}
			checkCanvas(t, p)
			if got := eval[string](p, `document.fonts.load('1em "Saddle Math"').then((faces) => faces.map((f) => f.status).join())`); got != "loaded" {
				t.Errorf("the font of formulas is %q", got)
			}
		})
	}
}

// checkCanvas looks at the figure as it stands on the screen: both clouds must be there.
func checkCanvas(t *testing.T, p *tab) {
	t.Helper()
	p.run(`part(".picture").scrollIntoView({block: "center", behavior: "instant"})`)
	box := eval[struct{ X, Y, Width, Height float64 }](p, `(({x, y, width, height}) => ({X: x, Y: y, Width: width, Height: height}))(part(".picture").getBoundingClientRect())`)
	shot, err := p.Screenshot()
	if err != nil {
		t.Fatal(err)
	}
	blue, orange := countColours(crop(t, shot, box.X, box.Y, box.Width, box.Height))
	if least := int(box.Width * box.Height / 500); blue < least || orange < least {
		t.Errorf("the picture shows %d blue and %d orange pixels of %.0f: one of the clouds is missing", blue, orange, box.Width*box.Height)
	}
}

func TestFitsEveryScreen(t *testing.T) {
	for name, view := range map[string]browser.View{
		"desktop": browser.Desktop, "phone": browser.Phone, "small phone": {Width: 320, Height: 568, Touch: true},
		"dark": {Width: 1440, Height: 900, Dark: true}, "sharp": {Width: 800, Height: 600, Scale: 3},
	} {
		t.Run(name, func(t *testing.T) {
			p := ready(t, site(""), view)
			if extra := eval[float64](p, `document.documentElement.scrollWidth - innerWidth`); extra > 0 {
				t.Errorf("the page is %.0f pixels wider than the screen", extra)
			}
			shape := eval[string](p, `(({width, height}) => (Math.abs(width - height) < 2 ? "square" : width + " by " + height))(part(".picture").getBoundingClientRect())`)
			if shape != "square" {
				t.Errorf("the picture is %s", shape)
			}
			p.skip()
			p.wait(`figure.snapshot.step > 0`)
		})
	}
}

// A figure far from view, which is built when the page is idle, shows its poster until then, and nothing sticks out.
func TestFiguresFarAwayWait(t *testing.T) {
	view := browser.Phone
	view.Script = `globalThis.waiting = []; globalThis.requestIdleCallback = (f) => waiting.push(f);`
	p := ready(t, site(""), view)
	const far = `[...document.querySelectorAll("saddle-figure")].filter((f) => f.shadowRoot.querySelector(".alone"))`
	if n := eval[int](p, far+`.length`); n < 2 {
		t.Fatalf("%d figures wait", n)
	}
	if wide := eval[int](p, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
		t.Errorf("the page is %d pixels wider than the screen", wide)
	}
	for i, side := range eval[[]float64](p, far+`.filter((f) => f.querySelector("[slot=poster]")).map((f) => f.querySelector("[slot=poster]").getBoundingClientRect().width / f.getBoundingClientRect().width)`) {
		if side < 0.99 || side > 1.01 {
			t.Errorf("poster %d is %v times as wide as its figure", i, side)
		}
	}
	p.run(`while (waiting.length) waiting.shift()()`)
	p.wait(far + `.length == 0 && document.documentElement.scrollWidth <= innerWidth`)
}
