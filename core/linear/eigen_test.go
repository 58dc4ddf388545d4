package linear

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

func symmetric(rng *rand.Rand, d int) []float64 {
	a := make([]float64, d*d)
	for i := range d {
		for j := range i + 1 {
			a[i*d+j] = rng.NormFloat64()
			a[j*d+i] = a[i*d+j]
		}
	}
	return a
}

func TestEigenvalues(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, d := range []int{1, 2, 3, 7, 20, 61} {
		a := symmetric(rng, d)
		var e mat.EigenSym
		if !e.Factorize(mat.NewSymDense(d, slices.Clone(a)), false) {
			t.Fatal("gonum finds none")
		}
		want := e.Values(nil)
		// The tridiagonal matrix has the same eigenvalues: those of it are found from it alone.
		diagonal, off := Tridiagonal(slices.Clone(a), d)
		small := mat.NewSymDense(d, nil)
		for i, v := range diagonal {
			small.SetSym(i, i, v)
			if i+1 < d {
				small.SetSym(i, i+1, off[i])
			}
		}
		var reduced mat.EigenSym
		if !reduced.Factorize(small, false) || off[d-1] != 0 {
			t.Fatal("gonum finds none of the tridiagonal matrix")
		}
		got, ok := Eigenvalues(a, d)
		if !ok {
			t.Fatalf("d=%d: none", d)
		}
		for i := range d {
			if math.Abs(got[i]-want[i]) > 1e-12 || math.Abs(reduced.Values(nil)[i]-want[i]) > 1e-12 {
				t.Errorf("d=%d: eigenvalue %d is %v, want %v", d, i, got[i], want[i])
			}
		}
	}
	if got, ok := Eigenvalues(make([]float64, 4), 2); !ok || got[0] != 0 || got[1] != 0 {
		t.Errorf("of 0: %v", got)
	}
}
