//go:build e2e

package e2e

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"saddle/build/browser"
	"saddle/core/table"
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

// catchFiles keeps what a page saves, under the name that it is given.
const catchFiles = `globalThis.files = []; HTMLAnchorElement.prototype.click = function() { files.push(fetch(this.href).then(async (r) => ({Name: this.download, Text: await r.text()}))); }; 0`

type saved struct{ Name, Text string }

// columnsOf reads a table as it stands, and says what its first line is and which columns are numbers.
func columnsOf(t *testing.T, text string) (first []string, numbers map[string]bool) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll() // all rows must be as long as the first
	if err != nil || len(rows) < 2 {
		t.Fatal(len(rows), "rows:", err)
	}
	var parser table.Parser
	if problem := parser.Write([]byte(text)); problem != "" {
		t.Fatal(problem)
	}
	for parser.Next() {
	}
	read, problem := parser.Table()
	if problem != "" || read.Rows != len(rows)-1 {
		t.Fatalf("of %d rows %d are read (%s)", len(rows)-1, read.Rows, problem)
	}
	numbers = map[string]bool{}
	for i := range read.Columns {
		c := &read.Columns[i]
		numbers[c.Name] = c.CanTake()
	}
	return rows[0], numbers
}

// A saved curve names its columns in the first line and its run in the last column, and so does the file's name; a picture has its
// legend.
func TestExportsSayWhatTheyAre(t *testing.T) {
	p := ready(t, site("seed=5&eps=0&speed=40"), window)
	p.run(catchFiles)
	p.wait(`figure.snapshot.step > 3`)
	p.run(`act("csv").click()`)
	p.wait(`files.length == 1`)
	curve := eval[saved](p, `files[0]`)
	first, numbers := columnsOf(t, curve.Text)
	if !strings.HasPrefix(curve.Name, "saddle-") || !strings.Contains(curve.Name, "seed-5") || first[0] != "step" || !numbers["tv"] || numbers["query"] {
		t.Errorf("%s has the columns %v, with numbers %v", curve.Name, first, numbers)
	}
	row, query := strings.SplitN(curve.Text, "\n", 3)[1], eval[string](p, `figure.query`)
	if last := len(first) - 1; first[last] != "query" || !strings.Contains(row, ","+query+"&saddle=") || !strings.Contains(query, "seed=5") {
		t.Errorf("the first row of %s is %s", query, row)
	}
	if again := eval[string](p, `figure.toCSV()`); !strings.HasPrefix(again, strings.Join(first, ",")+"\n"+row+"\n") {
		t.Errorf("the element's table begins with %.200s", again)
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

// A laboratory's files are named by their grid, and its table begins with the names of its columns.
func TestLaboratoriesExportsSayWhatTheyAre(t *testing.T) {
	p := openLab(t, "phi=leaky,relu&seed=1,2&n=300,600", "")
	p.run(catchFiles)
	p.run(`lab.start()`)
	p.wait(`until("done") && inLab(".charts svg")`)
	for i, act := range []string{"csv", "json"} {
		p.run(`labAct("` + act + `").click()`)
		p.wait(fmt.Sprintf(`files.length == %d`, i+1))
	}
	first, numbers := columnsOf(t, eval[saved](p, `files[0]`).Text)
	if first[0] != "phi" || !numbers["tv"] || first[len(first)-1] != "query" {
		t.Errorf("the table has the columns %v, with numbers %v", first, numbers)
	}
	for i, ending := range []string{".csv", ".json"} {
		if name := eval[saved](p, fmt.Sprintf(`files[%d]`, i)).Name; !strings.Contains(name, "phi-leaky,relu") || !strings.Contains(name, "n-300,600") || !strings.HasSuffix(name, ending) {
			t.Errorf("%s is not named by its grid", name)
		}
	}
}
