package session

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"saddle/core/rng"
	"saddle/core/snapshot"
)

// moment encodes all that a reader sees, less what tells of the way there.
func moment(s *Session) []byte {
	snap := s.Snapshot()
	snap.Ahead, snap.Branch, snap.Turn = 0, 0, snapshot.NoTurn
	return snap.Encode(nil, snapshot.ForPage|snapshot.ForStage)
}

func seek(t *testing.T, s *Session, step int64) {
	t.Helper()
	do(t, s, fmt.Sprint("seek ", step))
	drain(s, 0, 1e6)
	if s.Steps() != step {
		t.Fatalf("seek %d ends at step %d", step, s.Steps())
	}
}

var travelled = []string{"eps=0", "", "phi=relu&disc=facewise", "average=half&rule=optimistic", "schedule=fdr&eps=0", "inner=3", "n=5000", "d=5&rule=extragradient", "d=1&loss=wasserstein", "layers=generated,trails,gradients&d=3"}

// A hundred steps forward and back are the same moment, bit for bit.
func TestForwardAndBackIsTheSameMoment(t *testing.T) {
	for _, query := range travelled {
		for _, start := range []int64{0, 1, 37, 128, 129} {
			s := New(query + "&speed=max&points=20")
			do(t, s, fmt.Sprint("step ", max(1, start)))
			drain(s, 0, 1e6)
			if start == 0 {
				do(t, s, "reset")
			}
			at := s.Steps()
			before := moment(s)
			do(t, s, "step 100")
			drain(s, 0, 1e6)
			seek(t, s, at)
			if !bytes.Equal(moment(s), before) {
				t.Errorf("%q: step %d is another after 100 steps forward and back", query, at)
			}
		}
	}
}

// Wherever a reader goes in a run, a moment is the one of the first way through.
func TestEveryMomentStays(t *testing.T) {
	for _, query := range travelled {
		s := New(query + "&speed=max&points=20")
		do(t, s, "play")
		var seen [][]byte
		for len(seen) < 150 {
			seen = append(seen, moment(s))
			before := s.Steps()
			if drain(s, 0, 1); s.Steps() == before {
				do(t, s, "play") // on past convergence
				seen = seen[:len(seen)-1]
			}
		}
		r := rng.New(1, "test")
		for range 40 {
			step := r.IntN(len(seen))
			seek(t, s, int64(step))
			got, want := s.Snapshot(), seen[step]
			mine := moment(s)
			if decoded, err := snapshot.Decode(want); err != nil || decoded.Status != snapshot.Running && decoded.Status != got.Status {
				t.Fatalf("%q: step %d is %s, was %s (%v)", query, step, got.Status, decoded.Status, err)
			}
			if !bytes.Equal(withoutStatus(t, mine), withoutStatus(t, want)) {
				t.Fatalf("%q: step %d is another when it is come back to", query, step)
			}
			if got.Ahead < float64(len(seen)-1) {
				t.Fatalf("%q: what is ahead ends at %v", query, got.Ahead)
			}
		}
	}
}

func withoutStatus(t *testing.T, encoded []byte) []byte {
	t.Helper()
	s, err := snapshot.Decode(encoded)
	if err != nil {
		t.Fatal(err)
	}
	s.Status = ""
	return s.Encode(nil, snapshot.ForPage|snapshot.ForStage)
}

