package metric

import (
	"math"
	"slices"

	"saddle/core/gan"
	"saddle/core/rng"
)

// Law is that of y = φ(Wz), z ~ N(0, I).
type Law struct {
	Phi    gan.Activation // φ
	Factor []float64      // W, d×d, row-major, or any other factor of its covariance WWᵀ; see Factor
}

// A Judge measures how far the law of y = φ(Wx) is from that of the target, for one target. If both have one φ
// and it is one-to-one the distances are those of Wx and W_*x, which Of computes exactly. Elsewhere φ is constant on pieces
// of ℝ and what falls on them is told apart no more; and if the target has another φ, each law may have mass where the other
// has none. For d ≤ 2 the distances between the laws of y are computed exactly by quadrature (see planeFaces and
// planeMixed), otherwise estimated by Monte Carlo (see sampler).
type Judge struct {
	target  Law
	phi     gan.Activation
	d       int
	flat    []gan.Interval // of φ
	common  *common        // nil: both have the same φ
	seed    uint64
	measure *measure // nil: W_* is singular, and every law to its own
	sampler *sampler // nil: exact
}

// Judgement is what a Judge finds: the distances between the laws of y = φ(Wx) and of the target, and
// bounds of their total variation.
type Judgement struct {
	Distances
	TVBound   float64 // total variation of the laws of Wx: TV if φ is one-to-one, at least TV if not, 1 if the target's is another
	Low, High float64 // DevroyeBand for the laws of Wx: Low is 0 unless φ is one-to-one, and the target's is the same
	Pinsker   float64 // TV is at most this: Pinsker for the laws of Wx, or if the target's φ is another for those of y
}

// NewJudge returns the judge for the target W_* (d×d, row-major, not copied) before φ. The random numbers of an
// estimate come from a stream of the seed of its own.
func NewJudge(phi gan.Activation, star []float64, d int, seed uint64) *Judge {
	return NewJudgeOf(Law{phi, star}, phi, d, seed)
}

// NewJudgeOf is NewJudge for generators of the given φ and a target that may have another.
func NewJudgeOf(target Law, phi gan.Activation, d int, seed uint64) *Judge {
	star := target.Factor
	checkSquare(star, d)
	j := &Judge{target: target, phi: phi, d: d, flat: phi.Flat(), seed: seed}
	if target.Phi != phi {
		j.common = newCommon(target.Phi, phi)
	}
	if finite(star) {
		j.measure, _ = newMeasure(star, d)
	}
	if j.measure != nil && d > 2 && (len(j.flat) > 0 || j.common != nil) {
		j.sampler = newSampler(target.Phi.Flat(), star, j.measure, seed)
		j.sampler.common, j.sampler.fakeFlat = j.common, j.flat
	}
	return j
}

// Target returns the law that it judges by.
func (j *Judge) Target() Law { return j.target }

// Judges says whether NewJudgeOf with these arguments would return an equal judge.
func (j *Judge) Judges(target Law, phi gan.Activation, seed uint64) bool {
	return j.target.Phi == target.Phi && j.phi == phi && j.seed == seed && slices.Equal(j.target.Factor, target.Factor)
}

// Of returns the judgement on the generator W (d×d, row-major, not mutated) before φ, or any other factor of its
// covariance WWᵀ; see Factor. One beyond the reach of the arithmetic, and nil, is judged as a law that is singular to the
// target's. A singular one is not where φ cuts off, since both laws have atoms; it is then judged as one close by.
func (j *Judge) Of(w []float64) Judgement {
	if j.common != nil {
		m := Judgement{Distances: j.unlike(w, true, 1), TVBound: 1, High: 1, Pinsker: 1}
		if j.sampler == nil {
			m.Pinsker = math.Min(1, math.Sqrt(math.Min(m.KL, m.ReverseKL)/2))
		}
		return m
	}
	lambda := j.spectrum(w)
	m := Judgement{Distances: Of(lambda), Pinsker: Pinsker(lambda)}
	m.TVBound = m.TV
	m.Low, m.High = DevroyeBand(lambda)
	if len(j.flat) > 0 {
		m.Low = 0
		m.Distances = j.cut(w, m.Distances, true, 1)
	}
	return m
}

// Distances returns the distances that Of finds. Where they are estimated it is four times as fast and half as
// accurate.
func (j *Judge) Distances(w []float64) Distances {
	if j.common != nil {
		return j.unlike(w, true, 4)
	}
	d := Of(j.spectrum(w))
	if len(j.flat) > 0 {
		d = j.cut(w, d, true, 4)
	}
	return d
}

