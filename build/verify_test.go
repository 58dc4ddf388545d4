package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFuses(t *testing.T) {
	file := func(text string) string {
		name := filepath.Join(t.TempDir(), "cpuinfo")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	newer := file("processor\t: 0\nflags\t\t: fpu avx avx2 bmi1 bmi2 f16c fma movbe sse4_2\n")
	older := file("processor\t: 0\nflags\t\t: fpu avx sse4_2\n")
	if !fuses("amd64", newer) || fuses("amd64", older) || fuses("arm64", newer) || fuses("amd64", filepath.Join(t.TempDir(), "nothing")) {
		t.Error("it takes one processor for another")
	}
}
