package session

import (
	"math"
	"slices"

	"saddle/core/metric"
	"saddle/core/sgda"
	"saddle/core/snapshot"
	"saddle/core/theory"
)

// curve records the distances at steps that grow geometrically, so that a run of any length has a few
// hundred rows and the same run always has the same ones.
type curve struct {
	series
	memo   memo
	judge  *metric.Judge
	floor  *theory.ExpectedFloor // nil: not known, as of the reader's own samples, whose law is no Gaussian under φ
	done   *verdict
	rivals rivals
}

// memo keeps the distances of the last moment asked for.
type memo struct {
	steps, samples int64
	valid          bool
	judged         metric.Judgement
	last, floor    metric.Distances // of the last iterate, of the sample covariance
	best           float64          // V at the best discriminator
	verdict        []float64        // snapshot.VerdictColumns; nil: there is none
}

// begin forgets the rows and judges another target, for which rivals compete; done says whether the generator is.
func (c *curve) begin(judge *metric.Judge, floor *theory.ExpectedFloor, done *verdict, rivals rivals) {
	c.series.begin(len(snapshot.CurveColumns), func(step int64) int64 { return 3 * step / 32 })
	c.memo, c.judge, c.floor, c.done, c.rivals = memo{}, judge, floor, done, rivals
}

// look adds the row of the moment and returns its total variation.
func (c *curve) look(t *sgda.Trainer, state func() *sgda.State) (tv float64) {
	if row := c.known(); row != nil {
		c.pass()
		return row[2]
	}
	c.rivals.turnBack(t)
	row := c.row(t, state())
	c.add(row...)
	return row[2]
}

// above says whether the law shown was farther than eps at a row up to the present.
func (c *curve) above(eps float64) bool {
	for i := range c.count {
		if c.rows[i*c.width+2] > eps {
			return true
		}
	}
	return false
}

// row returns the numbers of snapshot.CurveColumns.
func (c *curve) row(t *sgda.Trainer, state *sgda.State) []float64 {
	m := c.distances(t, state)
	j := &m.judged
	rivals, rivalErrors := c.rivals.distances(t, c.judge)
	row := []float64{float64(t.Steps()), float64(t.Samples()), j.TV, m.floor.TV, m.last.TV, j.JS, j.KL, j.Hellinger,
		j.TVError, j.TVBound, j.Low, j.High, j.Pinsker, m.floor.JS, m.last.JS, m.floor.KL, m.last.KL, m.best,
		rivals[0], rivals[1]}
	edge, edgeP := 0.0, 0.0
	if m.verdict != nil {
		edge, edgeP = m.verdict[2], m.verdict[3]
	}
	floor := c.expected(t)
	if floor == nil {
		floor = make([]float64, len(snapshot.FloorColumns))
	}
	var js, kl theory.Floor
	if c.floor != nil {
		js, _ = c.floor.JS(float64(t.Samples()))
		kl, _ = c.floor.KL(float64(t.Samples()))
	}
	return append(append(row, floor...), js.Mean, kl.Mean, j.JSError, j.KLError, j.HellingerError,
		m.floor.TVError, m.floor.JSError, m.floor.KLError, m.last.TVError, m.last.JSError, m.last.KLError, rivalErrors[0], rivalErrors[1],
		edge, edgeP)
}

// expected returns snapshot.FloorColumns for the samples of the moment, nil where nothing is known.
func (c *curve) expected(t *sgda.Trainer) []float64 {
	if c.floor == nil {
		return nil
	}
	f, ok := c.floor.TV(float64(t.Samples()))
	if !ok {
		return nil
	}
	return []float64{f.Mean, f.Low68, f.High68, f.Low95, f.High95}
}

// distances returns those of the present moment, from memory if it was asked for before.
func (c *curve) distances(t *sgda.Trainer, state *sgda.State) *memo {
	m := &c.memo
	if m.valid && m.steps == t.Steps() && m.samples == t.Samples() {
		return m
	}
	*m = memo{steps: t.Steps(), samples: t.Samples(), valid: true, judged: c.judge.Of(state.Factor), floor: metric.Of([]float64{0})}
	m.last = m.judged.Distances
	averaged := !slices.Equal(state.SigmaLast, state.Sigma)
	if averaged {
		m.last = c.judge.Distances(state.W)
	}
	if state.SampleFactor != nil {
		m.floor = c.judge.Distances(state.SampleFactor)
	}
	m.best = math.Inf(1)
	lambda := spectrum(state)
	if lambda != nil && t.KnowsBest() {
		m.best = t.BestValue(lambda, metric.JS(lambda))
	}
	if averaged {
		lambda = c.judge.Spectrum(state.Factor)
	}
	m.verdict = c.done.of(c.judge, state.Factor, lambda)
	return m
}

// judge returns the judge of the run's target: the present one, which may have been dear to make, if it is
// the same.
func (s *Session) judge() *metric.Judge {
	phi, seed := s.display.phi, uint64(s.cfg.Seed)
	target := metric.Law{Phi: s.display.star, Factor: s.first.WStar}
	if j := s.curve.judge; j != nil && j.Judges(target, phi, seed) {
		return j
	}
	return metric.NewJudgeOf(target, phi, s.cfg.D, seed)
}

// spectrum returns the eigenvalues of Σ_*⁻¹Σ for the last iterate, nil where they are beyond the reach of the
// arithmetic.
func spectrum(state *sgda.State) []float64 {
	d := 0
	for d*d < len(state.W) {
		d++
	}
	lambda, err := metric.Spectrum(state.W, state.WStar, d)
	if err != nil {
		return nil
	}
	return lambda
}
