package main

import (
	"os"
	"runtime"
	"time"
)

// native is the environment of programs for this machine: with the vectors of its processor.
var native = []string{"GOEXPERIMENT=simd"}

// alignment of functions makes the speed of a loop independent of what the linker put before it: without it a fifth comes and goes.
const alignment = "-funcalign=64"

// buildCommand makes build/out/saddle, which runs experiments without a browser.
func (p *project) buildCommand(args []string) error {
	if err := noArguments(args); err != nil {
		return err
	}
	start := time.Now()
	name := outDir + "/saddle"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	_, err := output(p.goCommand(native, "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w "+alignment, "-o", p.path(name), "./core/cmd/saddle"))
	if err != nil {
		return err
	}
	file, err := os.Stat(p.path(name))
	if err != nil {
		return err
	}
	p.made(name, int(file.Size()), start)
	return nil
}
