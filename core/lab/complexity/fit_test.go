package complexity

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"saddle/core/theory"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestStudentQuantile(t *testing.T) {
	for _, v := range []int{1, 2, 3, 4, 5, 6, 8, 10, 19, 50, 1000} {
		want := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(v)}.Quantile(0.975)
		near(t, "quantile", studentQuantile(v), want, 1e-3*want)
	}
	if !math.IsInf(studentQuantile(0), 1) {
		t.Error("one observation has an interval")
	}
}

func TestLine(t *testing.T) {
	x := []float64{0, 1, 2, 5}
	y := []float64{3, 1, -1, -7}
	a, b, _, residual := line(x, y, []float64{1, 2, 3, 4})
	near(t, "intercept", a, 3, 1e-12)
	near(t, "slope", b, -2, 1e-12)
	near(t, "residual", residual, 0, 1e-12)
	// Closed form: y = (0, 1, 0) at x = (−1, 0, 1) has slope 0, residual 2/3, and se √(2/3/1/2).
	e := slopeOf([]float64{-1, 0, 1}, []float64{0, 1, 0}, nil)
	near(t, "slope", e.Value, 0, 1e-15)
	near(t, "se", e.SE, math.Sqrt(1.0/3), 1e-12)
	e = slopeOf([]float64{0, 2}, []float64{1, 2}, []float64{0.3, 0.4})
	near(t, "two points", e.Value, 0.5, 1e-12)
	near(t, "their se", e.SE, 0.25, 1e-12) // √(0.3² + 0.4²)/2
	if _, b, _, _ := line([]float64{1, 1}, []float64{0, 1}, nil); !math.IsNaN(b) {
		t.Errorf("slope %v through one x", b)
	}
}

func TestMeanAndJackknife(t *testing.T) {
	e := meanOf([]float64{1, 2, 3, 6})
	near(t, "mean", e.Value, 3, 1e-15)
	near(t, "se", e.SE, math.Sqrt(14.0/3/4), 1e-12)
	// The jackknife of a mean is its standard error.
	near(t, "jackknife", jackknife([]float64{11. / 3, 10. / 3, 9. / 3, 6. / 3}), e.SE, 1e-12)
	lo, hi := e.Interval()
	near(t, "interval", (hi-lo)/2, 3.1824463*e.SE, 1e-6)
}

// A control variate of known mean 0 takes out what it explains, and nothing where there is too little of it.
func TestControlVariate(t *testing.T) {
	luck := []float64{0.3, -0.1, 0.4, 0.2, -0.2}
	mean := func(luck []float64, known float64) float64 {
		var v varied
		v.add(7, 7, 1)
		for _, x := range luck {
			v.add(5+2*x, known*x, 1)
		}
		v.add(7, 7, -1)
		return v.mean()
	}
	near(t, "explained", mean(luck, 1), 5, 1e-12)
	near(t, "too few", mean(luck[:3], 1), 5.4, 1e-12)
	near(t, "unknown", mean(luck, 0), 5+2*0.12, 1e-12)
}

func TestPooled(t *testing.T) {
	// What agrees is weighted by 1/se²; se of the result 1/√Σ 1/se².
	e := pooled([]Estimate{{1, 0.1, 5}, {1.05, 0.2, 5}})
	near(t, "mean", e.Value, (1*100+1.05*25)/125, 1e-12)
	near(t, "se", e.SE, 1/math.Sqrt(125), 1e-12)
	// What disagrees far beyond its errors is a plain mean with the scatter for an error.
	e = pooled([]Estimate{{0, 1e-6, 5}, {1, 2e-6, 5}})
	near(t, "mean", e.Value, 0.5, 1e-4)
	near(t, "se", e.SE, 0.5, 1e-3)
}

func TestCrossing(t *testing.T) {
	n, tv := []float64{0, 1, 2, 3}, []float64{0, -1, -1.5, -3}
	for _, c := range []struct {
		level, want float64
		inside      bool
	}{{-0.5, 0.5, true}, {-2, 2 + 1.0/3, true}, {0.5, -0.5, false}, {-4, 3 + 2.0/3, false}} {
		got, inside := crossing(n, tv, c.level)
		near(t, "crossing", got, c.want, 1e-12)
		if inside != c.inside {
			t.Errorf("level %v: inside is %v", c.level, inside)
		}
	}
}

// A table made by the law itself gives back the law: slope −1/2, N(ε) of the law, its exponent and the price.
func TestReportRecoversTheLaw(t *testing.T) {
	g, _ := Parse("d=2,4,8&seed=1..40&n=500..300000:6&fakes=4")
	table, rng := NewTable(g), rand.New(rand.NewPCG(1, 2))
	for path := range g.Paths() {
		d := g.Config(path).D
		luck, own := 0.2*rng.NormFloat64(), math.Exp(0.02*rng.NormFloat64())
		for mark, n := range g.Marks() {
			floor := theory.Constant(d) / math.Sqrt(float64(n)) * (1 + luck)
			tv := math.Sqrt(1.25) * floor * own * math.Exp(0.02*rng.NormFloat64())
			if err := table.Add(Row{Path: path, Mark: mark, Samples: n, Steps: n, TV: tv, Floor: floor}); err != nil {
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
		g, _ := Parse("phi=relu&kappa=1&method=" + method)
		c := g.Config(0)
		if p := predictionOf(&c, method); p.Falls != want || p.Known != want || (p.floor != nil) != (method != FixedSamples) {
			t.Errorf("%s: %+v", method, p)
		}
	}
}

// No slope is told of the way there: marks before the total variation has come near its prediction do not count.
func TestSlopeWaitsForTheStart(t *testing.T) {
	g, _ := Parse("d=2&seed=1..4&n=1000..1000000:7&schedule=decay&average=settled")
	table := NewTable(g)
	for path := range g.Paths() {
		for mark, n := range g.Marks() {
			tv := theory.Constant(2) * math.Sqrt(1.25/float64(n))
			if mark < 3 {
				tv *= 20 / float64(mark+1)
			}
			if err := table.Add(Row{Path: path, Mark: mark, Samples: n, Steps: n, TV: tv, Floor: tv}); err != nil {
				t.Fatal(err)
			}
		}
	}
	_, curves := table.curves()
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
		if lo, hi := meanOf(x).Interval(); lo <= 0 && 0 <= hi {
			covered++
		}
	}
	near(t, "coverage", float64(covered)/tries, 0.95, 4*math.Sqrt(0.95*0.05/tries))
}

func TestFloorReach(t *testing.T) {
	g, _ := Parse("d=5")
	cfg := g.Config(0)
	c := &curve{cfg: cfg, told: []*prediction{predictionOf(&cfg, Descent)}}
	n, ok := c.floorReach(0.01)
	if !ok {
		t.Error("unknown")
	}
	near(t, "TV at the floor's N", theory.Constant(5)/math.Sqrt(n), 0.01, 1e-9)
}

func TestTold(t *testing.T) {
	for _, c := range []struct {
		e    Estimate
		want string
	}{{Estimate{-0.50123, 0.0123, 9}, "−0.501 ± 0.012"}, {Estimate{1.994, 0.154, 9}, "1.99 ± 0.15"}, {Estimate{12.3, 1.6, 9}, "12.3 ± 1.6"}, {Estimate{12.3, 0, 1}, "12.3"}} {
		if got := strings.ReplaceAll(told(c.e), "\u00a0", " "); got != c.want {
			t.Errorf("%v is told as %q, want %q", c.e, got, c.want)
		}
	}
}
