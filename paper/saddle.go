package paper

import (
	"cmp"
	"math"
	"slices"

	"saddle/core/landscape"
)

// The surface is seen as site/src/chart/surface.ts shows it before anybody turns it.
const (
	turn    = -0.85 // around, in radians
	tilt    = 0.62  // down from above the horizon
	rise    = 1.9   // height for a unit of V, where half the sides are 1
	deepest = 0.42  // below where nothing is known: what is deeper is drawn flat
)

// surface is V on a grid, as landscape.Surface gives it, seen in a box of the drawing.
type surface struct {
	grid                []float64
	left, middle, scale float64
}

// at reads V between the nodes of the grid, from the four around.
func (s *surface) at(w, v float64) float64 {
	x, y := s.share(w, 0)*(landscape.Side-1), s.share(v, 2)*(landscape.Side-1)
	i, j := min(max(int(x), 0), landscape.Side-2), min(max(int(y), 0), landscape.Side-2)
	x, y = x-float64(i), y-float64(j)
	node := func(i, j int) float64 { return s.grid[5+landscape.Side*j+i] }
	return (1-y)*((1-x)*node(i, j)+x*node(i+1, j)) + y*((1-x)*node(i, j+1)+x*node(i+1, j+1))
}

// share is where a value lies between the ends that begin at an index of the grid's head, 0 to 1 inside.
func (s *surface) share(v float64, from int) float64 {
	return (v - s.grid[from]) / (s.grid[from+1] - s.grid[from])
}

// project returns the place of (w, v) on the surface, and how far behind it lies.
func (s *surface) project(w, v float64) (x, y, depth float64) {
	across, back := 2*s.share(w, 0)-1, 2*s.share(v, 2)-1
	up := rise * max(-deepest, s.at(w, v)-s.grid[4])
	sin, cos := math.Sincos(turn)
	across, back = across*cos-back*sin, across*sin+back*cos
	sin, cos = math.Sincos(tilt)
	return s.left + s.scale*across, s.middle + s.scale*(back*sin-up*cos), -back*cos - up*sin
}

// pen is what a surface is drawn with: into pixels, or onto a page.
type pen interface {
	facet(corners [4][2]float64, low float64)
	ball(role string, x, y, radius float64)
	line(role string, width, x0, y0, x1, y1 float64)
}

// piece is something on the surface, painted when all that lies behind it is.
type piece struct {
	depth float64
	paint func()
}

// paint draws the facets, the darker the lower, and on them paths of places w, v, each with its end as a ball.
func (s *surface) paint(p pen, star float64, paths map[string][][2]float64) {
	var pieces []piece
	line := func(from, to float64, k int) float64 { return from + (to-from)*float64(k)/(landscape.Side-1) }
	for j := range landscape.Side - 1 {
		for i := range landscape.Side - 1 {
			var corners [4][2]float64
			depth, low := 0.0, 0.0
			for k, c := range [4][2]int{{i, j}, {i + 1, j}, {i + 1, j + 1}, {i, j + 1}} {
				w, v := line(s.grid[0], s.grid[1], c[0]), line(s.grid[2], s.grid[3], c[1])
				x, y, behind := s.project(w, v)
				corners[k], depth = [2]float64{x, y}, depth+behind/4
				low += min(max((s.grid[4]-s.at(w, v))/deepest, 0), 1) / 4
			}
			pieces = append(pieces, piece{depth, func() { p.facet(corners, low) }})
		}
	}
	inside := func(at [2]float64) bool {
		return at[0] >= s.grid[0] && at[0] <= s.grid[1] && at[1] >= s.grid[2] && at[1] <= s.grid[3]
	}
	ball := func(role string, w, v, radius float64) {
		x, y, depth := s.project(w, v)
		pieces = append(pieces, piece{depth - 0.14, func() { p.ball(role, x, y, radius) }})
	}
	ball("--target", star, 0, 6)
	for role, path := range paths {
		for k := 1; k < len(path); k++ {
			if !inside(path[k-1]) || !inside(path[k]) {
				continue
			}
			x0, y0, d0 := s.project(path[k-1][0], path[k-1][1])
			x1, y1, d1 := s.project(path[k][0], path[k][1])
			pieces = append(pieces, piece{(d0+d1)/2 - 0.13, func() { p.line(role, 2.5, x0, y0, x1, y1) }})
		}
		last := path[len(path)-1]
		ball(role, last[0], last[1], 9)
	}
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(b.depth, a.depth) })
	for _, piece := range pieces {
		piece.paint()
	}
}

func (p painter) line(role string, width, x0, y0, x1, y1 float64) {
	p.colour(role, 1)
	p.SetLineWidth(p.unit * width)
	p.DrawLine(x0, y0, x1, y1)
	p.Stroke()
}

func (p painter) facet(corners [4][2]float64, low float64) {
	for _, c := range corners {
		p.LineTo(c[0], c[1])
	}
	p.ClosePath()
	p.colour("--paper", 1)
	p.FillPreserve()
	p.colour("--ink", 0.04+0.2*low)
	p.FillPreserve()
	p.colour("--line", 1)
	p.SetLineWidth(p.unit)
	p.Stroke()
}

func (p painter) ball(role string, x, y, radius float64) {
	p.DrawCircle(x, y-radius/2, radius)
	p.colour(role, 1)
	p.FillPreserve()
	p.colour("--paper", 1)
	p.SetLineWidth(2 * p.unit)
	p.Stroke()
}
