//go:build js && wasm

// Command tables is the program that reads the reader's tables, in a worker of its own: it comes when there is one to read.
// Package intake is its conversation. Arguments: its part, "tables", and the name of its port to the page.
package main

import (
	"saddle/core/intake"
	"saddle/wasm/port"
)

func main() {
	args := port.Arguments()
	if len(args) != 2 {
		panic("tables: it takes the name of a port")
	}
	page, loop := port.Open(args[1]), port.NewLoop()
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
