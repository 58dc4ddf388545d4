package lab_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"saddle/core/chart"
	"saddle/core/config"
	"saddle/core/lab"
	"saddle/core/lab/all"
	"saddle/core/lab/complexity"
	"saddle/core/lab/labtest"
)

var toy = labtest.Toy

var benches = []*lab.Experiment{complexity.Experiment, toy}

func parse(query string) (*lab.Grid, []config.Problem) { return lab.ParseIn(benches, query) }

func TestGridOfOwnParameters(t *testing.T) {
	for query, want := range map[string]string{
		"lab=toy": "lab=toy", "lab=toy&kick=0.1..10:3&way=down,up": "lab=toy&kick=0.1,1,10&way=up,down",
		"way=down&lab=toy&seed=3,1,2&goal=7": "lab=toy&seed=1..3&way=down&goal=7",
		"lab=toy&from=1,2&walk=10,20&d=3":    "lab=toy&d=3&walk=10,20&from=1,2",
		"d=3":                                "d=3",
	} {
		g, problems := parse(query)
		if got := g.Query(); got != want || len(problems) > 0 {
			t.Errorf("%q is %q, want %q; %v", query, got, want, problems)
		}
		if again, _ := parse(g.Query()); again.Query() != g.Query() || again.Paths() != g.Paths() || !slices.Equal(again.Marks(), g.Marks()) {
			t.Errorf("%q is not canonical", g.Query())
		}
		for path := range g.Paths() {
			alone, problems := parse(g.RunQuery(path))
			if alone.Paths() != 1 || len(problems) > 0 || alone.RunQuery(0) != g.RunQuery(path) {
				t.Errorf("the run %q is %q alone, %v", g.RunQuery(path), alone.RunQuery(0), problems)
			}
		}
	}
	for query, complaint := range map[string]string{
		"lab=moon": "lab=moon is not one of complexity, toy; using complexity", "lab=toy&way=sideways": "one of up, down",
		"lab=toy&kick=99": "0 to 10", "lab=toy&goal=1,2": "one goal", "way=up": "is not a parameter", "lab=toy&walk=0": "a whole number from 1",
		"lab=toy&from=1,x": "separated by commas", "lab=toy&method=fixed": "is not a parameter",
	} {
		_, problems := parse(query)
		if len(problems) == 0 || !strings.Contains(problems[0].Message, complaint) {
			t.Errorf("%q: %v, want %q", query, problems, complaint)
		}
	}
}

func TestTablesOfLists(t *testing.T) {
	g, _ := parse("lab=toy&way=up,down&seed=2&walk=2,3&from=0.5,-1")
	table := labtest.Whole(g)
	csv := table.CSV()
	if !strings.HasPrefix(csv, "seed,way,from,walk,moves,place,far,status,query\n") || strings.Count(csv, "\n") != 5 ||
		!strings.Contains(csv, "2,up,\"0.5,-1\",2,2,2.5 1,2.6925824035672523,ok,\"lab=toy&seed=2&from=0.5,-1\"\n") {
		t.Error(csv)
	}
	for _, line := range strings.Split(strings.TrimSpace(table.JSONLines()), "\n") {
		var object struct {
			Query string
			Walk  int64
			Moves int64
			Place []float64
			Far   float64
		}
		if err := json.Unmarshal([]byte(line), &object); err != nil || len(object.Place) != 2 || object.Moves != object.Walk || !(object.Far > 0) {
			t.Errorf("%s: %+v, %v", line, object, err)
		}
	}
	// What is written is read back.
	rows := strings.Split(strings.TrimSpace(csv), "\n")[1:]
	for i, row := range rows {
		r, _ := table.Row(i/2, i%2)
		back, err := toy.ParseRow(r.String())
		if err != nil || !back.Equal(r) {
			t.Errorf("%s reads back as %v, %v", row, back, err)
		}
		fields := map[string]string{"walk": strconv.FormatInt(g.Marks()[r.Mark], 10), "moves": fmt.Sprint(r.Values[0]),
			"place": fmt.Sprint(r.Values[1], r.Values[2]), "far": fmt.Sprint(r.Values[3]), "status": "ok", "query": g.RunQuery(r.Path)}
		get := func(name string) (string, bool) { v, ok := fields[name]; return v, ok }
		p, err := toy.Read(get)
		if err != nil || !p.At(r.Path, r.Mark).Equal(r) || p.Mark != g.Marks()[r.Mark] {
			t.Errorf("%v is read as %v, %v", fields, p, err)
		}
		for name, bad := range map[string]string{"place": "1", "far": "x", "moves": "1.5"} {
			kept := fields[name]
			if fields[name] = bad; true {
				if _, err := toy.Read(get); err == nil || !strings.Contains(err.Error(), name) {
					t.Errorf("%s = %s: %v", name, bad, err)
				}
			}
			fields[name] = kept
		}
	}
}

