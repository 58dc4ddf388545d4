package kernel

import (
	_ "embed"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"saddle/build/golden"
)

// The golden hashes hold on every platform and in every implementation. After a deliberate change of the numbers, write
// them anew with: go test ./core/kernel -run Golden -update
//
//go:embed testdata/golden.txt
var recorded string

// hash is FNV-1a over the bits of x, with one NaN for all.
func hash(x []float64) uint64 {
	h := uint64(0xcbf29ce484222325)
	for _, v := range x {
		bits := math.Float64bits(v)
		if v != v {
			bits = 0x7ff8000000000001
		}
		h = (h ^ bits) * 0x100000001b3
	}
	return h
}

// uniform returns n numbers in [−scale, scale) that depend on no rounding if scale is a power of two.
func uniform(r *rand.Rand, n int, scale float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = scale * (2*r.Float64() - 1)
	}
	return x
}

func TestGolden(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	wide, narrow := append(uniform(r, 4096, 1024), specials...), append(uniform(r, 4096, 2), specials...)
	scalars := []struct {
		name string
		f    func(float64) float64
	}{
		{"Exp", Exp}, {"Expm1", Expm1}, {"Log", func(x float64) float64 { return Log(math.Abs(x)) }}, {"Softplus", Softplus},
		{"Pow", func(x float64) float64 { return Pow(math.Abs(x), -0.7) }}, {"Tanh", Tanh}, {"Atanh", Atanh}, {"Logit", Logit},
		{"Log1p", func(x float64) float64 { return Log1p(math.Abs(x)) }}, {"Sinh", Sinh}, {"Sin", sin}, {"Cos", cos}, {"Atan", Atan},
		{"Atan2", func(x float64) float64 { return Atan2(x, 0.7-x) }},
		{"NormalQuantile", func(x float64) float64 { return NormalQuantile(Logistic(x)) }},
	}
	got := ""
	for _, scalar := range scalars {
		var y []float64
		for _, x := range append(wide, narrow...) {
			y = append(y, scalar.f(x))
		}
		got += fmt.Sprintf("%s %016x\n", scalar.name, hash(y))
	}
	for i, impl := range implementations {
		lines := goldenKernels(impl, wide, narrow)
		if i == 0 {
			got += lines
		} else if want := goldenKernels(plain, wide, narrow); lines != want {
			t.Errorf("%s gives\n%swant\n%s", impl.name, lines, want)
		}
	}
	golden.Check(t, "golden.txt", recorded, got)
}

func goldenKernels(impl implementation, wide, narrow []float64) (lines string) {
	record := func(name string, x []float64) { lines += fmt.Sprintf("%s %016x\n", name, hash(x)) }
	y := make([]float64, len(wide))
	impl.sigmoid(y, wide)
	record("Sigmoid wide", y)
	impl.sigmoid(y, narrow)
	record("Sigmoid narrow", y)
	impl.rectify(y, narrow, 0.01)
	impl.rectifyGrad(y, wide, 0.01)
	record("Rectify", y)
	impl.axpy(0.1, narrow, y)
	record("Axpy", y)

	r := rand.New(rand.NewPCG(9, 1))
	for _, s := range []shape{{256, 2, 2}, {2, 2, 256}, {256, 8, 8}, {8, 8, 256}, {37, 19, 23}, {3, 3, 100}, {32, 32, 32}} {
		a, b, c := uniform(r, s.m*s.k, 1), uniform(r, s.k*s.n, 1), make([]float64, s.m*s.n)
		impl.gemm(s.m, s.n, s.k, a, s.k, 1, b, s.n, c, s.n, false)
		record(fmt.Sprint("Gemm ", s), c)
		impl.gemm(s.m, s.n, s.k, a, 1, s.m, b, s.n, c, s.n, false)
		record(fmt.Sprint("Gemm of a transpose ", s), c)
		if s.m == s.n {
			impl.gemm(s.m, s.n, s.k, a, 1, s.m, b, s.n, c, s.n, true)
			Symmetrize(s.n, c)
			record(fmt.Sprint("GemmUpper ", s), c)
		}
	}
	for _, d := range []int{2, 7, 32} {
		p, z, q := uniform(r, batch*d, 1), uniform(r, batch*d, 1), make([]float64, batch)
		impl.rowDot(batch, d, p, z, q)
		record(fmt.Sprint("RowDot ", d), q)
		impl.scaleRows(batch, d, z, q, p)
		record(fmt.Sprint("ScaleRows ", d), z)
	}
	return lines
}
