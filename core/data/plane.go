package data

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
)

// planeFit is what two columns say of the law of their pre-activations, N(0, Σ) with deviations s₁, s₂ and correlation
// ρ, where φ has flat pieces.
type planeFit struct{ tally } // in units of the columns

// planePoint is log s₁, log s₂ and artanh ρ, which may be any numbers.
type planePoint [3]float64

// Beyond these the likelihood is not followed.
const (
	farScale       = 13.8 // log 10⁶
	farCorrelation = 6.1  // artanh 0.99999
)

// tells says whether each column has a number off the flat pieces.
func (p *planeFit) tells() bool {
	first, second := p.n > 0, p.n > 0
	for i := range p.edges {
		second = second || p.edges[i].second
		first = first || !p.edges[i].second
	}
	return first && second
}

// climb returns the point of greatest likelihood, from one nearby: Newton's method on the gradient, of which the
// differences are the second derivatives, and where these do not point upwards the gradient; steps are halved until
// they gain.
func (p *planeFit) climb(at planePoint) planePoint {
	const enough = 1e-12 // of the likelihood of a row
	rows := p.n + float64(len(p.edges))
	for i := range p.corners {
		rows += p.corners[i].rows
	}
	value, gradient := p.likelihood(at)
	for range 60 {
		step, gain := ascent(gradient, p.curvature(at, gradient))
		moved := false
		for range 30 {
			next := bounded(at, step)
			if v, g := p.likelihood(next); v > value {
				moved = v-value > enough*rows
				at, value, gradient = next, v, g
				break
			}
			for i := range step {
				step[i] /= 2
			}
		}
		if !moved || gain < enough*rows {
			break
		}
	}
	return at
}

func bounded(at, step planePoint) planePoint {
	for i, far := range [3]float64{farScale, farScale, farCorrelation} {
		at[i] = math.Max(-far, math.Min(at[i]+step[i], far))
	}
	return at
}

// curvature returns the matrix of second derivatives at a point.
func (p *planeFit) curvature(at, gradient planePoint) (h [3][3]float64) {
	const small = 1e-5
	for i := range at {
		near := at
		near[i] += small
		_, g := p.likelihood(near)
		for j := range g {
			h[i][j] = (g[j] - gradient[j]) / small
		}
	}
	for i := range h {
		for j := range i {
			v := (h[i][j] + h[j][i]) / 2
			h[i][j], h[j][i] = v, v
		}
	}
	return h
}

// ascent returns −H⁻¹g where H is negative definite, otherwise a step of length ½ along g, and what a quadratic would
// gain.
func ascent(g planePoint, h [3][3]float64) (step planePoint, gain float64) {
	var l [9]float64
	for i := range 3 {
		for j := range 3 {
			l[i*3+j] = -h[i][j]
		}
	}
	if dependent(l[:], 3) < 0 {
		step = solve(h, g)
		for i := range g {
			gain += float64(step[i]*g[i]) / 2
		}
		return step, gain
	}
	size := math.Sqrt(float64(g[0]*g[0]) + float64(g[1]*g[1]) + float64(g[2]*g[2]))
	for i := range g {
		step[i] = g[i] / (2 * size)
	}
	return step, size
}

// solve returns −H⁻¹g, by the adjugate.
func solve(h [3][3]float64, g planePoint) (x planePoint) {
	minor := func(i, j int) float64 {
		a, b, c, d := (i+1)%3, (i+2)%3, (j+1)%3, (j+2)%3
		return float64(h[a][c]*h[b][d]) - float64(h[a][d]*h[b][c])
	}
	det := 0.0
	for j := range 3 {
		det += float64(h[0][j] * minor(0, j))
	}
	for i := range 3 {
		for j := range 3 {
			x[i] -= float64(minor(j, i)*g[j]) / det
		}
	}
	return x
}

// likelihood returns the logarithm of the likelihood, up to a constant, and its gradient. With a and b the coordinates over
// their deviations, a row off the flat pieces has the density of the normal law; one on an edge, where the first is known,
// that of a times Φ(u(h)) − Φ(u(k)), u(t) = (t − ρa)/√(1−ρ²), for the piece from k to h; one on a corner the
// mass P of its rectangle, of which ∂P/∂h is the density of the end h times the mass of the other coordinate given it,
// and ∂P/∂ρ is that of corner.slope.
func (p *planeFit) likelihood(at planePoint) (value float64, g planePoint) {
	s, t, rho := kernel.Exp(at[0]), kernel.Exp(at[1]), kernel.Tanh(at[2])
	rest := 1 - float64(rho*rho)
	root := math.Sqrt(rest)
	aa, bb, ab := p.aa/float64(s*s), p.bb/float64(t*t), p.ab/float64(s*t)
	value = -float64(p.n*(at[0]+at[1]+kernel.Log(root))) - (aa-float64(2*rho*ab)+bb)/(2*rest)
	g[0] = (aa-float64(rho*ab))/rest - p.n
	g[1] = (bb-float64(rho*ab))/rest - p.n
	g[2] = float64(p.n*rho) + (float64(ab*(1+float64(rho*rho)))-float64(rho*(aa+bb)))/rest // times 1 − ρ², for artanh ρ
	for i := range p.edges {
		e := &p.edges[i]
		own, other := 0, 1
		scale, across := s, t
		if e.second {
			own, other, scale, across = 1, 0, t, s
		}
		a := e.x / scale
		h, k := e.flat.Hi/across, e.flat.Lo/across
		u, v := (h-float64(rho*a))/root, (k-float64(rho*a))/root
		mass := math.Max(kernel.NormalBetween(v, u), 1e-300)
		value += kernel.Log(mass) - float64(a*a)/2 - at[own]
		g[own] += float64(a*a) - 1
		for sign, end := range [2][2]float64{{u, h}, {v, k}} {
			if math.IsInf(end[0], 0) {
				continue
			}
			slope := kernel.NormalDensity(end[0]) / root / mass
			if sign == 1 {
				slope = -slope
			}
			g[own] += float64(slope * (rho * a))
			g[other] -= float64(slope * end[1])
			g[2] += float64(slope * (float64(rho*end[1]) - a)) // times 1 − ρ²
		}
	}
	for i := range p.corners {
		p.corners[i].add(s, t, rho, &value, &g)
	}
	return value, g
}

// add adds the part of a corner to the likelihood and its gradient.
func (c *corner) add(s, t, rho float64, value *float64, g *planePoint) {
	rest := 1 - float64(rho*rho)
	root := math.Sqrt(rest)
	over := func(f gan.Interval, s float64) gan.Interval { return gan.Interval{Lo: f.Lo / s, Hi: f.Hi / s} }
	unit := corner{first: over(c.first, s), second: over(c.second, t)}
	mass := math.Max(unit.mass(rho, root), 1e-300)
	*value += float64(c.rows * kernel.Log(mass))
	share := c.rows / mass
	end := func(h float64, other gan.Interval) float64 {
		if math.IsInf(h, 0) {
			return 0
		}
		return float64(h * kernel.NormalDensity(h) * kernel.NormalBetween((other.Lo-float64(rho*h))/root, (other.Hi-float64(rho*h))/root))
	}
	g[0] -= float64(share * (end(unit.first.Hi, unit.second) - end(unit.first.Lo, unit.second)))
	g[1] -= float64(share * (end(unit.second.Hi, unit.first) - end(unit.second.Lo, unit.first)))
	g[2] += float64(share * float64(unit.slope(rho, rest)*rest))
}
