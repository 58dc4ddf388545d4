//go:build js && wasm

// Command toy is the program of laboratories as it would be with one that the project does not have: see package labtest.
package main

import (
	"saddle/core/config"
	"saddle/core/lab"
	"saddle/core/lab/labtest"
	wasm "saddle/wasm/lab"
	"saddle/wasm/part"
)

func main() {
	part.Play(wasm.Parts(func(query string) (*lab.Grid, []config.Problem) {
		return lab.ParseIn([]*lab.Experiment{labtest.Toy}, query)
	})...)
}
