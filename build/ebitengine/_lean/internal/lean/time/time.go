// Package time is what Ebitengine needs of the standard library's, by the browser's clock. That one brings what prints dates, and the
// errors of a system.
package time

import "syscall/js"

type Duration int64

const (
	Nanosecond  Duration = 1
	Millisecond          = 1e6 * Nanosecond
	Second               = 1e3 * Millisecond
)

func (d Duration) Seconds() float64 { return float64(d) / 1e9 }

// Time is a moment since the document was begun.
type Time struct{ since Duration }

var clock = js.Global().Get("performance")

func Now() Time             { return Time{Duration(clock.Call("now").Float() * 1e6)} }
func Since(t Time) Duration { return Now().Sub(t) }

func (t Time) Sub(u Time) Duration { return t.since - u.since }
func (t Time) Add(d Duration) Time { return Time{t.since + d} }
func (t Time) After(u Time) bool   { return t.since > u.since }

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

func NewTicker(Duration) *Ticker { return &Ticker{} }

func (*Ticker) Stop() {}
