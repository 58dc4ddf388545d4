package theory

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"

	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/linear"
	"saddle/core/metric"
	"saddle/core/rng"
)

func TestConstant(t *testing.T) {
	for d, want := range map[int]float64{1: 0.27303, 2: 0.53889, 8: 2.1550} {
		if got := Constant(d); math.Abs(got-want) > 5e-5*want {
			t.Errorf("C_%d = %v, want %v", d, got, want)
		}
		f, ok := NewExpectedFloor(gan.NewActivation(gan.Tanh, 0, nil), nil, d).TV(1e12)
		if !ok || math.Abs(f.Mean*1e6-Constant(d)) > 1e-6*want {
			t.Errorf("d = %d: the mean at large n is %v/√n", d, f.Mean*1e6)
		}
	}
	for _, d := range []int{2, 3, 16, 64, 128} { // against the integral over the density of χ²_d itself
		dim := float64(d)
		logGamma, _ := math.Lgamma(dim / 2)
		mean := quad.Fixed(func(r float64) float64 {
			return math.Exp((dim/2-1)*math.Log(r)-r/2-dim/2*math.Ln2-logGamma) * math.Sqrt((r-1)*(r-1)+dim-1)
		}, 0, dim+20*math.Sqrt(dim)+60, 1000, quad.Legendre{}, 0)
		near(t, fmt.Sprint("C_", d), Constant(d), mean/(2*math.Sqrt(math.Pi)), 1e-6)
	}
	near(t, "C_1, closed form", Constant(1), 2*kernel.NormalDensity(1)/math.Sqrt(math.Pi), 1e-14)
	near(t, "C_128 over its limit", Constant(128)/math.Sqrt(128*129/(4*math.Pi)), 1, 0.01)
}

// For d = 1 the limit is φ(1)√2|z|: its quantiles are those of |z|.
func TestBandOnTheLine(t *testing.T) {
	f := oneToOne(1)
	for got, z := range map[float64]float64{f.Low68: 0.2018934, f.High68: 1.4050716, f.Low95: 0.0313380, f.High95: 2.2414027} {
		near(t, "quantile", got, kernel.NormalDensity(1)*math.Sqrt2*z, 1e-6)
	}
}

// sampleCovariance sets s to that of n standard normal samples in dimension d, by Bartlett's decomposition.
func sampleCovariance(s []float64, d, n int, r *rng.Stream) {
	l, z := make([]float64, d*d), make([]float64, n)
	for i := range d {
		r.Normals(z[:n-i])
		sum := 0.0
		for _, v := range z[:n-i] {
			sum += v * v
		}
		l[i*d+i] = math.Sqrt(sum / float64(n))
		r.Normals(z[:i])
		for j := range i {
			l[i*d+j] = z[j] / math.Sqrt(float64(n))
		}
	}
	copy(s, linear.Congruent(l, linear.Identity(d), d))
}

// rooted returns a factor of the covariance s, as package metric takes laws.
func rooted(t *testing.T, s []float64, d int) []float64 {
	t.Helper()
	w, err := metric.Factor(s, d)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// The floor is what sample covariances have, with exact distances: the mean within 2.5 % from d + 1 samples on, and
// within 1 % from 10d on, and the shares below the quantiles within 4 and 2 in 100.
func TestFloorOfSampleCovariances(t *testing.T) {
	for _, c := range []struct{ d, n, sets int }{
		{1, 50, 4000}, {1, 200, 2000}, {1, 1000, 1000}, {2, 3, 4000}, {2, 10, 4000}, {2, 50, 4000}, {2, 200, 2000}, {2, 1000, 2000},
		{4, 5, 2000}, {4, 50, 2000}, {4, 200, 2000}, {4, 1000, 2000}, {8, 9, 2000}, {8, 50, 2000}, {8, 200, 2000}, {8, 1000, 500},
		{16, 17, 400}, {16, 50, 400}, {16, 200, 400}, {16, 1000, 200},
	} {
		t.Run(fmt.Sprintf("d=%d/n=%d", c.d, c.n), func(t *testing.T) {
			r, s := rng.New(uint64(c.n), fmt.Sprint("floor", c.d)), make([]float64, c.d*c.d)
			tv := make([]float64, c.sets)
			for k := range tv {
				sampleCovariance(s, c.d, c.n, r)
				lambda, err := metric.Spectrum(rooted(t, s, c.d), linear.Identity(c.d), c.d)
				if err != nil {
					t.Fatal(err)
				}
				tv[k] = metric.TV(lambda)
			}
			f, ok := NewExpectedFloor(gan.NewActivation(gan.Identity, 0, nil), nil, c.d).TV(float64(c.n))
			if !ok {
				t.Fatal("unknown")
			}
			compare(t, f, tv, c.n >= 10*c.d)
		})
	}
}

// compare looks at the mean of a sample from the law of which f tells, and at how many lie below its quantiles.
func compare(t *testing.T, f Floor, x []float64, many bool) {
	t.Helper()
	slices.Sort(x)
	n, mean, square := float64(len(x)), 0.0, 0.0
	for _, v := range x {
		mean += v / n
		square += v * v / n
	}
	bias, slack := 0.025, 0.04
	if many {
		bias, slack = 0.01, 0.02
	}
	if se := math.Sqrt((square - mean*mean) / n); math.Abs(mean-f.Mean) > bias*f.Mean+3*se {
		t.Errorf("mean %.5f ± %.5f, expected %.5f", mean, se, f.Mean)
	}
	for i, q := range []float64{f.Low68, f.High68, f.Low95, f.High95} {
		below, _ := slices.BinarySearch(x, q)
		share, se := float64(below)/n, math.Sqrt(levels[i]*(1-levels[i])/n)
		if math.Abs(share-levels[i]) > slack+3*se {
			t.Errorf("below quantile %v: %.4f ± %.4f", levels[i], share, se)
		}
	}
}

func TestFloorEdges(t *testing.T) {
	one := NewExpectedFloor(gan.NewActivation(gan.Leaky, 0.5, nil), nil, 4)
	for _, n := range []float64{0, 3, 4, math.NaN()} {
		if f, ok := one.TV(n); ok {
			t.Errorf("%v samples have the floor %v", n, f)
		}
	}
	for _, d := range []int{1, 2, 8, 128} {
		f, ok := NewExpectedFloor(gan.NewActivation(gan.Identity, 0, nil), nil, d).TV(float64(d + 1))
		if !ok || !(0 < f.Low95 && f.Low95 < f.Low68 && f.Low68 < f.Mean && f.Mean < f.High68 && f.High68 <= f.High95 && f.High95 <= 1) {
			t.Errorf("d = %d: %v", d, f)
		}
	}
	relu := gan.NewActivation(gan.ReLU, 0, nil)
	if NewExpectedFloor(relu, linear.Identity(3), 3).Known() || NewExpectedFloor(relu, []float64{1, 1, 1, 1}, 2).Known() {
		t.Error("a floor is known that is not")
	}
}
