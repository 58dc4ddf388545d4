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
	"saddle/core/data"
	"saddle/core/plateau"
	"saddle/core/predict"
	"saddle/core/sgda"
	"saddle/core/snapshot"
	"saddle/core/theory"
)

// slowly is the speed of slow motion, in iterations per second.
const slowly = 0.5

// Session is one figure's run. Make it with New; it is not safe for concurrent use.
type Session struct {
	cfg      config.Config
	problems []string

	trainer  *sgda.Trainer
	playing  bool            // the reader wants it to run
	ended    snapshot.Status // Converged or Finished, and not told to go on; empty
	accuracy goal            // ε
	finish   float64         // samples after which ε is predicted, 0: nothing is
	budget   goal            // n
	owed     int64           // steps asked for one by one
	replayTo int64           // step up to which the run is replayed at once
	setOut   int64           // step from which
	pace     pacer
	brisk    float64 // speed before slow motion

	own               samples
	law               *data.Law // of the run, where the reader's samples are its target
	history           history
	pending           int           // moves of the discriminator in an iteration that is not complete
	turn              snapshot.Turn // whose move has just been made, where moves are made one by one
	branch            int           // counts the runs and the ways that they have taken
	first             sgda.State    // at step 0
	display           *display
	curve             curve
	trail             trail
	bilevel, response []float64
	surface           []float64   // nil until somebody looks, empty where there is none
	theory            *sgda.Trace // of bilevel, as long as it is not complete
	foretold          foretold
	plateau           []float64       // snapshot.PlateauColumns; nil where the target has the generator's activation
	least             *plateau.Search // of its last column; nil where it is found or not looked for
	verdict           verdict
	wake              wake
	unseen            bool // nobody can see the figure
	holding           bool // a column is in the reader's hand: the window stays
	past              past
}

// goal is what ends a run when it is reached for the first time.
type goal struct {
	at     int64 // step at which it was first reached, −1 as long as that is unknown
	passed bool  // told to go on past it
}

// New returns a paused session for a query; what the query got wrong is in the snapshots' Problems.
func New(query string) *Session {
	s := &Session{own: samples{taken: done}}
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
//	step N [PLAYER]            N iterations, or N halves of one: PLAYER is discriminator or generator; an
//	                           iteration that one player has begun is completed
//	seek N                     pause at step N of this run, earlier or later, replayed bit for bit
//	back N                     the same, N iterations earlier; the first takes back a half that stands alone
//	reset                      the same run from its beginning
//	dice N                     the same run with seed N
//	move P K LEFT TOP          column K, from 0, of W_* (P = 0) or W (P = 1): another run, from where the
//	                           generator stands; LEFT and TOP are shares of the picture's side
//	zoom FACTOR LEFT TOP       the window, about a place that stays
//	pan RIGHT DOWN             the same, by shares of the side
//	fit                        the window that shows both laws whole
//	data …                     samples of the reader's own, as CSV text in pieces; see take
//	slow                       slow motion, or the speed before it again
//	faster, slower             twice or half the speed
//	undo, redo                 the configuration before the last change, or after it again
//	past TEXT                  what these know, as a snapshot of a session that is gone had it
//
// A bad value in a query is no error: it becomes the nearest allowed value and a problem in the
// snapshots. A command that does not exist is an error and changes nothing.
func (s *Session) Do(command string) error {
	verb, rest, _ := strings.Cut(command, " ")
	switch verb {
	case "undo":
		s.travel(-1)
		return nil
	case "redo":
		s.travel(1)
		return nil
	case "past":
		return s.past.remember(rest)
	}
	before := s.cfg.Query()
	err := s.do(verb, rest)
	s.past.note(before, s.cfg.Query())
	return err
}

func (s *Session) do(verb, rest string) error {
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
	case "seek":
		return counted(rest, 0, "session: seek takes a step from 0, not ", s.seek)
	case "back":
		return counted(rest, 1, "session: back takes a number of steps from 1, not ", s.back)
	case "reset":
		s.cfg = s.cfg.ReplayTo(0)
		s.restart()
	case "dice":
		n, err := strconv.ParseUint(rest, 10, 64)
		if err != nil {
			return errors.New("session: dice takes a whole number, not " + rest)
		}
		s.change(s.cfg.WithSeed(n), nil)
	case "data":
		return s.take(rest)
	case "slow":
		next := slowly
		if s.slow() {
			next = max(s.brisk, 10*config.SlowMotion)
		} else {
			s.brisk = s.cfg.Speed
		}
		s.change(s.cfg.WithSpeed(next), nil)
	case "faster":
		s.change(s.cfg.WithSpeed(2*s.cfg.Speed), nil)
	case "slower":
		s.change(s.cfg.WithSpeed(min(s.cfg.Speed/2, 2000)), nil)
	default:
		if known, err := s.handed(verb, rest); known {
			return err
		}
		return errors.New("session: no command " + verb)
	}
	return nil
}

// counted does something with a whole number, which is at least least, or says what it should be.
func counted(text string, least int64, complaint string, do func(int64)) error {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < least {
		return errors.New(complaint + text)
	}
	do(n)
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
	same, stays := config.SameRun(s.cfg, cfg), s.cfg.At == cfg.At
	s.cfg = cfg
	s.tell(problems)
	if !same {
		s.restart()
		return
	}
	s.pace.reset()
	s.show()
	if !stays {
		s.seek(cfg.At)
	}
}

func (s *Session) tell(problems []config.Problem) {
	s.problems = nil
	for _, p := range problems {
		s.problems = append(s.problems, p.Message)
	}
}

