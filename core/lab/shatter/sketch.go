package shatter

import (
	"math"

	"saddle/core/chart"
)

// sketch collects the marks of a picture.
type sketch []*chart.Mark

// add begins a mark. Inlined, it and put would take as many bytes again as all pictures do.
//
//go:noinline
func (s *sketch) add(kind chart.Kind, role chart.Role, name string) *chart.Mark {
	m := &chart.Mark{Kind: kind, Role: role, Name: name}
	*s = append(*s, m)
	return m
}

// into ends a picture, or one moment of it.
//
//go:noinline
func (s sketch) into(list *[]chart.Mark) {
	for _, m := range s {
		*list = append(*list, *m)
	}
}

// put appends a point to a mark.
//
//go:noinline
func put(m *chart.Mark, x, y float64) { m.X, m.Y = append(m.X, x), append(m.Y, y) }

// view is where a piece of the plane, a square around 0, is drawn.
type view struct {
	scale, half float64
	at          point // of 0
}

// put appends a place to a mark, with the digits that a picture shows.
//
//go:noinline
func (v *view) put(m *chart.Mark, p point) {
	put(m, fine(v.at.x+float64(v.scale*p.x)), fine(v.at.y+float64(v.scale*p.y)))
}

func fine(a float64) float64 { return math.Round(float64(a*1e4)) / 1e4 }
