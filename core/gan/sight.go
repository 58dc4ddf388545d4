package gan

import "math"

// Sight is how a discriminator that works with φ sees samples of another activation: as those of φ with these pre-activations.
type Sight struct {
	Phi, Star Activation // φ, and that of the samples
}

// Defined says whether φ takes all values of φ_*, so that they can be inverted, or is constant somewhere, so that the nearest value
// stands for what it does not take. At is for these alone.
func (s Sight) Defined() bool {
	if !s.Phi.Bijective() {
		return true
	}
	for _, upper := range [2]bool{false, true} {
		most, end := s.Phi.end(upper), s.Star.end(upper)
		beyond := end > most
		if !upper {
			beyond = end < most
		}
		if beyond || end == most && !math.IsInf(end, 0) && !s.Star.Saturates(upper) {
			return false
		}
	}
	return true
}

// At returns φ⁻¹(φ_*(x)), up to the flat pieces of φ: a value of such a piece is seen as a point of it, and one that a φ with flat
// pieces does not take as the nearest that it does. Where φ has none, φ_* must take values of φ alone; where both saturate at one end the
// result keeps its digits there.
func (s Sight) At(x float64) float64 {
	const near = -1 // a log gap from which the end is closer than the value
	for _, upper := range [2]bool{false, true} {
		if s.Phi.Saturates(upper) && s.Star.Saturates(upper) && s.Phi.end(upper) == s.Star.end(upper) {
			if gap := s.Star.LogGap(x, upper); gap < near {
				return s.Phi.FromLogGap(gap, upper)
			}
		}
	}
	y := s.Star.At(x)
	flat := s.Phi.Flat()
	lo, hi := s.Phi.Range()
	for i, f := range flat {
		at := f.Inside()
		if v := s.Phi.At(at); y == v || i == 0 && v == lo && y < lo || i == len(flat)-1 && v == hi && y > hi {
			return at
		}
	}
	if y <= lo { // rounded to an end
		y = math.Nextafter(lo, hi)
	} else if y >= hi {
		y = math.Nextafter(hi, lo)
	}
	return s.Phi.Inverse(y)
}

// end returns an end of Range.
func (a Activation) end(upper bool) float64 {
	lo, hi := a.Range()
	if upper {
		return hi
	}
	return lo
}
