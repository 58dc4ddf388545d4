// Package stat is what the laboratories need of statistics: estimates with their standard errors, lines, and what to make
// of several of them.
package stat

import (
	"math"

	"saddle/core/kernel"
)

// Estimate is a number with its standard error. SE is 0 where there is one observation, Count observations went
// into it.
type Estimate struct {
	Value, SE float64 // the mean, its standard error
	Count     int     // observations
}

// Interval returns the 95 % confidence interval of an estimate with count − 1 degrees of freedom.
func (e Estimate) Interval() (lo, hi float64) {
	half := float64(Student(e.Count-1) * e.SE)
	return e.Value - half, e.Value + half
}

// Mean returns the mean of independent observations and its standard error.
func Mean(x []float64) Estimate {
	n := float64(len(x))
	if len(x) == 0 {
		return Estimate{Value: math.NaN()}
	}
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	mean, squares := sum/n, 0.0
	for _, v := range x {
		squares += float64((v - mean) * (v - mean))
	}
	if len(x) == 1 {
		return Estimate{mean, 0, 1}
	}
	return Estimate{mean, math.Sqrt(squares / (n - 1) / n), len(x)}
}

// Line fits y = a + b·x by weighted least squares; w nil weighs alike. With weights 1/se² of the y the standard
// error of b is 1/√Σw(x−x̄)², which spread returns; residual is Σw(y−a−bx)². Fewer than two different x give b
// = NaN.
func Line(x, y, w []float64) (a, b, spread, residual float64) {
	var sw, mx, my float64
	weight := func(i int) float64 {
		if w == nil {
			return 1
		}
		return w[i]
	}
	for i := range x {
		sw += weight(i)
		mx += float64(weight(i) * x[i])
		my += float64(weight(i) * y[i])
	}
	mx, my = mx/sw, my/sw
	var sxy float64
	for i := range x {
		dx := x[i] - mx
		spread += float64(weight(i) * float64(dx*dx))
		sxy += float64(weight(i) * float64(dx*(y[i]-my)))
	}
	if !(spread > 0) {
		return my, math.NaN(), 0, 0
	}
	b = sxy / spread
	a = my - float64(b*mx)
	for i := range x {
		r := y[i] - a - float64(b*x[i])
		residual += float64(weight(i) * float64(r*r))
	}
	return a, b, spread, residual
}

// Slope fits the slope of y on x, weighing each point by its standard error; without standard errors the
// scatter about the line tells it.
func Slope(x, y, se []float64) Estimate {
	w := Weights(se)
	_, b, spread, residual := Line(x, y, w)
	n := len(x)
	switch {
	case w != nil:
		return Estimate{b, 1 / math.Sqrt(spread), n}
	case n > 2:
		return Estimate{b, math.Sqrt(residual / float64(n-2) / spread), n - 1}
	}
	return Estimate{b, 0, 1}
}

// Weights are 1/se², or nil where not all standard errors are known.
func Weights(se []float64) []float64 {
	var w []float64
	for _, s := range se {
		if !(s > 0) {
			return nil
		}
		w = append(w, 1/float64(s*s))
	}
	return w
}

// Pooled is the mean of estimates of what is one number in the limit. Each is weighted by 1/(se² + τ²), where
// τ² is the variance among them that their standard errors do not explain (DerSimonian and Laird, 1986): at
// finite N every dimension is off the limit by a little of its own. Without standard errors it is their plain
// mean.
func Pooled(list []Estimate) Estimate {
	var values []float64
	count, known := 1, len(list) > 1
	for _, e := range list {
		values = append(values, e.Value)
		count += max(0, e.Count-1)
		known = known && e.SE > 0 && !math.IsInf(e.SE, 1)
	}
	if !known {
		return Mean(values)
	}
	weighted := func(extra float64) (mean, sw, squares, spread float64) {
		for _, e := range list {
			w := 1 / (float64(e.SE*e.SE) + extra)
			sw += w
			squares += float64(w * w)
			mean += float64(w * e.Value)
		}
		mean /= sw
		for _, e := range list {
			spread += float64((e.Value-mean)*(e.Value-mean)) / (float64(e.SE*e.SE) + extra)
		}
		return mean, sw, squares, spread
	}
	_, sw, squares, spread := weighted(0)
	unexplained := math.Max(0, (spread-float64(len(list)-1))/(sw-squares/sw))
	mean, sw, _, _ := weighted(unexplained)
	return Estimate{mean, 1 / math.Sqrt(sw), count}
}

// Controlled are sums over pairs of an observation y and a control variate x, whose mean is known to be 0.
type Controlled struct{ n, x, y, xx, xy float64 }

// Add takes a pair in, or out again where sign is −1.
func (v *Controlled) Add(y, x, sign float64) {
	v.n += sign
	v.x += float64(sign * x)
	v.y += float64(sign * y)
	v.xx += float64(sign * float64(x*x))
	v.xy += float64(sign * float64(x*y))
}

// Mean returns that of y − βx, with the β of their covariance. Fewer than four pairs, which do not tell β, have the mean
// of y.
func (v *Controlled) Mean() float64 {
	mx, my := v.x/v.n, v.y/v.n
	if spread := v.xx - float64(v.x*mx); v.n >= 4 && spread > 1e-12*v.xx {
		return my - float64((v.xy-float64(v.x*my))/spread*mx)
	}
	return my
}

// Jackknife returns the standard error of a statistic from its values without one observation each.
func Jackknife(without []float64) float64 {
	n := float64(len(without))
	mean, sum := 0.0, 0.0
	for _, v := range without {
		mean += v / n
	}
	for _, v := range without {
		sum += float64((v - mean) * (v - mean))
	}
	return math.Sqrt(float64(sum * (n - 1) / n))
}

// Student returns the 97.5 % quantile of Student's t with the given degrees of freedom: from a table up
// to 4, then by the Cornish–Fisher expansion (Abramowitz and Stegun 26.7.5), within 10⁻³.
func Student(freedom int) float64 {
	few := [...]float64{math.Inf(1), 12.7062047362, 4.3026527297, 3.1824463053, 2.7764451052}
	if freedom < len(few) {
		return few[max(freedom, 0)]
	}
	const (
		z  = 1.9599639845400545
		z2 = z * z
		g1 = z * (z2 + 1) / 4
		g2 = z * ((5*z2+16)*z2 + 3) / 96
		g3 = z * (((3*z2+19)*z2+17)*z2 - 15) / 384
		g4 = z * ((((79*z2+776)*z2+1482)*z2-1920)*z2 - 945) / 92160
	)
	v := 1 / float64(freedom)
	return z + float64(v*(g1+float64(v*(g2+float64(v*(g3+float64(v*g4)))))))
}

// Crossing returns log N at which log TV has fallen to the level, by linear interpolation between the last two marks
// across which it does. Without such marks inside is false, and the nearest two are extended.
func Crossing(logN, logTV []float64, level float64) (at float64, inside bool) {
	last := len(logN) - 1
	if last < 1 {
		return math.NaN(), false
	}
	k := 1 // the mark that ends the interval
	for i := 1; i <= last; i++ {
		if logTV[i-1] >= level && logTV[i] < level {
			k, inside = i, true
		}
	}
	if !inside && logTV[last] >= level {
		k = last
	}
	slope := (logTV[k] - logTV[k-1]) / (logN[k] - logN[k-1])
	return logN[k-1] + (level-logTV[k-1])/slope, inside
}

// Logs returns the natural logarithms of x.
func Logs(x []float64) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = kernel.Log(v)
	}
	return y
}
