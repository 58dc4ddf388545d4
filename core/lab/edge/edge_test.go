package edge

import (
	_ "embed"
	"flag"
	"math"
	"slices"
	"strings"
	"testing"

	"saddle/build/golden"
	"saddle/core/chart"
	"saddle/core/lab"
	"saddle/core/lab/labtest"
	"saddle/core/predict"
	"saddle/core/rng"
	"saddle/core/tracywidom"
	"saddle/core/wishart"
)

var long = flag.Bool("long", false, "long statistics")

//go:embed testdata/golden.csv
var recorded string

// TestGoldenTable compares every digit of a table with those recorded: they are the same on every platform on which this test
// passes. Run with -update after a change that is meant.
func TestGoldenTable(t *testing.T) {
	got := labtest.Whole(labtest.Grid(Experiment, "lab=edge&d=4&n=9&draws=30,100&entries=gaussian,sign,uniform,student&beta=1,2&excess=0,0.5")).CSV()
	golden.Check(t, "golden.csv", recorded, got)
}

func TestParse(t *testing.T) {
	for query, want := range map[string]string{
		"lab=edge": "lab=edge", "lab=edge&n=0&d=8,4": "lab=edge&d=4,8&n=0",
		"lab=edge&beta=2,1&s=-2&centring=plain&entries=student&nu=5&ratio=3": "lab=edge&entries=student&nu=5&beta=1,2&ratio=3&centring=plain&s=-2",
	} {
		if g := labtest.Grid(Experiment, query); g.Query() != want {
			t.Errorf("%q is %q, want %q", query, g.Query(), want)
		}
	}
	for query, complaint := range map[string]string{
		"lab=edge&n=1000000&entries=sign": "at most 100000", "lab=edge&beta=4": "one of 1, 2", "lab=edge&s=1,2": "one needle", "lab=edge&draws=0": "1 to",
	} {
		if _, problems := Experiment.Parse(query); len(problems) != 1 || !strings.Contains(problems[0].Message, complaint) {
			t.Errorf("%q: %v, want %q", query, problems, complaint)
		}
	}
	for query, want := range map[string]shape{
		"lab=edge&d=10&ratio=2.5":                                  {beta: 1, n: 25, p: 10, entries: wishart.Gaussian, nu: 3},
		"lab=edge&n=7&d=10&beta=2&excess=0.5&entries=student&nu=5": {beta: 2, n: 7, p: 10, entries: wishart.Student, nu: 5, excess: 0.5},
		"lab=edge&d=1&ratio=0.01":                                  {beta: 1, n: 1, p: 1, entries: wishart.Gaussian, nu: 3},
	} {
		if got := shapeOf(labtest.Grid(Experiment, query).Cell(0)); got != want {
			t.Errorf("%q draws %+v, want %+v", query, got, want)
		}
	}
}

func TestBins(t *testing.T) {
	for s, want := range map[float64]int{-99: 0, -6.0001: 0, -6: 1, -5.95: 1, -5.85: 2, 3.95: bins - 2, 4: bins - 1, 99: bins - 1, math.Inf(1): bins - 1} {
		if got := binOf(s); got != want {
			t.Errorf("s = %v falls into bin %d, want %d", s, got, want)
		}
	}
	s := shape{beta: 1, n: 20, p: 10}
	edges := s.edgesOf(wishart.Plain)
	if ma, plain := s.constants(wishart.Ma), s.constants(wishart.Plain); len(edges) != bins-1 || math.Abs(plain.At(edges[40])-ma.At(-2)) > 1e-12 {
		t.Errorf("edge 40 is %v", edges[40])
	}
	for beta, q := range critical {
		if got := tracywidom.New(beta + 1).CDF(q); math.Abs(got-0.95) > 1e-13 {
			t.Errorf("F(%v) = %v", q, got)
		}
	}
}

