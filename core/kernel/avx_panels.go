//go:build go1.27 && goexperiment.simd && amd64

package kernel

import (
	"simd/archsimd"
	"unsafe"
)

// A panel function adds A·B to start and writes the sum to C, for m ≥ 1 rows and as many columns as its name says. It takes
// a few rows at a time, and what is left over in a second turn, where the last row is computed several times. A has any
// strides.
//
// A tile is as large as the compiler keeps in registers: with AVX2 it has sixteen, and a loop that adds to six vectors needs
// all of them, because it computes every product before it adds the first. Unrolled, the loops are slower for that. What a sum
// needs is called for in its own line, which costs nothing: for a call in a line without an instruction the compiler puts in an idle one.

// below returns the bytes to the row that lies n rows below in a matrix of some rows, or to the last one.
func (a matrix) below(n, rows int) uintptr { return a.row * uintptr(min(n, rows-1)) }

//go:nocheckptr
func avxPanel2(m, k int, a, b, start, c matrix) {
	for rows := min(4, m); m > 0; rows = m {
		a1, a2, a3 := a.below(1, rows), a.below(2, rows), a.below(3, rows)
		s1, s2, s3 := start.below(1, rows), start.below(2, rows), start.below(3, rows)
		t1, t2, t3 := c.below(1, rows), c.below(2, rows), c.below(3, rows)
		for ; m >= rows; m -= rows {
			p, q := a.p, b.p
			end := unsafe.Add(q, uintptr(k)*b.row)
			c0 := load2(start.p, 0)
			c1 := load2(start.p, s1)
			c2 := load2(start.p, s2)
			c3 := load2(start.p, s3)
			for q != end {
				c0 = c0.Add(spread2(p, 0).Mul(load2(q, 0)))
				c1 = c1.Add(spread2(p, a1).Mul(load2(q, 0)))
				c2 = c2.Add(spread2(p, a2).Mul(load2(q, 0)))
				c3 = c3.Add(spread2(p, a3).Mul(load2(q, 0)))
				p, q = unsafe.Add(p, a.col), unsafe.Add(q, b.row)
			}
			store2(c.p, 0, c0)
			store2(c.p, t1, c1)
			store2(c.p, t2, c2)
			store2(c.p, t3, c3)
			a, start, c = a.down(rows), start.down(rows), c.down(rows)
		}
	}
	archsimd.ClearAVXUpperBits()
}

//go:nocheckptr
func avxPanel4(m, k int, a, b, start, c matrix) {
	for rows := min(4, m); m > 0; rows = m {
		a1, a2, a3 := a.below(1, rows), a.below(2, rows), a.below(3, rows)
		s1, s2, s3 := start.below(1, rows), start.below(2, rows), start.below(3, rows)
		t1, t2, t3 := c.below(1, rows), c.below(2, rows), c.below(3, rows)
		for ; m >= rows; m -= rows {
			p, q := a.p, b.p
			end := unsafe.Add(q, uintptr(k)*b.row)
			c0 := load4(start.p, 0)
			c1 := load4(start.p, s1)
			c2 := load4(start.p, s2)
			c3 := load4(start.p, s3)
			for q != end {
				c0 = c0.Add(spread4(p, 0).Mul(load4(q, 0)))
				c1 = c1.Add(spread4(p, a1).Mul(load4(q, 0)))
				c2 = c2.Add(spread4(p, a2).Mul(load4(q, 0)))
				c3 = c3.Add(spread4(p, a3).Mul(load4(q, 0)))
				p, q = unsafe.Add(p, a.col), unsafe.Add(q, b.row)
			}
			store4(c.p, 0, c0)
			store4(c.p, t1, c1)
			store4(c.p, t2, c2)
			store4(c.p, t3, c3)
			a, start, c = a.down(rows), start.down(rows), c.down(rows)
		}
	}
	archsimd.ClearAVXUpperBits()
}

//go:nocheckptr
func avxPanel8(m, k int, a, b, start, c matrix) {
	for rows := min(3, m); m > 0; rows = m {
		a1, a2 := a.below(1, rows), a.below(2, rows)
		s1, s2 := start.below(1, rows), start.below(2, rows)
		t1, t2 := c.below(1, rows), c.below(2, rows)
		for ; m >= rows; m -= rows {
			p, q := a.p, b.p
			end := unsafe.Add(q, uintptr(k)*b.row)
			c00, c01 := load4(start.p, 0), load4(start.p, 32)
			c10, c11 := load4(start.p, s1), load4(start.p, s1+32)
			c20, c21 := load4(start.p, s2), load4(start.p, s2+32)
			for q != end {
				c00 = c00.Add(spread4(p, 0).Mul(load4(q, 0)))
				c01 = c01.Add(spread4(p, 0).Mul(load4(q, 32)))
				c10 = c10.Add(spread4(p, a1).Mul(load4(q, 0)))
				c11 = c11.Add(spread4(p, a1).Mul(load4(q, 32)))
				c20 = c20.Add(spread4(p, a2).Mul(load4(q, 0)))
				c21 = c21.Add(spread4(p, a2).Mul(load4(q, 32)))
				p, q = unsafe.Add(p, a.col), unsafe.Add(q, b.row)
			}
			store4(c.p, 0, c00)
			store4(c.p, 32, c01)
			store4(c.p, t1, c10)
			store4(c.p, t1+32, c11)
			store4(c.p, t2, c20)
			store4(c.p, t2+32, c21)
			a, start, c = a.down(rows), start.down(rows), c.down(rows)
		}
	}
	archsimd.ClearAVXUpperBits()
}

