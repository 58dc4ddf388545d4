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

// bitsFile says for each version which numbers it computes: the first two numbers of the version, and a digest of all golden files.
const bitsFile = "core/version/bits.txt"

// released are the versions of the changelog.
var released = regexp.MustCompile(`(?m)^## \[(\d+\.\d+\.\d+)\]`)

// bits writes down which numbers this version computes. Once it is released they stay.
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

// bitsOf puts a version's digest into the file of digests, unless the changelog has that version and the file has another digest.
func bitsOf(old, changes []byte, number, digest string) ([]byte, error) {
	lines := slices.Collect(strings.Lines(string(old)))
	line := number + " " + digest + "\n"
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, number+" ") })
	if at < 0 {
		return []byte(strings.Join(append(lines, line), "")), nil
	}
	for _, r := range released.FindAllSubmatch(changes, -1) {
		if lines[at] != line && version.Bits(string(r[1])) == number {
			return nil, fmt.Errorf("golden files have changed since version %s: raise the second number of core/version.Number", r[1])
		}
	}
	lines[at] = line
	return []byte(strings.Join(lines, "")), nil
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
