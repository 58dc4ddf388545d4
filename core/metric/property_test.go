package metric

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// slack allows for rounding where the mathematics has equality.
const slack = 1e-13

// spectra draws 1 to 12 eigenvalues, nearly equal, moderate or far apart.
func spectra(t *rapid.T) []float64 {
	spread := rapid.SampledFrom([]float64{1e-7, 1e-3, 0.3, 2, 27.6}).Draw(t, "spread")
	logs := rapid.SliceOfN(rapid.Float64Range(-1, 1), 1, 12).Draw(t, "logs")
	lambda := make([]float64, len(logs))
	for i, x := range logs {
		lambda[i] = math.Exp(spread * x)
	}
	return lambda
}

func inverse(lambda []float64) []float64 {
	inv := make([]float64, len(lambda))
	for i, l := range lambda {
		inv[i] = 1 / l
	}
	return inv
}

// checkOrdered fails unless every distance of near is at most that of far.
func checkOrdered(t *rapid.T, near, far Distances) {
	t.Helper()
	for _, q := range []struct {
		name      string
		near, far float64
	}{
		{"TV", near.TV, far.TV},
		{"JS", near.JS, far.JS},
		{"KL", near.KL, far.KL},
		{"ReverseKL", near.ReverseKL, far.ReverseKL},
		{"Hellinger²", near.Hellinger * near.Hellinger, far.Hellinger * far.Hellinger}, // the integral: its root near 0 has no digits
	} {
		if q.near > q.far*(1+1e-9)+slack {
			t.Errorf("%s falls from %v to %v", q.name, q.near, q.far)
		}
	}
}

func TestRangesAndInequalities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lambda := spectra(t)
		before := slices.Clone(lambda)
		d := Of(lambda)
		if !slices.Equal(lambda, before) {
			t.Fatal("spectrum mutated")
		}
		h := d.Hellinger
		lo, hi := DevroyeBand(lambda)
		for _, q := range []struct {
			name       string
			small, big float64
		}{
			{"0 ≤ TV", 0, d.TV},
			{"TV ≤ 1", d.TV, 1},
			{"0 ≤ JS", 0, d.JS},
			{"JS ≤ log 2 · TV", d.JS, math.Ln2*d.TV + slack},
			{"0 ≤ KL", 0, d.KL},
			{"0 ≤ ReverseKL", 0, d.ReverseKL},
			{"0 ≤ H", 0, h},
			{"H ≤ 1", h, 1},
			{"H² ≤ TV", h * h, d.TV + slack},
			{"TV ≤ H √(2−H²)", d.TV, h*math.Sqrt(2-h*h) + slack},
			{"TV ≤ √(KL/2), Pinsker", d.TV, math.Sqrt(d.KL/2) + slack},
			{"TV ≤ √(ReverseKL/2), Pinsker", d.TV, math.Sqrt(d.ReverseKL/2) + slack},
			{"Devroye's lower bound", lo, d.TV},
			{"Devroye's upper bound", d.TV, hi},
		} {
			if !(q.small <= q.big) {
				t.Errorf("%s fails: %v > %v", q.name, q.small, q.big)
			}
		}
	})
}

func TestExchangeOfLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lambda := spectra(t)
		// Rounding 1/λ moves λ − 1 by up to ε, which is all the tolerance allows for.
		size := math.Sqrt(FrobeniusSq(lambda))
		tol := slack + 64*0x1p-52/size
		a, b := Of(lambda), Of(inverse(lambda))
		for _, q := range []struct {
			name         string
			value, other float64
		}{
			{"TV", a.TV, b.TV},
			{"JS", a.JS, b.JS},
			{"Hellinger", a.Hellinger, b.Hellinger},
			{"KL", a.KL, b.ReverseKL},
			{"ReverseKL", a.ReverseKL, b.KL},
		} {
			if q.value != q.other && !(math.Abs(q.value-q.other) <= tol*q.value) {
				t.Errorf("%s: %v, exchanged %v", q.name, q.value, q.other)
			}
		}
	})
}

