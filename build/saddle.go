package main

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"time"
)

// native is the environment of programs for this machine: with the vectors of its processor.
var native = []string{"GOEXPERIMENT=simd"}

// alignment of functions makes the speed of a loop independent of what the linker put before it: without it a fifth comes and goes.
const alignment = "-funcalign=64"

// clusterModule is the module of core/cmd/cluster, which stands apart with what only it is built upon.
const clusterModule = "core/cmd/cluster"

// inModule has a go command run in a module inside the project.
func (p *project) inModule(dir string, cmd *exec.Cmd) *exec.Cmd {
	cmd.Dir = p.path(dir)
	return cmd
}

// buildCommand makes build/out/saddle, which runs experiments without a browser.
func (p *project) buildCommand(args []string) error {
	return errors.Join(noArguments(args), p.buildNative("saddle", "."))
}

// buildCluster makes build/out/cluster, which runs a grid on several machines.
func (p *project) buildCluster(args []string) error {
	return errors.Join(noArguments(args), p.buildNative("cluster", clusterModule))
}

// buildNative makes a program of core/cmd, in the module of that folder.
func (p *project) buildNative(program, module string) error {
	start := time.Now()
	name := outDir + "/" + program
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	pkg := "saddle/core/cmd/" + program
	build := p.goCommand(native, "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w "+alignment, "-o", p.path(name), pkg)
	if _, err := output(p.inModule(module, build)); err != nil {
		return err
	}
	file, err := os.Stat(p.path(name))
	if err != nil {
		return err
	}
	p.made(name, int(file.Size()), start)
	return nil
}
