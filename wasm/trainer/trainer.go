//go:build js && wasm

// Package trainer is what a figure's Worker does. It wires the port to the page and the port to
// the stage to a session, and decides when to work, when to report and when to let the event loop run.
//
// From the page come the commands of [session.Session.Do] and
//
//	svg SIDE         carry an SVG picture of SIDE pixels in every report; 0 stops that
//	visible on|off   whether to send frames to the stage and, if the query says so, to train
//	look LEFT TOP R  say in every report what is at a place, or at a sample within R of it; shares of the picture's
//	                 side; without numbers: no longer
//	ack              the last report was taken
//
// from the stage comes ack. To the page go reports, to the stage frames, both snapshots, each at most
// one in flight.
package trainer

import (
	"strconv"
	"strings"

	"saddle/core/figure"
	"saddle/core/session"
	"saddle/core/snapshot"
	"saddle/wasm/port"
	"saddle/wasm/schedule"
)

// The parts of the time that making reports may take: without a picture in them, and with one, which is then what the
// reader watches.
const (
	reportShare  = 0.1
	pictureShare = 0.4
)

// Run trains until its realm goes away.
func Run(page, stage *port.Port) {
	t := &trainer{page: page, stage: stage, loop: port.NewLoop(), visible: true,
		slices: schedule.Slices{Clock: port.Now},
		theory: schedule.Aside{Clock: port.Now, Share: 0.25},
		report: schedule.Channel{Share: reportShare, Rest: 100},
		frame:  schedule.Channel{Share: 0.25, Rest: 1000.0 / 60}}
	t.page.Receive(func(b []byte) { t.inbox = append(t.inbox, string(b)); t.loop.Wake() })
	t.stage.Receive(func([]byte) { t.frame.Taken(); t.loop.Wake() })
	t.run()
}

type trainer struct {
	page, stage   *port.Port
	loop          *port.Loop
	inbox         []string
	session       *session.Session
	slices        schedule.Slices
	theory        schedule.Aside
	report, frame schedule.Channel
	has           lists
	target        []float32 // that the stage has
	revision      float64   // see snapshot.Snapshot
	visible       bool
	svgSide       float64
	probe         figure.Probe
	buf           []byte
}

func (t *trainer) run() {
	for {
		t.obey()
		if t.session == nil {
			t.loop.Wait(-1)
			continue
		}
		taken, changed, wait := t.slices.Take(t.session)
		if taken > 0 {
			t.revision++
			t.report.News(changed)
			t.frame.News(false)
		}
		ended, rest := t.theory.Take(t.session.Theorise, t.session.Status() == snapshot.Running)
		if ended {
			t.report.News(false)
		}
		now := port.Now()
		wait = min(wait, rest, t.tell(now))
		if wait > 0 {
			t.loop.Wait(min(wait, 1e6))
		} else {
			t.loop.Yield()
		}
	}
}

// obey carries out the commands that have come.
func (t *trainer) obey() {
	commands := t.inbox
	t.inbox = nil
	for i, c := range commands {
		verb, rest, _ := strings.Cut(c, " ")
		if i+1 < len(commands) && outdated(verb, commands[i+1]) {
			continue
		}
		switch {
		case verb == "ack":
			t.report.Taken()
			continue
		case verb == "svg":
			t.svgSide, _ = strconv.ParseFloat(rest, 64)
			t.report.Share = reportShare
			if t.svgSide > 0 {
				t.report.Share = pictureShare
			}
			t.report.News(true)
			continue // the stage's picture is no other, and waiting for it would keep it back
		case verb == "look":
			t.probe.Look(rest)
			// While it runs the next report comes soon enough, and reports in between would slow it down.
			t.report.News(t.session != nil && t.session.Status() != snapshot.Running)
			continue
		case verb == "visible":
			t.visible = rest == "on"
			if t.session != nil {
				t.session.SetVisible(t.visible)
			}
		case verb == "configure" && t.session == nil:
			t.session = session.New(rest)
			t.session.SetVisible(t.visible)
		case t.session == nil: // nothing to command yet
			continue
		default:
			t.session.Clock(port.Now())
			if err := t.session.Do(c); err != nil {
				println(err.Error())
			}
		}
		t.revision++
		t.report.News(true)
		t.frame.News(false)
	}
}

// outdated says whether a command need not be carried out, because the next one has the same effect on the same thing:
// a hand can be faster than a run in high dimension.
func outdated(verb, next string) bool {
	return (verb == "move" || verb == "look") && strings.HasPrefix(next, verb+" ")
}

// tell sends what is due to the page and the stage, and returns the ms until it should be asked again.
func (t *trainer) tell(now float64) (wait float64) {
	if t.report.Due(now) {
		s := t.session.Report()
		t.probe.Read(s)
		if t.svgSide > 0 {
			s.SVG = figure.SVG(s, t.svgSide)
		}
		t.has.trim(s)
		t.send(&t.report, t.page, s, snapshot.ForPage, now)
	}
	if t.visible && t.frame.Due(now) {
		s := t.session.Frame()
		who := snapshot.ForStage
		if same(t.target, s.View.Target) {
			who |= snapshot.Held
		}
		t.target = s.View.Target
		t.send(&t.frame, t.stage, s, who, now)
	}
	wait = t.report.Wait(now)
	if t.visible {
		wait = min(wait, t.frame.Wait(now))
	}
	return wait
}

// same says whether a and b are one list in memory, which holds something.
func same(a, b []float32) bool {
	return len(a) == len(b) && len(a) > 0 && &a[0] == &b[0]
}

// lists knows what the page has of the past and of the lists that grow or come late, so that nothing travels twice.
type lists struct {
	branch                       float64
	curve, trail, bilevel, power int
	past                         string
}

func (p *lists) trim(s *snapshot.Snapshot) {
	if p.branch != s.Branch {
		*p = lists{branch: s.Branch, past: p.past}
	}
	if p.past == s.Past {
		s.Past = ""
	} else {
		p.past = s.Past
	}
	curve, trail, bilevel, power := len(s.Curve)/len(s.CurveNow), len(s.Trail)/len(s.TrailNow), len(s.Bilevel), len(s.Power)
	s.Since(p.curve, p.trail, p.bilevel, p.power)
	p.curve, p.trail, p.bilevel, p.power = max(p.curve, curve), max(p.trail, trail), bilevel, power
}

func (t *trainer) send(c *schedule.Channel, to *port.Port, s *snapshot.Snapshot, who snapshot.Audience, began float64) {
	s.Revision = t.revision
	t.buf = s.Encode(t.buf[:0], who)
	to.Send(t.buf)
	c.Sent(began, port.Now())
}
