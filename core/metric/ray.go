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

// rayNodes and rayWeights are a rule for ∫₀^∞ f(s) ds that is exponentially accurate where f is analytic and
// falls like e^{−s}: the trapezoidal rule in t with s = exp(t − e^{−t}) (Takahasi and Mori, 1974). Every stride of
// them is one, too, when the weights are taken times it.
var rayNodes, rayWeights = makeRayRule()

const (
	rayCount = 281
	coarsest = 8
)

func makeRayRule() (nodes, weights [rayCount]float64) {
	const step = 1.0 / (5 * coarsest)
	for k := range rayCount {
		t := -3.4 + float64(step*float64(k))
		e := kernel.Exp(-t)
		nodes[k] = kernel.Exp(t - e)
		weights[k] = step * nodes[k] * (1 + e)
	}
	return nodes, weights
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

// jsBeyond returns ∫ jsPoint ds over s > 0. Where one law falls much faster than the other, the integrand has a bend
// that takes closer nodes: by trial, the error stays below 10⁻¹¹ of the result up to a ratio of 100 and below 10⁻⁸ beyond.
func jsBeyond(logP, logQ, kp, kq float64) float64 {
	if max(logP, logQ) < -700 {
		return 0
	}
	slow := min(kp, kq)
	l0, m := logQ-logP, kp-kq
	stride := coarsest
	switch bend := math.Abs(m) / slow; {
	case bend > 100:
		stride = 1
	case bend > 10:
		stride = 2
	case bend > 2 || bend > 1 && math.Abs(l0) > 2:
		stride = 4
	}
	sum := 0.0
	for i := 0; i < rayCount; i += stride {
		x := rayNodes[i] / slow
		p := kernel.Exp(logP - float64(kp*x))
		if l := l0 + float64(m*x); math.Abs(l) <= jsSeries {
			sum += float64(rayWeights[i] * jsNear(p, kernel.Expm1(l)))
		} else {
			sum += float64(rayWeights[i] * jsFar(p, kernel.Exp(logQ-float64(kq*x)), l))
		}
	}
	return float64(stride) * sum / slow
}