// A run that is measured once has one mark, no column for it, and the same bench.
func TestMeasuredOnce(t *testing.T) {
	once := *toy
	once.Along, once.Marks, once.Name = "", "", "once"
	g, problems := lab.ParseIn([]*lab.Experiment{&once}, "way=up,down")
	if len(problems) > 0 || g.Cells() != 2 || g.Query() != "lab=once&way=up,down" {
		t.Fatalf("%q with %d cells, %v", g.Query(), g.Cells(), problems)
	}
	csv := labtest.Whole(g).CSV()
	if !strings.HasPrefix(csv, "way,moves,place,far,status,query\nup,0,0 0,0,ok,lab=once\n") {
		t.Error(csv)
	}
}

func TestDesk(t *testing.T) {
	d := lab.Desk{Parse: parse}
	if back := d.Do("7 csv"); !strings.HasPrefix(back, "7 ! ") {
		t.Errorf("a desk without a grid answers %q", back)
	}
	ask, tell := asking(t, &d)
	var grid struct {
		Lab, Title, Query string
		Paths, Cells      int
		Problems          []string
		Presets           []struct{ Name, Query string }
		Seconds           float64
	}
	if err := json.Unmarshal([]byte(ask("open lab=toy&way=up,down&seed=1,2&walk=100,300&kick=99")), &grid); err != nil {
		t.Fatal(err)
	}
	if grid.Lab != "toy" || grid.Paths != 4 || grid.Cells != 8 || len(grid.Problems) != 1 || len(grid.Presets) != 1 || !(grid.Seconds > 0) {
		t.Errorf("%+v", grid)
	}
	g, _ := parse(grid.Query)
	want := lab.NewTable(g)
	plan := func() (order []int) {
		t.Helper()
		if err := json.Unmarshal([]byte(ask("plan")), &order); err != nil {
			t.Fatal(err)
		}
		return order
	}
	order := plan()
	same(t, "the plan", order, g.Order())
	tell("begin 2")
	for _, path := range order[:3] {
		g.Start(path).Finish(func(r lab.Row) {
			tell("row " + r.String())
			if err := want.Add(r); err != nil {
				t.Fatal(err)
			}
		})
	}
	// A path is run once more, then given up; the next plan has it again.
	last := strconv.Itoa(order[3])
	if a, b := ask("lost "+last+" it died"), ask("lost "+last+" it died twice"); a != "again" || b != "failed" {
		t.Errorf("%s, then %s", a, b)
	}
	oneFailed(t, ask("report 3"))
	same(t, "what is left", plan(), order[3:])
	row, _ := want.Row(order[0], 0)
	refuses(t, &d, row)
	if ask("csv") != want.CSV() || ask("jsonl") != want.JSONLines() || !strings.HasPrefix(ask("report 1"), "{") {
		t.Error("the answers are others")
	}
	for _, bad := range []string{"lost x y", "lost 99 y", "dance", ""} {
		if answer := ask(bad); !strings.HasPrefix(answer, "! ") {
			t.Errorf("%q is answered by %q", bad, answer)
		}
	}
}

