package metric

import (
	"math"

	"saddle/core/gan"
	"saddle/core/linear"
)

// common is the line of the values that two activations take, φ_p of the target and φ_q of the generator, in the parts on
// which both laws have mass. Where only one of them has any they are singular to each other.
type common struct {
	p, q         gan.Activation
	parts        []part
	pOnly, qOnly bool // whether the law has mass where the other has none
}

// part is a value that both activations take on whole pieces of ℝ, or an interval of values that both take once, on
// the pre-activations p and q.
//
// On an interval u of p and v of q with φ_p(u) = φ_q(v) run together. The variable t of a quadrature is the one that
// runs faster there, so that the other is a smooth function of it with a derivative of at most 1, also where a φ has
// an end or an infinite slope.
type part struct {
	p, q gan.Interval
	atom bool
	byQ  bool // t is v
	end  int8 // 1 if both activations saturate at the upper end of the part, −1 at the lower one, 2 at both

	// Places beside an end of t at which the slope of one activation alone is 0, so that log-densities have a pole: closer and closer.
	steep []float64

	// The t, in [0] of the law of p and in [1] of that of q, between which u or v moves: beyond, it is so close to an end that
	// no mass is left.
	moves [2]gan.Interval
}

// stretch is a piece of ℝ on which an activation is constant or one-to-one and smooth, and where its values are among the
// ends of a common line.
type stretch struct {
	x         gan.Interval
	flat      bool
	low, high float64 // φ at the ends
	from, to  int     // their numbers
}

// newCommon finds the common parts of two activations.
func newCommon(p, q gan.Activation) *common {
	c := &common{p: p, q: q}
	ps, qs := stretches(p), stretches(q)
	values := number(ps, qs)
	for i := range values {
		a, b := on(ps, i, i), on(qs, i, i)
		c.take(a, b, func() {
			c.parts = append(c.parts, part{p: a.x, q: b.x, atom: true})
		})
		if i+1 == len(values) {
			break
		}
		a, b = on(ps, i, i+1), on(qs, i, i+1)
		c.take(a, b, func() {
			c.split(part{p: a.between(p, values[i], values[i+1], i), q: b.between(q, values[i], values[i+1], i)})
		})
	}
	return c
}

// take adds a part that both have, or notes that one alone has it.
func (c *common) take(a, b *stretch, add func()) {
	switch {
	case a != nil && b != nil:
		add()
	case a != nil:
		c.pOnly = true
	case b != nil:
		c.qOnly = true
	}
}

// stretches cuts ℝ at the kinks of φ.
func stretches(phi gan.Activation) (out []stretch) {
	flats, kinks := phi.Flat(), append([]float64(nil), phi.Kinks()...)
	if phi.Name() == gan.Cubic {
		kinks = append(kinks, 0) // its slope is 0 there
	}
	for _, f := range flats {
		for _, x := range [2]float64{f.Lo, f.Hi} {
			if !math.IsInf(x, 0) {
				kinks = append(kinks, x)
			}
		}
	}
	linear.Ascend(kinks)
	from := math.Inf(-1)
	for _, to := range append(kinks, math.Inf(1)) {
		if !(to > from) {
			continue
		}
		s := stretch{x: gan.Interval{Lo: from, Hi: to}}
		from = to
		if n := gan.PieceOf(s.x.Inside(), flats); n >= 0 {
			s = stretch{x: flats[n], flat: true, low: phi.At(flats[n].Inside())}
			s.high = s.low
			if len(out) > 0 && out[len(out)-1].flat && out[len(out)-1].x == s.x {
				continue // a knot within it
			}
		}
		out = append(out, s)
	}
	lo, hi := phi.Range()
	for i := range out {
		if s := &out[i]; !s.flat {
			s.low, s.high = lo, hi
			if i > 0 {
				s.low = phi.At(s.x.Lo)
			}
			if i+1 < len(out) {
				s.high = phi.At(s.x.Hi)
			}
		}
	}
	for i := range out { // a value next to a flat piece is that of the piece, to the last digit
		if !out[i].flat {
			continue
		}
		if i > 0 {
			out[i-1].high = out[i].low
		}
		if i+1 < len(out) {
			out[i+1].low = out[i].low
		}
	}
	return out
}

