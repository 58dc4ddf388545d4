package scene

import (
	"math"
	"testing"
	"time"
)

// frames feeds s with n frames on a machine that takes full for one at full resolution, and never less
// than its screen's interval. It returns how long the last one took.
func frames(s *sharpness, n int, full, interval time.Duration) (last time.Duration) {
	for range n {
		last = max(interval, time.Duration(float64(full)*s.share*s.share))
		s.frame(last)
	}
	return last
}

func TestSlowPicturesGiveUpPixels(t *testing.T) {
	const screen = 16667 * time.Microsecond
	for _, full := range []time.Duration{45 * time.Millisecond, 60 * time.Millisecond, 240 * time.Millisecond} {
		s := newSharpness()
		if last := frames(&s, 20, full, screen); last > slowFrame || last < aimedFrame/2 {
			t.Errorf("%v at full resolution: %v after 20 frames", full, last)
		}
		slow := 0
		for range 10000 {
			if frames(&s, 1, full, screen) > slowFrame {
				slow++
			}
		}
		if slow > 20 {
			t.Errorf("%v at full resolution: %d of 10,000 frames are slow", full, slow)
		}
	}
}

func TestTheWorstKeepsSomePixels(t *testing.T) {
	s := newSharpness()
	frames(&s, 100, time.Minute, 0)
	if s.share != leastShare {
		t.Errorf("share %v", s.share)
	}
}

func TestOneSlowFrameInTenIsForgiven(t *testing.T) {
	s := newSharpness()
	for range 100 {
		s.frame(200 * time.Millisecond)
		frames(&s, 9, 0, 33*time.Millisecond) // a thrifty browser
	}
	if s.share != 1 {
		t.Errorf("share %v", s.share)
	}
}

func TestSharpAgainAfterABusyMoment(t *testing.T) {
	s := newSharpness()
	frames(&s, 6, 100*time.Millisecond, 0)
	if s.share > 0.6 {
		t.Fatalf("share %v", s.share)
	}
	if frames(&s, 8*firstTrust, 5*time.Millisecond, 16*time.Millisecond); s.share != 1 {
		t.Errorf("share %v", s.share)
	}
}

// Where a sharper picture turns out slow again and again, it is tried ever more rarely.
func TestRelapsesGrowRare(t *testing.T) {
	s := newSharpness()
	changes, before := 0, s.share
	for range 1 << 14 {
		held := 10 * time.Millisecond
		if s.share > 0.7 {
			held = 100 * time.Millisecond
		}
		s.frame(held)
		if s.share != before {
			changes++
		}
		before = s.share
	}
	if changes > 32 || math.IsNaN(s.share) {
		t.Errorf("%d changes", changes)
	}
}
