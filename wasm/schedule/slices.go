// Package schedule decides when a trainer works, when it reports and when it lets the event loop run. It knows no browser:
// the time is told to it, in ms of any steady clock.
package schedule

import "saddle/core/snapshot"

// Work is a run that takes steps, as session.Session does.
type Work interface {
	// Due returns how many steps are due, −1 for as many as there is time for, and the ms until the next.
	Due(now float64) (steps int64, wait float64)
	// Take takes one of them.
	Take()
	Status() snapshot.Status
}

const (
	slice = 8.0 // ms of steps before the event loop has its turn: commands are answered within two of them
	look  = 1.0 // ms between two looks at the clock, which costs as much as a small step
	most  = 256 // steps between two looks
)

// Slices takes steps in slices, whatever a step takes, which it measures as it goes.
type Slices struct {
	Clock func() float64

	step float64 // ms that a step takes: a moving mean over looks
}

// Take takes the steps that are due, for a slice at most or one step. It returns how many it took, whether the status has
// changed, which ends the slice, and the ms until it should be called again.
func (s *Slices) Take(w Work) (taken int64, changed bool, wait float64) {
	began := s.Clock()
	due, wait := w.Due(began)
	if due == 0 {
		return 0, false, wait
	}
	before := w.Status()
	for read := began; due != 0 && !changed; {
		stride := s.stride()
		n := int64(0)
		for ; n < stride && due != 0 && !changed; n++ {
			w.Take()
			due--
			changed = w.Status() != before
		}
		taken += n
		now := s.Clock()
		s.measure((now - read) / float64(n))
		if read = now; now-began+s.step > slice {
			break
		}
	}
	return taken, changed, 0
}

// stride returns the steps to take before the next look at the clock.
func (s *Slices) stride() int64 {
	if s.step <= 0 {
		return 1
	}
	return int64(max(1, min(most, look/s.step)))
}

// measure takes in what a step took on average since the last look. A clock of a browser is coarse: what took less than a
// tick took something.
func (s *Slices) measure(took float64) {
	const tick = 1.0 / 512
	took = max(took, tick)
	if s.step == 0 {
		s.step = took
		return
	}
	s.step += (took - s.step) / 4
}