//go:nocheckptr
func avxPanel12(m, k int, a, b, start, c matrix) {
	for rows := min(2, m); m > 0; rows = m {
		a1, s1, t1 := a.below(1, rows), start.below(1, rows), c.below(1, rows)
		for ; m >= rows; m -= rows {
			p, q := a.p, b.p
			end := unsafe.Add(q, uintptr(k)*b.row)
			c00, c01, c02 := load4(start.p, 0), load4(start.p, 32), load4(start.p, 64)
			c10, c11, c12 := load4(start.p, s1), load4(start.p, s1+32), load4(start.p, s1+64)
			for q != end {
				c00 = c00.Add(spread4(p, 0).Mul(load4(q, 0)))
				c01 = c01.Add(spread4(p, 0).Mul(load4(q, 32)))
				c02 = c02.Add(spread4(p, 0).Mul(load4(q, 64)))
				c10 = c10.Add(spread4(p, a1).Mul(load4(q, 0)))
				c11 = c11.Add(spread4(p, a1).Mul(load4(q, 32)))
				c12 = c12.Add(spread4(p, a1).Mul(load4(q, 64)))
				p, q = unsafe.Add(p, a.col), unsafe.Add(q, b.row)
			}
			store4(c.p, 0, c00)
			store4(c.p, 32, c01)
			store4(c.p, 64, c02)
			store4(c.p, t1, c10)
			store4(c.p, t1+32, c11)
			store4(c.p, t1+64, c12)
			a, start, c = a.down(rows), start.down(rows), c.down(rows)
		}
	}
	archsimd.ClearAVXUpperBits()
}

//go:nocheckptr
func avx512Panel8(m, k int, a, b, start, c matrix) {
	for rows := min(4, m); m > 0; rows = m {
		a1, a2, a3 := a.below(1, rows), a.below(2, rows), a.below(3, rows)
		s1, s2, s3 := start.below(1, rows), start.below(2, rows), start.below(3, rows)
		t1, t2, t3 := c.below(1, rows), c.below(2, rows), c.below(3, rows)
		for ; m >= rows; m -= rows {
			p, q := a.p, b.p
			end := unsafe.Add(q, uintptr(k)*b.row)
			c0 := load8(start.p, 0)
			c1 := load8(start.p, s1)
			c2 := load8(start.p, s2)
			c3 := load8(start.p, s3)
			for q != end {
				c0 = c0.Add(spread8(p, 0).Mul(load8(q, 0)))
				c1 = c1.Add(spread8(p, a1).Mul(load8(q, 0)))
				c2 = c2.Add(spread8(p, a2).Mul(load8(q, 0)))
				c3 = c3.Add(spread8(p, a3).Mul(load8(q, 0)))
				p, q = unsafe.Add(p, a.col), unsafe.Add(q, b.row)
			}
			store8(c.p, 0, c0)
			store8(c.p, t1, c1)
			store8(c.p, t2, c2)
			store8(c.p, t3, c3)
			a, start, c = a.down(rows), start.down(rows), c.down(rows)
		}
	}
	archsimd.ClearAVXUpperBits()
}

//go:nocheckptr
func avx512Panel16(m, k int, a, b, start, c matrix) {
	for rows := min(4, m); m > 0; rows = m {
		a1, a2, a3 := a.below(1, rows), a.below(2, rows), a.below(3, rows)
		s1, s2, s3 := start.below(1, rows), start.below(2, rows), start.below(3, rows)
		t1, t2, t3 := c.below(1, rows), c.below(2, rows), c.below(3, rows)
		for ; m >= rows; m -= rows {
			p, q := a.p, b.p
			end := unsafe.Add(q, uintptr(k)*b.row)
			c00, c01 := load8(start.p, 0), load8(start.p, 64)
			c10, c11 := load8(start.p, s1), load8(start.p, s1+64)
			c20, c21 := load8(start.p, s2), load8(start.p, s2+64)
			c30, c31 := load8(start.p, s3), load8(start.p, s3+64)
			for q != end {
				c00 = c00.Add(spread8(p, 0).Mul(load8(q, 0)))
				c01 = c01.Add(spread8(p, 0).Mul(load8(q, 64)))
				c10 = c10.Add(spread8(p, a1).Mul(load8(q, 0)))
				c11 = c11.Add(spread8(p, a1).Mul(load8(q, 64)))
				c20 = c20.Add(spread8(p, a2).Mul(load8(q, 0)))
				c21 = c21.Add(spread8(p, a2).Mul(load8(q, 64)))
				c30 = c30.Add(spread8(p, a3).Mul(load8(q, 0)))
				c31 = c31.Add(spread8(p, a3).Mul(load8(q, 64)))
				p, q = unsafe.Add(p, a.col), unsafe.Add(q, b.row)
			}
			store8(c.p, 0, c00)
			store8(c.p, 64, c01)
			store8(c.p, t1, c10)
			store8(c.p, t1+64, c11)
			store8(c.p, t2, c20)
			store8(c.p, t2+64, c21)
			store8(c.p, t3, c30)
			store8(c.p, t3+64, c31)
			a, start, c = a.down(rows), start.down(rows), c.down(rows)
		}
	}
	archsimd.ClearAVXUpperBits()
}
