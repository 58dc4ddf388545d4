package metric

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// As λ → 1 along a unit direction e, TV/‖λ−1‖ → ¼ E|Σ e_i (z_i² − 1)|.
func TestSmallPerturbations(t *testing.T) {
	const size = 1e-5
	for _, c := range []struct {
		name      string
		direction []float64
		want      float64
		tol       float64
	}{
		{"d=1, φ(1)", []float64{1}, 0.2419707, 1e-5},
		{"d=2, opposite, 1/(π√2)", []float64{1 / math.Sqrt2, -1 / math.Sqrt2}, 0.2250791, 1e-5},
		{"d=2, equal, 1/(e√2)", repeat(1/math.Sqrt2, 2), 0.2601300, 1e-5},
		{"large d, 1/(2√π)", repeat(1/math.Sqrt(4000), 4000), 0.2820948, 1e-4},
	} {
		lambda := make([]float64, len(c.direction))
		for i, e := range c.direction {
			lambda[i] = 1 + size*e
		}
		norm := math.Sqrt(FrobeniusSq(lambda))
		d := Of(lambda)
		if got := d.TV / norm; math.Abs(got-c.want) > c.tol {
			t.Errorf("%s: TV/‖λ−1‖ = %.7f, want %.7f", c.name, got, c.want)
		}
		for _, q := range []struct {
			name      string
			got, want float64
		}{{"JS", d.JS, 1. / 16}, {"KL", d.KL, 1. / 4}, {"ReverseKL", d.ReverseKL, 1. / 4}, {"Hellinger²", d.Hellinger * d.Hellinger, 1. / 16}} {
			if math.Abs(q.got/(norm*norm)-q.want) > 1e-5 {
				t.Errorf("%s: %s/‖λ−1‖² = %v, want %v", c.name, q.name, q.got/(norm*norm), q.want)
			}
		}
	}
}

func TestDevroyeBand(t *testing.T) {
	lo, hi := DevroyeBand([]float64{1.3, 0.6}) // ‖λ−1‖ = ½
	if math.Abs(lo-0.005) > slack || math.Abs(hi-0.75) > slack {
		t.Errorf("band [%v, %v], want [0.005, 0.75]", lo, hi)
	}
	if lo, hi = DevroyeBand([]float64{0, 5}); lo != 0.01 || hi != 1 {
		t.Errorf("band [%v, %v] far apart, want [0.01, 1]", lo, hi)
	}
	rng := rand.New(rand.NewPCG(4, 4))
	for range 300 {
		lambda := randomSpectrum(rng, 1+rng.IntN(16), math.Exp(-8*rng.Float64()))
		lo, hi := DevroyeBand(lambda)
		if tv := TV(lambda); !(lo <= tv && tv <= hi) {
			t.Errorf("TV(%v) = %v outside [%v, %v]", lambda, tv, lo, hi)
		}
	}
}

// The constant against integrals over the density of χ²_d itself.
func TestFloorConstant(t *testing.T) {
	var w worst
	for _, d := range []int{2, 3, 4, 8, 16, 64, 128} {
		dim := float64(d)
		logGamma, _ := math.Lgamma(dim / 2)
		mean := integrate(func(r float64) float64 {
			density := math.Exp((dim/2-1)*math.Log(r) - r/2 - dim/2*math.Ln2 - logGamma)
			return density * math.Sqrt((r-1)*(r-1)+dim-1)
		}, 0, dim+20*math.Sqrt(dim)+60, 1e-12)
		w.see(FloorTV(d, 1e8), mean/(2*math.Sqrt(math.Pi*1e8)), FloorTV(d, 1e8), fmt.Sprintf("d=%d", d))
	}
	w.check(t, "C_d, relative", 1e-9)
	// d = 1: λ−1 is Gaussian of variance 2/n, so C_1 = φ(1) √(4/π).
	phi := math.Exp(-0.5) / math.Sqrt(2*math.Pi)
	if got, want := FloorTV(1, 400), phi*math.Sqrt(4/math.Pi)/20; math.Abs(got-want) > slack {
		t.Errorf("FloorTV(1, 400) = %v, want %v", got, want)
	}
	large := FloorTV(128, 1e8) / math.Sqrt(128*129/(4*math.Pi*1e8))
	if large < 0.99 || large > 1 {
		t.Errorf("FloorTV(128)/asymptote = %v, want just below 1", large)
	}
}

func TestFloorOfSampleCovariance(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for _, c := range []struct{ d, perDim, runs int }{
		{1, 64, 600}, {2, 64, 600}, {4, 64, 300}, {8, 64, 100}, {2, 16, 600}, {8, 16, 150}, {4, 4, 400}, {16, 4, 60},
	} {
		n := c.d * c.perDim
		bias := map[int]float64{64: 0.012, 16: 0.035, 4: 0.12}[c.perDim] // FloorTV's documented accuracy
		var tv moments
		for range c.runs {
			lambda, err := Spectrum(sampleCovariance(rng, c.d, n), identity(c.d), c.d)
			if err != nil {
				t.Fatal(err)
			}
			tv.add(TV(lambda))
		}
		got := FloorTV(c.d, float64(n))
		t.Logf("d=%d n=%d: predicted %.4f, simulated %.4f ± %.4f", c.d, n, got, tv.mean(), tv.standardError())
		if math.Abs(got-tv.mean()) > 4*tv.standardError()+bias*tv.mean() {
			t.Errorf("d=%d n=%d: predicted %v, simulated %v ± %v", c.d, n, got, tv.mean(), tv.standardError())
		}
	}
}

func TestFloorEdges(t *testing.T) {
	for _, n := range []float64{-1, 0, 3.5} {
		if got := FloorTV(4, n); got != 1 {
			t.Errorf("FloorTV(4, %v) = %v, want 1", n, got)
		}
	}
	if got := FloorTV(4, math.Inf(1)); got != 0 {
		t.Errorf("FloorTV(4, ∞) = %v, want 0", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic for d=0")
		}
	}()
	FloorTV(0, 10)
}

// sampleCovariance returns (1/n) Σ x xᵀ for n draws of N(0, I), d×d row-major.
func sampleCovariance(rng *rand.Rand, d, n int) []float64 {
	s, x := make([]float64, d*d), make([]float64, d)
	for range n {
		for i := range x {
			x[i] = rng.NormFloat64()
		}
		for i := range x {
			for j := range x {
				s[i*d+j] += x[i] * x[j] / float64(n)
			}
		}
	}
	return s
}

func identity(d int) []float64 {
	m := make([]float64, d*d)
	for i := range d {
		m[i*d+i] = 1
	}
	return m
}
