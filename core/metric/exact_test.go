package metric

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// worst collects the largest error of a table of comparisons.
type worst struct {
	err  float64
	name string
}

func (w *worst) see(got, want, scale float64, name string) {
	if e := math.Abs(got-want) / scale; !(e <= w.err) {
		w.err, w.name = e, name
	}
}

func (w *worst) check(t *testing.T, what string, tol float64) {
	t.Helper()
	t.Logf("%s: largest error %.1e at %s", what, w.err, w.name)
	if !(w.err <= tol) {
		t.Errorf("%s: error %.1e at %s, want at most %.0e", what, w.err, w.name, tol)
	}
}

func repeat(l float64, d int) []float64 {
	lambda := make([]float64, d)
	for i := range lambda {
		lambda[i] = l
	}
	return lambda
}

// randomSpectrum draws log-normal eigenvalues.
func randomSpectrum(rng *rand.Rand, d int, spread float64) []float64 {
	lambda := make([]float64, d)
	for i := range lambda {
		lambda[i] = math.Exp(spread * rng.NormFloat64())
	}
	return lambda
}

var scalars = []float64{1e-8, 1e-3, 0.05, 0.3, 0.7, 0.8, 0.99, 1 - 1e-4, 1 + 1e-4, 1.01, 1.24, 1.5, 3, 10, 400, 1e6}

func TestOneDimension(t *testing.T) {
	var tv, js, kl, reverse, hellinger worst
	for _, l := range scalars {
		name := fmt.Sprintf("λ=%v", l)
		got := Of([]float64{l})
		tv.see(got.TV, tvOne(l), 1, name)
		js.see(got.JS, jsIsotropic(l, 1), 1, name)
		kl.see(got.KL, (1/l-1+math.Log(l))/2, math.Max(1, 1/l), name)
		reverse.see(got.ReverseKL, (l-1-math.Log(l))/2, math.Max(1, l), name)
		hSq := 1 - math.Sqrt(2*math.Sqrt(l)/(1+l))
		hellinger.see(got.Hellinger*got.Hellinger, hSq, 1, name)
	}
	tv.check(t, "TV", 1e-13)
	js.check(t, "JS", 1e-13)
	kl.check(t, "KL", 1e-13)
	reverse.check(t, "ReverseKL", 1e-13)
	hellinger.check(t, "Hellinger²", 1e-13)
}

func TestTwoDimensions(t *testing.T) {
	var general, reciprocal worst
	for i, l1 := range scalars {
		for _, l2 := range scalars[i:] {
			if l1 == l2 || math.Abs(math.Log(l1*l2)) < 1e-6 {
				continue // the oracle's integrand has a boundary layer there
			}
			general.see(TV([]float64{l1, l2}), tvTwo(l1, l2), 1, fmt.Sprintf("λ=%v, %v", l1, l2))
		}
		reciprocal.see(TV([]float64{l1, 1 / l1}), tvReciprocal(l1), 1, fmt.Sprintf("λ=%v and its inverse", l1))
	}
	general.check(t, "TV", 1e-10)
	reciprocal.check(t, "TV, reciprocal pair", 1e-13)
}

// Equal eigenvalues have closed forms in every dimension.
func TestIsotropic(t *testing.T) {
	var tv, js worst
	for _, d := range []int{1, 2, 3, 8, 32, 128} {
		for _, l := range []float64{0.05, 0.5, 0.9, 1 - 1e-4, 1 + 1e-4, 1.1, 1.5, 3, 30} {
			name := fmt.Sprintf("d=%d λ=%v", d, l)
			lambda := repeat(l, d)
			tv.see(TV(lambda), tvIsotropic(l, d), 1, name)
			js.see(JS(lambda), jsIsotropic(l, d), math.Min(1, FrobeniusSq(lambda)), name)
		}
	}
	tv.check(t, "TV", 1e-11)
	js.check(t, "JS, relative to ‖λ−1‖² when small", 1e-11)
}