// oneFailed reads a report of four paths of which one was given up.
func oneFailed(t *testing.T, text string) {
	t.Helper()
	var report struct {
		Done   int
		Left   float64
		Failed []struct{ Query, Why string }
	}
	if err := json.Unmarshal([]byte(text), &report); err != nil || len(report.Failed) != 1 || report.Failed[0].Why != "it died twice" || report.Done != 6 ||
		math.Abs(report.Left-1) > 1e-9 { // a quarter of the work, which took 3 s for three
		t.Errorf("%+v, %v", report, err)
	}
}

func same(t *testing.T, what string, got, want []int) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// asking returns ways to ask a desk, where each question gets its own answer, and to tell it something, which it takes in silence.
func asking(t *testing.T, d *lab.Desk) (ask func(question string) string, tell func(message string)) {
	asks := 0
	ask = func(question string) string {
		t.Helper()
		asks++
		back := d.Do(fmt.Sprint(asks, " ", question))
		answer, ok := strings.CutPrefix(back, fmt.Sprint(asks, " "))
		if !ok {
			t.Fatalf("%q is answered by %q", question, back)
		}
		return answer
	}
	return ask, func(message string) {
		t.Helper()
		if back := d.Do(message); back != "" {
			t.Fatalf("%q is answered by %q", message, back)
		}
	}
}

// refuses gives a desk a row that disagrees with one it has, and what is no message.
func refuses(t *testing.T, d *lab.Desk, row lab.Row) {
	t.Helper()
	row.Values = slices.Clone(row.Values)
	row.Values[3] = math.Nextafter(row.Values[3], 99)
	if back := d.Do("row " + row.String()); !strings.HasPrefix(back, "! ") || !strings.Contains(back, "walk=100") {
		t.Errorf("a row that disagrees: %q", back)
	}
	for _, bad := range []string{"row 1 2 3", "dance", ""} {
		if back := d.Do(bad); !strings.HasPrefix(back, "! ") {
			t.Errorf("%q is answered by %q", bad, back)
		}
	}
}

// Every registered experiment keeps the rules of the bench.
func TestEveryExperiment(t *testing.T) {
	names := map[string]bool{}
	for _, e := range all.Experiments() {
		if names[e.Name] || e.Name == "" || e.Title == "" || len(e.Columns) == 0 || len(e.Presets) == 0 {
			t.Errorf("%q says too little, or is there twice", e.Name)
		}
		names[e.Name] = true
		for _, p := range e.Own {
			if _, ok := config.ByName(p.Name); ok || p.Name == lab.Selector {
				t.Errorf("%s: %s is a parameter of every figure", e.Name, p.Name)
			}
			if value, bad := p.Canonical(""); bad != nil || value != p.Default(nil) || p.Help == "" || p.Label == "" {
				t.Errorf("%s: the default of %s is %q, %v", e.Name, p.Name, value, bad)
			}
		}
		for _, c := range e.Columns {
			if c.Name == "" || c.Doc == "" {
				t.Errorf("%s: a column %q without words", e.Name, c.Name)
			}
		}
		for _, p := range e.Presets {
			g, problems := all.Parse(p.Query)
			if g.Experiment() != e || len(problems) > 0 || g.Cells() > 5000 || p.Title == "" || p.Note == "" {
				t.Errorf("%s, %s: %d cells, %v", e.Name, p.Name, g.Cells(), problems)
			}
		}
	}
}

