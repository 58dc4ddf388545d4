package schedule

import (
	"math"
	"testing"

	"saddle/core/session"
	"saddle/core/snapshot"
)

// machine is a clock that only work moves on, and a run whose steps take a fixed time.
type machine struct {
	now   float64 // ms
	cost  float64 // ms of a step
	looks int

	run   *session.Session // nil: steps are always due
	taken int64
	ends  int64 // the step with which the status changes, 0 for never
}

func (m *machine) clock() float64 { m.looks++; return m.now }

func (m *machine) Due(now float64) (int64, float64) {
	if m.run == nil {
		return -1, 0
	}
	return m.run.Due(now)
}

func (m *machine) Take() {
	m.now += m.cost
	m.taken++
	if m.run != nil {
		m.run.Take()
	}
}

func (m *machine) Status() snapshot.Status {
	if m.ends > 0 && m.taken >= m.ends {
		return snapshot.Converged
	}
	return snapshot.Running
}

// A slice lasts about 8 ms whatever a step takes, and never more than a step longer than that.
func TestSlicesAreShort(t *testing.T) {
	for _, cost := range []float64{0.002, 0.02, 0.3, 1, 5, 70} {
		m := &machine{cost: cost}
		s := Slices{Clock: m.clock}
		for k := range 50 {
			began, looks := m.now, m.looks
			_, changed, wait := s.Take(m)
			took := m.now - began
			if changed || wait != 0 {
				t.Fatalf("cost %v: changed %v, wait %v", cost, changed, wait)
			}
			if took > max(slice+look, cost)+1e-9 {
				t.Errorf("cost %v: slice %d took %v ms", cost, k, took)
			}
			if k > 20 && took < min(slice-look, slice-cost)-0.01 {
				t.Errorf("cost %v: slice %d took only %v ms", cost, k, took)
			}
			if k > 20 && m.looks-looks > 20 {
				t.Errorf("cost %v: %d looks at the clock in one slice", cost, m.looks-looks)
			}
		}
		if got := s.step; math.Abs(got-cost) > 0.05*cost+0.002 {
			t.Errorf("a step takes %v, measured %v", cost, got)
		}
	}
}

// A step that suddenly takes long, as after a change of the dimension, does not make a slice long for more than once.
func TestSlicesAdapt(t *testing.T) {
	m := &machine{cost: 0.01}
	s := Slices{Clock: m.clock}
	for range 30 {
		s.Take(m)
	}
	m.cost = 4
	long := 0
	for range 10 {
		began := m.now
		s.Take(m)
		if m.now-began > 2*slice {
			long++
		}
	}
	if long > 1 {
		t.Errorf("%d long slices", long)
	}
}

func TestAChangeOfStatusEndsTheSlice(t *testing.T) {
	m := &machine{cost: 0.01, ends: 37}
	s := Slices{Clock: m.clock}
	for changed := false; !changed; {
		_, changed, _ = s.Take(m)
	}
	if m.taken != 37 {
		t.Errorf("it went on to step %d", m.taken)
	}
}

// play runs a session for some ms of the fake clock, as the trainer does.
func play(m *machine, s *Slices, ms float64) {
	for end := m.now + ms; m.now < end; {
		if _, _, wait := s.Take(m); wait > 0 {
			m.now += min(wait, end-m.now+1e-9)
		}
	}
}

// From one step in two seconds to as many as a machine can take, the reader gets the steps that were asked for.
func TestSpeeds(t *testing.T) {
	for speed, want := range map[string]float64{"0.5": 10, "20": 400, "2000": 40000, "max": 20000 / 0.4} {
		m := &machine{cost: 0.4, run: session.New("eps=0&d=1&batch=1&speed=" + speed)}
		if err := m.run.Do("play"); err != nil {
			t.Fatal(err)
		}
		if speed == "0.5" { // slow motion: each player's move by itself
			want *= 2
		}
		s := Slices{Clock: m.clock}
		play(m, &s, 20000)
		if got := float64(m.taken); math.Abs(got-want) > 1+0.01*want {
			t.Errorf("speed %s: %v steps in 20 s, want %v", speed, got, want)
		}
	}
}

// After a time in which nothing ran, a run goes on from where it is and does not make up for it.
func TestNothingIsMadeUpFor(t *testing.T) {
	m := &machine{cost: 0.1, run: session.New("eps=0&d=1&batch=1&speed=20")}
	if err := m.run.Do("play"); err != nil {
		t.Fatal(err)
	}
	s := Slices{Clock: m.clock}
	play(m, &s, 1000)
	before := m.taken
	m.now += 3600e3
	play(m, &s, 1000)
	if n := m.taken - before; n < 19 || n > 23 {
		t.Errorf("%d steps in the first second after an hour, want 20", n)
	}
}

