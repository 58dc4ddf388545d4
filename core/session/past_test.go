package session

import (
	"strings"
	"testing"
)

// told carries out commands, one second and more after another.
func told(t *testing.T, s *Session, commands ...string) {
	t.Helper()
	for _, c := range commands {
		s.Clock(s.past.now + 2*together)
		do(t, s, c)
	}
}

func queries(t *testing.T, s *Session, want string, undo, redo bool) {
	t.Helper()
	m := s.Snapshot()
	if m.Query != want || m.CanUndo != undo || m.CanRedo != redo {
		t.Errorf("the query is %q, want %q; it can be undone: %v, redone: %v", m.Query, want, m.CanUndo, m.CanRedo)
	}
}

func TestUndoAndRedoGoThereAndBack(t *testing.T) {
	s := New("d=3")
	queries(t, s, "d=3", false, false)
	told(t, s, "undo", "redo") // nothing
	queries(t, s, "d=3", false, false)
	told(t, s, "set kappa 7", "dice 5", "configure d=2&phi=relu")
	queries(t, s, "phi=relu", true, false)
	told(t, s, "undo")
	queries(t, s, "d=3&kappa=7&seed=5", true, true)
	told(t, s, "undo", "undo")
	queries(t, s, "d=3", false, true)
	told(t, s, "redo", "redo")
	queries(t, s, "d=3&kappa=7&seed=5", true, true)
	told(t, s, "set kappa 8") // a change of one's own ends what could be redone
	queries(t, s, "d=3&kappa=8&seed=5", true, false)
	told(t, s, "set kappa 1e9", "set eps 1", "undo", "undo")
	queries(t, s, "d=3&kappa=8&seed=5", true, true)
	if p := s.Snapshot().Problems; len(p) > 0 {
		t.Errorf("of a change that is undone it says %q", p)
	}
}

// A slider or a column that is dragged is one change; another parameter soon after is another, and so is the same after a pause,
// or after an undo.
func TestDragIsOneChange(t *testing.T) {
	s := New("")
	quick := func(commands ...string) {
		t.Helper()
		for _, c := range commands {
			s.Clock(s.past.now + together/10)
			do(t, s, c)
		}
	}
	quick("set etaG 0.1", "set etaG 0.11", "set etaG 0.12", "set batch 32", "set batch 33")
	queries(t, s, "batch=33&etaG=0.12", true, false)
	told(t, s, "undo")
	queries(t, s, "etaG=0.12", true, true)
	quick("set etaG 0.13")
	told(t, s, "set etaG 0.14", "undo")
	queries(t, s, "etaG=0.13", true, true)
	told(t, s, "undo")
	queries(t, s, "etaG=0.12", true, true)
	told(t, s, "undo")
	queries(t, s, "", false, true)

	quick("move 0 1 0.4 0.4", "move 0 1 0.42 0.4", "move 0 1 0.45 0.4")
	if q := s.Snapshot().Query; !strings.Contains(q, "wstar=") {
		t.Fatalf("after a drag the query is %q", q)
	}
	told(t, s, "undo")
	queries(t, s, "", false, true)
}

// What concerns the view alone is undone without another run; a replay is gone to again.
func TestUndoKeepsTheRun(t *testing.T) {
	s := New("n=0&eps=0&speed=50")
	do(t, s, "step 20")
	drain(s, 0, 100)
	told(t, s, "zoom 2 0.5 0.5", "slower")
	branch := s.branch
	told(t, s, "undo", "undo")
	if m := s.Snapshot(); m.Query != "eps=0&speed=50" || s.branch != branch || s.Steps() != 20 {
		t.Errorf("the query is %q at step %d", m.Query, s.Steps())
	}
	told(t, s, "set at 12")
	drain(s, 0, 100)
	told(t, s, "set kappa 5", "undo")
	drain(s, 0, 100)
	if m := s.Snapshot(); m.Query != "eps=0&speed=50&at=12" || s.Steps() != 12 {
		t.Errorf("the query is %q at step %d", m.Query, s.Steps())
	}
}

// A session in another's place undoes and redoes what that could.
func TestPastGoesOn(t *testing.T) {
	s := New("d=3")
	if p := s.Snapshot().Past; p != "" {
		t.Errorf("before any change the past is %q", p)
	}
	told(t, s, "configure", "set seed 5", "set kappa 7", "undo")
	queries(t, s, "seed=5", true, true)
	other := New("seed=5")
	told(t, other, "past "+s.Snapshot().Past)
	for _, one := range []*Session{s, other} {
		queries(t, one, "seed=5", true, true)
		told(t, one, "redo")
		queries(t, one, "kappa=7&seed=5", true, false)
		told(t, one, "undo", "undo")
		queries(t, one, "", true, true)
		told(t, one, "undo")
		queries(t, one, "d=3", false, true)
	}
	for _, bad := range []string{"", "x d=3", "-1 d=3", "1 d=3", "0" + strings.Repeat(" d=3", mostEdits+2)} {
		if err := other.Do("past " + bad); err == nil {
			t.Errorf("past %.20q passes", bad)
		}
	}
	queries(t, other, "d=3", false, true)
}
