package figure

import "math"

// mostTicks bounds the ticks of one axis.
const mostTicks = 7

// tickStep returns the smallest of 1, 2 and 5 times a power of ten that puts at most mostTicks ticks
// on an axis of the given length.
func tickStep(span float64) float64 {
	least := span / mostTicks
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, m := range [3]float64{1, 2, 5} {
		if m*power >= least {
			return m * power
		}
	}
	return 10 * power
}

// Ticks returns the multiples of Step on an axis, 0 across and 1 up, in data coordinates, lowest first.
func (f *Figure) Ticks(axis int) []float64 {
	var t []float64
	lo, hi := f.ends(axis)
	for k := math.Ceil(lo / f.Step[axis]); k*f.Step[axis] <= hi; k++ {
		t = append(t, k*f.Step[axis])
	}
	return t
}

// ends returns those of an axis, 0 across and 1 up.
func (f *Figure) ends(axis int) (lo, hi float64) {
	if axis == 1 {
		return f.Bottom, f.Bottom + f.Rise
	}
	return f.Left, f.Left + f.Span
}
