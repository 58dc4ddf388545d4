package session

import (
	"saddle/core/sgda"
	"saddle/core/snapshot"
)

// seek pauses at a step of this run. What lies before it is replayed from the last checkpoint, or from the
// present where that is nearer.
func (s *Session) seek(step int64) {
	s.playing, s.owed = false, 0
	now := s.trainer.Steps()
	if step == now && s.pending == 0 {
		s.replayTo = step
		return
	}
	m, ok := s.history.before(step)
	switch {
	case now < step && s.pending == 0 && s.trainer.Failure() == "" && (!ok || m.Steps() <= now):
		s.goOn()
	case ok:
		s.goBack(m)
	default:
		s.trainer = sgda.NewOn(s.cfg, s.law)
		s.begin()
	}
	s.setOut, s.replayTo = s.trainer.Steps(), step
}

// back pauses n iterations before the present, or before the moment that is being sought.
func (s *Session) back(n int64) {
	at := s.trainer.Steps()
	if s.replaying() {
		at = s.replayTo
	} else if s.pending > 0 {
		n--
	}
	s.seek(max(0, at-n))
}

// goBack makes a checkpoint the present.
func (s *Session) goBack(m mark) {
	s.trainer.Restore(m.Checkpoint)
	s.history.at = m.at
	s.curve.rewind(m.Steps())
	s.trail.rewind(m.Steps())
	s.wake.rewind(m.Steps())
	s.curve.memo.valid = false
	s.pending, s.turn = 0, snapshot.NoTurn
	s.ended = ""
	for _, g := range []*goal{&s.accuracy, &s.budget} {
		g.passed = g.at >= 0 && g.at <= m.Steps()
	}
	s.pace.reset()
}

// retrace takes the next move on the way that is known, or an iteration.
func (s *Session) retrace() {
	m, known := s.history.next()
	switch {
	case !known || m == whole:
		s.whole()
	case m == ascent:
		s.half(sgda.Discriminator)
	default:
		s.half(sgda.Generator)
	}
	s.turn = snapshot.NoTurn
}

// made notes a move in the history. On another way than the known one everything ahead is forgotten.
func (s *Session) made(m move) {
	step := s.trainer.Steps()
	if s.history.made(m, step) {
		s.branch++
		s.curve.forget()
		s.trail.forget()
		s.wake.forget()
		before := step
		if m != ascent {
			before--
		}
		s.history.forget(before)
		for _, g := range []*goal{&s.accuracy, &s.budget} {
			if g.at > before {
				g.at = -1
			}
		}
	}
	if s.pending == 0 && m != ascent {
		s.history.keep(s.trainer)
	}
}

// Ahead returns the step up to which the way is known.
func (s *Session) Ahead() int64 { return max(s.history.ahead, s.trainer.Steps()) }
