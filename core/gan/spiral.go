package gan

import (
	"math"

	"saddle/core/kernel"
)

// Spiral returns n latents of the plane, or of the line for d = 1, rows of d numbers, that are spread evenly over N(0, I_d):
//
//	z_k = √(−2 log(1 − (k+½)/n))·(cos kγ, sin kγ),  γ the golden angle,
//
// so that means over them are right to about 1/n.
func Spiral(d, n int) []float64 {
	const cos, sin = -0.7373688780783197, 0.6754902942615238
	z := make([]float64, n*d)
	x, y := 1.0, 0.0
	for k := range n {
		radius := math.Sqrt(-2 * kernel.Log(1-(float64(k)+0.5)/float64(n)))
		copy(z[k*d:(k+1)*d], []float64{radius * x, radius * y})
		x, y = float64(x*cos)-float64(y*sin), float64(x*sin)+float64(y*cos)
	}
	return z
}
