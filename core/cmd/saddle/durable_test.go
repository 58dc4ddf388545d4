//go:build !js

package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"saddle/core/cmd/internal/keep"
	"saddle/core/lab"
	"saddle/core/lab/all"
)

var long = flag.Bool("long", false, "kill sweeps fifty times")

// TestMain lets the test's own program be the command: it is what the tests below kill.
func TestMain(m *testing.M) {
	if os.Getenv("SADDLE_AS_COMMAND") != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// process is the command as a process of its own.
func process(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "SADDLE_AS_COMMAND=1")
	return cmd
}

// A sweep that is killed at any moment, again and again, ends with the table of one that was not: no row is lost, and
// none comes twice.
func TestSweepSurvivesKills(t *testing.T) {
	const query = "d=2,3&seed=1..6&n=2000,20000,60000"
	times := 8
	if *long {
		times = 50
	}
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.csv")
	began := time.Now()
	if out, err := process(t, "sweep", "-quiet", "-query", query, "-workers", "2", "-out", whole).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	took, want := time.Since(began), read(t, whole)
	r := rand.New(rand.NewPCG(uint64(began.UnixNano()), 1))
	for killed := 0; killed < times; {
		name := filepath.Join(dir, fmt.Sprint(killed, ".csv"))
		lines := 0
		for ended := false; !ended; {
			cmd := process(t, "sweep", "-quiet", "-query", query, "-workers", "2", "-out", name)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			end := make(chan error, 1)
			go func() { end <- cmd.Wait() }()
			select {
			case err := <-end:
				if ended = true; err != nil {
					t.Fatal(err)
				}
			case <-time.After(time.Duration(r.Float64() * float64(took))):
				_ = cmd.Process.Kill()
				<-end
				killed++
				text, err := os.ReadFile(keep.JournalOf(name)) // it may not be begun yet
				if _, written := os.Stat(name); err != nil && written == nil {
					ended = true // after its work, before it could say so
					continue
				}
				now := strings.Count(string(text), "\n")
				if now < lines {
					t.Fatalf("the journal had %d lines and has %d", lines, now)
				}
				lines = now
			}
		}
		if got := read(t, name); got != want {
			t.Fatalf("after kills the table is\n%s", got)
		}
		if _, err := os.Stat(keep.JournalOf(name)); !errors.Is(err, os.ErrNotExist) {
			t.Error("the journal is still there")
		}
	}
}

// A row that was torn is run again; the journal of another grid is not touched.
func TestJournal(t *testing.T) {
	name := filepath.Join(t.TempDir(), "t.csv")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := saddle(t, ctx, "sweep", "-quiet", "-query", small, "-out", name); !errors.Is(err, errInterrupted) {
		t.Fatal(err)
	}
	head := read(t, keep.JournalOf(name))
	want := must(t, "sweep", "-quiet", "-query", small)
	g, _ := all.Parse(small)
	var rows []string
	run := g.Start(0)
	for done := false; !done; {
		row, reached, over := run.Advance(100)
		if done = over; reached {
			rows = append(rows, keep.Line(row.String()))
		}
	}
	for _, journal := range []string{head, head + rows[0], head + rows[0] + rows[1][:len(rows[1])/2], head + rows[0] + strings.Replace(rows[1], "0.", "0.1", 1), head[:5], ""} {
		if err := os.WriteFile(keep.JournalOf(name), []byte(journal), 0o644); err != nil {
			t.Fatal(err)
		}
		_, log, err := saddle(t, t.Context(), "sweep", "-quiet", "-query", small, "-out", name)
		if err != nil || read(t, name) != want {
			t.Errorf("%q: %v\n%s", journal, err, log)
		}
		if strings.Contains(journal, rows[0]) && !strings.Contains(log, "1 of 12 cells are there; 6 of 6 runs are left") {
			t.Errorf("it says %q", log)
		}
	}
	if err := os.WriteFile(keep.JournalOf(name), []byte(head+rows[0]), 0o644); err != nil {
		t.Fatal(err)
	}
	if out := must(t, "verify", "-quiet", keep.JournalOf(name)); !strings.Contains(out, "1 rows, the same") {
		t.Error(out)
	}
	_, _, err := saddle(t, t.Context(), "sweep", "-quiet", "-query", "d=1&n=100", "-out", name)
	if err == nil || !strings.Contains(err.Error(), "another grid") || read(t, keep.JournalOf(name)) != head+rows[0] {
		t.Errorf("the journal of another grid: %v", err)
	}
}

// Whoever cannot write says so at once.
func TestNoRoom(t *testing.T) {
	if _, _, err := saddle(t, t.Context(), "sweep", "-quiet", "-query", small, "-out", "/nowhere/t.csv"); err == nil {
		t.Error("a folder that is not there takes a table")
	}
}

// TERM is answered after the step in hand where a step takes longest, and finished rows are kept.
func TestStopsPromptly(t *testing.T) {
	name := filepath.Join(t.TempDir(), "t.jsonl")
	cmd := process(t, "sweep", "-quiet", "-query", "d=1,128&batch=4096&fakes=1&n=8192,40960000", "-workers", "2", "-out", name)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if text, _ := os.ReadFile(keep.JournalOf(name)); strings.Count(string(text), "\n") > 1 {
			break // a row is there
		}
	}
	began := processTime(cmd)
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	err := cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 130 {
		t.Errorf("it ends with %v", err)
	}
	// Computing time of both workers: a machine that is shared answers later, not with more work.
	if worked := cmd.ProcessState.UserTime() - began; worked > 2*time.Second {
		t.Errorf("it went on computing for %v", worked)
	}
	if strings.Count(read(t, name), "\n") < 1 {
		t.Error("the finished row is not in the table")
	}
}

