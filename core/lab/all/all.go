// Package all knows every laboratory.
package all

import (
	"saddle/core/config"
	"saddle/core/lab"
	"saddle/core/lab/complexity"
	"saddle/core/lab/edge"
	"saddle/core/lab/fluctuation"
	"saddle/core/lab/rates"
	"saddle/core/lab/shatter"
	"saddle/core/lab/workers"
)

// experiments are the laboratories in the order of the page. A new one is a line here.
var experiments = []*lab.Experiment{
	complexity.Experiment,
	fluctuation.Experiment,
	rates.Experiment,
	edge.Experiment,
	shatter.Experiment,
	workers.Experiment,
}

// Experiments returns the laboratories in the order of the page. The slice is a copy.
func Experiments() []*lab.Experiment { return append([]*lab.Experiment(nil), experiments...) }

// Parse reads a grid of the experiment that its lab= names, of complexity without one. It never fails: see
// [lab.Experiment.Parse].
func Parse(query string) (*lab.Grid, []config.Problem) { return lab.ParseIn(experiments, query) }

// Preset returns the grid of that name, as sweep -preset takes it: that of an experiment other than complexity has the
// experiment's name and a slash before its own.
func Preset(name string) (p lab.Preset, ok bool) {
	for _, e := range experiments {
		for _, p := range e.Presets {
			if presetName(e, &p) == name {
				return p, true
			}
		}
	}
	return lab.Preset{}, false
}

// PresetNames returns the names of all grids, in the order of the page.
func PresetNames() (names []string) {
	for _, e := range experiments {
		for i := range e.Presets {
			names = append(names, presetName(e, &e.Presets[i]))
		}
	}
	return names
}

func presetName(e *lab.Experiment, p *lab.Preset) string {
	if e == experiments[0] {
		return p.Name
	}
	return e.Name + "/" + p.Name
}
