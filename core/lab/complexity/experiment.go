package complexity

import (
	"saddle/core/config"
	"saddle/core/lab"
	"saddle/core/predict"
)

// Parameters that mean something of their own in a grid.
const (
	samplesName  = "n"
	dimension    = "d"
	methodName   = "method"
	accuracyName = "eps"
)

// Experiment is the sample-complexity laboratory.
var Experiment = &lab.Experiment{
	Name: lab.Unnamed, Title: "How many samples?",
	Own: []config.Param{{Name: methodName, Label: "Method", Kind: config.Choice, Options: methods(),
		Help:    "Who learns from the samples.",
		Default: func(*config.Config) string { return Descent }}},
	// An average is what comes nearest to the floor, and a table has no picture to agree with.
	Defaults: "schedule=decay&average=settled",
	Single:   []string{accuracyName},
	Along:    samplesName, Marks: "1000..100000:5",
	Columns: []lab.Column{
		{Name: "samples", Whole: true, Doc: "target samples used, whitening included: at least n, by less than a minibatch"},
		{Name: "steps", Whole: true, Doc: "iterations"},
		{Name: "tv", Doc: "total variation of the judged law from the target; for method=fixed ‖AAᵀ − A_*A_*ᵀ‖_F"},
		{Name: "floor", Doc: "that of the sample covariance of the same samples, 0 for method=fixed"},
		{Name: "error", Doc: "‖Σ_*^{−1/2} Σ Σ_*^{−1/2} − I‖²_F of the judged covariance"},
		{Name: "floorError", Doc: "the same of the sample covariance"},
	},
	Presets: presets, Published: published,
	Check: unfit,
	Cost:  func(c *lab.Cell) float64 { return learnerOf(c).cost(c, float64(c.Config.D), float64(c.Last())) },
	Start: func(c *lab.Cell) lab.Runner { return learnerOf(c).start(c.Config) },
	Predict: func(c *lab.Cell) []predict.Prediction {
		if !learnerOf(c).known {
			return nil
		}
		return predict.Of(c.Config)
	},
	Report: report,
}

// measured is a row by the names of its columns.
type measured struct {
	Samples, Steps               int64
	TV, Floor, Error, FloorError float64
	Diverged                     bool
}

func (m *measured) values() []float64 {
	return []float64{float64(m.Samples), float64(m.Steps), m.TV, m.Floor, m.Error, m.FloorError}
}

func read(r lab.Row) measured {
	v := r.Values
	return measured{Samples: int64(v[0]), Steps: int64(v[1]), TV: v[2], Floor: v[3], Error: v[4], FloorError: v[5], Diverged: r.Diverged}
}

// epsOf is the accuracy ε of N(ε).
func epsOf(g *lab.Grid) float64 {
	if eps := g.Number(accuracyName); eps > 0 {
		return eps
	}
	return config.Default().Eps
}
