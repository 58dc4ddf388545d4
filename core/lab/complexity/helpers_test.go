package complexity

import (
	"saddle/core/config"
	"saddle/core/lab"
)

func parse(query string) (*lab.Grid, []config.Problem) { return Experiment.Parse(query) }
