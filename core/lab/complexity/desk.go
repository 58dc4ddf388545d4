package complexity

import (
	"errors"
	"strconv"
	"strings"
)

// Desk is an experiment as a conversation of texts, for a caller that can neither compute nor draw: the page.
// It holds the table; who asks runs the paths elsewhere and hands in the rows.
//
//	grid QUERY            opens the experiment, answers GridJSON
//	row ROW               takes a row, as Row.String prints it, answers nothing
//	fail PATH WHY         gives a path up
//	again PATH            takes that back
//	report SECONDS        answers Report.JSON with the time left, where SECONDS of work have gone into the rows since begin
//	begin WORKERS         starts the measurement of that time
//	csv, jsonl            answer the table
type Desk struct {
	table   *Table
	began   float64 // work done at begin
	workers int
}

// cellSecond is the work that one worker of a browser does in a second, in units of Cost, before anything is measured.
const cellSecond = 1.5e9

// Do carries out one command. The answer begins with the verb; it is empty where there is nothing to answer.
func (d *Desk) Do(command string) (answer string, err error) {
	verb, rest, _ := strings.Cut(command, " ")
	if verb != "grid" && d.table == nil {
		return "", errors.New("complexity: no grid has been opened")
	}
	switch verb {
	case "grid":
		g, problems := Parse(rest)
		d.table, d.began, d.workers = NewTable(g), 0, 1
		var w jsonWriter
		w.object(func() {
			w.key("query").text(g.Query())
			w.key("paths").integer(int64(g.Paths()))
			w.key("cells").integer(int64(g.Cells()))
			w.key("seconds").number(g.work() / cellSecond)
			order := g.Order()
			w.key("order").list(len(order), func(i int) { w.integer(int64(order[i])) })
			w.key("problems").list(len(problems), func(i int) { w.text(problems[i].Message) })
			w.key("presets").list(len(presets), func(i int) {
				p := presets[i]
				canonical, _ := Parse(p.Query)
				w.object(func() {
					w.key("name").text(p.Name)
					w.key("title").text(p.Title)
					w.key("note").text(p.Note)
					w.key("query").text(canonical.Query())
				})
			})
		})
		return "grid " + w.String(), nil
	case "row":
		row, err := ParseRow(rest)
		if err != nil {
			return "", err
		}
		return "", d.table.Add(row)
	case "fail", "again":
		number, why, _ := strings.Cut(rest, " ")
		path, err := strconv.Atoi(number)
		if err != nil || path < 0 || path >= d.table.grid.Paths() {
			return "", errors.New("complexity: no path " + clip(number))
		}
		if verb == "again" {
			delete(d.table.failed, path)
		} else {
			d.table.Fail(path, why)
		}
		return "", nil
	case "begin":
		d.began = d.table.Work()
		d.workers, _ = strconv.Atoi(rest)
		return "", nil
	case "report":
		seconds, _ := strconv.ParseFloat(rest, 64)
		r := d.table.Report()
		r.Left = d.left(seconds)
		return "report " + r.JSON(), nil
	case "csv":
		return "csv " + d.table.CSV(), nil
	case "jsonl":
		return "jsonl " + d.table.JSONLines(), nil
	}
	return "", errors.New("complexity: no command " + clip(verb))
}

// left estimates the seconds that the rest takes, from those that the work since begin has taken; at first from
// nothing but the grid.
func (d *Desk) left(seconds float64) float64 {
	done, whole := d.table.Work(), d.table.grid.work()
	rate := cellSecond * float64(max(1, d.workers))
	if seconds > 1 && done > d.began {
		rate = (done - d.began) / seconds
	}
	return (whole - done) / rate
}

// work is that of the whole grid.
func (g *Grid) work() (sum float64) {
	for path := range g.Paths() {
		sum += g.Cost(path)
	}
	return sum
}

// Work returns the estimated work behind the rows that have come, in units of Grid.Cost.
func (t *Table) Work() (sum float64) {
	m := len(t.grid.marks)
	for path := range t.grid.Paths() {
		reached := m
		for reached > 0 && !t.have[path*m+reached-1] {
			reached--
		}
		if reached > 0 {
			sum += t.grid.Cost(path) * float64(t.grid.marks[reached-1]) / float64(t.grid.marks[m-1])
		}
	}
	return sum
}
