package complexity

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"saddle/core/config"
)

// defaults are those of the experiment: an average is what comes nearest to the floor, and a table has no picture to
// agree with.
const defaults = "schedule=decay&average=settled"

// Limits of a grid. They keep a slip of the pen from filling the memory.
const (
	mostValues = 1000    // of one parameter
	mostCells  = 100_000 // of a grid
)

// defaultMarks are the numbers of samples of a grid that names none.
const defaultMarks = "1000..100000:5"

// Parameters that mean something of their own in a grid.
const (
	samplesName  = "n"
	dimension    = "d"
	seedName     = "seed"
	methodName   = "method" // not of config: who learns
	accuracyName = "eps"
)

// Grid is a set of runs, made by [Parse].
type Grid struct {
	axes   []axis // of the parameters that were set, n and eps apart, in the order of config
	marks  []int64
	marked bool // n was set
	eps    float64
	epsSet bool
	costs  []float64 // by path
}

// axis is one parameter and its values, as canonical texts without repetition.
type axis struct {
	name   string
	values []string
	labels []string // as shown to a reader
}

// Parse reads a grid: a query in which the value of a number or a choice may be a list, and a number of a list a range.
//
//	d=2,4,8           three values
//	seed=1..20        the whole numbers from 1 to 20
//	n=1000..100000:5  five values from 1000 to 100000, in equal ratios; for parameters without a logarithmic scale
//	                  in equal steps
//
// method lists who learns, see [Methods]; it is the one name that config does not know. n lists the numbers of
// target samples at which every run is measured, and eps is the accuracy ε of N(ε). Parameters that only change
// what is shown are left out. Parse never fails: what it cannot take it replaces by the nearest allowed value
// and reports, as [config.Parse] does.
func Parse(query string) (*Grid, []config.Problem) {
	g := &Grid{eps: config.Default().Eps}
	pairs, problems := config.Pairs(query, methodName)
	given := map[string]string{}
	for _, p := range pairs {
		given[p.Name] = p.Value
	}
	for _, p := range config.Params() {
		text, ok := given[p.Name]
		if !ok {
			continue
		}
		if p.ViewOnly {
			problems = append(problems, config.Problem{Name: p.Name, Given: text,
				Message: p.Name + " only changes a picture; an experiment leaves it out."})
			continue
		}
		if p.Kind == config.Fingerprint {
			continue // of the samples that are refused below
		}
		values, bad := readAxis(&p, text)
		problems = append(problems, bad...)
		if own := slices.Index(values, config.OwnSamples); own >= 0 {
			values = slices.Delete(values, own, own+1)
			problems = append(problems, config.Problem{Name: p.Name, Given: text,
				Message: p.Name + "=" + config.OwnSamples + " needs a file that no table can carry; an experiment leaves it out."})
			if len(values) == 0 {
				continue
			}
		}
		switch p.Name {
		case samplesName:
			g.marks, bad = marks(values)
			g.marked = g.marks != nil
			problems = append(problems, bad...)
		case accuracyName:
			if len(values) > 1 {
				problems = append(problems, config.Problem{Name: p.Name, Given: text, Range: "one number above 0", Used: values[0],
					Message: p.Name + "=" + clip(text) + " has several values; an experiment has one accuracy. Using " + values[0] + "."})
			}
			if v, _ := strconv.ParseFloat(values[0], 64); v > 0 {
				g.eps, g.epsSet = v, true
			}
		default:
			g.axes = append(g.axes, axis{p.Name, values, labelsOf(&p, values)})
		}
	}
	if text, ok := given[methodName]; ok {
		a, bad := readMethods(text)
		g.axes = append(g.axes, a)
		problems = append(problems, bad...)
	}
	if !g.marked {
		n, _ := config.ByName(samplesName)
		values, _ := readAxis(n, defaultMarks)
		g.marks, _ = marks(values)
	}
	problems = append(problems, g.shrink()...)
	g.costs = make([]float64, g.Paths())
	for path := range g.costs {
		g.costs[path] = g.cost(path)
	}
	return g, append(problems, g.check()...)
}

// readAxis expands the text of one parameter into its values, which are never none.
func readAxis(p *config.Param, text string) (values []string, problems []config.Problem) {
	if p.Kind == config.List || p.Kind == config.Flags {
		c, problems := config.Default().With(p.Name, text)
		if value := c.Text(p.Name); len(problems) == 0 {
			return []string{value}, nil
		}
		return []string{text}, nil // whether it fits depends on d: check will say
	}
	for _, piece := range strings.Split(text, ",") {
		piece = strings.TrimSpace(piece)
		expanded, why := expand(p, piece)
		if why != "" {
			problems = append(problems, config.Problem{Name: p.Name, Given: piece, Range: p.Range(),
				Message: p.Name + "=" + clip(piece) + " " + why})
		}
		for _, one := range expanded {
			c, bad := config.Default().With(p.Name, one)
			problems = append(problems, bad...)
			if value := c.Text(p.Name); !has(values, value) {
				values = append(values, value)
			}
		}
	}
	if len(values) == 0 {
		c := config.Default()
		values = []string{c.Text(p.Name)}
	}
	sortValues(p, values)
	return values, problems
}

