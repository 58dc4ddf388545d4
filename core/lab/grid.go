package lab

import (
	"slices"
	"strconv"
	"strings"

	"saddle/core/config"
)

// Limits of a grid. They keep a slip of the pen from filling the memory.
const (
	mostValues = 1000    // of one parameter
	mostCells  = 100_000 // of a grid
)

// seedName is the parameter whose values make the ensemble.
const seedName = "seed"

// Grid is a set of runs of one experiment, made by [Experiment.Parse].
type Grid struct {
	of     *Experiment
	axes   []axis // of the parameters that were set, in the order of config and then of the experiment
	single []axis // of Experiment.Single that were set, one value each
	along  *config.Param
	marks  []int64
	marked bool      // the values of Along were set
	costs  []float64 // by path
}

// axis is one parameter and its values, as canonical texts without repetition.
type axis struct {
	param  *config.Param
	values []string
	labels []string // as shown to a reader
	own    bool     // it is the experiment's
}

// Parse reads a grid: a query in which the value of a number or a choice may be a list, and a number of a list a range.
//
//	d=2,4,8           three values
//	seed=1..20        the whole numbers from 1 to 20
//	n=1000..100000:5  five values from 1000 to 100000, in equal ratios; for parameters without a logarithmic scale
//	                  in equal steps
//
// The names are those of config and of the experiment's own parameters; Along lists the moments at which every run is
// measured. Parameters that only change what is shown are left out. Parse never fails: what it cannot take it replaces by
// the nearest allowed value and reports, as [config.Parse] does.
func (e *Experiment) Parse(query string) (*Grid, []config.Problem) {
	g := &Grid{of: e, along: e.param(e.Along)}
	pairs, problems := config.Pairs(query, e.names()...)
	given := map[string]string{}
	for _, p := range pairs {
		given[p.Name] = p.Value
	}
	for _, p := range e.params() {
		if text, ok := given[p.Name]; ok {
			problems = append(problems, g.take(p, text)...)
		}
	}
	switch {
	case e.Along == "":
		g.marks = []int64{0}
	case !g.marked:
		values, _ := e.readAxis(g.along, e.Marks)
		g.marks, _ = g.readMarks(values)
	}
	problems = append(problems, g.shrink()...)
	g.costs = make([]float64, g.Paths())
	for path := range g.costs {
		g.costs[path] = e.Cost(g.Cell(path))
	}
	return g, append(problems, g.check()...)
}

// take reads one parameter of the query.
func (g *Grid) take(p *config.Param, text string) (problems []config.Problem) {
	if p.ViewOnly {
		return []config.Problem{{Name: p.Name, Given: text, Message: p.Name + " only changes a picture; an experiment leaves it out."}}
	}
	if p.Kind == config.Fingerprint {
		return nil // of the samples that are refused below
	}
	values, problems := g.of.readAxis(p, text)
	if own := slices.Index(values, string(config.OwnSamples)); own >= 0 && !g.of.owns(p.Name) {
		values = slices.Delete(values, own, own+1)
		problems = append(problems, config.Problem{Name: p.Name, Given: text,
			Message: p.Name + "=" + string(config.OwnSamples) + " needs a file that no table can carry; an experiment leaves it out."})
		if len(values) == 0 {
			return problems
		}
	}
	a := axis{p, values, labelsOf(p, values), g.of.owns(p.Name)}
	switch {
	case p.Name == g.of.Along:
		marks, bad := g.readMarks(values)
		if marks != nil {
			g.marks, g.marked = marks, true
		}
		return append(problems, bad...)
	case slices.Contains(g.of.Single, p.Name):
		if len(values) > 1 {
			problems = append(problems, config.Problem{Name: p.Name, Given: text, Range: "one value", Used: values[0],
				Message: p.Name + "=" + clip(text) + " has several values; an experiment has one " + strings.ToLower(p.Label) + ". Using " + values[0] + "."})
		}
		a.values, a.labels = a.values[:1], a.labels[:1]
		g.single = append(g.single, a)
	default:
		g.axes = append(g.axes, a)
	}
	return problems
}

// readMarks turns the values of Along into numbers, in ascending order.
func (g *Grid) readMarks(values []string) (out []int64, problems []config.Problem) {
	for _, v := range values {
		if n, _ := strconv.ParseInt(v, 10, 64); n > 0 {
			out = append(out, n)
		} else {
			name := g.along.Name
			problems = append(problems, config.Problem{Name: name, Given: v, Range: "a whole number from 1",
				Message: name + "=" + v + " would never end; every run of an experiment stops. It is left out."})
		}
	}
	return out, problems
}

// shrink takes away the last values of the longest axes until the grid is within its limit.
func (g *Grid) shrink() []config.Problem {
	whole := g.Cells()
	if whole <= mostCells {
		return nil
	}
	for g.Cells() > mostCells {
		longest := 0
		for i := range g.axes {
			if len(g.axes[i].values) > len(g.axes[longest].values) {
				longest = i
			}
		}
		a := &g.axes[longest]
		keep := max(1, min(len(a.values)-1, len(a.values)*mostCells/g.Cells()))
		a.values, a.labels = a.values[:keep], a.labels[:keep]
	}
	return []config.Problem{{Given: strconv.Itoa(whole), Range: "at most " + strconv.Itoa(mostCells) + " cells", Used: strconv.Itoa(g.Cells()),
		Message: "The grid has " + strconv.Itoa(whole) + " cells; at most " + strconv.Itoa(mostCells) + " are taken. The longest lists are cut to " + strconv.Itoa(g.Cells()) + "."}}
}

