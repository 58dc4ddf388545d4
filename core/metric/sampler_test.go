package metric

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/core/gan"
)

// sampled returns the estimate and the distances before φ.
func sampled(t *testing.T, flat []gan.Interval, sigma, sigmaStar []float64, d int, seed uint64) (Distances, Distances) {
	t.Helper()
	s := samplerOf(t, flat, sigmaStar, d, seed)
	gaussian, err := Gaussian(sigma, sigmaStar, d)
	if err != nil {
		t.Fatal(err)
	}
	return s.distances(sigma, gaussian, true, 1), gaussian
}

func samplerOf(t testing.TB, flat []gan.Interval, star []float64, d int, seed uint64) *sampler {
	t.Helper()
	m, err := newMeasure(star, d)
	if err != nil {
		t.Fatal(err)
	}
	return newSampler(flat, star, m, seed)
}

// five returns the distances and their errors in one order.
func five(d Distances) (value, deviation [5]float64) {
	return [5]float64{d.TV, d.JS, d.KL, d.ReverseKL, d.Hellinger},
		[5]float64{d.TVError, d.JSError, d.KLError, d.ReverseKLError, d.HellingerError}
}

var fiveNames = [5]string{"TV", "JS", "KL", "reverse KL", "H"}

// covering is a pair of laws that the sampler is asked for, with its distances by another method: off is how much
// that may be off.
type covering struct {
	name      string
	flat      []gan.Interval
	w, star   []float64
	d         int
	want, off Distances
}

// inThePlane has the distances by quadrature.
func inThePlane(name string, flat []gan.Interval, w, star []float64) covering {
	s := planeFaces(w, star, flat, 1e-11, true)
	return covering{name: name + ", d = 2", flat: flat, w: w, star: star, d: 2, want: s.distances()}
}

// ofProducts has laws without correlations, of variances that are those of the target, which are 1, times a factor and its
// inverse. The Kullback-Leibler divergences add up, the Hellinger affinities multiply; the rest is plain Monte Carlo, free
// of bias, since the ratio of the laws is a product.
func ofProducts(name string, flat []gan.Interval, d int, factor float64) covering {
	c := covering{name: fmt.Sprintf("%s, d = %d, a factor of %v", name, d, factor), flat: flat, w: identity(d), star: identity(d), d: d}
	affinity := 1.0
	for i := range d {
		c.w[i*d+i] = math.Pow(factor, 0.5-float64(i%2))
		s := lineFaces(c.w[i*d+i], 1, flat, 1e-12, true)
		c.want.KL += s.kl
		c.want.ReverseKL += s.reverseKL
		affinity *= 1 - s.hellinger
	}
	c.want.Hellinger = math.Sqrt(1 - affinity)
	c.monteCarlo(300_000, func(x []float64) (l float64) {
		for i, v := range x {
			s := c.w[i*d+i]
			if n := gan.PieceOf(v, flat); n >= 0 {
				l += logMass(flat[n].Lo/s, flat[n].Hi/s) - logMass(flat[n].Lo, flat[n].Hi)
			} else {
				l -= v*v*(1/(s*s)-1)/2 + math.Log(s)
			}
		}
		return l
	})
	return c
}

// monteCarlo finds the total variation and JS from samples x of either law before φ and their log-ratio after φ. What
// the same samples say of the laws before φ, where it is known, takes away most of the scatter.
func (c *covering) monteCarlo(n int, logRatio func(x []float64) float64) {
	r := rand.New(rand.NewPCG(31, uint64(c.d)))
	z, x := make([]float64, c.d), make([]float64, c.d)
	var tv, js moments
	at := func(l float64) (tv, js float64) {
		small := 1 / (1 + math.Exp(math.Abs(l)))
		return math.Abs(math.Tanh(l / 2)), math.Ln2 + (1-small)*math.Log1p(-small) + small*math.Log(max(small, 1e-300))
	}
	gaussian, _ := Gaussian(c.w, c.star, c.d)
	for range n {
		for _, factor := range [][]float64{c.star, c.w} {
			before := 0.0
			for i := range z {
				z[i] = r.NormFloat64()
				s := c.w[i*c.d+i] // both are diagonal
				x[i] = factor[i*c.d+i] * z[i]
				before += x[i]*x[i]*(1-1/(s*s))/2 - math.Log(s)
			}
			tvAfter, jsAfter := at(logRatio(x))
			tvBefore, jsBefore := at(before)
			tv.add(tvAfter - tvBefore + gaussian.TV)
			js.add(jsAfter - jsBefore + gaussian.JS)
		}
	}
	c.want.TV, c.off.TV = tv.mean(), tv.standardError()
	c.want.JS, c.off.JS = js.mean(), js.standardError()
}

