//go:build !js

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The kept examples say what the command takes: their lines, run as a shell would, give the table of one machine.
func TestClusterExamples(t *testing.T) {
	dir := t.TempDir()
	docs := filepath.Join("..", "..", "..", "site", "docs", "cluster")
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	env := append(os.Environ(), "SADDLE_AS_COMMAND=1", "SADDLE="+program, "Q="+small, "SLURM_ARRAY_TASK_COUNT=3")
	run := func(script string, more ...string) {
		t.Helper()
		script, err := filepath.Abs(filepath.Join(docs, script))
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("bash", script)
		cmd.Dir, cmd.Env = dir, append(env, more...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", script, err, out)
		}
	}
	for _, task := range []string{"1", "2", "3", "2"} { // one is requeued after its end
		run("sweep.sbatch", "SLURM_ARRAY_TASK_ID="+task)
	}
	run("join.sbatch")
	if got := read(t, filepath.Join(dir, "all.csv")); got != must(t, "sweep", "-quiet", "-query", small) {
		t.Errorf("the array's table is\n%s", got)
	}
	for _, name := range []string{"sweep.sbatch", "join.sbatch", "Snakefile", "README.md"} {
		if text := read(t, filepath.Join(docs, name)); !strings.Contains(text, "join") && !strings.Contains(text, "sweep") {
			t.Errorf("%s names no command", name)
		}
	}
}
