package complexity

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"
)

func TestDesk(t *testing.T) {
	var d Desk
	if _, err := d.Do("csv"); err == nil {
		t.Error("a desk without a grid has a table")
	}
	say := func(command string) string {
		t.Helper()
		answer, err := d.Do(command)
		if err != nil {
			t.Fatalf("%s: %v", command, err)
		}
		return answer
	}
	var grid struct {
		Query        string
		Paths, Cells int
		Order        []int
		Problems     []string
		Presets      []struct{ Name, Query string }
		Seconds      float64
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(say("grid d=1,2,999&seed=1,2&n=200,400"), "grid ")), &grid); err != nil {
		t.Fatal(err)
	}
	if grid.Paths != 6 || grid.Cells != 12 || len(grid.Order) != 6 || len(grid.Problems) != 1 || len(grid.Presets) != len(presets) || !(grid.Seconds > 0) {
		t.Errorf("%+v", grid)
	}
	g, _ := Parse(grid.Query)
	want := NewTable(g)
	type report struct {
		Done, Cells int
		Left        float64
		Failed      []struct{ Query, Why string }
	}
	reported := func(seconds string) (r report) {
		t.Helper()
		if err := json.Unmarshal([]byte(strings.TrimPrefix(say("report "+seconds), "report ")), &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	say("begin 2")
	for i, path := range grid.Order {
		if i == len(grid.Order)-1 {
			say("fail " + strconv.Itoa(path) + " it died twice")
			if r := reported("3"); len(r.Failed) != 1 || r.Failed[0].Why != "it died twice" || r.Done != 10 {
				t.Errorf("%+v", r)
			}
			// The estimate: what is left of the work at the rate of what is done.
			done, whole := d.table.Work(), g.work()
			if got, want := reported("3").Left, 3*(whole-done)/done; math.Abs(got-want) > 1e-9*want {
				t.Errorf("%v s left, want %v", got, want)
			}
			say("again " + strconv.Itoa(path))
		}
		g.Start(path).Finish(func(r Row) {
			say("row " + r.String())
			if err := want.Add(r); err != nil {
				t.Fatal(err)
			}
		})
	}
	if r := reported("5"); r.Done != 12 || r.Left != 0 || len(r.Failed) != 0 {
		t.Errorf("%+v", r)
	}
	if say("csv") != "csv "+want.CSV() || say("jsonl") != "jsonl "+want.JSONLines() {
		t.Error("the tables differ")
	}
	for _, bad := range []string{"row 1 2 3", "fail x y", "fail 99 y", "dance"} {
		if _, err := d.Do(bad); err == nil {
			t.Errorf("%q is carried out", bad)
		}
	}
}

func TestPresetsAreCanonicalGrids(t *testing.T) {
	for _, p := range Presets() {
		g, problems := Parse(p.Query)
		if len(problems) > 0 || g.Cells() < 20 || g.Cells() > 2000 {
			t.Errorf("%s has %d cells and the problems %v", p.Name, g.Cells(), problems)
		}
		if found, ok := PresetByName(p.Name); !ok || found != p {
			t.Errorf("%s is not found by its name", p.Name)
		}
	}
	if _, ok := PresetByName("nonsense"); ok {
		t.Error("there is a preset called nonsense")
	}
}
