package metric

import (
	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
	"saddle/core/rng"
)

// sampler estimates the distances between the laws P of φ(W_*x) and Q of φ(Wx), for a φ that is constant on some
// intervals and one-to-one between them, in any dimension.
//
// Derived here. All distances are integrals ∫ f(p, q) of the laws' densities at y, and with samples of the mixture M of both
// laws each is a mean E f(p, q)/m of numbers that are bounded, but for logarithms:
//
//	TV = ½E|p − q|/m,   H² = ½E(√p − √q)²/m,   KL = E(p log p/q + q − p)/m,   …
//
// So a sample that sees either law sees where they differ. Laws that hardly overlap are mixed with a third, that of φ(x) for
// the x between them, of density ∝ √(pq), which sees where they overlap. Those from P are drawn once and for all, the others
// are φ(Wx) for latents x that stay the same, so that the estimate changes smoothly with W. The density at y is
// known but for the probability of the interval or box that y is cut off in (density.at), which is estimated for all laws
// from the same points: near the target its error is in proportion to the distance. The functions are convex, so that they
// are too large by about c/K for K points; twice the result less the mean of those for the two halves of the points is not.
//
// What is known exactly takes away scatter, as control variates: the means of the same functions before φ, which are the
// distances between the laws of Wx, and those of (q − p)/m and (p + q)/m before and after φ, which are 0 and 2.
type sampler struct {
	d        int
	measure  *measure
	flat     []gan.Interval // of the target's φ
	star     []float64      // d×d: W_* lowered
	target   *density
	real     []sighting     // from P
	common   *common        // where the generator has another φ
	fakeFlat []gan.Interval // of that
	latents  []float64      // of the fakes and of those between, size×d each
	shifts   []float64      // of their lattices
	scratch  *scratch
}

// sighting is a sample of P.
type sighting struct {
	face  face
	shift []float64 // d: of its lattice
	seen  estimate  // its log density under P
}

// Numbers of samples of each law.
const (
	mostSamples  = 512
	leastSamples = 64
	mostNumbers  = 1 << 13 // of them: where d is large there are fewer
)

// samplerStream is the name of the stream of random numbers.
const samplerStream = "distance"

// newSampler draws the samples for the target W_*, d×d, that m measures by.
func newSampler(flat []gan.Interval, star []float64, m *measure, seed uint64) *sampler {
	d := m.d
	n := max(3*leastSamples/2, min(mostSamples, mostNumbers/d))
	s := &sampler{d: d, measure: m, flat: flat, star: lowered(star, d), scratch: newScratch(d),
		latents: make([]float64, 2*n*d), shifts: make([]float64, 2*n*d), real: make([]sighting, n)}
	s.target = newDensity(s.star, d)
	r := rng.New(seed, samplerStream)
	z, x, shifts := make([]float64, d), make([]float64, d), make([]float64, n*d)
	for k := range s.real {
		r.Normals(z)
		v := &s.real[k]
		v.shift = shifts[k*d : (k+1)*d]
		for i := range d {
			v.shift[i] = r.Float64()
		}
		multiplyLower(s.star, z, x)
		v.face = face{x: make([]float64, d)}
		v.face.see(x, flat)
		copy(v.face.x, x)
		v.seen = s.target.at(&v.face, v.shift, s.scratch)
	}
	r.Normals(s.latents)
	for i := range s.shifts {
		s.shifts[i] = r.Float64()
	}
	return s
}

// multiplyLower sets x to Lz.
func multiplyLower(l, z, x []float64) {
	d := len(z)
	for i := range d {
		sum := 0.0
		for k, v := range l[i*d : i*d+i+1] {
			sum += float64(v * z[k])
		}
		x[i] = sum
	}
}

