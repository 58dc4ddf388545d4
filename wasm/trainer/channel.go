//go:build js && wasm

package main

import "math"

// channel decides when the next message to one reader may go: when there is news, the last one has
// been taken, and making messages takes no more than its share of the time.
type channel struct {
	share float64 // of the time that making messages may take
	rest  float64 // ms between two messages at least, unless urgent

	inFlight bool
	stale    bool // there is something that the reader has not seen
	urgent   bool // and it answers a command or changes the status
	next     float64
}

func (c *channel) due(now float64) bool {
	return c.stale && !c.inFlight && (c.urgent || now >= c.next)
}

// wait returns the ms until due may become true without anything else happening.
func (c *channel) wait(now float64) float64 {
	if !c.stale || c.inFlight {
		return math.Inf(1)
	}
	return max(0, c.next-now)
}

func (c *channel) sent(began, now float64) {
	c.inFlight, c.stale, c.urgent = true, false, false
	c.next = now + max(c.rest, (now-began)*(1-c.share)/c.share)
}
