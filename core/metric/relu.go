package metric

import (
	"math"

	"saddle/core/kernel"
)

// rectified2 returns the integrals for the laws of max(x, 0), x ~ N(0, Σ_*) and N(0, Σ), in dimension 2, to tol
// on the total variation; the matrices are 2×2, row-major, positive definite.
//
// Derived here. Such a law lives on the quadrant, on its two edges and on the corner 0, with masses
// ¼ + ι, ¼ − ι, ¼ − ι and ¼ + ι, where ι = asin(ρ)/2π and ρ is the correlation. On the quadrant it has the
// density of N(0, Σ). On the edge y_i > 0, with σ_i² = Σ_ii, it has the density
//
//	f_i(y) = φ(y/σ_i)/σ_i · Φ(−ρy/(σ_i√(1−ρ²))),
//
// φ and Φ being those of the standard normal. The corner has the mass of the quadrant, since x and −x are
// equally likely.
func rectified2(sigma, sigmaStar []float64, tol float64, all bool) integrals {
	var s integrals
	scale := [2]float64{unit(sigma[0], sigmaStar[0]), unit(sigma[3], sigmaStar[3])}
	p, q := newPlaneLaw(sigmaStar, scale), newPlaneLaw(sigma, scale)
	s.quadrant(&p, &q, tol, all)
	if all {
		s.quadrantJS(&p, &q, 10*float64(s.tv*tol)) // JS is to the total variation about as that is to 1
	}
	s.add(1, kernel.Log(s.p), kernel.Log(s.q), all)
	s.edge(p.s[0], q.s[0], p.lean, q.lean, tol, all)
	s.edge(p.s[1], q.s[1], p.lean, q.lean, tol, all)
	return s
}

// unit returns the geometric mean of two standard deviations, a length in which both are of order 1.
func unit(variance, other float64) float64 { return math.Sqrt(math.Sqrt(variance) * math.Sqrt(other)) }

// planeLaw is N(0, Σ) in the plane.
type planeLaw struct {
	s       [2]float64 // standard deviations
	lean    float64    // ρ/√(1−ρ²)
	logC    float64    // log of the density at 0
	a, b, c float64    // Σ⁻¹ = [a b; b c]
}

func newPlaneLaw(sigma []float64, scale [2]float64) planeLaw {
	xx, xy, yy := sigma[0]/float64(scale[0]*scale[0]), sigma[1]/float64(scale[0]*scale[1]), sigma[3]/float64(scale[1]*scale[1])
	det := float64(xx*yy) - float64(xy*xy)
	return planeLaw{s: [2]float64{math.Sqrt(xx), math.Sqrt(yy)}, lean: xy / math.Sqrt(det),
		logC: -kernel.Log(2*math.Pi) - float64(kernel.Log(det)/2), a: yy / det, b: -xy / det, c: xx / det}
}

// k returns uᵀΣ⁻¹u for u = (1−t, t).
func (l *planeLaw) k(t float64) float64 {
	u := 1 - t
	return float64(l.a*float64(u*u)) + float64(2*l.b*float64(u*t)) + float64(l.c*float64(t*t))
}

// around appends to breaks the t at which k is least, where the law is concentrated on a line through 0, and
// places about it, as close as it is concentrated.
func (l *planeLaw) around(breaks []float64) []float64 {
	curvature := l.a - 2*l.b + l.c
	t := (l.a - l.b) / curvature
	for width := math.Sqrt(l.k(t) / curvature); width < 1; width *= 8 {
		breaks = append(breaks, t-width, t+width)
	}
	return append(breaks, t)
}

// quadrant adds the open quadrant. On the ray through (1−t, t), with s half the squared distance along it,
// the laws have the densities C_p e^{−k_p s} and C_q e^{−k_q s} in s and t, so that all integrals along the ray
// but that of js are elementary.
func (s *integrals) quadrant(p, q *planeLaw, tol float64, all bool) {
	breaks := q.around(p.around([]float64{0, 1}))
	// |p − q| has kinks where the two forms are equal: the roots of k_p − k_q.
	da, db, dc := p.a-q.a, p.b-q.b, p.c-q.c
	curve, slope := da-2*db+dc, da-db
	if disc := float64(db*db) - float64(da*dc); disc > 0 {
		far := slope + math.Copysign(math.Sqrt(disc), slope) // curve t² − 2 slope t + da = 0, without cancellation
		breaks = append(breaks, da/far, far/curve)
	}
	s.integrate(from0To1(breaks), tol, func(s *integrals, w, t float64) float64 {
		s.ray(w, p.logC, q.logC, p.k(t), q.k(t), all)
		return 0
	})
}

