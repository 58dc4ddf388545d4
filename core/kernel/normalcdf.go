package kernel

import "math"

// Rational approximations of FreeBSD's s_erf.c (FDLIBM), constant terms first: erf(x) = x + x·P/Q below 0.84375,
// erx + P/Q of x − 1 below 1.25, and erfc(x) = exp(−x² − 0.5625 + P/Q)/x with P and Q of 1/x² beyond, with other
// coefficients from 1/0.35 on.
const erx = 8.45062911510467529297e-01

var (
	erfNearP = []float64{1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02, -5.77027029648944159157e-03, -2.37630166566501626084e-05}
	erfNearQ = []float64{1, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03, 1.32494738004321644526e-04, -3.96022827877536812320e-06}
	erfMidP  = []float64{-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01, 3.18346619901161753674e-01, -1.10894694282396677476e-01, 3.54783043256182359371e-02, -2.16637559486879084300e-03}
	erfMidQ  = []float64{1, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02, 1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02}
	erfFarP  = []float64{-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01, -6.23753324503260060396e+01, -1.62396669462573470355e+02, -1.84605092906711035994e+02, -8.12874355063065934246e+01, -9.81432934416914548592e+00}
	erfFarQ  = []float64{1, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02, 6.45387271733267880336e+02, 4.29008140027567833386e+02, 1.08635005541779435134e+02, 6.57024977031928170135e+00, -6.04244152148580987438e-02}
	erfTailP = []float64{-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01, -1.60636384855821916062e+02, -6.37566443368389627722e+02, -1.02509513161107724954e+03, -4.83519191608651397019e+02}
	erfTailQ = []float64{1, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03, 3.19985821950859553908e+03, 2.55305040643316442583e+03, 4.74528541206955367215e+02, -2.24409524465858183362e+01}
)

// NormalBell returns e^{−x²/2}, the density of a standard normal number over its value at 0, with the clamp of [Exp].
func NormalBell(x float64) float64 { return Exp(-float64(x*x) / 2) }

// NormalDensity returns φ(x) = e^{−x²/2}/√2π, 0 at ±∞.
func NormalDensity(x float64) float64 {
	if math.IsInf(x, 0) {
		return 0
	}
	return NormalBell(x) / math.Sqrt(2*math.Pi)
}

// NormalBetween returns Φ(b) − Φ(a) for a ≤ b, with a small relative error in the tails too.
func NormalBetween(a, b float64) float64 {
	if a > 0 { // the upper tail is the lower one turned over
		a, b = -b, -a
	}
	return NormalCDF(b) - NormalCDF(a)
}

// NormalCDF returns Φ(x) = P(z ≤ x) for a standard normal z, with a relative error of at most 2⁻⁵¹(1 + x²).
// Below −37 it stays positive, at about exp(−708), but at −∞; NaN gives NaN.
func NormalCDF(x float64) float64 {
	u := math.Abs(x) / math.Sqrt2
	if u < 0.84375 {
		z := float64(u * u)
		t := u + float64(u*(polynomial(z, erfNearP)/polynomial(z, erfNearQ)))
		return 0.5 + math.Copysign(0.5*t, x)
	}
	var tail float64
	if math.IsInf(x, 0) {
		tail = 0
	} else if u < 1.25 {
		tail = 0.5 * (1 - erx - polynomial(u-1, erfMidP)/polynomial(u-1, erfMidQ))
	} else {
		tail = Exp(logErfc(u)) / 2
	}
	if x > 0 {
		return 1 - tail
	}
	return tail
}

// LogNormalCDF returns log Φ(x), with an absolute error of at most 2⁻⁵¹(1 + x²), however far x lies in the lower tail.
// NaN gives NaN.
func LogNormalCDF(x float64) float64 {
	if x > -2 {
		return Log(NormalCDF(x))
	}
	return logErfc(-x/math.Sqrt2) - math.Ln2
}

// logErfc returns log erfc(u) for u ≥ 1.25.
func logErfc(u float64) float64 {
	p, q := erfFarP, erfFarQ
	if u >= 1/0.35 {
		p, q = erfTailP, erfTailQ
	}
	s := 1 / float64(u*u)
	return -float64(u*u) - 0.5625 + polynomial(s, p)/polynomial(s, q) - Log(u)
}

// polynomial returns Σ c_i xⁱ.
func polynomial(x float64, c []float64) float64 {
	y := 0.0
	for i := len(c) - 1; i >= 0; i-- {
		y = float64(y*x) + c[i]
	}
	return y
}
