//go:build !js

package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"saddle/core/cmd/internal/keep"
)

// Where the disk is full when the table is to be written, that is said, and every row is in the journal: with room the same command runs
// nothing more.
func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Log("this system has no full device")
		return
	}
	out := filepath.Join(t.TempDir(), "t.csv")
	if err := os.Symlink("/dev/full", out+".part"); err != nil {
		t.Fatal(err)
	}
	args := []string{"sweep", "-quiet", "-query", small, "-out", out}
	if _, _, err := saddle(t, t.Context(), args...); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("it says %v", err)
	}
	if rows := strings.Count(read(t, keep.JournalOf(out)), "\n"); rows != 13 {
		t.Errorf("the journal has %d lines of 13", rows)
	}
	if err := os.Remove(out + ".part"); err != nil {
		t.Fatal(err)
	}
	_, log, err := saddle(t, t.Context(), args...)
	if err != nil || !strings.Contains(log, "12 of 12 cells are there; 0 of 6 runs are left") || read(t, out) != must(t, "sweep", "-quiet", "-query", small) {
		t.Errorf("with room: %v\n%s", err, log)
	}
}

// A folder that takes no file is said before anything is run.
func TestReadOnlyFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "closed")
	if err := os.Mkdir(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 { // whom permissions don't stop
		dir = "/proc/self"
	}
	_, log, err := saddle(t, t.Context(), "sweep", "-quiet", "-query", "d=128&n=100000000", "-out", filepath.Join(dir, "t.csv"))
	if err == nil || !strings.Contains(err.Error(), "t.csv") {
		t.Errorf("%v\n%s", err, log)
	}
}

// Whoever listened to a sweep may go: what it has found stays, and the same command finishes it.
func TestBrokenPipe(t *testing.T) {
	out := filepath.Join(t.TempDir(), "t.csv")
	args := []string{"sweep", "-query", "d=2&seed=1..4&n=2000,20000", "-workers", "2", "-out", out}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := process(t, args...)
	cmd.Stdout, cmd.Stderr = w, w
	if err := errors.Join(r.Close(), cmd.Start(), w.Close()); err != nil {
		t.Fatal(err)
	}
	ended := cmd.Wait()
	t.Logf("without a listener it ends with %v", ended)
	if ended == nil {
		return // it had nothing to say
	}
	want := must(t, "sweep", "-quiet", "-query", "d=2&seed=1..4&n=2000,20000")
	if _, log, err := saddle(t, t.Context(), append(args, "-quiet")...); err != nil || read(t, out) != want {
		t.Errorf("the second time: %v\n%s", err, log)
	}
}
