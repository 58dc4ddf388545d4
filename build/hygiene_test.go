package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
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

// unrolled are functions as long as their loops have turns.
var unrolled = regexp.MustCompile(`^core/kernel/simd_`)

// TestNothingIsTooLong keeps functions to 60 lines and files to 400, so that each says one thing. What the build writes is as long as
// what it says.
func TestNothingIsTooLong(t *testing.T) {
	const mostOfFunction, mostOfFile = 60, 400
	err := testProject(t).eachSource(func(name string, data []byte) error {
		code := strings.HasSuffix(name, ".go") || strings.HasSuffix(name, ".ts") || strings.HasSuffix(name, ".css")
		if !code || strings.Contains(name, ".gen.") || strings.Contains(name, "/testdata/") {
			return nil
		}
		if n := bytes.Count(data, []byte("\n")); n > mostOfFile {
			t.Errorf("%s has %d lines", name, n)
		}
		if !strings.HasSuffix(name, ".go") || unrolled.MatchString(name) {
			return nil
		}
		files := token.NewFileSet()
		parsed, err := parser.ParseFile(files, name, data, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				if n := files.Position(f.End()).Line - files.Position(f.Pos()).Line + 1; n > mostOfFunction {
					t.Errorf("%s: %s has %d lines", name, f.Name.Name, n)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
