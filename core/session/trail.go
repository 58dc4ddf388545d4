package session

import (
	"saddle/core/sgda"
	"saddle/core/snapshot"
)

// trail records where the players are, more often than curve the distances: it is cheaper and turns
// faster.
type trail struct{ series }

func (r *trail) begin(d int) {
	r.series.begin(len(snapshot.TrailColumns)+len(sgda.Shown(d)), func(step int64) int64 {
		return max(1+int64(d)/4, step/128) // in high dimension a row is as dear as some steps
	})
}

func (r *trail) look(t *sgda.Trainer, state func() *sgda.State) {
	if r.known() != nil {
		r.pass()
		return
	}
	r.add(r.row(t, state())...)
}

// row returns the numbers of snapshot.TrailColumns and the singular values.
func (r *trail) row(t *sgda.Trainer, state *sgda.State) []float64 {
	lambda := spectrum(state)
	if lambda == nil {
		lambda = make([]float64, t.Dimension())
	}
	gap, a := state.Norms(lambda)
	row := []float64{float64(t.Steps()), float64(t.Samples()), t.Value(), t.GeneratorLoss(), gap, a, state.W[0], state.A[0]}
	return append(row, sgda.SingularValues(lambda)...)
}
