package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// sameBits fails the test at the first element whose bits differ, except between two NaNs, whose payload no platform
// promises.
func sameBits(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i := range want {
		if math.Float64bits(got[i]) != math.Float64bits(want[i]) && !(math.IsNaN(got[i]) && math.IsNaN(want[i])) {
			t.Fatalf("%s: element %d is %x (%v), want %x (%v)", what, i,
				math.Float64bits(got[i]), got[i], math.Float64bits(want[i]), want[i])
		}
	}
}

// randoms returns n numbers of mixed sizes, with zeros of both signs among them, and sometimes nothing but zeros.
func randoms(r *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	zerosOnly := r.IntN(8) == 0
	for i := range x {
		switch {
		case zerosOnly, r.IntN(10) == 0:
			x[i] = math.Copysign(0, r.Float64()-0.5)
		default:
			x[i] = r.NormFloat64() * math.Exp2(float64(r.IntN(40)-20))
		}
	}
	return x
}

// poisoned returns n NaNs, so that a result left unwritten shows.
func poisoned(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = math.NaN()
	}
	return x
}

type shape struct{ m, n, k int }

// gemmShapes are the sizes of training at several d, and many random ones.
func gemmShapes(r *rand.Rand) []shape {
	shapes := []shape{{256, 2, 2}, {2, 2, 256}, {256, 8, 8}, {8, 8, 256}, {128, 128, 128}, {256, 32, 32}, {33, 64, 130}, {64, 64, 300}, {64, 64, 512}, {48, 48, 520}, {100, 40, 64}, {12, 12, 24}, {17, 48, 65}, {0, 3, 2}, {3, 0, 2}, {3, 3, 0}, {5, 5, 0}}
	for m := 1; m <= 6; m++ {
		for n := 1; n <= 6; n++ {
			for k := 1; k <= 9; k++ {
				shapes = append(shapes, shape{m, n, k})
			}
		}
	}
	for range 300 {
		shapes = append(shapes, shape{1 + r.IntN(40), 1 + r.IntN(40), 1 + r.IntN(40)})
	}
	return shapes
}

func TestGemmBits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, s := range gemmShapes(r) {
		ldb, ldc := s.n+r.IntN(3), s.n+r.IntN(3)
		for _, strides := range [][2]int{{s.k, 1}, {s.k + r.IntN(3), 1}, {1, s.m}, {1, s.m + r.IntN(3)}, {2*s.k + 1, 2}, {0, 1}, {1, 0}} {
			rs, cs := strides[0], strides[1]
			a := randoms(r, max(0, s.m-1)*rs+max(0, s.k-1)*cs+1)
			b := randoms(r, s.k*ldb)
			for _, upper := range []bool{false, true} {
				if upper && s.m != s.n {
					continue
				}
				want := poisoned(s.m * ldc)
				plainGemm(s.m, s.n, s.k, a, rs, cs, b, ldb, want, ldc, upper)
				for _, impl := range implementations[1:] {
					got := poisoned(s.m * ldc)
					impl.gemm(s.m, s.n, s.k, a, rs, cs, b, ldb, got, ldc, upper)
					if upper { // below the diagonal anything goes
						for i := range s.n {
							copy(got[i*ldc:i*ldc+i], want[i*ldc:])
						}
					}
					sameBits(t, fmt.Sprintf("%s gemm %+v strides %d %d %d %d upper=%v", impl.name, s, rs, cs, ldb, ldc, upper), got, want)
				}
			}
		}
	}
}

func TestRowBits(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	for d := range 41 {
		for _, m := range []int{0, 1, 2, 3, 7, 16} {
			p, z, s := randoms(r, m*d), randoms(r, m*d), randoms(r, m)
			want, scaled := poisoned(m), poisoned(m*d)
			plainRowDot(m, d, p, z, want)
			plainScaleRows(m, d, scaled, s, p)
			for _, impl := range implementations[1:] {
				what := fmt.Sprintf("%s %d×%d", impl.name, m, d)
				got := poisoned(m)
				impl.rowDot(m, d, p, z, got)
				sameBits(t, what+" rowDot", got, want)

				got = poisoned(m * d)
				impl.scaleRows(m, d, got, s, p)
				sameBits(t, what+" scaleRows", got, scaled)
				copy(got, p)
				impl.scaleRows(m, d, got, s, got)
				sameBits(t, what+" scaleRows in place", got, scaled)
			}
		}
	}
}

// specials are the arguments where an implementation is likely to go its own way.
var specials = []float64{
	0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.Inf(-1), 1, -1, 5e-324, -5e-324, 0x1p-1022, math.MaxFloat64,
	-math.MaxFloat64, 708, -708, 708.5, -708.5, 1e-17, -1e-17, 36.7, -36.7, math.Ln2 / 2, -math.Ln2 / 2,
}

func TestVectorBits(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	vectors := [][]float64{specials, specials[1:], specials[2:], specials[3:]}
	for n := range 40 {
		vectors = append(vectors, randoms(r, n))
	}
	for _, x := range vectors {
		start := randoms(r, len(x))
		for _, impl := range implementations[1:] {
			check := func(kernel string, got, want func(dst, x []float64)) {
				t.Helper()
				what := fmt.Sprintf("%s %s of %d", impl.name, kernel, len(x))
				g, w := append([]float64{}, start...), append([]float64{}, start...)
				got(g, x)
				want(w, x)
				sameBits(t, what, g, w)
				g, w = append([]float64{}, x...), append([]float64{}, x...)
				got(g, g)
				want(w, w)
				sameBits(t, what+" in place", g, w)
			}
			check("sigmoid", impl.sigmoid, plainSigmoid)
			for _, c := range []float64{0, math.Copysign(0, -1), 0.01, 1, -0.5, 3} {
				check(fmt.Sprint("axpy ", c),
					func(dst, x []float64) { impl.axpy(c, x, dst) }, func(dst, x []float64) { plainAxpy(c, x, dst) })
				check(fmt.Sprint("rectify ", c),
					func(dst, x []float64) { impl.rectify(dst, x, c) }, func(dst, x []float64) { plainRectify(dst, x, c) })
				check(fmt.Sprint("rectifyGrad ", c),
					func(dst, x []float64) { impl.rectifyGrad(dst, x, c) }, func(dst, x []float64) { plainRectifyGrad(dst, x, c) })
			}
		}
	}
}
