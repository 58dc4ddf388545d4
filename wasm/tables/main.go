//go:build js && wasm

// Command tables is the program that reads the reader's tables, and sets pictures that are saved. It comes when there is something
// to do:
//
//	tables PAGE   reads tables
//	press PAGE    sets pictures into their axes
package main

import (
	"saddle/wasm/intake"
	"saddle/wasm/part"
	"saddle/wasm/press"
)

func main() { part.Play(part.One("tables", intake.Run), part.One("press", press.Run)) }
