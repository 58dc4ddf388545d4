//go:build go1.27 && goexperiment.simd && amd64

package kernel

import (
	"simd/archsimd"
	"unsafe"
)

// avxRowDot is plainRowDot, four rows at a time: a vector of 2 holds the even and the odd sum of a row.
//
//go:nocheckptr
func avxRowDot(m, d int, p, z, q []float64) {
	if d == 2 {
		avxRowDot2(m, p, z, q)
		return
	}
	pp, pz, pq := unsafe.Pointer(unsafe.SliceData(p)), unsafe.Pointer(unsafe.SliceData(z)), unsafe.Pointer(unsafe.SliceData(q))
	row, pairs := uintptr(wordSize*d), d/2
	left := m
	for ; left >= 4; left -= 4 {
		var a0, a1, a2, a3 vector2
		p0, z0 := pp, pz
		for range pairs {
			a0 = a0.Add(load2(p0, 0).Mul(load2(z0, 0)))
			a1 = a1.Add(load2(p0, row).Mul(load2(z0, row)))
			a2 = a2.Add(load2(p0, 2*row).Mul(load2(z0, 2*row)))
			a3 = a3.Add(load2(p0, 3*row).Mul(load2(z0, 3*row)))
			p0, z0 = unsafe.Add(p0, 2*wordSize), unsafe.Add(z0, 2*wordSize)
		}
		store2(pq, 0, a0.ConcatAddPairs(a1))
		store2(pq, 16, a2.ConcatAddPairs(a3))
		if d%2 == 1 {
			to := (*[4]float64)(pq)
			to[0] += lastProduct(p0, z0, 0)
			to[1] += lastProduct(p0, z0, row)
			to[2] += lastProduct(p0, z0, 2*row)
			to[3] += lastProduct(p0, z0, 3*row)
		}
		pp, pz, pq = unsafe.Add(pp, 4*row), unsafe.Add(pz, 4*row), unsafe.Add(pq, 4*wordSize)
	}
	archsimd.ClearAVXUpperBits()
	done := m - left
	tileRowDot(left, d, p[done*d:], z[done*d:], q[done:])
}

// lastProduct is the product of the numbers that lie offset bytes after p and z.
func lastProduct(p, z unsafe.Pointer, offset uintptr) float64 {
	return float64(*(*float64)(unsafe.Add(p, offset)) * *(*float64)(unsafe.Add(z, offset)))
}

// avxRowDot2 is avxRowDot for d = 2. Adding zero makes two products of −0 sum to +0, as they must.
//
//go:nocheckptr
func avxRowDot2(m int, p, z, q []float64) {
	var zero vector4
	pp, pz, pq := unsafe.Pointer(unsafe.SliceData(p)), unsafe.Pointer(unsafe.SliceData(z)), unsafe.Pointer(unsafe.SliceData(q))
	left := m
	for ; left >= 4; left -= 4 {
		s := zero.Add(load4(pp, 0).Mul(load4(pz, 0)))
		t := zero.Add(load4(pp, 32).Mul(load4(pz, 32)))
		sums := s.ConcatAddPairsGrouped(t) // of rows 0, 2, 1, 3
		low, high := sums.GetLo(), sums.GetHi()
		store2(pq, 0, low.ConcatPermuteScalars(0, 2, high))
		store2(pq, 16, low.ConcatPermuteScalars(1, 3, high))
		pp, pz, pq = unsafe.Add(pp, 64), unsafe.Add(pz, 64), unsafe.Add(pq, 32)
	}
	archsimd.ClearAVXUpperBits()
	done := m - left
	plainRowDot(left, 2, p[2*done:], z[2*done:], q[done:])
}

// avxScaleRows is plainScaleRows.
//
//go:nocheckptr
func avxScaleRows(m, d int, dst, s, src []float64) {
	if d == 2 {
		avxScaleRows2(m, dst, s, src)
		return
	}
	to, from, scale := unsafe.Pointer(unsafe.SliceData(dst)), unsafe.Pointer(unsafe.SliceData(src)), unsafe.Pointer(unsafe.SliceData(s))
	for range m {
		x := spread4(scale, 0)
		j := d
		for ; j >= 8; j -= 8 {
			store4(to, 0, x.Mul(load4(from, 0)))
			store4(to, 32, x.Mul(load4(from, 32)))
			to, from = unsafe.Add(to, 64), unsafe.Add(from, 64)
		}
		for ; j >= 2; j -= 2 {
			store2(to, 0, x.GetLo().Mul(load2(from, 0)))
			to, from = unsafe.Add(to, 16), unsafe.Add(from, 16)
		}
		if j > 0 {
			*(*float64)(to) = lastProduct(scale, from, 0)
			to, from = unsafe.Add(to, wordSize), unsafe.Add(from, wordSize)
		}
		scale = unsafe.Add(scale, wordSize)
	}
	archsimd.ClearAVXUpperBits()
}

// avxScaleRows2 is avxScaleRows for d = 2.
//
//go:nocheckptr
func avxScaleRows2(m int, dst, s, src []float64) {
	to, from, scale := unsafe.Pointer(unsafe.SliceData(dst)), unsafe.Pointer(unsafe.SliceData(src)), unsafe.Pointer(unsafe.SliceData(s))
	for range m / 4 {
		store2(to, 0, spread2(scale, 0).Mul(load2(from, 0)))
		store2(to, 16, spread2(scale, 8).Mul(load2(from, 16)))
		store2(to, 32, spread2(scale, 16).Mul(load2(from, 32)))
		store2(to, 48, spread2(scale, 24).Mul(load2(from, 48)))
		to, from, scale = unsafe.Add(to, 64), unsafe.Add(from, 64), unsafe.Add(scale, 32)
	}
	archsimd.ClearAVXUpperBits()
	done := m &^ 3
	plainScaleRows(m-done, 2, dst[2*done:], s[done:], src[2*done:])
}

// avxAxpy is plainAxpy.
//
//go:nocheckptr
func avxAxpy(alpha float64, x, y []float64) {
	from, to := unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(y))
	a := all4(alpha)
	n := len(x) &^ 7
	for range n / 8 {
		store4(to, 0, load4(to, 0).Add(a.Mul(load4(from, 0))))
		store4(to, 32, load4(to, 32).Add(a.Mul(load4(from, 32))))
		from, to = unsafe.Add(from, 64), unsafe.Add(to, 64)
	}
	archsimd.ClearAVXUpperBits()
	plainAxpy(alpha, x[n:], y[n:])
}
