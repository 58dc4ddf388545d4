package keep

import (
	"time"

	"saddle/core/lab"
)

// Strides measures how many steps a run may take between two looks at whether to stop: one step of a large minibatch in
// many dimensions takes as long as thousands of small ones. The zero value begins with one step.
type Strides struct{ steps int }

// Advance is that of a run, for a twentieth of a second or so.
func (s *Strides) Advance(run *lab.Run) (row lab.Row, reached, done bool) {
	const slice = 50 * time.Millisecond
	s.steps = max(1, s.steps)
	began := time.Now()
	row, reached, done = run.Advance(s.steps)
	switch took := time.Since(began); {
	case took > slice:
		s.steps = max(1, s.steps/2)
	case took < slice/4 && !reached:
		s.steps = min(2*s.steps, 1<<16)
	}
	return row, reached, done
}
