package metric

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
)

// strip is a piece of ℝ on which φ is constant, or on which it is one-to-one and which does not contain 0.
type strip struct {
	gan.Interval
	flat bool
}

// strips cuts ℝ, in units of unit, into the pieces flat, which ascend, and what lies between them.
func strips(flat []gan.Interval, unit float64) (out []strip) {
	from := math.Inf(-1)
	open := func(to float64) {
		if from < 0 && to > 0 {
			out = append(out, strip{gan.Interval{Lo: from, Hi: 0}, false})
			from = 0
		}
		if from < to {
			out = append(out, strip{gan.Interval{Lo: from, Hi: to}, false})
		}
	}
	for _, f := range flat {
		lo, hi := f.Lo/unit, f.Hi/unit
		open(lo)
		out = append(out, strip{gan.Interval{Lo: lo, Hi: hi}, true})
		from = hi
	}
	open(math.Inf(1))
	return out
}

// mirrored says whether x ↦ −x maps the strips onto each other.
func mirrored(s []strip) bool {
	for i := range s {
		if o := s[len(s)-1-i]; s[i].flat != o.flat || s[i].Lo != -o.Hi {
			return false
		}
	}
	return true
}

// planeFaces returns the integrals for the laws of φ(x), x = W_*z and Wz, in dimension 2, where φ is constant on each
// of the disjoint ascending intervals flat and one-to-one between them; tol bounds the error of the total variation.
// Both matrices are 2×2, row-major, of full rank.
//
// Derived here. Coordinate by coordinate φ cuts the plane into products of strips. Where φ is one-to-one in both
// coordinates the laws of φ(x) are told apart as those of x are, with the densities of N(0, Σ): see wedge. Where it is
// constant in one, they have on a line the density of the other coordinate times the probability of the strip given it:
// see edge. Where it is constant in both they have an atom: see logCorner. N(0, Σ) is symmetric about 0, so that if the
// strips are too, half of the plane is enough.
func planeFaces(w, star []float64, flat []gan.Interval, tol float64, all bool) integrals {
	unit := [2]float64{geometric(size(w[:2]), size(star[:2])), geometric(size(w[2:]), size(star[2:]))}
	p, q := newPlaneLaw(star, unit), newPlaneLaw(w, unit)
	x, y := strips(flat, unit[0]), strips(flat, unit[1])
	half := mirrored(x) && mirrored(y)
	var whole integrals
	for i, a := range x {
		if half && 2*i >= len(x) {
			break
		}
		for _, b := range y {
			var s integrals
			switch {
			case a.flat && b.flat:
				s.add(1, p.logCorner(a.Interval, b.Interval), q.logCorner(a.Interval, b.Interval), all)
			case a.flat:
				s.edge(&p, &q, 1, b.Interval, a.Interval, tol, all)
			case b.flat:
				s.edge(&p, &q, 0, a.Interval, b.Interval, tol, all)
			default:
				s.wedge(&p, &q, a.Interval, b.Interval, tol, all)
			}
			whole.merge(&s)
			if half && 2*i+1 < len(x) { // a strip in the middle is its own mirror image
				whole.merge(&s)
			}
		}
	}
	return whole
}

// geometric returns the geometric mean of two lengths, a unit in which both are of order 1.
func geometric(a, b float64) float64 { return math.Sqrt(a) * math.Sqrt(b) }

// planeLaw is N(0, Σ) in the plane.
type planeLaw struct {
	s     [2]float64 // the standard deviation of x_i
	slope [2]float64 // E[x_j|x_i] = slope_i·x_i, j being the other coordinate
	rest  [2]float64 // the standard deviation of x_j given x_i
	logS  [2]float64 // log of the density of x_i at 0
	logC  float64    // log of the density at 0
}

// newPlaneLaw returns the law of Wz, each coordinate in its unit. The determinant of W, not of Σ, says how thin it is.
func newPlaneLaw(w []float64, unit [2]float64) planeLaw {
	a, b, c, d := w[0]/unit[0], w[1]/unit[0], w[2]/unit[1], w[3]/unit[1]
	det, dot := math.Abs(float64(a*d)-float64(b*c)), float64(a*c)+float64(b*d)
	s := [2]float64{size([]float64{a, b}), size([]float64{c, d})}
	return planeLaw{s: s, slope: [2]float64{dot / float64(s[0]*s[0]), dot / float64(s[1]*s[1])},
		rest: [2]float64{det / s[0], det / s[1]}, logS: [2]float64{normalAt0(s[0]), normalAt0(s[1])}, logC: -kernel.Log(2*math.Pi) - kernel.Log(det)}
}

