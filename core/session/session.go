// Package session is the state machine behind every button: it turns commands into steps of a run and
// a run into snapshots.
//
// A session is driven from outside. The caller hands it commands ([Session.Do]), asks how many steps
// are due at a time that the caller measures ([Session.Due]), lets it take them ([Session.Take]) and asks for
// snapshots when somebody wants to look. Nothing that is looked at, when, or how often, changes the run: the status
// and the curve depend on the number of steps alone.
package session

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"saddle/core/config"
	"saddle/core/metric"
	"saddle/core/sgda"
	"saddle/core/snapshot"
)

// Session is one figure's run. Make it with New; it is not safe for concurrent use.
type Session struct {
	cfg      config.Config
	problems []string

	trainer   *sgda.Trainer
	playing   bool  // the reader wants it to run
	converged bool  // accuracy or sample limit reached, and not told to go on
	beyond    bool  // told to go on past them
	owed      int64 // steps asked for one by one
	replayTo  int64 // step up to which the run is replayed at once
	pace      pacer

	first   sgda.State // at step 0
	display *display
	curve   curve
}

// New returns a paused session for a query; what the query got wrong is in the snapshots' Problems.
func New(query string) *Session {
	s := new(Session)
	s.configure(config.Parse(query))
	return s
}

// Do carries out one command:
//
//	configure QUERY            a new run
//	set NAME VALUE             one parameter; an empty value is the default
//	play, pause                run at the configured speed, or stop, a replay too; play goes on past
//	                           convergence
//	start                      play, unless the query asks for a later moment of the run
//	step N [PLAYER]            N iterations, or N halves of one: PLAYER is discriminator or generator
//	reset                      the same run from its beginning
//	dice N                     the same run with seed N
//
// A bad value in a query is no error: it becomes the nearest allowed value and a problem in the
// snapshots. A command that does not exist is an error and changes nothing.
func (s *Session) Do(command string) error {
	verb, rest, _ := strings.Cut(command, " ")
	switch verb {
	case "configure":
		s.configure(config.Parse(rest))
	case "set":
		name, value, _ := strings.Cut(rest, " ")
		s.change(s.cfg.With(name, value))
	case "play":
		s.play()
	case "start":
		if s.cfg.At == 0 {
			s.play()
		}
	case "pause":
		s.playing = false
		s.owed, s.replayTo = 0, min(s.replayTo, s.trainer.Steps())
	case "step":
		return s.stepBy(rest)
	case "reset":
		s.cfg = s.cfg.ReplayTo(0)
		s.restart()
	case "dice":
		n, err := strconv.ParseUint(rest, 10, 64)
		if err != nil {
			return errors.New("session: dice takes a whole number, not " + rest)
		}
		s.change(s.cfg.WithSeed(n), nil)
	default:
		return errors.New("session: no command " + verb)
	}
	return nil
}

func (s *Session) configure(cfg config.Config, problems []config.Problem) {
	s.cfg = cfg
	s.tell(problems)
	s.restart()
}

// change moves to cfg and keeps the run if cfg computes the same.
func (s *Session) change(cfg config.Config, problems []config.Problem) {
	if !config.SameRun(s.cfg, cfg) {
		cfg = cfg.ReplayTo(0) // the moment was one of another run
	}
	same := config.SameRun(s.cfg, cfg) && s.cfg.At == cfg.At
	s.cfg = cfg
	s.tell(problems)
	if !same {
		s.restart()
		return
	}
	s.pace.reset()
	s.display = newDisplay(s.cfg, &s.first)
}

func (s *Session) tell(problems []config.Problem) {
	s.problems = nil
	for _, p := range problems {
		s.problems = append(s.problems, p.Message)
	}
}

// restart begins the configured run; whether it plays stays as it was.
func (s *Session) restart() {
	s.trainer = sgda.New(s.cfg)
	s.converged, s.beyond, s.owed = false, false, 0
	s.replayTo = s.cfg.At
	s.pace.reset()
	s.first = s.trainer.State()
	s.display = newDisplay(s.cfg, &s.first)
	s.curve.begin(metric.NewJudge(s.display.phi, s.first.SigmaStar, s.cfg.D))
	s.curve.add(s.trainer, &s.first)
}

func (s *Session) play() {
	s.beyond = s.beyond || s.converged
	s.playing, s.converged = true, false
	s.pace.reset()
}

func (s *Session) stepBy(args string) error {
	count, player, half := strings.Cut(args, " ")
	n, err := strconv.ParseInt(count, 10, 64)
	if err != nil || n < 1 {
		return errors.New("session: step takes a number of steps from 1, not " + count)
	}
	s.playing = false
	if !half {
		s.owed += n
		s.beyond = s.beyond || s.converged
		s.converged = false
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
	for range min(n, 1000) {
		before := s.trainer.Steps()
		s.trainer.StepPlayer(p)
		if s.trainer.Steps() != before {
			s.look()
		}
	}
	return nil
}

// Due returns how many steps are due at the time now, in milliseconds of any steady clock; -1 stands
// for as many as the caller can take. wait is the time until the next one, +Inf if none will come.
func (s *Session) Due(now float64) (steps int64, wait float64) {
	switch {
	case s.trainer.Failure() != "":
		return 0, math.Inf(1)
	case s.replaying():
		return s.replayTo - s.trainer.Steps(), 0
	case s.owed > 0:
		return s.owed, 0
	case !s.playing || s.converged:
		return 0, math.Inf(1)
	case math.IsInf(s.cfg.Speed, 1):
		return -1, 0
	}
	return s.pace.due(now, s.cfg.Speed)
}

func (s *Session) replaying() bool { return s.trainer.Steps() < s.replayTo }

// Take takes one step that is due.
func (s *Session) Take() {
	replay := s.replaying()
	s.trainer.Step()
	switch {
	case replay:
	case s.owed > 0:
		s.owed--
	default:
		s.pace.took()
	}
	s.look()
}

// look adds a row to the curve if one is due, and notices convergence. Both depend on the step alone.
func (s *Session) look() {
	row := s.curve.due(s.trainer.Steps())
	var tv float64
	if row {
		state := s.trainer.State()
		tv = s.curve.add(s.trainer, &state)
	}
	if s.beyond {
		return
	}
	reached := row && tv <= s.cfg.Eps || s.cfg.N > 0 && s.trainer.Samples() >= s.cfg.N
	if !reached {
		return
	}
	if s.replaying() { // the sender of this moment had gone on
		s.beyond = true
		return
	}
	s.converged, s.owed = true, 0
}

// Status returns how the run stands.
func (s *Session) Status() snapshot.Status {
	switch {
	case s.trainer.Failure() != "":
		return snapshot.Diverged
	case s.replaying() || s.owed > 0:
		return snapshot.Running
	case s.converged:
		return snapshot.Converged
	case s.playing:
		return snapshot.Running
	}
	return snapshot.Paused
}

// Config returns the configuration of the run.
func (s *Session) Config() config.Config { return s.cfg }

// Steps returns the iterations taken.
func (s *Session) Steps() int64 { return s.trainer.Steps() }

// Trainer returns the run itself, to look at.
func (s *Session) Trainer() *sgda.Trainer { return s.trainer }
