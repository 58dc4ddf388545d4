package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestProducts checks the shapes of the public functions on a product that can be done by hand.
func TestProducts(t *testing.T) {
	a := []float64{1, 2, 3, 4, 5, 6} // 2×3
	b := []float64{1, 0, 2, 1, 0, 3} // 3×2
	c := make([]float64, 4)
	Gemm(2, 2, 3, a, 3, 1, b, 2, c, 2)
	sameBits(t, "A·B", c, []float64{5, 11, 14, 23})

	c = make([]float64, 9)
	Gemm(3, 3, 2, a, 1, 3, a, 3, c, 3)
	gram := []float64{17, 22, 27, 22, 29, 36, 27, 36, 45}
	sameBits(t, "Aᵀ·A", c, gram)

	c = make([]float64, 9)
	GemmUpper(3, 2, a, 1, 3, a, 3, c, 3)
	Symmetrize(3, c)
	sameBits(t, "Aᵀ·A by its upper triangle", c, gram)

	tr := make([]float64, 9)
	Transpose(3, tr, []float64{1, 2, 3, 4, 5, 6, 7, 8, 9})
	sameBits(t, "Transpose", tr, []float64{1, 4, 7, 2, 5, 8, 3, 6, 9})

	q := make([]float64, 2)
	RowDot(2, 3, a, []float64{1, 1, 1, 1, 0, 2}, q)
	sameBits(t, "RowDot", q, []float64{6, 16})

	s := make([]float64, 6)
	ScaleRows(2, 3, s, []float64{2, -1}, a)
	sameBits(t, "ScaleRows", s, []float64{2, 4, 6, -4, -5, -6})

	y := []float64{1, 1, 1}
	Axpy(2, []float64{1, 2, 3}, y)
	sameBits(t, "Axpy", y, []float64{3, 5, 7})
}

// TestMirrors compares Transpose and Symmetrize with what they do, element by element.
func TestMirrors(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 2))
	for n := range 40 {
		src, got := randoms(r, n*n), poisoned(n*n)
		Transpose(n, got, src)
		want, mirrored := poisoned(n*n), append([]float64{}, src...)
		for i := range n {
			for j := range n {
				want[j*n+i] = src[i*n+j]
				mirrored[max(i, j)*n+min(i, j)] = src[min(i, j)*n+max(i, j)]
			}
		}
		sameBits(t, "Transpose", got, want)
		got = append(got[:0], src...)
		Symmetrize(n, got)
		sameBits(t, "Symmetrize", got, mirrored)
	}
}

// TestGemmLeavesTheRest checks that nothing is written outside of the m×n elements of C.
func TestGemmLeavesTheRest(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	for range 200 {
		m, n, k, ldc := 1+r.IntN(9), 1+r.IntN(9), r.IntN(9), 10+r.IntN(3)
		a, b := randoms(r, m*k), randoms(r, k*n)
		before := randoms(r, 12*ldc)
		after := append([]float64{}, before...)
		Gemm(m, n, k, a, k, 1, b, n, after, ldc)
		for i := range m {
			copy(after[i*ldc:i*ldc+n], before[i*ldc:])
		}
		sameBits(t, "outside of C", after, before)
	}
}