// spine returns the t of the ray on which x_2 is what it is expected to be given x_1, from which a thin law stays close:
// u = (1−t, ±t), turn being that sign. It is 0 where that is in another quadrant.
func (l *planeLaw) spine(turn float64) float64 {
	lean := float64(turn * l.slope[0])
	if lean <= 0 {
		return 0
	}
	return lean / (1 + lean)
}

// ray returns uᵀΣ⁻¹u for u = (1−t, ±t), t = base + off: from the spine of a thin law, off has digits where t has none.
func (l *planeLaw) ray(base, off, turn float64) float64 {
	t := base + off
	lean := float64(turn * l.slope[0])
	second := t - float64(lean*(1-t))
	if lean > 0 {
		second = (1 + lean) * (off + (base - l.spine(turn)))
	}
	first := (1 - t) / l.s[0]
	second /= l.rest[0]
	return float64(first*first) + float64(second*second)
}

// around appends to breaks, less base, the t at which ray is least, where the law is concentrated on a line through 0,
// and places about it, as close as it is concentrated.
func (l *planeLaw) around(breaks []float64, base, turn float64) []float64 {
	lean := float64(turn * l.slope[0])
	first, second := 1/l.s[0], (1+lean)/l.rest[0]
	curvature := float64(first*first) + float64(second*second)
	spine := l.spine(turn)
	from := float64(first*first) + float64(second*((lean-float64(spine*(1+lean)))/l.rest[0])) // 0 but for the first if the spine is here
	off := (from-float64(spine*float64(first*first)))/curvature + (spine - base)
	for w := math.Max(1/(l.s[0]*l.rest[0]*curvature), 0x1p-60); w < 1; w *= 8 {
		breaks = append(breaks, off-w, off+w)
	}
	return append(breaks, off)
}

// wedge adds the rectangle a×b, each side of which is on one side of 0. On the ray through (1−t, ±t), with s half the
// squared distance along it, the laws have the densities C_p e^{−k_p s} and C_q e^{−k_q s} in s and t, so that all
// integrals along the ray but that of js are elementary.
func (s *integrals) wedge(p, q *planeLaw, a, b gan.Interval, tol float64, all bool) {
	c := newCell(a, b)
	thin := p
	if q.rest[0]*p.s[1] < p.rest[0]*q.s[1] {
		thin = q
	}
	base := 0.0
	if thin.rest[0] < 1e-4*thin.s[1] {
		base = thin.spine(c.turn)
	}
	ends := c.corners()
	for i := range ends {
		ends[i] -= base
	}
	ends = q.around(p.around(ends, base, c.turn), base, c.turn)
	breaks := append([]float64(nil), ends...)
	for _, t := range c.crossings(nil, p, q) {
		breaks = append(breaks, t-base)
	}
	s.integrate(c.inside(breaks), tol, func(s *integrals, w, off float64) float64 {
		near, far := c.along(base + off)
		s.ray(w, p.logC, q.logC, p.ray(base, off, c.turn), q.ray(base, off, c.turn), near, far, all)
		return 0
	})
	if !all {
		return
	}
	// The integrand of js has no kinks and is dearer than the others: its error is measured on its own, in place of tv's.
	var js integrals
	js.integrate(c.inside(ends), 10*float64(s.tv*tol), func(js *integrals, w, off float64) float64 { // JS is to the total variation about as that is to 1
		near, far := c.along(base + off)
		js.tv += float64(w * jsRay(p.logC, q.logC, p.ray(base, off, c.turn), q.ray(base, off, c.turn), near, far))
		return 0
	})
	s.js += js.tv
}

// cell is a rectangle in the quadrant of positive coordinates that a reflection has taken it to.
type cell struct {
	x, y gan.Interval
	turn float64 // −1 if the reflection changes the sign of correlations, otherwise 1
}

