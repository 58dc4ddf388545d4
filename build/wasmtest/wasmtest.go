// Package wasmtest builds and runs programs for WebAssembly, for the tests of what the build does to linked programs.
package wasmtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var toolchain = regexp.MustCompile(`(?m)^toolchain (go\S+)$`)

// goTool calls the Go that the project is built with, which need not be the one that runs the test.
func goTool(t *testing.T, experiment string, arguments ...string) string {
	t.Helper()
	mod, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", arguments...)
	cmd.Env = append(os.Environ(), "GOTOOLCHAIN="+string(toolchain.FindSubmatch(mod)[1]), "GOOS=js", "GOARCH=wasm", "GOEXPERIMENT="+experiment)
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return strings.TrimSpace(string(text))
}

// Build links a program, given as the text of its main package, as the build does. The test must be in a folder of build.
func Build(t *testing.T, experiment, source string) []byte {
	t.Helper()
	dir := t.TempDir()
	file, linked := filepath.Join(dir, "main.go"), filepath.Join(dir, "linked.wasm")
	if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	goTool(t, experiment, "build", "-ldflags=-s -w", "-o", linked, file)
	program, err := os.ReadFile(linked)
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// Run runs a program in Node and returns what it printed and its exit code.
func Run(t *testing.T, program []byte, arguments ...string) (text string, code int) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "program.wasm")
	if err := os.WriteFile(file, program, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(filepath.Join(goTool(t, "", "env", "GOROOT"), "lib", "wasm", "go_js_wasm_exec"), append([]string{file}, arguments...)...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")} // Go's loader bounds the size of the environment
	printed, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return string(printed), cmd.ProcessState.ExitCode()
}
