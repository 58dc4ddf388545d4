package metric

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"saddle/core/gan"
)

// TestMixedOfAlike treats two laws of one activation as if they were of different ones: the quadrature of values finds what
// that of rays, and the formulas before φ, do.
func TestMixedOfAlike(t *testing.T) {
	for _, phi := range everyPhi() {
		var w worst
		c := newCommon(phi, phi)
		if c.pOnly || c.qOnly {
			t.Errorf("%s: a law has mass where it has none", phi.Name())
		}
		see := func(name string, got integrals, want Distances) {
			d := got.distances()
			a, _ := five(d)
			b, _ := five(want)
			for i := range a {
				w.see(a[i], b[i], math.Max(1, b[i]), fiveNames[i]+" of "+name)
			}
			w.see(got.p, 1, 1, "mass of "+name)
			w.see(got.q, 1, 1, "mass of "+name)
		}
		for _, law := range [][2][]float64{{pair(1.1, 0.9, 0.1), pair(1, 1, 0.3)}, {pair(3, 0.4, -0.6), pair(1, 1, 0.3)}, {pair(0.3, 0.5, 0.8), pair(0.4, 0.5, 0.9)}} {
			faces := planeFaces(law[0], law[1], phi.Flat(), 1e-12, true)
			see(fmt.Sprint(law), planeMixed(c, law[0], law[1], 1e-10, true), faces.distances())
			a, b := law[0][0], law[1][0]
			line := lineFaces(a, b, phi.Flat(), 1e-12, true)
			see(fmt.Sprint(a, " and ", b), lineMixed(c, a, b, 1e-12, true), line.distances())
		}
		most := 1e-8
		if phi.Name() == gan.Cubic { // its density has a pole
			most = 3e-6
		}
		w.check(t, phi.Name(), most)
	}
}

// breaksOf are places between which the densities of two laws of values are smooth, as pre-activations of the first.
func breaksOf(p, q gan.Activation, star, s float64) []float64 {
	breaks := []float64{-9 * star, 9 * star, 0}
	for _, x := range append(append([]float64(nil), p.Kinks()...), -1e-3, 1e-3, -0.03, 0.03, -0.3, 0.3, 1, -1, 3, -3) {
		breaks = append(breaks, x)
	}
	for _, x := range q.Kinks() {
		if u := p.Inverse(q.At(x)); !math.IsNaN(u) {
			breaks = append(breaks, u)
		}
	}
	for _, x := range []float64{-8, -4, -2, -1, 0, 1, 2, 4, 8} {
		if u := p.Inverse(q.At(x * s)); !math.IsNaN(u) && !math.IsInf(u, 0) {
			breaks = append(breaks, u)
		}
	}
	for _, f := range p.Flat() {
		for _, x := range []float64{f.Lo, f.Hi} {
			if !math.IsInf(x, 0) {
				breaks = append(breaks, x)
			}
		}
	}
	lo, hi := q.Range()
	for _, y := range []float64{lo, hi} {
		if u := p.Inverse(y); !math.IsNaN(u) {
			breaks = append(breaks, u)
		}
	}
	end := 9 * star // and as far as the other law reaches
	for _, x := range []float64{-8.5 * s, 8.5 * s} {
		if u := math.Abs(p.Inverse(q.At(x))); u < 1e6 {
			end = math.Max(end, u)
		}
	}
	for x := end; x > 9*star; x /= 2 {
		breaks = append(breaks, x, -x)
	}
	ascending(breaks)
	return breaks
}

