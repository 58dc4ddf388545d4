package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"saddle/core/version"
)

// bitsFile says for each released version which numbers it computes: its first two numbers, and a digest of all golden files.
const bitsFile = "core/version/bits.txt"

// released are the versions of the changelog.
var released = regexp.MustCompile(`(?m)^## \[(\d+\.\d+\.\d+)\]`)

// bits writes down which numbers a version computes once it is released.
func (p *project) bits(old []byte) ([]byte, error) {
	digest, err := p.goldenDigest()
	if err != nil {
		return nil, err
	}
	changes, err := os.ReadFile(p.path("CHANGELOG.md"))
	if err != nil {
		return nil, err
	}
	return bitsOf(old, changes, version.Bits(version.Number), digest)
}

// bitsOf adds the digest of a version that the changelog has; one that the file has already must be the same.
func bitsOf(old, changes []byte, number, digest string) ([]byte, error) {
	is := slices.ContainsFunc(released.FindAllSubmatch(changes, -1), func(m [][]byte) bool { return version.Bits(string(m[1])) == number })
	line := number + " " + digest + "\n"
	for before := range strings.Lines(string(old)) {
		switch {
		case before == line:
			return old, nil
		case strings.HasPrefix(before, number+" "):
			return nil, fmt.Errorf("golden files have changed since version %s was released: raise the second number of core/version.Number", number)
		}
	}
	if !is {
		return old, nil // numbers may change until then
	}
	return append(slices.Clone(old), line...), nil
}

// goldenDigest is a digest of all files that hold numbers to the last bit.
func (p *project) goldenDigest() (string, error) {
	var files []string
	for _, pattern := range []string{"core/*/testdata/golden.*", "core/*/*/testdata/golden.*"} {
		found, err := filepath.Glob(p.path(pattern))
		if err != nil {
			return "", err
		}
		files = append(files, found...)
	}
	if len(files) < 5 {
		return "", fmt.Errorf("there are %d golden files only", len(files))
	}
	slices.Sort(files)
	sum := sha256.New()
	for _, file := range files {
		name, err := filepath.Rel(p.root, file)
		if err != nil {
			return "", err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %d\n", filepath.ToSlash(name), len(data))
		sum.Write(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))
	}
	return fmt.Sprintf("%x", sum.Sum(nil)), nil
}
