//go:build js && wasm

// Package intake reads the reader's tables, in a worker of its own. Package core/intake is the conversation.
package intake

import (
	"saddle/core/intake"
	"saddle/wasm/port"
)

// Run reads what comes until its realm goes away.
func Run(page *port.Port) {
	loop := port.NewLoop()
	var inbox [][]byte
	page.Receive(func(b []byte) { inbox = append(inbox, b); loop.Wake() })
	say := func(b []byte) {
		if b != nil {
			page.Send(b)
		}
	}
	var in intake.Intake
	for {
		messages := inbox
		inbox = nil
		for _, m := range messages {
			say(in.Do(m))
		}
		answer, more := in.Work()
		say(answer)
		switch {
		case len(inbox) > 0:
		case more:
			loop.Yield()
		default:
			loop.Wait(-1)
		}
	}
}
