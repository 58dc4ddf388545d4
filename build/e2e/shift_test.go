//go:build e2e

package e2e

import (
	"slices"
	"strings"
	"testing"

	"saddle/build/browser"
)

// layoutShift is the browsers' measure: the most that things jump within five seconds, with less than one between any two jumps.
const layoutShift = `
	globalThis.layoutShift = () => {
		let most = 0, sum = 0, first = -1e9, last = -1e9;
		for (const {Value, At} of shifts) {
			if (At - last > 1000 || At - first > 5000) [sum, first] = [0, At];
			[sum, last] = [sum + Value, At];
			most = Math.max(most, sum);
		}
		return most;
	};
`

// Nothing on the screen jumps at notices, at a new start, at another run or at one that ends badly, and nothing on the way down the page.
func TestNoticesShiftNothing(t *testing.T) {
	for name, view := range map[string]browser.View{"desk": browser.Desktop, "phone": browser.Phone} {
		t.Run(name, func(t *testing.T) {
			view.Script = watching + layoutShift
			p := ready(t, site("eps=0"), view)
			look := func(what string) {
				t.Helper()
				p.run(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`)
				sum := eval[float64](p, `layoutShift()`)
				t.Logf("%s: layout shift %.4f", what, sum)
				if sum >= 0.02 {
					t.Errorf("%s: things jump by %.3f: %s", what, sum, eval[string](p, `JSON.stringify(shifts.slice(0, 8))`))
				}
				p.run(`void (shifts.length = 0)`)
			}
			p.wait(`figure.snapshot.step > 20`)
			look("load and run")
			p.run(`figure.set("etaD", 900)`)
			p.wait(`part(".note.problem")`)
			look("a notice")
			p.run(`figure.reset(); figure.play()`)
			p.wait(`figure.snapshot.step > 5`)
			look("a new start")
			p.run(`figure.query = "phi=identity&loss=leastsquares&rule=simultaneous&schedule=constant&etaG=4&eps=0&speed=max"; figure.play()`)
			p.wait(`figure.snapshot.status == "diverged"`)
			look("the end of a run that diverged")
			p.run(`figure.query = ""; figure.play()`)
			p.wait(`figure.snapshot.step > 5`)
			look("another run")
			// On the way down the pictures above have time to come.
			for i := 0; i < 30 && !eval[bool](p, `document.querySelector("#samples").getBoundingClientRect().top < 0`); i++ {
				if err := p.Wheel(browser.Point{X: 200, Y: 300}, 0.9*float64(view.Height), false); err != nil {
					t.Fatal(err)
				}
				p.wait(`[...document.querySelectorAll("main saddle-figure")].every((f) => (b => b.bottom < 0 || b.top > innerHeight)(f.getBoundingClientRect()) || f.snapshot?.step >= 0)`)
			}
			look("the way down")
		})
	}
}

// Whoever comes for the story sees nothing jump either.
func TestStoryShiftsNothing(t *testing.T) {
	for name, view := range map[string]browser.View{"desk": browser.Desktop, "phone": browser.Phone} {
		t.Run(name, func(t *testing.T) {
			view.Script = watching + layoutShift
			p := ready(t, site(""), view)
			for beat := range 4 {
				p.run(`figure.tellBeat(` + string(rune('0'+beat)) + `)`)
				p.wait(`figure.beat == ` + string(rune('0'+beat)) + ` && figure.snapshot.status != "loading"`)
			}
			p.wait(`figure.snapshot.step > 20`)
			if sum := eval[float64](p, `layoutShift()`); sum >= 0.02 {
				t.Errorf("things jump by %.3f: %s", sum, eval[string](p, `JSON.stringify(shifts.slice(0, 8))`))
			}
		})
	}
}

// A menu opens where there is room for it, below or above.
func TestMenuOpensWhereThereIsRoom(t *testing.T) {
	for name, view := range map[string]browser.View{"desk": browser.Desktop, "phone": browser.Phone} {
		t.Run(name, func(t *testing.T) {
			p := ready(t, site(slow), view)
			for _, block := range []string{"start", "center", "end"} {
				p.run(`act("share").closest(".transport").scrollIntoView({block: "` + block + `", behavior: "instant"})`)
				p.run(`part(".out .menu").open = true`)
				p.wait(`part(".out .menu .sheet").dataset.opens`)
				if out := eval[string](p, `(b => b.top < 0 || b.bottom > innerHeight || b.left < 0 || b.right > innerWidth ? JSON.stringify(b) : "")(part(".out .menu .sheet").getBoundingClientRect())`); out != "" {
					t.Errorf("with the buttons at the %s it sticks out: %s", block, out)
				}
				p.run(`part(".out .menu").open = false; delete part(".out .menu .sheet").dataset.opens`)
			}
		})
	}
}

// A saved curve names its columns, and the run that it is of, and so does the file's name; a picture has its legend.
func TestExportsSayWhatTheyAre(t *testing.T) {
	p := ready(t, site("seed=5&eps=0&speed=40"), window)
	p.run(`globalThis.files = []; HTMLAnchorElement.prototype.click = function() { files.push(fetch(this.href).then(async (r) => ({name: this.download, text: await r.text()}))); }`)
	p.wait(`figure.snapshot.step > 3`)
	p.run(`act("csv").click()`)
	p.wait(`files.length == 1`)
	csv := eval[struct{ Name, Text string }](p, `files[0].then(({name, text}) => ({Name: name, Text: text}))`)
	lines := strings.SplitN(csv.Text, "\n", 3)
	if !strings.Contains(csv.Name, "seed-5") || !strings.HasPrefix(lines[0], "# Saddle ") || !strings.Contains(lines[0], "seed=5") || !strings.HasPrefix(lines[1], "step,samples,tv,") {
		t.Errorf("%s begins with %q", csv.Name, lines[:2])
	}
	if got := eval[[]int](p, `figure.toPNG(1).then(createImageBitmap).then((image) => {
		const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
		pen.drawImage(image, 0, 0);
		const {data, width} = pen.getImageData(0, 0, image.width, Math.round(image.width / 26));
		const count = (r, g, b) => { let n = 0; for (let i = 0; i < data.length; i += 4) if (Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 30) n++; return n; };
		return [count(27, 79, 158), count(189, 82, 8)];
	})`); slices.Min(got) < 20 {
		t.Errorf("above the picture are %d blue and %d orange pixels", got[0], got[1])
	}
}