func TestPanics(t *testing.T) {
	s := func(n int) []float64 { return make([]float64, n) }
	for what, f := range map[string]func(){
		"Gemm: short a":            func() { Gemm(2, 3, 4, s(7), 4, 1, s(12), 3, s(6), 3) },
		"Gemm: short transposed a": func() { Gemm(2, 3, 4, s(7), 1, 2, s(12), 3, s(6), 3) },
		"Gemm: short b":            func() { Gemm(2, 3, 4, s(8), 4, 1, s(11), 3, s(6), 3) },
		"Gemm: short c":            func() { Gemm(2, 3, 4, s(8), 4, 1, s(12), 3, s(5), 3) },
		"Gemm: ldb < n":            func() { Gemm(2, 3, 4, s(8), 4, 1, s(12), 2, s(6), 3) },
		"Gemm: ldc < n":            func() { Gemm(2, 3, 4, s(8), 4, 1, s(12), 3, s(6), 2) },
		"Gemm: negative m":         func() { Gemm(-1, 3, 4, s(8), 4, 1, s(12), 3, s(6), 3) },
		"Gemm: negative n":         func() { Gemm(2, -3, 4, s(8), 4, 1, s(12), 3, s(6), 3) },
		"Gemm: negative k":         func() { Gemm(2, 3, -4, s(8), 4, 1, s(12), 3, s(6), 3) },
		"Gemm: negative stride":    func() { Gemm(2, 3, 4, s(8), -4, 1, s(12), 3, s(6), 3) },
		"Gemm: huge stride":        func() { Gemm(2, 3, 4, s(8), math.MaxInt/2, 1, s(12), 3, s(6), 3) },
		"Symmetrize: negative n":   func() { Symmetrize(-1, s(9)) },
		"Transpose: negative n":    func() { Transpose(-1, s(9), s(9)) },
		"GemmUpper: short c":       func() { GemmUpper(3, 4, s(12), 4, 1, s(12), 3, s(8), 3) },
		"Symmetrize: short c":      func() { Symmetrize(3, s(8)) },
		"Transpose: short dst":     func() { Transpose(3, s(8), s(9)) },
		"Transpose: short src":     func() { Transpose(3, s(9), s(8)) },
		"RowDot: short p":          func() { RowDot(2, 3, s(5), s(6), s(2)) },
		"RowDot: short z":          func() { RowDot(2, 3, s(6), s(5), s(2)) },
		"RowDot: short q":          func() { RowDot(2, 3, s(6), s(6), s(1)) },
		"RowDot: negative m":       func() { RowDot(-2, -3, s(6), s(6), s(1)) },
		"ScaleRows: short dst":     func() { ScaleRows(2, 3, s(5), s(2), s(6)) },
		"ScaleRows: short s":       func() { ScaleRows(2, 3, s(6), s(1), s(6)) },
		"ScaleRows: short src":     func() { ScaleRows(2, 3, s(6), s(2), s(5)) },
		"Axpy: lengths":            func() { Axpy(1, s(3), s(4)) },
		"Sigmoid: lengths":         func() { Sigmoid(s(3), s(4)) },
		"Rectify: lengths":         func() { Rectify(s(3), s(4), 0) },
		"RectifyGrad: lengths":     func() { RectifyGrad(s(3), s(4), 0) },
	} {
		t.Run(what, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("does not panic")
				}
			}()
			f()
		})
	}
}

func TestNothingAllocates(t *testing.T) {
	for _, d := range []int{1, 2, 3, 8, 33} {
		const m = 40
		x, z, s, w := make([]float64, m*d), make([]float64, m*d), make([]float64, m), make([]float64, d*d)
		for what, f := range map[string]func(){
			"Gemm":        func() { Gemm(m, d, d, x, d, 1, w, d, z, d) },
			"Gemm of Aᵀ":  func() { Gemm(d, d, m, x, 1, d, z, d, w, d) },
			"GemmUpper":   func() { GemmUpper(d, m, x, 1, d, z, d, w, d) },
			"Symmetrize":  func() { Symmetrize(d, w) },
			"Transpose":   func() { Transpose(d, z, w) },
			"RowDot":      func() { RowDot(m, d, x, z, s) },
			"ScaleRows":   func() { ScaleRows(m, d, z, s, x) },
			"Axpy":        func() { Axpy(2, x, z) },
			"Sigmoid":     func() { Sigmoid(z, x) },
			"Rectify":     func() { Rectify(z, x, 0.1) },
			"RectifyGrad": func() { RectifyGrad(z, x, 0.1) },
			"scalars": func() {
				x[0] = Exp(x[0]) + Expm1(x[0]) + Log(x[0]) + Softplus(x[0]) + Pow(x[0], 2) + Tanh(x[0]) + Atanh(x[0]) + Logit(x[0])
			},
		} {
			if n := testing.AllocsPerRun(20, f); n != 0 {
				t.Errorf("d=%d: %s allocates %v times", d, what, n)
			}
		}
		for _, impl := range implementations {
			step := newStep(d)
			if n := testing.AllocsPerRun(2, func() { step.run(impl) }); n != 0 {
				t.Errorf("d=%d: a step of %s allocates %v times", d, impl.name, n)
			}
		}
	}
}
