//go:build !js

package rates

import (
	"flag"
	"math"
	"testing"
)

var long = flag.Bool("long", false, "more seeds and samples")

// TestMatched: n·JS of averaged runs comes down to d(d+1)/16·(1 + B/B_f), and JS falls as 1/n.
func TestMatched(t *testing.T) {
	query := "lab=rates&picture=game&d=2,4&batch=32&etaG=0.5&n=10000,30000,100000&seed=1..16"
	if *long {
		query = "lab=rates&picture=game&d=2,4,8&batch=32&etaG=0.5&n=100000,300000,1000000&seed=1..200"
	}
	f := report(run(t, query))
	constants := 0
	for _, fit := range f.Fits {
		t.Log(fit.Words)
		switch fit.What {
		case "slope of log JS on log n":
			if math.Abs(fit.Value+1) > 0.05+3*fit.SE || fit.Predicted != -1 {
				t.Errorf("%s: slope %v ± %v", fit.Of, fit.Value, fit.SE)
			}
		case "n·JS":
			want := map[string]float64{"d = 2": 6. / 16, "d = 4": 20. / 16, "d = 8": 72. / 16}[fit.Of] * 1.25
			if constants++; math.Abs(fit.Predicted-want) > 1e-9 {
				t.Errorf("%s: predicted %v, want %v", fit.Of, fit.Predicted, want)
			}
			if math.Abs(fit.Value/want-1) > 0.1+2.5*fit.SE/want {
				t.Errorf("%s: n·JS %v ± %v, predicted %v", fit.Of, fit.Value, fit.SE, want)
			}
		}
	}
	if constants < 2 {
		t.Errorf("%d constants", constants)
	}
}

// TestUnlike: where the target has another activation runs end at the divergence of the law whose moments match, above the least.
func TestUnlike(t *testing.T) {
	query := "lab=rates&picture=game&star=tanh&d=1&wstar=0.9&n=3000,100000&seed=1..8"
	if *long {
		query = "lab=rates&picture=game&star=tanh&wstar=1,0,0.32,0.73&n=3000,100000&seed=1..20"
	}
	table := run(t, query)
	f := report(table)
	if len(f.Fits) != 1 || len(f.Charts) != 1 {
		t.Fatalf("%d fits, %d charts", len(f.Fits), len(f.Charts))
	}
	fit := f.Fits[0]
	t.Log(fit.Words)
	if math.Abs(fit.Value-fit.Predicted) > 3*fit.SE || fit.SE > 0.03*fit.Value {
		t.Errorf("runs end at JS %v ± %v, where moments match %v", fit.Value, fit.SE, fit.Predicted)
	}
	x := seriesOf(table)[0]
	if !(x.expected.least > 0 && x.expected.least < x.expected.matched) {
		t.Errorf("the least is %v, where moments match %v", x.expected.least, x.expected.matched)
	}
	for _, p := range foretell(table.Grid().Cell(0)) {
		if want := map[string]float64{longName: 0, matchedName: x.expected.matched, leastName: x.expected.least}[p.Name]; p.Value != want {
			t.Errorf("%s is predicted to be %v, drawn at %v", p.Name, p.Value, want)
		}
	}
}
