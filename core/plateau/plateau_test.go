package plateau

import (
	"flag"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"

	"saddle/core/gan"
	"saddle/core/metric"
)

var long = flag.Bool("long", false, "more pairs and runs")

func phiOf(name string) gan.Activation {
	return gan.NewActivation(name, 0.5, []float64{-2, -1.3, -1, -1, 1, 1, 2, 1.3})
}

// pairs are a target's activation and a generator's that takes all its values, or is constant somewhere.
var pairs = [][2]string{
	{gan.Tanh, gan.Leaky}, {gan.Tanh, gan.ReLU}, {gan.Identity, gan.HardTanh}, {gan.Cubic, gan.Identity}, {gan.Identity, gan.Cubic},
	{gan.Tanh, gan.ELU}, {gan.Sigmoid, gan.Softplus}, {gan.ReLU, gan.Identity}, {gan.Softplus, gan.ReLU}, {gan.HardTanh, gan.Leaky},
	{gan.Leaky, gan.Identity}, {gan.Leaky, gan.ReLU}, {gan.Identity, gan.ReLU}, {gan.Piecewise, gan.Identity}, {gan.Sigmoid, gan.Leaky},
	{gan.ELU, gan.Identity}, {gan.ELU, gan.ReLU}, {gan.Softplus, gan.Leaky}, {gan.Tanh, gan.HardTanh}, {gan.Piecewise, gan.HardTanh},
	{gan.Sigmoid, gan.ELU}, {gan.HardTanh, gan.ReLU}, {gan.ReLU, gan.HardTanh}, {gan.Identity, gan.Leaky},
}

// other is the same by another way: by the values y on a fine grid between all places where a density bends, with package math and
// gonum's rule, in the variable x = s sinh t of the law that is integrated.
type other struct{ star, phi gan.Activation }

// moment returns E u² for a deviation s, of the target or of the generator.
func (o other) moment(s float64, target bool) float64 {
	see := func(x float64) float64 {
		y := o.phi.At(x)
		if target {
			y = o.star.At(x)
		}
		lo, hi := o.phi.Range()
		if o.phi.Bijective() {
			return o.phi.Inverse(y)
		}
		return math.Min(math.Max(y, lo), hi)
	}
	own := o.phi
	if target {
		own = o.star
	}
	return o.over(own, s, func(x float64) float64 { u := see(x); return u * u })
}

// over integrates f(x) over the law of x = s sinh t, between the places at which a density of either law bends.
func (o other) over(own gan.Activation, s float64, f func(x float64) float64) (sum float64) {
	breaks := []float64{-4, 4}
	for t := -4.0; t < 4; t += 1.0 / 32 {
		breaks = append(breaks, t)
	}
	add := func(x float64) {
		if t := math.Asinh(x / s); !math.IsNaN(t) && math.Abs(t) < 4 {
			breaks = append(breaks, t)
			for step := 1e-2; step > 1e-9; step /= 6 {
				breaks = append(breaks, t-step, t+step)
			}
		}
	}
	for _, phi := range []gan.Activation{o.star, o.phi} {
		for _, x := range append(append([]float64(nil), phi.Kinks()...), 0) {
			add(own.Inverse(phi.At(x)))
			add(x)
		}
		lo, hi := phi.Range()
		add(own.Inverse(lo))
		add(own.Inverse(hi))
	}
	slices.Sort(breaks)
	for i := 1; i < len(breaks); i++ {
		sum += quad.Fixed(func(t float64) float64 {
			return f(s*math.Sinh(t)) * math.Exp(-math.Sinh(t)*math.Sinh(t)/2) * math.Cosh(t) / math.Sqrt(2*math.Pi)
		}, breaks[i-1], breaks[i], 8, nil, 0)
	}
	return sum
}

// js returns the divergence of the generator with deviation w from the target with s, by E over the target of log 2p/(p + q) and
// over the generator of log 2q/(p + q), each in its own variable.
func (o other) js(s, w float64) float64 {
	density := func(phi gan.Activation, s, y float64) (mass, density float64) {
		for _, f := range phi.Flat() {
			if phi.At(f.Inside()) == y {
				return cdf(f.Hi/s) - cdf(f.Lo/s), 0
			}
		}
		x := phi.Inverse(y)
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return 0, 0
		}
		slope := phi.Derivative(x)
		if slope == 0 {
			return 0, 0 // rounded away
		}
		return 0, math.Exp(-x*x/(2*s*s)) / (s * math.Sqrt(2*math.Pi)) / slope
	}
	one := func(own, another gan.Activation, s, w float64) float64 {
		part := func(x float64) float64 {
			y := own.At(x)
			am, ad := density(own, s, y)
			bm, bd := density(another, w, y)
			a, b := ad, bd
			if am > 0 || bm > 0 {
				a, b = am, bm
			}
			if a == 0 {
				return math.Ln2 // rounded away
			}
			return math.Log(2 * a / (a + b))
		}
		return o.over(own, s, part)
	}
	return (one(o.star, o.phi, s, w) + one(o.phi, o.star, w, s)) / 2
}

func cdf(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }

// golden returns where f is least between lo and hi, by a parabola's vertex at the end of a golden section.
func golden(f func(float64) float64, lo, hi float64) float64 {
	share := (math.Sqrt(5) - 1) / 2
	for hi-lo > 1e-3 {
		a, b := hi-share*(hi-lo), lo+share*(hi-lo)
		if f(a) < f(b) {
			hi = b
		} else {
			lo = a
		}
	}
	mid := (lo + hi) / 2
	return mid
}

