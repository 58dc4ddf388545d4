package session

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"saddle/core/config"
	"saddle/core/sgda"
	"saddle/core/snapshot"
)

func (s *Session) play() {
	s.goOn()
	s.playing = true
	s.pace.reset()
}

func (s *Session) stepBy(args string) error {
	count, player, half := strings.Cut(args, " ")
	n, err := strconv.ParseInt(count, 10, 64)
	if err != nil || n < 1 {
		return errors.New("session: step takes a number of steps from 1, not " + count)
	}
	if s.own.blocked != "" {
		return nil
	}
	s.playing = false
	if !half {
		s.owed += n
		s.goOn()
		return nil
	}
	p := sgda.Discriminator
	switch player {
	case "discriminator":
	case "generator":
		p = sgda.Generator
	default:
		return errors.New("session: no player " + player)
	}
	if s.replaying() {
		return nil // it would be a move of another moment
	}
	for range min(n, 1000) {
		s.half(p)
	}
	return nil
}

// Due returns how many steps are due at the time now, in milliseconds of any steady clock; -1 stands
// for as many as the caller can take. wait is the time until the next one, +Inf if none will come.
func (s *Session) Due(now float64) (steps int64, wait float64) {
	switch {
	case s.trainer.Failure() != "" || s.own.blocked != "":
		return 0, math.Inf(1)
	case s.replaying():
		return s.replayTo - s.trainer.Steps(), 0
	case s.owed > 0:
		return s.owed, 0
	case !s.playing || s.ended != "" || s.unseen && s.cfg.Unseen == config.Pause:
		return 0, math.Inf(1)
	case math.IsInf(s.cfg.Speed, 1):
		return -1, 0
	case s.slow():
		return s.pace.due(now, 2*s.cfg.Speed)
	}
	return s.pace.due(now, s.cfg.Speed)
}

// SetVisible says whether somebody can see the figure. Where the query asks for a pause meanwhile, a run that
// plays takes no steps then, and goes on from where it is; steps asked for one by one are taken.
func (s *Session) SetVisible(visible bool) {
	if s.unseen == visible {
		s.unseen = !visible
		s.pace.reset()
	}
}

func (s *Session) replaying() bool {
	return s.trainer.Steps() < s.replayTo && s.trainer.Failure() == ""
}

// slow says whether the run plays so slowly that each player's move is shown.
func (s *Session) slow() bool { return s.cfg.Speed <= config.SlowMotion }

// Take takes one step that is due: an iteration, or where the run plays slowly one player's share of it.
func (s *Session) Take() {
	switch {
	case s.replaying():
		s.retrace()
	case s.owed > 0:
		s.owed--
		s.whole()
	case s.slow():
		s.pace.took()
		s.turnOver()
	default:
		s.pace.took()
		s.whole()
	}
}

// whole takes an iteration, or completes the one that the discriminator has begun.
func (s *Session) whole() {
	if s.pending > 0 {
		for s.pending < s.cfg.Inner {
			s.half(sgda.Discriminator)
		}
		s.half(sgda.Generator)
		s.turn = snapshot.NoTurn
		return
	}
	s.trainer.Step()
	s.turn = snapshot.NoTurn
	s.made(whole)
	s.look()
}

// turnOver takes the moves of the player whose turn it is.
func (s *Session) turnOver() {
	if s.pending == s.cfg.Inner {
		s.half(sgda.Generator)
		return
	}
	for s.pending < s.cfg.Inner {
		s.half(sgda.Discriminator)
	}
}

// half takes one move of one player. Moves in the usual order make an iteration like any other.
func (s *Session) half(p sgda.Player) {
	if s.trainer.Failure() != "" {
		return
	}
	s.trainer.StepPlayer(p)
	if p == sgda.Discriminator {
		s.turn = snapshot.Discriminator
		if s.pending < s.cfg.Inner {
			s.pending++
			return
		}
		s.outOfOrder()
		s.made(ascent)
		return
	}
	s.turn = snapshot.Generator
	if s.pending == s.cfg.Inner {
		s.pending = 0
		s.made(whole)
	} else {
		s.outOfOrder()
		s.made(descent)
	}
	s.look()
}

// outOfOrder notes the moves of the discriminator that turned out not to begin a usual iteration.
func (s *Session) outOfOrder() {
	for ; s.pending > 0; s.pending-- {
		s.made(ascent)
	}
}
