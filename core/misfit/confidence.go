package misfit

import (
	"math"

	"saddle/core/kernel"
)

// lower returns the lower end of the one-sided Clopper–Pearson interval: the p at which k or more successes of n have
// probability alpha. It is 0 for k = 0.
func lower(k, n int, alpha float64) float64 {
	if k == 0 {
		return 0
	}
	lo, hi := 0.0, 1.0
	for range 50 {
		mid := (lo + hi) / 2
		if atLeast(k, n, mid) < alpha {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// upper returns the upper end.
func upper(k, n int, alpha float64) float64 { return 1 - lower(n-k, n, alpha) }

// atLeast returns P(X ≥ k) for X binomial of n trials, 1 ≤ k ≤ n: the regularised incomplete beta function
// I_p(k, n−k+1), by its continued fraction (Abramowitz and Stegun 26.5.8).
func atLeast(k, n int, p float64) float64 {
	a, b := float64(k), float64(n-k+1)
	if p > (a+1)/(a+b+2) {
		return 1 - beta(b, a, 1-p)
	}
	return beta(a, b, p)
}

// beta returns I_x(a, b) for x below the mean.
func beta(a, b, x float64) float64 {
	if x <= 0 {
		return 0
	}
	const tiny = 1e-300
	away := func(v float64) float64 { // from 0
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c, d := 1.0, 1/away(1-(a+b)*x/(a+1))
	f := d
	for i := 1.0; i < 500; i++ {
		for _, t := range [2]float64{
			i * (b - i) * x / ((a + 2*i - 1) * (a + 2*i)),
			-(a + i) * (a + b + i) * x / ((a + 2*i) * (a + 2*i + 1)),
		} {
			d = 1 / away(1+float64(t*d))
			c = away(1 + t/c)
			f *= float64(d * c)
		}
		if math.Abs(float64(d*c)-1) < 1e-14 {
			break
		}
	}
	front := logGamma(a+b) - logGamma(a) - logGamma(b) + float64(a*kernel.Log(x)) + float64(b*kernel.Log(1-x))
	return kernel.Exp(front) * f / a
}

// logGamma returns log Γ(x) for x ≥ 1, by Stirling's series beyond 10.
func logGamma(x float64) float64 {
	product := 1.0
	for x < 10 {
		product *= x
		x++
	}
	r := 1 / float64(x*x)
	series := (1.0/12 - float64(r*(1.0/360-float64(r*(1.0/1260-float64(r/1680)))))) / x
	return float64((x-0.5)*kernel.Log(x)) - x + float64(0.5*kernel.Log(2*math.Pi)) + series - kernel.Log(product)
}
