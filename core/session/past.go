package session

import (
	"math"

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
