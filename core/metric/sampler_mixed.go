package metric

import (
	"math"

	"saddle/core/gan"
)

// mixed is distances for a generator with another φ. Half of the sample comes from either law; there is no law between
// the two, and nothing is known of them before φ.
func (s *sampler) mixed(w []float64, all bool, share int) Distances {
	d := s.d
	lower, _ := regular(w, s.star, d)
	laws := [2]*density{s.target, newDensity(lower, d)}
	flats := [2][]gan.Interval{s.flat, s.fakeFlat}
	n := max(leastSamples, len(s.real)/share)
	unknown := math.Inf(1)
	e := newEstimates(Distances{unknown, unknown, unknown, unknown, unknown, 0, 0, 0, 0, 0}, all, 2, n)
	x := make([]float64, d)
	faces := [2]face{{x: make([]float64, d)}, {x: make([]float64, d)}}
	for i, law := range laws {
		for k := range n {
			shift := s.shifts[k*d : (k+1)*d]
			if i == 0 {
				copy(x, s.real[k].face.x)
				shift = s.real[k].shift
			} else {
				multiplyLower(law.lower, s.latents[k*d:(k+1)*d], x)
			}
			own, other := &faces[i], &faces[1-i]
			own.see(x, flats[i])
			here := s.real[k].seen
			if i > 0 {
				here = law.at(own, shift, s.scratch)
			}
			there := estimate{leastLog, leastLog, leastLog}
			if slope, ok := s.common.across(own, other, i == 1); ok {
				there = laws[1-i].at(other, shift, s.scratch).plus(slope)
			}
			both := [2]estimate{here, there}
			if i == 1 {
				both = [2]estimate{there, here}
			}
			pair := func(of func(estimate) float64) logs { return logs{of(both[0]), of(both[1])}.mixed(2) }
			e.see(logs{}, pair(func(e estimate) float64 { return e.whole }), pair(func(e estimate) float64 { return e.first }),
				pair(func(e estimate) float64 { return e.second }))
		}
	}
	return e.distances()
}

// across sets other to the face that the other law has at the values of own, which is the target's, or the generator's if
// ofQ is true. slope is the log of the derivative of the one's pre-activations with respect to the other's, where neither is
// cut off; ok is false where the other law has nothing.
func (c *common) across(own, other *face, ofQ bool) (slope float64, ok bool) {
	other.cut, other.box = other.cut[:0], other.box[:0]
	for i, x := range own.x {
		w := c.find(x, ofQ)
		switch {
		case w == nil:
			return 0, false
		case w.atom:
			box := w.q
			if ofQ {
				box = w.p
			}
			other.cut, other.box = append(other.cut, i), append(other.box, box)
		default:
			var l float64
			if ofQ {
				other.x[i], l = c.toP(w, x)
			} else {
				other.x[i], l = c.toQ(w, x)
			}
			slope += l
		}
	}
	return slope, true
}

// find returns the part that a u, or a v, is on, nil if it is on none.
func (c *common) find(x float64, ofQ bool) *part {
	for i := range c.parts {
		w := &c.parts[i]
		on := w.p
		if ofQ {
			on = w.q
		}
		if x >= on.Lo && x <= on.Hi {
			return w
		}
	}
	return nil
}