// TestAgainstAnotherQuadrature: on the line the W that matches moments, the divergence there, and the least of all, against
// quadrature in another variable.
func TestAgainstAnotherQuadrature(t *testing.T) {
	const s = 0.9
	for _, p := range pairs {
		star, phi := phiOf(p[0]), phiOf(p[1])
		o := other{star, phi}
		target := metric.Law{Phi: star, Factor: []float64{s}}
		w, ok := Matched(target, phi, 1)
		if !ok {
			t.Errorf("%v: no W matches", p)
			continue
		}
		if a, b := o.moment(s, true), o.moment(w[0], false); math.Abs(a-b) > 1e-8*(1+a) {
			t.Errorf("%v: the target's moment is %v, that at W = %v %v", p, a, w[0], b)
		}
		judge := metric.NewJudgeOf(target, phi, 1, 0)
		if got, want := judge.Of(w).JS, o.js(s, w[0]); math.Abs(got-want) > 1e-6 {
			t.Errorf("%v: JS where moments match is %v, by the other quadrature %v", p, got, want)
		}
		best, js, found := Least(target, phi, 1, w)
		if !found {
			t.Errorf("%v: no least divergence", p)
			continue
		}
		if want := o.js(s, best[0]); math.Abs(js-want) > 1e-6 {
			t.Errorf("%v: the least JS is %v, by the other quadrature %v", p, js, want)
		}
		near := golden(func(x float64) float64 { return o.js(s, x) }, 0.7*best[0], 1.4*best[0])
		if math.Abs(near/best[0]-1) > 2e-3 {
			t.Errorf("%v: the least is at %v, by the other quadrature near %v", p, best[0], near)
		}
		if js > judge.Of(w).JS {
			t.Errorf("%v: the least JS %v is above that where moments match", p, js)
		}
		// By its slope, from two starts: W itself to 1e-8.
		again, _, found := Least(target, phi, 1, []float64{1.3 * best[0]})
		if !found || math.Abs(again[0]-best[0]) > 1e-8 {
			t.Errorf("%v: from another start the least is at %.12f, not %.12f", p, again[0], best[0])
		}
	}
}

// TestMatchedInThePlane: in the plane, and above by pairs, the moments by another rule are those of the target.
func TestMatchedInThePlane(t *testing.T) {
	star := []float64{1, 0.2, 0.3, 0.3, 0.8, -0.2, -0.1, 0.4, 0.6}
	count := 8
	if *long {
		count = len(pairs)
	}
	for _, p := range pairs[:count] {
		own, phi := phiOf(p[0]), phiOf(p[1])
		w, ok := Matched(metric.Law{Phi: own, Factor: star}, phi, 3)
		if !ok {
			t.Errorf("%v: no W matches", p)
			continue
		}
		sight := gan.Sight{Phi: phi, Star: own}
		see := func(x float64, target bool) float64 {
			if target {
				x = sight.At(x)
			}
			if phi.Bijective() {
				return x
			}
			return phi.At(x)
		}
		// A sum over a fine lattice of two coordinates, by their Cholesky factor.
		of := func(f []float64, i, j int, target bool) (sum float64) {
			_, rho := correlations(f, 3)
			s, _ := correlations(f, 3)
			r := rho[i*3+j]
			const h = 0.02
			for a := -7 + h/2; a < 7; a += h {
				for b := -7 + h/2; b < 7; b += h {
					sum += h * h / (2 * math.Pi) * math.Exp(-(a*a+b*b)/2) * see(s[i]*a, target) * see(s[j]*(r*a+math.Sqrt(1-r*r)*b), target)
				}
			}
			return sum
		}
		for i := range 3 {
			for j := range i {
				if a, b := of(star, i, j, true), of(w, i, j, false); math.Abs(a-b) > 3e-4*(1+math.Abs(a)) {
					t.Errorf("%v: the target's moment %d, %d is %v, the generator's %v", p, i, j, a, b)
				}
			}
		}
	}
}

// TestLeastInThePlane: the zero of the slope is a minimum, below the law that matches moments, and the same from another start.
func TestLeastInThePlane(t *testing.T) {
	star := []float64{1, 0, 0.32, 0.73}
	list := [][2]string{{gan.Identity, gan.HardTanh}}
	if *long {
		list = [][2]string{{gan.Identity, gan.HardTanh}, {gan.Tanh, gan.Leaky}, {gan.Tanh, gan.ReLU}, {gan.Sigmoid, gan.Softplus}}
	}
	for _, p := range list {
		target, phi := metric.Law{Phi: phiOf(p[0]), Factor: star}, phiOf(p[1])
		w, _ := Matched(target, phi, 2)
		judge := metric.NewJudgeOf(target, phi, 2, 0)
		best, js, ok := Least(target, phi, 2, w)
		if !ok || js >= judge.Of(w).JS {
			t.Errorf("%v: %v, %v; where moments match it is %v", p, js, ok, judge.Of(w).JS)
			continue
		}
		for i := range 4 {
			for _, by := range []float64{-1e-2, 1e-2} {
				beside := append([]float64(nil), best...)
				if beside[i] += by; judge.Of(beside).JS < js-1e-9 {
					t.Errorf("%v: less than the least beside it, by %v in entry %d", p, by, i)
				}
			}
		}
	}
}