// frames lets a reader take messages at its own pace and returns how many were sent in a second.
func frames(c *Channel, cost float64, taken func(sent float64) float64) (sent int) {
	at := math.Inf(1) // when the reader takes the last message
	inFlight := 0
	for now := 0.0; now < 1000; now += 0.25 {
		c.News(false)
		if now >= at {
			c.Taken()
			inFlight--
			at = math.Inf(1)
		}
		if c.Due(now) {
			if inFlight++; inFlight > 1 {
				panic("two messages in flight")
			}
			sent++
			c.Sent(now, now+cost)
			at = taken(now + cost)
		}
	}
	return sent
}

func TestChannelKeepsItsRate(t *testing.T) {
	atOnce := func(now float64) float64 { return now }
	refresh := func(hz float64) func(float64) float64 { // with a jitter of 2 ms
		return func(now float64) float64 {
			for k := math.Floor(now * hz / 1000); ; k++ {
				if at := k*1000/hz + 2*math.Sin(7*k); at > now && k > now*hz/1000+0.3 {
					return at
				}
			}
		}
	}
	for name, c := range map[string]struct {
		cost        float64
		taken       func(float64) float64
		least, most int
	}{
		"a reader that takes at once": {0.1, atOnce, 58, 61},
		"a screen at 60 Hz":           {0.1, refresh(60), 55, 61},
		"a screen at 144 Hz":          {0.1, refresh(144), 45, 61},
		"a slow reader":               {0.1, refresh(10), 9, 11},
		"messages that take 10 ms":    {10, atOnce, 23, 26},
	} {
		if n := frames(&Channel{Share: 0.25, Rest: 1000.0 / 60}, c.cost, c.taken); n < c.least || n > c.most {
			t.Errorf("%s: %d messages in a second, want %d to %d", name, n, c.least, c.most)
		}
	}
}

// Making reports, with the exact distances in them, takes at most a tenth of the time.
func TestChannelTakesItsShare(t *testing.T) {
	for _, cost := range []float64{1, 8, 60} {
		c := &Channel{Share: 0.1, Rest: 100}
		n := frames(c, cost, func(now float64) float64 { return now })
		if spent := float64(n-1) * cost; spent > 101 {
			t.Errorf("reports of %v ms take %v ms of a second", cost, spent)
		}
		if n > 11 || n < 1 {
			t.Errorf("reports of %v ms: %d in a second", cost, n)
		}
	}
}

func TestUrgentNewsGoesAtOnce(t *testing.T) {
	c := &Channel{Share: 0.1, Rest: 100}
	if c.Due(5) || !math.IsInf(c.Wait(5), 1) {
		t.Error("a message without news")
	}
	c.News(false)
	c.Sent(5, 6)
	c.News(true)
	if c.Due(7) {
		t.Error("a second message in flight")
	}
	c.Taken()
	if !c.Due(7) || c.Wait(7) != 0 {
		t.Error("the answer to a command waits")
	}
	c.Sent(7, 8)
	c.Taken()
	c.News(false)
	if w := c.Wait(8); c.Due(8) || w < 50 || w > 200 {
		t.Errorf("the next report waits %v ms", w)
	}
}

// Work beside a run takes its share of the time, or all of it where the run rests, and ends when it is done.
func TestAsideKeepsToItsShare(t *testing.T) {
	for _, cost := range []float64{0.5, 3, 40} {
		for _, busy := range []bool{false, true} {
			m, left, spent := &machine{}, 400, 0.0
			a := Aside{Clock: m.clock, Share: 0.25}
			next := func() bool {
				if left == 0 {
					return false
				}
				left--
				m.now += cost
				spent += cost
				return true
			}
			wait := 0.0
			for !math.IsInf(wait, 1) {
				began := m.now
				var ended bool
				ended, wait = a.Take(next, busy)
				if took := m.now - began; took > aside+cost+1e-9 || ended != math.IsInf(wait, 1) {
					t.Fatalf("cost %v, busy %v: a slice took %v ms, ended %v, wait %v", cost, busy, took, ended, wait)
				}
				if !math.IsInf(wait, 1) {
					m.now += wait
				}
			}
			want := 1.0
			if busy {
				want = 0.25
			}
			if share := spent / m.now; left != 0 || math.Abs(share-want) > 0.02 {
				t.Errorf("cost %v, busy %v: %d left, share %.3f, want %v", cost, busy, left, share, want)
			}
			m.now += 1000
			if ended, _ := a.Take(next, busy); ended {
				t.Errorf("cost %v, busy %v: it ends twice", cost, busy)
			}
		}
	}
}
