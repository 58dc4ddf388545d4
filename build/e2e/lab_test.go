//go:build e2e

package e2e

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"saddle/build/browser"
	"saddle/core/lab"
	"saddle/core/lab/all"
)

// labView is a page with a laboratory that records the workers it starts, so that a test can kill one.
var labView = browser.View{Width: 1000, Height: 900, Script: `
	Object.defineProperty(globalThis, "lab", {configurable: true, get: () => document.querySelector("saddle-lab")});
	globalThis.inLab = (selector) => lab.shadowRoot.querySelector(selector);
	globalThis.labAct = (name) => inLab('[data-act="' + name + '"]');
	globalThis.started = [];
	const Plain = Worker;
	globalThis.Worker = class extends Plain { constructor(...a) { super(...a); started.push(this); } };
	globalThis.killNewest = () => started.at(-1).terminate();
	const often = setInterval; // the page counts looks at a silent worker, not time: here it looks more often
	globalThis.setInterval = (f, ms, ...rest) => often(f, ms == 2000 ? 600 : ms, ...rest);
	globalThis.until = (state) => lab?.state == state || (lab?.state == "error" ? Promise.reject(new Error(inLab(".status").textContent)) : false);`}

const longPatience = 120 * time.Second

// smallGrid is what a page and this machine both run; slowGrid leaves time to interfere.
const (
	smallGrid = "phi=leaky,relu&d=2,3&seed=1..3&disc=quadratic,facewise&n=500,1000,2000&eps=0.1"
	slowGrid  = "d=8&seed=1..6&n=2000,400000,900000"
)

func openLab(t *testing.T, query, attributes string) *tab {
	t.Helper()
	body := `<script src="../saddle.js"></script><main><h1>Laboratory</h1><saddle-lab query="` + strings.ReplaceAll(query, "&", "&amp;") + `" ` + attributes + `></saddle-lab></main>`
	p := open(t, embed(t, body, nil), labView)
	p.wait(`until("idle")`)
	return p
}

func (p *tab) waitLong(expression string) {
	p.t.Helper()
	if err := p.Wait(longPatience, expression); err != nil {
		status := eval[string](p, `lab?.state + ": " + inLab(".status").textContent + " " + inLab(".progress-text").textContent`)
		p.t.Fatalf("%v\n%s", err, status)
	}
}

// native runs a grid here.
func native(t testing.TB, query string) *lab.Table {
	t.Helper()
	grid, problems := all.Parse(query)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	table := lab.NewTable(grid)
	for _, path := range grid.Order() {
		grid.Start(path).Finish(func(r lab.Row) {
			if err := table.Add(r); err != nil {
				t.Fatal(err)
			}
		})
	}
	return table
}

// same compares the page's table and fits with this machine's, to the last bit.
func (p *tab) same(query string) {
	p.t.Helper()
	want := native(p.t, query)
	if got := eval[string](p, `lab.toCSV()`); got != want.CSV() {
		p.t.Errorf("the page's table is\n%swant\n%s", got, want.CSV())
	}
	if got := eval[string](p, `lab.toJSONLines()`); got != want.JSONLines() {
		p.t.Errorf("the page's lines are\n%swant\n%s", got, want.JSONLines())
	}
	words := ""
	for _, f := range want.Report().Fits {
		words += f.Words + "\n"
	}
	if got := eval[string](p, `lab.results.fits.map(f => f.words + "\n").join("")`); got != words {
		p.t.Errorf("the page says\n%swant\n%s", got, words)
	}
}

// A reader presses Run, and the page's table is this machine's, bit for bit.
func TestLabIsTheNativeTable(t *testing.T) {
	p := openLab(t, smallGrid, `workers="2"`)
	p.click(`labAct("start")`)
	p.waitLong(`until("done")`)
	p.same(smallGrid)
	if shown := eval[[]string](p, `[...inLab(".charts").children].map(f => f.dataset.chart)`); strings.Join(shown, " ") != "rate collapse growth price" {
		t.Errorf("the charts %v are shown", shown)
	}
	for _, name := range []string{"rate", "price"} {
		svg := eval[string](p, `lab.toSVG("`+name+`")`)
		if !strings.Contains(svg, "xmlns") || eval[string](p, `new DOMParser().parseFromString(lab.toSVG("`+name+`"), "image/svg+xml").querySelector("parsererror")?.textContent ?? ""`) != "" {
			t.Errorf("the picture %s is %.300s", name, svg)
		}
		// Every series has its name in the file, whatever room there is on the page.
		for _, width := range []int{1200, 300} {
			p.run(fmt.Sprintf(`void (lab.style.width = "%dpx")`, width))
			unnamed := eval[string](p, `(() => {
				const texts = [...new DOMParser().parseFromString(lab.toSVG("`+name+`"), "image/svg+xml").querySelectorAll("text")].map(t => t.textContent);
				const names = lab.results.charts.find(c => c.name == "`+name+`").series.filter(s => s.name && s.x.length > 0 && s.kind != "note" && s.kind != "fitted").map(s => s.name);
				return names.length < 2 ? "only " + names.length : names.filter(n => !texts.includes(n)).join(", ");
			})()`)
			if unnamed != "" {
				t.Errorf("%d pixels wide, the file of %s lacks the names %s", width, name, unnamed)
			}
		}
		p.run(`void (lab.style.width = "")`)
	}
	if rows := eval[int](p, `inLab("tbody").children.length`); rows < 10 {
		t.Errorf("%d fitted numbers are shown", rows)
	}
	if said := eval[string](p, `inLab(".announcer").textContent`); !strings.Contains(said, "complete") {
		t.Errorf("a screen reader hears %q", said)
	}
}

