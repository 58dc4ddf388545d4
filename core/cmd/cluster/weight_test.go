//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A hundred thousand tiny paths need less than 300 MB in the head, and the table is whole.
func TestManyPaths(t *testing.T) {
	if !*long {
		t.Log("a minute: see -long")
		return
	}
	const query = "lab=fluctuation&d=1&seed=1..1000&etaD=0.1..0.2:10&etaG=0.1..0.2:10&batch=4&steps=2"
	out := filepath.Join(t.TempDir(), "t.csv")
	head := start(t, "run", "-quiet", "-query", query, "-workers", "2", "-out", out)
	for peak := 0; ; time.Sleep(50 * time.Millisecond) {
		peak = max(peak, residentPeak(head.Process.Pid))
		select {
		case err := <-head.end:
			if lines := strings.Count(readMaybe(out), "\n"); err != nil || lines != 100_001 {
				t.Errorf("%v, %d lines\n%s", err, lines, head.said)
			}
			if t.Logf("the head's memory peaks at %d MB", peak>>20); peak > 300<<20 {
				t.Error("that is too much")
			}
			return
		default:
		}
	}
}

// residentPeak is the most memory that a running process has had, in bytes, 0 when it has ended.
func residentPeak(pid int) int {
	text := readMaybe(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	_, rest, _ := strings.Cut(text, "VmHWM:")
	kB := 0
	for _, r := range strings.Fields(rest + " 0")[0] {
		kB = 10*kB + int(r-'0')
	}
	return kB << 10
}

// Dealing the preset theorem costs at most a twentieth more computing than saddle sweep, and begins within a third of a second.
func TestOverhead(t *testing.T) {
	if !*long {
		t.Log("a minute: see -long")
		return
	}
	dir := t.TempDir()
	program := func(name, module string) string {
		build := exec.Command("go", "build", "-ldflags=-funcalign=64", "-o", filepath.Join(dir, name), "saddle/core/cmd/"+name)
		build.Dir, build.Env = module, append(os.Environ(), "GOEXPERIMENT=simd") // as the build tool builds them
		if text, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		return filepath.Join(dir, name)
	}
	sweep, cluster := program("saddle", filepath.Join("..", "..", "..")), program("cluster", ".")
	least := [2]time.Duration{time.Hour, time.Hour}
	for range 5 { // in turns: other programs of the machine come and go
		for i, args := range [][]string{
			{sweep, "sweep", "-quiet", "-preset", "theorem", "-workers", "2", "-out", filepath.Join(dir, "s.csv")},
			{cluster, "run", "-quiet", "-preset", "theorem", "-workers", "2", "-out", filepath.Join(dir, "c.csv")},
		} {
			cmd := exec.Command(args[0], args[1:]...)
			if text, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			least[i] = min(least[i], cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()) // with the processes that it waited for
		}
	}
	if read(t, filepath.Join(dir, "s.csv")) != read(t, filepath.Join(dir, "c.csv")) {
		t.Error("the tables differ")
	}
	more := float64(least[1])/float64(least[0]) - 1
	if t.Logf("sweep %v, cluster %v: %.1f %% more", least[0], least[1], 100*more); more > 0.05 {
		t.Error("that is too much")
	}
	began := childrenTime(t)
	out := filepath.Join(dir, "e.csv")
	head := start(t, "run", "-quiet", "-query", "d=1&n=64", "-workers", "1", "-out", out)
	if err := head.ended(t); err != nil {
		t.Fatal(err, head.said)
	}
	if cost := childrenTime(t) - began; cost > 300*time.Millisecond {
		t.Errorf("a run of nothing computes for %v", cost)
	}
}

// childrenTime is the computing time of the processes that this one has waited for.
func childrenTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
