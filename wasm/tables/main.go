//go:build js && wasm

// Command tables is the program that reads the reader's tables. It comes when there is one to read.
package main

import (
	"saddle/wasm/intake"
	"saddle/wasm/part"
)

func main() { part.Play(part.One("tables", intake.Run)) }
