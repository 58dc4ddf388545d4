package main

import (
	"bytes"
	"regexp"
	"testing"
)

// machine matches what is true on one machine only: paths, and the registry that a lock file was made from.
var machine = regexp.MustCompile(`\.\./shar` + `ed|/(?:root|home/[a-z]+|Users/[A-Za-z]+)/|"resolved": *"http`)

func TestNothingOfOneMachine(t *testing.T) {
	err := testProject(t).eachSource(func(name string, data []byte) error {
		if bytes.IndexByte(data, 0) >= 0 {
			return nil // not a text
		}
		for i, line := range bytes.Split(data, []byte("\n")) {
			if found := machine.Find(line); found != nil {
				t.Errorf("%s:%d has %q, which means nothing elsewhere", name, i+1, found)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
