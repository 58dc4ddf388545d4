package scene

import (
	"math"
	"time"
)

// The document of the stage shares its thread with the page around it. Where no GPU paints, a frame at
// the full resolution of the screen can hold that thread for longer than a reader should wait for an
// answer, so the picture gives up pixels until it does not.
const (
	slowFrame  = 37 * time.Millisecond // a page must answer within 50; thrifty browsers wait for 33
	aimedFrame = 29 * time.Millisecond
	quickFrame = 25 * time.Millisecond // leaves time for a sharper picture
	strikes    = 4                     // for a slow frame; any other takes one back
	firstTrust = 120                   // quick frames before the picture is sharpened again; twice as many after each relapse
	leastShare = 0.35
	mostLess   = 0.8 // at once, for the first frames of a page are slow for other reasons too
	raise      = 1.1
)

// sharpness is the share of the screen's resolution that the canvas uses, along each axis.
type sharpness struct {
	share     float64
	strikes   int
	shortest  time.Duration // of the slow frames: what is more has other causes
	quick     int           // quick frames in a row
	trust     int
	sharpened bool // the last change was for a sharper picture
}

func newSharpness() sharpness { return sharpness{share: 1, trust: firstTrust} }

// frame takes in how long after one frame the next could start.
func (s *sharpness) frame(held time.Duration) {
	if held > slowFrame {
		s.slow(held)
		return
	}
	s.strikes = max(0, s.strikes-1)
	if held > quickFrame || s.share == 1 {
		s.quick = 0
		return
	}
	if s.quick++; s.quick >= s.trust {
		s.share, s.quick, s.sharpened = min(1, s.share*raise), 0, true
	}
}

// slow gives up pixels at the second slow frame in a row, or where about one in five is slow.
func (s *sharpness) slow(held time.Duration) {
	if s.strikes == 0 || held < s.shortest {
		s.shortest = held
	}
	s.quick = 0
	if s.strikes += strikes; s.strikes < 2*strikes-1 {
		return
	}
	s.strikes = 0
	if s.sharpened {
		s.trust *= 2
		s.sharpened = false
	}
	s.share = max(leastShare, s.share*max(mostLess, math.Sqrt(float64(aimedFrame)/float64(s.shortest)))) // the time goes with the area
}
