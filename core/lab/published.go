package lab

import (
	"errors"
	"strconv"
	"strings"

	"saddle/core/chart"
)

// PublishedTable returns the finished table that the experiment ships of a preset, nil where it ships none. The text is that of
// Table.CSV below a first line that says how it was made and ends in the query of its grid in quotes.
func (e *Experiment) PublishedTable(preset string) (*Table, error) {
	shipped := e.Published[preset]
	if shipped == "" {
		return nil, nil
	}
	command, text, _ := strings.Cut(shipped, "\n")
	words := strings.Split(command, `"`)
	if len(words) != 3 || !strings.HasPrefix(command, "# ") {
		return nil, errors.New("lab: the first line of the published table does not say its query")
	}
	g, problems := e.Parse(words[1])
	if len(problems) > 0 {
		return nil, errors.New("lab: the published table is not of a grid: " + problems[0].Message)
	}
	t := NewTable(g)
	paths, marks := map[string]int{}, map[int64]int{}
	for path := range g.Paths() {
		paths[g.RunQuery(path)] = path
	}
	for i, m := range g.marks {
		marks[m] = i
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	names := fields(lines[0])
	for i, line := range lines[1:] {
		values := fields(line)
		p, err := e.Read(func(name string) (string, bool) {
			for k := len(names) - 1; k >= 0; k-- { // the last of a name: the axes come first
				if names[k] == name && k < len(values) {
					return values[k], true
				}
			}
			return "", false
		})
		if err == nil {
			path, known := paths[p.Query]
			mark, also := marks[p.Mark]
			if !known || !also {
				err = errors.New("it is not of the grid")
			} else {
				err = t.Add(p.At(path, mark))
			}
		}
		if err != nil {
			return nil, errors.New("lab: row " + strconv.Itoa(i+1) + " of the published table: " + err.Error())
		}
	}
	return t, nil
}

// fields splits a line of a CSV file.
func fields(line string) (out []string) {
	for {
		if quoted, ok := strings.CutPrefix(line, `"`); ok {
			end := strings.Index(quoted, `"`)
			if end < 0 {
				return append(out, quoted)
			}
			out, line = append(out, quoted[:end]), strings.TrimPrefix(quoted[end+1:], ",")
			if line == "" && !strings.HasSuffix(quoted, ",") {
				return out
			}
			continue
		}
		field, rest, more := strings.Cut(line, ",")
		out = append(out, field)
		if !more {
			return out
		}
		line = rest
	}
}

// Upon lays the findings of the reader's own table upon those of a published one: its points in the background's colour
// among the published ones, its fits after them.
func (f Findings) Upon(published Findings) Findings {
	out := Findings{Runs: f.Runs, Diverged: f.Diverged, Fits: append([]Fit(nil), published.Fits...)}
	for _, fit := range f.Fits {
		fit.Of, fit.Main = strings.TrimSuffix("yours, "+fit.Of, ", "), false
		fit.Words = "Yours: " + fit.Words
		out.Fits = append(out.Fits, fit)
	}
	for _, c := range published.Charts {
		c.Marks = append([]chart.Mark(nil), c.Marks...)
		for _, own := range f.Charts {
			if own.Name != c.Name {
				continue
			}
			for _, m := range own.Marks {
				if m.Role >= 0 && (m.Kind == chart.LineDots || m.Kind == chart.Dots) && len(own.Categories) == 0 {
					m.Kind, m.Name, m.Role, m.SE = chart.Dots, "yours", chart.Muted, nil
					c.Marks = append(c.Marks, m)
				}
			}
			c.X.Min, c.X.Max = min(c.X.Min, own.X.Min), max(c.X.Max, own.X.Max)
			c.Y.Min, c.Y.Max = min(c.Y.Min, own.Y.Min), max(c.Y.Max, own.Y.Max)
		}
		out.Charts = append(out.Charts, c)
	}
	for _, c := range f.Charts {
		if !has(published.Charts, c.Name) {
			out.Charts = append(out.Charts, c)
		}
	}
	return out
}

func has(list []chart.Chart, name string) bool {
	for _, c := range list {
		if c.Name == name {
			return true
		}
	}
	return false
}
