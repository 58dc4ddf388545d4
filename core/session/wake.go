package session

import (
	"saddle/core/sgda"
	"saddle/core/snapshot"
)

// wake records where the law shown was, for the trails of its samples: a row is a step and the rows of shownRows. What is
// shown of it is about the later half of the run, whatever the speed.
type wake struct{ series }

// wakeRows is the number of moments that are shown.
const wakeRows = 32

func (w *wake) begin(d int) {
	w.series.begin(1+2*d, func(step int64) int64 { return max(2, step/wakeRows) })
}

// look records the moment if it is due. Without an average to show, the rows are had without the rest of a state.
func (w *wake) look(t *sgda.Trainer, p *display, averaged bool, state func() *sgda.State) {
	step := t.Steps()
	switch {
	case !w.due(step):
	case w.known() != nil:
		w.pass()
	default:
		row := make([]float64, w.width)
		row[0] = float64(step)
		if averaged {
			copy(row[1:], shownRows(state(), p.d, p.i, p.j))
		} else {
			t.Rows(row[1:], p.i, p.j)
		}
		w.add(row...)
	}
}

// rewind makes step the present. Rows that begin later, after a change of axes, are forgotten: what lies before is
// not known of them.
func (w *wake) rewind(step int64) {
	if w.series.rewind(step); w.count == 0 && len(w.rows) > 0 && w.rows[0] > 0 {
		w.forget()
	}
}

// samples returns snapshot.View.Trails.
func (w *wake) samples(p *display) []float32 {
	n, m := min(snapshot.MaxTrails, len(p.heights)), min(wakeRows, w.count)
	out := make([]float32, 2*n*m)
	for at := range m {
		row := w.rows[(w.count-m+at)*w.width+1:]
		where := p.shown(p.phi, p.latents[:n*p.d], p.heights[:n], row[:p.d], row[p.d:2*p.d])
		for k := range n {
			copy(out[2*(k*m+at):], where[2*k:2*k+2])
		}
	}
	return out
}