// number returns the values at the ends of all stretches, rising, and tells the stretches their numbers. Values that
// differ by rounding are one.
func number(lists ...[]stretch) (values []float64) {
	var all []float64
	for _, list := range lists {
		for _, s := range list {
			all = append(all, s.low, s.high)
		}
	}
	linear.Ascend(all)
	same := func(a, b float64) bool {
		return a == b || !math.IsInf(a-b, 0) && math.Abs(a-b) <= 1e-13*math.Max(1, math.Abs(b))
	}
	for _, v := range all {
		if n := len(values); n == 0 || !same(values[n-1], v) {
			values = append(values, v)
		}
	}
	place := func(v float64) int {
		for i, w := range values {
			if same(w, v) {
				return i
			}
		}
		return -1
	}
	for _, list := range lists {
		for i := range list {
			list[i].from, list[i].to = place(list[i].low), place(list[i].high)
		}
	}
	return values
}

// on returns the stretch that takes the values between two numbers, or at one, nil if there is none.
func on(list []stretch, from, to int) *stretch {
	for i := range list {
		if s := &list[i]; s.flat == (from == to) && s.from <= from && s.to >= to {
			return s
		}
	}
	return nil
}

// between returns the pre-activations of the values between numbers i and i+1.
func (s *stretch) between(phi gan.Activation, low, high float64, i int) gan.Interval {
	x := s.x
	if s.from < i {
		x.Lo = phi.Inverse(low)
	}
	if s.to > i+1 {
		x.Hi = phi.Inverse(high)
	}
	return x
}

// split adds an interval in pieces, on each of which one of the variables runs faster.
func (c *common) split(w part) {
	lower := math.IsInf(w.p.Lo, -1) && math.IsInf(w.q.Lo, -1) && c.p.Saturates(false) && c.q.Saturates(false)
	upper := math.IsInf(w.p.Hi, 1) && math.IsInf(w.q.Hi, 1) && c.p.Saturates(true) && c.q.Saturates(true)
	switch {
	case lower && upper:
		w.end = 2
	case lower:
		w.end = -1
	case upper:
		w.end = 1
	}
	lead := func(u float64) float64 { // log dv/du
		v, slope := c.toQ(&w, u)
		if v <= w.q.Lo || v >= w.q.Hi || math.IsNaN(slope) {
			return 0
		}
		return slope
	}
	const level = 1e-9
	places := spots(w.p)
	last, from := 0.0, w
	for i, u := range places {
		now := lead(u)
		if math.Abs(now) < level {
			continue
		}
		if last*now < 0 {
			at := crossing(lead, places[i-1], u, last)
			v, _ := c.toQ(&w, at)
			piece := from
			piece.p.Hi, piece.q.Hi, piece.byQ = at, v, last > 0
			c.add(piece)
			from.p.Lo, from.q.Lo = at, v
		}
		last = now
	}
	from.byQ = last > 0
	c.add(from)
}

// add adds an interval on which one of the variables runs faster.
func (c *common) add(w part) {
	t := w.t()
	for _, end := range [2]float64{t.Lo, t.Hi} {
		if u, _, _, _ := c.at(&w, end); end == 0 && c.p != c.q && (c.p.Name() == gan.Cubic && math.Abs(u) < 1e-9 || c.q.Name() == gan.Cubic) {
			for x := 0.1; x > 1e-9; x /= 8 {
				w.steep = append(w.steep, math.Copysign(x, half(t.Lo+t.Hi)))
			}
		}
	}
	for i := range w.moves {
		still := func(at float64) bool {
			_, _, logU, logV := c.at(&w, at)
			return [2]float64{logU, logV}[i] < faint
		}
		w.moves[i] = t
		x := [2]gan.Interval{w.p, w.q}[i]
		if math.IsInf(t.Hi, 1) && !math.IsInf(x.Hi, 1) {
			w.moves[i].Hi = standstill(still, 1)
		}
		if math.IsInf(t.Lo, -1) && !math.IsInf(x.Lo, -1) {
			w.moves[i].Lo = standstill(still, -1)
		}
	}
	c.parts = append(c.parts, w)
}

