//go:build go1.27 && goexperiment.simd && amd64

package kernel

import (
	"simd/archsimd"
	"unsafe"
)

// avxGemm is plainGemm, in panels of 2, 4 or 8 columns, and with wide, for processors that have AVX-512, of 16. Where
// columns do not divide into panels, the last panel overlaps the one before it and stores the same values once more.
func avxGemm(wide bool, m, n, k int, a []float64, rs, cs int, b []float64, ldb int, c []float64, ldc int, upper bool) {
	if m == 0 || n < 2 {
		plainGemm(m, n, k, a, rs, cs, b, ldb, c, ldc, upper)
		return
	}
	va, vb, vc := view(a, rs, cs), view(b, ldb, 1), view(c, ldc, 1)
	switch {
	case n == 2 && k == 2 && rs == 2 && cs == 1 && ldc == 2:
		avxSquare2(m, va, vb, vc)
		return
	case n == 2 && m == 2 && rs == 1 && cs == 2 && ldb == 2:
		avxGradient2(k, va, vb, vc)
		return
	case n%16 == 0 && m >= 16 && packs(wide, n, k):
		avxPacked(wide, m, n, k, va, vb, vc, upper)
		return
	}
	width := 0
	for j := 0; j < n; j += width {
		width = panelWidth(wide, n, n-j)
		j := min(j, n-width)
		rows := m
		if upper {
			rows = j + width
		}
		avxPanel(wide, width, rows, k, va, vb.from(j), zeros(), vc.from(j))
	}
}

// packs says whether it pays to copy the rows of B: with AVX2 from 32 columns on, where panels of twelve fit.
func packs(wide bool, n, k int) bool {
	if wide {
		return k*n >= 2048
	}
	return n >= 32 && k*n >= 1024
}

// panelWidth returns the columns of the next panel where left of n are to come: the widest panel that n has room for and
// whose second half is needed.
func panelWidth(wide bool, n, left int) int {
	width := 8
	if wide {
		width = 16
	}
	for width > 2 && (width > n || left <= width/2) {
		width /= 2
	}
	return width
}

// packedDepth is how many rows of B are taken at a time: so few that with as many columns of A they stay in the
// processor's nearest cache.
const packedDepth = 64

// avxPacked is avxGemm for n a multiple of 16. It takes the sums of all C through some rows of B before it goes on to the
// next, and copies those rows of B by panels, because rows that are a large power of two apart push each other out of
// the cache.
//
//go:nocheckptr
func avxPacked(wide bool, m, n, k int, a, b, c matrix, upper bool) {
	var buffer [packedDepth*16 + 8]float64
	packed := matrix{p: unsafe.Pointer(&buffer)}
	packed.p = unsafe.Add(packed.p, -uintptr(packed.p)&63) // whole lines of the cache
	start := zeros()
	for l := 0; l < k; l += packedDepth {
		depth := min(packedDepth, k-l)
		for j, width := 0, 0; j < n; j += width {
			width = packedWidth(wide, n-j)
			packed.row = wordSize * uintptr(width)
			rows := m
			if upper {
				rows = min(m, j+width)
			}
			avxPack(width, depth, b.at(l, j), b.row, packed.p)
			if l > 0 {
				start = c.from(j)
			}
			avxPanel(wide, width, rows, depth, a.from(l), packed, start, c.from(j))
		}
	}
}

// packedWidth returns the columns of the next panel where left of a multiple of 4 are to come. Of twelve columns a row of A is spread
// for three vectors and not for two.
func packedWidth(wide bool, left int) int {
	switch {
	case wide:
		return 16
	case left >= 12 && left != 16:
		return 12
	}
	return 8
}

