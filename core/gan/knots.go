package gan

import (
	"math"
	"strconv"
)

// MaxKnots bounds the knots of a piecewise linear activation.
const MaxKnots = 8

// knots are points of the graph of a piecewise linear φ: x rises, y does not fall. The pieces are
// numbered by their left ends; the first and the last go on beyond their outer knots.
type knots struct {
	n    int
	x, y [MaxKnots]float64
}

func newKnots(points []float64) (k knots) {
	if why := BadKnots(points); why != "" {
		panic("gan: the graph of an activation " + why)
	}
	k.n = len(points) / 2
	for i := range k.n {
		k.x[i], k.y[i] = points[2*i], points[2*i+1]
	}
	return k
}

// BadKnots says what keeps the points x₁, y₁, x₂, y₂, … from being the graph of an activation, in words that go on after its
// name; "" if nothing does.
func BadKnots(points []float64) string {
	if len(points)%2 != 0 {
		return "has an x without a y"
	}
	if n := len(points) / 2; n < 2 || n > MaxKnots {
		return "has " + strconv.Itoa(n) + " points"
	}
	for i := 2; i < len(points); i += 2 {
		x, y, before, below := points[i], points[i+1], points[i-2], points[i-1]
		if !(x > before) {
			return "goes back from x = " + digits(before) + " to " + digits(x)
		}
		if !(y >= below) {
			return "falls from y = " + digits(below) + " to " + digits(y) + " at x = " + digits(x) +
				": then two far inputs give one output, which no discriminator can tell apart"
		}
	}
	if points[1] == points[len(points)-1] {
		return "is constant, so that every generator gives the same samples"
	}
	return ""
}

// piece returns the number of the piece that x is on; a knot belongs to the piece on its left.
func (k *knots) piece(x float64) int {
	i := 0
	for i < k.n-2 && x > k.x[i+1] {
		i++
	}
	return i
}

func (k *knots) slope(i int) float64 { return (k.y[i+1] - k.y[i]) / (k.x[i+1] - k.x[i]) }

func (k *knots) at(x float64) float64 {
	i := k.piece(x)
	return k.y[i] + float64(k.slope(i)*(x-k.x[i]))
}

// rising says whether no piece is flat.
func (k *knots) rising() bool {
	for i := range k.n - 1 {
		if k.y[i+1] == k.y[i] {
			return false
		}
	}
	return true
}

// flat returns the intervals on which φ is constant.
func (k *knots) flat() (out []Interval) {
	for i := range k.n - 1 {
		if k.y[i+1] > k.y[i] {
			continue
		}
		lo, hi := k.x[i], k.x[i+1]
		if i == 0 {
			lo = math.Inf(-1)
		}
		if i == k.n-2 {
			hi = math.Inf(1)
		}
		if last := len(out) - 1; last >= 0 && out[last].Hi == lo {
			out[last].Hi = hi
		} else {
			out = append(out, Interval{lo, hi})
		}
	}
	return out
}

// bounds returns the ends of the range of φ.
func (k *knots) bounds() (lo, hi float64) {
	lo, hi = math.Inf(-1), math.Inf(1)
	if k.y[0] == k.y[1] {
		lo = k.y[0]
	}
	if k.y[k.n-2] == k.y[k.n-1] {
		hi = k.y[k.n-1]
	}
	return lo, hi
}

// inverse returns the x with φ(x) = y, NaN where there is more than one.
func (k *knots) inverse(y float64) float64 {
	i := 0
	for i < k.n-2 && y > k.y[i+1] {
		i++
	}
	if y == k.y[i+1] && i < k.n-2 && k.y[i+2] == y || k.slope(i) == 0 {
		return math.NaN()
	}
	return k.x[i] + (y-k.y[i])/k.slope(i)
}
