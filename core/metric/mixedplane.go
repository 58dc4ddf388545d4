package metric

import (
	"math"

	"saddle/core/kernel"
	"saddle/core/linear"
)

// planeMixed returns the integrals for the laws of φ_p(W_*z) and φ_q(Wz) in the plane, to tol on the total variation. Both
// matrices are 2×2, row-major, of full rank.
//
// The plane of the values falls into products of parts of the two lines. Where both coordinates are values that the
// activations take on whole pieces the laws have atoms, where one of them is they have densities on a line (as in
// planeFaces), and elsewhere densities in the plane: those are integrated over one coordinate after the other, see slice.
func planeMixed(c *common, w, star []float64, tol float64, all bool) integrals {
	p, q := newPlaneLaw(star, [2]float64{1, 1}), newPlaneLaw(w, [2]float64{1, 1})
	m := &mixed{common: c, p: &p, q: &q, tol: tol, all: all}
	var whole integrals
	for i := range c.parts {
		a := &c.parts[i]
		for j := range c.parts {
			b := &c.parts[j]
			switch {
			case a.atom && b.atom:
				whole.add(1, p.logCorner(a.p, b.p), q.logCorner(a.q, b.q), all)
			case a.atom:
				m.edge(&whole, 1, b, a)
			case b.atom:
				m.edge(&whole, 0, a, b)
			}
		}
		if !a.atom {
			m.strip(&whole, a)
		}
	}
	whole.rest(c, all)
	return whole
}

// mixed is a pair of laws in the plane.
type mixed struct {
	*common
	p, q *planeLaw
	tol  float64
	all  bool

	panels []float64   // scratch of slice
	nodes  []crossNode // the same
}

// edge adds the line on which coordinate i runs over an open part and the other is cut off.
func (m *mixed) edge(s *integrals, i int, open, cut *part) {
	breaks := m.breaks(open, m.p.s[i], m.q.s[i], fine, fineScales)
	if breaks == nil {
		return
	}
	lo, hi := breaks[0], breaks[len(breaks)-1]
	for k, law := range [2]*planeLaw{m.p, m.q} {
		x, into := open.p, cut.p
		if k == 1 {
			x, into = open.q, cut.q
		}
		for _, at := range law.steps(nil, i, into, x.Lo, x.Hi) {
			if t := m.place(open, k == 1, at); t > lo && t < hi {
				breaks = append(breaks, t)
			}
		}
	}
	linear.Ascend(breaks)
	s.integrate(breaks, m.tol, func(s *integrals, w, t float64) float64 {
		u, v, logU, logV := m.at(open, t)
		lp, lq := m.p.edgeAt(i, u, cut.p)+logU, m.q.edgeAt(i, v, cut.q)+logV
		s.add(w, lp, lq, m.all)
		return lq - lp
	})
}

// strip adds the products of an open part of the first coordinate with all open parts of the second.
func (m *mixed) strip(s *integrals, a *part) {
	s.integrate(m.breaks(a, m.p.s[0], m.q.s[0], coarse, coarseScales), m.tol, func(s *integrals, w, t float64) float64 {
		u, v, logU, logV := m.at(a, t)
		x, y := u/m.p.s[0], v/m.q.s[0]
		lp, lq := m.p.logS[0]-float64(x*x/2)+logU, m.q.logS[0]-float64(y*y/2)+logV
		if max(lp, lq) < faint-20 {
			return 0
		}
		for j := range m.parts {
			if b := &m.parts[j]; !b.atom {
				m.slice(s, w, b, lp, lq, given{float64(m.p.slope[0] * u), m.p.rest[0]}, given{float64(m.q.slope[0] * v), m.q.rest[0]})
			}
		}
		return 0
	})
}

// given is the normal law of the second coordinate given the first.
type given struct{ mean, deviation float64 }

// log returns its log density.
func (g given) log(x float64) float64 {
	z := (x - g.mean) / g.deviation
	return normalAt0(g.deviation) - half(float64(z*z))
}

// crossNode is a place on a slice and the log-ratio q/p there.
type crossNode struct{ t, l float64 }

