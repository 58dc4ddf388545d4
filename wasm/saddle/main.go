//go:build js && wasm

// Command saddle is the program of a first visit. What it does in a realm the page says:
//
//	trainer PAGE STAGE   trains, in a worker
//	stage PAGE TRAINER   draws, in a frame of its own
//	desk PAGE            holds the table of the first laboratory, in a worker
//	runner PAGE          runs its paths, in a worker
//	hand PAGE            is one of the workers that share a run
//
// Being one, it is fetched once, and has one runtime and one mathematics. Command labs has the other laboratories.
package main

import (
	"saddle/core/config"
	"saddle/core/lab"
	"saddle/core/lab/complexity"
	bench "saddle/wasm/lab"
	"saddle/wasm/part"
	"saddle/wasm/stage"
	"saddle/wasm/trainer"
)

func main() {
	part.Play(append(bench.Parts(parse), part.Two("trainer", trainer.Run), part.Two("stage", stage.Run))...)
}

// parse reads a grid of the laboratory whose grids do not name it.
func parse(query string) (*lab.Grid, []config.Problem) {
	return lab.ParseIn([]*lab.Experiment{complexity.Experiment}, query)
}
