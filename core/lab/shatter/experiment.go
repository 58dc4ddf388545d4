package shatter

import (
	"saddle/core/config"
	"saddle/core/lab"
)

// The experiment's own parameters.
const (
	dotsName    = "dots"
	labelsName  = "labels"
	radiusName  = "radius"
	normName    = "norm"
	weightsName = "weights"
)

// mostWeights is how far the calculator goes: see samples.
const mostWeights = 1_000_000

// normOptions are the norms in the order of their constants.
var normOptions = []config.Option{{Value: "1", Label: "ℓ₁"}, {Value: "2", Label: "ℓ₂"}, {Value: "inf", Label: "ℓ∞"}}

func fixed(text string) func(*config.Config) string {
	return func(*config.Config) string { return text }
}

// Experiment is the laboratory of the adversarial VC dimension.
var Experiment = &lab.Experiment{
	Name: "shatter", Title: "What can be told apart when someone cheats?",
	Own: []config.Param{
		{Name: dotsName, Label: "Dots", Kind: config.List, Min: -10, Max: 10, Default: fixed("0,1,-0.866,-0.5,0.866,-0.5"),
			Help: "The dots, x and y of each in turn, 1 to 8 of them."},
		{Name: labelsName, Label: "Labels", Kind: config.List, Min: -1, Max: 1, Default: fixed(""),
			Help: "What the dots really are, 1 or −1 each; without labels all are 1."},
		{Name: radiusName, Label: "Radius", Symbol: "ε", Kind: config.Float, Min: 0, Max: 10, Default: fixed("0.3"),
			Help: "How far the adversary may move a dot."},
		{Name: normName, Label: "Norm", Kind: config.Choice, Options: normOptions, Default: fixed("2"),
			Help: "How the adversary's way is measured: the sum of the coordinates, as the crow flies, or the larger coordinate."},
		{Name: weightsName, Label: "Weights", Symbol: "E", Kind: config.Int, Min: 1, Max: mostWeights, Log: true, Default: fixed("9"),
			Help: "The weights and biases of a network of sign neurons, for the calculator."},
	},
	Columns: []lab.Column{
		{Name: "lossPatterns", Whole: true, Doc: "sets of dots that half-planes get right although the adversary moves every dot"},
		{Name: "margins", Whole: true, Doc: "labellings that half-planes give with more than ε to spare"},
		{Name: "network", Whole: true, Doc: "the same as lossPatterns for networks of three sign neurons"},
		{Name: "samples", Whole: true, Doc: "the smallest m with 2^m > (em)^E"},
		{Name: "residual", Doc: "the largest number that is left over in the certificates of what is missing"},
	},
	Live:    true,
	Presets: presets,
	Check:   unfit,
	Cost:    func(*lab.Cell) float64 { return 1e6 },
	Start:   func(c *lab.Cell) lab.Runner { return &sighting{sceneOf(c)} },
	Predict: foretell,
	Report:  report,
}

// sighting measures a scene at once.
type sighting struct{ *scene }

// Advance is that of lab.Runner.
func (*sighting) Advance(int64) bool { return true }

// Measure is that of lab.Runner.
func (s *sighting) Measure() ([]float64, bool) {
	loss, margins := s.lossPatterns(), s.marginPatterns()
	network := s.networkPatterns(&loss)
	residual := 0.0
	for _, p := range s.partings() {
		if p.gap <= 2*s.radius {
			residual = max(residual, s.residual(&p))
		}
	}
	return []float64{loss.count(), margins.count(), network.count(), samples(s.weights), residual}, false
}

// measured is a row by the names of its columns.
type measured struct{ LossPatterns, Margins, Network, Samples, Residual float64 }

func read(r lab.Row) measured {
	return measured{r.Values[0], r.Values[1], r.Values[2], r.Values[3], r.Values[4]}
}
