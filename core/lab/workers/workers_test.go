package workers

import (
	_ "embed"
	"flag"
	"math"
	"slices"
	"strings"
	"testing"

	"saddle/build/golden"
	"saddle/core/config"
	"saddle/core/distributed"
	"saddle/core/lab"
	"saddle/core/lab/labtest"
	"saddle/core/predict"
	"saddle/core/sgda"
)

var long = flag.Bool("long", false, "long statistics")

//go:embed testdata/golden.csv
var recorded string

// TestGoldenTable compares every digit of a table with those recorded: they are the same on every platform on which this test
// passes. Run with -update after a change that is meant.
func TestGoldenTable(t *testing.T) {
	got := labtest.Whole(labtest.Grid(Experiment, "lab=workers&d=1,2&batch=6&etaD=0.2&etaG=0.1&method=hybrid,full,average,zeroth,qsgd&m=3&tau=4&rounds=3,50")).CSV()
	golden.Check(t, "golden.csv", recorded, got)
}

// One worker with τ = 1 has the law of a figure's run, bit for bit, and what is sent is p floats a round.
func TestOneWorkerIsTheFigure(t *testing.T) {
	g := labtest.Grid(Experiment, "lab=workers&d=2&m=1&tau=1&batch=16&etaD=0.2&etaG=0.1&pace=0.5&rounds=120")
	var row lab.Row
	g.Start(0).Finish(func(r lab.Row) { row = r })
	cfg := planOf(g.Cell(0)).Config
	run := sgda.New(cfg)
	for range 120 {
		run.Step()
	}
	s := run.State().SigmaLast
	if m := read(row.Values); m.law != [3]float64{s[0], s[1], s[3]} || m.up != 120*8 || m.down != 120*8 || m.gradients != 120 || m.evaluations != 0 {
		t.Errorf("%+v, the figure's Σ is %v", m, s)
	}
}

// lost are hands that have nothing in common with the server, of which one is lost in the middle.
type lost struct {
	g         *lab.Grid
	path      int
	runner    lab.Shared
	hands     []lab.Hand
	exchanges int
}

func (c *lost) Told() (told [][]byte) {
	if c.exchanges++; c.exchanges == 7 {
		c.hands[1] = c.g.Hand(c.path, 1)
		c.hands[1].Join(c.runner.Place())
	}
	for _, h := range c.hands {
		told = append(told, slices.Clone(h.Tell()))
	}
	return told
}

func (c *lost) Hear(heard []byte) {
	for _, h := range c.hands {
		h.Hear(slices.Clone(heard))
	}
}

// apart plays a path with hands.
func apart(t *testing.T, g *lab.Grid, path int) (rows []lab.Row) {
	t.Helper()
	runner := Experiment.Start(g.Cell(path)).(lab.Shared)
	crew := &lost{g: g, path: path, runner: runner}
	for k := range g.Hands(path) {
		h := g.Hand(path, k)
		h.Join(runner.Place())
		crew.hands = append(crew.hands, h)
	}
	runner.Share(crew)
	for mark, rounds := range g.Marks() {
		for !runner.Advance(rounds) {
		}
		values, diverged := runner.Measure()
		rows = append(rows, lab.Row{Path: path, Mark: mark, Values: values, Diverged: diverged})
	}
	if crew.exchanges < 8 {
		t.Fatalf("%d exchanges", crew.exchanges)
	}
	return rows
}

// Hands that are apart give the rows of one thread, bit for bit, also where one is lost and replaced.
func TestApart(t *testing.T) {
	g := labtest.Grid(Experiment, "lab=workers&d=2,3&batch=6&etaD=0.2&etaG=0.1&method=hybrid,full,average,zeroth,qsgd&m=3&tau=4&rounds=3,30,42&threads=each")
	for path := range g.Paths() {
		if g.Hands(path) != 3 {
			t.Fatalf("path %d asks for %d hands", path, g.Hands(path))
		}
		i := 0
		rows := apart(t, g, path)
		g.Start(path).Finish(func(r lab.Row) {
			if !r.Equal(rows[i]) {
				t.Errorf("%s: %v, apart %v", g.RunQuery(path), r, rows[i])
			}
			i++
		})
	}
	if n := labtest.Grid(Experiment, "lab=workers").Hands(0); n != 0 {
		t.Errorf("one thread asks for %d hands", n)
	}
}

