package metric

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/integrate/quad"

	"saddle/core/gan"
)

// iterated finds the distances between the laws of φ(x) in the plane without polar coordinates or logarithms: over one
// coordinate after the other by adaptive quadrature, with package math.
type iterated struct {
	laws  [2][]float64 // factors
	open  []gan.Interval
	flat  []gan.Interval
	cover float64
}

// f returns the integrands at densities or masses p and q.
func integrands(p, q float64) (v [5]float64) {
	v[0], v[4] = math.Abs(p-q)/2, math.Pow(math.Sqrt(p)-math.Sqrt(q), 2)/2
	v[2], v[3] = q-p, p-q
	if p > 0 {
		v[1] += p * math.Log(2*p/(p+q)) / 2
	}
	if q > 0 {
		v[1] += q * math.Log(2*q/(p+q)) / 2
	}
	if p > 0 && q > 0 { // where one of them is 0 the other is, too, but for 10⁻¹⁶
		l := math.Log(q) - math.Log(p)
		v[2] -= p * l
		v[3] += q * l
	}
	return v
}

var gaussNodes, gaussWeights = func() (x, w [12]float64) {
	quad.Legendre{}.FixedLocations(x[:], w[:], 0, 1)
	return x, w
}()

// adaptive returns ∫_a^b f by halving until Gauss's rule of 12 points agrees with itself on both halves.
func adaptive(f func(float64) [5]float64, a, b, tol float64) [5]float64 {
	rule := func(a, b float64) (v [5]float64) {
		for i, x := range gaussNodes {
			for n, y := range f(a + (b-a)*x) {
				v[n] += (b - a) * gaussWeights[i] * y
			}
		}
		return v
	}
	var halve func(whole [5]float64, a, b float64, depth int) [5]float64
	halve = func(whole [5]float64, a, b float64, depth int) (v [5]float64) {
		mid := (a + b) / 2
		left, right := rule(a, mid), rule(mid, b)
		wrong := 0.0
		for n := range v {
			v[n] = left[n] + right[n]
			wrong = math.Max(wrong, math.Abs(v[n]-whole[n]))
		}
		if wrong <= tol && depth >= 2 || depth == 20 { // twice at least: agreement by chance is rare then
			return v
		}
		left, right = halve(left, a, mid, depth+1), halve(right, mid, b, depth+1)
		for n := range v {
			v[n] = left[n] + right[n]
		}
		return v
	}
	return halve(rule(a, b), a, b, 0)
}

func (o *iterated) moments(k int) (s1, s2, r float64) {
	w := o.laws[k]
	s1, s2 = math.Hypot(w[0], w[1]), math.Hypot(w[2], w[3])
	return s1, s2, (w[0]*w[2] + w[1]*w[3]) / (s1 * s2)
}

// density returns that of law k at (x, y).
func (o *iterated) density(k int, x, y float64) float64 {
	s1, s2, r := o.moments(k)
	u, v := x/s1, y/s2
	return math.Exp(-(u*u-2*r*u*v+v*v)/(2*(1-r*r))) / (2 * math.Pi * s1 * s2 * math.Sqrt(1-r*r))
}

// kinks returns the y at which the densities at (x, y) are equal: their log-ratio is quadratic in y.
func (o *iterated) kinks(x float64) []float64 {
	var c [3]float64 // c₀ + c₁y + c₂y²
	for k, sign := range [2]float64{1, -1} {
		s1, s2, r := o.moments(k)
		u, rest := x/s1, 1-r*r
		c[0] += sign * (u*u/(2*rest) + math.Log(s1*s2*math.Sqrt(rest)))
		c[1] -= sign * r * u / (s2 * rest)
		c[2] += sign / (2 * s2 * s2 * rest)
	}
	root := math.Sqrt(c[1]*c[1] - 4*c[0]*c[2])
	if !(root > 0) || c[2] == 0 {
		return nil
	}
	return []float64{(-c[1] - root) / (2 * c[2]), (-c[1] + root) / (2 * c[2])}
}

// line returns the density of law k where coordinate i is y and the other in f.
func (o *iterated) line(k, i int, y float64, f gan.Interval) float64 {
	s1, s2, r := o.moments(k)
	if i == 1 {
		s1, s2 = s2, s1
	}
	mean, rest := r*s2/s1*y, s2*math.Sqrt(1-r*r)
	lo, hi := (f.Lo-mean)/rest, (f.Hi-mean)/rest
	mass := (math.Erfc(lo/math.Sqrt2) - math.Erfc(hi/math.Sqrt2)) / 2
	if lo < 0 && hi < 0 {
		mass = (math.Erfc(-hi/math.Sqrt2) - math.Erfc(-lo/math.Sqrt2)) / 2
	}
	return math.Exp(-y*y/(2*s1*s1)) / (s1 * math.Sqrt(2*math.Pi)) * mass
}

// over integrates a vector over an interval, cut off where nothing is left and halved at 0, where the laws end, and at
// kinks.
func (o *iterated) over(f gan.Interval, tol float64, at func(x float64) [5]float64, kinks ...float64) (v [5]float64) {
	var ends []float64
	for _, e := range append(kinks, -o.cover, -o.cover/10, 0, o.cover/10, o.cover) {
		ends = append(ends, math.Max(f.Lo, math.Min(e, f.Hi)))
	}
	slices.Sort(ends)
	for i := 1; i < len(ends); i++ {
		if ends[i] > ends[i-1] {
			for n, x := range adaptive(at, ends[i-1], ends[i], tol) {
				v[n] += x
			}
		}
	}
	return v
}

func (o *iterated) distances() Distances {
	var v [5]float64
	see := func(w [5]float64) {
		for n := range v {
			v[n] += w[n]
		}
	}
	for i := range 2 {
		for _, open := range o.open {
			for _, f := range o.flat {
				see(o.over(open, 1e-11, func(y float64) [5]float64 { return integrands(o.line(0, i, y, f), o.line(1, i, y, f)) }))
			}
		}
	}
	for _, a := range o.flat {
		for _, b := range o.flat {
			mass := func(k int) float64 {
				return o.over(a, 1e-13, func(x float64) [5]float64 { return [5]float64{o.line(k, 0, x, b)} })[0]
			}
			see(integrands(mass(0), mass(1)))
		}
	}
	for _, a := range o.open {
		for _, b := range o.open {
			see(o.over(a, 1e-10, func(x float64) [5]float64 {
				return o.over(b, 1e-11, func(y float64) [5]float64 { return integrands(o.density(0, x, y), o.density(1, x, y)) }, o.kinks(x)...)
			}))
		}
	}
	return Distances{TV: v[0], JS: v[1], KL: v[2], ReverseKL: v[3], Hellinger: math.Sqrt(v[4])}
}

func newIterated(w, star []float64, flat []gan.Interval) *iterated {
	o := &iterated{laws: [2][]float64{star, w}, flat: flat}
	for _, l := range o.laws {
		o.cover = math.Max(o.cover, 8.3*math.Max(math.Hypot(l[0], l[1]), math.Hypot(l[2], l[3])))
	}
	from := math.Inf(-1)
	for _, f := range append(append([]gan.Interval(nil), flat...), gan.Interval{Lo: math.Inf(1)}) {
		if f.Lo > from {
			o.open = append(o.open, gan.Interval{Lo: from, Hi: f.Lo})
		}
		from = f.Hi
	}
	return o
}