// coverage returns the share of the seeds for which twice the standard error covers each distance, and logs it.
func (c *covering) coverage(t *testing.T, seeds int) (share [5]float64) {
	t.Helper()
	gaussian, err := Gaussian(c.w, c.star, c.d)
	if err != nil {
		t.Fatal(err)
	}
	var scatter [5]moments
	var said [5]float64
	want, _ := five(c.want)
	off, _ := five(c.off)
	for seed := range seeds {
		got, deviation := five(samplerOf(t, c.flat, c.star, c.d, uint64(seed)).distances(c.w, gaussian, true, 1))
		for i, v := range got {
			scatter[i].add(v)
			said[i] += deviation[i] / float64(seeds)
			if math.Abs(v-want[i]) <= 2*math.Hypot(deviation[i], off[i]) {
				share[i] += 1 / float64(seeds)
			}
		}
	}
	for i, name := range fiveNames {
		m := &scatter[i]
		spread := m.standardError() * math.Sqrt(float64(seeds))
		t.Logf("%s: %s %.4g, estimated %.4g ± %.2g, said ± %.2g; covered by twice that %.1f %%", c.name, name, want[i], m.mean(), spread, said[i], 100*share[i])
	}
	return share
}

// TestErrorsCover asks over many seeds whether twice the standard error covers the distance in the share of cases that it
// does for a normal number, 95 %, also where laws are far apart.
func TestErrorsCover(t *testing.T) {
	hard, relu, stairs := cutting[1].flat, cutting[0].flat, cutting[3].flat
	cases := []covering{
		inThePlane("hard tanh, a wide law", hard, pair(7, 6, 0.3), pair(1, 1, -0.4)),
		ofProducts("hard tanh", hard, 3, 8),
		ofProducts("ReLU", relu, 5, 1.1),
		ofProducts("stairs", stairs, 8, 4),
	}
	seeds := 100
	if *long {
		seeds = 200
		for _, phi := range cutting {
			cases = append(cases,
				inThePlane(phi.name+", near", phi.flat, pair(1.02, 1, 0.28), pair(1, 1, 0.3)),
				inThePlane(phi.name+", between", phi.flat, pair(1.5, 0.7, -0.3), pair(1, 1, 0.3)),
				inThePlane(phi.name+", thin", phi.flat, pair(1, 1, 0.99), pair(1, 1, 0.95)))
			for _, d := range []int{3, 5, 8} {
				for _, factor := range []float64{1.02, 1.5, 4, 30} {
					cases = append(cases, ofProducts(phi.name, phi.flat, d, factor))
				}
			}
		}
	}
	var mean [5]float64
	for _, c := range cases {
		for i, share := range c.coverage(t, seeds) {
			mean[i] += share / float64(len(cases))
			if share < 0.95-4*math.Sqrt(0.95*0.05/float64(seeds)) { // too rarely, beyond what chance does in a few hundred numbers
				t.Errorf("%s: %s is covered in %.1f %% of the cases", c.name, fiveNames[i], 100*share)
			}
		}
	}
	for i, v := range mean {
		t.Logf("%s: covered in %.1f %% of all cases", fiveNames[i], 100*v)
		if v < 0.92 || v > 0.98 {
			t.Errorf("%s is covered in %.1f %% of all cases", fiveNames[i], 100*v)
		}
	}
}

// TestEstimateIsRepeatable: the same seed gives the same numbers, and so does the share of the samples that is asked for.
func TestEstimateIsRepeatable(t *testing.T) {
	rng := rand.New(rand.NewPCG(35, 1))
	star, w := wellConditioned(rng, 4), wellConditioned(rng, 4)
	relu := gan.NewActivation(gan.ReLU, 0, nil)
	judge := NewJudge(relu, star, 4, 7)
	a, short := judge.Of(w), judge.Distances(w)
	judge.Of(star)
	if b := judge.Of(w); a != b {
		t.Errorf("%+v, then %+v", a, b)
	}
	if b := NewJudge(relu, star, 4, 7).Of(w); a != b {
		t.Errorf("%+v, by another judge %+v", a, b)
	}
	if tv, deviation := judge.TV(w); tv != a.TV || deviation != a.TVError {
		t.Errorf("TV alone is %v ± %v, with the others %v ± %v", tv, deviation, a.TV, a.TVError)
	}
	if !(short.TVError > a.TVError && short.TVError < 3*a.TVError) || math.Abs(short.TV-a.TV) > 3*short.TVError {
		t.Errorf("TV %v ± %v, from fewer samples %v ± %v", a.TV, a.TVError, short.TV, short.TVError)
	}
}

