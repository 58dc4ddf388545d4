package metric

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
)

// edge adds the line on which φ is constant in one coordinate, cut off in the strip cut, and one-to-one in coordinate i,
// which runs over open: of N(0, Σ) it has the density
//
//	f(y) = φ(y/σ_i)/σ_i · P(x_j ∈ cut | x_i = y).
func (s *integrals) edge(p, q *planeLaw, i int, open, cut gan.Interval, tol float64, all bool) {
	end := reach * max(p.s[i], q.s[i])
	breaks := between(math.Max(open.Lo, -end), math.Min(open.Hi, end), p.s[i], q.s[i])
	if breaks == nil {
		return
	}
	lo, hi := breaks[0], breaks[len(breaks)-1]
	breaks = q.steps(p.steps(breaks, i, cut, lo, hi), i, cut, lo, hi)
	linear.Ascend(breaks)
	s.integrate(breaks, tol, func(s *integrals, w, y float64) float64 {
		lp, lq := p.edgeAt(i, y, cut), q.edgeAt(i, y, cut)
		s.add(w, lp, lq, all)
		return lq - lp
	})
}

// edgeAt returns log f(y).
func (l *planeLaw) edgeAt(i int, y float64, cut gan.Interval) float64 {
	u := y / l.s[i]
	return l.logS[i] - float64(u*u/2) + l.given(i, y, cut)
}

// given returns log P(x_j ∈ cut | x_i = y).
func (l *planeLaw) given(i int, y float64, cut gan.Interval) float64 {
	mean := float64(l.slope[i] * y)
	return logMass((cut.Lo-mean)/l.rest[i], (cut.Hi-mean)/l.rest[i])
}

// steps appends to breaks the places between lo and hi about which x_j comes into the strip cut or leaves it.
func (l *planeLaw) steps(breaks []float64, i int, cut gan.Interval, lo, hi float64) []float64 {
	for _, bound := range [2]float64{cut.Lo, cut.Hi} {
		if math.IsInf(bound, 0) {
			continue
		}
		for _, x := range [7]float64{-reach, -4, -1, 0, 1, 4, reach} {
			if y := (bound + float64(x*l.rest[i])) / l.slope[i]; y > lo && y < hi {
				breaks = append(breaks, y)
			}
		}
	}
	return breaks
}

// logCorner returns the log of the probability that x is in a×b: the integral over a of a density as that of edge, here
// log-concave, about its largest value.
func (l *planeLaw) logCorner(a, b gan.Interval) float64 {
	middle := math.Max(a.Lo, math.Min(0, a.Hi))
	lo, hi := math.Max(a.Lo, middle-float64(40*l.s[0])), math.Min(a.Hi, middle+float64(40*l.s[0]))
	value := func(x float64) float64 { return l.edgeAt(0, x, b) }
	top := summit(value, lo, hi)
	most := value(top)
	if most < -1e15 { // so far out that the rest does not change it
		return max(most, leastLog)
	}
	breaks := slopes(value, top, most, lo, hi, l.s[0])
	breaks = l.steps(breaks, 0, b, breaks[0], breaks[len(breaks)-1])
	linear.Ascend(breaks)
	var mass integrals // in place of tv, on which the error is measured
	mass.integrate(breaks, 1e-12, func(s *integrals, w, x float64) float64 {
		s.tv += float64(w / l.s[0] * kernel.Exp(value(x)-most))
		return 0
	})
	return most + kernel.Log(mass.tv) + kernel.Log(l.s[0])
}

// summit returns about where a concave f is largest between lo and hi.
func summit(f func(float64) float64, lo, hi float64) float64 {
	const share = 0.3819660112501051 // golden section
	a, b := lo+float64(share*(hi-lo)), hi-float64(share*(hi-lo))
	fa, fb := f(a), f(b)
	for range 40 {
		if fa > fb {
			hi, b, fb = b, a, fa
			a = lo + float64(share*(hi-lo))
			fa = f(a)
		} else {
			lo, a, fa = a, b, fb
			b = hi - float64(share*(hi-lo))
			fb = f(b)
		}
	}
	if fa > fb {
		return a
	}
	return b
}

// slopes returns breaks between lo and hi for e^f, where a concave f falls from its value most at top: on either side, at
// the distance at which it has fallen by about 1, and so on in ratios to where it is negligible. scale is the greatest
// distance that is tried.
func slopes(f func(float64) float64, top, most, lo, hi, scale float64) []float64 {
	const negligible = 45
	breaks := []float64{top}
	for _, side := range [2]float64{-1, 1} {
		end := hi
		if side < 0 {
			end = lo
		}
		step := min(scale, math.Abs(end-top))
		for range 40 {
			if !(step > 0) || !(f(top+float64(side*step)) < most-1.5) {
				break
			}
			step /= 2
		}
		for reach := step; step > 0; reach *= 3 {
			x := top + float64(side*reach)
			if x = max(lo, min(x, hi)); x == breaks[len(breaks)-1] {
				break
			}
			breaks = append(breaks, x)
			if x == end || f(x) < most-negligible {
				break
			}
		}
	}
	linear.Ascend(breaks)
	return breaks
}