// The two halves of an iteration are an iteration; a step completes a half; other orders are a way of
// their own, which is kept too.
func TestHalvesAreKept(t *testing.T) {
	whole, halves, mixed := New("eps=0"), New("eps=0"), New("eps=0")
	do(t, whole, "step 20")
	drain(whole, 0, 100)
	for range 20 {
		do(t, halves, "step 1 discriminator", "step 1 generator")
	}
	for range 10 {
		do(t, mixed, "step 1 discriminator", "step 2")
		drain(mixed, 0, 2)
	}
	if !bytes.Equal(moment(whole), moment(halves)) || !bytes.Equal(moment(whole), moment(mixed)) {
		t.Error("halves in the usual order are another run")
	}
	if len(halves.history.moves) != 1 || len(mixed.history.moves) != 1 {
		t.Errorf("the history holds %v and %v", halves.history.moves, mixed.history.moves)
	}

	odd := New("eps=0")
	do(t, odd, "step 10")
	drain(odd, 0, 100)
	do(t, odd, "step 3 discriminator", "step 2 generator", "step 7")
	drain(odd, 0, 100)
	end := moment(odd)
	if !odd.Snapshot().ByHand {
		t.Error("moves out of order are not told from a plain run")
	}
	if bytes.Equal(end, moment(whole)) {
		t.Fatal("three moves of the discriminator for two of the generator change nothing")
	}
	if seek(t, odd, 4); odd.Snapshot().ByHand {
		t.Error("before them the run is as plain as any")
	}
	seek(t, odd, 19)
	if !bytes.Equal(moment(odd), end) {
		t.Error("moves out of order are not retraced")
	}
	// From the middle, whole iterations take another way, and there is no more of the old one.
	seek(t, odd, 10)
	do(t, odd, "step 10")
	drain(odd, 0, 100)
	if !bytes.Equal(moment(odd), moment(whole)) {
		t.Error("a plain run from step 10 on is another than a plain run")
	}
	if odd.Snapshot().Branch == 1 {
		t.Error("a page would take rows of two ways for one")
	}
}