// TestSamplerInHighDimension: the estimate lies between 0 and the distance before φ, and scales with it near
// the target.
func TestSamplerInHighDimension(t *testing.T) {
	for _, d := range []int{3, 16, 64} {
		flat := gan.NewActivation(gan.ReLU, 0, nil).Flat()
		rng := rand.New(rand.NewPCG(32, uint64(d)))
		sigmaStar := wellConditioned(rng, d)
		change := gaussianMatrix(rng, d)
		s := samplerOf(t, flat, sigmaStar, d, 1)
		var last float64
		for i, size := range []float64{1e-2, 1e-3, 1e-4} {
			sigma := make([]float64, d*d)
			for i := range d {
				for j := range d {
					sigma[i*d+j] = sigmaStar[i*d+j] + size/float64(d)*(change[i*d+j]+change[j*d+i])/2
				}
			}
			gaussian, err := Gaussian(sigma, sigmaStar, d)
			if err != nil {
				t.Fatal(err)
			}
			got := s.distances(sigma, gaussian, true, 1)
			se := got.TVError
			share := got.TV / gaussian.TV
			t.Logf("d=%d: TV %.3g ± %.1g, %.3f of %.3g before φ", d, got.TV, se, share, gaussian.TV)
			if !(share > 0.4 && share < 1) || se > 0.15*got.TV || i > 0 && math.Abs(share/last-1) > 0.1 {
				t.Errorf("d=%d: TV %v ± %v, %v before φ; the share was %v", d, got.TV, se, gaussian.TV, last)
			}
			last = share
		}
	}
}

func BenchmarkSampler(b *testing.B) {
	flat := gan.NewActivation(gan.ReLU, 0, nil).Flat()
	for _, d := range []int{2, 8, 16, 32, 64, 128} {
		rng := rand.New(rand.NewPCG(33, uint64(d)))
		sigma, sigmaStar := wellConditioned(rng, d), wellConditioned(rng, d)
		b.Run(fmt.Sprintf("d=%d/new", d), func(b *testing.B) {
			for b.Loop() {
				samplerOf(b, flat, sigmaStar, d, 1)
			}
		})
		s := samplerOf(b, flat, sigmaStar, d, 1)
		for _, all := range []bool{false, true} {
			b.Run(fmt.Sprintf("d=%d/all=%v", d, all), func(b *testing.B) {
				for b.Loop() {
					s.distances(sigma, Distances{TV: 1, JS: 1, KL: 1, ReverseKL: 1, Hellinger: 1}, all, 1)
				}
			})
		}
	}
}

// TestSamplerFarApart looks at laws that hardly overlap, where the states of one never meet the other: they must
// not be taken for equal.
func TestSamplerFarApart(t *testing.T) {
	relu := gan.NewActivation(gan.ReLU, 0, nil).Flat()
	for _, d := range []int{16, 64, 128} {
		for _, by := range []float64{0.1, 10} {
			sigma, star := make([]float64, d*d), make([]float64, d*d)
			for i := range d {
				sigma[i*d+i], star[i*d+i] = math.Sqrt(by), 1
			}
			got, _ := sampled(t, relu, sigma, star, d, 1)
			t.Logf("d = %d, Σ = %v I: TV %.4f ± %.4f, JS %.4f, KL %.3g, reverse %.3g, H %.4f", d, by, got.TV, got.TVError, got.JS, got.KL, got.ReverseKL, got.Hellinger)
			if got.TV < 0.9 || got.JS < 0.9*math.Ln2 || got.Hellinger < 0.85 || got.KL < 1 || got.ReverseKL < 1 {
				t.Errorf("d = %d, Σ = %v I: %+v", d, by, got)
			}
		}
	}
}