// TV returns the total variation that Of finds and its standard error, alone and so faster.
func (j *Judge) TV(w []float64) (tv, deviation float64) {
	var d Distances
	if j.common != nil {
		d = j.unlike(w, false, 1)
	} else {
		d.TV = TV(j.spectrum(w))
		if len(j.flat) > 0 {
			d = j.cut(w, d, false, 1)
		}
	}
	return d.TV, d.TVError
}

// Spectrum returns the eigenvalues of Σ_*⁻¹WWᵀ in ascending order, nil where they are beyond the reach of the
// arithmetic.
func (j *Judge) Spectrum(w []float64) []float64 {
	if j.measure == nil || !finite(w) || len(w) == 0 {
		return nil
	}
	checkSquare(w, j.d)
	lambda, err := j.measure.spectrum(w)
	if err != nil {
		return nil
	}
	return lambda
}

// spectrum is Spectrum, or in its place that of a law that is singular to the target's.
func (j *Judge) spectrum(w []float64) []float64 {
	if lambda := j.Spectrum(w); lambda != nil {
		return lambda
	}
	return []float64{0}
}

// cut returns the distances between the laws of y, given those of the laws of Wx, which bound them: the total
// variation alone unless all is true. One part in share of the sampler's samples is used.
func (j *Judge) cut(w []float64, gaussian Distances, all bool, share int) (d Distances) {
	if j.measure == nil || !finite(w) || len(w) == 0 {
		return gaussian
	}
	if j.sampler != nil {
		d = j.sampler.distances(w, gaussian, all, share)
	} else {
		tol := 1e-10 * max(gaussian.TV, 1e-6)
		var s integrals
		if full, _ := regular(w, lowered(j.target.Factor, j.d), j.d); j.d == 1 {
			s = lineFaces(math.Abs(full[0]), math.Abs(j.target.Factor[0]), j.flat, tol, all)
		} else {
			s = planeFaces(full, j.target.Factor, j.flat, tol, all)
		}
		d = s.distances().atMost(gaussian)
	}
	if all && math.IsInf(gaussian.KL, 1) { // the law close by that was judged has finite ones
		d.KL, d.KLError = gaussian.KL, 0
		if j.thin(w) {
			d.ReverseKL, d.ReverseKLError = gaussian.ReverseKL, 0
		}
	}
	return d
}

// unlike returns the distances between the laws of y where the target has another activation: the total variation alone
// unless all is true. One part in share of the sampler's samples is used.
func (j *Judge) unlike(w []float64, all bool, share int) (d Distances) {
	farthest := Of([]float64{0})
	if j.measure == nil || !finite(w) || len(w) == 0 {
		return farthest
	}
	checkSquare(w, j.d)
	if j.sampler != nil {
		d = j.sampler.mixed(w, all, share)
	} else {
		const tol = 1e-7
		var s integrals
		if full, _ := regular(w, lowered(j.target.Factor, j.d), j.d); j.d == 1 {
			s = lineMixed(j.common, math.Abs(full[0]), math.Abs(j.target.Factor[0]), tol, all)
		} else {
			s = planeMixed(j.common, full, j.target.Factor, tol, all)
		}
		d = s.distances()
	}
	if !all {
		return d
	}
	if singular := j.spectrum(w)[0] == 0; j.common.pOnly || singular {
		d.KL, d.KLError = math.Inf(1), 0
		if singular && j.thin(w) {
			d.ReverseKL, d.ReverseKLError = math.Inf(1), 0
		}
	}
	if j.common.qOnly {
		d.ReverseKL, d.ReverseKLError = math.Inf(1), 0
	}
	return d.atMost(farthest)
}

// thin says whether the law of φ(Wx) has a part of less than its dimension, for a W of less than full rank: samples with
// more coordinates that are not cut off than W has dimensions, or with one that is always 0. Mass of less than about
// a hundredth is overlooked.
func (j *Judge) thin(w []float64) bool {
	rank := 0
	for _, l := range j.spectrum(w) {
		if l > 0 {
			rank++
		}
	}
	r := rng.New(j.seed, samplerStream)
	z := make([]float64, j.d)
	for range mostSamples {
		r.Normals(z)
		open := 0
		for i := range j.d {
			x, zero := 0.0, true
			for k, v := range w[i*j.d : (i+1)*j.d] {
				x += float64(v * z[k])
				zero = zero && v == 0
			}
			if gan.PieceOf(x, j.flat) < 0 {
				open++
				if zero {
					return true
				}
			}
		}
		if open > rank {
			return true
		}
	}
	return false
}

// atMost returns the distances, none of them above that of most: rounding can lift them there by its own size.
func (d Distances) atMost(most Distances) Distances {
	d.TV, d.JS, d.KL = min(d.TV, most.TV), min(d.JS, most.JS), min(d.KL, most.KL)
	d.ReverseKL, d.Hellinger = min(d.ReverseKL, most.ReverseKL), min(d.Hellinger, most.Hellinger)
	return d
}
