package lab

import (
	"strings"

	"saddle/core/config"
)

// ParseIn reads a grid of the experiment of a list that its lab= names; the first is that of a query without a name. It never fails:
// see [Experiment.Parse].
func ParseIn(list []*Experiment, query string) (*Grid, []config.Problem) {
	chosen, problems := list[0], []config.Problem(nil)
	var names []string
	for _, e := range list {
		names = append(names, e.Name)
	}
	for _, pair := range strings.Split(strings.TrimLeft(query, "?#"), "&") {
		name, value, _ := strings.Cut(pair, "=")
		if name != Selector {
			continue
		}
		known := false
		for _, e := range list {
			if e.Name == value {
				chosen, known = e, true
			}
		}
		if !known {
			rng := "one of " + strings.Join(names, ", ")
			problems = append(problems, config.Problem{Name: Selector, Given: value, Range: rng, Used: chosen.Name,
				Message: Selector + "=" + value + " is not " + rng + "; using " + chosen.Name + "."})
		}
	}
	g, bad := chosen.Parse(query)
	return g, append(problems, bad...)
}
