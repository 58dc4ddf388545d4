//go:build js && wasm

package lab

import (
	"strconv"
	"strings"

	"saddle/core/lab"
	"saddle/wasm/port"
)

// crew is a runner's end of the ports to its hands. Over a port goes the hand's place first; then the hand tells and hears in turn,
// nothing but what the experiment has them say.
type crew struct {
	run   *lab.Run
	hands []*port.Port
	told  [][]byte // since they last heard; nil: nothing yet
	came  chan struct{}

	bytes     int64 // told and heard
	exchanges int
	began, at float64 // ms: the ends of the first exchange and of the last
}

func newCrew(run *lab.Run, n int) *crew {
	return &crew{run: run, hands: make([]*port.Port, n), told: make([][]byte, n), came: make(chan struct{}, 1)}
}

// join has a hand begin, in place of another if there was one.
func (c *crew) join(k int, hand *port.Port) {
	if k < 0 || k >= len(c.hands) {
		return
	}
	c.hands[k], c.told[k] = hand, nil
	hand.Receive(func(b []byte) {
		if c.hands[k] != hand {
			return
		}
		c.told[k] = b
		select {
		case c.came <- struct{}{}:
		default:
		}
	})
	hand.Send(c.run.Place())
}

// Hear is that of lab.Crew.
func (c *crew) Hear(heard []byte) {
	for _, hand := range c.hands {
		hand.Send(heard)
		c.bytes += int64(len(heard))
	}
}

// Told is that of lab.Crew.
func (c *crew) Told() [][]byte {
	for !c.complete() {
		<-c.came
	}
	told := append([][]byte(nil), c.told...)
	for k, b := range told {
		c.bytes += int64(len(b))
		c.told[k] = nil
	}
	c.at = port.Now()
	if c.exchanges++; c.exchanges == 1 {
		c.began = c.at
	}
	return told
}

func (c *crew) complete() bool {
	for _, b := range c.told {
		if b == nil {
			return false
		}
	}
	return true
}

// seconds are those of all exchanges, the first, before which hands come up, as long as the others.
func (c *crew) seconds() float64 {
	if c.exchanges < 2 {
		return 0
	}
	return (c.at - c.began) / 1000 * float64(c.exchanges) / float64(c.exchanges-1)
}

// lendHand is the part of a hand.
//
//	grid QUERY    opens the experiment
//	hand PATH K   comes with a port to the runner: to be the K-th hand of the path; "ready" when it is
func lendHand(page *port.Port, parse Parse) {
	var grid *lab.Grid
	page.ReceivePorts(func(b []byte, ports []*port.Port) {
		switch verb, rest, _ := strings.Cut(string(b), " "); verb {
		case "grid":
			grid, _ = parse(rest)
		case "hand":
			first, second, _ := strings.Cut(rest, " ")
			path, err1 := strconv.Atoi(first)
			k, err2 := strconv.Atoi(second)
			if err1 != nil || err2 != nil || grid == nil || path < 0 || path >= grid.Paths() || k < 0 || k >= grid.Hands(path) {
				panic("lab: no hand " + rest)
			}
			serve(grid.Hand(path, k), ports[0])
			page.Send([]byte("ready"))
		}
	})
	select {}
}

// serve has a hand tell whenever it has heard.
func serve(hand lab.Hand, server *port.Port) {
	begun := false
	server.Receive(func(b []byte) {
		if begun {
			hand.Hear(b)
		} else {
			hand.Join(b)
		}
		begun = true
		server.Send(hand.Tell())
	})
}
