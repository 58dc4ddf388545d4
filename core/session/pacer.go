package session

import "math"

// pacer spreads steps evenly over time.
type pacer struct {
	begun bool
	next  float64 // ms: when the next step is due
	gap   float64 // ms between steps
}

// patience is how far behind, in ms, the steps may fall before the lost time is forgotten: after a
// hidden tab or on a slow machine a run goes on from where it is and does not race.
const patience = 100

func (p *pacer) reset() { p.begun = false }

// due returns the steps due at now at the given speed in steps per second, and the time to the next.
func (p *pacer) due(now, speed float64) (steps int64, wait float64) {
	p.gap = 1000 / speed
	if !p.begun {
		p.begun, p.next = true, now
	}
	if now < p.next {
		return 0, p.next - now
	}
	if late := now - p.next; late > patience+p.gap {
		p.next = now
	}
	return 1 + int64(math.Floor((now-p.next)/p.gap)), 0
}

func (p *pacer) took() { p.next += p.gap }
