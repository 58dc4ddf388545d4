//go:build !js

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"saddle/core/version"
)

const small = "d=1,2&seed=1..3&n=200,400&batch=16"

// saddle runs a command and returns what it prints.
func saddle(t *testing.T, ctx context.Context, args ...string) (out, log string, err error) {
	t.Helper()
	var a, b bytes.Buffer
	err = command(ctx, args, &a, &b)
	return a.String(), b.String(), err
}

func must(t *testing.T, args ...string) (out string) {
	t.Helper()
	out, log, err := saddle(t, t.Context(), args...)
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, log)
	}
	return out
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The parts of a grid, however many, are the whole.
func TestShardsAreTheWhole(t *testing.T) {
	dir := t.TempDir()
	whole := must(t, "sweep", "-quiet", "-query", small, "-workers", "3")
	if strings.Count(whole, "\n") != 13 {
		t.Fatalf("got\n%s", whole)
	}
	var parts []string
	rows := 0
	for _, i := range []string{"1", "2", "3", "4"} {
		name := filepath.Join(dir, i+".jsonl")
		must(t, "sweep", "-quiet", "-query", small, "-shard", i+"/4", "-out", name)
		rows += strings.Count(read(t, name), "\n")
		parts = append(parts, name)
	}
	if rows != 12 {
		t.Errorf("the parts have %d rows together, want 12", rows)
	}
	_, log, err := saddle(t, t.Context(), "sweep", "-query", small, "-resume", strings.Join(parts, ","), "-out", filepath.Join(dir, "all.csv"))
	if err != nil || strings.Contains(log, "cells  ") {
		t.Errorf("joining the parts ran something: %v, %s", err, log)
	}
	if all := read(t, filepath.Join(dir, "all.csv")); all != whole {
		t.Errorf("the parts together are\n%swant\n%s", all, whole)
	}
}

func TestInterruptionKeepsWhatIsDone(t *testing.T) {
	dir := t.TempDir()
	part, full := filepath.Join(dir, "part.csv"), filepath.Join(dir, "full.csv")
	must(t, "sweep", "-quiet", "-query", small, "-shard", "1/2", "-out", part)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err := saddle(t, ctx, "sweep", "-quiet", "-query", small, "-resume", part, "-out", full)
	if !errors.Is(err, errInterrupted) || read(t, full) != read(t, part) {
		t.Errorf("%v, and the table is\n%s", err, read(t, full))
	}
	if _, _, err := saddle(t, ctx, "run", "-query", "n=100000"); !errors.Is(err, errInterrupted) {
		t.Errorf("an interrupted run ends with %v", err)
	}
}