// Moving an eigenvalue away from 1, or adding one, cannot bring the laws
// closer: a noisy contraction of one coordinate, or forgetting it, undoes it.
func TestMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lambda := spectra(t)
		i := rapid.IntRange(0, len(lambda)-1).Draw(t, "i")
		farther := slices.Clone(lambda)
		farther[i] = math.Pow(farther[i], rapid.Float64Range(1, 3).Draw(t, "power"))
		d := Of(lambda)
		checkOrdered(t, d, Of(farther))
		checkOrdered(t, d, Of(append(farther, rapid.Float64Range(0.01, 100).Draw(t, "extra"))))
	})
}

func TestOrderOfEigenvalues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lambda := spectra(t)
		shuffled := rapid.Permutation(lambda).Draw(t, "shuffled")
		a, b := Of(lambda), Of(shuffled)
		if math.Abs(a.TV-b.TV) > 1e-9*a.TV || math.Abs(a.JS-b.JS) > 1e-9*a.JS {
			t.Errorf("order matters: %+v, %+v", a, b)
		}
	})
}

func TestEqualLaws(t *testing.T) {
	for _, d := range []int{1, 2, 128} {
		if got := Of(repeat(1, d)); got != (Distances{}) {
			t.Errorf("d=%d: %+v, want zeros", d, got)
		}
	}
	// A coordinate on which the laws agree changes nothing.
	short, long := Of([]float64{1.3, 0.4}), Of([]float64{1, 1.3, 1, 0.4, 1})
	if math.Abs(short.TV-long.TV) > slack || math.Abs(short.JS-long.JS) > slack {
		t.Errorf("%+v with, %+v without equal coordinates", long, short)
	}
}

func TestSingularLaws(t *testing.T) {
	want := Distances{TV: 1, JS: math.Ln2, KL: math.Inf(1), ReverseKL: math.Inf(1), Hellinger: 1}
	for _, lambda := range [][]float64{{0}, {0, 1, 2}, {1, math.Inf(1)}, {-1e-18, 1}} {
		if got := Of(lambda); got != want {
			t.Errorf("Of(%v) = %+v, want %+v", lambda, got, want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic on NaN")
		}
	}()
	TV([]float64{1, math.NaN()})
}

// Every float64 spectrum has finite distances (KL may overflow to +Inf).
func TestExtremeSpectra(t *testing.T) {
	extremes := []float64{math.SmallestNonzeroFloat64, 1e-308, 1e-40, 1e-12, 1 - 0x1p-53, 1, 1 + 0x1p-52, 1e12, 1e40, math.MaxFloat64}
	check := func(lambda []float64) {
		d := Of(lambda)
		if !(d.TV >= 0 && d.TV <= 1 && d.JS >= 0 && d.JS <= math.Ln2 && d.Hellinger >= 0 && d.Hellinger <= 1 && d.KL >= 0 && d.ReverseKL >= 0) {
			t.Errorf("Of(%v) = %+v", lambda, d)
		}
	}
	for _, a := range extremes {
		for _, b := range extremes {
			check([]float64{a, b})
			check(append(repeat(a, 64), repeat(b, 64)...))
		}
	}
	// One direction that differs by 10¹²: 1 − TV is small but far from zero.
	if got, want := TV([]float64{1e12}), tvOne(1e12); math.Abs(got-want) > slack {
		t.Errorf("TV(1e12) = %v, want %v", got, want)
	}
	// Branch points e^{−70} away from both poles.
	if got := TV([]float64{math.Exp(-70), math.Exp(70)}); math.Abs(got-1) > slack {
		t.Errorf("TV(e^−70, e^70) = %v, want 1", got)
	}
}

// The contour must have converged: another starting point gives the same value.
func TestContourIndependence(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	var shifted worst
	for _, d := range []int{1, 2, 5, 20, 128} {
		for _, spread := range []float64{0.01, 0.3, 1, 6} {
			lambda := randomSpectrum(rng, d, spread/math.Sqrt(float64(d)))
			ratio := newLogRatio(lambda)
			s0 := ratio.saddle(0, 1)
			shifted.see(ratio.invert(0.8*s0), ratio.invert(s0), 1, "overlap")
			s0 = ratio.saddle(ratio.leftEnd(), 0)
			shifted.see(ratio.invert(0.8*s0), ratio.invert(s0), 1, "excess")
			shifted.see(1-ratio.invert(ratio.saddle(0, 1)), -ratio.invert(s0), 1, "overlap against excess")
		}
	}
	shifted.check(t, "contour", 1e-11)
}
