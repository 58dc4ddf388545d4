package metric

import (
	"math"

	"saddle/core/kernel"
)

// Trapezoidal rule of JS: the integrand is analytic for |Im u| < ½ and falls
// like e^{−πu}, so the step leaves an error of order e^{−π/jsStep} ≈ 1e-19 and
// the cut at jsNodes·jsStep = 12 one of order e^{−12π} ≈ 4e-17.
const (
	jsNodes = 168
	jsStep  = 1.0 / 14
)

// JS returns the Jensen-Shannon divergence between P and Q,
//
//	JS = ½ KL(P‖(P+Q)/2) + ½ KL(Q‖(P+Q)/2)  ∈ [0, log 2], nats.
//
// It is the value of the GAN game at the optimal discriminator: the maximum of
// E_P log D + E_Q log(1−D) is 2 JS − 2 log 2. Near λ = 1 it is ‖λ − 1‖²/16.
//
// Derived here. 2 JS = 2 log 2 − E_P[log(1+e^L)] − E_Q[log(1+e^{−L})]. Since
// ∫ e^{−st} log(1+e^t) dt = π/(s sin πs) for 0 < Re s < 1, and E_Q f = E_P e^L f
// moves s to 1−s, Mellin inversion on Re s = ½ turns the two means into one
// integral against M(s) π/(s(1−s) sin πs). It must vanish when M ≡ 1, so
//
//	JS = ½ ∫_0^∞ Re[1 − M(½+iu)] / ((¼+u²) cosh πu) du.
//
// With x_i = ½ log λ_i, M(½+iu) = ∏ e^{−iux_i} (cosh x_i − 2iu sinh x_i)^{−1/2}.
//
// The relative error is of the order of 1e-14 at every spectrum, however close
// the laws.
func JS(lambda []float64) float64 {
	if singular(lambda) {
		return math.Ln2
	}
	var logModulus, phase [jsNodes]float64 // of M at u = k·jsStep
	for _, l := range lambda {
		x := kernel.Log(l) / 2
		sh, th := kernel.Sinh(x), kernel.Tanh(x)
		sh2 := float64(sh * sh)
		for k := range jsNodes {
			twoU := 2 * jsStep * float64(k)
			logModulus[k] -= float64(kernel.Log1p((1+float64(twoU*twoU))*sh2) / 4)
			phase[k] += float64((kernel.Atan(twoU*th) - float64(twoU*x)) / 2)
		}
	}
	var sum float64
	for k := range jsNodes {
		u := jsStep * float64(k)
		// 1 − e^r cos θ without cancellation at r = θ = 0.
		half, _ := kernel.Sincos(phase[k] / 2)
		gap := -kernel.Expm1(logModulus[k]) + float64(2*kernel.Exp(logModulus[k])*float64(half*half))
		if k == 0 {
			gap /= 2
		}
		e := kernel.Exp(math.Pi * u)
		sum += gap / ((0.25 + float64(u*u)) * (e + 1/e) / 2) // cosh πu
	}
	return math.Min(jsStep*sum/2, math.Ln2)
}
