//go:build js && wasm

// Command saddle is the program of a first visit. What it does in a realm the page says:
//
//	trainer PAGE STAGE   trains, in a worker
//	stage PAGE TRAINER   draws, in a frame of its own
//	desk PAGE            holds a laboratory's table, in a worker
//	runner PAGE          runs a laboratory's paths, in a worker
//
// Being one, it is fetched once, and has one runtime and one mathematics. Of the laboratories it has the one whose queries have no lab=;
// command labs has all.
package main

import (
	"saddle/core/config"
	corelab "saddle/core/lab"
	"saddle/core/lab/complexity"
	"saddle/wasm/lab"
	"saddle/wasm/part"
	"saddle/wasm/stage"
	"saddle/wasm/trainer"
)

func main() {
	first := func(query string) (*corelab.Grid, []config.Problem) {
		return corelab.ParseIn([]*corelab.Experiment{complexity.Experiment}, query)
	}
	part.Play(append(lab.Parts(first), part.Two("trainer", trainer.Run), part.Two("stage", stage.Run))...)
}
