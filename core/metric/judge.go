package metric

import "saddle/core/gan"

// A Judge measures how far the law of φ(Wx) is from that of φ(W_*x), for one target.
type Judge struct {
	phi       gan.Activation
	d         int
	sigmaStar []float64
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

// NewJudge returns the judge for the target of covariance sigmaStar (d×d, row-major, not copied) before φ.
func NewJudge(phi gan.Activation, sigmaStar []float64, d int) *Judge {
	return &Judge{phi: phi, d: d, sigmaStar: sigmaStar}
}

// Of returns the judgement on the generator of covariance sigma (d×d, row-major) before φ. A covariance
// beyond the reach of the arithmetic is judged as one of a law that is singular to the target's.
func (j *Judge) Of(sigma []float64) Judgement {
	lambda := j.spectrum(sigma)
	m := Judgement{Distances: Of(lambda), Pinsker: Pinsker(lambda)}
	m.TVBound = m.TV
	m.Low, m.High = DevroyeBand(lambda)
	if !j.phi.Bijective() {
		m.Low = 0
	}
	return m
}

// TV returns the total variation that Of finds, alone and so faster.
func (j *Judge) TV(sigma []float64) float64 {
	return TV(j.spectrum(sigma))
}

func (j *Judge) spectrum(sigma []float64) []float64 {
	lambda, err := Spectrum(sigma, j.sigmaStar, j.d)
	if err != nil {
		return []float64{0}
	}
	return lambda
}
