package metric

import (
	"math"

	"saddle/core/kernel"
)

// ray adds the integrals over near < s < far for densities exp(logP − kp·s) and exp(logQ − kq·s), times w, but for js.
func (s *integrals) ray(w, logP, logQ, kp, kq, near, far float64, all bool) {
	if min(kp, kq)*near > nothing {
		return
	}
	log0, m := logQ-logP, kp-kq // log(q/p) = log0 + m s
	from := beyond(logP, logQ, kp, kq, near, all)
	var to integrals
	if !math.IsInf(far, 1) {
		to = beyond(logP, logQ, kp, kq, far, all)
	}
	gap := from.tv - to.tv // the integral of q − p
	tv := math.Abs(gap)
	if cross := -log0 / m; cross > near && cross < far { // the sign of q − p changes there
		after := beyond(logP, logQ, kp, kq, cross, false).tv - to.tv
		tv = math.Abs(gap-after) + math.Abs(after)
	}
	s.p += float64(w * (from.p - to.p))
	s.q += float64(w * (from.q - to.q))
	s.tv += float64(w * tv / 2)
	if all {
		s.kl += float64(w * math.Max(0, from.kl-to.kl))
		s.reverseKL += float64(w * math.Max(0, from.reverseKL-to.reverseKL))
		s.hellinger += float64(w * math.Max(0, from.hellinger-to.hellinger))
	}
}

// nothing is where e^−x is 0 for a float64.
const nothing = 800

// beyond returns the integrals over s > at, with that of q − p, without a modulus, for tv.
func beyond(logP, logQ, kp, kq, at float64, all bool) (s integrals) {
	logP -= float64(kp * at)
	logQ -= float64(kq * at)
	l, m := logQ-logP, kp-kq
	a, b := kernel.Exp(logP)/kp, kernel.Exp(logQ)/kq
	s.p, s.q, s.tv = a, b, b-a
	near := math.Abs(l) < 0.5
	var e, back float64 // e^l − 1, e^−l − 1
	if near {
		e = kernel.Expm1(l)
		s.tv = float64(a * (e + float64((e+1)*(m/kq))))
	}
	if !all {
		return s
	}
	if near {
		back = kernel.Expm1(-l)
		s.kl = float64(a * ((e - l) + float64(m/kp*(e+float64((e+1)*(m/kq))))))
		s.reverseKL = float64(b * ((back + l) - float64(m/kq*(back-float64((back+1)*(m/kp))))))
	} else {
		s.kl = s.tv - float64(a*(l+m/kp))
		s.reverseKL = float64(b*(l+m/kq)) - s.tv
	}
	ra, rb := math.Sqrt(a), math.Sqrt(b)
	rp, rq := math.Sqrt(kp), math.Sqrt(kq)
	s.hellinger = float64((ra-rb)*(ra-rb)/2) + float64(float64(ra*rb)*float64((rp-rq)*(rp-rq))/(kp+kq))
	return s
}

// jsRay returns ∫ jsPoint ds over near < s < far for densities exp(logP − kp·s) and exp(logQ − kq·s).
func jsRay(logP, logQ, kp, kq, near, far float64) float64 {
	if min(kp, kq)*near > nothing {
		return 0
	}
	whole := jsBeyond(logP-float64(kp*near), logQ-float64(kq*near), kp, kq)
	if far-near > 45/min(kp, kq) {
		return whole
	}
	return math.Max(0, whole-jsBeyond(logP-float64(kp*far), logQ-float64(kq*far), kp, kq))
}

// jsBeyond returns ∫ jsPoint ds over s > 0: for laws that are alike, by a quadrature that loses no digits.
func jsBeyond(logP, logQ, kp, kq float64) float64 {
	if kp < kq {
		logP, logQ, kp, kq = logQ, logP, kq, kp
	}
	if bend := (kp - kq) / kq; bend > 2 || bend > 1 && math.Abs(logQ-logP) > 2 {
		return jsApart(logP, logQ, kp, kq)
	}
	return jsAlike(logP, logQ, kp, kq)
}

// rayNodes and rayWeights are a rule for ∫₀^∞ f(s) ds that is exponentially accurate where f is analytic and
// falls like e^{−s}: the trapezoidal rule in t with s = exp(t − e^{−t}) (Takahasi and Mori, 1974).
var rayNodes, rayWeights = makeRayRule()

