package lab

import (
	"slices"
	"strconv"
	"strings"

	"saddle/core/config"
)

// Cell is what a path is to be: one value of every parameter.
type Cell struct {
	Config config.Config // of the run, on the experiment's defaults
	Path   int           // which
	Grid   *Grid         // of which
}

// Cell returns a path, 0 ≤ path < Paths.
func (g *Grid) Cell(path int) *Cell {
	c, _ := config.ParseOn(g.of.Defaults, g.pathQuery(path))
	return &Cell{Config: c, Path: path, Grid: g}
}

// Own returns the canonical text of one of the experiment's own parameters.
func (c *Cell) Own(name string) string {
	for i := range c.Grid.axes {
		if a := &c.Grid.axes[i]; a.own && a.param.Name == name {
			return a.values[c.Grid.digitAt(c.Path, i)]
		}
	}
	return c.Grid.Value(name)
}

// Number is Own as a number; Numbers as a list of numbers.
func (c *Cell) Number(name string) float64 {
	v, _ := strconv.ParseFloat(c.Own(name), 64)
	return v
}

// Numbers is Own as a list of numbers.
func (c *Cell) Numbers(name string) (list []float64) {
	for _, word := range strings.Split(c.Own(name), ",") {
		if v, err := strconv.ParseFloat(word, 64); err == nil {
			list = append(list, v)
		}
	}
	return list
}

// Last is the largest mark.
func (c *Cell) Last() int64 { return c.Grid.marks[len(c.Grid.marks)-1] }

// Setting returns a key and a label of all a path's values but those of the seed and of the parameters named; only axes
// with several values are in the label.
func (g *Grid) Setting(path int, but ...string) (key, label string) {
	for i := range g.axes {
		a := &g.axes[i]
		if a.param.Name == seedName || slices.Contains(but, a.param.Name) || len(a.values) == 1 {
			continue
		}
		k := g.digitAt(path, i)
		key += "&" + a.param.Name + "=" + a.values[k]
		if label != "" {
			label += ", "
		}
		if len(a.param.Options) == 0 {
			label += symbolOf(a.param) + " = " + a.values[k]
		} else {
			label += a.labels[k]
		}
	}
	return key, label
}

// symbolOf is what a formula calls a parameter; a quotient of two symbols has a name instead.
func symbolOf(p *config.Param) string {
	if p.Symbol != "" && !strings.Contains(p.Symbol, "/") {
		return p.Symbol
	}
	return p.Name
}