// marks turns the values of n into numbers.
func marks(values []string) (out []int64, problems []config.Problem) {
	for _, v := range values {
		if n, _ := strconv.ParseInt(v, 10, 64); n > 0 {
			out = append(out, n)
		} else {
			problems = append(problems, config.Problem{Name: samplesName, Given: v, Range: "a whole number from 1 to 1e12",
				Message: "n=" + v + " would never end; every run of an experiment stops. It is left out."})
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
		c, bad := config.ParseOn(defaults, g.pathQuery(path))
		bad = append(bad, g.unfit(&c, g.method(path))...)
		for _, b := range bad {
			if !seen[b.Message] {
				seen[b.Message] = true
				problems = append(problems, b)
			}
		}
	}
	return problems
}

// Query returns the canonical text of the grid: ranges written out, except that three whole numbers or more in
// a row are first..last. Parsing it again gives the same grid.
func (g *Grid) Query() string {
	var b strings.Builder
	write := func(name string, values []string) {
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		p, ok := config.ByName(name)
		b.WriteString(name + "=" + join(values, ok && p.Kind == config.Int))
	}
	written := map[string]bool{}
	for _, a := range g.axes {
		written[a.name] = true
	}
	next := 0
	for _, name := range config.Names() {
		switch {
		case written[name]:
			write(name, g.axes[next].values)
			next++
		case name == samplesName && g.marked:
			values := make([]string, len(g.marks))
			for i, n := range g.marks {
				values[i] = strconv.FormatInt(n, 10)
			}
			write(name, values)
		case name == accuracyName && g.epsSet:
			write(name, []string{strconv.FormatFloat(g.eps, 'g', -1, 64)})
		}
	}
	if values := g.valuesOf(methodName); len(values) > 0 {
		write(methodName, values)
	}
	return b.String()
}

// Paths returns the number of runs, Cells that of rows: Paths times the values of n.
func (g *Grid) Paths() int {
	n := 1
	for _, a := range g.axes {
		n *= len(a.values)
	}
	return n
}

// Cells returns the number of rows of the grid's table.
func (g *Grid) Cells() int { return g.Paths() * len(g.marks) }

// Marks returns the numbers of samples at which every path is measured, in ascending order.
func (g *Grid) Marks() []int64 { return append([]int64(nil), g.marks...) }

// Eps returns the accuracy ε of N(ε).
func (g *Grid) Eps() float64 { return g.eps }

// Config returns the configuration of a path, 0 ≤ path < Paths.
func (g *Grid) Config(path int) config.Config {
	c, _ := config.ParseOn(defaults, g.pathQuery(path))
	return c
}

// RunQuery returns the canonical query of a path alone. As a grid it is that path.
func (g *Grid) RunQuery(path int) string {
	c := g.Config(path)
	query := c.Query()
	if m := g.method(path); m != Descent {
		query = strings.TrimPrefix(query+"&"+methodName+"="+m, "&")
	}
	return query
}

// pathQuery picks one value of each axis of config; the last axis changes fastest.
func (g *Grid) pathQuery(path int) string {
	var b strings.Builder
	for i := range g.axes {
		a := &g.axes[i]
		if a.name == methodName {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(a.name + "=" + a.values[g.digitAt(path, i)])
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
		if g.axes[i].name == name {
			return g.digitAt(path, i)
		}
	}
	return 0
}

// Order returns the paths in the order in which to run them: seed by seed, so that a table that is not complete
// yet already shows every setting, and the longest first, so that workers end together.
func (g *Grid) Order() []int {
	order := make([]int, g.Paths())
	seeds, costs := make([]int, len(order)), make([]float64, len(order))
	for path := range order {
		order[path], seeds[path], costs[path] = path, g.digit(path, seedName), g.Cost(path)
	}
	before := func(a, b int) bool {
		switch {
		case seeds[a] != seeds[b]:
			return seeds[a] < seeds[b]
		case costs[a] != costs[b]:
			return costs[a] > costs[b]
		}
		return a < b
	}
	mergeSort(order, before)
	return order
}

// Cost estimates the work of a path. See cost.
func (g *Grid) Cost(path int) float64 { return g.costs[path] }

// cost estimates the work of a path, in thirds of a nanosecond on a machine of 2026: d² + 28 d for every sample that is
// seen, fakes once by each player, and 4000 for every step.
func (g *Grid) cost(path int) float64 {
	c := g.Config(path)
	d, n := float64(c.D), float64(g.marks[len(g.marks)-1])
	if work, ok := methodCost(g.method(path), d, n, g.marks); ok {
		return work
	}
	seen := n * float64(c.Inner*(1+c.Fakes)+c.Fakes) / float64(c.Inner)
	return math.Ceil(float64(seen*(float64(d*d)+float64(28*d))) + float64(n/float64(c.Batch)*4000))
}

func labelsOf(p *config.Param, values []string) []string {
	labels := append([]string(nil), values...)
	for i, v := range values {
		for _, o := range p.Options {
			if o.Value == v {
				labels[i] = o.Label
			}
		}
	}
	return labels
}
