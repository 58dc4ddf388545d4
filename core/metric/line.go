package metric

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
)

// lineFaces returns the integrals for the laws of φ(x), x ~ N(0, s²) with the standard deviations star and s, in
// dimension 1, where φ is constant on each of the disjoint ascending intervals flat and one-to-one between them: an atom
// for each of those, and the normal densities elsewhere. tol bounds the error of the total variation.
func lineFaces(s, star float64, flat []gan.Interval, tol float64, all bool) integrals {
	unit := geometric(s, star)
	sp, sq := star/unit, s/unit
	logP, logQ := normalAt0(sp), normalAt0(sq)
	end := reach * max(sp, sq)
	var whole integrals
	for _, piece := range strips(flat, unit) {
		if piece.flat {
			whole.add(1, logMass(piece.Lo/sp, piece.Hi/sp), logMass(piece.Lo/sq, piece.Hi/sq), all)
			continue
		}
		whole.integrate(between(math.Max(piece.Lo, -end), math.Min(piece.Hi, end), sp, sq), tol, func(s *integrals, w, x float64) float64 {
			u, v := x/sp, x/sq
			lp, lq := logP-float64(u*u/2), logQ-float64(v*v/2)
			s.add(w, lp, lq, all)
			return lq - lp
		})
	}
	return whole
}

// reach is how many standard deviations of a normal matter: beyond lies a mass of 10⁻²¹.
const reach = 9.5

// between returns breaks of (lo, hi) for normal densities with the standard deviations sp and sq; none if it
// is empty.
func between(lo, hi, sp, sq float64) []float64 {
	if !(lo < hi) {
		return nil
	}
	breaks := []float64{lo, hi}
	for _, s := range [2]float64{sp, sq} {
		for _, x := range [7]float64{-reach * s, -4 * s, -s, 0, s, 4 * s, reach * s} {
			if x > lo && x < hi {
				breaks = append(breaks, x)
			}
		}
	}
	linear.Ascend(breaks)
	return breaks
}

// normalAt0 returns the log density at 0 of a normal of standard deviation s.
func normalAt0(s float64) float64 { return -float64(kernel.Log(2*math.Pi)/2) - kernel.Log(s) }

// logMass returns the log of the probability that a standard normal lies between lo and hi.
func logMass(lo, hi float64) float64 {
	if lo > 0 { // the tail that is small, so that the difference keeps its digits
		lo, hi = -hi, -lo
	}
	width := hi - lo
	switch {
	case math.IsInf(lo, -1):
		return kernel.LogNormalCDF(hi)
	case width*(1+math.Max(-lo, hi)) < 1e-3: // narrow: the density in the middle, and its curvature
		mid := lo + float64(width/2)
		square := float64(mid * mid)
		return kernel.Log(width) - float64(square/2) - float64(kernel.Log(2*math.Pi)/2) + float64((square-1)*float64(width*width)/24)
	case hi < -30: // Φ itself is beyond a float64's reach: its logarithm is not
		upper, lower := kernel.LogNormalCDF(hi), kernel.LogNormalCDF(lo)
		return upper + kernel.Log(-kernel.Expm1(lower-upper))
	}
	return kernel.Log(kernel.NormalCDF(hi) - kernel.NormalCDF(lo))
}