// quadrantJS adds the js of the quadrant, whose integrand has no kinks and is dearer than the others: tol bounds its
// own error.
func (s *integrals) quadrantJS(p, q *planeLaw, tol float64) {
	var js integrals // in place of tv, on which the error is measured
	js.integrate(from0To1(q.around(p.around([]float64{0, 1}))), tol, func(js *integrals, w, t float64) float64 {
		js.tv += float64(w * jsRay(p.logC, q.logC, p.k(t), q.k(t)))
		return 0
	})
	s.js += js.tv
}

// from0To1 returns those of the breaks that lie in [0, 1], in order.
func from0To1(breaks []float64) []float64 {
	inside := breaks[:0]
	for _, t := range breaks {
		if t >= 0 && t <= 1 {
			inside = append(inside, t)
		}
	}
	ascend(inside)
	return inside
}

// ray adds the integrals over s > 0 for densities exp(logP − kp·s) and exp(logQ − kq·s), times w.
func (s *integrals) ray(w, logP, logQ, kp, kq float64, all bool) {
	a, b := w*kernel.Exp(logP)/kp, w*kernel.Exp(logQ)/kq
	s.p += a
	s.q += b
	l0, m := logQ-logP, kp-kq // log(q/p) = l0 + m s
	e0 := kernel.Expm1(l0)
	gap := float64(a * (e0 + float64((e0+1)*(m/kq)))) // b − a
	s.tv += float64(math.Abs(gap) / 2)
	if l0*m < 0 { // the sign of q − p changes at cross: it is that of l0 before and that of m after
		cross := -l0 / m
		after := float64(b*kernel.Exp(-kq*cross)) - float64(a*kernel.Exp(-kp*cross))
		s.tv += float64((math.Abs(gap-after) + math.Abs(after) - math.Abs(gap)) / 2)
	}
	if !all {
		return
	}
	s.kl += float64(a * ((e0 - l0) + float64(m/kp*(e0+float64((e0+1)*(m/kq))))))
	e1 := kernel.Expm1(-l0)
	s.reverseKL += float64(b * ((e1 + l0) - float64(m/kq*(e1-float64((e1+1)*(m/kp))))))
	ra, rb := math.Sqrt(a), math.Sqrt(b)
	rp, rq := math.Sqrt(kp), math.Sqrt(kq)
	s.hellinger += float64((ra-rb)*(ra-rb)/2) + float64(float64(ra*rb)*float64((rp-rq)*(rp-rq))/(kp+kq))
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

// jsRay returns ∫ jsPoint ds over s > 0 for densities exp(logP − kp·s) and exp(logQ − kq·s).
func jsRay(logP, logQ, kp, kq float64) float64 {
	slow := min(kp, kq)
	l0, m := logQ-logP, kp-kq
	sum := 0.0
	for i, node := range rayNodes {
		x := node / slow
		p := kernel.Exp(logP - float64(kp*x))
		if l := l0 + float64(m*x); math.Abs(l) <= jsSeries {
			sum += float64(rayWeights[i] * jsNear(p, kernel.Expm1(l)))
		} else {
			sum += float64(rayWeights[i] * jsFar(p, kernel.Exp(logQ-float64(kq*x)), l))
		}
	}
	return sum / slow
}

// edge adds the edge on which one coordinate is positive and the other cut off, for laws with the standard
// deviations sp and sq and the leans ρ/√(1−ρ²).
func (s *integrals) edge(sp, sq, leanP, leanQ, tol float64, all bool) {
	end := reach * max(sp, sq)
	breaks := []float64{0, end}
	for _, scale := range [4]float64{sp, sq, sp / math.Abs(leanP), sq / math.Abs(leanQ)} {
		for _, x := range [3]float64{scale, 4 * scale, reach * scale} {
			if x < end {
				breaks = append(breaks, x)
			}
		}
	}
	ascend(breaks)
	logP, logQ := normalAt0(sp), normalAt0(sq)
	s.integrate(breaks, tol, func(s *integrals, w, y float64) float64 {
		u, v := y/sp, y/sq
		lp := logP - float64(u*u/2) + kernel.LogNormalCDF(-leanP*u)
		lq := logQ - float64(v*v/2) + kernel.LogNormalCDF(-leanQ*v)
		s.add(w, lp, lq, all)
		return lq - lp
	})
}

// reach is how many standard deviations of a normal matter: beyond lies a mass of 10⁻²¹.
const reach = 9.5

// normalAt0 returns the log density at 0 of a normal of standard deviation s.
func normalAt0(s float64) float64 { return -float64(kernel.Log(2*math.Pi)/2) - kernel.Log(s) }
