package stat

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
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
		near(t, "quantile", Student(v), want, 1e-3*want)
	}
	if !math.IsInf(Student(0), 1) {
		t.Error("one observation has an interval")
	}
}

func TestLine(t *testing.T) {
	x := []float64{0, 1, 2, 5}
	y := []float64{3, 1, -1, -7}
	a, b, _, residual := Line(x, y, []float64{1, 2, 3, 4})
	near(t, "intercept", a, 3, 1e-12)
	near(t, "slope", b, -2, 1e-12)
	near(t, "residual", residual, 0, 1e-12)
	// Closed form: y = (0, 1, 0) at x = (−1, 0, 1) has slope 0, residual 2/3, and se √(2/3/1/2).
	e := Slope([]float64{-1, 0, 1}, []float64{0, 1, 0}, nil)
	near(t, "slope", e.Value, 0, 1e-15)
	near(t, "se", e.SE, math.Sqrt(1.0/3), 1e-12)
	e = Slope([]float64{0, 2}, []float64{1, 2}, []float64{0.3, 0.4})
	near(t, "two points", e.Value, 0.5, 1e-12)
	near(t, "their se", e.SE, 0.25, 1e-12) // √(0.3² + 0.4²)/2
	if _, b, _, _ := Line([]float64{1, 1}, []float64{0, 1}, nil); !math.IsNaN(b) {
		t.Errorf("slope %v through one x", b)
	}
}

func TestMeanAndJackknife(t *testing.T) {
	e := Mean([]float64{1, 2, 3, 6})
	near(t, "mean", e.Value, 3, 1e-15)
	near(t, "se", e.SE, math.Sqrt(14.0/3/4), 1e-12)
	// The jackknife of a mean is its standard error.
	near(t, "jackknife", Jackknife([]float64{11. / 3, 10. / 3, 9. / 3, 6. / 3}), e.SE, 1e-12)
	lo, hi := e.Interval()
	near(t, "interval", (hi-lo)/2, 3.1824463*e.SE, 1e-6)
}

// A control variate of known mean 0 takes out what it explains, and nothing where there is too little of it.
func TestControlVariate(t *testing.T) {
	luck := []float64{0.3, -0.1, 0.4, 0.2, -0.2}
	mean := func(luck []float64, known float64) float64 {
		var v Controlled
		v.Add(7, 7, 1)
		for _, x := range luck {
			v.Add(5+2*x, known*x, 1)
		}
		v.Add(7, 7, -1)
		return v.Mean()
	}
	near(t, "explained", mean(luck, 1), 5, 1e-12)
	near(t, "too few", mean(luck[:3], 1), 5.4, 1e-12)
	near(t, "unknown", mean(luck, 0), 5+2*0.12, 1e-12)
}

func TestPooled(t *testing.T) {
	// What agrees is weighted by 1/se²; se of the result 1/√Σ 1/se².
	e := Pooled([]Estimate{{1, 0.1, 5}, {1.05, 0.2, 5}})
	near(t, "mean", e.Value, (1*100+1.05*25)/125, 1e-12)
	near(t, "se", e.SE, 1/math.Sqrt(125), 1e-12)
	// What disagrees far beyond its errors is a plain mean with the scatter for an error.
	e = Pooled([]Estimate{{0, 1e-6, 5}, {1, 2e-6, 5}})
	near(t, "mean", e.Value, 0.5, 1e-4)
	near(t, "se", e.SE, 0.5, 1e-3)
}

func TestCrossing(t *testing.T) {
	n, tv := []float64{0, 1, 2, 3}, []float64{0, -1, -1.5, -3}
	for _, c := range []struct {
		level, want float64
		inside      bool
	}{{-0.5, 0.5, true}, {-2, 2 + 1.0/3, true}, {0.5, -0.5, false}, {-4, 3 + 2.0/3, false}} {
		got, inside := Crossing(n, tv, c.level)
		near(t, "crossing", got, c.want, 1e-12)
		if inside != c.inside {
			t.Errorf("level %v: inside is %v", c.level, inside)
		}
	}
}