func newCell(a, b gan.Interval) cell {
	c := cell{turn: 1}
	for _, side := range []struct {
		from gan.Interval
		to   *gan.Interval
	}{{a, &c.x}, {b, &c.y}} {
		*side.to = side.from
		if side.from.Lo < 0 {
			*side.to = gan.Interval{Lo: -side.from.Hi, Hi: -side.from.Lo}
			c.turn = -c.turn
		}
	}
	return c
}

// at returns the t of the ray through (x, y).
func at(x, y float64) float64 {
	switch {
	case math.IsInf(x, 1):
		return 0
	case math.IsInf(y, 1):
		return 1
	}
	return y / (x + y)
}

// corners returns the t of the rays through the corners: those that bound the cell, and the others. A corner at
// 0 or at infinity is on none.
func (c *cell) corners() []float64 {
	t := []float64{at(c.x.Hi, c.y.Lo), at(c.x.Lo, c.y.Hi)}
	if c.x.Lo+c.y.Lo > 0 {
		t = append(t, at(c.x.Lo, c.y.Lo))
	} else {
		t[0], t[1] = at(c.x.Hi, 0), at(0, c.y.Hi)
	}
	if !math.IsInf(c.x.Hi, 1) && !math.IsInf(c.y.Hi, 1) {
		t = append(t, at(c.x.Hi, c.y.Hi))
	}
	return t
}

// along returns the s at which the ray of t enters and leaves the cell; the second may be infinite.
func (c *cell) along(t float64) (near, far float64) {
	far = math.Inf(1)
	if u := 1 - t; u > 0 {
		near, far = c.x.Lo/u, c.x.Hi/u
	}
	if t > 0 {
		near, far = math.Max(near, c.y.Lo/t), math.Min(far, c.y.Hi/t)
	}
	return float64(near * near / 2), float64(far * far / 2)
}

// crossings appends to breaks the t at which |p − q| has kinks: where the forms are equal, so that the densities cross
// at infinity, and where the densities cross on a side of the cell.
func (c *cell) crossings(breaks []float64, p, q *planeLaw) []float64 {
	// k_p − k_q = da u² + 2 db u t + dc t²; at (x, y), log q/p = l0 + (da x² + 2 db x y + dc y²)/2.
	da, db, dc := p.form(q, c.turn)
	l0 := q.logC - p.logC
	for _, r := range roots(da-2*db+dc, db-da, da) {
		breaks = append(breaks, r)
	}
	for _, x := range []float64{c.x.Lo, c.x.Hi} {
		if x > 0 && !math.IsInf(x, 1) {
			for _, y := range roots(dc, float64(db*x), float64(da*x*x)+2*l0) {
				breaks = append(breaks, at(x, math.Max(y, 0)))
			}
		}
	}
	for _, y := range []float64{c.y.Lo, c.y.Hi} {
		if y > 0 && !math.IsInf(y, 1) {
			for _, x := range roots(da, float64(db*y), float64(dc*y*y)+2*l0) {
				breaks = append(breaks, at(math.Max(x, 0), y))
			}
		}
	}
	return breaks
}

// form returns the entries a, b and c of Σ_p⁻¹ − Σ_q⁻¹ in the quadrant of the turn.
func (p *planeLaw) form(q *planeLaw, turn float64) (a, b, c float64) {
	for i, l := range [2]*planeLaw{p, q} {
		sign, first, second := float64(1-2*i), 1/l.s[0], 1/l.rest[0]
		lean := turn * l.slope[0] * second
		a += float64(sign * (float64(first*first) + float64(lean*lean)))
		b -= float64(sign * float64(lean*second))
		c += float64(sign * float64(second*second))
	}
	return a, b, c
}

// roots returns the real roots of a x² + 2 b x + c, without cancellation; none where it is constant.
func roots(a, b, c float64) []float64 {
	disc := float64(b*b) - float64(a*c)
	if !(disc > 0) {
		return nil
	}
	far := -(b + math.Copysign(math.Sqrt(disc), b))
	if a == 0 {
		return []float64{c / far}
	}
	return []float64{c / far, far / a}
}

// inside returns those of the breaks that lie in the cell's range of t, in order; c.corners begin with its ends.
func (c *cell) inside(breaks []float64) []float64 {
	lo, hi := breaks[0], breaks[1]
	in := make([]float64, 0, len(breaks))
	for _, t := range breaks {
		if t >= lo && t <= hi {
			in = append(in, t)
		}
	}
	linear.Ascend(in)
	return in
}
