package shatter

import (
	"testing"

	"saddle/core/config"
	"saddle/core/lab"
)

// BenchmarkAnswer is what the desk does for one move of a hand over eight dots.
func BenchmarkAnswer(b *testing.B) {
	d := lab.Desk{Parse: func(query string) (*lab.Grid, []config.Problem) { return Experiment.Parse(query) }}
	size := 0
	for b.Loop() {
		d.Do("1 open " + presets[5].Query)
		size = len(d.Do("2 report 0"))
	}
	b.ReportMetric(float64(size), "bytes")
}
