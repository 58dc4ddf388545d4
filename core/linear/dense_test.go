package linear

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/core/rng"
)

// definite returns a random symmetric positive definite matrix, AAᵀ + 0.1 I.
func definite(seed int64, n int) []float64 {
	a := make([]float64, n*n)
	rng.New(uint64(seed), "test").Normals(a)
	s := Product(a, Transposed(a, n, n), n, n, n)
	for i := range n {
		s[i*n+i] += 0.1
	}
	return s
}

// far is the largest difference, against the largest entry of b.
func far(a, b []float64) float64 {
	most, size := 0.0, 0.0
	for i, v := range b {
		most, size = math.Max(most, math.Abs(a[i]-v)), math.Max(size, math.Abs(v))
	}
	return most / size
}

// TestFactorsMultiplyOut multiplies out what Factor and the solutions by it promise.
func TestFactorsMultiplyOut(t *testing.T) {
	for seed, n := range []int{1, 2, 3, 8, 33} {
		a := definite(int64(seed), n)
		l := append([]float64(nil), a...)
		if !Factor(l, n, 0) {
			t.Fatalf("n = %d: no factor", n)
		}
		if e := far(Congruent(l, Identity(n), n), a); e > 1e-14 {
			t.Errorf("n = %d: LLᵀ is off by %.1e", n, e)
		}
		if e := far(Product(l, InvertLower(l, n), n, n, n), Identity(n)); e > 1e-12 {
			t.Errorf("n = %d: LL⁻¹ is off by %.1e", n, e)
		}
		inv, ok := Inverse(a, n, 0)
		if e := far(Product(a, inv, n, n, n), Identity(n)); !ok || e > 1e-10 {
			t.Errorf("n = %d: aa⁻¹ is off by %.1e", n, e)
		}
		const k = 3
		b := make([]float64, n*k)
		rng.New(uint64(seed), "right").Normals(b)
		x := append([]float64(nil), b...)
		SolveFactored(l, x, n, k)
		if e := far(Product(a, x, n, n, k), b); e > 1e-10 {
			t.Errorf("n = %d: ax is off by %.1e", n, e)
		}
		y := append([]float64(nil), b...)
		SolveLower(l, y, n, k)
		if e := far(Product(l, y, n, n, k), b); e > 1e-12 {
			t.Errorf("n = %d: Ly is off by %.1e", n, e)
		}
	}
}

// TestDeterminant compares log det with its closed form for 2×2 and diagonal matrices.
func TestDeterminant(t *testing.T) {
	if got, ok := Invert([]float64{4, 1, 1, 3}, make([]float64, 4), 2, 0); !ok || math.Abs(got-math.Log(11)) > 1e-15 {
		t.Errorf("log det = %v, want log 11", got)
	}
	d := []float64{2, 0, 0, 0, 5, 0, 0, 0, 0.1}
	if got, ok := Invert(d, make([]float64, 9), 3, 0); !ok || math.Abs(got) > 1e-15 || far(d, []float64{.5, 0, 0, 0, .2, 0, 0, 0, 10}) > 1e-15 {
		t.Errorf("log det = %v, inverse %v", got, d)
	}
}

// LogDeterminant of products of a permutation, a triangle and its transpose is known; a singular matrix is refused.
func TestLogDeterminant(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	for n := 1; n <= 9; n++ {
		l, turned, want := make([]float64, n*n), make([]float64, n*n), 0.0
		for i := range n {
			for j := range i {
				l[i*n+j] = r.NormFloat64()
			}
			l[i*n+i] = 0.5 + r.Float64()
			want += math.Log(l[i*n+i]) * 2
		}
		a := Product(l, Transposed(l, n, n), n, n, n)
		for i, from := range r.Perm(n) {
			copy(turned[i*n:(i+1)*n], a[from*n:(from+1)*n])
		}
		if got, ok := LogDeterminant(turned, n); !ok || math.Abs(got-want) > 1e-10 {
			t.Errorf("n = %d: log|det| = %v, want %v", n, got, want)
		}
		copy(a[(n-1)*n:], make([]float64, n))
		if got, ok := LogDeterminant(a, n); ok {
			t.Errorf("n = %d: log|det| of a singular matrix is %v", n, got)
		}
	}
}

// A column that those before it determine is found, the first of them.
func TestDependent(t *testing.T) {
	const n = 5
	for _, want := range []int{1, 2, 4, -1} {
		w := make([]float64, n*n) // rows
		r := rand.New(rand.NewPCG(5, 1))
		for i := range w {
			w[i] = r.NormFloat64()
		}
		if want > 0 {
			for j := range n {
				w[want*n+j] = w[j] - 2*w[(want-1)*n+j]
			}
		}
		if got := Dependent(Product(w, Transposed(w, n, n), n, n, n), n, 1e-12); got != want {
			t.Errorf("column %d, want %d", got, want)
		}
	}
}

// TestFactorRefuses gives Factor what is not positive definite, or only by rounding.
func TestFactorRefuses(t *testing.T) {
	for _, a := range [][]float64{{1, 2, 2, 1}, {0, 0, 0, 1}, {1, 1, 1, 1}, {math.NaN(), 0, 0, 1}} {
		if Factor(append([]float64(nil), a...), 2, 0) {
			t.Errorf("%v has a factor", a)
		}
	}
	thin := []float64{1, 1, 1, 1 + 1e-13}
	if Factor(append([]float64(nil), thin...), 2, 1e-12) || !Factor(thin, 2, 0) {
		t.Error("a pivot of 10⁻¹³ of the diagonal is lost at 10⁻¹² and there at 0")
	}
}

// What Eliminate solves for is undone by the matrix, with rows that must change places, too; a singular matrix is refused. Whiten is
// SolveLower, and the length of what that makes.
func TestEliminateAndWhiten(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for n := 1; n <= 6; n++ {
		for range 50 {
			a, x := make([]float64, n*n), make([]float64, n*2)
			for i := range a {
				a[i] = r.NormFloat64()
			}
			a[0] = 0 // the first pivot stands elsewhere
			if n == 1 {
				a[0] = 3
			}
			for i := range x {
				x[i] = r.NormFloat64()
			}
			c := Product(a, x, n, n, 2)
			if !Eliminate(append([]float64(nil), a...), c, n, 2) {
				t.Fatalf("%v is singular", a)
			}
			for i := range x {
				if math.Abs(c[i]-x[i]) > 1e-8*(1+math.Abs(x[i])) {
					t.Fatalf("n = %d: %v, want %v", n, c, x)
				}
			}
			for i := range n {
				a[i*n+i] = 1 + math.Abs(a[i*n+i])
			}
			white, solved := append([]float64(nil), x[:n]...), append([]float64(nil), x[:n]...)
			square := Whiten(a, white)
			SolveLower(a, solved, n, 1)
			if !slices.Equal(white, solved) || square != Dot(solved, solved) {
				t.Fatalf("%v of length² %v, want %v", white, square, solved)
			}
		}
		if n > 1 && Eliminate(make([]float64, n*n), make([]float64, n), n, 1) {
			t.Errorf("nothing is invertible for n = %d", n)
		}
	}
}
