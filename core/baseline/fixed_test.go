package baseline

import (
	"math"
	"slices"
	"testing"

	"saddle/core/gan"
)

// The error falls with the number of samples, about as n^−1/2. The median is taken because with k < d a run may
// stay for long at a stationary point, which their theorem, for k = d, excludes.
func TestFixedConverges(t *testing.T) {
	phi := gan.NewActivation("leaky", 0.2, nil)
	for _, d := range []int{3, 5, 7} {
		median := func(n int) float64 {
			var errors []float64
			for seed := range 5 {
				f := NewFixed(phi, d, 2, n, uint64(seed))
				for !f.Done() {
					f.Step()
				}
				errors = append(errors, math.Sqrt(f.Error()))
			}
			slices.Sort(errors)
			return errors[2]
		}
		few, many := median(300), median(4800)
		t.Logf("d = %d: ‖Z − Z_*‖_F = %.3f at n = 300, %.3f at n = 4800; predicted a ratio of about 4", d, few, many)
		if !(few/many > 2 && few/many < 8) {
			t.Errorf("d = %d: the error falls from %v to %v", d, few, many)
		}
	}
}

// The gradient is that of f at V held fixed, by finite differences.
func TestFixedGradient(t *testing.T) {
	const d, k, n = 3, 2, 200
	phi := gan.NewActivation("tanh", 0, nil)
	f := NewFixed(phi, d, k, n, 5)
	f.r.Normals(f.z)
	f.generate(f.a)
	f.second(f.v)
	for i := range f.v {
		f.v[i] = f.real[i] - f.v[i]
	}
	v := append([]float64(nil), f.v...)
	value := func(a []float64) float64 {
		f.generate(a)
		m := make([]float64, d*d)
		f.second(m)
		s := 0.0
		for i := range m {
			s += v[i] * (f.real[i] - m[i])
		}
		return s
	}
	f.descent()
	for i := range f.a {
		const h = 1e-5
		up, down := append([]float64(nil), f.a...), append([]float64(nil), f.a...)
		up[i] += h
		down[i] -= h
		want := (value(up) - value(down)) / (2 * h)
		got := -f.w[i]
		if math.Abs(got-want) > 1e-6*math.Max(1, math.Abs(want)) {
			t.Errorf("∂f/∂a_%d = %v, want %v", i, got, want)
		}
	}
}
