package metric

import (
	"math"

	"saddle/core/linear"
)

// lineMixed returns the integrals for the laws of φ_p(x) and φ_q(x), x ~ N(0, s²) with the standard deviations star and s,
// in dimension 1, to tol on the total variation.
func lineMixed(c *common, s, star, tol float64, all bool) integrals {
	var whole integrals
	logP, logQ := normalAt0(star), normalAt0(s)
	for i := range c.parts {
		w := &c.parts[i]
		if w.atom {
			whole.add(1, logMass(w.p.Lo/star, w.p.Hi/star), logMass(w.q.Lo/s, w.q.Hi/s), all)
			continue
		}
		whole.integrate(c.breaks(w, star, s, fine, fineScales), tol, func(sum *integrals, weight, t float64) float64 {
			u, v, logU, logV := c.at(w, t)
			x, y := u/star, v/s
			lp, lq := logP-float64(x*x/2)+logU, logQ-float64(y*y/2)+logV
			sum.add(weight, lp, lq, all)
			return lq - lp
		})
	}
	whole.rest(c, all)
	return whole
}

// rest adds what the laws have where the other has none.
func (s *integrals) rest(c *common, all bool) {
	p, q := 0.0, 0.0
	if c.pOnly {
		p = math.Max(0, 1-s.p)
		s.kl = math.Inf(1)
	}
	if c.qOnly {
		q = math.Max(0, 1-s.q)
		s.reverseKL = math.Inf(1)
	}
	s.p += p
	s.q += q
	s.tv += half(p + q)
	if all {
		s.js += float64(half(p+q) * math.Ln2)
		s.kl += q // the part of p log(p/q) + q − p without p
		s.reverseKL += p
		s.hellinger += half(p + q)
	}
}

// Places in deviations of the laws, and on the activations' own scale, that breaks puts panels between: finely where a panel costs a point,
// and coarsely where it costs a slice of the plane.
var (
	fine         = []float64{-reach, -6.5, -4.5, -3, -2, -1, 0, 1, 2, 3, 4.5, 6.5, reach}
	fineScales   = []float64{-30, -12, -5, -2, 0, 2, 5, 12, 30}
	coarse       = []float64{-reach, -4, -1.5, 0, 1.5, 4, reach}
	coarseScales = []float64{-12, -2, 0, 2, 12}
)

// breaks returns places of a part, for normal u and v of the deviations sp and sq, between which neither density in t
// bends much; the outermost are where nothing is left of either, and there are none if nothing is left at all.
func (c *common) breaks(w *part, sp, sq float64, places, scales []float64) []float64 {
	var t []float64
	for i, s := range [2]float64{sp, sq} {
		from := w.p
		if i == 1 {
			from = w.q
		}
		for _, x := range places {
			if x *= s; x > from.Lo && x < from.Hi {
				if at := c.place(w, i == 1, x); at > w.moves[i].Lo && at < w.moves[i].Hi {
					t = append(t, at)
				}
			}
		}
		if lo, hi, ok := c.window(w, i == 1, 0, s); ok {
			t = append(t, lo, hi)
		}
	}
	if len(t) == 0 {
		return nil
	}
	linear.Ascend(t)
	lo, hi := t[0], t[len(t)-1]
	for _, x := range append(append([]float64(nil), scales...), w.steep...) {
		if x > lo && x < hi {
			t = append(t, x)
		}
	}
	linear.Ascend(t)
	return t
}

// place returns the t of a u, or of a v.
func (c *common) place(w *part, ofQ bool, x float64) (t float64) {
	switch {
	case ofQ == w.byQ:
		return x
	case ofQ:
		t, _ = c.toP(w, x)
	default:
		t, _ = c.toQ(w, x)
	}
	return t
}

// window returns the first and the last t of a part at which anything is left of the law of u, or of v, that is normal
// about mean; ok is false where it is nowhere.
func (c *common) window(w *part, ofQ bool, mean, deviation float64) (lo, hi float64, ok bool) {
	x, moves, t := w.p, w.moves[0], w.t()
	if ofQ {
		x, moves = w.q, w.moves[1]
	}
	from, to := mean-float64(reach*deviation), mean+float64(reach*deviation)
	if from >= x.Hi || to <= x.Lo {
		return 0, 0, false
	}
	lo, hi = moves.Lo, moves.Hi
	if from > x.Lo {
		lo = math.Max(lo, c.place(w, ofQ, from))
	}
	if to < x.Hi {
		hi = math.Min(hi, c.place(w, ofQ, to))
	}
	lo, hi = math.Max(lo, t.Lo), math.Min(hi, t.Hi)
	return lo, hi, lo < hi
}
