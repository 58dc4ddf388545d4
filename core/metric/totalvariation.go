package metric

import (
	"math"

	"saddle/core/kernel"
)

// TV returns the total variation distance between P and Q,
//
//	TV = ½ ∫ |p − q| = sup_A |P(A) − Q(A)|  ∈ [0, 1].
//
// No discriminator is right more often than (1+TV)/2 of the time.
//
// Derived here. For real t, on the line Re s = b, closing the contour over the poles at
// 0 and 1 gives
//
//	(1/2πi) ∫ e^{st}/(s(1−s)) ds = min(1, e^t)      if 0 < b < 1,
//	                             = −max(0, 1−e^t)   if b < 0.
//
// Put t = L and take the mean under P:
//
//	(1/2πi) ∫ M(s)/(s(1−s)) ds = ∫ min(p, q) = 1 − TV    if 0 < b < 1,
//	                           = −∫ (p−q)⁺   = −TV       if b < 0.
//
// The first form is used when the laws are apart, the second when they are
// close; each is then a number that does not come from a cancellation.
// The contour is bent into a hyperbola through the saddle point, on which the
// integrand falls exponentially for every d.
//
// The relative error is of the order of 1e-14 at every spectrum, however close
// the laws.
func TV(lambda []float64) float64 {
	if singular(lambda) {
		return 1
	}
	affinity := logAffinity(lambda)
	switch {
	case affinity == 0:
		return 0
	case affinity < logNegligible: // 1 − TV = ∫ min(p, q) ≤ ∫ √(pq)
		return 1
	}
	ratio := newLogRatio(lambda)
	if affinity < logApart {
		return clip01(1 - ratio.invert(ratio.saddle(0, 1)))
	}
	return clip01(-ratio.invert(ratio.saddle(ratio.leftEnd(), 0)))
}

const (
	logNegligible = -40         // e^{−40} is below the rounding of 1
	logApart      = -0.35667494 // log 0.7: below it TV ≥ 1 − 0.7, far from any cancellation in 1 − TV
)

// logRatio is the law under P of the log-likelihood ratio L, through
//
//	log M(s) = −½ (c s + Σ log(1 − a_i s)),   c = Σ log λ_i,  a_i = 1 − 1/λ_i.
//
// Exchanging P and Q maps λ to 1/λ and leaves TV alone, so the pair is taken in
// the order that makes c ≥ 0: then |M| falls to the right, where the contour
// bends.
type logRatio struct {
	a []float64 // d values, each below 1
	c float64   // ≥ 0
}

func newLogRatio(lambda []float64) logRatio {
	var c float64
	for _, l := range lambda {
		c += kernel.Log(l)
	}
	a := make([]float64, len(lambda))
	for i, l := range lambda {
		if c >= 0 {
			a[i] = (l - 1) / l
		} else {
			a[i] = 1 - l
		}
	}
	return logRatio{a: a, c: math.Abs(c)}
}

// logM returns the real and the imaginary part of log M(re + i·im). The logarithm is taken factor by factor: 1 − a_i s
// never crosses the negative real axis on the contour, their product may.
func (r logRatio) logM(re, im float64) (logModulus, phase float64) {
	var logNorm, arg float64 // logNorm is twice the log of the modulus
	for _, a := range r.a {
		x, y := 1-float64(a*re), -a*im
		logNorm += kernel.Log(float64(x*x) + float64(y*y))
		arg += kernel.Atan2(y, x)
	}
	return -(float64(r.c*re) + float64(logNorm/2)) / 2, -(float64(r.c*im) + arg) / 2
}

// slope is the derivative at real s of log |M(s)/(s(1−s))|, which is convex on
// each interval between singularities.
func (r logRatio) slope(s float64) float64 {
	g := -float64(r.c/2) - 1/s + 1/(1-s)
	for _, a := range r.a {
		g += float64(a / (1 - float64(a*s)) / 2)
	}
	return g
}

// curvature is the derivative of slope.
func (r logRatio) curvature(s float64) float64 {
	g := 1/float64(s*s) + 1/float64((1-s)*(1-s))
	for _, a := range r.a {
		t := a / (1 - float64(a*s))
		g += float64(t * t / 2)
	}
	return g
}

// leftEnd returns a point s < 0 to the left of which the saddle cannot lie:
// the branch point 1/min a_i if there is one, else a point of negative slope.
func (r logRatio) leftEnd() float64 {
	lowest := 0.0
	for _, a := range r.a {
		lowest = math.Min(lowest, a)
	}
	if lowest < 0 {
		return 1 / lowest
	}
	s := -1.0
	for r.slope(s) >= 0 {
		s *= 2
	}
	return s
}

// saddle returns the point of (lo, hi) where slope vanishes: the minimum of the
// integrand on the real axis, its maximum across. Slope runs from −∞ to +∞.
func (r logRatio) saddle(lo, hi float64) float64 {
	for range 60 {
		mid := lo + float64((hi-lo)/2)
		if r.slope(mid) < 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo + float64((hi-lo)/2)
}

// Trapezoidal rule of invert. On the hyperbolas s0 + w (sin(δ+iu) − sin δ),
// u + iv shifts δ to δ − v: the integrand is analytic in a strip about |v| < ½
// wide, which a step of 1/12 resolves to e^{−2π·½·12} ≈ 4e-17.
const (
	bend     = 0.5 // δ: half-way between M with power-law tails and M nearly Gaussian
	tvStep   = 1.0 / 12
	tvNodes  = 480   // u ≤ 40; the integrand falls at least like e^{−u}
	tvCutoff = 1e-17 // relative to the saddle
)

// invert returns (1/2πi) ∫ M(s)/(s(1−s)) ds along the hyperbola that crosses
// the real axis at s0 and bends to the right. The lower half is the conjugate
// of the upper one.
func (r logRatio) invert(s0 float64) float64 {
	sin, cos := kernel.Sincos(bend)
	width := 1 / math.Sqrt(r.curvature(s0))

	var sum, peak float64
	for k := range tvNodes {
		e := kernel.Exp(tvStep * float64(k))
		ch, sh := float64((e+1/e)/2), float64((e-1/e)/2)
		re, im := s0+float64(width*sin*(ch-1)), width*cos*sh // s
		dre, dim := width*cos*ch, -width*sin*sh              // (1/i) ds/du
		// f = M(s)/(s(1−s)) ds/du, the quotient as the product by the conjugate p − iq of s(1−s).
		logModulus, phase := r.logM(re, im)
		p, q := float64(re*(1-re))+float64(im*im), im*(1-2*re)
		modulus := kernel.Exp(logModulus) / (float64(p*p) + float64(q*q))
		if logModulus < -700 {
			modulus = 0 // where Exp would stay at its least value
		}
		tsin, tcos := kernel.Sincos(phase)
		x, y := float64(p*dre)+float64(q*dim), float64(p*dim)-float64(q*dre)
		fre, fim := float64(modulus*(float64(x*tcos)-float64(y*tsin))), float64(modulus*(float64(x*tsin)+float64(y*tcos)))
		if k == 0 {
			peak = math.Abs(fre)
			sum = fre / 2
			continue
		}
		sum += fre
		if math.Abs(fre)+math.Abs(fim) < tvCutoff*peak {
			break
		}
	}
	return sum * tvStep / math.Pi
}

func clip01(x float64) float64 { return math.Max(0, math.Min(x, 1)) }
