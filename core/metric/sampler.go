package metric

import (
	"math"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/rng"
)

// sampler estimates the distances between the laws of y = φ(x), x ~ P = N(0, Σ_*) and Q = N(0, Σ), for a φ that is
// constant on some intervals and one-to-one between them, in any dimension.
//
// Derived here. Every distance is E_P f(r(y)) with r the ratio of the two laws of y, a density with as many
// parts as there are patterns of cut off coordinates. But given y, the ratio is a mean of the one before φ,
//
//	r(y) = E_P[e^{ℓ(x)} | φ(x) = y],   ℓ(x) = ½ xᵀ(Σ_*⁻¹ − Σ⁻¹)x − ½ log det Σ_*⁻¹Σ,
//
// under the target's law alone, which stays the same over a run. So the sampler draws once, for each of a number of
// x from P, a chain of x with the same φ(x): a Gibbs sampler of the coordinates that φ cuts off, begun at x
// itself and so in equilibrium. At any Σ it then takes f of the chains' means of e^ℓ.
//
// f is convex, so that f of a mean over K of a chain is too large by about c/K; twice it less the mean of f over the two
// halves of the chain is not. Two means that are known exactly take away most of the scatter, as control
// variates: that of f(e^ℓ), which is the distance between the laws of x, and that of r, which is 1. What the
// chains mix too slowly to average makes the estimate larger, never more than that distance.
type sampler struct {
	d     int
	outer int       // chains
	lower []float64 // d×d: L with LLᵀ = Σ_*
	z     []float64 // (outer·chain)×d: L⁻¹x, chain after chain

	form, rows, ell []float64 // scratch: d×d, block×d, outer·chain
}

const (
	chain  = 16 // states of one
	sweeps = 4  // of the coordinates between two states

	mostChains  = 1024
	leastChains = 64
	mostWork    = 1 << 24 // multiplications of one estimate: where d is large there are fewer chains
	block       = 256     // rows at a time
)

// samplerStream is the name of the stream of random numbers.
const samplerStream = "distance"

// newSampler draws the chains. It returns nil if Σ_* is not positive definite.
func newSampler(flat []gan.Interval, sigmaStar []float64, d int, seed uint64) *sampler {
	s := &sampler{d: d, lower: lower(sigmaStar, d), form: make([]float64, d*d), rows: make([]float64, block*d)}
	if !cholesky(s.lower, d) {
		return nil
	}
	s.outer = max(leastChains, min(mostChains, mostWork/(chain*d*d)))
	s.z, s.ell = make([]float64, s.outer*chain*d), make([]float64, s.outer*chain)
	g := newGibbs(flat, s.lower, d, rng.New(seed, samplerStream))
	for m := range s.outer {
		g.draw()
		for k := range chain {
			if k > 0 {
				for range sweeps {
					g.sweep()
				}
			}
			copy(s.z[(m*chain+k)*d:], g.x)
			solveRow(s.lower, s.z[(m*chain+k)*d:(m*chain+k+1)*d])
		}
	}
	return s
}

// solveRow overwrites x by L⁻¹x.
func solveRow(l, x []float64) {
	d := len(x)
	for i := range d {
		v := x[i]
		for k, lk := range l[i*d : i*d+i] {
			v -= float64(lk * x[k])
		}
		x[i] = v / l[i*d+i]
	}
}

// judge sets ell to ℓ of all states. It returns false if Σ is singular.
func (s *sampler) judge(sigma []float64) bool {
	d := s.d
	c := whiten(sigma, s.lower, d)
	if !finite(c) || !cholesky(c, d) {
		return false
	}
	logDet := 0.0
	inv := s.form // C⁻¹, CCᵀ = L⁻¹ΣL⁻ᵀ
	clear(inv)
	for i := range d {
		logDet += kernel.Log(c[i*d+i])
		inv[i*d+i] = 1
	}
	solveLower(c, inv, d)
	for i := range d { // ½(I − C⁻ᵀC⁻¹), in c
		for j := i; j < d; j++ {
			sum := 0.0
			for k := j; k < d; k++ { // C⁻¹ is lower triangular
				sum += float64(inv[k*d+i] * inv[k*d+j])
			}
			if i == j {
				sum--
			}
			c[i*d+j], c[j*d+i] = -sum/2, -sum/2
		}
	}
	for at := 0; at < len(s.ell); at += block {
		n := min(block, len(s.ell)-at)
		z := s.z[at*d : (at+n)*d]
		kernel.Gemm(n, d, d, z, d, 1, c, d, s.rows, d)
		kernel.RowDot(n, d, s.rows, z, s.ell[at:at+n])
	}
	for i := range s.ell {
		s.ell[i] -= logDet
	}
	return true
}

// distances returns the estimates for Σ and the standard error of the total variation, given the distances of the
// laws of x: all of them, or the total variation alone.
func (s *sampler) distances(sigma []float64, gaussian Distances, all bool) (Distances, float64) {
	if !s.judge(sigma) {
		return gaussian, 0
	}
	var e estimates
	e.see(s.ell, all)
	tv, deviation := e.tv.estimate(gaussian.TV)
	d := Distances{TV: within(tv, gaussian.TV)}
	if all {
		js, _ := e.js.estimate(gaussian.JS)
		kl, _ := e.kl.estimate(gaussian.KL)
		reverse, _ := e.reverseKL.estimate(gaussian.ReverseKL)
		hellinger, _ := e.hellinger.estimate(gaussian.Hellinger * gaussian.Hellinger)
		d.JS, d.KL, d.ReverseKL = within(js, gaussian.JS), within(kl, gaussian.KL), within(reverse, gaussian.ReverseKL)
		d.Hellinger = math.Sqrt(within(hellinger, float64(gaussian.Hellinger*gaussian.Hellinger)))
	}
	return d, deviation
}

func within(x, most float64) float64 { return max(0, min(x, most)) }
