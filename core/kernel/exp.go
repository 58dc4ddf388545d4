package kernel

import "math"

const (
	log2e = 1 / math.Ln2
	// ln2Hi + ln2Lo = ln 2. ln2Hi has 42 significant bits, so that n·ln2Hi is exact for |n| < 2¹¹. From
	// FreeBSD's e_log.c.
	ln2Hi = 0x1.62e42fefa3800p-1
	ln2Lo = 0x1.ef35793c76730p-45

	expLimit = 708 // the largest whole number with both exp(x) and exp(−x) normal

	// roundBias is 1.5·2⁵² + 1023. At that size a float64 has no fraction, so adding roundBias rounds to a
	// whole number n and leaves n+1023, the biased exponent of 2ⁿ, in the low bits.
	roundBias = 0x1.8p52 + 1023
)

// Taylor coefficients of exp. With |r| ≤ ln(2)/2 the first one left out, 1/14!, is worth 4·10⁻¹⁸.
const (
	e2  = 1.0 / 2
	e3  = e2 / 3
	e4  = e3 / 4
	e5  = e4 / 5
	e6  = e5 / 6
	e7  = e6 / 7
	e8  = e7 / 8
	e9  = e8 / 9
	e10 = e9 / 10
	e11 = e10 / 11
	e12 = e11 / 12
	e13 = e12 / 13
)

// Exp returns eˣ within 1 ulp. It clamps x to ±708, so the result is never 0, subnormal or infinite; NaN gives NaN.
func Exp(x float64) float64 {
	r, scale := reduce(x)
	r2 := float64(r * r)
	y := r + float64(taylor(r, r2, float64(r2*r2))*r2) // eʳ − 1
	return float64((1 + y) * scale)
}

// Expm1 returns eˣ − 1 within 2 ulp, also near 0, with x clamped to ±708; NaN gives NaN and −0 gives +0.
func Expm1(x float64) float64 {
	r, scale := reduce(x)
	r2 := float64(r * r)
	y := r + float64(taylor(r, r2, float64(r2*r2))*r2) // eʳ − 1
	return float64(y*scale) + (scale - 1)
}

// reduce writes x, clamped, as n·ln 2 + r with |r| ≤ ln(2)/2 and returns r and 2ⁿ.
func reduce(x float64) (r, scale float64) {
	if x < -expLimit {
		x = -expLimit
	} else if x > expLimit {
		x = expLimit
	}
	t := float64(x*log2e) + roundBias
	n := t - roundBias
	r = (x - float64(n*ln2Hi)) - float64(n*ln2Lo)
	return r, math.Float64frombits(math.Float64bits(t) << 52)
}

// taylor returns e2 + e3·r + … + e13·r¹¹ by Estrin's scheme, given r² and r⁴ too, which keeps it small enough
// to inline.
func taylor(r, r2, r4 float64) float64 {
	q2 := (e2 + float64(e3*r)) + float64((e4+float64(e5*r))*r2)
	q6 := (e6 + float64(e7*r)) + float64((e8+float64(e9*r))*r2)
	q10 := (e10 + float64(e11*r)) + float64((e12+float64(e13*r))*r2)
	return q2 + float64((q6+float64(q10*r4))*r4)
}

// Softplus returns log(1 + eˣ) within 2 ulp and without overflow: max(x, 0) + log(1 + exp(−|x|)). Below −708 it
// stays at exp(−708); NaN gives NaN.
func Softplus(x float64) float64 {
	return max(x, 0) + Log1p(Exp(-math.Abs(x)))
}

// Pow returns xʸ = exp(y·log x) for x > 0, clamped as [Exp] is. Its relative error is about 2 + |y·log x| ulp;
// Pow(1, y) = Pow(x, 0) = 1 exactly. For x < 0 and for 0⁰ it returns NaN.
func Pow(x, y float64) float64 {
	return Exp(float64(y * Log(x)))
}

// Tanh returns the hyperbolic tangent within 3 ulp. Tanh(±∞) = ±1, Tanh(±0) = ±0; NaN gives NaN.
func Tanh(x float64) float64 {
	t := Expm1(-2 * math.Abs(x))
	return math.Copysign(t/(2+t), x)
}

// Sinh returns the hyperbolic sine within 4 ulp, clamped as [Exp] is. Sinh(±0) = ±0; NaN gives NaN.
func Sinh(x float64) float64 {
	t := Expm1(math.Abs(x))
	return math.Copysign((t+t/(t+1))/2, x)
}