// The laboratory whose grids do not name it is in the program of a first visit. The first that is named brings the other program, which
// has all.
func TestFirstLabNeedsNoOtherProgram(t *testing.T) {
	p := openLab(t, tinyGrid, "")
	loaded := func() string {
		var names []string
		for _, r := range p.Requests() {
			if strings.Contains(r, ".wasm") && !strings.HasPrefix(r, "blob:") {
				name, _, _ := strings.Cut(r[strings.LastIndex(r, "/")+1:], "?")
				names = append(names, name)
			}
		}
		return strings.Join(names, " ")
	}
	p.run(`lab.start()`)
	p.waitLong(`until("done")`)
	p.same(tinyGrid)
	if got := loaded(); got != "saddle.wasm.gz" {
		t.Errorf("the first laboratory loads %s", got)
	}
	// Both are asked for before the program is there: the last is opened.
	p.run(`lab.query = "lab=edge"; lab.query = "lab=shatter"`)
	p.waitLong(`lab.query.startsWith("lab=shatter") && until("done")`)
	p.run(`lab.query = ` + browser.Quote(tinyGrid))
	p.waitLong(`lab.query == ` + browser.Quote(tinyGrid) + ` && until("done")`) // it is kept
	p.same(tinyGrid)
	if got := loaded(); got != "saddle.wasm.gz saddle-labs.wasm.gz" {
		t.Errorf("all of them load %s", got)
	}
}

// Reload in the middle: the experiment goes on by itself and ends with the same table.
func TestLabGoesOnAfterReload(t *testing.T) {
	p := openLab(t, slowGrid, `workers="1"`)
	p.run(`lab.start()`)
	p.waitLong(`lab.results?.done >= 4 && lab.results.done < 18`)
	p.run(`new Promise(r => { indexedDB.open("saddle-lab").onsuccess = function look(e) {
		const db = e.target.result;
		const both = db.transaction(["tables", "rows"]), tables = both.objectStore("tables").getAll(), rows = both.objectStore("rows").count();
		both.oncomplete = () => rows.result >= 4 && tables.result[0]?.running ? (db.close(), r(true)) : setTimeout(() => look(e), 50); } })`)
	p.run(`location.reload()`)
	p.waitLong(`lab?.state == "running" && lab.results?.done >= 4`)
	p.waitLong(`until("done")`)
	p.same(slowGrid)
}

// A worker that is killed says nothing: it is missed, and its run is taken up by another.
func TestLabMissesAKilledWorker(t *testing.T) {
	p := openLab(t, slowGrid, `workers="1"`)
	p.run(`lab.start()`)
	p.waitLong(`lab.results?.done >= 4`)
	p.run(`killNewest()`)
	p.waitLong(`inLab(".status").textContent.includes("A worker was lost")`)
	p.waitLong(`until("done")`)
	p.same(slowGrid)
}

// A run whose workers die twice is reported; the others are completed, and it can be tried again.
func TestLabReportsARunThatFailsTwice(t *testing.T) {
	const query = "d=8&seed=1,2&n=2000,100000"
	p := openLab(t, query, `workers="1"`)
	p.run(`lab.start()`)
	p.waitLong(`started.length == 2`) // the desk and the first runner
	p.run(`killNewest()`)
	p.waitLong(`started.length == 3`)
	p.run(`killNewest()`)
	p.waitLong(`until("idle")`)
	if status := eval[string](p, `inLab(".status").textContent`); !strings.Contains(status, "One run could not be completed") || !strings.Contains(status, "d=8&seed=1") {
		t.Errorf("the laboratory says %q", status)
	}
	p.click(`labAct("start")`)
	p.waitLong(`until("done")`)
	p.same(query)
}

