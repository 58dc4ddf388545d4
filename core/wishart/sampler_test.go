package wishart

import (
	"math"
	"slices"
	"testing"

	"saddle/core/linear"
	"saddle/core/rng"
)

// distance is the Kolmogorov–Smirnov distance of a sample from a law, in units of 1/√(its size): above 1.95 once in 1000.
func distance(x []float64, cdf func(float64) float64) float64 {
	slices.Sort(x)
	worst, n := 0.0, float64(len(x))
	for i, v := range x {
		f := cdf(v)
		worst = math.Max(worst, math.Max(f-float64(i)/n, float64(i+1)/n-f))
	}
	return worst * math.Sqrt(n)
}

func TestSamplersHaveTheExactLaw(t *testing.T) {
	for _, c := range []struct{ beta, n, p int }{{1, 4, 2}, {1, 64, 32}, {1, 9, 9}, {1, 3, 8}, {2, 4, 2}, {2, 12, 6}, {2, 3, 5}, {1, 6, 1}} {
		law := NewLaw(c.beta, c.n, c.p)
		r := rng.New(5, "edge")
		thin, full := NewSampler(c.beta, c.n, c.p, 1), NewDense(Gaussian, 0, c.beta, c.n, c.p, 1)
		var x, y []float64
		for range 10_000 {
			x = append(x, thin.Draw(r))
		}
		for range 2000 {
			y = append(y, full.Draw(r))
		}
		if a, b := distance(x, law.CDF), distance(y, law.CDF); a > 1.95 || b > 1.95 {
			t.Errorf("β=%d, %d×%d: √n times the distance is %.2f by bidiagonal, %.2f by full matrices", c.beta, c.n, c.p, a, b)
		}
	}
}

// A column of another variance enters both samplers in the same way.
func TestSpikedSamplersAgree(t *testing.T) {
	for _, c := range []struct {
		beta, n, p int
		l          float64
	}{{1, 20, 6, 2.5}, {1, 5, 9, 4}, {2, 12, 4, 0.3}, {2, 10, 4, 3}} {
		r := rng.New(6, "edge")
		thin, full := NewSampler(c.beta, c.n, c.p, c.l), NewDense(Gaussian, 0, c.beta, c.n, c.p, c.l)
		const draws = 6000
		var x, y []float64
		for range draws {
			x, y = append(x, thin.Draw(r)), append(y, full.Draw(r))
		}
		slices.Sort(y)
		among := func(v float64) float64 { i, _ := slices.BinarySearch(y, v); return float64(i) / draws }
		if d := distance(x, among) / math.Sqrt2; d > 1.95 {
			t.Errorf("%+v: √(n/2) times the distance of the two samples is %.2f", c, d)
		}
	}
}

// Largest finds what all eigenvalues show, also a double one.
func TestLargest(t *testing.T) {
	r := rng.New(7, "edge")
	for _, d := range []int{1, 2, 3, 8, 40} {
		x := make([]float64, (d+3)*d)
		r.Normals(x)
		a := make([]float64, d*d)
		for i := range d {
			for j := range d {
				for k := range d + 3 {
					a[i*d+j] += x[k*d+i] * x[k*d+j]
				}
			}
		}
		all, ok := linear.Eigenvalues(slices.Clone(a), d)
		if got := Largest(slices.Clone(a), d); !ok || math.Abs(got/all[d-1]-1) > 1e-12 {
			t.Errorf("d=%d: %v, want %v", d, got, all[d-1])
		}
		double := make([]float64, 4*d*d)
		for i := range d {
			copy(double[i*2*d:], a[i*d:(i+1)*d])
			copy(double[(d+i)*2*d+d:], a[i*d:(i+1)*d])
		}
		if got := Largest(double, 2*d); math.Abs(got/all[d-1]-1) > 1e-12 {
			t.Errorf("d=%d, twice: %v, want %v", d, got, all[d-1])
		}
	}
	if got := Largest(make([]float64, 9), 3); got != 0 {
		t.Errorf("of 0: %v", got)
	}
}

// Entries have mean 0 and E|x|² = 1, and the fourth moments of their laws.
func TestEntries(t *testing.T) {
	for law, fourth := range map[string]float64{Gaussian: 3, Sign: 1, Uniform: 9.0 / 5, Student: 9} {
		for _, beta := range []int{1, 2} {
			m := NewDense(law, 5, beta, 1, 1, 1)
			r := rng.New(8, "edge")
			x := make([]float64, 400_000)
			m.draw(r, x)
			var sum [5]float64
			for _, v := range x {
				v *= math.Sqrt(float64(beta))
				for k, f := 1, v; k < 5; k, f = k+1, f*v {
					sum[k] += f / float64(len(x))
				}
			}
			within := 0.01
			if law == Student {
				within = 0.02 // its fourth moment has no variance
			} else if math.Abs(sum[4]-fourth) > 0.03 {
				t.Errorf("%s: fourth moment %v, want %v", law, sum[4], fourth)
			}
			if math.Abs(sum[1]) > within || math.Abs(sum[2]-1) > within {
				t.Errorf("%s, β=%d: mean %v, variance %v", law, beta, sum[1], sum[2])
			}
		}
	}
}

// The test at 5 % by Ma's constants, exactly.
func TestSize(t *testing.T) {
	const quantile = 0.9793160534695236 // of F₁ at 95 %
	for _, c := range []struct{ n, d int }{{100, 2}, {400, 2}, {400, 8}} {
		size := 1 - NewLaw(1, c.n, c.d).CDF(ConstantsOf(Ma, 1, c.n, c.d).At(quantile))
		t.Logf("n=%d, d=%d: %.4f", c.n, c.d, size)
		if size < 0.04 || size > 0.06 {
			t.Errorf("n=%d, d=%d: the size is %v", c.n, c.d, size)
		}
	}
}

// Above the least variance that can be found the largest eigenvalue follows it, below it does not.
func TestSpikedLimit(t *testing.T) {
	const n, p = 4000, 1000
	if got := Detectable(n, p); got != 1.5 {
		t.Errorf("detectable from %v", got)
	}
	for _, l := range []float64{1, 1.3, 2, 3} {
		s := NewSampler(1, n, p, l)
		r := rng.New(9, "edge")
		mean := 0.0
		for range 40 {
			mean += s.Draw(r) / n / 40
		}
		if want := Spiked(n, p, l); math.Abs(mean/want-1) > 0.01 {
			t.Errorf("variance %v: λ/n is %v, want %v", l, mean, want)
		}
	}
}

func BenchmarkSampler32(b *testing.B) {
	s, r := NewSampler(1, 64, 32, 1), rng.New(1, "edge")
	for b.Loop() {
		s.Draw(r)
	}
}

func BenchmarkSampler128(b *testing.B) {
	s, r := NewSampler(1, 256, 128, 1), rng.New(1, "edge")
	for b.Loop() {
		s.Draw(r)
	}
}

func BenchmarkDense32(b *testing.B) {
	s, r := NewDense(Sign, 0, 1, 64, 32, 1), rng.New(1, "edge")
	for b.Loop() {
		s.Draw(r)
	}
}

func BenchmarkDenseComplex16(b *testing.B) {
	s, r := NewDense(Student, 3, 2, 32, 16, 1), rng.New(1, "edge")
	for b.Loop() {
		s.Draw(r)
	}
}
