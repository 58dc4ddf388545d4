//go:build !js

package main

import (
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

// of returns the paths of the shard. They are dealt by their work, the longest first and each to the part that has the
// least so far (Graham 1969): the parts differ by no more than one path.
func (s shard) of(g *lab.Grid) map[int]bool {
	order := make([]int, g.Paths())
	for path := range order {
		order[path] = path
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch x, y := g.Cost(a), g.Cost(b); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	work := make([]float64, s.count)
	mine := map[int]bool{}
	for _, path := range order {
		least := 0
		for i := range work {
			if work[i] < work[least] {
				least = i
			}
		}
		work[least] += g.Cost(path)
		if least == s.index-1 {
			mine[path] = true
		}
	}
	return mine
}
