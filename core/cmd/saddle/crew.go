//go:build !js

package main

import (
	"time"

	"saddle/core/lab"
)

// crew are the hands of a path, each in a goroutine of its own: they share nothing but the channels.
type crew struct {
	told  []chan []byte
	heard []chan []byte

	bytes     int64
	exchanges int
	began, at time.Time // the ends of the first exchange and of the last
}

// newCrew has the hands of a path begin, and the run told by them.
func newCrew(grid *lab.Grid, run *lab.Run, hands int) *crew {
	c := &crew{}
	for k := range hands {
		told, heard := make(chan []byte, 1), make(chan []byte, 1)
		c.told, c.heard = append(c.told, told), append(c.heard, heard)
		place := run.Place()
		go func() {
			hand := grid.Hand(run.Path(), k)
			hand.Join(place)
			for {
				told <- hand.Tell()
				b, more := <-heard
				if !more {
					return
				}
				hand.Hear(b)
			}
		}()
	}
	run.Share(c)
	return c
}

// Told is that of lab.Crew.
func (c *crew) Told() (all [][]byte) {
	for _, told := range c.told {
		b := <-told
		c.bytes += int64(len(b))
		all = append(all, b)
	}
	c.at = time.Now()
	if c.exchanges++; c.exchanges == 1 {
		c.began = c.at
	}
	return all
}

// Hear is that of lab.Crew.
func (c *crew) Hear(heard []byte) {
	for _, to := range c.heard {
		to <- heard
		c.bytes += int64(len(heard))
	}
}

// end lets the hands go.
func (c *crew) end() {
	for _, heard := range c.heard {
		close(heard)
	}
}

// seconds are those of all exchanges, the first, before which hands come up, as long as the others.
func (c *crew) seconds() float64 {
	if c.exchanges < 2 {
		return 0
	}
	return c.at.Sub(c.began).Seconds() * float64(c.exchanges) / float64(c.exchanges-1)
}
