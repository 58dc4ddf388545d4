// Package plateau says how near a generator φ(Wz) comes to a target φ_*(W_*z) whose activation it does not share: at the law to
// which the quadratic game goes, and at the nearest of all. Derived here.
//
// The game's discriminator is a quadratic form of u, which is φ⁻¹(y) where φ is one-to-one and y elsewhere (gan.Quadratic,
// gan.Sight). Where it cannot tell the laws apart, at v = 0, the second moments of u are the same under both: averaged or
// cooled, the game goes to the W that matches them.
package plateau

import (
	"math"

	"saddle/core/gan"
	"saddle/core/metric"
)

// Matched returns a factor of the Σ for which E uuᵀ under φ(Wz), WWᵀ = Σ, is that under the target, d×d, row-major. Where φ is one-to-one Σ
// is the second moment of what the target is seen as; elsewhere every variance and every correlation follows from its
// own moment. ok is false where no Σ has the moments.
//
// Moments are by Gauss-Legendre rules between the kinks of both activations, and right to about 10⁻¹⁰.
func Matched(target metric.Law, phi gan.Activation, d int) (w []float64, ok bool) {
	sigma := make([]float64, d*d)
	s := newScene(target.Phi, phi)
	deviations, rho := correlations(target.Factor, d)
	for i := range d {
		sigma[i*d+i] = s.variance(deviations[i])
		if !(sigma[i*d+i] > 0) || math.IsInf(sigma[i*d+i], 0) {
			return nil, false
		}
	}
	for i := range d {
		for j := range i {
			c, known := s.covariance(deviations[i], deviations[j], rho[i*d+j], math.Sqrt(sigma[i*d+i]), math.Sqrt(sigma[j*d+j]))
			if !known {
				return nil, false
			}
			sigma[i*d+j], sigma[j*d+i] = c, c
		}
	}
	w, err := metric.Factor(sigma, d)
	if err != nil {
		return nil, false
	}
	for i := range d {
		if w[i*d+i] == 0 {
			return nil, false
		}
	}
	return w, true
}

// correlations returns the deviations of the coordinates of N(0, WWᵀ) and their correlations, d×d.
func correlations(w []float64, d int) (s, rho []float64) {
	s, rho = make([]float64, d), make([]float64, d*d)
	product := func(i, j int) (sum float64) {
		for k, v := range w[i*d : (i+1)*d] {
			sum += float64(v * w[j*d+k])
		}
		return sum
	}
	for i := range d {
		s[i] = math.Sqrt(product(i, i))
		rho[i*d+i] = 1
		for j := range i {
			rho[i*d+j] = product(i, j) / (s[i] * s[j])
			rho[j*d+i] = rho[i*d+j]
		}
	}
	return s, rho
}

// scene is what the discriminator sees of either law.
type scene struct {
	phi    gan.Activation
	own    seen // u of the generator's pre-activation
	theirs seen // u of the target's
}

// seen is a function of a normal number, and the places at which it bends.
type seen struct {
	of    func(x float64) float64
	bends []float64
}

func newScene(star, phi gan.Activation) *scene {
	s := &scene{phi: phi}
	sight := gan.Sight{Phi: phi, Star: star}
	s.own = seen{of: phi.At, bends: bends(phi)}
	s.theirs = seen{of: func(x float64) float64 { return phi.At(sight.At(x)) }}
	if phi.Bijective() {
		s.own = seen{of: func(x float64) float64 { return x }}
		s.theirs.of = sight.At
	}
	s.theirs.bends = bends(star)
	for _, k := range append(bends(phi), ends(phi)...) { // and where φ bends at the target's value
		lo, hi := star.Range()
		if y := phi.At(k); y > lo && y < hi {
			if x := star.Inverse(y); !math.IsNaN(x) {
				s.theirs.bends = append(s.theirs.bends, x)
			}
		}
	}
	if phi.Name() == gan.Cubic { // whose inverse is steep at 0
		if x := star.Inverse(0); !math.IsNaN(x) {
			for _, step := range [6]float64{1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6} {
				s.theirs.bends = append(s.theirs.bends, x-step, x, x+step)
			}
		}
	}
	return s
}

// bends returns the kinks of φ, and places between which it is nearly a polynomial.
func bends(phi gan.Activation) []float64 {
	list := append([]float64(nil), phi.Kinks()...)
	switch phi.Name() {
	case gan.ELU, gan.Softplus, gan.Tanh, gan.Sigmoid:
		for x := -8.0; x <= 8; x++ {
			list = append(list, x)
		}
	}
	return list
}

// ends returns the finite ends of the flat pieces of φ.
func ends(phi gan.Activation) (list []float64) {
	for _, f := range phi.Flat() {
		for _, x := range [2]float64{f.Lo, f.Hi} {
			if !math.IsInf(x, 0) {
				list = append(list, x)
			}
		}
	}
	return list
}

// variance returns Σ_ii where the target's deviation is s.
func (c *scene) variance(s float64) float64 {
	want := c.theirs.second(s)
	if c.phi.Bijective() {
		return want
	}
	of := func(log float64) float64 { return c.own.second(math.Exp(log)) - want }
	lo, hi := math.Log(1e-3), math.Log(1e3)
	if of(lo) > 0 || of(hi) < 0 {
		return math.NaN()
	}
	v := math.Exp(zero(of, lo, hi))
	return v * v
}

// covariance returns Σ_ij where the target has the deviations a, b and the correlation rho, and the generator the deviations s, t.
func (c *scene) covariance(a, b, rho, s, t float64) (float64, bool) {
	want := c.theirs.product(a, b, rho)
	if c.phi.Bijective() {
		return want, true
	}
	const most = 0.9999
	of := func(r float64) float64 { return c.own.product(s, t, r) - want }
	if of(-most) > 0 || of(most) < 0 {
		return 0, false
	}
	return zero(of, -most, most) * s * t, true
}

// zero returns the root of a rising f between lo and hi (Illinois).
func zero(f func(float64) float64, lo, hi float64) float64 {
	atLo, atHi := f(lo), f(hi)
	x, side := lo, 0
	for range 100 {
		last := x
		x = hi - atHi*(hi-lo)/(atHi-atLo)
		v := f(x)
		if v == 0 || math.Abs(x-last) < 1e-12 || hi-lo < 1e-12 {
			break
		}
		if v > 0 {
			hi, atHi = x, v
			if side > 0 {
				atLo /= 2
			}
			side = 1
		} else {
			lo, atLo = x, v
			if side < 0 {
				atHi /= 2
			}
			side = -1
		}
	}
	return x
}
