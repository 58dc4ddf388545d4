package metric

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/core/gan"
	"saddle/core/linear"
)

// The Kronrod rule is exact for polynomials of degree 22, the Gauss rule within it for degree 13.
func TestQuadratureRules(t *testing.T) {
	for degree := 0; degree <= 22; degree++ {
		var kr, ga float64
		for _, n := range kronrod {
			for _, x := range []float64{-n.x, n.x} {
				v := math.Pow((1+x)/2, float64(degree))
				if n.x == 0 {
					v /= 2
				}
				kr += n.kronrod * v
				ga += n.gauss * v
			}
		}
		want := 2 / float64(degree+1)
		if math.Abs(kr-want) > 1e-15*4 || degree <= 13 && math.Abs(ga-want) > 1e-15*4 {
			t.Errorf("degree %d: %v and %v, want %v", degree, kr, ga, want)
		}
	}
	for _, c := range []float64{0.3, 1, 4} { // ∫ e^{−(1+c)s} cos s
		sum := 0.0
		for i, s := range rayNodes {
			sum += rayWeights[i] * math.Exp(-s) * math.Exp(-c*s) * math.Cos(s)
		}
		if want := (1 + c) / (1 + (1+c)*(1+c)); math.Abs(sum-want) > 1e-10 {
			t.Errorf("rule of rays: %v, want %v", sum, want)
		}
	}
	log2 := 0.0
	for k, w := range alternating {
		log2 += w / float64(k+1)
	}
	if math.Abs(log2-math.Ln2) > 1e-15 {
		t.Errorf("1 − ½ + ⅓ − … = %v", log2)
	}
	var js worst
	for _, ratio := range []float64{1.01, 1.5, 2, 2.5, 3, 4, 10, 90, 1000, 1e6, 1e12} {
		for _, l := range []float64{-12, -4, -1, -0.01, 0, 1, 4, 12, 25} {
			for _, far := range []float64{0.1, 3, math.Inf(1)} {
				got, size := jsRay(0, l, 1, ratio, 0, far), 1+math.Exp(l)/ratio
				want, from := 0.0, 0.0
				for _, to := range []float64{0.1 / ratio, 1 / ratio, 3 / ratio, 8 / ratio, 20 / ratio, 40 / ratio, 1, 7, 50} {
					if to = math.Min(to, far); to > from {
						want += adaptive(func(s float64) [5]float64 { return [5]float64{integrands(math.Exp(-s), math.Exp(l-ratio*s))[1]} }, from, to, 1e-14*size)[0]
						from = to
					}
				}
				js.see(got, want, size, fmt.Sprintf("ratio %v, l = %v, far = %v", ratio, l, far))
			}
		}
	}
	js.check(t, "JS along a ray", 1e-11)
}

// pair returns a factor of the covariance with the standard deviations s1 and s2 and the correlation r.
func pair(s1, s2, r float64) []float64 { return []float64{s1, 0, r * s2, s2 * math.Sqrt(1-r*r)} }

// cutting are activations that cut off: on one side, on both, in the middle, in several places.
var cutting = []struct {
	name string
	flat []gan.Interval
}{
	{"relu", flatOf(gan.ReLU)},
	{"hardtanh", flatOf(gan.HardTanh)},
	{"middle", flatOf(gan.Piecewise, -1, -1, -0.5, 0, 0.5, 0, 1, 1)},
	{"stairs", flatOf(gan.Piecewise, -1, -1, -0.2, -0.2, 0.4, -0.2, 1, 1, 2, 1, 3, 2, 4, 2)},
}

func flatOf(name string, knots ...float64) []gan.Interval {
	return gan.NewActivation(name, 0, knots).Flat()
}

