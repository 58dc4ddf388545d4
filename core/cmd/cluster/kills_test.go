package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"saddle/core/cmd/internal/keep"
)

// Whatever is killed at whatever moment, a worker or the head, the table is that of a run without kills, and the journal of the head
// never gets shorter.
func TestClusterSurvivesKills(t *testing.T) {
	const query = "d=2,3&seed=1..8&n=2000,20000,60000"
	kills := 4
	if *long {
		kills = 20
	}
	want, r := expected(t, query), rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	for round := 0; kills > 0; round++ {
		out, address := filepath.Join(t.TempDir(), "t.csv"), free(t)
		head := func() *process {
			return start(t, "run", "-quiet", "-query", query, "-workers", "0", "-patience", "500ms", "-listen", address, "-out", out)
		}
		worker := func() *process { return start(t, "work", "-child", "-idle", "5s", "-join", "nats://"+address) }
		crew, boss, lines, over := []*process{worker(), worker(), worker()}, head(), 0, false
		for !over {
			select {
			case err := <-boss.end:
				if over = true; err != nil {
					t.Fatalf("the head: %v\n%s", err, boss.said)
				}
				continue
			case <-time.After(time.Duration(50+r.IntN(250)) * time.Millisecond):
			}
			if kills--; kills < 0 {
				continue
			}
			if i := r.IntN(4); i < len(crew) {
				crew[i].killed()
				crew[i] = worker()
				continue
			}
			boss.killed()
			text, _ := os.ReadFile(keep.JournalOf(out)) // it may not be begun yet, or done with
			if now := bytes.Count(text, []byte("\n")); now < lines && now > 0 {
				t.Fatalf("the journal had %d lines and has %d", lines, now)
			} else {
				lines = now
			}
			boss = head()
		}
		if got := read(t, out); got != want {
			t.Fatalf("after kills the table is\n%s", got)
		}
		gone(t, keep.JournalOf(out))
		for _, p := range crew {
			if err := p.ended(t); err != nil {
				t.Errorf("a worker: %v\n%s", err, p.said)
			}
		}
	}
}

// A worker that waits for a path when its head is killed hears of those that the next head deals, before it has waited too long.
func TestWorkerMeetsTheNextHead(t *testing.T) {
	const one = "d=1&seed=1&n=200&batch=16"
	out, address := filepath.Join(t.TempDir(), "t.csv"), free(t)
	args := []string{"run", "-quiet", "-query", one, "-workers", "0", "-patience", "1m", "-listen", address, "-out", out}
	head := start(t, args...)
	nc := join(t, "nats://"+address)
	w := &worker{js: stream(t, nc)}
	for taken := false; !taken; { // the only path is in other hands
		cells, err := w.cells(t.Context())
		if err != nil {
			time.Sleep(pause)
			continue
		}
		m, err := w.next(t.Context(), cells)
		taken = err == nil && m != nil
	}
	waits := start(t, "work", "-child", "-idle", "5s", "-join", "nats://"+address)
	for waiting := 0; waiting == 0; time.Sleep(pause / 10) {
		cells, err := w.cells(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		waiting = cells.CachedInfo().NumWaiting
	}
	nc.Close()
	head.killed()
	head = start(t, args...)
	if err := head.ended(t); err != nil {
		t.Errorf("%v\n%s", err, head.said)
	}
	if err := waits.ended(t); err != nil {
		t.Errorf("%v\n%s", err, waits.said)
	}
	if got := read(t, out); got != expected(t, one) {
		t.Errorf("the table is\n%s", got)
	}
}

// A path that four workers have taken and not come back from is reported; the others are in the table, and so is its row when the
// command is given again.
func TestPathThatKills(t *testing.T) {
	out, address := filepath.Join(t.TempDir(), "t.csv"), free(t)
	args := []string{"run", "-quiet", "-query", small, "-workers", "0", "-patience", "300ms", "-listen", address, "-out", out}
	head := start(t, args...)
	nc := join(t, "nats://"+address)
	w := &worker{js: stream(t, nc)}
	victim := ""
	for taken := 0; taken < tries; {
		cells, err := w.cells(t.Context())
		if err != nil {
			time.Sleep(pause) // the head is not there yet
			continue
		}
		m, err := w.next(t.Context(), cells)
		if err != nil || m == nil {
			continue
		}
		switch { // every path but the first is left to the workers, who come later
		case victim == "" || victim == m.Subject():
			victim = m.Subject()
			taken++
		default:
			w.handBack(m)
		}
	}
	nc.Close()
	helper := start(t, "work", "-child", "-join", "nats://"+address)
	err := head.ended(t)
	if said := head.said.String(); err == nil || !strings.Contains(said, "given up: ") || !strings.Contains(said, "1 runs ended four workers each") {
		t.Errorf("%v\n%s", err, said)
	}
	if err := helper.ended(t); err != nil {
		t.Error(err, helper.said)
	}
	want := expected(t, small)
	if got := read(t, out); strings.Count(got, "\n") != strings.Count(want, "\n")-2 {
		t.Errorf("the others are\n%s", got)
	}
	if again := start(t, append(args, "-workers", "1")...); again.ended(t) != nil || read(t, out) != want {
		t.Errorf("the second time: %s", again.said)
	}
}
