package theory

import (
	"math"

	"saddle/core/gan"
	"saddle/core/linear"
)

// PriceOfLast returns the price of the last iterate of a design's game whose discriminator is near its best while the
// generator's step falls as η_G(t) → gain/t, in coordinates in which the target is isotropic or, where φ cuts off, along the
// natural gradient of the target's own law (gan.Natural); a quarter of the gain counts for the loss of least squares. For the other arguments see PriceOf. ok is
// false besides where a direction returns so slowly that its start is forgotten more slowly than 1/√t.
//
// There δ′ = −(Γ/t)(δ − noise), Γ = gain·Z(R + faint)⁻¹RZ⁻¹, R = ½ZᵀGᵀM⁻¹GZ, Z being the derivative of δ in the coordinates of the
// natural gradient, so that n Cov(δ) → (1 + B/B_f)S,
//
//	(Γ − ½)S + S(Γ − ½)ᵀ = ΓVΓᵀ.
//
// For one-to-one φ, Γ = gain, and all is gain²/(2·gain − 1) times what it is for the average. Derived here.
func PriceOfLast(design string, phi gan.Activation, sigmaStar []float64, d int, gain float64) (price Price, ok bool) {
	if phi.Bijective() {
		price, ok = PriceOf(design, phi, sigmaStar, d)
		worse := gain * gain / (2*gain - 1)
		price.Before, price.After, price.Constant = price.Before*worse, price.After*worse, price.Constant*math.Sqrt(worse)
		return price, ok && gain > 0.5
	}
	if d > 2 || !definite(sigmaStar, d) {
		return Price{}, false
	}
	f := newFold(phi, sigmaStar, d)
	v, bread, ok := f.sandwich(design, phi)
	if !ok {
		return Price{}, false
	}
	told, ok := linear.Inverse(bread, f.p, lost) // GᵀM⁻¹G
	if !ok {
		return Price{}, false
	}
	gamma, ok := f.returns(told, design, phi, sigmaStar)
	if !ok {
		return Price{}, false
	}
	for i := range gamma {
		gamma[i] *= gain
	}
	s, ok := continuous(gamma, linear.Congruent(gamma, v, f.p), f.p)
	if !ok {
		return Price{}, false
	}
	return f.price(s), true
}

// returns is Z(R + faint)⁻¹RZ⁻¹, p×p.
func (f *fold) returns(told []float64, design string, phi gan.Activation, sigma []float64) ([]float64, bool) {
	const latents = 4096
	l := append([]float64(nil), sigma...)
	if !linear.Factor(l, f.d, lost) {
		return nil, false
	}
	for i := range f.d {
		clear(l[i*f.d+i+1 : (i+1)*f.d])
	}
	g := &gan.Generator{Phi: phi, D: f.d, W: l}
	m := gan.NewMinibatch(f.d, 1, 1, gan.Minimax)
	n := gan.NewNatural(gan.NewDesign(design, m, g), g, gan.NewReference(l, gan.Spiral(f.d, latents), f.d))
	if n == nil {
		return nil, false
	}
	z := n.Moves()
	rates := linear.Product(linear.Transposed(z, f.p, f.p), linear.Product(told, z, f.p, f.p, f.p), f.p, f.p, f.p)
	sum := append([]float64(nil), rates...)
	for i := range rates {
		rates[i] /= 2
		sum[i] = rates[i]
		if i%(f.p+1) == 0 {
			sum[i] += gan.Faint
		}
	}
	inv, ok := linear.Inverse(sum, f.p, lost)
	if !ok {
		return nil, false
	}
	return linear.Product(linear.Product(z, linear.Product(inv, rates, f.p, f.p, f.p), f.p, f.p, f.p), general(z, f.p), f.p, f.p, f.p), true
}

// continuous returns the S of (Γ − ½)S + S(Γ − ½)ᵀ = q for a p×p Γ whose eigenvalues are real and positive. ok is false
// where one is at most ½.
//
// With F = Γ − ½ and X = (F + I)⁻¹ it is S = TSTᵀ + 2XqXᵀ, T = X(I − F), summed by doubling.
func continuous(gamma, q []float64, p int) (s []float64, ok bool) {
	plus, minus := append([]float64(nil), gamma...), make([]float64, p*p)
	for i := range p {
		plus[i*p+i] += 0.5
	}
	for i := range minus {
		minus[i] = -gamma[i]
	}
	for i := range p {
		minus[i*p+i] += 1.5
	}
	x := general(plus, p)
	t := linear.Product(x, minus, p, p, p)
	s = linear.Congruent(x, q, p)
	for i := range s {
		s[i] *= 2
	}
	for range 40 {
		add, change, all := linear.Congruent(t, s, p), 0.0, 0.0
		for i, v := range add {
			s[i] += v
			change, all = math.Max(change, math.Abs(v)), math.Max(all, math.Abs(s[i]))
		}
		switch {
		case !(all < 1e9):
			return nil, false
		case change <= 1e-13*all:
			return s, true
		}
		t = linear.Product(t, t, p, p, p)
	}
	return nil, false
}

// general returns the inverse of a p×p matrix that need not be symmetric.
func general(a []float64, p int) []float64 {
	out := linear.Identity(p)
	linear.Eliminate(append([]float64(nil), a...), out, p, p)
	return out
}
