// Package chart is a picture as data, in data coordinates: what is drawn and what it means. Where on the screen it goes is
// for whoever draws.
package chart

import (
	"math"
	"slices"

	"saddle/core/kernel"
)

// Chart is one picture.
type Chart struct {
	Name        string   // of its file
	Title       string   // above it
	Description string   // in words, for those who cannot see it
	X, Y        Axis     // the horizontal axis, the vertical one
	Equal       bool     // a unit is as long on both
	Bare        bool     // its places mean nothing: no numbers beside the axes and no grid
	Categories  []string // the names of x = 0, 1, …; empty where x is a number
	Marks       []Mark   // in the order of drawing
	Moments     []Moment // that the page plays one after another, in place of marks of the same name; empty: it stands still
}

// Axis is one direction.
type Axis struct {
	Label    string    // beside it
	Log      bool      // logarithmic
	Fixed    bool      // Min and Max are given; otherwise Bound finds them
	Min, Max float64   // the ends
	Ticks    []float64 // where to put numbers; empty: wherever they are round
}

// Mark is one line, set of points, or other thing that is drawn.
type Mark struct {
	Kind Kind      // how it is drawn
	Name string    // as a legend has it
	Role Role      // what it stands for, which says its colour
	X, Y []float64 // the points, as many of each
	SE   []float64 // standard errors of Y, in its own units; nil where there are none
	Text []string  // of a Note at each point
	Drag string    // the list parameter of the query whose entries the points are, x and y in turn: they can be dragged; empty: no
	// Slide is the parameter whose value is how far the only point lies to the right of Origin: it can be dragged to the
	// right and left; empty: no.
	Slide  string
	Origin float64 // x where that parameter would be 0
}

// Kind is how a mark is drawn.
type Kind uint8

// The kinds.
const (
	LineDots Kind = iota // points with error bars, joined by a line
	Dots                 // points with error bars
	Line                 // a thin line; of Theory dashes
	Bars                 // from 0 up to Y, each as wide as X is apart
	Area                 // the inside of the polygon
	Note                 // words at the points
)

// Role is what a mark stands for. Zero and what is above are series, which colours tell apart.
type Role int

// The roles that are no series.
const (
	Theory    Role = -1 - iota // what is predicted: ink, dashes
	Target                     // the target's law and real samples: blue
	Generated                  // the generator's law and fake samples: orange
	Muted                      // what stands in the background
)

// Series is the role of the k-th series, k ≥ 0.
const Series Role = 0

// Moment is one picture of a chart that plays: the marks that take the place of those of the same names.
type Moment struct {
	Marks    []Mark // what takes the place of marks of the same names
	Sentence string // what it shows
}

// Add appends a point and its standard error, 0 where there is none.
func (m *Mark) Add(x, y, se float64) {
	m.X, m.Y, m.SE = append(m.X, x), append(m.Y, y), append(m.SE, se)
}

// Among says whether a mark has no points or those of one in the list.
func (m *Mark) Among(list []Mark) bool {
	for i := range list {
		if slices.Equal(m.X, list[i].X) && slices.Equal(m.Y, list[i].Y) {
			return true
		}
	}
	return len(m.X) == 0
}

// Guide is a short line of a slope on logarithmic axes, a factor below everything drawn at its end; ok is false where
// nothing is.
func Guide(list []Mark, slope, below float64, name string) (m Mark, ok bool) {
	lowest, highest, least := math.Inf(1), 0.0, math.Inf(1)
	for _, s := range list {
		for i, x := range s.X {
			lowest, highest = math.Min(lowest, x), math.Max(highest, x)
			least = math.Min(least, s.Y[i]*kernel.Pow(x, -slope))
		}
	}
	if !(highest > lowest) || !(least > 0) {
		return Mark{}, false
	}
	m = Mark{Name: name, Kind: Line, Role: Theory}
	for _, x := range []float64{lowest, highest} {
		m.X, m.Y = append(m.X, x), append(m.Y, below*least*kernel.Pow(x, slope))
	}
	return m, true
}

// Bound sets the ends of the axes that are not fixed; it is false where there is nothing to draw but theory.
func (c *Chart) Bound() bool {
	x, y := c.X, c.Y
	x.Min, x.Max, y.Min, y.Max = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	some := false
	look := func(m *Mark) {
		for i, at := range m.X {
			some = some || m.Role != Theory
			lo, hi := m.Y[i], m.Y[i]
			if m.SE != nil {
				lo, hi = lo-m.SE[i], hi+m.SE[i]
			}
			if c.Y.Log && !(lo > 0) {
				lo = m.Y[i]
			}
			x.Min, x.Max = math.Min(x.Min, at), math.Max(x.Max, at)
			y.Min, y.Max = math.Min(y.Min, lo), math.Max(y.Max, hi)
		}
	}
	for i := range c.Marks {
		look(&c.Marks[i])
	}
	for _, moment := range c.Moments {
		for i := range moment.Marks {
			look(&moment.Marks[i])
		}
	}
	if !c.Y.Log && !c.Equal {
		y.Min = math.Min(y.Min, 0)
	}
	if !c.X.Fixed {
		c.X = x
	}
	if !c.Y.Fixed {
		c.Y = y
	}
	return some && !math.IsInf(c.Y.Max, 0) && !math.IsInf(c.Y.Min, 0)
}

// Drawn returns the charts that have something to draw, their axes set.
func Drawn(list ...Chart) (drawn []Chart) {
	for _, c := range list {
		if c.Bound() {
			drawn = append(drawn, c)
		}
	}
	return drawn
}

// Palette are the colours of series on paper, in order, then over again: neither the target's blue nor the generator's
// orange. The page has them, and those on a dark ground, in its palette.
var Palette = [...]string{"#7a3fa8", "#00736b", "#a52a6a", "#5c6200", "#4f6272", "#2f7d20"}
