package metric

import (
	"math"
	"math/cmplx"

	"gonum.org/v1/gonum/mathext"
)

// The oracles share no formula with the package: tail probabilities of
// quadratic forms where it uses one contour, densities where it uses transforms.

// integrate returns ∫_a^b f by adaptive Gauss-Kronrod quadrature (7 and 15
// points), halving intervals until each has an error below tol or rounding.
func integrate(f func(float64) float64, a, b, tol float64) float64 {
	x := [...]float64{0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
		0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
		0.586087235467691130294144691693013, 0.405845151377397166906606412076961,
		0.207784955007898467600689403773245, 0}
	kronrod := [...]float64{0.022935322010529224963732008058970, 0.063092092629978553290700663189204,
		0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
		0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
		0.204432940075298892414161999234649, 0.209482141084727828012999174891714}
	gauss := [...]float64{0, 0.129484966168869693270611432679082, 0, 0.279705391489276667901467771423780,
		0, 0.381830050505118944950369775488975, 0, 0.417959183673469387755102040816327}

	mid, half := (a+b)/2, (b-a)/2
	var fine, coarse float64
	for i := range x {
		v := f(mid + half*x[i])
		if x[i] != 0 {
			v += f(mid - half*x[i])
		}
		fine += kronrod[i] * v
		coarse += gauss[i] * v
	}
	if err := math.Abs(fine - coarse); half*err <= tol || err <= 1e-14*math.Abs(fine) {
		return half * fine
	}
	return integrate(f, a, mid, tol) + integrate(f, mid, b, tol)
}

