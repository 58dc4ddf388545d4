// Package theory predicts what stochastic gradient descent-ascent does around the equilibrium v = 0, W = W_*,
// where the logistic game is linear: with generator coordinates w, logit v·ψ and steps η_G and η_D
//
//	v ← v + η_D(−½ J dw − ½ M v + noise),  w ← w + ½ η_G Jᵀv,
//
// where J = ∂E[ψ(G_w z)]/∂w, M = E[ψψᵀ] and C = Cov(ψ), and each step's noise has the covariance
// ¼C(1/B + 1/B_f). To first order the generator's gradient has none, because it vanishes at v = 0. Derived here;
// for the view as a diffusion, of which the temperature is η/2B, see Cao and Guo, "Approximation and convergence
// of GANs training: an SDE approach" (2020).
package theory

import "math"

// Game is the linear game of m features and p coordinates of the generator.
type Game struct {
	Features, Coordinates int       // m, p
	J                     []float64 // m×p: how the means of the features move with the generator
	M, C                  []float64 // m×m
}

// Steps are the step sizes, the samples per step and the order of the moves.
type Steps struct {
	EtaD, EtaG  float64 // η_D, η_G
	Real, Fake  float64 // B and B_f
	Alternating bool    // the generator answers the discriminator's new parameters
}

// Quadratic returns the game of the design h = b + ½xᵀAx around the target N(0, I_d). The features are 1 and
// ½xᵀEx for an orthonormal basis of the symmetric matrices E, the diagonal ones first, and the coordinates are
// those of the symmetric part of W in the same basis: the others only turn the latents. J is the identity below
// a row of zeros, and Cov(½xᵀEx, ½xᵀFx) = ½⟨E, F⟩.
func Quadratic(d int) Game {
	p := d * (d + 1) / 2
	m := p + 1
	g := Game{Features: m, Coordinates: p, J: make([]float64, m*p), M: make([]float64, m*m), C: make([]float64, m*m)}
	mean := make([]float64, m)
	mean[0] = 1
	for k := range p {
		g.J[(k+1)*p+k] = 1
		g.C[(k+1)*m+k+1] = 0.5
		if k < d {
			mean[k+1] = 0.5
		}
	}
	for i := range m {
		for j := range m {
			g.M[i*m+j] = g.C[i*m+j] + float64(mean[i]*mean[j])
		}
	}
	return g
}

// Centred returns the game with the mean of the features taken away: M = C. Then, with B = B_f, to first order in
// the steps
//
//	Cov(w) = η_G/(2B) on the range of Jᵀ,  Cov(v) = η_D/(2B),  Cov(v, w) = 0
//
// whatever J and C are: equipartition.
func (g Game) Centred() Game {
	g.M = g.C
	return g
}

// Step returns the matrix T of one iteration for (w, v) stacked, and the covariance N of its noise, both
// (p+m)×(p+m): the next state is T times this one, plus noise.
func (g Game) Step(s Steps) (t, n []float64) {
	m, p := g.Features, g.Coordinates
	size := p + m
	answer, ascent := identity(size), identity(size)
	noise := make([]float64, size*size)
	for i := range m {
		for j := range p {
			answer[j*size+p+i] = 0.5 * s.EtaG * g.J[i*p+j]
			ascent[(p+i)*size+j] = -0.5 * s.EtaD * g.J[i*p+j]
		}
		for j := range m {
			ascent[(p+i)*size+p+j] -= 0.5 * s.EtaD * g.M[i*m+j]
			noise[(p+i)*size+p+j] = 0.25 * s.EtaD * s.EtaD * g.C[i*m+j] * (1/s.Real + 1/s.Fake)
		}
	}
	if s.Alternating {
		return multiply(answer, ascent, size), congruent(answer, noise, size)
	}
	for i := range p { // both moves from the old state
		copy(ascent[i*size:(i+1)*size], answer[i*size:(i+1)*size])
	}
	return ascent, noise
}

// Stationary returns the covariance P of (w, v) in the long run, the solution of P = TPTᵀ + N. ok is false
// where there is none, because the steps are unstable or some coordinate of the generator is not seen by the
// features.
func (g Game) Stationary(s Steps) (p []float64, ok bool) {
	t, n := g.Step(s)
	size := g.Coordinates + g.Features
	for range 64 { // doubling: after k rounds n is the sum of 2^k terms TⁱN(Tⁱ)ᵀ
		add := congruent(t, n, size)
		change, all := 0.0, 0.0
		for i, v := range add {
			n[i] += v
			change = math.Max(change, math.Abs(v))
			all = math.Max(all, math.Abs(n[i]))
		}
		switch {
		case math.IsNaN(all) || all > 1e12:
			return nil, false
		case change <= 1e-14*all:
			return n, true
		}
		t = multiply(t, t, size)
	}
	return nil, false
}

// Radius returns the spectral radius of T, to about 1e-6: the equilibrium is stable if it is below 1. A coordinate of
// the generator that no feature sees stays where it is, so that the radius is at least 1.
func (g Game) Radius(s Steps) float64 {
	t, _ := g.Step(s)
	size := g.Coordinates + g.Features
	// ‖T^(2^k)‖^(1/2^k), in logarithms.
	log, power := 0.0, 1.0
	for range 40 {
		norm := 0.0
		for _, v := range t {
			norm += v * v
		}
		norm = math.Sqrt(norm)
		if norm == 0 {
			return 0
		}
		for i := range t {
			t[i] /= norm
		}
		log += math.Log(norm) / power
		t = multiply(t, t, size)
		power *= 2
	}
	return math.Exp(log)
}

// Edge returns the generator's step size, in (0, most), at which the radius passes 1; most if it stays below.
func (g Game) Edge(s Steps, most float64) float64 {
	lo, hi := 0.0, most
	s.EtaG = most
	if g.Radius(s) < 1 {
		return most
	}
	for range 50 {
		s.EtaG = (lo + hi) / 2
		if g.Radius(s) < 1 {
			lo = s.EtaG
		} else {
			hi = s.EtaG
		}
	}
	return (lo + hi) / 2
}

func identity(n int) []float64 {
	a := make([]float64, n*n)
	for i := range n {
		a[i*n+i] = 1
	}
	return a
}

func multiply(a, b []float64, n int) []float64 {
	c := make([]float64, n*n)
	for i := range n {
		for k := range n {
			f := a[i*n+k]
			for j := range n {
				c[i*n+j] += float64(f * b[k*n+j])
			}
		}
	}
	return c
}

// congruent returns cacᵀ.
func congruent(c, a []float64, n int) []float64 {
	half := multiply(c, a, n)
	out := make([]float64, n*n)
	for i := range n {
		for j := range n {
			for k := range n {
				out[i*n+j] += float64(half[i*n+k] * c[j*n+k])
			}
		}
	}
	return out
}
