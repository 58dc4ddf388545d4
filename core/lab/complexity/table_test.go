package complexity

import (
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"saddle/build/golden"
	"saddle/core/lab"
	"saddle/core/lab/labtest"
)

var (
	//go:embed testdata/golden.csv
	goldenCSV string
	//go:embed testdata/golden.json
	goldenJSON string
)

// goldenGrid is small and touches all that a table holds. The browser test runs it in the page.
const goldenGrid = "phi=leaky,relu&d=2,3&seed=1..3&disc=quadratic,facewise&n=500,1000,2000&eps=0.1"

// TestGoldenTable compares every digit of a table and its report with those recorded: they are the same on
// every platform on which this test passes. Run with -update after a change that is meant.
func TestGoldenTable(t *testing.T) {
	g, problems := parse(goldenGrid)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	table := labtest.Whole(g)
	csv, report := table.CSV(), table.Report().JSON()+"\n"
	for _, query := range []string{"phi=relu&d=2,3&seed=1,2&method=sgda,truncated,wgan&n=500,1000", "slope=0.2&d=3&seed=1,2&method=fixed&n=200,300"} {
		g, problems := parse(query)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		csv += labtest.Whole(g).CSV()
	}
	golden.Check(t, "golden.csv", goldenCSV, csv)
	golden.Check(t, "golden.json", goldenJSON, report)
}

// Any number of workers, in slices of any length, in any order, with rows that come twice: one table.
func TestOrderDoesNotMatter(t *testing.T) {
	g, _ := parse("d=1,2&seed=1..3&n=200,300,301,900&batch=8")
	want := labtest.Whole(g)
	rapid.Check(t, func(t *rapid.T) {
		table, waiting := lab.NewTable(g), rapid.Permutation(g.Order()).Draw(t, "order")
		workers := make([]*lab.Run, rapid.IntRange(1, 4).Draw(t, "workers"))
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "turns"), 1))
		for table.Done() < g.Cells() {
			i := r.IntN(len(workers))
			if workers[i] == nil {
				if len(waiting) == 0 {
					continue
				}
				workers[i], waiting = g.Start(waiting[0]), waiting[1:]
			}
			if r.IntN(40) == 0 { // the worker dies: its path goes to another
				waiting = append(waiting, workers[i].Path())
				workers[i] = nil
				continue
			}
			row, reached, done := workers[i].Advance(1 + r.IntN(60))
			if reached {
				back, err := Experiment.ParseRow(row.String())
				if err != nil || !back.Equal(row) {
					t.Fatalf("%v reads back as %v, %v", row, back, err)
				}
				if err := table.Add(back); err != nil {
					t.Fatal(err)
				}
			}
			if done {
				workers[i] = nil
			}
		}
		if table.CSV() != want.CSV() || table.Report().JSON() != want.Report().JSON() || table.JSONLines() != want.JSONLines() {
			t.Fatal("the order of arrival changes the table")
		}
	})
}

// A row on the way to a larger number of samples is that of a run that stops there.
func TestRowsOfAPathAreRunsOfTheirOwn(t *testing.T) {
	for _, query := range []string{"seed=4", "phi=relu&disc=facewise&average=half", "schedule=fdr&average=uniform"} {
		long, _ := parse(query + "&n=400,1000,1700")
		for i, n := range []string{"400", "1000", "1700"} {
			single, _ := parse(query + "&n=" + n)
			want, _ := labtest.Whole(single).Row(0, 0)
			got, _ := labtest.Whole(long).Row(0, i)
			if want.Mark = i; !got.Equal(want) {
				t.Errorf("%s at n = %s: %v on the way, %v alone", query, n, got, want)
			}
		}
	}
}

// All methods learn from the same samples: at the same number of them the floor is the same.
func TestMethodsSeeTheSameSamples(t *testing.T) {
	g, _ := parse("phi=relu&d=3&seed=5&whiten=off&method=sgda,truncated,wgan&n=640,1280")
	table := labtest.Whole(g)
	for mark := range 2 {
		first, _ := table.Row(0, mark)
		want := read(first)
		for path := 1; path < 3; path++ {
			row, _ := table.Row(path, mark)
			got := read(row)
			if got.Samples != want.Samples || math.Abs(got.FloorError-want.FloorError) > 1e-9*want.FloorError {
				t.Errorf("%s has %v, descent %v", g.RunQuery(path), got, want)
			}
			if got.TV == want.TV || got.Diverged {
				t.Errorf("%s has the estimate of descent, or none: %v", g.RunQuery(path), got)
			}
		}
	}
}

func TestTableRefusesWhatDisagrees(t *testing.T) {
	g, _ := parse("n=100,200&seed=1,2")
	table := lab.NewTable(g)
	row := lab.Row{Path: 1, Mark: 1, Values: []float64{200, 3, 0.25, 0.125, 0, 0}}
	for range 2 {
		if err := table.Add(row); err != nil {
			t.Error(err)
		}
	}
	row.Values = slices.Clone(row.Values)
	row.Values[2] = math.Nextafter(row.Values[2], 1)
	if table.Add(row) == nil {
		t.Error("a row that differs in its last bit is taken")
	}
	if table.Done() != 1 || table.PathDone(1) {
		t.Errorf("%d rows, want 1", table.Done())
	}
	for _, bad := range []lab.Row{{Path: 2}, {Mark: 2}, {Path: -1}} {
		if table.Add(bad) == nil {
			t.Errorf("%v is taken", bad)
		}
	}
	for _, text := range []string{"", "0 0 ok 1 1 0.5 0.5 0 x", "0 0 good 1 1 0 0 0 0", "0 0 ok 1 1 NaN 0 0 0", "0 0 ok -1 1 0 0 0 0", "0 0 ok 1 1 0 0 0"} {
		if r, err := Experiment.ParseRow(text); err == nil {
			t.Errorf("%q is read as %v", text, r)
		}
	}
}

func TestDivergence(t *testing.T) {
	g, _ := parse("etaD=100&etaG=100&whiten=off&schedule=constant&n=200,5000&seed=1,2&d=3")
	table := labtest.Whole(g)
	r := table.Report()
	if r.Diverged != 2 || r.Runs != 2 || len(r.Charts) != 0 {
		t.Errorf("%d of %d diverged, %d charts", r.Diverged, r.Runs, len(r.Charts))
	}
	if !strings.Contains(table.CSV(), ",diverged,") {
		t.Error("the table does not say that runs diverged")
	}
}

func TestExports(t *testing.T) {
	g, _ := parse("wstar=1,0.5,0,1&d=2&n=1000,2000&seed=1,2&init=round")
	table := labtest.Whole(g)
	rows, err := csv.NewReader(strings.NewReader(table.CSV())).ReadAll()
	if err != nil || len(rows) != 5 {
		t.Fatalf("%d lines, %v", len(rows), err)
	}
	for _, line := range strings.Split(strings.TrimSpace(table.JSONLines()), "\n") {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil || object["tv"] == nil || !strings.Contains(object["query"].(string), "wstar") {
			t.Errorf("%s: %v", line, err)
		}
	}
	var report struct {
		Charts []struct{ Series []struct{ X []float64 } }
		Fits   []struct{ Words string }
	}
	if err := json.Unmarshal([]byte(table.Report().JSON()), &report); err != nil || len(report.Charts) != 2 || len(report.Fits) == 0 {
		t.Errorf("%v in %s", err, table.Report().JSON())
	}
}
