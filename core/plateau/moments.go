package plateau

import (
	"math"

	"saddle/core/approx"
	"saddle/core/kernel"
	"saddle/core/linear"
)

// reach is how many deviations of a normal number matter.
const reach = 9

// nodes and weights are those of Gauss and Legendre's rule on (−1, 1).
var nodes, weights = approx.Legendre(12)

// over integrates g against the standard normal density between the places, which it sorts.
func over(places []float64, g func(z float64) float64) (sum float64) {
	for z := -float64(reach); z <= reach; z++ {
		places = append(places, z)
	}
	linear.Ascend(places)
	for i := 1; i < len(places); i++ {
		lo, hi := math.Max(places[i-1], -reach), math.Min(places[i], reach)
		if !(hi > lo) {
			continue
		}
		half := (hi - lo) / 2
		for k, x := range nodes {
			z := lo + half + float64(half*x)
			sum += float64(float64(half*weights[k]) * float64(kernel.Exp(-float64(z*z)/2)*g(z)))
		}
	}
	return sum / math.Sqrt(2*math.Pi)
}

// second returns E f(sz)².
func (f seen) second(s float64) float64 {
	return over(scaled(f.bends, s), func(z float64) float64 {
		u := f.of(s * z)
		return u * u
	})
}

// scaled returns the places over s.
func scaled(places []float64, s float64) []float64 {
	out := make([]float64, len(places), len(places)+2*reach+1)
	for i, x := range places {
		out[i] = x / s
	}
	return out
}

// product returns E f(ax)f(by) for standard normal x and y of the correlation rho: over y given x within, which takes its steps where
// y comes to a bend.
func (f seen) product(a, b, rho float64) float64 {
	rest := math.Sqrt(math.Max(1-float64(rho*rho), 0))
	outer := scaled(f.bends, a)
	if rho != 0 {
		for _, x := range f.bends {
			for _, step := range [7]float64{-6, -3, -1, 0, 1, 3, 6} {
				outer = append(outer, (x/b+float64(step*rest))/rho)
			}
		}
	}
	inner := make([]float64, len(f.bends))
	return over(outer, func(x float64) float64 {
		mean := float64(rho * x)
		inner = inner[:len(f.bends)]
		for i, bend := range f.bends {
			inner[i] = (bend/b - mean) / rest
		}
		return f.of(a*x) * over(inner, func(z float64) float64 { return f.of(float64(b * (mean + float64(rest*z)))) })
	})
}
