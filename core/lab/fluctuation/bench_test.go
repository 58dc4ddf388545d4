package fluctuation

import (
	"testing"

	"saddle/core/lab"
	"saddle/core/lab/labtest"
)

// One path makes more than 10⁵ steps a second in up to three dimensions, in one Worker, too; so do the chains of one dimension together.
func BenchmarkSteps(b *testing.B) {
	for _, query := range []string{"d=1&batch=16", "d=2&batch=16", "d=3&batch=16", "process=chains&chains=1000&batch=4"} {
		b.Run(query, func(b *testing.B) {
			g := labtest.Grid(Experiment, "lab=fluctuation&etaD=0.1&etaG=0.05&steps=20000&"+query)
			perStep := 1.0
			if asked(g.Cell(0)) != game {
				g = labtest.Grid(Experiment, "lab=fluctuation&etaD=0.1&etaG=0.05&steps=20&"+query)
				perStep = 1000
			}
			steps := float64(g.Cell(0).Last()) * perStep
			for b.Loop() {
				g.Start(0).Finish(func(lab.Row) {})
			}
			b.ReportMetric(steps*float64(b.N)/b.Elapsed().Seconds(), "chain-steps/s")
		})
	}
}
