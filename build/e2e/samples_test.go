//go:build e2e

package e2e

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"saddle/build/static"
)

// sampleFile writes a CSV file of n rows of three correlated columns under a header.
func sampleFile(t *testing.T, name string, n int) (path, text string) {
	t.Helper()
	r := rand.New(rand.NewPCG(5, 6))
	var b strings.Builder
	b.WriteString("first,second,third\n")
	for range n {
		x, y, z := r.NormFloat64(), r.NormFloat64(), r.NormFloat64()
		fmt.Fprintf(&b, "%.5f,%.5f,%.5f\n", x, 0.6*x+0.8*y, 0.3*z-0.5*x)
	}
	path = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, b.String()
}

const samplesBox = `document.querySelector("[data-samples]")`

// openSamples opens the group in which the samples' control stands.
func openSamples(p *tab) {
	p.settings()
	p.click(samplesBox + `.closest("details").querySelector("summary")`)
}

func TestOwnSamples(t *testing.T) {
	p := ready(t, site(slow+"&phi=identity"), window)
	openSamples(p)
	path, _ := sampleFile(t, "three columns.csv", 400)
	if err := p.ChooseFile(samplesBox+`.querySelector("[type=file]")`, path); err != nil {
		t.Fatal(err)
	}
	p.wait(`figure.snapshot.data == "400 × 3 numbers of three columns.csv."`)
	p.wait(samplesBox + `.querySelector(".state").textContent == figure.snapshot.data`)
	p.wait(`figure.snapshot.d == 3 && figure.snapshot.status == "running" && figure.snapshot.step > 2`)
	p.wait(`figure.snapshot.sentence.includes("maximum-likelihood law of your samples")`)
	p.wait(`part(".ticks.across i").textContent == "first − mean" && part(".ticks.up i").textContent == "second − mean"`)
	if q := eval[string](p, `location.search + location.hash`); !strings.Contains(q, "target=data&data=400x3-") {
		t.Errorf("the address is %s", q)
	}

	// Another parameter, and undo, leave them.
	p.run(`figure.set("batch", 32)`)
	p.wait(`figure.query.includes("batch=32") && figure.snapshot.d == 3 && figure.snapshot.status == "running"`)

	// The link asks for the file, and with it shows the same run.
	p.pause()
	sent := eval[string](p, `JSON.stringify([figure.snapshot.permalink, figure.snapshot.step, figure.snapshot.W, figure.snapshot.Sigma])`)
	link := eval[string](p, `figure.snapshot.permalink`)
	other := open(t, site(link), window)
	other.wait(`figure?.snapshot?.status == "error" && figure.snapshot.error.includes("choose their file again")`)
	openSamples(other)
	other.wait(samplesBox + `.querySelector(".problem")?.textContent.includes("choose their file again")`)
	if err := other.ChooseFile(samplesBox+`.querySelector("[type=file]")`, path); err != nil {
		t.Fatal(err)
	}
	other.wait(fmt.Sprintf(`figure.snapshot.status == "paused" && figure.snapshot.step == %v`, p.step()))
	if got := eval[string](other, `JSON.stringify([figure.snapshot.permalink, figure.snapshot.step, figure.snapshot.W, figure.snapshot.Sigma])`); got != sent {
		t.Errorf("the link's run is another:\n%.300s\nsent\n%.300s", got, sent)
	}
}

func TestPastedSamples(t *testing.T) {
	p := ready(t, site(slow), window)
	openSamples(p)
	p.click(samplesBox + `.querySelector(".paste summary")`)
	p.click(samplesBox + `.querySelector("textarea")`)
	p.keys("1,2\n2,x\n")
	p.click(samplesBox + `.querySelector(".use")`)
	p.wait(samplesBox + `.querySelector(".problem")?.textContent.startsWith('The text is not taken: there is 1 row of 2 numbers; expected at least 3 rows')`)
	if got := eval[string](p, samplesBox+`.querySelector("[type=file]").getAttribute("aria-invalid")`); got != "true" {
		t.Error("the control is not marked as invalid")
	}
	if q := eval[string](p, `figure.query`); strings.Contains(q, "target=data") {
		t.Errorf("a bad text changed the run to %s", q)
	}
	p.run(samplesBox + `.querySelector("textarea").value = "1,2\n2,-1\n-1,1.5\n0.5,-2"`)
	p.click(samplesBox + `.querySelector(".use")`)
	p.wait(`figure.snapshot.data.startsWith("4 × 2 numbers")`)
	p.wait(`!` + samplesBox + `.querySelector(".problem")`)
}

