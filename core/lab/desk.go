package lab

import (
	"errors"
	"strconv"
	"strings"

	"saddle/core/config"
	"saddle/core/jsontext"
)

// Desk is an experiment as a conversation of texts, for a caller that can neither compute nor draw: the page. It holds
// the table; who asks runs the paths elsewhere and hands in the rows.
//
// What is asked begins with a number of the asker's and is answered by the same number and the answer, or by the number,
// "!" and why not. What is told has no number and no answer, but for "! WHY" if it was refused.
//
//	N open QUERY          opens the experiment: the grid as JSON
//	N plan                the paths that have rows to come, in the order in which to run them; nobody has lost any of them
//	N lost PATH WHY       a path's worker is gone: "again" the first time, and then "failed", and the path is given up
//	N report SECONDS      the report as JSON, where SECONDS of work have gone into the rows since begin
//	N csv, N jsonl        the table
//	row ROW               a row, as Row.String prints it
//	begin WORKERS         starts the measurement of the time that is left
//	took PATH SECONDS BYTES   how long a path took, as Timing has it
type Desk struct {
	Parse func(query string) (*Grid, []config.Problem) // finds the experiment and reads its grid

	table   *Table
	shipped *Table            // published for the very preset that is open, nil if nothing is
	found   *Findings         // in it
	lost    map[int]bool      // paths that were lost once since the plan
	presets map[string]string // of canonical, which a hand asks for many times a second
	began   float64           // work done at begin
	workers int
}

// cellSecond is the work that one worker of a browser does in a second, in units of Cost, before anything is measured.
const cellSecond = 1.5e9

// Do takes one message and returns what is to be sent back, empty where nothing is.
func (d *Desk) Do(message string) (back string) {
	number, command, asked := strings.Cut(message, " ")
	if _, err := strconv.Atoi(number); err != nil || !asked {
		if err := d.told(message); err != nil {
			return "! " + err.Error()
		}
		return ""
	}
	answer, err := d.asked(command)
	if err != nil {
		return number + " ! " + err.Error()
	}
	return number + " " + answer
}

// asked answers a question.
func (d *Desk) asked(command string) (answer string, err error) {
	verb, rest, _ := strings.Cut(command, " ")
	if verb == "open" {
		return d.open(rest), nil
	}
	if d.table == nil {
		return "", errors.New("lab: no grid has been opened")
	}
	switch verb {
	case "plan":
		return d.plan(), nil
	case "lost":
		number, why, _ := strings.Cut(rest, " ")
		path, err := strconv.Atoi(number)
		if err != nil || path < 0 || path >= d.table.grid.Paths() {
			return "", errors.New("lab: no path " + clip(number))
		}
		if d.lost[path] {
			d.table.Fail(path, why)
			return "failed", nil
		}
		d.lost[path] = true
		return "again", nil
	case "report":
		seconds, _ := strconv.ParseFloat(rest, 64)
		r := d.table.Report()
		if d.shipped != nil {
			if d.found == nil {
				found := d.shipped.Report().Findings
				d.found = &found
			}
			r.Findings = r.Findings.Upon(*d.found)
		}
		r.Left = d.left(seconds)
		return r.JSON(), nil
	case "csv":
		return d.table.CSV(), nil
	case "jsonl":
		return d.table.JSONLines(), nil
	}
	return "", errors.New("lab: no question " + clip(verb))
}

// told takes in a message that has no answer.
func (d *Desk) told(message string) error {
	verb, rest, _ := strings.Cut(message, " ")
	if d.table == nil {
		return errors.New("lab: no grid has been opened")
	}
	switch verb {
	case "row":
		row, err := d.table.grid.of.ParseRow(rest)
		if err != nil {
			return err
		}
		return d.table.Add(row)
	case "took":
		return d.took(rest)
	case "begin":
		d.began = d.table.Work()
		d.workers, _ = strconv.Atoi(rest)
		return nil
	}
	return errors.New("lab: no command " + clip(verb))
}

// took takes in how long a path took.
func (d *Desk) took(text string) error {
	f := strings.Fields(text)
	if len(f) == 3 {
		path, err1 := strconv.Atoi(f[0])
		seconds, err2 := strconv.ParseFloat(f[1], 64)
		bytes, err3 := strconv.ParseInt(f[2], 10, 64)
		if err1 == nil && err2 == nil && err3 == nil && path >= 0 && path < d.table.grid.Paths() && seconds >= 0 && bytes >= 0 {
			d.table.Timed(path, Timing{seconds, bytes})
			return nil
		}
	}
	return errors.New("lab: " + clip(text) + " is no path, seconds and bytes")
}