// processTime is the computing time that a running process has used, 0 where nobody says.
func processTime(cmd *exec.Cmd) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	var ticks int64
	if fields := strings.Fields(rest); len(fields) > 11 {
		_, _ = fmt.Sscan(fields[11], &ticks) // in hundredths of a second
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// The longest part of every preset is within a tenth of the mean work, or of the least that whole runs can be dealt to. No
// dealing can do without whole runs: the row at the last number of samples needs all samples before, so whoever makes it has
// made the run, and could have made its other rows on the way.
func TestShardsShareTheWork(t *testing.T) {
	for _, name := range all.PresetNames() {
		p, _ := all.Preset(name)
		g, _ := all.Parse(p.Query)
		worst, least := 0.0, 0
		for count := 2; count <= 16; count++ {
			mean, most, seen := g.Work()/float64(count), 0.0, 0
			for index := 1; index <= count; index++ {
				work := 0.0
				for path := range (shard{index, count}).of(g) {
					work += g.Cost(path)
					seen++
				}
				most = max(most, work)
			}
			if seen != g.Paths() {
				t.Errorf("%s in %d: %d of %d runs", name, count, seen, g.Paths())
			}
			bound := leastPart(g, count)
			if most > 1.1*bound {
				t.Errorf("%s in %d: the longest part is %.2f of the mean, and could be %.2f", name, count, most/mean, bound/mean)
			}
			if worst = max(worst, most/mean); most <= 1.1*mean {
				least++
			}
		}
		t.Logf("%s: %d of 15 dealings within 1.1 of the mean, the longest part is at most %.2f", name, least, worst)
	}
}

// leastPart bounds the longest of count parts from below: by the mean; for every k by the k+1 shortest of the k·count+1 longest runs, of
// which k+1 come together in a part; and by the least size of parts of which the bound L₂ of Martello and Toth (1990) for packing runs
// into parts asks for no more than count.
func leastPart(g *lab.Grid, count int) float64 {
	costs := make([]float64, g.Paths())
	for path := range costs {
		costs[path] = g.Cost(path)
	}
	slices.SortFunc(costs, func(a, b float64) int { return cmp.Compare(b, a) })
	bound := g.Work() / float64(count)
	for k := 0; k*count < len(costs); k++ {
		together := 0.0
		for _, c := range costs[k*count-k : k*count+1] {
			together += c
		}
		bound = max(bound, together)
	}
	low, high := bound, 2*bound // the longest first, each to the least part, is within twice the bound
	for high > low*(1+1e-9) {
		if size := (low + high) / 2; partsOf(costs, size) > count {
			low = size
		} else {
			high = size
		}
	}
	return low
}

// partsOf is how many parts of a size runs need at least: for every k, runs longer than size − k share a part with none of at least k; two
// of more than half a size share none; and what room the latter leave takes runs of at least k.
func partsOf(costs []float64, size float64) (most int) {
	for _, k := range costs {
		alone, long, room, rest := 0, 0, 0.0, 0.0
		for _, c := range costs {
			switch {
			case k <= size/2 && c > size-k:
				alone++
			case c > size/2:
				long++
				room += size - c
			case c >= k:
				rest += c
			}
		}
		most = max(most, alone+long+int(math.Ceil(max(0, rest-room)/size-1e-9)))
	}
	return most
}

// join runs nothing, names what is missing, and refuses what disagrees.
func TestJoin(t *testing.T) {
	dir := t.TempDir()
	whole := must(t, "sweep", "-quiet", "-query", small)
	var parts []string
	for i := 1; i <= 5; i++ {
		name := filepath.Join(dir, fmt.Sprint(i, ".jsonl"))
		must(t, "sweep", "-quiet", "-query", small, "-shard", fmt.Sprint(i, "/5"), "-out", name)
		parts = append(parts, name)
	}
	empty := filepath.Join(dir, "empty.jsonl")
	if err := os.WriteFile(empty, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "all.csv")
	must(t, append([]string{"join", "-query", small, "-out", out, empty}, parts...)...)
	if read(t, out) != whole {
		t.Errorf("joined\n%s", read(t, out))
	}
	_, log, err := saddle(t, t.Context(), append([]string{"join", "-query", small}, parts[1:]...)...)
	if err == nil || !strings.Contains(err.Error(), "of 12 cells are missing") || !strings.Contains(log, "missing: ") {
		t.Errorf("%v: %s", err, log)
	}
	if _, _, err := saddle(t, t.Context(), append([]string{"join", "-query", "d=1&seed=1..3&n=200,400&batch=16"}, parts...)...); err == nil || !strings.Contains(err.Error(), "6 rows were of another grid") {
		t.Errorf("foreign rows: %v", err)
	}
	bad := filepath.Join(dir, "bad.jsonl")
	if err := os.WriteFile(bad, []byte(strings.Replace(read(t, parts[0]), `"tv":0.`, `"tv":0.9`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := saddle(t, t.Context(), append([]string{"join", "-query", small, bad}, parts...)...); err == nil || !strings.Contains(err.Error(), "two different rows") {
		t.Errorf("rows in conflict: %v", err)
	}
	if _, _, err := saddle(t, t.Context(), append([]string{"join"}, parts...)...); err == nil || !strings.Contains(err.Error(), "-query or -preset") {
		t.Errorf("without a grid: %v", err)
	}
}