// between returns the law of density ∝ √(pq), p and q being those of the target and the generator.
func (s *sampler) between(fake *density) *density {
	d := s.d
	sum := make([]float64, d*d) // (Λ_p + Λ_q)/2 in coordinates in which the target is round
	inverse := identityMatrix(d)
	whitened := append([]float64(nil), fake.lower...)
	linear.SolveLower(s.star, whitened, d, d)
	linear.SolveLower(whitened, inverse, d, d)
	kernel.GemmUpper(d, d, inverse, 1, d, inverse, d, sum, d)
	kernel.Symmetrize(d, sum)
	for i := range d {
		sum[i*d+i]++
	}
	for i := range sum {
		sum[i] /= 2
	}
	root, err := Factor(sum, d)
	if err != nil {
		return fake
	}
	inverse = identityMatrix(d)
	linear.SolveLower(root, inverse, d, d)
	kernel.GemmUpper(d, d, inverse, 1, d, inverse, d, sum, d)
	kernel.Symmetrize(d, sum)
	if root, err = Factor(sum, d); err != nil {
		return fake
	}
	lower, _ := regular(s.placed(root), s.star, d)
	return newDensity(lower, d)
}

// placed returns LC for a lower triangular C: the factor in original coordinates of a law in those in which the
// target is round.
func (s *sampler) placed(c []float64) []float64 {
	d := s.d
	lower := make([]float64, d*d)
	for i := range d {
		for k, v := range s.star[i*d : i*d+i+1] {
			for j, u := range c[k*d : k*d+k+1] {
				lower[i*d+j] += float64(v * u)
			}
		}
	}
	return lower
}

func identityMatrix(d int) []float64 {
	m := make([]float64, d*d)
	for i := range d {
		m[i*d+i] = 1
	}
	return m
}

// apart is the squared Hellinger distance before φ from which a law between the two is mixed in.
const apart = 0.5

// distances returns the estimates for Σ = WWᵀ and their standard errors, given the distances of the laws
// of x, which are bounds: all of them, or the total variation alone. One sample in share is used, and more where that would be few.
func (s *sampler) distances(w []float64, gaussian Distances, all bool, share int) Distances {
	lower, changed := regular(w, s.star, s.d)
	fake, known := newDensity(lower, s.d), gaussian
	if changed {
		if lambda, err := s.measure.spectrum(lower); err == nil {
			known = Of(lambda)
		}
	}
	laws := []*density{s.target, fake}
	if float64(known.Hellinger*known.Hellinger) > apart {
		laws = append(laws, s.between(fake))
		share *= 2 // each takes more, and scatters less
	}
	n := max(leastSamples, len(s.real)/share)
	e := newEstimates(known, all, len(laws), n)
	d := s.d
	x, f := make([]float64, d), face{x: make([]float64, d)}
	for i, law := range laws {
		for k := range n {
			if i == 0 {
				v := &s.real[k]
				whole, first, second := s.after(laws, &v.face, v.shift, &v.seen)
				e.see(s.before(laws, v.face.x), whole, first, second)
				continue
			}
			at := ((i-1)*len(s.real) + k) * d
			multiplyLower(law.lower, s.latents[at:at+d], x)
			f.see(x, s.flat)
			whole, first, second := s.after(laws, &f, s.shifts[at:at+d], nil)
			e.see(s.before(laws, x), whole, first, second)
		}
	}
	return e.distances().atMost(gaussian)
}

// before returns the log densities of the laws of x at x, but for a constant.
func (s *sampler) before(laws []*density, x []float64) (logs logs) {
	for i, l := range laws {
		copy(s.scratch.z, x)
		logs[i] = -half(linear.Whiten(l.lower, s.scratch.z)) - l.logDet
	}
	return logs.mixed(len(laws))
}

// after returns the log densities of the laws of y at a face, from all points and from either half of them. That of
// the target may be known.
func (s *sampler) after(laws []*density, f *face, shift []float64, known *estimate) (whole, first, second logs) {
	for i, l := range laws {
		var e estimate
		if i == 0 && known != nil {
			e = *known
		} else {
			e = l.at(f, shift, s.scratch)
		}
		whole[i], first[i], second[i] = e.whole, e.first, e.second
	}
	n := len(laws)
	return whole.mixed(n), first.mixed(n), second.mixed(n)
}