// A published table is whole, of the grid that its first line names, which is that of the preset it is named after or has more seeds; and a
// few of its runs, others each time, give the same bits again.
func TestPublishedTables(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	r := rand.New(rand.NewPCG(seed, 1))
	for _, e := range all.Experiments() {
		files, err := filepath.Glob(filepath.Join(e.Name, "published", "*.csv"))
		if err != nil || len(files) != len(e.Published) {
			t.Errorf("%s: %d tables in its folder, %d of them in the program: %v", e.Name, len(files), len(e.Published), err)
		}
		known := 0
		for _, p := range e.Presets {
			table, err := e.PublishedTable(p.Name)
			if err != nil {
				t.Errorf("%s/%s: %v", e.Name, p.Name, err)
			}
			if table != nil {
				known++
				checkPublished(t, e.Name+"/"+p.Name, p, table, r)
			}
		}
		if known != len(e.Published) {
			t.Errorf("%s: %d tables of no preset", e.Name, len(e.Published)-known)
		}
	}
	if t.Failed() {
		t.Logf("the order was %d", seed)
	}
}

func checkPublished(t *testing.T, name string, p lab.Preset, table *lab.Table, r *rand.Rand) {
	t.Helper()
	g := table.Grid()
	if table.Done() != g.Cells() {
		t.Errorf("%s: %d of %d rows", name, table.Done(), g.Cells())
	}
	preset, _ := all.Parse(p.Query)
	want := map[string]bool{}
	for path := range g.Paths() {
		want[g.RunQuery(path)] = true
	}
	for path := range preset.Paths() {
		if !want[preset.RunQuery(path)] {
			t.Errorf("%s: the preset's run %s is not in the published table", name, preset.RunQuery(path))
		}
	}
	if !slices.Equal(preset.Marks(), g.Marks()) {
		t.Errorf("%s: other marks than the preset's", name)
	}
	const most = 3e9 // of work, about a second
	budget := min(0.03*g.Work(), most)
	for _, path := range r.Perm(g.Paths()) {
		if budget -= g.Cost(path); budget < 0 {
			break
		}
		g.Start(path).Finish(func(row lab.Row) {
			if had, _ := table.Row(path, row.Mark); !had.Equal(row) {
				t.Errorf("%s: %s gives %v, the table says %v", name, g.RunQuery(path), row, had)
			}
		})
	}
}

// The reader's own rows land on the published ones, and change none of them.
func TestUpon(t *testing.T) {
	published := lab.Findings{Fits: []lab.Fit{{What: "slope", Main: true}}, Charts: []chart.Chart{{Name: "a", Marks: []chart.Mark{
		{Name: "d = 2", Kind: chart.LineDots, X: []float64{1}, Y: []float64{2}, SE: []float64{1}}}}}}
	own := lab.Findings{Runs: 3, Fits: []lab.Fit{{What: "slope", Main: true, Of: "d = 2", Words: "It falls."}}, Charts: []chart.Chart{
		{Name: "a", Marks: []chart.Mark{{Name: "d = 2", Kind: chart.LineDots, X: []float64{3}, Y: []float64{9}}, {Name: "guide", Kind: chart.Line, Role: chart.Theory}}},
		{Name: "b"}}}
	both := own.Upon(published)
	if len(both.Charts) != 2 || len(both.Charts[0].Marks) != 2 || len(published.Charts[0].Marks) != 1 || both.Runs != 3 {
		t.Fatalf("%+v", both)
	}
	if m := both.Charts[0].Marks[1]; m.Role != chart.Muted || m.Kind != chart.Dots || m.Name != "yours" || m.X[0] != 3 {
		t.Errorf("%+v", m)
	}
	if f := both.Fits[1]; f.Main || f.Of != "yours, d = 2" || f.Words != "Yours: It falls." {
		t.Errorf("%+v", f)
	}
}

// A desk hears how long hands took for a path, and refuses what is no such thing.
func TestDeskHearsTimes(t *testing.T) {
	d := lab.Desk{Parse: parse}
	d.Do("1 open lab=toy&seed=1,2&walk=5")
	if back := d.Do("took 1 0.25 4096"); back != "" {
		t.Error(back)
	}
	for _, bad := range []string{"took", "took 2 1 1", "took 0 x 1", "took 0 1 1.5", "took 0 -1 1"} {
		if back := d.Do(bad); !strings.HasPrefix(back, "! ") {
			t.Errorf("%q is answered by %q", bad, back)
		}
	}
}