func normalCDF(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// tail returns Pr[Σ a_i z_i² > x] for independent standard normal z_i from
// (1/2πi) ∫ ∏(1−2a_i s)^{−1/2} e^{−sx}/s ds, on a hyperbola through the saddle
// point on the positive real axis that bends to the side where e^{−sx} falls.
func tail(a []float64, x float64) float64 {
	highest, lowest := math.Inf(-1), math.Inf(1)
	for _, v := range a {
		highest, lowest = math.Max(highest, v), math.Min(lowest, v)
	}
	switch {
	case lowest >= 0 && x <= 0:
		return 1
	case highest <= 0 && x >= 0:
		return 0
	case highest <= 0:
		flipped := make([]float64, len(a))
		for i, v := range a {
			flipped[i] = -v
		}
		return 1 - tail(flipped, -x)
	}
	slope := func(s float64) float64 {
		g := -x - 1/s
		for _, v := range a {
			g += v / (1 - 2*v*s)
		}
		return g
	}
	lo, hi := 0.0, 1/(2*highest)
	for range 100 {
		if mid := (lo + hi) / 2; slope(mid) < 0 {
			lo = mid
		} else {
			hi = mid
		}
	}
	s0 := (lo + hi) / 2
	curvature := 1 / (s0 * s0)
	for _, v := range a {
		t := v / (1 - 2*v*s0)
		curvature += 2 * t * t
	}
	width := complex(1/math.Sqrt(curvature), 0)
	bend := 0.4
	if x < 0 {
		bend = -bend
	}
	const step = 0.07
	var sum float64
	for k := range 300 { // the other half is the conjugate
		z := complex(bend, step*float64(k))
		s := complex(s0, 0) + width*(cmplx.Sin(z)-complex(math.Sin(bend), 0))
		logM := -s * complex(x, 0)
		for _, v := range a {
			logM -= cmplx.Log(1-2*complex(v, 0)*s) / 2
		}
		f := real(cmplx.Exp(logM) / s * width * cmplx.Cos(z))
		if k == 0 {
			f /= 2
		}
		sum += f
	}
	return sum * step / math.Pi
}

// forms returns the weights of L = ½ (Σ w_i z_i² − c) under P and under Q.
func forms(lambda []float64) (underP, underQ []float64, c float64) {
	for _, l := range lambda {
		underP = append(underP, 1-1/l)
		underQ = append(underQ, l-1)
		c += math.Log(l)
	}
	return underP, underQ, c
}

// tvByTails is TV = Q(L > 0) − P(L > 0).
func tvByTails(lambda []float64) float64 {
	underP, underQ, c := forms(lambda)
	return tail(underQ, c) - tail(underP, c)
}

// jsByTails integrates the two means in JS by parts against the tails of L:
//
//	2 JS = ∫_0^∞ [−σ(t) P(L>t) + σ(−t) Q(L>t)] dt + ∫_−∞^0 [σ(t) P(L≤t) − σ(−t) Q(L≤t)] dt.
func jsByTails(lambda []float64) float64 {
	underP, underQ, c := forms(lambda)
	sigmoid := func(t float64) float64 { return 1 / (1 + math.Exp(-t)) }
	positive := func(t float64) float64 {
		x := 2*t + c
		return -sigmoid(t)*tail(underP, x) + sigmoid(-t)*tail(underQ, x)
	}
	negative := func(t float64) float64 {
		x := 2*t + c
		return sigmoid(t)*(1-tail(underP, x)) - sigmoid(-t)*(1-tail(underQ, x))
	}
	return (integrate(positive, 0, 40, 1e-12) + integrate(negative, -40, 0, 1e-12)) / 2
}

// jsDensity returns ½[p log(2p/(p+q)) + q log(2q/(p+q))] without cancellation
// where p ≈ q.
func jsDensity(logP, logQ float64) float64 {
	mean := (math.Exp(logP) + math.Exp(logQ)) / 2
	gap := math.Abs(logP - logQ)
	if gap < 1 {
		r := math.Tanh(gap / 2) // |p−q|/(p+q)
		return mean / 2 * (2*r*math.Atanh(r) + math.Log1p(-r*r))
	}
	big, small := 1/(1+math.Exp(-gap)), 1/(1+math.Exp(gap)) // shares of p+q
	entropy := big*math.Log1p(math.Exp(-gap)) + small*(gap+math.Log1p(math.Exp(-gap)))
	return mean * (math.Ln2 - entropy)
}

// jsIsotropic is JS when all d eigenvalues equal l. Only the radius tells the
// two laws apart, so it is an integral over the two χ_d densities.
func jsIsotropic(l float64, d int) float64 {
	dim := float64(d)
	logGamma, _ := math.Lgamma(dim / 2)
	logChi := func(r float64) float64 {
		return (dim-1)*math.Log(r) - r*r/2 - (dim/2-1)*math.Ln2 - logGamma
	}
	scale := math.Sqrt(l)
	f := func(r float64) float64 { return jsDensity(logChi(r), logChi(r/scale)-math.Log(scale)) }
	reach := math.Sqrt(dim) + 9
	narrow, wide := math.Min(1, scale)*reach, math.Max(1, scale)*reach
	tol := 1e-14 * math.Min(1, (l-1)*(l-1))
	return integrate(f, 0, narrow, tol) + integrate(f, narrow, wide, tol)
}

// tvIsotropic is TV when all d eigenvalues equal l: the densities cross on a
// sphere, whose mass under the two laws is an incomplete gamma function.
func tvIsotropic(l float64, d int) float64 {
	shape, radiusSq := float64(d)/2, float64(d)*math.Log(l)/(l-1)
	return math.Abs(mathext.GammaIncReg(shape, radiusSq*l/2) - mathext.GammaIncReg(shape, radiusSq/2))
}

// tvOne is the closed form in one dimension: the densities cross at ±t under P.
func tvOne(l float64) float64 {
	t := math.Sqrt(l * math.Log(l) / (l - 1))
	return math.Abs(2 * (normalCDF(t) - normalCDF(t/math.Sqrt(l))))
}

// formBelow returns Pr[a_1 z_1² + a_2 z_2² ≤ c]: given the angle of (z_1, z_2)
// the form is a multiple m of |z|², which is exponential with mean 2.
func formBelow(a1, a2, c float64) float64 {
	given := func(angle float64) float64 {
		sin, cos := math.Sincos(angle)
		m := a1*cos*cos + a2*sin*sin
		switch {
		case m > 0 && c > 0:
			return -math.Expm1(-c / (2 * m))
		case m < 0 && c >= 0:
			return 1
		case m < 0 && c < 0:
			return math.Exp(-c / (2 * m))
		}
		return 0
	}
	split := math.Pi / 4
	if a1*a2 < 0 {
		split = math.Atan(math.Sqrt(-a1 / a2)) // where m changes sign
	}
	mass := integrate(given, 0, split, 1e-14) + integrate(given, split, math.Pi/2, 1e-14)
	return mass / (math.Pi / 2)
}

func tvTwo(l1, l2 float64) float64 {
	c := math.Log(l1) + math.Log(l2)
	return formBelow(1-1/l1, 1-1/l2, c) - formBelow(l1-1, l2-1, c)
}

// tvReciprocal is tvTwo for λ, 1/λ, where c = 0 and the form is negative on a
// cone: Pr[a_+ z_1² ≤ |a_−| z_2²] = (2/π) atan √(|a_−|/a_+).
func tvReciprocal(l float64) float64 {
	l = math.Max(l, 1/l)
	// The ratio |a_−|/a_+ is λ under P and 1/λ under Q.
	return 2 / math.Pi * (math.Atan(math.Sqrt(l)) - math.Atan(1/math.Sqrt(l)))
}
