package kernel

import "math"

// The rectifiers select bits instead of branching on the data, whose signs no processor can predict.

func tileRectify(dst, x []float64, slope float64) {
	for len(x) >= 4 && len(dst) >= 4 {
		from, to := (*[4]float64)(x), (*[4]float64)(dst)
		if slope == 0 {
			to[0], to[1], to[2], to[3] = relu(from[0]), relu(from[1]), relu(from[2]), relu(from[3])
		} else {
			to[0], to[1] = leaky(from[0], slope), leaky(from[1], slope)
			to[2], to[3] = leaky(from[2], slope), leaky(from[3], slope)
		}
		x, dst = x[4:], dst[4:]
	}
	plainRectify(dst, x, slope)
}

// relu returns x, or +0 if x ≤ 0.
func relu(x float64) float64 {
	return choose(notAbove0(x), 0, x)
}

// leaky returns x, or slope·x if x ≤ 0, and +0 instead of −0.
func leaky(x, slope float64) float64 {
	return choose(notAbove0(x), float64(slope*x), x) + 0
}

func tileRectifyGrad(dst, x []float64, slope float64) {
	for len(x) >= 4 && len(dst) >= 4 {
		from, to := (*[4]float64)(x), (*[4]float64)(dst)
		if slope == 0 {
			to[0], to[1] = reluGrad(to[0], from[0]), reluGrad(to[1], from[1])
			to[2], to[3] = reluGrad(to[2], from[2]), reluGrad(to[3], from[3])
		} else {
			to[0], to[1] = leakyGrad(to[0], from[0], slope), leakyGrad(to[1], from[1], slope)
			to[2], to[3] = leakyGrad(to[2], from[2], slope), leakyGrad(to[3], from[3], slope)
		}
		x, dst = x[4:], dst[4:]
	}
	plainRectifyGrad(dst, x, slope)
}

// reluGrad returns g if x > 0, +0 otherwise.
func reluGrad(g, x float64) float64 {
	return choose(above0(x), g, 0)
}

// leakyGrad returns g if x > 0, slope·g otherwise.
func leakyGrad(g, x, slope float64) float64 {
	return choose(above0(x), g, float64(slope*g))
}

// above0 returns all ones if x > 0, zero otherwise; notAbove0 is the same for x ≤ 0. For NaN both are zero.
func above0(x float64) (mask uint64) {
	if x > 0 {
		mask = ^uint64(0)
	}
	return mask
}

func notAbove0(x float64) (mask uint64) {
	if x <= 0 {
		mask = ^uint64(0)
	}
	return mask
}

// choose returns yes where mask is all ones and no where it is zero.
func choose(mask uint64, yes, no float64) float64 {
	return math.Float64frombits(math.Float64bits(yes)&mask | math.Float64bits(no)&^mask)
}