// unlikeProducts are laws without correlations of two activations: the Hellinger affinities multiply, the Kullback-Leibler
// divergences add up, and the rest is plain Monte Carlo on the values.
func unlikeProducts(star, phi gan.Activation, d int, factor float64) (want, off Distances, w, wstar []float64) {
	c := newCommon(star, phi)
	line := lineMixed(c, factor, 1, 1e-12, true)
	want.KL, want.ReverseKL = float64(d)*line.kl, float64(d)*line.reverseKL
	want.Hellinger = math.Sqrt(1 - math.Pow(1-line.hellinger, float64(d)))
	r := rand.New(rand.NewPCG(71, uint64(d)))
	var tv, js moments
	x, other := face{x: make([]float64, 1)}, face{x: make([]float64, 1)}
	logs := func(u float64, f *face, flat []gan.Interval, s float64) float64 {
		if f.see([]float64{u}, flat); len(f.cut) > 0 {
			return logMass(f.box[0].Lo/s, f.box[0].Hi/s)
		}
		return normalAt0(s) - u*u/(2*s*s)
	}
	for k := range 200_000 {
		l, ofQ := 0.0, k%2 == 1
		own, there, flat := 1.0, factor, star.Flat()
		if ofQ {
			own, there, flat = factor, 1, phi.Flat()
		}
		for range d {
			here := logs(own*r.NormFloat64(), &x, flat, own)
			slope, ok := c.across(&x, &other, ofQ)
			switch {
			case !ok:
				l = math.Inf(-1)
			case len(other.cut) > 0:
				l += logMass(other.box[0].Lo/there, other.box[0].Hi/there) - here
			default:
				l += normalAt0(there) - other.x[0]*other.x[0]/(2*there*there) + slope - here
			}
		}
		tv.add(math.Abs(math.Tanh(l / 2)))
		small := 1 / (1 + math.Exp(math.Abs(l)))
		js.add(math.Ln2 + (1-small)*math.Log1p(-small) + small*math.Log(math.Max(small, 1e-300)))
	}
	want.TV, want.JS, off.TV, off.JS = tv.mean(), js.mean(), tv.standardError(), js.standardError()
	w, wstar = identity(d), identity(d)
	for i := range d {
		w[i*d+i] = factor
	}
	return want, off, w, wstar
}

// TestErrorsCoverUnlike is TestErrorsCover where the laws are of two activations.
func TestErrorsCoverUnlike(t *testing.T) {
	phis, seeds := everyPhi(), 40
	cases := [][2]int{{5, 0}, {5, 2}, {2, 1}, {8, 5}} // tanh and identity, tanh and ReLU, ReLU and leaky, hard tanh and tanh
	if *long {
		seeds = 200
		cases = append(cases, [2]int{0, 1}, [2]int{3, 0}, [2]int{4, 2}, [2]int{10, 8}, [2]int{6, 9})
	}
	var mean [5]float64
	total := 0.0
	for _, k := range cases {
		for _, d := range []int{3, 6} {
			star, phi := phis[k[0]], phis[k[1]]
			truth, slack, w, wstar := unlikeProducts(star, phi, d, 0.8)
			want, _ := five(truth)
			off, _ := five(slack)
			var share, said [5]float64
			for seed := range seeds {
				got, deviation := five(NewJudgeOf(Law{star, wstar}, phi, d, uint64(seed)).Of(w).Distances)
				for i, v := range got {
					said[i] += deviation[i] / float64(seeds)
					if v == want[i] || math.Abs(v-want[i]) <= 2*math.Hypot(deviation[i], off[i]) {
						share[i] += 1 / float64(seeds)
					}
				}
			}
			for i, name := range fiveNames {
				if want[i] > 1e6 || i == 2 || i == 3 { // whose tails few samples see
					continue
				}
				t.Logf("target %s, generator %s, d = %d: %s %.4f, said ± %.2g; covered %.1f %%", star.Name(), phi.Name(), d, name, want[i], said[i], 100*share[i])
				mean[i] += share[i]
				if share[i] < 0.95-4*math.Sqrt(0.95*0.05/float64(seeds)) {
					t.Errorf("target %s, generator %s, d = %d: %s is covered in %.1f %% of the cases", star.Name(), phi.Name(), d, name, 100*share[i])
				}
			}
			total++
		}
	}
	for i, v := range mean {
		if i == 2 || i == 3 {
			continue
		}
		t.Logf("%s: covered in %.1f %% of all cases", fiveNames[i], 100*v/total)
		if v/total < 0.9 {
			t.Errorf("%s is covered in %.1f %% of all cases", fiveNames[i], 100*v/total)
		}
	}
}
