package metric

import (
	"math"
	"slices"

	"saddle/core/gan"
)

// A Judge measures how far the law of y = φ(Wx) is from that of φ(W_*x), for one target. If φ is one-to-one
// the distances are those of Wx and W_*x, which Of computes exactly. Elsewhere φ is constant on pieces of ℝ and
// what falls on them is told apart no more: for d = 1, and for ReLU in d = 2, the distances between the laws of y
// are computed exactly by quadrature, otherwise estimated by Monte Carlo (see sampler).
type Judge struct {
	phi       gan.Activation
	d         int
	sigmaStar []float64
	flat      []gan.Interval
	seed      uint64
	sampler   *sampler // nil: exact
}

// Judgement is what a Judge finds: the distances between the laws of y = φ(Wx) and y = φ(W_*x), and
// bounds of their total variation.
type Judgement struct {
	Distances
	TVError   float64 // standard error of TV; 0 where it is exact
	TVBound   float64 // total variation of the laws of Wx: TV if φ is one-to-one, at least TV if not
	Low, High float64 // DevroyeBand; Low is 0 unless φ is one-to-one
	Pinsker   float64 // TV is at most this: Pinsker
}

// NewJudge returns the judge for the target of covariance sigmaStar (d×d, row-major, not copied) before φ. The
// random numbers of an estimate come from a stream of the seed of its own.
func NewJudge(phi gan.Activation, sigmaStar []float64, d int, seed uint64) *Judge {
	j := &Judge{phi: phi, d: d, sigmaStar: sigmaStar, flat: phi.Flat(), seed: seed}
	if len(j.flat) > 0 && d > 1 && !(phi.Name() == gan.ReLU && d == 2) {
		j.sampler = newSampler(j.flat, sigmaStar, d, seed)
	}
	return j
}

// Judges says whether NewJudge with these arguments would return an equal judge.
func (j *Judge) Judges(phi gan.Activation, sigmaStar []float64, seed uint64) bool {
	return j.phi == phi && j.seed == seed && slices.Equal(j.sigmaStar, sigmaStar)
}

// Of returns the judgement on the generator of covariance sigma (d×d, row-major) before φ. A covariance
// beyond the reach of the arithmetic is judged as one of a law that is singular to the target's. A singular one
// is not where φ cuts off, since both laws have atoms; it is then judged as one close by.
func (j *Judge) Of(sigma []float64) Judgement {
	lambda := j.spectrum(sigma)
	m := Judgement{Distances: Of(lambda), Pinsker: Pinsker(lambda)}
	m.TVBound = m.TV
	m.Low, m.High = DevroyeBand(lambda)
	if len(j.flat) > 0 {
		m.Low = 0
		m.Distances, m.TVError = j.cut(sigma, m.Distances, true, 1)
	}
	return m
}

// Distances returns the distances that Of finds. Where they are estimated it is four times as fast and half as
// accurate.
func (j *Judge) Distances(sigma []float64) Distances {
	d := Of(j.spectrum(sigma))
	if len(j.flat) > 0 {
		d, _ = j.cut(sigma, d, true, 4)
	}
	return d
}

// TV returns the total variation that Of finds, alone and so faster.
func (j *Judge) TV(sigma []float64) float64 {
	gaussian := Distances{TV: TV(j.spectrum(sigma))}
	if len(j.flat) == 0 {
		return gaussian.TV
	}
	d, _ := j.cut(sigma, gaussian, false, 1)
	return d.TV
}

func (j *Judge) spectrum(sigma []float64) []float64 {
	lambda, err := Spectrum(sigma, j.sigmaStar, j.d)
	if err != nil {
		return []float64{0}
	}
	return lambda
}

// cut returns the distances between the laws of y, and the standard error of the total variation, given those
// of the laws of Wx, which bound them: the total variation alone unless all is true. One part in share of the
// sampler's chains is used.
func (j *Judge) cut(sigma []float64, gaussian Distances, all bool, share int) (Distances, float64) {
	if !finite(sigma) {
		return gaussian, 0
	}
	if j.sampler != nil {
		return j.sampler.distances(sigma, gaussian, all, share)
	}
	tol := 1e-9 * max(gaussian.TV, 1e-6)
	sigma = regular(sigma, j.sigmaStar, j.d)
	var s integrals
	if j.d == 1 {
		s = cutLine(sigma[0], j.sigmaStar[0], j.flat, tol, all)
	} else {
		s = rectified2(sigma, j.sigmaStar, tol, all)
	}
	return s.distances(), 0
}

// regular returns sigma, or where that is singular or nearly so a covariance close to it: for d ≤ 2, to 10⁻⁶ of
// the target's and to correlations of 1 − 10⁻¹².
func regular(sigma, sigmaStar []float64, d int) []float64 {
	out := append([]float64(nil), sigma...)
	for i := range d {
		out[i*d+i] = math.Max(out[i*d+i], 1e-12*sigmaStar[i*d+i])
	}
	if d == 2 {
		most := math.Sqrt(out[0]) * math.Sqrt(out[3]) * (1 - 1e-12)
		out[1] = math.Max(-most, math.Min(out[1], most))
		out[2] = out[1]
	}
	return out
}
