//go:build js && wasm

// Command labs is the program of all laboratories. It comes when one is seen that the program of a first visit does not have.
package main

import (
	"saddle/core/lab/all"
	"saddle/wasm/lab"
	"saddle/wasm/part"
)

func main() { part.Play(lab.Parts(all.Parse)...) }
