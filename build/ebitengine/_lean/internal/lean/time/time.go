// Package time is the standard library's with a Time that cannot be printed: what prints dates is linked wherever a Time is kept.
package time

import "time"

type Duration = time.Duration

const (
	Nanosecond  = time.Nanosecond
	Millisecond = time.Millisecond
	Second      = time.Second
)

func Sleep(d Duration) { time.Sleep(d) }

// Ticker never ticks. Ebitengine has one, to look whether sound should rest, and here is no sound.
type Ticker struct{ C chan Time }

func NewTicker(Duration) *Ticker { return &Ticker{} }

func (*Ticker) Stop() {}

var start = time.Now()

// Time is a moment since the start of the program.
type Time struct{ since Duration }

func Now() Time             { return Time{time.Since(start)} }
func Since(t Time) Duration { return Now().Sub(t) }

func (t Time) Sub(u Time) Duration { return t.since - u.since }
func (t Time) Add(d Duration) Time { return Time{t.since + d} }
func (t Time) After(u Time) bool   { return t.since > u.since }
