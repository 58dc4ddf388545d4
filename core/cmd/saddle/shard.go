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

// exchange gives a run of the longest part for none or one of another part, that which leaves the longer of the two shortest, until no
// exchange helps or the longest part is within a hundredth of the mean. Every part comes to the same dealing, so ties go to the first.
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
		best, to, give, take := a.work, -1, 0, 0
		for i := range parts {
			b := &parts[i]
			for j := 0; i != from && j < len(a.paths); j++ {
				for k := range len(b.paths) + 1 { // the last takes nothing
					more := g.Cost(a.paths[j])
					if k < len(b.paths) {
						more -= g.Cost(b.paths[k])
					}
					if longer := max(a.work-more, b.work+more); more > 0 && longer < best*(1-1e-9) {
						best, to, give, take = longer, i, j, k
					}
				}
			}
		}
		if to < 0 {
			return
		}
		a.trade(&parts[to], give, take, g)
	}
}

// trade gives path i of a part to another one for its path j, or for nothing if it has no such path.
func (p *part) trade(other *part, i, j int, g *lab.Grid) {
	given := p.paths[i]
	p.work -= g.Cost(given)
	other.work += g.Cost(given)
	if j == len(other.paths) {
		p.paths = slices.Delete(p.paths, i, i+1)
		other.paths = append(other.paths, given)
		return
	}
	taken := other.paths[j]
	p.work += g.Cost(taken)
	other.work -= g.Cost(taken)
	p.paths[i], other.paths[j] = taken, given
}