func TestPredictions(t *testing.T) {
	for query, want := range map[string]map[string]float64{
		"lab=workers&d=2&tau=4&m=8":            {floatsName: 1 + 7./4, downName: 8, evaluateName: 1.5, gradientsName: 0.25},
		"lab=workers&d=8&tau=64":               {floatsName: 1 + 100./64, downName: 8 + 93./64},
		"lab=workers&method=full&d=3":          {floatsName: 16, downName: 16, evaluateName: 0, gradientsName: 1},
		"lab=workers&method=zeroth&m=5":        {floatsName: 1, downName: 5, evaluateName: 2, gradientsName: 0},
		"lab=workers&method=average&tau=8&d=2": {floatsName: 1, downName: 1, gradientsName: 1},
		"lab=workers&method=qsgd&levels=7&d=2": {floatsName: 1.5, downName: 8},
	} {
		told := predictions(labtest.Grid(Experiment, query).Cell(0))
		for name, v := range want {
			if p := predict.By(told, name); !p.Valid || math.Abs(p.Value-v) > 1e-12*v {
				t.Errorf("%s: %s = %v, want %v", query, name, p.Value, v)
			}
		}
	}
	// Gradients of eight workers are those of minibatches eight times as large.
	figure, _ := config.Parse("d=3&etaD=0.02&etaG=0.01&batch=32&" + Experiment.Defaults)
	crew := predict.By(predictions(labtest.Grid(Experiment, "lab=workers&d=3&etaD=0.02&etaG=0.01&batch=4&method=full").Cell(0)), errorName)
	if one := predict.By(predict.Of(figure), predict.VarS); !crew.Valid || math.Abs(crew.Value/(4*one.Value)-1) > 1e-9 {
		t.Errorf("%v at rest, of one large minibatch %v", crew.Value, 4*one.Value)
	}
	for _, query := range []string{"lab=workers&method=qsgd", "lab=workers&phi=relu&d=2", "lab=workers&schedule=decay", "lab=workers&etaD=5&etaG=3"} {
		if p := predict.By(predictions(labtest.Grid(Experiment, query).Cell(0)), errorName); p.Valid {
			t.Errorf("%s is predicted to rest at %v", query, p.Value)
		}
	}
	if g, problems := Experiment.Parse("lab=workers&star=tanh"); len(problems) != 1 || planOf(g.Cell(0)).Config.Unlike() {
		t.Errorf("%v", problems)
	}
	if _, problems := Experiment.Parse("lab=workers&rule=alternating&loss=leastsquares"); len(problems) != 1 || !strings.Contains(problems[0].Message, "rule=simultaneous") {
		t.Errorf("%v", problems)
	}
}

// Counters are 1 + (p − 1)/τ floats for each round, exactly, where τ divides the rounds.
func TestCounters(t *testing.T) {
	g := labtest.Grid(Experiment, "lab=workers&d=1,2,4&tau=1,2,4,8&m=2&batch=4&etaD=0.05&etaG=0.05&rounds=8,32")
	for path := range g.Paths() {
		p := planOf(g.Cell(path))
		freedom := float64(sgda.Freedom(p.Config.D))
		g.Start(path).Finish(func(r lab.Row) {
			m, rounds := read(r.Values), float64(g.Marks()[r.Mark])
			if m.up != rounds*(1+(freedom-1)/float64(p.Period)) || m.evaluations != 2*rounds*float64(p.Period-1)/float64(p.Period) || m.gradients != rounds/float64(p.Period) {
				t.Errorf("%s, %v rounds: %+v", g.RunQuery(path), rounds, m)
			}
		})
	}
}

// The players rest where theory says, over a short run and to within four standard errors and 8 %.
func TestRestOfOneRun(t *testing.T) {
	table := labtest.Whole(labtest.Grid(Experiment, "lab=workers&d=2&m=4&batch=8&tau=4&method=hybrid,full&seed=1..4&init=target&etaD=0.04&etaG=0.02&rounds=4000"))
	found := 0
	for _, c := range curvesOf(table) {
		e, ok := c.rest()
		if !ok || !c.law.rests {
			t.Fatalf("%s: not at rest", c.label)
		}
		found++
		t.Logf("%s: %.5f ± %.5f, predicted %.5f", c.label, e.Value, e.SE, c.law.squared)
		if math.Abs(e.Value-c.law.squared) > 0.08*c.law.squared+4*e.SE || e.SE > 0.2*e.Value {
			t.Errorf("%s: %.5f ± %.5f, predicted %.5f", c.label, e.Value, e.SE, c.law.squared)
		}
	}
	if found != 2 {
		t.Errorf("%d settings", found)
	}
}

// A report fits at every stage, and the picture says how much is sent in the rounds that it shows.
func TestReportsOnTheWay(t *testing.T) {
	g := labtest.Grid(Experiment, "lab=workers&d=2&batch=64&etaD=0.5&etaG=0.1&tau=4&method=hybrid,full,average&seed=1,2&pace=0.5,1&rounds=1,2,4,5,8,60,200,400")
	table := lab.NewTable(g)
	table.Report()
	for _, path := range g.Order() {
		g.Start(path).Finish(func(r lab.Row) {
			if err := table.Add(r); err != nil {
				t.Fatal(err)
			}
		})
		table.Report()
	}
	r := table.Report()
	names := ""
	for _, c := range r.Charts {
		names += c.Name + " "
	}
	if names != "picture rounds floats heard evaluations gradients " {
		t.Errorf("the charts are %s", names)
	}
	if one := r.Charts[0].Moments[0].Sentence + r.Charts[0].Moments[1].Sentence; !strings.Contains(one, "Round 1: each worker sends 8 numbers") || !strings.Contains(one, "each hears 8 numbers") {
		t.Error(one)
	}
	if two := r.Charts[0].Moments[2].Sentence; !strings.Contains(two, "Round 2: each worker sends one number") {
		t.Error(two)
	}
	reached := 0
	for _, f := range r.Fits {
		if strings.Contains(f.What, "rounds to TV") {
			reached++
		}
	}
	if reached != 3 {
		t.Errorf("%d of 3 methods have come to TV 0.05", reached)
	}
}

func TestPresets(t *testing.T) {
	for _, p := range presets {
		g := labtest.Grid(Experiment, p.Query)
		if seconds := g.Work() / 3e9; seconds > 60 {
			t.Errorf("%s takes %.0f s of a processor", p.Name, seconds)
		} else {
			t.Logf("%s: %.1f s", p.Name, seconds)
		}
	}
	if p := planOf(labtest.Grid(Experiment, presets[0].Query).Cell(0)); p.Workers != 8 || p.Method != distributed.HybridMethod {
		t.Errorf("%+v", p)
	}
}
