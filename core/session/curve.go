package session

import (
	"saddle/core/metric"
	"saddle/core/sgda"
	"saddle/core/snapshot"
)

// curve records the distances at steps that grow geometrically, so that a run of any length has a few
// hundred rows and the same run always has the same ones.
type curve struct {
	rows []float64 // of snapshot.CurveColumns
	next int64     // step of the next row
	memo memo
}

// memo keeps the distances of the last moment asked for.
type memo struct {
	steps, samples int64
	valid          bool
	judged         metric.Distances
	last, floor    float64 // total variation of the last iterate, of the sample covariance
}

func (c *curve) clear() { *c = curve{rows: c.rows[:0]} }

func (c *curve) due(step int64) bool { return step >= c.next }

// add appends the row of the moment and returns its total variation.
func (c *curve) add(t *sgda.Trainer, state *sgda.State, d int) (tv float64) {
	m := c.distances(t, state, d)
	c.rows = append(c.rows, float64(t.Steps()), float64(t.Samples()), m.judged.TV, m.floor, m.last,
		m.judged.JS, m.judged.KL, m.judged.Hellinger)
	if len(c.rows)%len(snapshot.CurveColumns) != 0 {
		panic("session: a row does not have the columns of snapshot.CurveColumns")
	}
	step := t.Steps()
	c.next = step + max(1, 3*step/32)
	return m.judged.TV
}

// distances returns those of the present moment, from memory if it was asked for before.
func (c *curve) distances(t *sgda.Trainer, state *sgda.State, d int) *memo {
	m := &c.memo
	if m.valid && m.steps == t.Steps() && m.samples == t.Samples() {
		return m
	}
	*m = memo{steps: t.Steps(), samples: t.Samples(), valid: true,
		judged: judge(state.Sigma, state.SigmaStar, d), floor: 1}
	m.last = judge(state.SigmaLast, state.SigmaStar, d).TV
	if state.SampleCovariance != nil {
		m.floor = judge(state.SampleCovariance, state.SigmaStar, d).TV
	}
	return m
}

// judge returns the distances, and those of mutually singular laws where the covariance is beyond the
// reach of the arithmetic: config and the trainer's bounds keep Σ_* invertible and Σ finite.
func judge(sigma, sigmaStar []float64, d int) metric.Distances {
	dist, err := metric.Gaussian(sigma, sigmaStar, d)
	if err != nil {
		return metric.Of([]float64{0})
	}
	return dist
}
