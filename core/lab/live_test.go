package lab_test

import (
	"encoding/json"
	"strings"
	"testing"

	"saddle/core/config"
	"saddle/core/lab"
)

// A grid that takes no time is there when it is opened, with what a hand may turn: its own parameters that have one value.
func TestLiveDesk(t *testing.T) {
	live := *toy
	live.Live, live.Name = true, "live"
	d := lab.Desk{Parse: func(query string) (*lab.Grid, []config.Problem) { return lab.ParseIn([]*lab.Experiment{&live}, query) }}
	var grid struct {
		Live bool
		Own  []struct {
			Name, Label, Kind, Value string
			Min, Max                 float64
			Options                  []struct{ Value, Label string }
		}
	}
	answer, _ := strings.CutPrefix(d.Do("1 open lab=live&way=down&kick=1,2&walk=3&from=1,2"), "1 ")
	if err := json.Unmarshal([]byte(answer), &grid); err != nil {
		t.Fatal(err)
	}
	told := ""
	for _, k := range grid.Own {
		told += k.Name + " " + k.Kind + " " + k.Value + "; "
	}
	if !grid.Live || told != "way choice down; from list 1,2; goal number 5; " || grid.Own[0].Options[1].Label != "downwards" || grid.Own[2].Max != 99 {
		t.Errorf("%+v", grid)
	}
	if report := d.Do("2 report 0"); !strings.Contains(report, `"done":2,"cells":2`) {
		t.Error(report)
	}
	// One that takes its time says nothing of the kind.
	slow := lab.Desk{Parse: parse}
	if answer := slow.Do("1 open lab=toy"); !strings.Contains(answer, `"live":false,"hands":0,"own":[]`) {
		t.Error(answer)
	}
}