func TestAgainstTails(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	var tv, js worst
	for d := 3; d <= 8; d++ {
		for _, spread := range []float64{1e-3, 0.1, 0.5, 1, 2, 4} {
			for range 3 {
				lambda := randomSpectrum(rng, d, spread)
				name := fmt.Sprintf("λ=%v", lambda)
				tv.see(TV(lambda), tvByTails(lambda), 1, name)
			}
		}
		if d != 3 && d != 8 { // the oracle for JS is slow
			continue
		}
		lambda := randomSpectrum(rng, d, 0.7)
		js.see(JS(lambda), jsByTails(lambda), 1, fmt.Sprintf("λ=%v", lambda))
	}
	tv.check(t, "TV", 1e-11)
	js.check(t, "JS", 1e-10)
}

// The relative accuracy promised for nearly equal laws. Reference values: tails
// (TV) and densities (JS) evaluated with mpmath at 60 digits, at exactly these
// float64 spectra.
func TestNearlyEqual(t *testing.T) {
	var tv, js worst
	for _, c := range []struct {
		lambda []float64
		tv, js float64
	}{
		{[]float64{1.000001}, 2.4197060351395060794e-7, 6.2499937489759654409e-14},
		{[]float64{0.999999}, 2.4197084551153926121e-7, 6.250006250363743223e-14},
		{repeat(1.000001, 3), 4.6254075810288674217e-7, 1.8749981246925552577e-13},
		{[]float64{1.000001, 0.999999}, 3.1830988617596891116e-7, 1.2499999999338927414e-13},
		{[]float64{1.000001, 1.0000003}, 2.5810082384098960448e-7, 6.8124935800501133177e-14},
		{[]float64{1.0001, 0.9999}, 3.1830989129770334621e-5, 1.2500000078122247037e-9},
		{repeat(1.0001, 8), 7.8142818719205509566e-5, 4.9995000125013987822e-9},
		{[]float64{1.00001, 1}, 2.4196951467466747002e-6, 6.2499375005115739782e-12},
	} {
		name := fmt.Sprintf("λ=%v", c.lambda)
		tv.see(TV(c.lambda), c.tv, c.tv, name)
		js.see(JS(c.lambda), c.js, c.js, name)
	}
	tv.check(t, "TV, relative", 1e-9)
	js.check(t, "JS, relative", 1e-9)
}

// Monte Carlo is blind to every formula but L itself.
func TestMonteCarlo(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for _, d := range []int{3, 8, 32} {
		lambda := randomSpectrum(rng, d, 1/math.Sqrt(float64(d)))
		const samples = 40_000
		var tv, js moments
		for range samples {
			var underP, underQ float64 // L at a real and at a fake sample
			for _, l := range lambda {
				z := rng.NormFloat64()
				underP += ((1-1/l)*z*z - math.Log(l)) / 2
				underQ += ((l-1)*z*z - math.Log(l)) / 2
			}
			tv.add(math.Max(0, -math.Expm1(underP)))
			js.add(math.Ln2 - (math.Log1p(math.Exp(underP))+math.Log1p(math.Exp(-underQ)))/2)
		}
		if got := TV(lambda); !tv.covers(got, 4) {
			t.Errorf("d=%d: TV %v, simulated %v ± %v", d, got, tv.mean(), tv.standardError())
		}
		if got := JS(lambda); !js.covers(got, 4) {
			t.Errorf("d=%d: JS %v, simulated %v ± %v", d, got, js.mean(), js.standardError())
		}
	}
}

// moments accumulates a sample mean and its standard error.
type moments struct{ n, sum, sumSq float64 }

func (m *moments) add(x float64) {
	m.n++
	m.sum += x
	m.sumSq += x * x
}

func (m *moments) mean() float64 { return m.sum / m.n }

func (m *moments) standardError() float64 {
	return math.Sqrt((m.sumSq/m.n - m.mean()*m.mean()) / m.n)
}

func (m *moments) covers(x, errors float64) bool {
	return math.Abs(x-m.mean()) <= errors*m.standardError()
}
