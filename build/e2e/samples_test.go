//go:build e2e

package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
	p.wait(samplesBox + `.querySelector(".problem")?.textContent.startsWith('The text is not taken: line 2, column 2: "x" is not a number')`)
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
	if got := eval[string](p, `figure.data("1,2\n3").then(() => "taken", (error) => error.message)`); !strings.Contains(got, "line 2, column 2: the row ends") {
		t.Errorf("a bad text: %s", got)
	}
}