// valued finds the integrands of two laws on the line by the values y, in the variable of the first law, by adaptive
// quadrature with package math, and by their masses where one of them has none.
func valued(p, q gan.Activation, star, s float64) Distances {
	density := func(s, x float64) float64 { return -x*x/(2*s*s) - math.Log(s*math.Sqrt(2*math.Pi)) } // the log of it
	mass := func(s float64, f gan.Interval) float64 { return normalCDF(f.Hi/s) - normalCDF(f.Lo/s) }
	var v [5]float64
	var inP, inQ float64
	see := func(w [5]float64, p, q float64) {
		for i := range v {
			v[i] += w[i]
		}
		inP += p
		inQ += q
	}
	for _, f := range p.Flat() {
		for _, g := range q.Flat() {
			if p.At(f.Inside()) == q.At(g.Inside()) {
				a, b := mass(star, f), mass(s, g)
				see(integrands(a, b), a, b)
			}
		}
	}
	breaks := breaksOf(p, q, star, s)
	at := func(u float64) (a, b float64) {
		a = density(star, u)
		x := q.Inverse(p.At(u))
		if math.IsNaN(x) || math.IsInf(x, 0) || gan.PieceOf(u, p.Flat()) >= 0 {
			return math.Inf(-1), math.Inf(-1)
		}
		return a, density(s, x) + math.Log(p.Derivative(u)/q.Derivative(x))
	}
	for i := 1; i < len(breaks); i++ {
		if a, b := breaks[i-1], breaks[i]; b > a {
			sum := adaptive(func(u float64) [5]float64 {
				a, b := at(u)
				v := integrands(math.Exp(a), math.Exp(b))
				if l := b - a; l < -600 && l > -1e9 { // where package math has no digits left for q
					v[2] -= math.Exp(a) * l
				}
				return v
			}, a, b, 1e-11)
			masses := adaptive(func(u float64) (m [5]float64) { a, b := at(u); m[0], m[1] = math.Exp(a), math.Exp(b); return m }, a, b, 1e-11)
			see(sum, masses[0], masses[1])
		}
	}
	c := newCommon(p, q)
	rest := integrals{tv: v[0], js: v[1], kl: v[2], reverseKL: v[3], hellinger: v[4], p: inP, q: inQ}
	rest.rest(c, true)
	return rest.distances()
}

func ascending(x []float64) {
	for i := range x {
		for k := i; k > 0 && x[k-1] > x[k]; k-- {
			x[k], x[k-1] = x[k-1], x[k]
		}
	}
}

// TestUnlikeLaws compares all pairs of activations on the line with a quadrature in another variable.
func TestUnlikeLaws(t *testing.T) {
	phis := everyPhi()
	var tv, js, hellinger, kl worst
	for i, p := range phis {
		for j, q := range phis {
			if p == q || !*long && (3*i+5*j)%4 != 0 { // a quarter of all pairs
				continue
			}
			for _, s := range [][2]float64{{1, 1}, {0.7, 1.6}} {
				c := newCommon(p, q)
				line := lineMixed(c, s[1], s[0], 1e-12, true)
				got, want := line.distances(), valued(p, q, s[0], s[1])
				if q.Name() == gan.Cubic { // its density has a pole in the other's variable
					want = valued(q, p, s[1], s[0])
					want.KL, want.ReverseKL = want.ReverseKL, want.KL
				}
				name := fmt.Sprintf("%s of %v and %s of %v", p.Name(), s[0], q.Name(), s[1])
				tv.see(got.TV, want.TV, 1, name)
				js.see(got.JS, want.JS, 1, name)
				hellinger.see(got.Hellinger*got.Hellinger, want.Hellinger*want.Hellinger, 1, name)
				for _, v := range [][2]float64{{got.KL, want.KL}, {got.ReverseKL, want.ReverseKL}} {
					if math.IsInf(v[0], 1) {
						continue // decided by where the laws have mass
					}
					if math.IsInf(v[1], 1) {
						t.Errorf("%s: KL %v, want %v", name, v[0], v[1])
					} else if v[1] < 1 { // more comes from where package math has no digits
						kl.see(v[0], v[1], math.Max(1, v[1]), name)
					}
				}
			}
		}
	}
	tv.check(t, "TV", 1e-6)
	js.check(t, "JS", 1e-6)
	hellinger.check(t, "Hellinger²", 1e-6)
	kl.check(t, "KL", 1e-6)
}

// unlikeDistances returns those in the plane.
func unlikeDistances(p, q gan.Activation, star, w []float64, tol float64) Distances {
	s := planeMixed(newCommon(p, q), w, star, tol, true)
	return s.distances()
}