// What saddle predict prints.
func TestPredictions(t *testing.T) {
	for query, want := range map[string]map[string]float64{
		"lab=edge&d=8&s=-2":                {f1Name: 0.2743201979, f2Name: 0.4132241425, "ksPlain": 0.103487, "ksJohnstone": 0.034749, "ksMa": 0.047104, detectName: 1 + math.Sqrt(0.5)},
		"lab=edge&d=8&n=400":               {"ksMa": 0.0050522, meanName: 495.98392, detectName: 1 + math.Sqrt(0.02)},
		"lab=edge&d=1&n=7&s=0":             {meanName: 7, f1Name: 0.8319080666},
		"lab=edge&d=16&beta=2":             {"ksPlain": 0.040125, "ksJohnstone": 0.040125, "ksMa": 0.040125},
		"lab=edge&d=8&entries=sign":        {detectName: 1 + math.Sqrt(0.5), "ksMa": math.NaN(), meanName: math.NaN()},
		"lab=edge&d=8&entries=student":     {detectName: math.NaN()},
		"lab=edge&d=8&excess=1&n=10000000": {"ksPlain": math.NaN()},
	} {
		list := Experiment.Predict(labtest.Grid(Experiment, query).Cell(0))
		if len(list) != 7 {
			t.Errorf("%s: %d predictions", query, len(list))
		}
		for name, v := range want {
			p := predict.By(list, name)
			if p.Valid == math.IsNaN(v) || p.Valid && math.Abs(p.Value/v-1) > 2e-5 || p.Formula == "" || p.Source == "" {
				t.Errorf("%s: %+v, want %v", query, p, v)
			}
		}
	}
}

// The largest of R noisy differences is 0.8687/√R on average; at the edges of the bins it is a little less.
func TestNoise(t *testing.T) {
	const draws, times = 1000, 1500
	r := rng.New(1, "noise")
	all, binned := 0.0, 0.0
	f := make([]float64, 100)
	for k := range f {
		f[k] = float64(k+1) / 101
	}
	for range times {
		x, counts := make([]float64, draws), make([]float64, 101)
		for i := range x {
			x[i] = r.Float64()
			counts[min(int(x[i]*101), 100)]++
		}
		slices.Sort(x)
		worst := 0.0
		for i, v := range x {
			worst = max(worst, v-float64(i)/draws, float64(i+1)/draws-v)
		}
		all += worst * math.Sqrt(draws) / times
		_, d := widest(counts, nil, f)
		binned += math.Abs(d) * math.Sqrt(draws) / times
	}
	t.Logf("%.4f; at the bins %.4f", all, binned)
	if math.Abs(all-noise) > 0.02 || binned > noise || binned < 0.8*noise {
		t.Errorf("√R times the largest difference is %v on average, %v at the bins, want %v", all, binned, noise)
	}
}

// The distance of few draws is right on average to a part of its standard error, large or small, and within its interval 95 times
// in 100; the largest difference itself is far off where the distance is small.
func TestDistanceIsUnbiased(t *testing.T) {
	const seeds, tables, draws = 6, 200, 400
	limit := tracywidom.New(1)
	for query, most := range map[string]float64{"lab=edge&d=4&n=8": 0.1, "lab=edge&d=32": 0.3, "lab=edge&d=2&n=9": 0.1, "lab=edge&d=8&n=400": 0.6} {
		g := labtest.Grid(Experiment, query)
		s := shapeOf(g.Cell(0))
		exact, _ := known{lab.NewTable(g)}.distance(s, wishart.Ma)
		f := s.edgesOf(wishart.Ma)
		for i, at := range f {
			f[i] = limit.CDF(at)
		}
		sum, raw, covered, se := 0.0, 0.0, 0, 0.0
		r := rng.New(2, "tables")
		for range tables {
			var rows []lab.Row
			for range seeds {
				d := newDrawing(g.Cell(0))
				d.random = r
				for !d.Advance(draws) {
				}
				values, _ := d.Measure()
				rows = append(rows, lab.Row{Values: values})
			}
			d := distance(rows, f)
			sum += d.Value / tables
			raw += d.raw / tables
			se += d.SE / tables
			if lo, hi := d.Interval(); lo <= exact && exact <= hi {
				covered++
			}
		}
		t.Logf("%s: exactly %.4f, mean %.4f, largest %.4f, standard error %.4f, covered %d of %d", query, exact, sum, raw, se, covered, tables)
		if math.Abs(sum-exact) > most*se || most > 0.1 && raw < exact+0.5*se || covered < 180 {
			t.Errorf("%s: the mean distance is %v, the largest difference %v, exactly %v; covered %d of %d", query, sum, raw, exact, covered, tables)
		}
	}
}

