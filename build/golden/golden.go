// Package golden compares what a test makes with what is recorded in its folder: the bits of the numbers, which are the same on
// every platform on which the test passes. After a change that is meant, go test with -update writes the records anew.
package golden

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the records in testdata anew")

// Check compares a text, line by line, with what testdata/file recorded: the test embeds it, for where it runs there may be no
// files.
func Check(t testing.TB, file, recorded, made string) {
	t.Helper()
	if *update {
		if err := os.WriteFile("testdata/"+file, []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, got := strings.Split(recorded, "\n"), strings.Split(made, "\n")
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("if the change of testdata/%s is meant: go test -run %s -update", file, t.Name())
		}
	})
	if len(want) != len(got) {
		t.Errorf("testdata/%s has %d lines, the test makes %d", file, len(want), len(got))
	}
	for i := range min(len(want), len(got)) {
		if got[i] != want[i] {
			t.Errorf("testdata/%s, line %d:\ngot  %s\nwant %s", file, i+1, got[i], want[i])
		}
	}
}
