package kernel

import "math"

// π/4 in three parts of which the first two have 25 and 26 significant bits, so that multiples of them are
// exact. From Cephes' sin.c, as are the polynomials of Sincos; those of Atan are from Cephes' atan.c.
const (
	pi4Hi  = 7.85398125648498535156e-1
	pi4Mid = 3.77489470793079817668e-8
	pi4Lo  = 2.69515142907905952645e-15

	// sincosLimit bounds the multiples of π/4 that Sincos takes away exactly.
	sincosLimit = 1 << 25
)

// Sincos returns sin x and cos x, each within 2 ulp or 2⁻⁵³, for |x| ≤ 2²⁵. Beyond that, and for NaN, it returns NaN.
func Sincos(x float64) (sin, cos float64) {
	a := math.Abs(x)
	if !(a <= sincosLimit) {
		return math.NaN(), math.NaN()
	}
	octant := int64(a * (4 / math.Pi))
	octant += octant & 1 // to the nearest multiple of π/2
	y := float64(octant)
	z := ((a - float64(y*pi4Hi)) - float64(y*pi4Mid)) - float64(y*pi4Lo)
	zz := float64(z * z)
	s := z + float64(float64(z*zz)*sinTail(zz))
	c := 1 - float64(0.5*zz) + float64(float64(zz*zz)*cosTail(zz))
	quadrant := octant >> 1 & 3
	if quadrant&1 != 0 {
		s, c = c, s
	}
	if quadrant >= 2 {
		s = -s
	}
	if quadrant == 1 || quadrant == 2 {
		c = -c
	}
	return math.Copysign(1, x) * s, c
}

// sinTail and cosTail are (sin z − z)/z³ and (cos z − 1 + z²/2)/z⁴ as polynomials in z², for |z| ≤ π/4.
func sinTail(zz float64) float64 {
	p := float64(1.58962301576546568060e-10*zz) - 2.50507477628578072866e-8
	p = float64(p*zz) + 2.75573136213857245213e-6
	p = float64(p*zz) - 1.98412698295895385996e-4
	p = float64(p*zz) + 8.33333333332211858878e-3
	return float64(p*zz) - 1.66666666666666307295e-1
}

func cosTail(zz float64) float64 {
	p := float64(-1.13585365213876817300e-11*zz) + 2.08757008419747316778e-9
	p = float64(p*zz) - 2.75573141792967388112e-7
	p = float64(p*zz) + 2.48015872888517045348e-5
	p = float64(p*zz) - 1.38888888888730564116e-3
	return float64(p*zz) + 4.16666666666665929218e-2
}

// Atan returns the arctangent of x within 2 ulp. Atan(±∞) = ±π/2, Atan(±0) = ±0; NaN gives NaN.
func Atan(x float64) float64 {
	const (
		tan3Pi8 = 2.41421356237309504880
		pi2Lo   = 6.123233995736765886130e-17 // π/2 less its float64
	)
	u := math.Abs(x)
	switch {
	case u <= 0.66:
		u = atanPoly(u)
	case u > tan3Pi8:
		u = math.Pi/2 - atanPoly(1/u) + pi2Lo
	default:
		u = math.Pi/4 + atanPoly((u-1)/(u+1)) + 0.5*pi2Lo
	}
	return math.Copysign(u, x)
}

func atanPoly(x float64) float64 {
	z := float64(x * x)
	p := float64(-8.750608600031904122785e-01*z) - 1.615753718733365076637e+01
	p = float64(p*z) - 7.500855792314704667340e+01
	p = float64(p*z) - 1.228866684490136173410e+02
	p = float64(p*z) - 6.485021904942025371773e+01
	q := z + 2.485846490142306297962e+01
	q = float64(q*z) + 1.650270098316988542046e+02
	q = float64(q*z) + 4.328810604912902668951e+02
	q = float64(q*z) + 4.853903996359136964868e+02
	q = float64(q*z) + 1.945506571482613964425e+02
	return float64(x*float64(float64(z*p)/q)) + x
}

// Atan2 returns the angle of the point (x, y) within 3 ulp, in [−π, π]: the sign is that of y, and Atan2(±0, x
// < 0) = ±π. At the origin it is ±0; where both are infinite, or either is NaN, it is NaN.
func Atan2(y, x float64) float64 {
	if x == 0 && y == 0 {
		return y
	}
	a := Atan(math.Abs(y) / math.Abs(x))
	if x < 0 {
		a = math.Pi - a
	}
	return math.Copysign(a, y)
}