func TestReLULaw(t *testing.T) {
	var mass, quadrant worst
	for _, r := range []float64{-0.999, -0.95, -0.3, 0, 0.5, 0.99, 0.999} {
		for _, s := range []float64{0.01, 0.7, 1, 30} {
			name := fmt.Sprintf("ρ=%v σ=%v", r, s)
			got := planeFaces(pair(s, 1, r), pair(1, 1, 0.2), flatOf(gan.ReLU), 1e-13, true)
			mass.see(got.p, 1, 1, name)
			mass.see(got.q, 1, 1, name)
			p, q := newPlaneLaw(pair(1, 1, 0.2), [2]float64{1, 1}), newPlaneLaw(pair(s, 1, r), [2]float64{1, 1})
			var quad integrals
			positive := gan.Interval{Lo: 0, Hi: math.Inf(1)}
			quad.wedge(&p, &q, positive, positive, 1e-13, false)
			quadrant.see(quad.q, 0.25+math.Asin(r)/(2*math.Pi), 1, name)
		}
	}
	mass.check(t, "total mass", 1e-12)
	quadrant.check(t, "mass of the quadrant", 1e-12)
	if tv := planeFaces(pair(1, 1, -0.2), pair(1, 1, 0.5), flatOf(gan.ReLU), 1e-13, false).tv; math.Abs(tv-0.23357) > 5e-6 {
		t.Errorf("TV of ρ = 0.5 and −0.2 is %v; an independent program found 0.23357", tv)
	}
}

// bruteReLU sums over a fine grid of the quadrant and of both edges, with package math.
func bruteReLU(sigma, sigmaStar []float64) Distances {
	var s struct{ tv, js, kl, reverseKL, affinity float64 }
	see := func(w, p, q float64) {
		if p == 0 || q == 0 {
			return
		}
		s.tv += w * math.Abs(p-q) / 2
		s.js += w * (p*math.Log(2*p/(p+q)) + q*math.Log(2*q/(p+q))) / 2
		s.kl += w * p * math.Log(p/q)
		s.reverseKL += w * q * math.Log(q/p)
		s.affinity += w * math.Sqrt(p*q)
	}
	density := func(m []float64, x, y float64) float64 {
		det := m[0]*m[3] - m[1]*m[1]
		return math.Exp(-(m[3]*x*x-2*m[1]*x*y+m[0]*y*y)/(2*det)) / (2 * math.Pi * math.Sqrt(det))
	}
	edge := func(v, other, c, y float64) float64 {
		left := math.Sqrt(other - c*c/v)
		return math.Exp(-y*y/(2*v)) / math.Sqrt(2*math.Pi*v) * math.Erfc(c*y/v/left/math.Sqrt2) / 2
	}
	const end, n = 9.0, 1500
	h := end / n
	for i := range n {
		x := h * (float64(i) + 0.5)
		for j := range n {
			y := h * (float64(j) + 0.5)
			see(h*h, density(sigmaStar, x, y), density(sigma, x, y))
		}
		see(h, edge(sigmaStar[0], sigmaStar[3], sigmaStar[1], x), edge(sigma[0], sigma[3], sigma[1], x))
		see(h, edge(sigmaStar[3], sigmaStar[0], sigmaStar[1], x), edge(sigma[3], sigma[0], sigma[1], x))
	}
	corner := func(m []float64) float64 { return 0.25 + math.Asin(m[1]/math.Sqrt(m[0]*m[3]))/(2*math.Pi) }
	see(1, corner(sigmaStar), corner(sigma))
	return Distances{TV: s.tv, JS: s.js, KL: s.kl, ReverseKL: s.reverseKL, Hellinger: math.Sqrt(1 - s.affinity)}
}

func TestReLUAgainstBruteForce(t *testing.T) {
	for _, c := range [][2][]float64{
		{pair(1, 1, 0.5), pair(1, 1, -0.2)},
		{pair(0.6, 1.3, 0.8), pair(1, 1, 0.1)},
		{pair(1, 1, -0.9), pair(1.2, 0.8, -0.7)},
	} {
		got, want := planeFaces(c[0], c[1], flatOf(gan.ReLU), 1e-12, true), bruteReLU(linear.Gram(c[0], 2), linear.Gram(c[1], 2))
		near(t, fmt.Sprint(c), got.distances(), want, 2e-5)
	}
}

func near(t *testing.T, name string, got, want Distances, tol float64) {
	t.Helper()
	for _, q := range []struct {
		name      string
		got, want float64
	}{{"TV", got.TV, want.TV}, {"JS", got.JS, want.JS}, {"KL", got.KL, want.KL}, {"ReverseKL", got.ReverseKL, want.ReverseKL}, {"Hellinger", got.Hellinger, want.Hellinger}} {
		if !(math.Abs(q.got-q.want) <= tol*max(1, q.want)) {
			t.Errorf("%s: %s = %v, want %v", name, q.name, q.got, q.want)
		}
	}
}

