package kernel

import "math"

// Coefficients of the minimax polynomial of FreeBSD's e_log.c (FDLIBM), for
// log(1+f) = f − f²/2 + s·(f²/2 + R(s²)), s = f/(2+f), with an error below 2⁻⁵⁸.
const (
	l1 = 6.666666666666735130e-01
	l2 = 3.999999999940941908e-01
	l3 = 2.857142874366239149e-01
	l4 = 2.222219843214978396e-01
	l5 = 1.818357216161805012e-01
	l6 = 1.531383769920937332e-01
	l7 = 1.479819860511658591e-01
)

// Log returns the natural logarithm of x > 0 within 1 ulp. Log(0) = −∞, Log(+∞) = +∞; x < 0 and NaN give NaN.
func Log(x float64) float64 {
	const (
		minNormal = 0x1p-1022
		sqrtHalf  = 0x3fe6a09e667f3bcd // the bits of √½
	)
	switch {
	case x < 0 || x != x:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	case x > math.MaxFloat64:
		return x
	case x < minNormal:
		return Log(x*0x1p52) - 52*math.Ln2
	}
	// x = 2ᵉ·(1+f) with √½ ≤ 1+f < √2.
	bits := math.Float64bits(x)
	exponent := int64(bits-sqrtHalf) >> 52
	f := math.Float64frombits(bits-uint64(exponent)<<52) - 1
	e := float64(exponent)

	s := f / (2 + f)
	z := float64(s * s)
	w := float64(z * z)
	even := w * (l2 + float64(w*(l4+float64(w*l6))))
	odd := z * (l1 + float64(w*(l3+float64(w*(l5+float64(w*l7))))))
	r := float64(even) + float64(odd)
	h := float64(0.5 * f * f)
	return float64(e*ln2Hi) - ((h - (float64(s*(h+r)) + float64(e*ln2Lo))) - f)
}

// Log1p returns log(1+u) within 2 ulp for u ≥ 0: log(w) with w = 1+u rounded, and the rounding put back.
// Log1p(+∞) = +∞; NaN gives NaN.
func Log1p(u float64) float64 {
	w := 1 + u
	if w > math.MaxFloat64 {
		return w
	}
	return Log(w) + (u-(w-1))/w
}

// Atanh returns the inverse hyperbolic tangent within 3 ulp: ½·log((1+x)/(1−x)). Atanh(±1) = ±∞, Atanh(±0) = ±0;
// |x| > 1 and NaN give NaN.
func Atanh(x float64) float64 {
	u := math.Abs(x)
	switch {
	case u == 1:
		return math.Copysign(math.Inf(1), x)
	case !(u < 1):
		return math.NaN()
	}
	return math.Copysign(0.5*Log1p(2*u/(1-u)), x)
}

// Logit returns log(p/(1−p)), the inverse of the logistic function, within 3 ulp. Logit(0) = −∞, Logit(1) = +∞;
// p outside
// [0, 1] and NaN give NaN.
func Logit(p float64) float64 {
	if p > 0.25 && p < 0.75 { // where the quotient is near 1 and its logarithm would lose digits; 2p−1 is exact
		return float64(2 * Atanh(2*p-1))
	}
	return Log(p / (1 - p))
}
