package paper

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// shape is one path of a picture, in pixels.
type shape struct {
	lines        []polyline
	fill, stroke string // roles of the palette as "--ink", empty for none
	width        float64
	opacity      [2]float64 // of the fill and of the stroke
}

// polyline is a run of points x₀, y₀, x₁, y₁, …
type polyline struct {
	points []float64
	closed bool
}

// pencil is what a group of a picture hands down to what is in it.
type pencil struct {
	sx, sy float64
	fill   string
}

var (
	scaling  = regexp.MustCompile(`^scale\(([\d.e+-]+)(?: ([\d.e+-]+))?\)$`)
	roleName = regexp.MustCompile(`var\((--[a-z0-9]+)`)
)

// shapes reads the elements of a picture of core/figure: groups that scale, and paths of straight lines and arcs.
func shapes(svg string) (list []shape, err error) {
	stack := []pencil{{1, 1, ""}}
	for dec := xml.NewDecoder(strings.NewReader(svg)); ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		switch e := token.(type) {
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.StartElement:
			now := stack[len(stack)-1]
			attributes := map[string]string{}
			for _, a := range e.Attr {
				attributes[a.Name.Local] = a.Value
			}
			if m := scaling.FindStringSubmatch(attributes["transform"]); m != nil {
				x, err1 := strconv.ParseFloat(m[1], 64)
				y := x
				if m[2] != "" {
					y, err = strconv.ParseFloat(m[2], 64)
				}
				if err := errors.Join(err, err1); err != nil {
					return nil, err
				}
				now.sx, now.sy = now.sx*x, now.sy*y
			} else if attributes["transform"] != "" {
				return nil, fmt.Errorf("the picture has a transform %q", attributes["transform"])
			}
			if role := roleOf(attributes, "fill"); role != "" {
				now.fill = role
			}
			stack = append(stack, now)
			if e.Name.Local != "path" {
				continue
			}
			s, err := pathShape(attributes, now)
			if err != nil {
				return nil, err
			}
			list = append(list, s)
		}
	}
}

// roleOf is the role of the palette that an element is filled or stroked with.
func roleOf(attributes map[string]string, what string) string {
	for rule := range strings.SplitSeq(attributes["style"], ";") {
		if name, value, _ := strings.Cut(rule, ":"); strings.TrimSpace(name) == what {
			if m := roleName.FindStringSubmatch(value); m != nil {
				return m[1]
			}
		}
	}
	return ""
}

func pathShape(attributes map[string]string, p pencil) (s shape, err error) {
	s = shape{fill: p.fill, stroke: roleOf(attributes, "stroke"), opacity: [2]float64{1, 1}}
	if s.stroke != "" && roleOf(attributes, "fill") == "" {
		s.fill = ""
	}
	number := func(name string, to *float64) {
		if text, ok := attributes[name]; ok && err == nil {
			*to, err = strconv.ParseFloat(text, 64)
		}
	}
	number("fill-opacity", &s.opacity[0])
	number("stroke-opacity", &s.opacity[1])
	number("stroke-width", &s.width)
	s.width *= math.Sqrt(p.sx * p.sy)
	if err != nil {
		return s, err
	}
	s.lines, err = outlines(attributes["d"], p.sx, p.sy)
	return s, err
}

var pathWord = regexp.MustCompile(`[A-Za-z]|-?[\d.]+`)

// outliner follows path data.
type outliner struct {
	words        []string
	x, y, x0, y0 float64 // where it stands, and where the line began
	sx, sy       float64
	list         []polyline
	open         bool
	err          error
}

// outlines reads path data: M, L, H, V, A and Z, absolute or relative.
func outlines(d string, sx, sy float64) ([]polyline, error) {
	o := outliner{words: pathWord.FindAllString(d, -1), sx: sx, sy: sy}
	command := byte(0)
	for len(o.words) > 0 && o.err == nil {
		if c := o.words[0][0]; c >= 'A' && c <= 'z' {
			command, o.words = c, o.words[1:]
		}
		o.follow(command)
		if command == 'M' || command == 'm' {
			command-- // what follows are lines
		}
	}
	return o.list, o.err
}

// follow carries out one command.
func (o *outliner) follow(command byte) {
	dx, dy := 0.0, 0.0
	if command >= 'a' {
		dx, dy = o.x, o.y
	}
	switch command {
	case 'M', 'm':
		o.x, o.y, o.open = dx+o.next(), dy+o.next(), false
		o.to()
	case 'L', 'l':
		o.x, o.y = dx+o.next(), dy+o.next()
		o.to()
	case 'H', 'h':
		o.x = dx + o.next()
		o.to()
	case 'V', 'v':
		o.y = dy + o.next()
		o.to()
	case 'A', 'a':
		r, _, _, large, sweep := o.next(), o.next(), o.next(), o.next(), o.next()
		x, y := dx+o.next(), dy+o.next()
		for _, p := range arc(o.x, o.y, x, y, r, large != 0, sweep != 0) {
			o.x, o.y = p[0], p[1]
			o.to()
		}
		o.x, o.y = x, y
		o.to()
	case 'Z', 'z':
		if n := len(o.list); n > 0 {
			o.list[n-1].closed = true
		}
		o.x, o.y, o.open = o.x0, o.y0, false
	default:
		o.err = fmt.Errorf("a path has the command %q", command)
	}
}

// to goes on with the line to where it stands now, or begins one there.
func (o *outliner) to() {
	if !o.open {
		o.list, o.open = append(o.list, polyline{}), true
		o.x0, o.y0 = o.x, o.y
	}
	last := &o.list[len(o.list)-1]
	last.points = append(last.points, o.x*o.sx, o.y*o.sy)
}

func (o *outliner) next() float64 {
	if len(o.words) == 0 {
		o.err = errors.New("a path ends early")
		return 0
	}
	v, err := strconv.ParseFloat(o.words[0], 64)
	if o.words = o.words[1:]; err != nil {
		o.err = err
	}
	return v
}

// arc returns points on the way from one point to another on a circle of radius r.
func arc(x0, y0, x1, y1, r float64, large, sweep bool) (points [][2]float64) {
	const parts = 24
	half := math.Hypot(x1-x0, y1-y0) / 2
	r = max(r, half)
	if half == 0 {
		return nil
	}
	off := math.Sqrt(max(r*r-half*half, 0))
	if large == sweep {
		off = -off
	}
	cx, cy := (x0+x1)/2+off*(y1-y0)/(2*half), (y0+y1)/2-off*(x1-x0)/(2*half)
	from, turn := math.Atan2(y0-cy, x0-cx), math.Atan2(y1-cy, x1-cx)-math.Atan2(y0-cy, x0-cx)
	if sweep && turn < 0 {
		turn += 2 * math.Pi
	} else if !sweep && turn > 0 {
		turn -= 2 * math.Pi
	}
	for i := 1; i < parts; i++ {
		a := from + turn*float64(i)/parts
		points = append(points, [2]float64{cx + r*math.Cos(a), cy + r*math.Sin(a)})
	}
	return points
}