// slice adds, times w, the integrals over an open part of the second coordinate where the first has the log densities lp and
// lq, and the second, before the activations, the laws p and q given it.
//
// The total variation is the sum of what the laws differ by between places where their densities are equal: differences
// of Φ. The others are smooth there, and take a rule of Gauss on panels as wide as the narrower law.
func (m *mixed) slice(s *integrals, w float64, b *part, lp, lq float64, p, q given) {
	if m.lay(b, p, q); len(m.panels) < 2 {
		return
	}
	at := func(t float64) (x, y float64) {
		u, v, logU, logV := m.at(b, t)
		return lp + p.log(u) + logU, lq + q.log(v) + logV
	}
	ratio := func(t float64) float64 { a, c := at(t); return c - a }
	first, end := m.panels[0], m.panels[len(m.panels)-1]
	m.nodes = append(m.nodes[:0], crossNode{first, ratio(first)})
	var smooth integrals
	for k := 1; k < len(m.panels); k++ {
		lo, hi := m.panels[k-1], m.panels[k]
		for n, x := range panelNodes {
			t := lo + float64((hi-lo)*x)
			a, c := at(t)
			m.nodes = append(m.nodes, crossNode{t, c - a})
			if m.all {
				smooth.add((hi-lo)*panelWeights[n]*w, a, c, true)
			}
		}
	}
	m.nodes = append(m.nodes, crossNode{end, ratio(end)})
	massP, massQ := float64(w*kernel.Exp(lp)), float64(w*kernel.Exp(lq))
	below := func(t float64) (x, y float64) {
		u, v, _, _ := m.at(b, t)
		return kernel.NormalCDF((u - p.mean) / p.deviation), kernel.NormalCDF((v - q.mean) / q.deviation)
	}
	pBelow, qBelow := below(first)
	piece := func(to float64) {
		pNext, qNext := below(to)
		dp, dq := float64(massP*(pNext-pBelow)), float64(massQ*(qNext-qBelow))
		s.p += dp
		s.q += dq
		s.tv += half(math.Abs(dq - dp))
		pBelow, qBelow = pNext, qNext
	}
	m.kinks(ratio, piece)
	piece(end)
	if m.all {
		s.js += smooth.js
		s.kl += smooth.kl
		s.reverseKL += smooth.reverseKL
		s.hellinger += smooth.hellinger
	}
}

// panelNodes and panelWeights are Gauss's rule of 7 points on (0, 1).
var panelNodes = [7]float64{0.025446043828620757, 0.12923440720030277, 0.2970774243113014, 0.5, 0.7029225756886985, 0.8707655927996972, 0.9745539561713792}
var panelWeights = [7]float64{0.06474248308443485, 0.13985269574463833, 0.19091502525255947, 0.2089795918367347, 0.19091502525255947, 0.13985269574463833, 0.06474248308443485}

// lay lays panels over the places of a part where anything is left of either law: as wide as they are, and where t moves
// them slowly as the activations' own scale allows.
func (m *mixed) lay(b *part, p, q given) {
	m.panels = m.panels[:0]
	laws := [2]given{p, q}
	var lo, hi [2]float64
	first, last := math.Inf(1), math.Inf(-1)
	for i, g := range laws {
		var ok bool
		if lo[i], hi[i], ok = m.window(b, i == 1, g.mean, g.deviation); !ok {
			lo[i], hi[i] = math.Inf(1), math.Inf(-1)
			continue
		}
		first, last = math.Min(first, lo[i]), math.Max(last, hi[i])
	}
	if !(first < last) {
		return
	}
	t := first
	m.panels = append(m.panels, t)
	u, v, _, _ := m.at(b, t)
	for t < last && len(m.panels) < mostPanels {
		width := math.Max(0.75, 0.3*math.Abs(t))
		next := math.Min(last, t+width)
		for _, x := range b.steep {
			if x > t {
				next = math.Min(next, x)
			}
		}
		inside := false
		for i := range laws { // stop where a law begins or ends
			if lo[i] > t {
				next = math.Min(next, lo[i])
			} else if hi[i] > t {
				next, inside = math.Min(next, hi[i]), true
			}
		}
		if !inside { // between the laws
			next = last
			for i := range laws {
				if lo[i] > t {
					next = math.Min(next, lo[i])
				}
			}
		}
		x, y, _, _ := m.at(b, next)
		for inside && next > t { // no farther than the narrower law is wide
			const most = 1.0
			tooFar := false
			for i, moved := range [2]float64{x - u, y - v} {
				tooFar = tooFar || t >= lo[i] && t < hi[i] && moved > most*laws[i].deviation
			}
			if !tooFar {
				break
			}
			next = t + float64((next-t)/2)
			x, y, _, _ = m.at(b, next)
		}
		m.panels = append(m.panels, next)
		t, u, v = next, x, y
	}
}

