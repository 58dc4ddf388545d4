// Package labtest is an experiment from outside the bench, for tests, and what tests of laboratories share: natively and in the page it runs on all that the laboratories run on.
package labtest

import (
	"math"

	"saddle/core/chart"
	"saddle/core/config"
	"saddle/core/lab"
	"saddle/core/stat"
)

// Toy is a walk of its own parameters, measured at its steps.
var Toy = &lab.Experiment{
	Name: "toy", Title: "A walk",
	Own: []config.Param{
		{Name: "walk", Label: "Steps", Kind: config.Int, Min: 1, Max: 1e6, Default: func(*config.Config) string { return "1" }},
		{Name: "kick", Label: "Kick", Kind: config.Float, Min: 0, Max: 10, Log: true, Default: func(*config.Config) string { return "1" }},
		{Name: "way", Label: "Way", Kind: config.Choice, Options: []config.Option{{Value: "up", Label: "upwards"}, {Value: "down", Label: "downwards"}},
			Default: func(*config.Config) string { return "up" }},
		{Name: "from", Label: "Start", Kind: config.List, Min: -9, Max: 9, Default: func(*config.Config) string { return "0,0" }},
		{Name: "goal", Label: "Goal", Kind: config.Float, Min: 0, Max: 99, Default: func(*config.Config) string { return "5" }},
	},
	Single: []string{"goal"}, Along: "walk", Marks: "1..100:3",
	Columns: []lab.Column{{Name: "moves", Whole: true}, {Name: "place", Width: 2}, {Name: "far"}},
	Presets: []lab.Preset{{Name: "both", Title: "Both ways", Note: "Up and down.", Query: "lab=toy&way=up,down&seed=1..3&walk=5,10"}},
	Cost:    func(c *lab.Cell) float64 { return float64(c.Last()) },
	Start: func(c *lab.Cell) lab.Runner {
		w := &walker{kick: c.Number("kick") * float64(c.Config.Seed)}
		copy(w.place[:], c.Numbers("from"))
		if c.Own("way") == "down" {
			w.kick = -w.kick
		}
		return w
	},
	Report: func(t *lab.Table) lab.Findings {
		m := chart.Mark{Name: "far", Kind: chart.Dots}
		for path := range t.Grid().Paths() {
			if r, ok := t.Row(path, 0); ok {
				m.Add(float64(path), r.Values[t.Grid().Experiment().Column("far")], 0)
			}
		}
		return lab.Findings{Runs: len(m.X), Charts: chart.Drawn(chart.Chart{Name: "far", Marks: []chart.Mark{m}}),
			Fits: []lab.Fit{{What: "far", Estimate: stat.Mean(m.Y), Predicted: t.Grid().Number("goal")}}}
	},
}

// walker goes kick further at each move, along one axis and the other in turn.
type walker struct {
	moves int64
	kick  float64
	place [2]float64
}

// Advance makes a move, unless the mark is reached.
func (w *walker) Advance(mark int64) bool {
	if w.moves >= mark {
		return true
	}
	w.moves++
	w.place[w.moves%2] += w.kick
	return false
}

// Measure returns the moves, the place and how far out it is; beyond 10⁴ the walk has diverged.
func (w *walker) Measure() ([]float64, bool) {
	return []float64{float64(w.moves), w.place[0], w.place[1], math.Hypot(w.place[0], w.place[1])}, math.Abs(w.place[0]) > 1e4
}

// Grid is the grid of a query that must be right; a problem is a panic.
func Grid(of *lab.Experiment, query string) *lab.Grid {
	g, problems := of.Parse(query)
	if len(problems) > 0 {
		panic(problems[0].Message)
	}
	return g
}

// Whole runs every path of a grid, one after the other, and returns the finished table. It panics where a row is refused.
func Whole(g *lab.Grid) *lab.Table {
	t := lab.NewTable(g)
	for _, path := range g.Order() {
		g.Start(path).Finish(func(r lab.Row) {
			if err := t.Add(r); err != nil {
				panic(err)
			}
		})
	}
	return t
}