// A file is dropped onto the figure by the browser's own drag and drop.
func TestDroppedSamples(t *testing.T) {
	p := ready(t, site(slow+"&phi=identity"), window)
	path, _ := sampleFile(t, "dropped.csv", 300)
	if err := p.Drop(`part(".picture")`, path, func() error {
		return p.Wait(patience, `!part(".drop").hidden`)
	}); err != nil {
		t.Fatal(err)
	}
	p.wait(`figure.snapshot.data == "300 × 3 numbers of dropped.csv." && part(".drop").hidden`)
}

// A large text comes in pieces, can be given up, and leaves the run as it was.
func TestLargeSamples(t *testing.T) {
	p := ready(t, site(slow), window)
	openSamples(p)
	before := eval[string](p, `figure.query`)
	// A file on a slow disk: its second piece comes when the gate opens, which it never does.
	p.run(`globalThis.many = new Blob([Array.from({length: 100_000}, (_, i) => Math.sin(i) + "," + Math.cos(3 * i) + "\n").join("")]);
		globalThis.slow = new Blob([many]);
		slow.slice = (from, to) => from === 0 ? many.slice(from, to) : {arrayBuffer: () => new Promise(() => {})};
		globalThis.outcome = undefined; figure.data(slow, "slow.csv").then(() => outcome = "taken", (error) => outcome = error.message); 0`)
	p.wait(`!` + samplesBox + `.querySelector(".reading").hidden && ` + samplesBox + `.querySelector("progress").value > 0`)
	p.wait(samplesBox + `.querySelector(".state").textContent == "Reading slow.csv."`)
	if s := eval[string](p, `figure.snapshot.status`); s != "running" {
		t.Errorf("while a text comes the run is %s", s)
	}
	p.click(samplesBox + `.querySelector(".cancel")`)
	p.wait(`outcome == "the reading was given up" && ` + samplesBox + `.querySelector(".reading").hidden`)
	if q := eval[string](p, `figure.query`); q != before {
		t.Errorf("given up, the run is %s", q)
	}
	p.run(`figure.data(many, "many.csv").then(() => outcome = "taken", (error) => outcome = error.message); 0`)
	p.wait(`outcome == "taken" && figure.snapshot.data.startsWith("100\u202f000 × 2 numbers of many.csv")`)
	if got := eval[string](p, `figure.data("1,2\n3").then(() => "taken", (error) => error.message)`); !strings.Contains(got, "there is 1 row of 2 numbers") {
		t.Errorf("a bad text: %s", got)
	}
}

const people = `no;height;span;kind;age\n1;171,5;173;a;30\n2;168;165,5;b;41\n3;180,25;184;a;25\n4;175;;b;62\n5;160,5;161;a;18\n6;177;175,5;b;33\n`

