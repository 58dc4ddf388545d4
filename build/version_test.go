package main

import (
	"os"
	"strings"
	"testing"

	"saddle/core/version"
)

// The numbers of a version may change until the changelog has it, and not after.
func TestBitsOfAVersion(t *testing.T) {
	unreleased, done := []byte("## [Unreleased]\n"), []byte("## [Unreleased]\n\n## [1.1.2] - 2027-01-01\n")
	for _, c := range []struct {
		name, old, number, digest, want string
		changes                         []byte
	}{
		{"before any release", "# \n", "1.0", "aa", "# \n", unreleased},
		{"the first release", "# \n", "1.1", "aa", "# \n1.1 aa\n", done},
		{"the next one to come", "1.1 bb\n", "1.2", "cc", "1.1 bb\n", done},
		{"as released", "1.1 bb\n", "1.1", "bb", "1.1 bb\n", done},
		{"changed after the release", "1.1 bb\n", "1.1", "cc", "", done},
		{"one that begins alike", "1.10 aa\n", "1.1", "cc", "1.10 aa\n1.1 cc\n", done},
	} {
		got, err := bitsOf([]byte(c.old), c.changes, c.number, c.digest)
		if string(got) != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s: got %q, %v", c.name, got, err)
		}
		if err != nil && !strings.Contains(err.Error(), "raise") {
			t.Errorf("%s: the error does not say what to do: %v", c.name, err)
		}
	}
}

// CITATION.cff names the version.
func TestCitationNamesTheVersion(t *testing.T) {
	text, err := os.ReadFile(testProject(t).path("CITATION.cff"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "\nversion: "+version.Number+"\n") {
		t.Errorf("it is not %s", version.Number)
	}
}
