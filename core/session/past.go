package session

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"saddle/core/config"
)

// past knows the configurations before and after each change, whatever command made it, by their queries, which have the moment of a
// replay in them, too.
type past struct {
	queries []string // in the order in which they were
	at      int      // which of them is the present one
	now     float64  // ms
	changed float64  // when the last change was made, −Inf since an undo
}

const (
	together  = 1000 // ms within which changes of the same parameters, as of a dragged slider or column, are one
	mostEdits = 500
)

// Clock tells the time, in milliseconds of any steady clock: changes that follow each other quickly are undone as one.
func (s *Session) Clock(now float64) { s.past.now = now }

// note takes in what a command has changed, which ends what could be redone.
func (p *past) note(from, to string) {
	if from == to {
		return
	}
	if p.at == 0 || p.now-p.changed >= together || !config.SameChange(p.queries[p.at-1], from, to) {
		p.queries = append(p.queries[:p.at], from)
		if p.at++; p.at > mostEdits {
			p.at--
			p.queries = p.queries[1:]
		}
	}
	p.queries = append(p.queries[:p.at], to)
	p.changed = p.now
}

// ways says whether there is a configuration before the present one, and one after it.
func (p *past) ways() (undo, redo bool) { return p.at > 0, p.at+1 < len(p.queries) }

// text is the past as the command past takes it; empty as long as nothing has been changed.
func (p *past) text() string {
	if len(p.queries) == 0 {
		return ""
	}
	return strconv.Itoa(p.at) + " " + strings.Join(p.queries, " ")
}

// remember takes the place of a session that is gone: what it could undo, and redo, can be.
func (p *past) remember(text string) error {
	first, rest, _ := strings.Cut(text, " ")
	queries := strings.Split(rest, " ")
	at, err := strconv.Atoi(first)
	if err != nil || at < 0 || at >= len(queries) || len(queries) > mostEdits+1 {
		return errors.New("session: past takes which one of at most " + strconv.Itoa(mostEdits+1) + " queries is the present one, from 0, and the queries, not " + text)
	}
	p.queries, p.at, p.changed = queries, at, math.Inf(-1)
	return nil
}

// travel goes to the configuration before the present one, −1, or after it, 1; where there is none, nowhere. Where that is of the same
// run the run stays.
func (s *Session) travel(by int) {
	p := &s.past
	at := p.at + by
	if at < 0 || at >= len(p.queries) {
		return
	}
	p.at, p.changed = at, math.Inf(-1)
	cfg, _ := config.Parse(p.queries[at])
	if config.SameRun(s.cfg, cfg) {
		s.change(cfg, nil)
	} else {
		s.configure(cfg, nil)
	}
}