// Without correlation the law is a product: KL adds up and the Hellinger affinities multiply, whatever the scales.
func TestReLUProducts(t *testing.T) {
	flat := gan.NewActivation(gan.ReLU, 0, nil).Flat()
	for _, s := range [][4]float64{{1, 1, 1.0001, 0.9999}, {1, 2, 0.5, 2.5}, {3, 1, 0.1, 7}, {1, 1, 0.01, 40}} {
		plane := planeFaces(pair(s[2], s[3], 0), pair(s[0], s[1], 0), flat, 1e-13, true)
		x, y := lineFaces(s[2], s[0], flat, 1e-13, true), lineFaces(s[3], s[1], flat, 1e-13, true)
		want := Distances{TV: plane.tv, JS: plane.js, KL: x.kl + y.kl, ReverseKL: x.reverseKL + y.reverseKL,
			Hellinger: math.Sqrt(x.hellinger + y.hellinger - x.hellinger*y.hellinger)}
		near(t, fmt.Sprint(s), plane.distances(), want, 1e-11)
	}
}

// On the line ReLU keeps half the law and makes an atom of ½ of the rest, the same for all: the distances halve.
func TestReLUOnTheLine(t *testing.T) {
	flat := gan.NewActivation(gan.ReLU, 0, nil).Flat()
	var tv, js, kl, reverse, hellinger worst
	for _, l := range scalars {
		got, whole := lineFaces(math.Sqrt(l), 1, flat, 1e-15, true), Of([]float64{l})
		name := fmt.Sprintf("λ=%v", l)
		tv.see(got.tv, whole.TV/2, 1, name)
		js.see(got.js, whole.JS/2, 1, name)
		kl.see(got.kl, whole.KL/2, max(1, 1/l), name)
		reverse.see(got.reverseKL, whole.ReverseKL/2, max(1, l), name)
		hellinger.see(got.hellinger, whole.Hellinger*whole.Hellinger/2, 1, name)
	}
	tv.check(t, "TV", 1e-13)
	js.check(t, "JS", 1e-11)
	kl.check(t, "KL", 1e-11)
	reverse.check(t, "ReverseKL", 1e-11)
	hellinger.check(t, "Hellinger²", 1e-11)
}

// The hard tanh has atoms at both ends; its total variation is that of the sets on which q > p.
func TestHardTanhOnTheLine(t *testing.T) {
	flat := gan.NewActivation(gan.HardTanh, 0, nil).Flat()
	cdf := func(x float64) float64 { return math.Erfc(-x/math.Sqrt2) / 2 }
	var tv, mass worst
	for _, l := range scalars {
		for _, v := range []float64{0.1, 1, 9} {
			s, cut := math.Sqrt(v), math.Sqrt(l*math.Log(l)/(l-1))*math.Sqrt(v)
			sq := s * math.Sqrt(l)
			x := min(cut, 1) // p and q cross at ±cut if that is not cut off
			want := math.Abs(2 * (cdf(-x/s) - cdf(-x/sq)))
			got := lineFaces(sq, s, flat, 1e-14, true)
			name := fmt.Sprintf("λ=%v v=%v", l, v)
			tv.see(got.tv, want, 1, name)
			mass.see(got.p+got.q, 2, 1, name)
		}
	}
	tv.check(t, "TV", 1e-12)
	mass.check(t, "mass", 1e-12)
}

// A flat piece in the middle is an atom there.
func TestFlatMiddle(t *testing.T) {
	flat := gan.NewActivation(gan.Piecewise, 0, []float64{-1, -1, -0.5, 0, 0.5, 0, 1, 1}).Flat()
	got := lineFaces(2, 1, flat, 1e-14, true)
	if math.Abs(got.p-1) > 1e-13 || math.Abs(got.q-1) > 1e-13 {
		t.Errorf("masses %v and %v", got.p, got.q)
	}
	if whole := TV([]float64{4}); math.Abs(got.tv-whole) > 1e-13 { // p > q all over the piece: nothing is lost
		t.Errorf("TV %v, want %v", got.tv, whole)
	}
}

// randomPair draws a factor of a covariance, from round to nearly singular, of any size.
func randomPair(rng *rand.Rand) []float64 {
	w := gaussianMatrix(rng, 2)
	s := math.Exp(0.7 * rng.NormFloat64())
	return []float64{s * w[0], s * w[1], w[2], w[3]}
}