const rayCount = 36

func makeRayRule() (nodes, weights [rayCount]float64) {
	const step = 1.0 / 5
	for k := range rayCount {
		t := -3.4 + float64(step*float64(k))
		e := kernel.Exp(-t)
		nodes[k] = kernel.Exp(t - e)
		weights[k] = step * nodes[k] * (1 + e)
	}
	return nodes, weights
}

// jsAlike is jsBeyond by the rule.
func jsAlike(logP, logQ, kp, kq float64) float64 {
	if max(logP, logQ) < -700 {
		return 0
	}
	l0, m := logQ-logP, kp-kq
	sum := 0.0
	for i, node := range rayNodes {
		x := node / kq
		p := kernel.Exp(logP - float64(kp*x))
		if l := l0 + float64(m*x); math.Abs(l) <= jsSeries {
			sum += float64(rayWeights[i] * jsNear(p, kernel.Expm1(l)))
		} else {
			sum += float64(rayWeights[i] * jsFar(p, kernel.Exp(logQ-float64(kq*x)), l))
		}
	}
	return sum / kq
}

// jsApart is jsBeyond for kp > kq, through the sum of an alternating series.
//
// Derived here. jsPoint is ½[(p + q) log 2 − p log(1 + q/p) − q log(1 + p/q)]. With p = Ae^{−kp s} and q/p = e^x,
// x = l + ms, m = kp − kq, the logarithms are series in e^{−x} where x > 0, and there
//
//	∫ p log(1+e^x) + q log(1+e^−x) ds = A[l/kp + m/kp² + 1/kp + Σ_{j≥1} (−1)^{j+1} e^{−jl}/(j(j+1)(kp+jm))]  if l ≥ 0.
//
// If l < 0 that holds from the crossing c = −l/m on, and up to there the same integral is, by series in e^x,
//
//	∫₀^c (1 − x) q ds + A Σ_{j≥2} (−1)^j/(j(j−1)) (e^{jl} − e^{−kp c})/(kp − jm).
func jsApart(logP, logQ, kp, kq float64) float64 {
	a, b := kernel.Exp(logP), kernel.Exp(logQ)
	l, m := logQ-logP, kp-kq
	whole := float64(math.Ln2 * (a/kp + b/kq))
	if l >= 0 {
		return math.Max(0, whole-float64(a*beyondCrossing(l, kp, m))) / 2
	}
	cross := -l / m
	there := kernel.Exp(max(-700, logP-float64(kp*cross))) // p and q
	left := -kernel.Expm1(-float64(kq * cross))            // share of q before
	before := float64(b * (left - l - float64(m/kq*left)) / kq)
	series := 0.0
	power := kernel.Exp(l)
	last := power
	for k, weight := range alternating {
		j := float64(k + 2)
		last *= power // e^{jl}
		d := kp - float64(j*m)
		part := (float64(a*last) - there) / d
		if x := cross * d; math.Abs(x) < 0.5 {
			part = there * cross
			if x != 0 {
				part = there * kernel.Expm1(x) / d
			}
		}
		series += float64(weight * part / (j * (j - 1)))
	}
	return math.Max(0, whole-before-series-float64(there*beyondCrossing(0, kp, m))) / 2
}

// beyondCrossing returns what stands in brackets above.
func beyondCrossing(l, kp, m float64) float64 {
	sum := (l + m/kp + 1) / kp
	power, last := kernel.Exp(-l), 1.0
	for k, weight := range alternating {
		j := float64(k + 1)
		last *= power
		sum += float64(weight * last / (j * (j + 1) * (kp + float64(j*m))))
	}
	return sum
}

// alternating are weights with which Σ w_k a_k is Σ (−1)^k a_k, k = 0, 1, …, to 10⁻¹⁵ of a_0 where the a_k are moments of
// a positive measure on [0, 1] (Cohen, Villegas and Zagier, "Convergence acceleration of alternating series", 2000).
var alternating = func() (w [20]float64) {
	const n = len(w)
	d := 1.0
	for range n {
		d *= 3 + math.Sqrt(8)
	}
	d = (d + 1/d) / 2
	b, c := -1.0, -d
	for k := range n {
		c = b - c
		w[k] = c / d
		b *= float64((k+n)*(k-n)) / ((float64(k) + 0.5) * float64(k+1))
	}
	return w
}()
