//go:build e2e

package e2e

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"
)

// snapshot is what the page promises of el.snapshot.
type snapshot struct {
	Step, Samples, TV, TVFloor, JS, B        float64
	KL                                       any // a number, or "Infinity" in JSON
	W, Sigma, SigmaLast, WStar, SigmaStar, A [][]float64
	Status, Error                            string
}

func TestSnapshot(t *testing.T) {
	p := ready(t, site("d=3&batch=32&"+slow), window)
	p.wait(`figure.snapshot.step >= 5`)
	p.pause()
	s := eval[snapshot](p, `({...figure.snapshot, TV: figure.snapshot.tv, TVFloor: figure.snapshot.tvFloor, JS: figure.snapshot.js, B: figure.snapshot.b, KL: String(figure.snapshot.kl),
		Step: figure.snapshot.step, Samples: figure.snapshot.samples, Status: figure.snapshot.status, Error: figure.snapshot.error})`)
	for name, m := range map[string][][]float64{"W": s.W, "Sigma": s.Sigma, "SigmaLast": s.SigmaLast, "WStar": s.WStar, "SigmaStar": s.SigmaStar, "A": s.A} {
		if len(m) != 3 || len(m[0]) != 3 {
			t.Errorf("%s is not a 3 by 3 array of rows: %v", name, m)
		}
	}
	if !(s.TV > 0 && s.TV <= 1 && s.TVFloor > 0 && s.TVFloor <= 1 && s.JS > 0 && s.JS <= math.Ln2) {
		t.Errorf("distances out of range: tv %v, floor %v, js %v", s.TV, s.TVFloor, s.JS)
	}
	if s.Samples < 32*s.Step {
		t.Errorf("%v samples in %v steps", s.Samples, s.Step)
	}
	for i := range s.W {
		for j := range s.W {
			var sum float64
			for k := range s.W {
				sum += s.W[i][k] * s.W[j][k]
			}
			if math.Abs(sum-s.SigmaLast[i][j]) > 1e-9 {
				t.Errorf("SigmaLast[%d][%d] = %v, (WWᵀ) = %v", i, j, s.SigmaLast[i][j], sum)
			}
		}
	}
}

func TestMethodsAndEvents(t *testing.T) {
	address := embed(t, `<script src="../saddle.js"></script><saddle-figure query="`+slow+`&amp;seed=3"></saddle-figure>
		<script>
			globalThis.heard = {snapshot: 0, statuschange: []}
			const f = document.querySelector("saddle-figure")
			f.addEventListener("snapshot", () => heard.snapshot++)
			f.addEventListener("statuschange", () => heard.statuschange.push(f.snapshot.status))
		</script>`, nil)
	p := open(t, address, window)
	p.run(`Promise.resolve(figure.ready).then(() => {})`)
	p.wait(`figure.snapshot.status == "running" && heard.snapshot > 3`)
	p.run(`figure.pause()`)
	p.wait(`figure.snapshot.status == "paused" && heard.statuschange.at(-1) == "paused"`)
	at := p.step()
	p.run(`figure.step(7)`)
	p.wait(`figure.snapshot.step == ` + strconv.FormatFloat(at+7, 'f', -1, 64))
	p.run(`figure.reset()`)
	p.wait(`figure.snapshot.step == 0`)
	p.run(`figure.play()`)
	p.wait(`figure.snapshot.status == "running" && heard.statuschange.at(-1) == "running"`)
	p.run(`figure.set("d", "5")`)
	p.wait(`figure.snapshot.W.length == 5`)
	p.wait(`figure.query.split("&").includes("d=5") && figure.query.split("&").includes("seed=3")`)
	p.run(`figure.set("d", "")`)
	p.wait(`figure.snapshot.W.length == 2 && !/(^|&)d=/.test(figure.query)`)
}

func TestExports(t *testing.T) {
	p := ready(t, site("phi=identity&eps=0.02"), window)
	p.wait(`figure.snapshot.status == "converged"`)

	csv := eval[string](p, `Promise.resolve(figure.toCSV()).then(v => v.text?.() ?? v)`)
	rows := strings.Split(strings.TrimSpace(csv), "\n")
	if head := strings.Split(rows[0], ","); len(rows) < 10 || head[0] != "step" || len(strings.Split(rows[1], ",")) != len(head) {
		t.Errorf("the CSV has %d rows and begins %q", len(rows), rows[0])
	}

	text := eval[string](p, `Promise.resolve(figure.toJSON()).then(v => v.text?.() ?? (typeof v == "string" ? v : JSON.stringify(v)))`)
	var saved struct {
		TV     float64
		Status string
		W      [][]float64
	}
	if err := json.Unmarshal([]byte(text), &saved); err != nil || saved.Status != "converged" || saved.TV > 0.02 || len(saved.W) != 2 {
		t.Errorf("the JSON says %+v (%v)", saved, err)
	}

	url := eval[string](p, `Promise.resolve(figure.toPNG()).then(v => typeof v == "string" ? v : new Promise(done => { const r = new FileReader(); r.onload = () => done(r.result); r.readAsDataURL(v); }))`)
	_, data, _ := strings.Cut(url, ",")
	picture, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		t.Fatal(err)
	}
	if blue, orange := colours(t, picture); blue < 500 || orange < 500 {
		t.Errorf("the PNG has %d blue and %d orange pixels", blue, orange)
	}
}

// What a query gets wrong is said, with the range and the value used, and the figure runs all the same.
func TestBadQuery(t *testing.T) {
	p := ready(t, site("d=999&phi=rleu&colour=red"), window)
	p.wait(`figure.snapshot.step > 3`)
	words := eval[string](p, `part(".notes").innerText`)
	for _, want := range []string{"d = 999", "1 to 128", "rleu", "relu", "colour"} {
		if !strings.Contains(words, want) {
			t.Errorf("the message does not say %q: %s", want, words)
		}
	}
	if d := eval[int](p, `figure.snapshot.W.length`); d != 128 {
		t.Errorf("it uses d = %d, not the nearest valid 128", d)
	}
}
