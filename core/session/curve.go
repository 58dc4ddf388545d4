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

	judge *metric.Judge
}

// memo keeps the distances of the last moment asked for.
type memo struct {
	steps, samples int64
	valid          bool
	judged         metric.Judgement
	last, floor    float64 // total variation of the last iterate, of the sample covariance
}

// begin forgets the rows and judges another target.
func (c *curve) begin(judge *metric.Judge) { *c = curve{rows: c.rows[:0], judge: judge} }

func (c *curve) due(step int64) bool { return step >= c.next }

// add appends the row of the moment and returns its total variation.
func (c *curve) add(t *sgda.Trainer, state *sgda.State) (tv float64) {
	m := c.distances(t, state)
	j := &m.judged
	c.rows = append(c.rows, float64(t.Steps()), float64(t.Samples()), j.TV, m.floor, m.last, j.JS, j.KL, j.Hellinger,
		j.TVError, j.TVBound, j.Low, j.High, j.Pinsker)
	if len(c.rows)%len(snapshot.CurveColumns) != 0 {
		panic("session: a row does not have the columns of snapshot.CurveColumns")
	}
	step := t.Steps()
	c.next = step + max(1, 3*step/32)
	return j.TV
}

// distances returns those of the present moment, from memory if it was asked for before.
func (c *curve) distances(t *sgda.Trainer, state *sgda.State) *memo {
	m := &c.memo
	if m.valid && m.steps == t.Steps() && m.samples == t.Samples() {
		return m
	}
	*m = memo{steps: t.Steps(), samples: t.Samples(), valid: true, judged: c.judge.Of(state.Sigma), floor: 1}
	m.last = c.judge.TV(state.SigmaLast)
	if state.SampleCovariance != nil {
		m.floor = c.judge.TV(state.SampleCovariance)
	}
	return m
}
