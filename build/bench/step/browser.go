//go:build js && wasm

package main

import (
	"saddle/core/sgda"
	"saddle/wasm/port"
)

func main() {
	a := answerer{port.Now, map[int]*sgda.Trainer{}}
	p := port.Open(port.Arguments()[0])
	p.Receive(func(line []byte) { p.Send([]byte(a.answer(string(line)))) })
	select {}
}
