package shatter

import (
	"math"
	"math/bits"

	"saddle/core/config"
	"saddle/core/lab"
)

// mostDots keeps all labellings within what can be drawn one by one: 2⁸.
const mostDots = 8

// hair is how far apart two numbers of a plane of extent 1 must be to be told apart.
const hair = 1e-12

// norm is a norm ‖·‖_p of the plane in which the adversary's radius is measured.
type norm uint8

const (
	one      norm = iota // |x| + |y|
	two                  // √(x² + y²)
	infinity             // max(|x|, |y|)
)

// length is ‖(x, y)‖_p.
func (n norm) length(x, y float64) float64 {
	x, y = math.Abs(x), math.Abs(y)
	switch n {
	case one:
		return x + y
	case infinity:
		return math.Max(x, y)
	}
	return math.Sqrt(float64(x*x) + float64(y*y))
}

// dual is the norm ‖·‖_q with 1/p + 1/q = 1: how far w·x moves at most when x moves by 1.
func (n norm) dual() norm { return [...]norm{one: infinity, two: two, infinity: one}[n] }

// point is a place of the plane, or a direction.
type point struct{ x, y float64 }

func (p point) minus(q point) point { return point{p.x - q.x, p.y - q.y} }
func (p point) dot(q point) float64 { return float64(p.x*q.x) + float64(p.y*q.y) }
func (p point) times(a float64) point {
	return point{float64(a * p.x), float64(a * p.y)}
}

// cross is twice the area of the triangle 0, p, q: positive where q lies to the left of p.
func (p point) cross(q point) float64 { return float64(p.x*q.y) - float64(p.y*q.x) }

// left is p turned by a right angle.
func (p point) left() point { return point{-p.y, p.x} }

// between is the place a share of the way from p to q.
func (p point) between(q point, share float64) point {
	return point{p.x + float64(share*(q.x-p.x)), p.y + float64(share*(q.y-p.y))}
}

// labelling says of every dot i in its bit i whether it is called +1. So are sets of dots.
type labelling uint16

func (l labelling) has(i int) bool { return l>>i&1 == 1 }

// patterns is a set of labellings of at most mostDots dots.
type patterns [1 << mostDots / 64]uint64

func (s *patterns) add(l labelling)      { s[l/64] |= 1 << (l % 64) }
func (s *patterns) has(l labelling) bool { return s[l/64]>>(l%64)&1 == 1 }

// count is how many there are.
//
//go:noinline
func (s *patterns) count() float64 {
	n := 0
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return float64(n)
}

// scene is what the laboratory looks at: dots with labels, and how far an adversary may move each of them.
type scene struct {
	dots    []point
	right   labelling // the dots whose label is +1
	radius  float64   // ε ≥ 0
	norm    norm
	weights int // E of the calculator
}

// sceneOf reads a path. What does not fit is left out, as unfit says.
func sceneOf(c *lab.Cell) *scene {
	s := &scene{radius: c.Number(radiusName), weights: int(c.Number(weightsName))}
	for i, o := range normOptions {
		if o.Value == c.Own(normName) {
			s.norm = norm(i)
		}
	}
	xy := c.Numbers(dotsName)
	for i := 0; i+1 < len(xy) && len(s.dots) < mostDots; i += 2 {
		s.dots = append(s.dots, point{xy[i], xy[i+1]})
	}
	if len(s.dots) == 0 {
		s.dots = []point{{}}
	}
	labels := c.Numbers(labelsName)
	for i := range s.dots {
		if i >= len(labels) || labels[i] >= 0 {
			s.right |= 1 << i
		}
	}
	return s
}

// all is the labelling that calls every dot +1; there are all + 1 labellings.
func (s *scene) all() labelling { return 1<<len(s.dots) - 1 }

// alike says whether all dots have one label.
func (s *scene) alike() bool { return s.right == 0 || s.right == s.all() }

// sign is the label of a dot.
func (s *scene) sign(i int) float64 {
	if s.right.has(i) {
		return 1
	}
	return -1
}

// extent is the largest coordinate, at least a hair.
func (s *scene) extent() float64 {
	most := hair
	for _, p := range s.dots {
		most = math.Max(most, infinity.length(p.x, p.y))
	}
	return most
}

// unfit says what of the dots and labels is not used.
func unfit(c *lab.Cell) (problems []config.Problem) {
	complain := func(wrong bool, name, allowed, used string) {
		if wrong {
			problems = append(problems, config.Problem{Name: name, Given: c.Own(name), Range: allowed, Used: used, Message: fill("% takes %; using %.", name, allowed, used)})
		}
	}
	labels, dots := c.Numbers(labelsName), len(sceneOf(c).dots)
	complain(len(c.Numbers(dotsName)) != 2*dots, dotsName, "x and y in turn, of 1 to 8 dots", "the first of them that are whole, or else one at 0, 0")
	complain(len(labels) > 0 && len(labels) != dots, labelsName, "one entry for each dot, or none", "1 where there is none")
	other := false
	for _, v := range labels {
		other = other || v != 1 && v != -1
	}
	complain(other, labelsName, "1 and −1", "the one of the same sign")
	return problems
}
