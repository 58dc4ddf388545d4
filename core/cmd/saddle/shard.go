//go:build !js

package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"saddle/core/lab"
)

// shard is one of count parts of a grid.
type shard struct{ index, count int }

// String is the shard as index/count.
func (s *shard) String() string {
	if s.count == 0 {
		return "1/1"
	}
	return strconv.Itoa(s.index) + "/" + strconv.Itoa(s.count)
}

// Set reads index/count, 1 ≤ index ≤ count.
func (s *shard) Set(text string) error {
	a, b, _ := strings.Cut(text, "/")
	index, err1 := strconv.Atoi(a)
	count, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil || index < 1 || count < index {
		return fmt.Errorf("%q is no shard; write i/n with i from 1 to n, as 1/4", text)
	}
	*s = shard{index, count}
	return nil
}

// of returns the paths of the shard. They are dealt by their work: the longest first and each to the part that has the least so
// far (Graham 1969), then exchanged while that helps the longest part.
func (s shard) of(g *lab.Grid) map[int]bool {
	order := make([]int, g.Paths())
	for path := range order {
		order[path] = path
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(g.Cost(b), g.Cost(a)) })
	parts := make([]part, s.count)
	for _, path := range order {
		least := 0
		for i := range parts {
			if parts[i].work < parts[least].work {
				least = i
			}
		}
		parts[least].paths = append(parts[least].paths, path)
		parts[least].work += g.Cost(path)
	}
	exchange(parts, g)
	mine := map[int]bool{}
	for _, path := range parts[s.index-1].paths {
		mine[path] = true
	}
	return mine
}

// part is what one shard runs.
type part struct {
	paths []int
	work  float64
}

// exchange gives one or two runs of the longest part for none, one or two of another part, those which leave the longer of the two
// shortest, until no exchange helps or the longest part is within a hundredth of the mean. Every part comes to the same dealing, so ties
// go to the first.
func exchange(parts []part, g *lab.Grid) {
	for range 8 * len(parts) {
		from := 0
		for i := range parts {
			if parts[i].work > parts[from].work {
				from = i
			}
		}
		a := &parts[from]
		if a.work <= 1.01*g.Work()/float64(len(parts)) {
			return
		}
		best, to := a.work*(1-1e-9), -1
		var give, take choice
		mine := a.choices(g)
		for i := range parts {
			b := &parts[i]
			if i == from || b.work == a.work {
				continue
			}
			theirs := b.choices(g)
			for _, x := range mine {
				// The nearest two to what would make both alike.
				at, _ := slices.BinarySearchFunc(theirs, x.work-(a.work-b.work)/2, func(c choice, w float64) int { return cmp.Compare(c.work, w) })
				for _, y := range theirs[max(0, at-1):min(len(theirs), at+1)] {
					if longer := max(a.work-x.work+y.work, b.work+x.work-y.work); longer < best {
						best, to, give, take = longer, i, x, y
					}
				}
			}
		}
		if to < 0 {
			return
		}
		a.trade(&parts[to], give, take)
	}
}

// choice is none, one or two of a part's paths, and their work.
type choice struct {
	paths []int
	work  float64
}

// choices are all that can be given of a part, by their work. Of a part of many paths no two are tried: one is little enough.
func (p *part) choices(g *lab.Grid) []choice {
	list := []choice{{}}
	for i, x := range p.paths {
		list = append(list, choice{[]int{x}, g.Cost(x)})
		for _, y := range p.paths[i+1:] {
			if len(p.paths) > 40 {
				break
			}
			list = append(list, choice{[]int{x, y}, g.Cost(x) + g.Cost(y)})
		}
	}
	slices.SortStableFunc(list, func(a, b choice) int { return cmp.Compare(a.work, b.work) })
	return list
}

// trade gives paths of a part to another one for paths of its.
func (p *part) trade(other *part, give, take choice) {
	move := func(from, to *part, c choice) {
		from.paths = slices.DeleteFunc(from.paths, func(path int) bool { return slices.Contains(c.paths, path) })
		to.paths = append(to.paths, c.paths...)
		from.work -= c.work
		to.work += c.work
	}
	move(p, other, give)
	move(other, p, take)
}