// mostPanels bounds them where a law is very much narrower than the other.
const mostPanels = 400

// kinks calls piece at the changes of sign of the ratio, in order: between nodes of different signs, and where a parabola
// through three nodes of one sign comes close to 0.
func (m *mixed) kinks(ratio func(float64) float64, piece func(float64)) {
	after := math.Inf(-1)
	for i := 1; i < len(m.nodes); i++ {
		a, b := m.nodes[i-1], m.nodes[i]
		if a.l*b.l < 0 {
			after = zero(ratio, a.t, b.t, a.l, b.l)
			piece(after)
			continue
		}
		if i+1 == len(m.nodes) {
			break
		}
		c := m.nodes[i+1]
		if b.l*c.l <= 0 {
			continue
		}
		if t, l := dip(ratio, a, b, c, after); l*b.l < 0 { // there and back
			piece(zero(ratio, max(a.t, after), t, a.l, l))
			after = zero(ratio, t, c.t, l, c.l)
			piece(after)
		}
	}
}

// dip looks for a place between a and c, beyond after, where the ratio has another sign than at all three, which have the
// same. It returns b if there is none.
func dip(ratio func(float64) float64, a, b, c crossNode, after float64) (t, l float64) {
	sign := math.Copysign(1, b.l)
	nearest := b
	for range 12 {
		x, y := b.t-a.t, c.t-b.t
		down, up := (b.l-a.l)/x, (c.l-b.l)/y
		curve := (up - down) / (x + y)
		if !(sign*curve > 0) {
			break
		}
		slope := down + float64(curve*x)
		at := b.t - slope/(2*curve)
		least := b.l - float64(slope*slope)/(4*curve)
		if !(at > a.t && at < c.t && at > after) || sign*least > 0.5*min(sign*a.l, sign*b.l, sign*c.l) || math.Abs(at-nearest.t) < 1e-6*(c.t-a.t) {
			break // it does not come near
		}
		nearest = crossNode{at, ratio(at)}
		switch {
		case sign*nearest.l < 0:
			return nearest.t, nearest.l
		case at < b.t:
			if sign*nearest.l < sign*b.l || at-a.t < (b.t-a.t)/2 {
				b, c = nearest, b
			} else {
				a = nearest
			}
		case sign*nearest.l < sign*b.l || c.t-at < (c.t-b.t)/2:
			a, b = b, nearest
		default:
			c = nearest
		}
	}
	return b.t, b.l
}

// zero returns the root between lo and hi, where f has the values of opposite signs atLo and atHi (regula falsi, Illinois).
func zero(f func(float64) float64, lo, hi, atLo, atHi float64) (t float64) {
	enough := 1e-9 * (hi - lo)
	t = lo + half(hi-lo)
	side, last := 0, math.Inf(1)
	for range 40 {
		next := hi - float64(atHi*(hi-lo)/(atHi-atLo))
		if !(next > lo && next < hi) {
			next = lo + half(hi-lo) // values that differ too much, or rounding
		}
		t = next
		v := f(t)
		if v == 0 || hi-lo < enough || math.Abs(t-last) < enough {
			break
		}
		last = t
		if v*atHi > 0 {
			hi, atHi = t, v
			if side == 1 {
				atLo /= 2
			}
			side = 1
		} else {
			lo, atLo = t, v
			if side == -1 {
				atHi /= 2
			}
			side = -1
		}
	}
	return t
}
