package rng

import (
	"math"

	"saddle/core/kernel"
)

// TruncatedNormal returns a standard normal number, given that it lies between lo < hi, either of which may be
// infinite. It is found by rejection from the proposals of Robert, "Simulation of truncated normal variables"
// (1995): the normal, the uniform, or an exponential from the nearer end.
func (r *Stream) TruncatedNormal(lo, hi float64) float64 {
	if hi < 0 || lo < 0 && -lo > hi {
		return -r.TruncatedNormal(-hi, -lo)
	}
	// Now the interval reaches as far to the right of 0 as to the left, or farther.
	switch {
	case lo <= 0.3 && hi-lo > 1.5:
		for {
			if x := r.Normal(); x >= lo && x <= hi {
				return x
			}
		}
	case hi-lo < 1.5 && hi-lo < 2/max(lo, 0.1): // the density varies by a factor of at most 30
		nearest := max(lo, 0)
		for {
			x := lo + float64((hi-lo)*r.Float64())
			if r.Float64() <= kernel.Exp((nearest-x)*(nearest+x)/2) {
				return x
			}
		}
	}
	rate := float64((lo + math.Sqrt(float64(lo*lo)+4)) / 2)
	for {
		x := lo - float64(kernel.Log(1-r.Float64())/rate)
		if gap := x - rate; x <= hi && r.Float64() <= kernel.Exp(-gap*gap/2) {
			return x
		}
	}
}
