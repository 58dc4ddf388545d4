package scene

import (
	"math"

	"saddle/core/figure"
)

// overlay is an image of four numbers a pixel that the shader reads: how much of the pixel the samples
// of each law cover, and how far inside the nearest mark of each law it lies.
type overlay struct {
	width, height int
	pix           []byte // 4 bytes a pixel, row by row
	reach         reach
	crowd         [2]crowd // of the target and of the generator, where there are many samples
}

// The planes of an overlay.
const (
	targetSamples    = iota // share of the pixel that is painted in the law's colour, 0…255
	generatedSamples        // the same; both together are at most 255
	targetMarks             // see reach
	generatedMarks          // see reach
	planes
)

// reach encodes the distance from a pixel's centre to the edge of a mark as a byte: 0 stands for
// outside by out pixels or more, 255 for inside by in or more.
type reach struct{ out, in, scale float32 }

// encode compares instead of calling min and max, as all that runs for every pixel does: in WebAssembly they are calls.
func (r reach) encode(inside float32) byte {
	switch v := (inside + r.out) * r.scale; {
	case v >= 255:
		return 255
	case v > 0:
		return byte(v)
	}
	return 0
}

// newReach suffices for a mark's halo, and a pixel more for smooth edges.
func newReach(unit float64) reach {
	out, in := float32(figure.HaloWidth*unit+1), float32(1)
	return reach{out, in, 255 / (out + in)}
}

func newOverlay(width, height int, unit float64) *overlay {
	return &overlay{width: width, height: height, pix: make([]byte, planes*width*height), reach: newReach(unit)}
}

// marks draws the contours and arrows of one law, moved by (dx, dy); unit is the length in
// pixels that its strokes are measured in.
func (o *overlay) marks(plane int, m *figure.Marks, s figure.Stroke, dx, dy, unit float64) {
	for r, paths := range m.Contours {
		for _, p := range paths {
			o.stroke(plane, p, dx, dy, s.Contours[r]*unit/2)
		}
	}
	for _, p := range m.Arrows {
		shaft, head, ok := p.Arrow(s.Head * unit)
		if !ok {
			continue
		}
		o.stroke(plane, shaft, dx, dy, s.Arrow*unit/2)
		for i := range head {
			head[i] += [2]float64{dx, dy}[i%2]
		}
		o.triangle(plane, head)
	}
}

// stroke draws a polyline with round ends, moved by (dx, dy), of the given half width.
func (o *overlay) stroke(plane int, p figure.Path, dx, dy, half float64) {
	for i := 0; i+3 < len(p); i += 2 {
		o.segment(plane, p[i]+dx, p[i+1]+dy, p[i+2]+dx, p[i+3]+dy, half)
	}
}

// segment draws the pixels around a segment, in pieces: the box around a long oblique one is mostly empty.
func (o *overlay) segment(plane int, x0, y0, x1, y1, half float64) {
	const longest = 16 // pixels
	margin := half + float64(o.reach.out)
	x0, y0, x1, y1, ok := clip(x0, y0, x1, y1, -margin, -margin, float64(o.width)+margin, float64(o.height)+margin)
	if !ok {
		return
	}
	n := max(1, math.Ceil(math.Hypot(x1-x0, y1-y0)/longest))
	for k := range int(n) {
		a, b := float64(k)/n, float64(k+1)/n
		o.piece(plane, x0+a*(x1-x0), y0+a*(y1-y0), x0+b*(x1-x0), y0+b*(y1-y0), half)
	}
}

func (o *overlay) piece(plane int, x0, y0, x1, y1, half float64) {
	left, top, right, bottom := o.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), half)
	dx, dy := float32(x1-x0), float32(y1-y0)
	square := max(dx*dx+dy*dy, 1e-12)
	far := (float32(half) + o.reach.out) * (float32(half) + o.reach.out)
	for y := top; y < bottom; y++ {
		py := float32(y) + 0.5 - float32(y0)
		for x := left; x < right; x++ {
			px := float32(x) + 0.5 - float32(x0)
			t := (px*dx + py*dy) / square // along the segment
			if t < 0 {
				t = 0
			} else if t > 1 {
				t = 1
			}
			ex, ey := px-t*dx, py-t*dy
			if d := ex*ex + ey*ey; d < far {
				o.raise(plane, x, y, float32(half)-float32(math.Sqrt(float64(d))))
			}
		}
	}
}

// triangle fills the triangle with the corners x₀, y₀, x₁, y₁, x₂, y₂, which turn counter-clockwise on
// the screen or clockwise.
func (o *overlay) triangle(plane int, c [6]float64) {
	type edge struct{ nx, ny, d float32 } // inside is nx·x + ny·y + d > 0, in pixels
	var edges [3]edge
	area := (c[2]-c[0])*(c[5]-c[1]) - (c[4]-c[0])*(c[3]-c[1])
	for i := range edges {
		x0, y0, x1, y1 := c[2*i], c[2*i+1], c[(2*i+2)%6], c[(2*i+3)%6]
		scale := math.Copysign(1, area) / max(math.Hypot(x1-x0, y1-y0), 1e-9)
		nx, ny := -(y1-y0)*scale, (x1-x0)*scale
		edges[i] = edge{float32(nx), float32(ny), float32(-nx*x0 - ny*y0)}
	}
	left, top, right, bottom := o.box(min(c[0], c[2], c[4]), min(c[1], c[3], c[5]), max(c[0], c[2], c[4]), max(c[1], c[3], c[5]), 0)
	for y := top; y < bottom; y++ {
		for x := left; x < right; x++ {
			px, py := float32(x)+0.5, float32(y)+0.5
			inside := float32(math.MaxFloat32)
			for _, e := range edges {
				if d := e.nx*px + e.ny*py + e.d; d < inside {
					inside = d
				}
			}
			o.raise(plane, x, y, inside)
		}
	}
}

// box returns the pixels, right and bottom excluded, that something of that extent can reach.
func (o *overlay) box(x0, y0, x1, y1, half float64) (left, top, right, bottom int) {
	m := half + float64(o.reach.out)
	within := func(v float64, most int) int { return int(min(max(v, 0), float64(most))) }
	return within(x0-m, o.width), within(y0-m, o.height), within(x1+m+1, o.width), within(y1+m+1, o.height)
}

// raise notes that a pixel lies inside a mark by so many pixels; of several marks the nearest counts.
func (o *overlay) raise(plane, x, y int, inside float32) {
	p := &o.pix[planes*(y*o.width+x)+plane]
	if v := o.reach.encode(inside); v > *p {
		*p = v
	}
}

// clip cuts a segment to a rectangle (Liang and Barsky 1984); ok is false if nothing is left.
func clip(x0, y0, x1, y1, left, top, right, bottom float64) (ax, ay, bx, by float64, ok bool) {
	from, to := 0.0, 1.0
	dx, dy := x1-x0, y1-y0
	for _, side := range [4][2]float64{{-dx, x0 - left}, {dx, right - x0}, {-dy, y0 - top}, {dy, bottom - y0}} {
		speed, room := side[0], side[1]
		switch {
		case speed < 0:
			from = max(from, room/speed)
		case speed > 0:
			to = min(to, room/speed)
		case room < 0:
			return 0, 0, 0, 0, false
		}
	}
	return x0 + from*dx, y0 + from*dy, x0 + to*dx, y0 + to*dy, from < to || from == to && dx == 0 && dy == 0
}
