package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
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

// scriptFunction is a function of a script, or a method of a class in it.
type scriptFunction struct {
	head  string
	lines int
}

// heading is the line with which one begins: its arrow, or the end of its signature, opens a block that the same indentation closes.
var heading = regexp.MustCompile(`^( {0,2})(export |default |async |private |public |protected |static |override |get |set )*(function\b.*|(const|let) \w+\b.*=>|#?\w+(<.*>)?\(.*\).*) \{$`)

// statement begins such lines that are statements.
var statement = regexp.MustCompile(`^ *(if|for|while|switch|catch|with)\b`)

// scriptFunctions finds the functions of a script and the methods of its classes, by their indentation.
func scriptFunctions(lines []string) (found []scriptFunction) {
	for i, line := range lines {
		m := heading.FindStringSubmatch(line)
		if m == nil || statement.MatchString(line) {
			continue
		}
		for j := i + 1; j < len(lines); j++ {
			if strings.HasPrefix(lines[j], m[1]+"}") {
				found = append(found, scriptFunction{strings.TrimSpace(line), j - i + 1})
				break
			}
		}
	}
	return found
}

func TestScriptFunctions(t *testing.T) {
	const script = "export function a(x: number): void {\n  if (x) {\n  }\n}\nconst b = async (y) => {\n};\nclass C {\n  constructor(private z) {\n    z();\n  }\n" +
		"  private async d<T>(t: T): Promise<void> {\n  }\n}\nfor (const e of f) {\n}\n"
	var got []int
	for _, f := range scriptFunctions(strings.Split(script, "\n")) {
		got = append(got, f.lines)
	}
	if !slices.Equal(got, []int{4, 2, 3, 2}) {
		t.Errorf("they have %v lines", got)
	}
}

// TestNothingIsTooLong keeps functions to 60 lines and files to 400, so that each says one thing.
func TestNothingIsTooLong(t *testing.T) {
	const mostOfFunction, mostOfFile = 60, 400
	err := testProject(t).eachSource(func(name string, data []byte) error {
		code := strings.HasSuffix(name, ".go") || strings.HasSuffix(name, ".ts") || strings.HasSuffix(name, ".css")
		if !code {
			return nil
		}
		if n := bytes.Count(data, []byte("\n")); n > mostOfFile {
			t.Errorf("%s has %d lines", name, n)
		}
		if strings.HasSuffix(name, ".ts") {
			for _, f := range scriptFunctions(strings.Split(string(data), "\n")) {
				if f.lines > mostOfFunction {
					t.Errorf("%s: %s has %d lines", name, f.head, f.lines)
				}
			}
		}
		if !strings.HasSuffix(name, ".go") {
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