// The slopes that must come out over d = 8 … 128, n = 2d, against those of the exact distances.
func TestSlopes(t *testing.T) {
	draws := "20000"
	if *long {
		draws = "200000"
	}
	table := labtest.Whole(labtest.Grid(Experiment, "lab=edge&d=8,16,32,64,128&seed=1..4&draws="+draws))
	r := table.Report()
	want := map[string]struct{ slope, within float64 }{"the plain constants": {-0.315, 0.03}, "Ma’s constants": {-0.718, 0.05}}
	seen := 0
	for _, f := range r.Fits {
		for name, w := range want {
			if f.What != "slope of log distance on log d, "+name {
				continue
			}
			seen++
			t.Log(f.Words)
			if math.Abs(f.Predicted-w.slope) > w.within || math.Abs(f.Value-f.Predicted) > 4*f.SE || *long && math.Abs(f.Value-w.slope) > w.within {
				t.Errorf("%s: %v ± %v, predicted %v, want %v ± %v", name, f.Value, f.SE, f.Predicted, w.slope, w.within)
			}
		}
	}
	if seen != 2 || r.Runs != 20 || len(r.Charts) != 2 || r.Charts[0].Name != "law" || r.Charts[1].Name != "rate" {
		t.Errorf("%d slopes, %d runs, %d charts", seen, r.Runs, len(r.Charts))
	}
	if moments := r.Charts[0].Moments; len(moments) != 5 || !strings.Contains(moments[4].Sentence, "d\u00a0=\u00a0128") {
		t.Errorf("moments %+v", moments)
	}
	// Bars are a density.
	bars, mass := r.Charts[0].Marks[0], 0.0
	for i, y := range bars.Y[1:] {
		mass += y * (bars.X[i+1] - bars.X[i])
	}
	if bars.Kind != chart.Bars || math.Abs(mass-1) > 0.01 {
		t.Errorf("the bars have a mass of %v", mass)
	}
}

// Gaussian, ±1 and uniform entries are on their way to one limit, Student's t with three degrees of freedom is not; and the
// constants that are chosen are those that count.
func TestEntries(t *testing.T) {
	table := labtest.Whole(labtest.Grid(Experiment, "lab=edge&d=16&seed=1,2&draws=1500&entries=gaussian,sign,uniform,student"))
	for _, f := range table.Report().Fits {
		if !strings.HasPrefix(f.What, "distance") {
			continue
		}
		if heavy := strings.HasPrefix(f.Of, "entries of Student"); heavy != (f.Value > 0.3) {
			t.Errorf("%s: %v ± %v", f.Of, f.Value, f.SE)
		}
	}
	far := labtest.Whole(labtest.Grid(Experiment, "lab=edge&d=8&seed=1,2&draws=5000&centring=plain")).Report().Fits[0]
	if math.Abs(far.Predicted-0.1035) > 1e-4 || math.Abs(far.Value-far.Predicted) > 5*far.SE+0.01 || !strings.Contains(far.Words, "the plain constants") {
		t.Errorf("%+v", far)
	}
}

