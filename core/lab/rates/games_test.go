//go:build !js

package rates

import (
	"flag"
	"math"
	"testing"
)

var long = flag.Bool("long", false, "more seeds and samples")

// TestMatched: n·JS of averaged runs comes down to d(d+1)/16·(1 + B/B_f) as predicted, from 10⁵ samples on within a tenth, and JS falls as
// 1/n within 0.05.
func TestMatched(t *testing.T) {
	const settings = "lab=rates&picture=game&etaD=0.5&etaG=0.5&tauD=100&init=round&average=uniform"
	queries, most := []string{"&d=2,4&n=10000,31623,100000&seed=1..12"}, 0.2
	if *long {
		const n = "&n=10000..316228:4"
		queries, most = []string{"&d=2" + n + "&seed=1..400", "&d=4" + n + "&seed=1..200", "&d=8" + n + "&seed=1..80"}, 0.03
	}
	constants := 0
	for _, query := range queries {
		table := run(t, settings+query)
		for _, fit := range report(table).Fits {
			t.Log(fit.Words)
			switch fit.What {
			case "slope of log JS on log n":
				if math.Abs(fit.Value+1) > 0.05+2*fit.SE || math.Abs(fit.Value-fit.Predicted) > 3*fit.SE || math.Abs(fit.Predicted+1) > 0.03 {
					t.Errorf("%s: slope %v ± %v, predicted %v", fit.Of, fit.Value, fit.SE, fit.Predicted)
				}
			case "n·JS":
				constants++
				d := float64(table.Grid().Cell(0).Config.D)
				if fit.Of == "d = 4" {
					d = 4
				}
				if long := d * (d + 1) / 16 * 1.25; math.Abs(fit.Predicted/long-1) > 0.06 || math.Abs(fit.Value/long-1) > 0.1+1.5*fit.SE/long {
					t.Errorf("d = %v: n·JS %v ± %v, predicted %v, %v in the long run", d, fit.Value, fit.SE, fit.Predicted, long)
				}
				if math.Abs(fit.Value-fit.Predicted) > 3*fit.SE || fit.SE > most*fit.Value {
					t.Errorf("d = %v: n·JS %v ± %v, predicted %v", d, fit.Value, fit.SE, fit.Predicted)
				}
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
	for _, p := range Experiment.Predict(table.Grid().Cell(0)) {
		if want := map[string]float64{longName: 0, soonName: 0, matchedName: x.expected.matched, leastName: x.expected.least}[p.Name]; p.Value != want {
			t.Errorf("%s is predicted to be %v, drawn at %v", p.Name, p.Value, want)
		}
	}
}
