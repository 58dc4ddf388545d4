// Package time is what Ebitengine needs of the standard library's, by the browser's clock. That one brings what prints dates, and the
// errors of a system.
package time

import "syscall/js"

// Duration is a length of time in nanoseconds.
type Duration int64

// Lengths of time.
const (
	Nanosecond  Duration = 1
	Millisecond          = 1e6 * Nanosecond
	Second               = 1e3 * Millisecond
)

// Seconds returns the length in seconds.
func (d Duration) Seconds() float64 { return float64(d) / 1e9 }

// Time is a moment since the document was begun.
type Time struct{ since Duration }

var clock = js.Global().Get("performance")

// Now returns this moment.
func Now() Time { return Time{Duration(clock.Call("now").Float() * 1e6)} }

// Since returns how long ago a moment was.
func Since(t Time) Duration { return Now().Sub(t) }

// Sub returns the time from u to t.
func (t Time) Sub(u Time) Duration { return t.since - u.since }

// Add returns the moment that lies d later.
func (t Time) Add(d Duration) Time { return Time{t.since + d} }

// After says whether t is later than u.
func (t Time) After(u Time) bool { return t.since > u.since }

// Sleep lets others run for a while.
func Sleep(d Duration) {
	awake := make(chan struct{})
	wake := js.FuncOf(func(js.Value, []js.Value) any {
		close(awake)
		return nil
	})
	js.Global().Call("setTimeout", wake, float64(d)/1e6)
	<-awake
	wake.Release()
}

// Ticker never ticks. Ebitengine has one, to look whether sound should rest, and here is no sound.
type Ticker struct{ C chan Time }

// NewTicker returns a ticker that never ticks.
func NewTicker(Duration) *Ticker { return &Ticker{} }

// Stop does nothing: there is nothing to stop.
func (*Ticker) Stop() {}
