package schedule

import "math"

// Channel decides when the next message to one reader may go: when there is news, the last one has been taken, and making
// messages takes no more than its share of the time. At most one is in flight.
type Channel struct {
	Share float64 // of the time that making messages may take
	Rest  float64 // ms between two messages on average at least, urgent ones apart

	inFlight bool
	stale    bool
	urgent   bool
	next     float64 // ms: when the next message is due at the steady rate of one in Rest
	paid     float64 // ms: when the last one has taken no more than its share
}

// early is the part of Rest that a message may be ahead of the steady rate. A reader that takes them at just that rate is
// a little early now and a little late then; without it every second would be missed.
const early = 0.25

// News says that there is something that the reader has not seen; urgent, that it answers a command or changes the status.
func (c *Channel) News(urgent bool) {
	c.stale = true
	c.urgent = c.urgent || urgent
}

// Taken says that the reader has taken the last message.
func (c *Channel) Taken() { c.inFlight = false }

// Due says whether to send a message now.
func (c *Channel) Due(now float64) bool { return c.Wait(now) == 0 }

// Wait returns the ms until Due may become true without anything else happening.
func (c *Channel) Wait(now float64) float64 {
	switch {
	case !c.stale || c.inFlight:
		return math.Inf(1)
	case c.urgent:
		return 0
	}
	return max(0, c.next-early*c.Rest-now, c.paid-now)
}

// Sent says that a message has been made and sent from began to now.
func (c *Channel) Sent(began, now float64) {
	c.inFlight, c.stale, c.urgent = true, false, false
	c.next = max(c.next, began-early*c.Rest) + c.Rest // what was early is made up for, what was late is not
	c.paid = now + (now-began)*(1-c.Share)/c.Share
}
