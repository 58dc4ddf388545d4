package metric

import (
	"math"

	"saddle/core/kernel"
)

// estimates holds an estimator of each distance.
type estimates struct{ tv, js, kl, reverseKL, hellinger estimator }

// see takes in ℓ of the states of all chains.
func (e *estimates) see(ell []float64, all bool) {
	for ; len(ell) > 0; ell = ell[chain:] {
		states := ell[:chain]
		var half [2]float64
		var own integrals // sums over the states of the functions of e^ℓ
		for k, l := range states {
			half[2*k/chain] += kernel.Exp(l)
			own.add(1, 0, l, all)
		}
		const n = chain / 2
		ratio := (half[0] + half[1]) / chain
		mean := ofRatio(ratio, all)
		for _, h := range half {
			part := ofRatio(h/n, all)
			part.scale(-0.5)
			mean.merge(&part)
		}
		more := ofRatio(ratio, all)
		mean.merge(&more)
		own.scale(1.0 / chain)
		e.tv.add(mean.tv, own.tv, ratio-1)
		if all {
			e.js.add(mean.js, own.js, ratio-1)
			e.kl.add(mean.kl, own.kl, ratio-1)
			e.reverseKL.add(mean.reverseKL, own.reverseKL, ratio-1)
			e.hellinger.add(mean.hellinger, own.hellinger, ratio-1)
		}
	}
}

// ofRatio returns the integrands, divided by p, where q/p is the given one.
func ofRatio(ratio float64, all bool) (s integrals) {
	s.add(1, 0, kernel.Log(ratio), all)
	return s
}

func (s *integrals) scale(w float64) {
	s.tv *= w
	s.js *= w
	s.kl *= w
	s.reverseKL *= w
	s.hellinger *= w
}

// estimator is a regression of y on two control variates u and v, for the mean of y where those of u and v are known.
type estimator struct {
	n                      float64
	y, u, v                float64 // sums
	yy, yu, yv, uu, uv, vv float64
}

func (e *estimator) add(y, u, v float64) {
	e.n++
	e.y += y
	e.u += u
	e.v += v
	e.yy += float64(y * y)
	e.yu += float64(y * u)
	e.yv += float64(y * v)
	e.uu += float64(u * u)
	e.uv += float64(u * v)
	e.vv += float64(v * v)
}

// estimate returns the mean of y, given that of u and that that of v is 0, and its standard error.
func (e *estimator) estimate(meanU float64) (mean, deviation float64) {
	n := e.n
	cov := func(sum, a, b float64) float64 { return (sum - float64(a*b)/n) / n }
	yy, yu, yv := cov(e.yy, e.y, e.y), cov(e.yu, e.y, e.u), cov(e.yv, e.y, e.v)
	uu, uv, vv := cov(e.uu, e.u, e.u), cov(e.uv, e.u, e.v), cov(e.vv, e.v, e.v)
	var bu, bv float64
	switch det := float64(uu*vv) - float64(uv*uv); {
	case det > 1e-10*uu*vv:
		bu, bv = (float64(yu*vv)-float64(yv*uv))/det, (float64(yv*uu)-float64(yu*uv))/det
	case uu > 0:
		bu = yu / uu
	}
	if !finite([]float64{yy, yu, yv, uu, uv, vv}) { // e^ℓ overflows: the laws are as far apart as can be told
		return meanU, 0
	}
	rest := yy - float64(bu*yu) - float64(bv*yv)
	mean = e.y/n - float64(bu*(e.u/n-meanU)) - float64(bv*e.v/n)
	return mean, math.Sqrt(max(0, rest) / (n - 3))
}