// The table is shown with what was taken and what was left out, and why; other columns can be taken, and all of it taken back,
// with keys alone.
func TestTableIsShownAndChosen(t *testing.T) {
	p := ready(t, site(slow+"&phi=identity"), window)
	openSamples(p)
	p.run(`globalThis.people = ` + "`" + people + "`" + `; document.querySelector("[data-samples] textarea").value = people; 0`)
	p.click(samplesBox + `.querySelector(".paste summary")`)
	p.click(samplesBox + `.querySelector(".use")`)
	p.wait(`figure.snapshot.data.startsWith("5 × 3 numbers")`)
	const preview = samplesBox + `.querySelector(".preview")`
	p.wait(`!` + preview + `.hidden`)
	for what, want := range map[string]string{
		`[...` + preview + `.querySelectorAll("th label")].map((l) => l.textContent.trim()).join()`:                "no,height,span,kind,age",
		`[...` + preview + `.querySelectorAll("th input")].map((b) => b.checked + (b.disabled ? "-" : "")).join()`: "false,true,true,false-,true",
		`[...` + preview + `.querySelectorAll("tbody tr:first-child td")].map((c) => c.textContent).join("|")`:     "1|171,5|173|a|30",
		`[...` + preview + `.querySelectorAll("tfoot td")].map((c) => c.textContent).join("|")`:                    "left out: it counts the rows|||left out: it has words|",
		`[...` + preview + `.querySelectorAll("li")].map((l) => l.textContent).join("|")`:                          "Columns are separated by semicolons, numbers have decimal commas.|1 row is left out for want of a number, the first in line 5: span is empty.",
		preview + `.querySelector(".choose").disabled + ""`:                                                        "true",
		`part(".note.table span").textContent`:                                                                     "Taken from the text: height, span, age. Left out: no (it counts the rows), kind (it has words). 1 row is left out for want of a number, the first in line 5: span is empty.",
		`JSON.stringify(figure.snapshot.names)`:                                                                    `["height − mean","span − mean","age − mean"]`,
	} {
		if got := eval[string](p, what); got != want {
			t.Errorf("%s is\n%s\nwant\n%s", what, got, want)
		}
	}
	p.run(preview + `.querySelector("th input[value='3']").focus()`)
	p.keys(" ")
	p.wait(`!` + preview + `.querySelector(".choose").disabled`)
	p.run(preview + `.querySelector(".choose").focus()`)
	p.keys("\r")
	p.wait(`figure.snapshot.data.startsWith("6 × 2 numbers") && figure.snapshot.d == 2`)
	p.wait(preview + `.querySelectorAll("li").length == 1 && part(".ticks.up i").textContent == "age − mean"`)
	// None at all cannot be taken.
	p.run(preview + `.querySelectorAll("th input").forEach((b) => b.checked && b.click())`)
	if !eval[bool](p, preview+`.querySelector(".choose").disabled`) {
		t.Error("no columns can be taken")
	}
	p.run(preview + `.querySelector("[data-act=back]").focus()`)
	p.keys("\r")
	p.wait(`figure.snapshot.data.startsWith("5 × 3 numbers")`)
	if got := eval[string](p, `JSON.stringify([`+preview+`.contains(document.activeElement), document.activeElement.dataset.act])`); got != `[true,"back"]` {
		t.Errorf("after taking back the focus is at %s", got)
	}
	// The note's undo and the figure's own go the same way, to the run before any samples.
	p.run(`figure.data(people.replace("171,5", "172,5")).then(() => outcome = "taken"); globalThis.outcome = ""; 0`)
	p.wait(`outcome == "taken"`)
	p.click(`part('[data-act="undo"]')`)
	p.wait(`figure.snapshot.data.startsWith("5 × 3 numbers") && figure.snapshot.error == "" && figure.snapshot.status != "error"`)
	p.click(`part('[data-act="undo"]')`)
	p.wait(`figure.snapshot.data == ""`)
}

// What can be read in two ways can be read in the other.
func TestTableIsReadOtherwise(t *testing.T) {
	p := ready(t, site(slow+"&phi=identity"), window)
	openSamples(p)
	p.run(`document.querySelector("[data-samples] textarea").value = "x\ty\n1,723\t70\n1,801\t82\n1,654\t91\n1,700\t66\n"; 0`)
	p.click(samplesBox + `.querySelector(".paste summary")`)
	p.click(samplesBox + `.querySelector(".use")`)
	p.wait(`/The comma of “1,723” is taken for the decimal mark: 1.723/.test(` + samplesBox + `.querySelector(".preview").textContent)`)
	small := eval[float64](p, `figure.snapshot.SigmaStar[0][0]`)
	p.click(samplesBox + `.querySelector("[data-choice]")`)
	p.wait(fmt.Sprintf(`Math.abs(figure.snapshot.SigmaStar[0][0] / %v / 1e6 - 1) < 1e-4`, small))
}