// TestDataProcessing: what φ makes of two laws is no further apart than they are, by any of the distances.
func TestDataProcessing(t *testing.T) {
	rng := rand.New(rand.NewPCG(30, 1))
	relu := gan.NewActivation(gan.ReLU, 0, nil)
	for n := range 10_000 {
		a, b := randomPair(rng), randomPair(rng)
		if n%3 == 0 { // nearly equal
			for i, v := range b {
				a[i] = v * (1 + 1e-3*a[i]/(1+math.Abs(a[i])))
			}
		}
		judge := NewJudge(relu, b, 2, 1)
		tv, _ := judge.TV(a)
		gauss, err := Gaussian(a, b, 2)
		if err != nil {
			t.Fatal(err)
		}
		if tv > gauss.TV+1e-12 || tv < 0 {
			t.Fatalf("TV %v of the ReLU laws, %v before: W = %v, W_* = %v", tv, gauss.TV, a, b)
		}
		if n%20 != 0 {
			continue
		}
		j := judge.Of(a)
		near, far := j.Distances, gauss
		for _, q := range [][2]float64{{near.JS, far.JS}, {near.KL, far.KL}, {near.ReverseKL, far.ReverseKL}, {near.Hellinger, far.Hellinger}, {j.TV, j.High}, {j.TV, j.Pinsker}} {
			if q[0] > q[1]*(1+1e-6)+1e-12 {
				t.Errorf("%+v of the ReLU laws, %+v before: W = %v, W_* = %v", near, far, a, b)
			}
		}
		h := near.Hellinger
		if h*h > near.TV+1e-9 || near.TV > h*math.Sqrt(2-h*h)+1e-9 || near.JS > math.Ln2*near.TV+1e-9 {
			t.Errorf("inconsistent %+v: W = %v, W_* = %v", near, a, b)
		}
		back := NewJudge(relu, a, 2, 1).Of(b)
		if math.Abs(back.TV-j.TV) > 1e-11 || math.Abs(back.JS-j.JS) > 1e-9 || math.Abs(back.KL-j.ReverseKL) > 1e-8*max(1, back.KL) {
			t.Errorf("not symmetric: %+v and %+v: W = %v, W_* = %v", j.Distances, back.Distances, a, b)
		}
	}
}

func BenchmarkPlane(b *testing.B) {
	for _, phi := range cutting {
		for _, far := range []float64{0.01, 1} {
			for _, all := range []bool{false, true} {
				b.Run(fmt.Sprintf("%s/far=%v/all=%v", phi.name, far, all), func(b *testing.B) {
					for b.Loop() {
						planeFaces(pair(1+far/3, 1, 0.2+far/2), pair(1, 1, 0.2), phi.flat, 1e-9*far, all)
					}
				})
			}
		}
	}
}

// TestFacesAgainstIteratedIntegrals compares the faces of the plane, for every kind of cut, with an independent method.
func TestFacesAgainstIteratedIntegrals(t *testing.T) {
	rng := rand.New(rand.NewPCG(34, 1))
	for _, phi := range cutting {
		var far worst
		for n := range 4 {
			star, w := pair(1, 1, 0.3), pair(1.1, 0.9, 0.1)
			switch n {
			case 1:
				w = pair(3, 0.4, -0.6)
			case 2:
				star, w = pair(0.3, 0.5, 0.8), pair(0.4, 0.5, 0.9)
			case 3:
				star, w = randomPair(rng), wellConditioned(rng, 2)
			}
			s := planeFaces(w, star, phi.flat, 1e-12, true)
			got, want := s.distances(), newIterated(w, star, phi.flat).distances()
			name := fmt.Sprintf("%s: W = %v, W_* = %v", phi.name, w, star)
			far.see(s.p, 1, 1, name+" mass")
			far.see(s.q, 1, 1, name+" mass")
			far.see(got.TV, want.TV, 1, name+" TV")
			far.see(got.JS, want.JS, 1, name+" JS")
			far.see(got.KL, want.KL, math.Max(1, want.KL), name+" KL")
			far.see(got.ReverseKL, want.ReverseKL, math.Max(1, want.ReverseKL), name+" reverse KL")
			far.see(got.Hellinger*got.Hellinger, want.Hellinger*want.Hellinger, 1, name+" Hellinger²")
		}
		far.check(t, phi.name, 1e-8)
	}
}
