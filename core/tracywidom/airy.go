package tracywidom

import "math"

// The Airy function is tabulated by its own Taylor series about centres half a unit apart: y″ = xy gives
// c_{k+2} = (x₀c_k + c_{k−1})/((k+1)(k+2)) for the coefficients at x₀.
const (
	airyLo, airyHi = -16.0, 24.0 // where the table ends
	airyStep       = 0.5
	airyTerms      = 28 // of a whole step: (√24/2)²⁸/28! < 10⁻¹⁸
	airyNear       = 20 // of half a step

	airyAtZero = 0.355028053887817239 // 3^(−2/3)/Γ(2/3)
)

// airy holds the coefficients about each centre.
type airy [][airyTerms]float64

// newAiry steps down from x = 24, where any decaying start will do: what is wrong with it dies as Ai/Bi on the way, and
// the size is that of Ai(0), which is known.
func newAiry() airy {
	a := make(airy, int((airyHi-airyLo)/airyStep)+1)
	y, slope := 1.0, -math.Sqrt(airyHi)
	for i := len(a) - 1; i >= 0; i-- {
		c, x := &a[i], airyLo+float64(airyStep*float64(i))
		c[0], c[1], c[2] = y, slope, float64(x*y)/2
		for k := 1; k+2 < airyTerms; k++ {
			c[k+2] = (float64(x*c[k]) + c[k-1]) / float64((k+1)*(k+2))
		}
		y, slope = 0, 0
		for k := airyTerms - 1; k > 0; k-- {
			y = float64(y*-airyStep) + c[k]
			slope = float64(slope*-airyStep) + float64(float64(k)*c[k])
		}
		y = float64(y*-airyStep) + c[0]
	}
	scale := airyAtZero / a[int(-airyLo/airyStep)][0]
	for i := range a {
		for k := range a[i] {
			a[i][k] *= scale
		}
	}
	return a
}

// at returns Ai(x) for −16 ≤ x ≤ 20, within 3·10⁻¹⁴ of its size where it does not oscillate and of 1 where it does.
func (a airy) at(x float64) float64 {
	i := int((x-airyLo)/airyStep + 0.5)
	h := x - (airyLo + float64(airyStep*float64(i)))
	c, y := &a[i], 0.0
	for k := airyNear - 1; k >= 0; k-- {
		y = float64(y*h) + c[k]
	}
	return y
}
