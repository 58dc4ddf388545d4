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
// parts as there are patterns of coordinates that are cut off. But given y, the ratio is a mean of the one before φ,
//
//	r(y) = E_P[e^{ℓ(x)} | φ(x) = y],   ℓ(x) = ½ xᵀ(Σ_*⁻¹ − Σ⁻¹)x − ½ log det Σ_*⁻¹Σ,
//
// under the target's law alone, which stays the same over a run. So the sampler draws once, for each of a number of
// x from P, a chain of x with the same φ(x): a Gibbs sampler of the coordinates that are cut off, begun at x
// itself and so in equilibrium. At any Σ it then takes f of
//
//	r̂ = mean e^ℓ · exp(E[ℓ|y] − mean ℓ)
//
// over the few states that it keeps of a chain, where E[ℓ|y] comes from the second moments over all the sweeps between
// them. Near the target ℓ is small, and the noise of r̂ with it only of second order.
//
// f is convex, so that f of a mean over K states is too large by about c/K; twice it less the mean of f over the two
// halves of the chain is not. Two means that are known exactly take away most of the scatter, as control
// variates: that of f(e^ℓ), which is the distance between the laws of x, and that of r, which is 1.
type sampler struct {
	d       int
	measure *measure
	chains  int
	kept    int       // states of each
	lower   []float64 // d×d: L with LLᵀ = Σ_*
	z       []float64 // (chains·kept)×d: L⁻¹x, chain after chain
	moments []float32 // (chains·2)×d(d+1)/2: upper triangles of E[(L⁻¹x)(L⁻¹x)ᵀ|y] over each half

	form, packed, rows, ell, mean []float64 // scratch: d×d, d(d+1)/2, block×d; ℓ by state, E[ℓ|y] by half
}

const (
	mostKept    = 64 // states of a chain
	leastKept   = 16
	mostChains  = 512
	leastChains = 64
	mostWork    = 1 << 24 // multiplications of one estimate: where d is large there are fewer chains
	mostSweeps  = 8       // between two states
	mostSetup   = 1 << 26 // multiplications of all sweeps: where d is large there are fewer
	block       = 256     // rows at a time
)

// samplerStream is the name of the stream of random numbers.
const samplerStream = "distance"

// newSampler draws the chains for a W_* that m measures by.
func newSampler(flat []gan.Interval, star []float64, m *measure, seed uint64) *sampler {
	d := m.d
	half := d * (d + 1) / 2
	s := &sampler{d: d, measure: m, lower: lowered(star, d), form: make([]float64, d*d), packed: make([]float64, half), rows: make([]float64, block*d)}
	s.kept = leastKept
	for s.kept < mostKept && s.kept*d < 256 {
		s.kept *= 2
	}
	kept := s.kept
	s.chains = max(leastChains, min(mostChains, mostWork/(kept*d*d)))
	s.z, s.moments = make([]float64, s.chains*kept*d), make([]float32, s.chains*2*half)
	s.ell, s.mean = make([]float64, s.chains*kept), make([]float64, s.chains*2)
	sweeps := max(1, min(mostSweeps, mostSetup/(s.chains*kept*d*d*3/2)))
	g := newGibbs(flat, s.lower, d, rng.New(seed, samplerStream))
	x := make([]float64, d)
	for m := range s.chains {
		g.draw()
		for h := range 2 {
			clear(s.packed)
			for k := range kept / 2 {
				for n := range sweeps {
					if h+k+n > 0 {
						g.sweep()
					}
					copy(x, g.x)
					solveRow(s.lower, x)
					addSquare(s.packed, x)
				}
				copy(s.z[(m*kept+h*kept/2+k)*d:], x)
			}
			for i, v := range s.packed {
				s.moments[(2*m+h)*half+i] = float32(v / float64(kept/2*sweeps))
			}
		}
	}
	return s
}

// addSquare adds the upper triangle of xxᵀ to packed.
func addSquare(packed, x []float64) {
	for i, v := range x {
		rest := packed[:len(x)-i]
		kernel.Axpy(v, x[i:], rest)
		packed = packed[len(rest):]
	}
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

// judge sets ell and mean to ℓ of the states and halves of the first chains. A singular Σ, at which the laws of
// y still have atoms in common, is judged as one close by. It returns false if Σ is not finite.
func (s *sampler) judge(w []float64, chains int) bool {
	d := s.d
	c := product(s.measure.whiten(w), d)
	for i := range d {
		c[i*d+i] += 1e-12
	}
	c, err := Factor(c, d)
	if err != nil {
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
	at := 0
	for i := range d { // ½(I − C⁻ᵀC⁻¹), in c, and with its entries off the diagonal twice in packed
		for j := i; j < d; j++ {
			sum := 0.0
			for k := j; k < d; k++ { // C⁻¹ is lower triangular
				sum += float64(inv[k*d+i] * inv[k*d+j])
			}
			s.packed[at] = -sum
			if i == j {
				sum--
				s.packed[at] = -sum / 2
			}
			at++
			c[i*d+j], c[j*d+i] = -sum/2, -sum/2
		}
	}
	states := chains * s.kept
	for at := 0; at < states; at += block {
		n := min(block, states-at)
		z := s.z[at*d : (at+n)*d]
		kernel.Gemm(n, d, d, z, d, 1, c, d, s.rows, d)
		kernel.RowDot(n, d, s.rows, z, s.ell[at:at+n])
	}
	for i := range states {
		s.ell[i] -= logDet
	}
	for h := range 2 * chains {
		sum := -logDet
		for i, v := range s.moments[h*len(s.packed) : (h+1)*len(s.packed)] {
			sum += float64(s.packed[i] * float64(v))
		}
		s.mean[h] = sum
	}
	return true
}

// distances returns the estimates for Σ = WWᵀ and the error of the total variation, given the distances of the laws
// of x: all of them, or the total variation alone. One chain in share is used, and more where that would be
// few. The error is the standard error, and where the chains are too short for the extrapolation to be small,
// by how much that changed the result.
func (s *sampler) distances(w []float64, gaussian Distances, all bool, share int) Distances {
	chains := max(min(leastChains, s.chains), s.chains/share)
	if !s.judge(w, chains) {
		return gaussian
	}
	var e estimates
	e.see(s.ell[:chains*s.kept], s.mean[:2*chains], s.kept, all)
	tv, deviation := e.tv.estimate(gaussian.TV, 0.5)
	deviation = math.Sqrt(float64(deviation*deviation) + float64(e.step()*e.step()))
	d := Distances{TV: max(0, tv), TVError: deviation}
	if all {
		d.JS, d.JSError = e.js.estimate(gaussian.JS, math.Ln2/2)
		d.KL, d.KLError = e.kl.estimate(gaussian.KL, 1)
		d.ReverseKL, d.ReverseKLError = e.reverseKL.estimate(gaussian.ReverseKL, math.Inf(1))
		square, error := e.hellinger.estimate(gaussian.Hellinger*gaussian.Hellinger, 0.5)
		d.JS, d.KL, d.ReverseKL, d.Hellinger = max(0, d.JS), max(0, d.KL), max(0, d.ReverseKL), math.Sqrt(max(0, square))
		if error > 0 {
			d.HellingerError = math.Min(error/(2*d.Hellinger), 1)
		}
	}
	return d.atMost(gaussian)
}
