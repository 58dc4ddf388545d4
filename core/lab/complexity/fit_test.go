package complexity

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"saddle/core/lab"
	"saddle/core/stat"
	"saddle/core/theory"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// A table made by the law itself gives back the law: slope −1/2, N(ε) of the law, its exponent and the price.
func TestReportRecoversTheLaw(t *testing.T) {
	g, _ := parse("d=2,4,8&seed=1..40&n=500..300000:6&fakes=4")
	table, rng := lab.NewTable(g), rand.New(rand.NewPCG(1, 2))
	for path := range g.Paths() {
		d := g.Cell(path).Config.D
		luck, own := 0.2*rng.NormFloat64(), math.Exp(0.02*rng.NormFloat64())
		for mark, n := range g.Marks() {
			floor := theory.Constant(d) / math.Sqrt(float64(n)) * (1 + luck)
			tv := math.Sqrt(1.25) * floor * own * math.Exp(0.02*rng.NormFloat64())
			if err := table.Add(lab.Row{Path: path, Mark: mark, Values: (&measured{Samples: n, Steps: n, TV: tv, Floor: floor}).values()}); err != nil {
				t.Fatal(err)
			}
		}
	}
	found := map[string]int{}
	for _, f := range table.Report().Fits {
		found[f.What]++
		near(t, f.What+" "+f.Of, f.Value, f.Predicted, 3*f.SE)
		if f.What == "price" {
			near(t, "price", f.Predicted, 1.25, 1e-12)
			near(t, "its error, without the luck of the samples", f.SE, 1.25*2*0.028/math.Sqrt(40), 0.003)
		}
		if !(f.SE > 0) || f.Value < 0 && !strings.Contains(f.Words, "−") || !strings.Contains(f.Words, "predicted") {
			t.Errorf("%v: %s", f, f.Words)
		}
	}
	if found["slope of log TV on log N"] != 4 || found["N(ε)"] != 3 || found["exponent of N(ε) in d"] != 1 || found["price"] != 3 {
		t.Errorf("found %v", found)
	}
}

// Nothing is predicted of other methods than descent.
func TestOtherMethodsAreNotPredicted(t *testing.T) {
	for method, want := range map[string]bool{Descent: true, OnePass: false, Truncated: false, FixedSamples: false} {
		g, _ := parse("phi=relu&kappa=1&method=" + method)
		if p := predictionOf(&g.Cell(0).Config, named(method)); p.Falls != want || p.Known != want || (p.floor != nil) != (method != FixedSamples) {
			t.Errorf("%s: %+v", method, p)
		}
	}
}

// No slope is told of the way there: marks before the total variation has come near its prediction do not count.
func TestSlopeWaitsForTheStart(t *testing.T) {
	g, _ := parse("d=2&seed=1..4&n=1000..1000000:7&schedule=decay&average=settled")
	table := lab.NewTable(g)
	for path := range g.Paths() {
		for mark, n := range g.Marks() {
			tv := theory.Constant(2) * math.Sqrt(1.25/float64(n))
			if mark < 3 {
				tv *= 20 / float64(mark+1)
			}
			if err := table.Add(lab.Row{Path: path, Mark: mark, Values: (&measured{Samples: n, Steps: n, TV: tv, Floor: tv}).values()}); err != nil {
				t.Fatal(err)
			}
		}
	}
	_, curves := curvesOf(table)
	if first := curves[0].first(); first != 3 {
		t.Errorf("the fit begins at mark %d", first)
	}
	near(t, "slope", curves[0].slope().Value, -0.5, 1e-12)
}

// The 95 % interval of a slope covers it about 95 times in 100.
func TestIntervalCovers(t *testing.T) {
	rng, covered := rand.New(rand.NewPCG(3, 4)), 0
	const tries = 2000
	for range tries {
		var x []float64
		for range 5 {
			x = append(x, rng.NormFloat64())
		}
		if lo, hi := stat.Mean(x).Interval(); lo <= 0 && 0 <= hi {
			covered++
		}
	}
	near(t, "coverage", float64(covered)/tries, 0.95, 4*math.Sqrt(0.95*0.05/tries))
}

func TestFloorReach(t *testing.T) {
	g, _ := parse("d=5")
	cfg := g.Cell(0).Config
	c := &curve{cfg: cfg, by: named(Descent), told: []*prediction{predictionOf(&cfg, named(Descent))}}
	n, ok := c.floorReach(0.01)
	if !ok {
		t.Error("unknown")
	}
	near(t, "TV at the floor's N", theory.Constant(5)/math.Sqrt(n), 0.01, 1e-9)
}