// check finds what only shows in a combination, such as a W_* that does not fit d.
func (g *Grid) check() (problems []config.Problem) {
	seen := map[string]bool{}
	for path := range g.Paths() {
		if g.digit(path, seedName) > 0 {
			continue
		}
		_, bad := config.ParseOn(g.of.Defaults, g.pathQuery(path))
		if g.of.Check != nil {
			bad = append(bad, g.of.Check(g.Cell(path))...)
		}
		for _, b := range bad {
			if !seen[b.Message] {
				seen[b.Message] = true
				problems = append(problems, b)
			}
		}
	}
	return problems
}

// Experiment returns what the grid is of.
func (g *Grid) Experiment() *Experiment { return g.of }

// Query returns the canonical text of the grid: ranges written out, except that three whole numbers or more in
// a row are first..last. Parsing it again gives the same grid.
func (g *Grid) Query() string {
	all := map[string][]string{}
	for _, a := range append(append([]axis(nil), g.axes...), g.single...) {
		all[a.param.Name] = a.values
	}
	if g.marked {
		for _, n := range g.marks {
			all[g.of.Along] = append(all[g.of.Along], strconv.FormatInt(n, 10))
		}
	}
	var b strings.Builder
	if g.of.Name != Unnamed {
		b.WriteString(Selector + "=" + g.of.Name)
	}
	for _, p := range g.of.params() {
		values, ok := all[p.Name]
		if !ok {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(p.Name + "=" + collapsed(p, values))
	}
	return b.String()
}

// Paths returns the number of runs, Cells that of rows: Paths times the marks.
func (g *Grid) Paths() int {
	n := 1
	for _, a := range g.axes {
		n *= len(a.values)
	}
	return n
}

// Cells returns the number of rows of the grid's table.
func (g *Grid) Cells() int { return g.Paths() * len(g.marks) }

// Marks returns the values of Along at which every path is measured, in ascending order; one 0 without Along.
func (g *Grid) Marks() []int64 { return append([]int64(nil), g.marks...) }

// Value returns the value of a parameter that the whole grid has: one of Experiment.Single, its default where it is not
// set.
func (g *Grid) Value(name string) string {
	for _, a := range g.single {
		if a.param.Name == name {
			return a.values[0]
		}
	}
	if p := g.of.own(name); p != nil {
		return p.Default(nil)
	}
	c, _ := config.ParseOn(g.of.Defaults, "")
	return c.Text(name)
}

// Number is Value as a number.
func (g *Grid) Number(name string) float64 {
	v, _ := strconv.ParseFloat(g.Value(name), 64)
	return v
}

// Varies says whether a parameter has several values.
func (g *Grid) Varies(name string) bool {
	for _, a := range g.axes {
		if a.param.Name == name {
			return len(a.values) > 1
		}
	}
	return false
}

// RunQuery returns the canonical query of a path alone. As a grid it is that path.
func (g *Grid) RunQuery(path int) string {
	c := g.Cell(path)
	query := c.Config.Query()
	for i := range g.of.Own {
		p := &g.of.Own[i]
		if v := c.Own(p.Name); v != p.Default(nil) {
			query += "&" + p.Name + "=" + v
		}
	}
	query = strings.Trim(query, "&")
	if g.of.Name != Unnamed {
		query = Selector + "=" + g.of.Name + "&" + query
	}
	return strings.Trim(query, "&")
}

// pathQuery picks one value of each axis of config; the last axis changes fastest.
func (g *Grid) pathQuery(path int) string {
	var b strings.Builder
	for i := range g.axes {
		a := &g.axes[i]
		if a.own {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(a.param.Name + "=" + a.values[g.digitAt(path, i)])
	}
	return b.String()
}

// digitAt is the place of a path's value on axis i.
func (g *Grid) digitAt(path, i int) int {
	for k := len(g.axes) - 1; k > i; k-- {
		path /= len(g.axes[k].values)
	}
	return path % len(g.axes[i].values)
}

// digit is digitAt for the named axis, 0 where the grid has none.
func (g *Grid) digit(path int, name string) int {
	for i := range g.axes {
		if g.axes[i].param.Name == name {
			return g.digitAt(path, i)
		}
	}
	return 0
}

// Order returns the paths in the order in which to run them: seed by seed, so that a table that is not complete
// yet already shows every setting, and the longest first, so that workers end together.
func (g *Grid) Order() []int {
	order := make([]int, g.Paths())
	for path := range order {
		order[path] = path
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if s, t := g.digit(a, seedName), g.digit(b, seedName); s != t {
			return s - t
		}
		switch x, y := g.costs[a], g.costs[b]; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return order
}

// Cost estimates the work of a path, in thirds of a nanosecond on a machine of 2026.
func (g *Grid) Cost(path int) float64 { return g.costs[path] }

// Work is that of the whole grid.
func (g *Grid) Work() (sum float64) {
	for _, c := range g.costs {
		sum += c
	}
	return sum
}
