package tracywidom

import (
	"math"

	"saddle/core/approx"
)

const (
	rule  = 40 // nodes of a determinant
	reach = 18 // Ai(18) < 10⁻²²: beyond it the kernel is 0
)

// Determinants returns the coefficients of F₁ and F₂ as [New] has them, computed anew: the polynomials in Chebyshev's form
// through 120 values of each on [−10, 13]. It takes some 15 ms; coefficients.gen.go is made of it.
func Determinants() [2][]float64 {
	d := newDeterminants()
	var values [2][]float64
	for _, s := range approx.Chebyshev(lowest, highest, tableSize) {
		f1, f2 := d.at(s)
		values[0], values[1] = append(values[0], f1), append(values[1], f2)
	}
	return [2][]float64{approx.Fit(lowest, highest, values[0]).C, approx.Fit(lowest, highest, values[1]).C}
}

// determinants computes F₁ and F₂ at a point.
type determinants struct {
	ai    airy
	x, w  []float64 // of the rule on (−1, 1), the weights by their square roots
	minus []float64 // rule×rule, 1 − B and 1 + B; lower triangles
	plus  []float64
}

func newDeterminants() *determinants {
	d := &determinants{ai: newAiry(), minus: make([]float64, rule*rule), plus: make([]float64, rule*rule)}
	d.x, d.w = approx.Legendre(rule)
	for i, w := range d.w {
		d.w[i] = math.Sqrt(w)
	}
	return d
}

// at returns F₁(s) and F₂(s), lowest ≤ s ≤ highest: with the operator B of kernel Ai(x+y+s) on L²(0, ∞), F₁ = det(1 − B)
// and F₂ = det(1 − B)·det(1 + B). The half-line ends where Ai does.
func (d *determinants) at(s float64) (f1, f2 float64) {
	half := (reach - s) / 4 // of the interval
	for i := range rule {
		for j := range i + 1 {
			v := float64(float64(half*d.w[i])*d.w[j]) * d.ai.at(float64(half*(2+d.x[i]+d.x[j]))+s)
			d.minus[i*rule+j], d.plus[i*rule+j] = -v, v
		}
	}
	for i := range rule {
		d.minus[i*rule+i]++
		d.plus[i*rule+i]++
	}
	f1 = determinant(d.minus, rule)
	return f1, float64(f1 * determinant(d.plus, rule))
}

// determinant returns that of the symmetric positive definite n×n matrix in the lower triangle of a, which it overwrites:
// the product of the pivots of a = LDLᵀ.
func determinant(a []float64, n int) float64 {
	det := 1.0
	for k := range n {
		pivot := a[k*n+k]
		det *= pivot
		for i := k + 1; i < n; i++ {
			f := a[i*n+k] / pivot
			for j := k + 1; j <= i; j++ {
				a[i*n+j] -= float64(f * a[j*n+k])
			}
		}
	}
	return det
}