func TestVerify(t *testing.T) {
	dir := t.TempDir()
	csv, lines := filepath.Join(dir, "t.csv"), filepath.Join(dir, "t.jsonl")
	must(t, "sweep", "-query", small, "-out", csv+","+lines)
	for _, name := range []string{csv, lines} {
		if out := must(t, "verify", "-quiet", "-query", small, name); !strings.Contains(out, "12 rows, the same to the last bit") {
			t.Errorf("%s: %s", name, out)
		}
	}
	// A method is part of a row's query.
	methods := filepath.Join(dir, "m.csv")
	must(t, "sweep", "-quiet", "-query", "phi=relu&seed=1,2&method=sgda,wgan&n=300", "-out", methods)
	must(t, "verify", "-quiet", methods)
	// One digit of one number: the last of the first total variation.
	rows := strings.SplitAfter(read(t, csv), "\n")
	fields := strings.Split(rows[1], ",")
	tv := []byte(fields[5])
	tv[len(tv)-1] ^= 1
	fields[5] = string(tv)
	rows[1] = strings.Join(fields, ",")
	if err := os.WriteFile(csv, []byte(strings.Join(rows, "")), 0o644); err != nil {
		t.Fatal(err)
	}
	out, _, err := saddle(t, t.Context(), "verify", "-quiet", csv)
	if err == nil || !strings.Contains(err.Error(), "1 of 12 rows differ") || strings.Count(out, "\n") != 1 {
		t.Errorf("a changed digit: %v\n%s", err, out)
	}
	if err := os.WriteFile(csv, []byte(strings.Join(rows[:12], "")), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := saddle(t, t.Context(), "verify", "-query", small, csv); err == nil || !strings.Contains(err.Error(), "lacks 1") {
		t.Errorf("a missing row: %v", err)
	}
}

// savedAnew writes a table with every number as f makes it and other separators between them, and returns the name.
func savedAnew(t *testing.T, text, name, separator string, f func(field string) string) string {
	t.Helper()
	var b strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		fields := []string{line}
		if !strings.HasPrefix(line, "#") {
			fields = splitQuoted(line)
		}
		for i, field := range fields {
			if i > 0 {
				b.WriteString(separator)
			}
			if _, err := strconv.ParseFloat(field, 64); err == nil {
				field = f(field)
			}
			if strings.Contains(field, separator) {
				field = `"` + field + `"`
			}
			b.WriteString(field)
		}
		b.WriteString("\r\n")
	}
	if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// A table that a spreadsheet has saved anew is read: with semicolons and decimal commas, tabs, in UTF-16; and one that was rounded
// when it was is told from one whose numbers are others.
func TestVerifySavedAnew(t *testing.T) {
	dir := t.TempDir()
	csv := filepath.Join(dir, "t.csv")
	must(t, "sweep", "-quiet", "-query", small, "-out", csv)
	text := read(t, csv)
	again := func(name, separator string, f func(field string) string) string {
		return savedAnew(t, text, filepath.Join(dir, name), separator, f)
	}
	german := func(field string) string { return strings.Replace(field, ".", ",", 1) }
	digits := func(n int) func(string) string {
		return func(field string) string {
			v, _ := strconv.ParseFloat(field, 64)
			return strconv.FormatFloat(v, 'g', n, 64)
		}
	}
	const whole = "12 rows, the same to the last bit"
	for name, want := range map[string]string{
		again("semicolons.csv", ";", german):                                             whole,
		again("tabs.tsv", "\t", german):                                                  whole,
		again("points.txt", ";", func(f string) string { return f }):                     whole,
		again("rounded.csv", ",", digits(15)):                                            "12 rows, equal to 15 digits: this table was rounded",
		again("german.csv", ";", func(f string) string { return german(digits(15)(f)) }): "12 rows, equal to 15 digits: this table was rounded",
		again("shown.csv", ",", digits(11)):                                              "12 rows, equal to 11 digits: this table was rounded",
	} {
		if out := must(t, "verify", "-quiet", "-query", small, name); !strings.Contains(out, want) {
			t.Errorf("%s: %s, want %s", filepath.Base(name), out, want)
		}
	}
	wrong := again("wrong.csv", ",", func(f string) string {
		if f = digits(15)(f); len(f) > 14 {
			f = f[:12] + string('0'+(f[12]-'0'+5)%10) + f[13:]
		}
		return f
	})
	if out, _, err := saddle(t, t.Context(), "verify", "-quiet", wrong); err == nil || !strings.Contains(err.Error(), "12 of 12 rows differ") {
		t.Errorf("wrong digits: %v\n%s", err, out)
	}
	few := again("few.csv", ",", digits(3))
	if _, _, err := saddle(t, t.Context(), "verify", "-quiet", few); err == nil {
		t.Error("three digits are enough")
	}
}

// splitQuoted cuts a line at commas that are not within quotes.
func splitQuoted(line string) (fields []string) {
	field, quoted := "", false
	for _, r := range line {
		switch {
		case r == '"':
			quoted = !quoted
		case r == ',' && !quoted:
			fields, field = append(fields, field), ""
		default:
			field += string(r)
		}
	}
	return append(fields, field)
}

func TestRun(t *testing.T) {
	if out := must(t, "run", "-query", "n=200,400&seed=3"); strings.Count(out, "\n") != 3 {
		t.Errorf("got\n%s", out)
	}
}

func TestPredict(t *testing.T) {
	query := "phi=identity&d=1&whiten=off&rule=simultaneous&etaD=0.1&schedule=constant"
	var short map[string]*float64
	if err := json.Unmarshal([]byte(must(t, "predict", "-query", query)), &short); err != nil {
		t.Fatal(err)
	}
	if edge := short["edge"]; len(short) != 11 || edge == nil || math.Abs(*edge-1.491068) > 1e-5 || short["floor"] != nil {
		t.Errorf("got %v", short)
	}
	var long map[string]struct {
		Value           *float64
		Formula, Source string
	}
	if err := json.Unmarshal([]byte(must(t, "predict", "-long", "-query", query)), &long); err != nil {
		t.Fatal(err)
	}
	var cell map[string]*float64
	if err := json.Unmarshal([]byte(must(t, "predict", "-query", "lab=complexity&schedule=constant&n=1000,3000&"+query)), &cell); err != nil {
		t.Fatal(err)
	}
	if edge := cell["edge"]; edge == nil || *edge != *short["edge"] {
		t.Errorf("for the laboratory's run the edge is %v, for the figure's %v", edge, short["edge"])
	}
	for name, p := range long {
		if value := short[name]; p.Formula == "" || p.Source == "" || (p.Value == nil) != (value == nil) || value != nil && *value != *p.Value {
			t.Errorf("%s is %v, in short %v", name, p, value)
		}
	}
}

func TestPlot(t *testing.T) {
	dir := t.TempDir()
	must(t, "sweep", "-quiet", "-query", "phi=leaky,relu&d=1,2&n=1000,4000&seed=1,2&init=round&eps=0.1", "-out", filepath.Join(dir, "t.csv"),
		"-plot", filepath.Join(dir, "c.svg")+","+filepath.Join(dir, "c.png")+","+filepath.Join(dir, "c.pdf"))
	for ending, magic := range map[string]string{".svg": "<?xml", ".png": "\x89PNG", ".pdf": "%PDF"} {
		for _, chart := range []string{"rate", "collapse", "price"} {
			if text := read(t, filepath.Join(dir, "c-"+chart+ending)); !strings.HasPrefix(text, magic) || len(text) < 2000 {
				t.Errorf("%s%s begins with %.20q", chart, ending, text)
			}
		}
	}
}

func TestComplaints(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "say run, sweep, join, verify, predict, picture or version"},
		{[]string{"dance"}, "no command"},
		{[]string{"run", "-query", "seed=1,2"}, "use sweep"},
		{[]string{"sweep", "-query", "d=999"}, "mend the query"},
		{[]string{"sweep", "-shard", "5/4"}, "no shard"},
		{[]string{"sweep", "-preset", "nonsense"}, "there are theorem"},
		{[]string{"sweep", "-out", "table.txt"}, "must end in"},
		{[]string{"sweep", "-plot", "table.csv"}, "must end in"},
		{[]string{"sweep", "extra"}, "too many"},
		{[]string{"verify"}, "which table"},
		{[]string{"predict", "-query", "d=999"}, "mend the query"},
		{[]string{"predict", "-query", "seed=1,2"}, "mend the query"},
		{[]string{"predict", "extra"}, "too many"},
		{[]string{"predict", "-query", "lab=complexity&d=1,2"}, "has 2 runs"},
		{[]string{"predict", "-query", "lab=nonsense"}, "mend the query"},
		{[]string{"verify", "nowhere.csv"}, "nowhere.csv"},
	} {
		if _, _, err := saddle(t, t.Context(), c.args...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("saddle %v ends with %v, want %q", c.args, err, c.want)
		}
	}
}

func TestVersion(t *testing.T) {
	for _, verb := range []string{"version", "--version"} {
		if out := must(t, verb); !strings.HasPrefix(out, "saddle "+version.Number+" (the numbers of "+version.Bits(version.Number)+"; ") {
			t.Errorf("%s says %q", verb, out)
		}
	}
	if _, _, err := saddle(t, t.Context(), "version", "now"); err == nil {
		t.Error("it takes an argument")
	}
}

// A link of a version that computes other numbers is not run as if it were this one's.
func TestLinkOfAnotherVersion(t *testing.T) {
	if _, log, err := saddle(t, t.Context(), "run", "-query", "n=100&saddle=0.0.1"); err == nil || !strings.Contains(log, "made by Saddle 0.0.1") {
		t.Errorf("it ran (%v): %s", err, log)
	}
	must(t, "run", "-query", "n=300&saddle="+version.Number)
}