func TestSeekForgetsNothingAndCancels(t *testing.T) {
	s := New("eps=0")
	do(t, s, "play", "seek 500")
	drain(s, 0, 200)
	if p := s.Snapshot().Progress; p != 0.4 || s.Status() != snapshot.Running {
		t.Errorf("progress %v of a replay, %s", p, s.Status())
	}
	do(t, s, "step 1 generator") // of which moment?
	if s.Steps() != 200 {
		t.Error("a half step broke into a replay")
	}
	do(t, s, "pause")
	if n := drain(s, 0, 10); n != 0 || s.Steps() != 200 || s.Status() != snapshot.Paused {
		t.Errorf("a cancelled replay takes %d steps more, %s", n, s.Status())
	}
	do(t, s, "seek 500", "seek 30")
	drain(s, 0, 1e6)
	if s.Steps() != 30 || s.Ahead() != 200 {
		t.Errorf("at step %d of %d", s.Steps(), s.Ahead())
	}
	for _, bad := range []string{"seek", "seek -1", "seek x"} {
		if s.Do(bad) == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

// A diverged run can be gone back on.
func TestBackFromDivergence(t *testing.T) {
	s := New("etaD=50&etaG=50&speed=max")
	do(t, s, "play")
	drain(s, 0, 1e5)
	end := s.Steps()
	if s.Status() != snapshot.Diverged || end < 2 {
		t.Fatalf("%s at %d", s.Status(), end)
	}
	seek(t, s, end-1)
	if s.Status() != snapshot.Paused {
		t.Errorf("one step before: %s", s.Status())
	}
	do(t, s, "seek 100000")
	drain(s, 0, 1e6)
	if snap := s.Snapshot(); snap.Status != snapshot.Diverged || snap.Progress != 1 {
		t.Errorf("forward again: %s, progress %v", snap.Status, snap.Progress)
	}
}

// However long a run is, its checkpoints stay few, and never more than a few dozenths of it lie between two.
func TestCheckpointsStayFew(t *testing.T) {
	s := New("eps=0&batch=2&fakes=1&points=0")
	do(t, s, "step 5000")
	drain(s, 0, 1e6)
	if n := len(s.history.marks); n < mostMarks/2-1 || n >= mostMarks {
		t.Errorf("%d checkpoints", n)
	}
	for step := int64(1); step < 5000; step += 97 {
		m, ok := s.history.before(step)
		if !ok && step > 5000/(mostMarks/2)+1 || ok && step-m.Steps() > 2*5000/(mostMarks/2) {
			t.Errorf("the last checkpoint before step %d is at %d", step, m.Steps())
		}
	}
	wide := New("d=128&points=0")
	do(t, wide, "step 3")
	drain(wide, 0, 10)
	if b := wide.history.marks[0].Bytes(); b*mostMarks < markMemory || b > markMemory/8 {
		t.Errorf("a checkpoint of d = 128 takes %d bytes: the bound of memory is not tested", b)
	}
}

// Up to the speed of slow motion each player's move is a step of its own, twice per iteration.
func TestSlowMotion(t *testing.T) {
	for _, query := range []string{"speed=2&eps=0", "speed=2&eps=0&inner=4"} {
		s := New(query)
		do(t, s, "play")
		var turns []snapshot.Turn
		for now := 0.0; now <= 2000; now += 50 {
			if drain(s, now, 10) > 0 {
				turns = append(turns, s.Snapshot().Turn)
			}
		}
		if len(turns) < 8 || len(turns) > 10 {
			t.Errorf("%q: %d moves in 2 s at 2 iterations per second", query, len(turns))
		}
		for i, turn := range turns {
			if want := []snapshot.Turn{snapshot.Discriminator, snapshot.Generator}[i%2]; turn != want {
				t.Fatalf("%q: the moves are %v", query, turns)
			}
		}
		do(t, s, "pause")
		n := s.Steps()
		do(t, s, fmt.Sprint("seek ", n+5))
		drain(s, 0, 1e6)
		plain := New(query)
		do(t, plain, fmt.Sprint("step ", n+5))
		drain(plain, 0, 1e6)
		if !bytes.Equal(moment(s), moment(plain)) {
			t.Errorf("%q: in slow motion the run is another", query)
		}
	}
}

func TestRowsOfTheTrail(t *testing.T) {
	s := New("d=3&eps=0")
	do(t, s, "step 400")
	drain(s, 0, 1e6)
	snap := s.Snapshot()
	k := len(snap.TrailNow)
	if k != len(snapshot.TrailColumns)+3 || len(snap.Trail)%k != 0 {
		t.Fatalf("%d numbers in rows of %d", len(snap.Trail), k)
	}
	for at := 0; at < len(snap.Trail); at += k {
		row := snap.Trail[at : at+k]
		gap := 0.0
		for _, v := range row[k-3:] {
			gap += (v*v - 1) * (v*v - 1)
		}
		if math.Abs(row[4]-math.Sqrt(gap)) > 1e-9 || !slices.IsSorted(row[k-3:]) {
			t.Fatalf("row %v does not fit its singular values", row)
		}
	}
	if snap.Bilevel == nil || len(snap.Bilevel)%6 != 0 {
		t.Error("there is no bilevel curve")
	}
}

func TestBack(t *testing.T) {
	s := New("eps=0")
	do(t, s, "step 20")
	drain(s, 0, 100)
	do(t, s, "step 1 discriminator", "back 1")
	if drain(s, 0, 100); s.Steps() != 20 || s.Snapshot().Pending != 0 {
		t.Errorf("half a step back is step %d", s.Steps())
	}
	do(t, s, "back 1", "back 1", "back 3") // faster than they are carried out
	if drain(s, 0, 100); s.Steps() != 15 {
		t.Errorf("five steps back from 20 is %d", s.Steps())
	}
	do(t, s, "back 99")
	if drain(s, 0, 100); s.Steps() != 0 {
		t.Errorf("before the beginning is %d", s.Steps())
	}
	for _, bad := range []string{"back", "back 0", "back x"} {
		if s.Do(bad) == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

func TestSpeedButtons(t *testing.T) {
	s := New("speed=300")
	for _, c := range []struct {
		command string
		speed   float64
		slow    float64
	}{
		{"slow", 0.5, 1}, {"slow", 300, 0}, {"faster", 600, 0}, {"faster", 1200, 0}, {"faster", math.Inf(1), 0}, {"faster", math.Inf(1), 0}, {"slower", 2000, 0},
		{"set speed 0.3", 0.3, 1}, {"slower", 0.15, 1}, {"slower", 0.1, 1}, {"slower", 0.1, 1}, {"slow", 300, 0},
	} {
		do(t, s, c.command)
		if got := s.Config().Speed; math.Abs(got-c.speed) > 1e-12 && got != c.speed || s.Snapshot().Slow != (c.slow == 1) {
			t.Fatalf("%s: speed %v, slow %v", c.command, got, s.Snapshot().Slow)
		}
	}
}

// Where the bilevel curve has to be traced it comes whole, begins again with another run, and leaves the run alone.
func TestTheory(t *testing.T) {
	const query = "phi=relu&d=3&eps=0"
	s, plain := New(query), New(query)
	if s.Snapshot().Bilevel != nil {
		t.Error("the curve is there before it was traced")
	}
	rows := 0
	for s.Theorise() {
		rows++
		if s.Snapshot().Bilevel != nil {
			t.Fatalf("a part of the curve is there after %d rows", rows)
		}
		if rows%10 == 0 {
			do(t, s, "step 1")
			do(t, plain, "step 1")
			drain(s, 0, 10)
			drain(plain, 0, 10)
		}
	}
	if got := len(s.Snapshot().Bilevel); rows < 20 || got < 6*rows || got > 6*(rows+1) || s.Theorise() {
		t.Errorf("%d numbers after %d rows, or there is more after the end", got, rows)
	}
	a, b := s.Snapshot(), plain.Snapshot()
	if !slices.Equal(a.W, b.W) || !slices.Equal(a.A, b.A) || a.Step != b.Step {
		t.Error("the run is another with its theory beside it")
	}
	do(t, s, "set seed 7")
	if s.Snapshot().Bilevel != nil || !s.Theorise() {
		t.Error("another run has the curve of the last")
	}
	known := New("d=3")
	for known.verdict.theorise() {
	}
	if known.Theorise() || known.Snapshot().Bilevel == nil {
		t.Error("a curve that is known is traced")
	}
}

// A moment sent as a permalink is the same moment at the other end, bit for bit, whether the sender
// had paused, converged or gone on.
func TestPermalinkReplaysTheMoment(t *testing.T) {
	for name, travel := range map[string]func(*Session){
		"paused":    func(s *Session) { do(t, s, "step 37"); drain(s, 0, 1e6) },
		"converged": func(s *Session) { do(t, s, "play"); drain(s, 0, 1e6) },
		"beyond": func(s *Session) {
			do(t, s, "play")
			drain(s, 0, 1e6)
			do(t, s, "play")
			drain(s, 0, 60)
			do(t, s, "pause")
		},
	} {
		sender := New("speed=max&phi=leaky&seed=5")
		travel(sender)
		sent := sender.Snapshot()
		reader := New(sent.Permalink)
		do(t, reader, "start") // autoplay leaves a moment alone
		if p := reader.Snapshot().Progress; p != 0 {
			t.Errorf("%s: progress %v before the replay", name, p)
		}
		drain(reader, 0, 1e6)
		got := reader.Snapshot()
		got.Values, sent.Values, got.Query, sent.Query = nil, nil, "", "" // they differ by at=
		if a, b := got.Encode(nil, snapshot.ForPage|snapshot.ForStage), sent.Encode(nil, snapshot.ForPage|snapshot.ForStage); !bytes.Equal(a, b) {
			t.Errorf("%s: the replayed moment differs: step %v %s TV %v, sent step %v %s TV %v", name, got.Step, got.Status, got.TV, sent.Step, sent.Status, sent.TV)
		}
	}
}

// A reader who has been sent a moment can still begin at the beginning, and with another run.
func TestAMomentIsLeft(t *testing.T) {
	for _, leave := range []string{"reset", "dice 5", "set kappa 7"} {
		s := New("at=30")
		drain(s, 0, 100)
		do(t, s, leave)
		if n := drain(s, 0, 100); n != 0 || s.Steps() != 0 || strings.Contains(s.Snapshot().Query, "at=") {
			t.Errorf("%s: at step %d of %s", leave, s.Steps(), s.Snapshot().Query)
		}
	}
}
