//go:build js && wasm

// Command labs is the program of all laboratories, which comes when one is seen that is not in the program of a first visit:
//
//	desk PAGE     holds a laboratory's table, in a worker
//	runner PAGE   runs a laboratory's paths, in a worker
//	hand PAGE     is one of the workers that share a run
package main

import (
	"saddle/core/lab/all"
	"saddle/wasm/lab"
	"saddle/wasm/part"
)

func main() { part.Play(lab.Parts(all.Parse)...) }
