package main

import (
	"errors"
	"testing"
)

func TestInlined(t *testing.T) {
	const source = "package p\n\nimport _ \"embed\" // its tables\n\nvar all = []string{a}\n\n//go:embed dir/a.csv\nvar a string\n"
	read := func(file string) ([]byte, error) {
		if file != "dir/a.csv" {
			return nil, errors.New("no such file")
		}
		return []byte("# \"1\"\n`"), nil
	}
	const want = "package p\n\nvar all = []string{a}\n\nconst a = \"# \\\"1\\\"\\n`\"\n"
	if text, err := inlined([]byte(source), read); err != nil || string(text) != want {
		t.Errorf("%v: %q", err, text)
	}
	if _, err := inlined([]byte(source), func(string) ([]byte, error) { return nil, errors.New("no such file") }); err == nil {
		t.Error("a file that cannot be read is left out")
	}
	if _, err := inlined([]byte("package p\n"), read); err == nil {
		t.Error("a file that embeds nothing passes")
	}
}
