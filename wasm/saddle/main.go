//go:build js && wasm

// Command saddle is the program of a first visit. What it does in a realm the page says:
//
//	trainer PAGE STAGE   trains, in a worker
//	stage PAGE TRAINER   draws, in a frame of its own
//
// Being one, it is fetched once, and has one runtime and one mathematics. Command labs has the laboratories.
package main

import (
	"saddle/wasm/part"
	"saddle/wasm/stage"
	"saddle/wasm/trainer"
)

func main() { part.Play(part.Two("trainer", trainer.Run), part.Two("stage", stage.Run)) }
