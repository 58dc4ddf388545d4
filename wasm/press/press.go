//go:build js && wasm

// Package press sets a picture into its axes for the page, in a worker of its own.
package press

import (
	"bytes"
	"strconv"

	"saddle/core/figure"
	"saddle/core/snapshot"
	"saddle/wasm/port"
)

// Run says "ready" when it hears, and then answers messages with plates as SVG until its realm goes away. A message is
// the side of a picture, a space and a report that has the picture.
func Run(page *port.Port) {
	loop := port.NewLoop()
	var inbox [][]byte
	page.Receive(func(b []byte) { inbox = append(inbox, b); loop.Wake() })
	page.Send([]byte("ready"))
	for {
		messages := inbox
		inbox = nil
		for _, m := range messages {
			page.Send(plate(m))
		}
		if len(inbox) == 0 {
			loop.Wait(-1)
		}
	}
}

func plate(message []byte) []byte {
	side, report, _ := bytes.Cut(message, []byte(" "))
	length, err := strconv.ParseFloat(string(side), 64)
	if err != nil {
		panic("press: " + err.Error())
	}
	s, err := snapshot.Decode(report)
	if err != nil {
		panic("press: " + err.Error())
	}
	return []byte(figure.NewPlate(s, length).SVG())
}
