package schedule

import "math"

// Aside does work beside the run in slices: with no more than its share of the time as long as the run has steps to take,
// and else with all of it.
type Aside struct {
	Clock func() float64
	Share float64 // of the time

	paid  float64 // ms: when the last slice has taken no more than its share
	begun bool    // there was work, and no end of it yet
}

const aside = 4.0 // ms of a slice

// Take calls next for a slice, once at least, until it is false: then there is no more to do. It says whether work has
// ended with this slice, and after how many ms it should be called again, +Inf if nothing is left.
func (a *Aside) Take(next func() bool, busy bool) (ended bool, wait float64) {
	began := a.Clock()
	if busy && began < a.paid {
		return false, a.paid - began
	}
	now := began
	for now-began < aside {
		if !next() {
			ended, a.begun = a.begun, false
			return ended, math.Inf(1)
		}
		a.begun = true
		now = a.Clock()
	}
	a.paid = now + (now-began)*(1-a.Share)/a.Share
	if busy {
		return false, a.paid - now
	}
	return false, 0
}