func TestLabPausesAndCancels(t *testing.T) {
	p := openLab(t, slowGrid, `workers="1"`)
	p.run(`labAct("start").focus()`)
	p.keys("\r")
	p.waitLong(`until("running")`)
	if focus := eval[string](p, `lab.shadowRoot.activeElement?.dataset.act ?? ""`); focus != "pause" {
		t.Errorf("after Run the focus is on %q", focus)
	}
	p.waitLong(`lab.results?.done >= 1`)
	p.keys("\r")
	p.waitLong(`until("paused")`)
	if text := eval[string](p, `inLab(".progress-text").textContent`); !strings.Contains(text, "paused") {
		t.Errorf("the progress says %q", text)
	}
	p.click(`labAct("start")`)
	p.waitLong(`until("running")`)
	p.run(`lab.workers = 2`) // while it runs
	p.waitLong(`lab.results?.done >= 7`)
	if text := eval[string](p, `inLab(".progress-text").textContent`); !strings.Contains(text, "left") {
		t.Errorf("the progress says %q", text)
	}
	p.click(`labAct("cancel")`)
	p.waitLong(`until("idle")`)
	if done := eval[int](p, `lab.results.done`); done < 7 {
		t.Errorf("cancelling left %d cells", done)
	}
	if label := eval[string](p, `labAct("start").textContent`); label != "Go on" {
		t.Errorf("the button says %q", label)
	}
	p.click(`labAct("start")`)
	p.waitLong(`until("done")`)
	p.same(slowGrid)
}

func TestLabComplainsAboutAGrid(t *testing.T) {
	p := openLab(t, "d=2,400&seed=1..2&n=500", "permalink")
	if text := eval[string](p, `inLab(".problems").textContent`); !strings.Contains(text, "d=400 is not a whole number from 1 to 128; using 128") {
		t.Errorf("the laboratory says %q", text)
	}
	p.run(`Object.assign(inLab(".grid"), {value: "seed=1,2&n=300"}).dispatchEvent(new Event("change"))`)
	p.wait(`lab.query == "seed=1,2&n=300" && lab.state == "idle"`)
	// A link to a grid opens it.
	p.run(`location.hash = "lab:" + encodeURIComponent("d=3&n=700&seed=5"); location.reload()`)
	p.wait(`lab?.query == "d=3&seed=5&n=700" && lab.state == "idle"`)
}

// What must be reached: the theorem's preset in a minute, with the law within two standard errors. Counted is the computing of
// the workers, which is the time it takes on a machine that is not busy with other things.
func TestLabFindsTheLaw(t *testing.T) {
	p := openLab(t, "", "")
	p.run(`void setTimeout(() => lab.start())`)
	began := time.Now()
	threads, err := p.Threads(3*longPatience, `lab.state == "done"`)
	if err != nil {
		t.Fatal(err)
	}
	wall, took := time.Since(began), time.Duration(0)
	for _, thread := range threads {
		if thread.Kind == browser.Worker {
			took += thread.CPU
		}
	}
	type fit struct {
		What, Of             string
		Value, SE, Predicted float64
	}
	for _, f := range eval[[]fit](p, `lab.results.fits.filter(f => f.main).map(f => ({What: f.what, Of: f.of, Value: f.value, SE: f.se, Predicted: f.predicted}))`) {
		most := 0.05
		if strings.HasPrefix(f.What, "exponent") {
			most = 0.1
		}
		t.Logf("%s: %.4f ± %.4f, predicted %v", f.What, f.Value, f.SE, f.Predicted)
		if !(f.SE > 0 && f.SE <= most) || math.Abs(f.Value-f.Predicted) > 2*f.SE || math.Abs(f.Predicted) < 0.5 {
			t.Errorf("%s is %v ± %v", f.What, f.Value, f.SE)
		}
	}
	t.Logf("%.1f s of computing in %.1f s on %d worker(s)", took.Seconds(), wall.Seconds(), eval[int](p, `lab.workers`))
	if took > time.Minute {
		t.Errorf("it took %.0f s", took.Seconds())
	}
}

func TestLabIsAccessible(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(root, "site", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	p := openLab(t, "d=1,2&seed=1,2&n=300,600", "")
	p.run(`lab.start()`)
	p.waitLong(`until("done")`)
	for _, dark := range []bool{false, true} {
		if err := p.Dark(dark); err != nil {
			t.Fatal(err)
		}
		p.run(string(source) + "; true")
		for _, v := range eval[[]string](p, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + " at " + n.target + ": " + n.failureSummary)))`) {
			t.Errorf("dark %t: %s", dark, v)
		}
	}
	if err := p.Dark(false); err != nil {
		t.Fatal(err)
	}
	p.run(`document.querySelector("main").style.width = "340px"`)
	p.wait(`lab.shadowRoot.querySelector(".lab").scrollWidth <= lab.clientWidth + 1`) // nothing sticks out on a phone
}

// A page that is reloaded at any moment, again and again, comes to the table of one that was not.
func TestLabSurvivesReloads(t *testing.T) {
	const query = "d=2,3&seed=1..10&n=2000,20000,150000"
	p := openLab(t, query, `workers="2"`)
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 3))
	for range 10 {
		p.run(`void (lab.state == "idle" && lab.start())`)
		p.run(fmt.Sprintf(`void (globalThis.before = true, setTimeout(() => location.reload(), %d))`, r.IntN(1200)))
		p.waitLong(`!globalThis.before && ["idle", "running", "done"].includes(lab?.state)`)
	}
	p.run(`void (lab.state == "idle" && lab.start())`)
	p.waitLong(`until("done")`)
	p.same(query)
}
