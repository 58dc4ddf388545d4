package metric

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
)

// cutLine returns the integrals for the laws of φ(x), x ~ N(0, starVariance) and N(0, variance), in dimension 1,
// where φ is constant on each of the disjoint ascending intervals flat and one-to-one between them: an atom
// for each of those, and the normal densities elsewhere. tol bounds the error of the total variation.
func cutLine(variance, starVariance float64, flat []gan.Interval, tol float64, all bool) integrals {
	scale := unit(variance, starVariance)
	sp, sq := math.Sqrt(starVariance)/scale, math.Sqrt(variance)/scale
	logP, logQ := normalAt0(sp), normalAt0(sq)
	at := func(s *integrals, w, x float64) float64 {
		u, v := x/sp, x/sq
		lp, lq := logP-float64(u*u/2), logQ-float64(v*v/2)
		s.add(w, lp, lq, all)
		return lq - lp
	}
	var s integrals
	end := reach * max(sp, sq)
	from := -end
	for _, f := range flat {
		lo, hi := f.Lo/scale, f.Hi/scale
		s.integrate(between(from, min(lo, end), sp, sq), tol, at)
		s.add(1, logMass(lo/sp, hi/sp), logMass(lo/sq, hi/sq), all)
		from = max(hi, -end)
	}
	s.integrate(between(from, end, sp, sq), tol, at)
	return s
}

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
	ascend(breaks)
	return breaks
}

// logMass returns the log of the probability that a standard normal lies between lo and hi.
func logMass(lo, hi float64) float64 {
	if lo > 0 { // the tail that is small, so that the difference keeps its digits
		lo, hi = -hi, -lo
	}
	switch {
	case math.IsInf(lo, -1):
		return kernel.LogNormalCDF(hi)
	case hi < -30: // Φ itself is beyond a float64's reach: its logarithm is not
		upper, lower := kernel.LogNormalCDF(hi), kernel.LogNormalCDF(lo)
		return upper + kernel.Log(-kernel.Expm1(lower-upper))
	}
	return kernel.Log(kernel.NormalCDF(hi) - kernel.NormalCDF(lo))
}
