package rates

import (
	"math"

	"saddle/core/kernel"
)

// generator is log p_w = w·B, with its density tabulated at the grid's nodes.
type generator struct {
	splines
	w       []float64
	density [cells + 1]float64

	first  [cells + 1]int
	values [cells + 1][widest]float64
}

func newGenerator(s splines) *generator {
	g := &generator{splines: s, w: make([]float64, s.count)}
	for i := range g.first {
		g.first[i], g.values[i] = s.at(float64(i) / cells)
	}
	g.tabulate()
	return g
}

func (g *generator) tabulate() {
	for i := range g.density {
		g.density[i] = kernel.Exp(g.dot(g.w, g.first[i], &g.values[i]))
	}
}

// weight is that of a node in the trapezoidal rule.
func weight(i int) float64 {
	if i == 0 || i == cells {
		return 0.5 / cells
	}
	return 1. / cells
}

// moments returns E B under a tabulated density.
func (g *generator) moments(density []float64) []float64 {
	m := make([]float64, g.count)
	for i, p := range density {
		p *= weight(i)
		for j := range g.degree + 1 {
			m[g.first[i]+j] += float64(p * g.values[i][j])
		}
	}
	return m
}

// value returns w·m − ∫exp(w·B), which is largest where the moments are m, and then has ∫exp(w·B) = Σm = 1.
func (g *generator) value(m []float64) float64 {
	sum := -trapezoid(g.density[:])
	for i, w := range g.w {
		sum += float64(w * m[i])
	}
	return sum
}

// settled is how closely the moments are met, as a share of 1/K.
const settled = 1e-9

// family are laws log p_w = w·B on a grid, of which w, in the memory of weights, says which.
type family interface {
	weights() []float64
	tabulate()                                        // makes the density that of w
	own() []float64                                   // E_w B
	value(m []float64) float64                        // w·m − ∫exp(w·B)
	newton(slope []float64) (step []float64, ok bool) // solves H s = slope, H = ∫BBᵀ exp(w·B)
}

func (g *generator) weights() []float64          { return g.w }
func (g *generator) own() []float64              { return g.moments(g.density[:]) }
func (g *generator) match(m []float64) (ok bool) { return match(g, m) }

// match sets w so that E_w B = m, by Newton's method from where w is: the best answer to the best discriminator. It says
// whether it came there.
func match(f family, m []float64) bool {
	const most = 200
	w := f.weights()
	now := f.value(m)
	for range most {
		slope := f.own()
		off := 0.0
		for i := range slope {
			slope[i] = m[i] - slope[i]
			off = math.Max(off, math.Abs(slope[i]))
		}
		if off*float64(len(w)) < settled {
			return true
		}
		step, ok := f.newton(slope)
		if !ok {
			return false
		}
		gain := 0.0
		for i := range step {
			gain += float64(step[i] * slope[i])
		}
		from := append([]float64(nil), w...)
		for share := 1.0; ; share /= 2 {
			for i := range w {
				w[i] = from[i] + float64(share*step[i])
			}
			f.tabulate()
			next := f.value(m)
			// A gain below what value can tell is taken as it is.
			if next >= now+float64(1e-4*float64(share*gain)) || math.Abs(share*gain) < 1e-12 {
				now = next
				break
			}
			if share < 1e-9 {
				return false
			}
		}
	}
	return false
}

// newton solves H s = slope, H = ∫BBᵀ exp(w·B).
func (g *generator) newton(slope []float64) (s []float64, ok bool) {
	h := make([]float64, g.count*(g.degree+1))
	for i := range g.density {
		g.addSquare(h, g.first[i], &g.values[i], g.density[i]*weight(i))
	}
	if !factorBanded(h, g.count, g.degree) {
		return nil, false
	}
	s = append([]float64(nil), slope...)
	solveBanded(h, s, g.degree)
	return s, true
}
