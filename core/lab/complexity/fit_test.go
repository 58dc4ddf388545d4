package complexity

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"saddle/core/metric"
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
	r := ratio([]float64{1, 2, 3, 6}, []float64{1, 1, 1, 1})
	near(t, "ratio", r.Value, 3, 1e-15)
	near(t, "its se", r.SE, e.SE, 1e-12)
	lo, hi := r.Interval()
	near(t, "interval", (hi-lo)/2, 3.1824463*r.SE, 1e-6)
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
	g, _ := Parse("d=2,4,8&seed=1..40&n=1000..300000:6&eps=0.02&fakes=4")
	table, rng := NewTable(g), rand.New(rand.NewPCG(1, 2))
	for path := range g.Paths() {
		d := g.Config(path).D
		luck := math.Exp(0.2 * rng.NormFloat64())
		for mark, n := range g.Marks() {
			luck := luck * math.Exp(0.05*rng.NormFloat64())
			tv := 0.4 * float64(d) * luck / math.Sqrt(float64(n))
			best := float64(d*(d+1)) / float64(n) * math.Exp(0.1*rng.NormFloat64())
			if err := table.Add(Row{Path: path, Mark: mark, Samples: n, Steps: n, TV: tv, Floor: tv, Error: 1.25 * best, FloorError: best}); err != nil {
				t.Fatal(err)
			}
		}
	}
	found := map[string]int{}
	for _, f := range table.Report().Fits {
		found[f.What]++
		want, slack := f.Predicted, 3*f.SE
		if f.What == "N(ε)" { // the mean of the luck is e^0.02
			c := 0.4 * math.Exp(0.02) / 0.02 * map[string]float64{"d = 2": 2, "d = 4": 4, "d = 8": 8}[f.Of]
			want = c * c
		}
		if f.What == "price" {
			slack = 1e-9
		}
		near(t, f.What+" "+f.Of, f.Value, want, slack)
		if !(f.SE >= 0) || f.Value < 0 && !strings.Contains(f.Words, "−") {
			t.Errorf("%v: %s", f, f.Words)
		}
	}
	if found["slope of log TV on log N"] != 4 || found["N(ε)"] != 3 || found["exponent of N(ε) in d"] != 1 || found["price"] != 3 {
		t.Errorf("found %v", found)
	}
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
	c := &curve{cfg: g.Config(0)}
	n := math.Exp(c.floorReach(0.01))
	near(t, "TV at the floor's N", metric.FloorTV(5, n), 0.01, 1e-9)
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