// TestUnlikePlanes looks at pairs of activations in the plane: without correlation KL adds up and the Hellinger affinities
// multiply, and with it the order of the integrals does not matter.
func TestUnlikePlanes(t *testing.T) {
	phis := everyPhi()
	r := rand.New(rand.NewPCG(50, 1))
	var products, exchanged, far worst
	count := 6
	if *long {
		count = 24
	}
	for n := range count {
		p, q := phis[n%len(phis)], phis[(n+1+n/len(phis)*3)%len(phis)]
		name := p.Name() + " and " + q.Name()
		c := newCommon(p, q)
		got := unlikeDistances(p, q, pair(1, 0.8, 0), pair(0.7, 1.3, 0), 1e-9)
		x, y := lineMixed(c, 0.7, 1, 1e-12, true), lineMixed(c, 1.3, 0.8, 1e-12, true)
		products.see(got.Hellinger*got.Hellinger, x.hellinger+y.hellinger-x.hellinger*y.hellinger, 1, name)
		if !c.pOnly {
			far.see(got.KL, x.kl+y.kl, math.Max(1, x.kl+y.kl), name+" KL")
		}
		if !c.qOnly {
			far.see(got.ReverseKL, x.reverseKL+y.reverseKL, math.Max(1, x.reverseKL+y.reverseKL), name+" reverse KL")
		}
		star, w := wellConditioned(r, 2), wellConditioned(r, 2)
		turned := func(m []float64) []float64 { return []float64{m[2], m[3], m[0], m[1]} }
		a, _ := five(unlikeDistances(p, q, star, w, 1e-9))
		b, _ := five(unlikeDistances(p, q, turned(star), turned(w), 1e-9))
		for i := range a {
			see := exchanged.see
			if i == 2 || i == 3 { // of which the tails decide
				see = far.see
			}
			if a[i] != b[i] {
				see(a[i], b[i], math.Max(1, b[i]), name+" "+fiveNames[i])
			}
		}
	}
	products.check(t, "products", 1e-7)
	exchanged.check(t, "coordinates exchanged", 5e-7)
	far.check(t, "Kullback-Leibler", 1e-3)
}

// TestUnlikePlanesByValues compares with iterated adaptive quadrature over the values themselves.
func TestUnlikePlanesByValues(t *testing.T) {
	phi := func(name string) gan.Activation { return gan.NewActivation(name, 0.3, nil) }
	star, w := pair(1, 0.8, 0.4), pair(0.9, 1.1, -0.2)
	cases := [][2]gan.Activation{{phi(gan.Identity), phi(gan.Leaky)}, {phi(gan.Leaky), everyPhi()[9]}, {phi(gan.Tanh), phi(gan.HardTanh)}}
	if !*long {
		cases = cases[:1]
	}
	for _, c := range cases {
		p, q := c[0], c[1]
		o := &iterated{laws: [2][]float64{star, w}}
		density := func(k int, y1, y2 float64) float64 {
			f := c[k]
			x1, x2 := f.Inverse(y1), f.Inverse(y2)
			if math.IsNaN(x1) || math.IsNaN(x2) {
				return 0
			}
			return o.density(k, x1, x2) / f.Derivative(x1) / f.Derivative(x2)
		}
		end := 9.0
		if p.Name() == gan.Tanh {
			end = 1
		}
		ends := []float64{-end, -0.999 * end, -0.9 * end, -end / 3, 0, end / 3, 0.9 * end, 0.999 * end, end}
		over := func(f func(y float64) [5]float64, tol float64) (v [5]float64) {
			for i := 1; i < len(ends); i++ {
				for n, x := range adaptive(f, ends[i-1], ends[i], tol) {
					v[n] += x
				}
			}
			return v
		}
		v := over(func(y1 float64) [5]float64 {
			return over(func(y2 float64) [5]float64 { return integrands(density(0, y1, y2), density(1, y1, y2)) }, 1e-7)
		}, 1e-6)
		rest := integrals{tv: v[0], js: v[1], kl: v[2], reverseKL: v[3], hellinger: v[4]}
		masses := over(func(y1 float64) [5]float64 {
			return over(func(y2 float64) (m [5]float64) { m[0], m[1] = density(0, y1, y2), density(1, y1, y2); return m }, 1e-8)
		}, 1e-7)
		rest.p, rest.q = masses[0], masses[1]
		rest.rest(newCommon(p, q), true)
		got, want := unlikeDistances(p, q, star, w, 1e-9), rest.distances()
		if got.ReverseKL == want.ReverseKL {
			got.ReverseKL, want.ReverseKL = 0, 0 // both infinite
		}
		near(t, p.Name()+" and "+q.Name(), got, want, 2e-5)
	}
}

