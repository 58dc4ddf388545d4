package theory

import (
	"math"

	"saddle/core/kernel"
)

// chiSquareCDF returns P(χ²_p ≤ x), to about 1e-12: the series of the incomplete gamma function below its middle, and
// its continued fraction above.
func chiSquareCDF(p, x float64) float64 {
	switch {
	case !(x > 0):
		return 0
	case x > 1e5*p: // and +Inf
		return 1
	}
	a, x := p/2, x/2
	front := kernel.Exp(float64(a*kernel.Log(x)) - x - logGamma(a+1)) // xᵃe⁻ˣ/Γ(a+1)
	if x < a+1 {
		sum, term := 1.0, 1.0
		for k := 1.0; term > 1e-16*sum; k++ {
			term *= x / (a + k)
			sum += term
		}
		return front * sum
	}
	// Γ(a, x)/Γ(a) = front·a/(x+1−a − 1(1−a)/(x+3−a − 2(2−a)/(x+5−a − …))), by Lentz's recursion.
	b := x + 1 - a
	c, d := math.Inf(1), 1/b
	h := d
	for k := 1.0; k < 1e4; k++ {
		term := float64(k * (a - k))
		b += 2
		d = 1 / (float64(term*d) + b)
		c = b + term/c
		h *= float64(c * d)
		if math.Abs(float64(c*d)-1) < 1e-15 {
			break
		}
	}
	return 1 - float64(front*a*h)
}

// logGamma returns log Γ(a) for a > 0 by Stirling's series from a ≥ 12 on, within 1e-13 of 1 + |log Γ|.
func logGamma(a float64) float64 {
	shift := 0.0
	for a < 12 {
		shift += kernel.Log(a)
		a++
	}
	i2 := 1 / float64(a*a)
	series := (1.0/12 - float64(i2*(1.0/360-float64(i2*(1.0/1260-float64(i2*(1.0/1680-float64(i2/1188)))))))) / a
	return float64((a-0.5)*kernel.Log(a)) - a + 0.5*logTwoPi + series - shift
}

const logTwoPi = 1.8378770664093453

// meanChi returns E χ_p = √2 Γ((p+1)/2)/Γ(p/2).
func meanChi(p float64) float64 {
	return math.Sqrt2 * kernel.Exp(logGamma((p+1)/2)-logGamma(p/2))
}

// quantile returns the x with cdf(x) = level, for a cdf that rises on (0, ∞), to 1e-10 of itself; about is positive.
func quantile(level, about float64, cdf func(x float64) float64) float64 {
	lo, hi := 0.0, about
	for cdf(hi) < level {
		lo, hi = hi, 2*hi
	}
	for range 60 {
		middle := (lo + hi) / 2
		if cdf(middle) < level {
			lo = middle
		} else {
			hi = middle
		}
		if hi-lo < 1e-10*hi {
			break
		}
	}
	return (lo + hi) / 2
}
