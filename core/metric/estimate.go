package metric

import (
	"math"

	"saddle/core/kernel"
)

// estimates holds an estimator of each distance.
type estimates struct {
	tv, js, kl, reverseKL, hellinger estimator

	moved float64 // sum over the chains of what the extrapolation changed of the total variation
}

// see takes in ℓ of the states of all chains, kept of each, and the mean of ℓ over each half of each.
func (e *estimates) see(ell, mean []float64, kept int, all bool) {
	n := float64(kept)
	for ; len(ell) > 0; ell, mean = ell[kept:], mean[2:] {
		var half, halfEll [2]float64
		var own integrals // sums over the states of the functions of e^ℓ
		var squares, products float64
		for k, l := range ell[:kept] {
			e := kernel.Exp(l)
			half[2*k/kept] += 2 * e / n
			halfEll[2*k/kept] += 2 * l / n
			squares += float64(l * l)
			products += float64(l * e)
			own.addRatio(e, l, all)
		}
		// The regression of e^ℓ on ℓ.
		m, c := (half[0]+half[1])/2, (halfEll[0]+halfEll[1])/2
		slope := 0.0
		if spread := squares/n - float64(c*c); spread > 0 {
			slope = (products/n - float64(m*c)) / spread
		}
		for h := range half {
			half[h] = max(half[h]/10, half[h]+float64(slope*(mean[h]-halfEll[h])))
		}
		ratio := float64((half[0] + half[1]) / 2)
		whole, a, b := ofRatio(ratio, all), ofRatio(half[0], all), ofRatio(half[1], all)
		e.moved += whole.tv - float64((a.tv+b.tv)/2)
		extrapolated := func(whole, a, b float64) float64 { return float64(2*whole) - float64((a+b)/2) }
		e.tv.add(extrapolated(whole.tv, a.tv, b.tv), own.tv/n, ratio-1)
		if all {
			e.js.add(extrapolated(whole.js, a.js, b.js), own.js/n, ratio-1)
			e.kl.add(extrapolated(whole.kl, a.kl, b.kl), own.kl/n, ratio-1)
			e.reverseKL.add(extrapolated(whole.reverseKL, a.reverseKL, b.reverseKL), own.reverseKL/n, ratio-1)
			e.hellinger.add(extrapolated(whole.hellinger, a.hellinger, b.hellinger), own.hellinger/n, ratio-1)
		}
	}
}

// step returns by how much the extrapolation to long chains changed the total variation.
func (e *estimates) step() float64 { return e.moved / e.tv.n }

// addRatio adds what add does for p = 1 and q = e = exp(l), to the accuracy that a control variate needs.
func (s *integrals) addRatio(e, l float64, all bool) {
	s.tv += float64(math.Abs(e-1) / 2)
	if !all {
		return
	}
	s.kl += e - 1 - l
	s.reverseKL += float64(e*l) - (e - 1)
	root := math.Sqrt(e) - 1
	s.hellinger += float64(root * root / 2)
	s.js += float64((float64(e*l) - float64((1+e)*kernel.Log((1+e)/2))) / 2)
}

// ofRatio returns the integrands, divided by p, where q/p is the given one.
func ofRatio(ratio float64, all bool) (s integrals) {
	s.add(1, 0, kernel.Log(ratio), all)
	return s
}

// missed is the share of the generated law beyond which the states count as having missed too much of it.
const missed = 0.1

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

// estimate returns the mean of y, given that of u and that that of v is 0, and its standard error. An infinite mean
// of u tells nothing. Where v is far from 0 on average the states have missed much of the generated law, and no
// regression on them can be trusted: then y − slope·v is averaged, which for the right slope, that of y in the ratio
// where it is large, is bounded by what the missed states could add. An infinite
// slope stands for no such bound.
func (e *estimator) estimate(meanU, slope float64) (mean, deviation float64) {
	n := e.n
	cov := func(sum, a, b float64) float64 { return (sum - float64(a*b)/n) / n }
	yy, yu, yv := cov(e.yy, e.y, e.y), cov(e.yu, e.y, e.u), cov(e.yv, e.y, e.v)
	uu, uv, vv := cov(e.uu, e.u, e.u), cov(e.uv, e.u, e.v), cov(e.vv, e.v, e.v)
	var bu, bv float64
	if !finite([]float64{yy, yu, yv, uu, uv, vv}) { // e^ℓ overflows: the laws are as far apart as can be told
		return meanU, 0
	}
	if math.Abs(e.v/n) > missed {
		if math.IsInf(slope, 1) {
			return meanU, 0
		}
		rest := yy - float64(2*slope*yv) + float64(slope*slope*vv)
		return (e.y - float64(slope*e.v)) / n, math.Sqrt(max(0, rest) / n)
	}
	if math.IsInf(meanU, 0) {
		if vv > 0 {
			bv = yv / vv
		}
		return e.y/n - float64(bv*e.v/n), math.Sqrt(max(0, yy-float64(bv*yv)) / (n - 3))
	}
	switch det := float64(uu*vv) - float64(uv*uv); {
	case det > 1e-10*uu*vv:
		bu, bv = (float64(yu*vv)-float64(yv*uv))/det, (float64(yv*uu)-float64(yu*uv))/det
	case uu > 0:
		bu = yu / uu
	}
	rest := yy - float64(bu*yu) - float64(bv*yv)
	mean = e.y/n - float64(bu*(e.u/n-meanU)) - float64(bv*e.v/n)
	return mean, math.Sqrt(max(0, rest) / (n - 3))
}
