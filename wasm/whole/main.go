//go:build js && wasm

// Command whole is every program in one, for the page that is a single file.
package main

import (
	"saddle/core/lab/all"
	"saddle/wasm/intake"
	"saddle/wasm/lab"
	"saddle/wasm/part"
	"saddle/wasm/press"
	"saddle/wasm/stage"
	"saddle/wasm/trainer"
)

func main() {
	part.Play(append(lab.Parts(all.Parse),
		part.Two("trainer", trainer.Run), part.Two("stage", stage.Run), part.One("tables", intake.Run), part.One("press", press.Run))...)
}