// open begins an empty table and says what there is to run.
func (d *Desk) open(query string) string {
	g, problems := d.Parse(query)
	d.table, d.lost, d.began, d.workers = NewTable(g), map[int]bool{}, 0, 1
	e := g.Experiment()
	d.shipped, d.found = nil, nil
	for _, p := range e.Presets {
		if e.Published[p.Name] != "" && d.canonical(p.Query) == g.Query() {
			d.shipped, _ = e.PublishedTable(p.Name) // a test holds it whole
		}
	}
	if e.Live {
		for path := range g.Paths() {
			g.Start(path).Finish(func(r Row) {
				if err := d.table.Add(r); err != nil {
					panic(err) // the table is of this grid
				}
			})
		}
	}
	var w jsontext.Writer
	w.Object(func() {
		w.Key("lab").Text(e.Name)
		w.Key("title").Text(e.Title)
		w.Key("query").Text(g.Query())
		w.Key("paths").Integer(int64(g.Paths()))
		w.Key("cells").Integer(int64(g.Cells()))
		w.Key("seconds").Number(g.Work() / cellSecond)
		published := 0
		if d.shipped != nil {
			published = d.shipped.grid.Paths()
		}
		w.Key("published").Integer(int64(published))
		w.Key("live").Truth(e.Live)
		w.Key("hands").Integer(int64(g.MostHands()))
		knobs := g.knobs()
		w.Key("own").List(len(knobs), func(i int) { knobs[i].write(&w) })
		w.Key("problems").List(len(problems), func(i int) { w.Text(problems[i].Message) })
		w.Key("presets").List(len(e.Presets), func(i int) {
			p := &e.Presets[i]
			w.Object(func() {
				w.Key("name").Text(p.Name)
				w.Key("title").Text(p.Title)
				w.Key("note").Text(p.Note)
				w.Key("query").Text(d.canonical(p.Query))
			})
		})
	})
	return w.String()
}

// knob is a parameter of the experiment's own with one value.
type knob struct {
	*config.Param
	value string
}

// knobs are those that a hand may turn while the picture follows: none where a grid takes its time.
func (g *Grid) knobs() (list []knob) {
	for i := range g.of.Own {
		if p := &g.of.Own[i]; g.of.Live && !g.Varies(p.Name) && p.Name != g.of.Along {
			list = append(list, knob{p, g.Cell(0).Own(p.Name)})
		}
	}
	return list
}

func (k *knob) write(w *jsontext.Writer) {
	w.Object(func() {
		w.Key("name").Text(k.Name)
		w.Key("label").Text(strings.TrimSpace(k.Label + " " + k.Symbol))
		w.Key("help").Text(k.Help)
		w.Key("kind").Text(map[config.Kind]string{config.Choice: "choice", config.Int: "whole", config.Float: "number", config.List: "list"}[k.Kind])
		w.Key("min").Number(k.Min)
		w.Key("max").Number(k.Max)
		w.Key("options").List(len(k.Options), func(i int) {
			w.Object(func() { w.Key("value").Text(k.Options[i].Value); w.Key("label").Text(k.Options[i].Label) })
		})
		w.Key("value").Text(k.value)
	})
}

// canonical is the canonical text of a preset's query.
func (d *Desk) canonical(query string) string {
	if d.presets == nil {
		d.presets = map[string]string{}
	}
	text, known := d.presets[query]
	if !known {
		g, _ := d.Parse(query)
		text = g.Query()
		d.presets[query] = text
	}
	return text
}

// plan lists what is left to run, and takes back what was given up.
func (d *Desk) plan() string {
	var left []int
	for _, path := range d.table.grid.Order() {
		if !d.table.PathDone(path) {
			left = append(left, path)
		}
		d.table.Again(path)
	}
	d.lost = map[int]bool{}
	var w jsontext.Writer
	w.List(len(left), func(i int) { w.Integer(int64(left[i])) })
	return w.String()
}

// left estimates the seconds that the rest takes, from those that the work since begin has taken; at first from
// nothing but the grid.
func (d *Desk) left(seconds float64) float64 {
	done, whole := d.table.Work(), d.table.grid.Work()
	rate := cellSecond * float64(max(1, d.workers))
	if seconds > 1 && done > d.began {
		rate = (done - d.began) / seconds
	}
	return (whole - done) / rate
}