// avxPack copies 8, 12 or 16 columns of some rows.
//
//go:nocheckptr
func avxPack(width, rows int, from unsafe.Pointer, stride uintptr, to unsafe.Pointer) {
	switch width {
	case 16:
		for range rows {
			store8(to, 0, load8(from, 0))
			store8(to, 64, load8(from, 64))
			from, to = unsafe.Add(from, stride), unsafe.Add(to, 128)
		}
	case 12:
		for range rows {
			store4(to, 0, load4(from, 0))
			store4(to, 32, load4(from, 32))
			store4(to, 64, load4(from, 64))
			from, to = unsafe.Add(from, stride), unsafe.Add(to, 96)
		}
	default:
		for range rows {
			store4(to, 0, load4(from, 0))
			store4(to, 32, load4(from, 32))
			from, to = unsafe.Add(from, stride), unsafe.Add(to, 64)
		}
	}
	archsimd.ClearAVXUpperBits()
}

// avxPanel adds A·B to start and writes it to C, for m ≥ 1 rows and as many columns as the panel is wide.
func avxPanel(wide bool, width, m, k int, a, b, start, c matrix) {
	switch {
	case width == 2:
		avxPanel2(m, k, a, b, start, c)
	case width == 4:
		avxPanel4(m, k, a, b, start, c)
	case width == 12:
		avxPanel12(m, k, a, b, start, c)
	case !wide:
		avxPanel8(m, k, a, b, start, c)
	case width == 8:
		avx512Panel8(m, k, a, b, start, c)
	default:
		avx512Panel16(m, k, a, b, start, c)
	}
}

// avxSquare2 computes C = A·B for a 2×2 matrix B, where the rows of A and C follow one another: with d = 2, one layer
// applied to a batch. Two rows make a vector. Adding zero makes two products of −0 sum to +0, as they must.
//
//go:nocheckptr
func avxSquare2(m int, a, b, c matrix) {
	var zero vector4
	b0, b1 := load2(b.p, 0), load2(b.p, b.row)
	top, bottom := zero.SetLo(b0).SetHi(b0), zero.SetLo(b1).SetHi(b1)
	p, to := a.p, c.p
	for range m / 4 {
		x, y := load4(p, 0), load4(p, 32)
		even, odd := x.ConcatPermuteScalarsGrouped(0, 2, x), x.ConcatPermuteScalarsGrouped(1, 3, x)
		store4(to, 0, zero.Add(even.Mul(top)).Add(odd.Mul(bottom)))
		even, odd = y.ConcatPermuteScalarsGrouped(0, 2, y), y.ConcatPermuteScalarsGrouped(1, 3, y)
		store4(to, 32, zero.Add(even.Mul(top)).Add(odd.Mul(bottom)))
		p, to = unsafe.Add(p, 64), unsafe.Add(to, 64)
	}
	for range m % 4 {
		x, y := spread2(p, 0), spread2(p, wordSize)
		store2(to, 0, zero.GetLo().Add(x.Mul(b0)).Add(y.Mul(b1)))
		p, to = unsafe.Add(p, 16), unsafe.Add(to, 16)
	}
	archsimd.ClearAVXUpperBits()
}

// avxGradient2 computes the 2×2 matrix C = A·B where the columns of A follow one another and the rows of B do: with d = 2, the
// sum over a batch that makes a gradient. Two terms make a vector, but are added one after the other.
//
//go:nocheckptr
func avxGradient2(k int, a, b, c matrix) {
	var c0, c1 vector2
	p, q := a.p, b.p
	for range k / 2 {
		x, y := load4(p, 0), load4(q, 0)
		top, bottom := x.ConcatPermuteScalarsGrouped(0, 0, x).Mul(y), x.ConcatPermuteScalarsGrouped(1, 1, x).Mul(y)
		c0 = c0.Add(top.GetLo()).Add(top.GetHi())
		c1 = c1.Add(bottom.GetLo()).Add(bottom.GetHi())
		p, q = unsafe.Add(p, 32), unsafe.Add(q, 32)
	}
	if k%2 == 1 {
		y := load2(q, 0)
		c0 = c0.Add(spread2(p, 0).Mul(y))
		c1 = c1.Add(spread2(p, wordSize).Mul(y))
	}
	store2(c.p, 0, c0)
	store2(c.p, c.row, c1)
	archsimd.ClearAVXUpperBits()
}
