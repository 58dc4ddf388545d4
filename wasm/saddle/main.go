//go:build js && wasm

// Command saddle is the one program of the page. What it does in a realm is its first argument, the rest are the names of its ports:
//
//	trainer PAGE STAGE   trains, in a worker
//	stage PAGE TRAINER   draws, in a frame of its own
//	desk PAGE            holds a laboratory's table, in a worker
//	runner PAGE          runs a laboratory's paths, in a worker
//
// Being one, it is fetched once, and has one runtime and one mathematics.
package main

import (
	"saddle/wasm/lab"
	"saddle/wasm/port"
	"saddle/wasm/stage"
	"saddle/wasm/trainer"
)

func main() {
	args := port.Arguments()
	if len(args) == 0 {
		panic("saddle: it takes a part to play and the names of ports")
	}
	var ports []*port.Port
	for _, name := range args[1:] {
		ports = append(ports, port.Open(name))
	}
	switch part := args[0]; {
	case part == "trainer" && len(ports) == 2:
		trainer.Run(ports[0], ports[1])
	case part == "stage" && len(ports) == 2:
		stage.Run(ports[0], ports[1])
	case part == "desk" && len(ports) == 1:
		lab.Desk(ports[0])
	case part == "runner" && len(ports) == 1:
		lab.Run(ports[0])
	default:
		panic("saddle: no part " + part + " with so many ports")
	}
}