// restart begins the configured run; whether it plays stays as it was.
func (s *Session) restart() {
	s.law = s.target()
	s.trainer = sgda.NewOn(s.cfg, s.law)
	s.accuracy, s.budget, s.owed = goal{at: -1}, goal{at: -1}, 0
	s.setOut, s.replayTo = 0, s.cfg.At
	s.first = s.trainer.State()
	s.display = s.display.retargeted()
	s.wake.begin(s.cfg.D)
	s.show()
	s.history.begin()
	s.branch++
	var floor *theory.ExpectedFloor
	if s.law == nil && !s.cfg.Unlike() {
		floor = theory.NewExpectedFloor(s.display.phi, s.first.SigmaStar, s.cfg.D)
	}
	s.finish = 0
	if long := predict.LongRunOf(&s.cfg, s.first.SigmaStar); long.Known && s.cfg.Eps > 0 {
		s.finish = long.Reach(s.cfg.Eps)
	}
	s.verdict.begin(&s.cfg, s.display.phi.Bijective() && !s.cfg.Unlike())
	s.curve.begin(s.judge(), floor, &s.verdict, rivals{wanted: s.cfg.Baselines, phi: s.display.phi, d: s.cfg.D, seed: uint64(s.cfg.Seed)})
	s.trail.begin(s.cfg.D)
	s.bilevel, s.response, s.surface, s.theory = nil, nil, nil, nil
	s.foretold.fresh = true
	s.least = nil
	s.plateau = s.nearest()
	if lambda := spectrum(&s.first); lambda != nil {
		s.bilevel, s.response = s.trainer.Bilevel(lambda), s.trainer.Response(s.first.W[0])
		s.theory = s.trainer.Trace()
	}
	s.begin()
}

// begin stands at step 0.
func (s *Session) begin() {
	s.ended, s.accuracy.passed, s.budget.passed = "", false, false
	s.pending, s.turn = 0, snapshot.NoTurn
	s.curve.rewind(-1)
	s.trail.rewind(-1)
	s.wake.rewind(-1)
	s.history.at = place{}
	s.curve.memo.valid = false
	s.pace.reset()
	s.record()
}

// show prepares the display of the configured run, keeping what it can of the one before.
func (s *Session) show() {
	before := s.display
	s.display = newDisplay(s.cfg, &s.first, s.law, before)
	if s.holding && before != nil {
		s.display.auto = before.auto
		s.display.frame(s.cfg.Window)
	}
	if before != nil && (before.i != s.display.i || before.j != s.display.j) {
		s.wake.begin(s.cfg.D)
	}
}

// look records the moment, and notices the ends of a run. Both depend on the way to the step alone.
func (s *Session) look() {
	tv := s.record()
	used := s.cfg.N > 0 && s.trainer.Samples() >= s.cfg.N
	if used && !s.budget.passed { // how near it came by then is asked for, row or no row
		state := s.trainer.State()
		tv = s.curve.distances(s.trainer, &state).judged.TV
	}
	if s.cfg.Eps > 0 && tv <= s.cfg.Eps && s.curve.above(s.cfg.Eps) {
		s.reach(&s.accuracy, snapshot.Converged)
	}
	if used {
		s.reach(&s.budget, snapshot.Finished)
	}
}

// reach ends the run at a goal, but not where the reader, or the sender of the moment replayed, had gone on.
func (s *Session) reach(g *goal, end snapshot.Status) {
	if g.passed {
		return
	}
	g.at = s.trainer.Steps()
	if s.replaying() {
		g.passed = true
		return
	}
	if s.ended == "" {
		s.ended = end
	}
	s.owed = 0
}

// goOn passes the goals that have been reached.
func (s *Session) goOn() {
	for _, g := range []*goal{&s.accuracy, &s.budget} {
		g.passed = g.passed || s.ended != "" && g.at >= 0
	}
	s.ended = ""
}

// record adds rows to the curve and the trail if they are due, and returns the total variation of the former, or
// +Inf without one.
func (s *Session) record() (tv float64) {
	var found *sgda.State
	state := func() *sgda.State {
		if found == nil {
			now := s.trainer.State()
			found = &now
		}
		return found
	}
	tv = math.Inf(1)
	s.curve.rivals.keepUp(s.trainer)
	if s.curve.due(s.trainer.Steps()) {
		tv = s.curve.look(s.trainer, state)
	}
	if s.trail.due(s.trainer.Steps()) {
		s.trail.look(s.trainer, state)
	}
	s.wake.look(s.trainer, s.display, s.cfg.Averages(), state)
	return tv
}

// Status returns how the run stands.
func (s *Session) Status() snapshot.Status {
	switch {
	case s.own.blocked != "":
		return snapshot.Failed
	case s.trainer.Failure() != "":
		return snapshot.Diverged
	case s.replaying() || s.owed > 0:
		return snapshot.Running
	case s.ended != "":
		return s.ended
	case s.playing:
		return snapshot.Running
	}
	return snapshot.Paused
}

// Theorise works for a while on the test of the reader's samples, on what the test by the largest eigenvalue finds, on the least divergence from a
// target of another activation, and on the bilevel curve, where that has to be traced, and says whether there is more to do. The run goes the same way with it and without.
// Snapshots have a curve when it is whole: half of one would look like a curve that ends there.
func (s *Session) Theorise() (more bool) {
	if s.own.examine() || s.verdict.theorise() || s.descend() {
		return true
	}
	if s.theory == nil {
		return false
	}
	if s.theory.Next() {
		return true
	}
	s.bilevel, s.theory = s.theory.Rows(), nil
	return false
}

// Config returns the configuration of the run.
func (s *Session) Config() config.Config { return s.cfg }

// Steps returns the iterations taken.
func (s *Session) Steps() int64 { return s.trainer.Steps() }

// Trainer returns the run itself, to look at.
func (s *Session) Trainer() *sgda.Trainer { return s.trainer }