// faint is the log of a density, beside its largest value, that does not count.
const faint = -42

// standstill returns the place from which on still holds, in the direction of side.
func standstill(still func(float64) bool, side float64) float64 {
	lo, hi := 0.0, 1.0
	for !still(side*hi) && hi < 1e6 {
		lo, hi = hi, 2*hi
	}
	for range 40 {
		if mid := (lo + hi) / 2; still(side * mid) {
			hi = mid
		} else {
			lo = mid
		}
	}
	return side * hi
}

// t returns the range of the variable t.
func (w *part) t() gan.Interval {
	if w.byQ {
		return w.q
	}
	return w.p
}

// spots are places of an interval at which the slopes of activations are looked at.
func spots(f gan.Interval) (x []float64) {
	const count = 65
	for k := 1; k < count; k++ {
		share := float64(k) / count
		switch {
		case math.IsInf(f.Lo, -1) && math.IsInf(f.Hi, 1):
			y := 2*share - 1
			x = append(x, 6*y/(1-float64(y*y)))
		case math.IsInf(f.Lo, -1):
			x = append(x, f.Hi-float64(6*(1-share)*(1-share)/share))
		case math.IsInf(f.Hi, 1):
			x = append(x, f.Lo+float64(6*share*share/(1-share)))
		default:
			x = append(x, f.Lo+float64((f.Hi-f.Lo)*(0.5+float64((share-0.5)*(1.5-float64(2*(share-0.5)*(share-0.5)))))))
		}
	}
	return x
}

// crossing returns where f changes from the sign of first between lo and hi.
func crossing(f func(float64) float64, lo, hi, first float64) float64 {
	for range 60 {
		mid := lo + float64((hi-lo)/2)
		if f(mid)*first > 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// toQ returns the v of a u, and log dv/du.
func (c *common) toQ(w *part, u float64) (v, slope float64) { return across(c.p, c.q, w, w.p, w.q, u) }

// toP returns the u of a v, and log du/dv.
func (c *common) toP(w *part, v float64) (u, slope float64) { return across(c.q, c.p, w, w.q, w.p, v) }

// across returns the x of one activation, in into, at which it has the value that another has at from, in out, and the
// log of its derivative, which at a kink is that from within the part.
func across(phi, other gan.Activation, w *part, out, into gan.Interval, from float64) (x, slope float64) {
	from = math.Max(math.Nextafter(out.Lo, math.Inf(1)), from)
	const near = -1 // a log gap from which the end is closer than the value
	switch upper := from > 0; {
	case phi == other:
		x = from
	case (w.end == 2 || w.end == 1 && upper || w.end == -1 && !upper) && phi.LogGap(from, upper) < near:
		x = other.FromLogGap(phi.LogGap(from, upper), upper)
	default:
		x = other.Inverse(phi.At(from))
		if math.IsNaN(x) { // rounded to an end
			if x = into.Lo; phi.At(from) >= other.At(into.Inside()) {
				x = into.Hi
			}
		}
	}
	x = math.Max(math.Nextafter(into.Lo, math.Inf(1)), math.Min(x, into.Hi))
	return x, phi.LogDerivative(from) - other.LogDerivative(x)
}

// at returns u and v at t, and log du/dt and log dv/dt.
func (c *common) at(w *part, t float64) (u, v, logU, logV float64) {
	if w.byQ {
		u, logU = c.toP(w, t)
		return u, t, logU, 0
	}
	v, logV = c.toQ(w, t)
	return t, v, 0, logV
}