// The size of the test at 5 % and its power, against matrices drawn entry by entry.
func TestPower(t *testing.T) {
	const draws = 3000
	table := labtest.Whole(labtest.Grid(Experiment, "lab=edge&d=8&n=400&draws=3000&excess=0,0.1,0.2,0.3,0.5"))
	r := table.Report()
	limit := wishart.ConstantsOf(wishart.Ma, 1, 400, 8).At(critical[0])
	k := 0
	for _, f := range r.Fits {
		if f.What != "share found at 5 %" {
			continue
		}
		theta := []float64{0, 0.1, 0.2, 0.3, 0.5}[k]
		full, stream, found := wishart.NewDense(wishart.Gaussian, 0, 1, 400, 8, 1+theta), rng.New(9, "direct"), 0.0
		for range draws {
			if full.Draw(stream) >= limit {
				found += 1.0 / draws
			}
		}
		t.Logf("θ = %v: %.3f, directly %.3f", theta, f.Value, found)
		if math.Abs(f.Value-found) > 0.03 || theta == 0 && (f.Value < 0.04 || f.Value > 0.06) {
			t.Errorf("θ = %v: %v of the draws are found, directly %v", theta, f.Value, found)
		}
		k++
	}
	if f := r.Fits[0]; k != 5 || !f.Main || math.Abs(f.Value-0.245) > 0.02 || !strings.Contains(f.Words, "0.141") {
		t.Errorf("%d shares, and first %+v", k, f)
	}
	if len(r.Charts) != 3 || r.Charts[1].Name != "power" || r.Charts[2].Name != "spike" {
		t.Errorf("%d charts", len(r.Charts))
	}
}

// Before anything has come, and in the middle, a report says no more than is known.
func TestReportsOnTheWay(t *testing.T) {
	g := labtest.Grid(Experiment, "lab=edge&d=4,8&seed=1,2&draws=50,100")
	table := lab.NewTable(g)
	if r := table.Report(); r.Runs != 0 || len(r.Charts) != 0 || len(r.Fits) != 0 {
		t.Errorf("of nothing: %+v", r)
	}
	run := g.Start(0)
	row, _, _ := run.Advance(1 << 20)
	if err := table.Add(row); err != nil {
		t.Fatal(err)
	}
	if r := table.Report(); r.Runs != 1 || len(r.Charts) != 1 || len(r.Fits) != 0 {
		t.Errorf("after one row: %d runs, %d charts, %d fits", r.Runs, len(r.Charts), len(r.Fits))
	}
}

func TestPresetsAreGrids(t *testing.T) {
	for _, p := range Experiment.Presets {
		if g := labtest.Grid(Experiment, p.Query); g.Query() != p.Query {
			if again, _ := Experiment.Parse(g.Query()); again.Paths() != g.Paths() {
				t.Errorf("%s is %q", p.Name, g.Query())
			}
		}
	}
}

// Entries ±1 are 0.2 from the limit with 32 columns, whatever the constants.
func TestSignsAreFar(t *testing.T) {
	table := labtest.Whole(labtest.Grid(Experiment, "lab=edge&d=32&seed=1,2&draws=1500&entries=sign"))
	group := collect(table)[0]
	for _, name := range constantNames {
		if d := (known{table}).gapOf(group, name); d.Value < 0.19 {
			t.Errorf("with %s: %v ± %v", constantsWords(name), d.Value, d.SE)
		}
	}
}

// A fourth cumulant moves the mean of s by κ₄(1/√n + 1/√p)^⅔ as n and p grow, and by four fifths of that at p = 64.
func TestFourthCumulantMovesTheEdge(t *testing.T) {
	const cumulant = -2
	ratio := func(n, p, draws int) float64 {
		full, r, mean := wishart.NewDense(wishart.Sign, 0, 1, n, p, 1), rng.New(3, "signs"), 0.0
		for range draws {
			mean += full.Draw(r) / float64(draws)
		}
		c := wishart.ConstantsOf(wishart.Plain, 1, n, p)
		moved := (mean - wishart.NewLaw(1, n, p).Mean()) / c.Sigma
		return moved / (cumulant * math.Pow(1/math.Sqrt(float64(n))+1/math.Sqrt(float64(p)), 2.0/3))
	}
	small, large := ratio(16, 8, 20_000), ratio(128, 64, 3000)
	t.Logf("p = 8: %.3f, p = 64: %.3f of the limit", small, large)
	if small > 0.5 || math.Abs(large-0.8) > 0.08 {
		t.Errorf("it moves by %.3f of the limit for p = 8, %.3f for p = 64", small, large)
	}
}