// figure.data rejects what no law can be fitted to, with the sentence that says so, and what the activation does not reach.
func TestDataRejects(t *testing.T) {
	p := ready(t, site(slow+"&phi=identity"), window)
	before := eval[string](p, `figure.query`)
	say := func(text string) string {
		return eval[string](p, `figure.data(`+"`"+text+"`"+`).then(() => "taken", (error) => error.message)`)
	}
	if got := say("1,2\n2,4\n3,6\n-1,-2"); !strings.Contains(got, "column 2 follows from the columns before it") {
		t.Errorf("dependent columns: %s", got)
	}
	if got := eval[string](p, `figure.query`); got != before {
		t.Errorf("the run is %s", got)
	}
	p.run(`figure.set("phi", "relu")`)
	p.wait(`figure.query.includes("phi=relu")`)
	if got := say("1,2\n2,-4\n3,6\n-1,0"); !strings.Contains(got, "-1 is not a value of this activation") {
		t.Errorf("out of range: %s", got)
	}
	for text, want := range map[string]string{"PK\x03\x04": ".xlsx", "<table>": "HTML", "": "there are no numbers", "a,b\nc,d": "line 1 begins with “a”"} {
		if got := say(text); !strings.Contains(got, want) {
			t.Errorf("%q: %s", text, got)
		}
	}
}

const give = `figure.data("x,y\n1,2\n2,-1\n-1,1.5\n0.5,-2").then(() => "taken", (error) => error.message)`

// When the program that reads tables does not come, the reader is told what is missing, and a second try asks for it anew.
func TestMissingTables(t *testing.T) {
	var broken atomic.Bool
	broken.Store(true)
	files := static.Handler(filepath.Join(root, "build", "out", "site"), "/")
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if broken.Load() && strings.Contains(r.URL.Path, "saddle-tables.wasm.") {
			http.NotFound(w, r)
			return
		}
		files.ServeHTTP(w, r)
	}))
	defer host.Close()
	p := ready(t, host.URL+"/#"+slow[1:], window, "404", "Refused to execute")
	if got := eval[string](p, give); !strings.Contains(got, "saddle-tables.wasm.gz?v=") || !strings.Contains(got, "could not be loaded (HTTP 404, text/plain; charset=utf-8, 19 bytes). Give the table again.") {
		t.Errorf("%s", got)
	}
	broken.Store(false)
	if got := eval[string](p, give); got != "taken" {
		t.Errorf("the second time: %s", got)
	}
}

// As from a disk, where fetch is refused, it comes through a script tag; and where workers are, it runs in a frame.
func TestTablesWithoutFetchAndWorkers(t *testing.T) {
	for _, without := range []string{`globalThis.fetch = () => Promise.reject(new TypeError("Failed to fetch"));`, `globalThis.Worker = class { constructor() { throw new Error("no workers"); } };`} {
		p := ready(t, site(slow), breaking(without))
		if got := eval[string](p, give); got != "taken" {
			t.Errorf("%s: %s", without, got)
		}
	}
}

// Samples may be given to a figure before it has a place in the page.
func TestDataBeforeThePage(t *testing.T) {
	p := ready(t, site(slow), window)
	p.run(`globalThis.early = document.createElement("saddle-figure"); early.setAttribute("query", "phi=identity&eps=0"); globalThis.outcome = "";
		early.data("x,y\n1,2\n2,-1\n-1,1.5\n0.5,-2").then(() => outcome = "taken", (error) => outcome = error.message); 0`)
	p.run(`document.querySelector("main").prepend(early); early.scrollIntoView(); 0`)
	p.wait(`outcome == "taken" && early.snapshot.data.startsWith("4 × 2 numbers")`)
}