// TestLawsOfUnlike: distances between laws of any two activations obey what holds for all distances, and those of one
// coordinate are no larger than those of both. Two activations that are one function give no distance.
func TestLawsOfUnlike(t *testing.T) {
	phis := everyPhi()
	rapid.Check(t, func(t *rapid.T) {
		p, q := rapid.SampledFrom(phis).Draw(t, "φ_*"), rapid.SampledFrom(phis).Draw(t, "φ")
		star, w, d := plane(t, "W_*"), plane(t, "W"), 2
		one := func() Judgement {
			return NewJudgeOf(Law{p, []float64{size(star[:2])}}, q, 1, 1).Of([]float64{size(w[:2])})
		}
		if p.Name() == gan.Cubic || q.Name() == gan.Cubic || rapid.IntRange(0, 4).Draw(t, "line") > 0 { // which is quicker
			star, w, d = []float64{size(star[:2])}, []float64{size(w[:2])}, 1
		}
		there, back := NewJudgeOf(Law{p, star}, q, d, 1).Of(w), NewJudgeOf(Law{q, w}, p, d, 1).Of(star)
		exchanged := back.Distances
		exchanged.KL, exchanged.ReverseKL = back.ReverseKL, back.KL
		a, _ := five(there.Distances)
		b, _ := five(exchanged)
		for i := range a {
			tol := 1e-6
			if i == 2 || i == 3 { // of which the tails decide
				tol = 1e-3
			}
			if a[i] != b[i] && !(math.Abs(a[i]-b[i]) <= tol*math.Max(1, b[i])) {
				t.Fatalf("%s is %v, with the laws exchanged %v", fiveNames[i], a[i], b[i])
			}
		}
		h := there.Hellinger
		if there.JS > math.Ln2 || there.JS > math.Ln2*there.TV+1e-7 || h*h > there.TV+1e-7 || there.TV > h*math.Sqrt(2-h*h)+1e-7 || there.TV > there.Pinsker+1e-7 {
			t.Fatalf("%+v", there)
		}
		if p != q && !(there.TV > 0) {
			t.Fatalf("different laws are no distance apart: %+v", there)
		}
		if d == 2 {
			o := one()
			checkOrdered(t, Distances{TV: o.TV - 1e-7, JS: o.JS - 1e-7, KL: o.KL * (1 - 1e-3), ReverseKL: o.ReverseKL * (1 - 1e-3), Hellinger: math.Max(0, o.Hellinger-1e-6)}, there.Distances)
		}
	})
	line := gan.NewActivation(gan.Piecewise, 0, []float64{-1, -1, 2, 2})
	if same := NewJudgeOf(Law{line, pair(1, 2, 0.3)}, gan.NewActivation(gan.Identity, 0, nil), 2, 1).Of(pair(1, 2, 0.3)); same.TV > 1e-12 || same.JS > 1e-12 || same.KL > 1e-12 {
		t.Errorf("the identity in two ways: %+v", same)
	}
}

// What a further function makes of two laws is no farther apart: ReLU of the identity and of the leaky ReLU is ReLU.
func TestFoldOfUnlike(t *testing.T) {
	relu, leaky, identity := gan.NewActivation(gan.ReLU, 0, nil), gan.NewActivation(gan.Leaky, 0.3, nil), gan.NewActivation(gan.Identity, 0, nil)
	hard := gan.NewActivation(gan.HardTanh, 0, nil)
	hardLeaky := gan.NewActivation(gan.Piecewise, 0, []float64{-5, -1, -1 / 0.3, -1, 0, 0, 1, 1, 2, 1}) // the hard tanh of the leaky ReLU
	rapid.Check(t, func(t *rapid.T) {
		star, w, d := plane(t, "W_*"), plane(t, "W"), 2
		if rapid.IntRange(0, 4).Draw(t, "line") > 0 { // which is quicker
			star, w, d = []float64{size(star[:2])}, []float64{size(w[:2])}, 1
		}
		of := func(p, q gan.Activation) Distances { return NewJudgeOf(Law{p, star}, q, d, 1).Of(w).Distances }
		before := of(identity, leaky)
		for _, after := range []Distances{of(relu, relu), of(hard, hardLeaky)} {
			checkOrdered(t, Distances{TV: after.TV - 5e-7, JS: after.JS - 5e-7, KL: after.KL * (1 - 1e-3), ReverseKL: after.ReverseKL * (1 - 1e-3), Hellinger: math.Max(0, after.Hellinger-1e-6)}, before)
		}
	})
}
