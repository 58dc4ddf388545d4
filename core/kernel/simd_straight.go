//go:build go1.27 && goexperiment.simd && (wasm || arm64)

package kernel

import "unsafe"

// The straight functions are for matrices of which m and n are multiples of 4 and k of 8: the sizes of training. They take
// eight terms of a sum between two branches, each of which costs as much as two, and address all of them by constant offsets,
// which the build folds into the loads.

// straightDepth is the longest sum of simdStraightRows: its rows of B are copied to a buffer.
const straightDepth = 512

// straight says whether a product is one for the straight functions.
func straight(m, n, k int) bool { return straightLines && m%4 == 0 && n%4 == 0 && k%8 == 0 && k > 0 }

// simdStraightRows computes C where A is row-major. It copies four columns of B at a time, so that they lie side by side, and
// takes them through as many rows of A as stay in the processor's nearest cache.
//
//go:nocheckptr
func simdStraightRows(m, n, k int, a, b, c matrix, upper bool) {
	var small [4 * 32]float64 // a buffer is cleared first, and most need little of it
	packed := unsafe.Pointer(&small)
	if k > 32 {
		var large [4 * straightDepth]float64
		packed = unsafe.Pointer(&large)
	}
	block := max(16, 8192/k&^3)
	for i := 0; i < m; i += block {
		for j := 0; j < n; j += 4 {
			rows := min(block, m-i)
			if upper {
				rows = min(rows, j+4-i)
			}
			simdPack(k, b.from(j), packed)
			simdRows(rows, k, a.down(i), packed, c.from(j).down(i))
		}
	}
}

// simdPack copies four columns of k rows of B.
//
//go:nocheckptr
func simdPack(k int, b matrix, to unsafe.Pointer) {
	from := b.p
	for ; k > 0; k -= 4 {
		storeRow(to, load(from, 0), load(from, 16))
		from, to = unsafe.Add(from, b.row), unsafe.Add(to, 32)
		storeRow(to, load(from, 0), load(from, 16))
		from, to = unsafe.Add(from, b.row), unsafe.Add(to, 32)
		storeRow(to, load(from, 0), load(from, 16))
		from, to = unsafe.Add(from, b.row), unsafe.Add(to, 32)
		storeRow(to, load(from, 0), load(from, 16))
		from, to = unsafe.Add(from, b.row), unsafe.Add(to, 32)
	}
}

// simdRows computes four columns of C for m rows, where A is row-major and the rows of B lie side by side at b.
//
//go:nocheckptr
func simdRows(m, k int, a matrix, b unsafe.Pointer, c matrix) {
	four, out := a.p, c.p
	for ; m > 0; m -= 4 {
		row, a0 := b, four
		a1 := unsafe.Add(a0, a.row)
		a2 := unsafe.Add(a1, a.row)
		a3 := unsafe.Add(a2, a.row)
		var c00, c01, c10, c11, c20, c21, c30, c31 vector
		for l := k; l > 0; l -= 8 {
			b0, b1 := load(row, 0), load(row, 16)
			c00, c01 = addRow(c00, c01, spread(a0, 0), b0, b1)
			c10, c11 = addRow(c10, c11, spread(a1, 0), b0, b1)
			c20, c21 = addRow(c20, c21, spread(a2, 0), b0, b1)
			c30, c31 = addRow(c30, c31, spread(a3, 0), b0, b1)
			b0, b1 = load(row, 32), load(row, 48)
			c00, c01 = addRow(c00, c01, spread(a0, 8), b0, b1)
			c10, c11 = addRow(c10, c11, spread(a1, 8), b0, b1)
			c20, c21 = addRow(c20, c21, spread(a2, 8), b0, b1)
			c30, c31 = addRow(c30, c31, spread(a3, 8), b0, b1)
			b0, b1 = load(row, 64), load(row, 80)
			c00, c01 = addRow(c00, c01, spread(a0, 16), b0, b1)
			c10, c11 = addRow(c10, c11, spread(a1, 16), b0, b1)
			c20, c21 = addRow(c20, c21, spread(a2, 16), b0, b1)
			c30, c31 = addRow(c30, c31, spread(a3, 16), b0, b1)
			b0, b1 = load(row, 96), load(row, 112)
			c00, c01 = addRow(c00, c01, spread(a0, 24), b0, b1)
			c10, c11 = addRow(c10, c11, spread(a1, 24), b0, b1)
			c20, c21 = addRow(c20, c21, spread(a2, 24), b0, b1)
			c30, c31 = addRow(c30, c31, spread(a3, 24), b0, b1)
			b0, b1 = load(row, 128), load(row, 144)
			c00, c01 = addRow(c00, c01, spread(a0, 32), b0, b1)
			c10, c11 = addRow(c10, c11, spread(a1, 32), b0, b1)
			c20, c21 = addRow(c20, c21, spread(a2, 32), b0, b1)
			c30, c31 = addRow(c30, c31, spread(a3, 32), b0, b1)
			b0, b1 = load(row, 160), load(row, 176)
			c00, c01 = addRow(c00, c01, spread(a0, 40), b0, b1)
			c10, c11 = addRow(c10, c11, spread(a1, 40), b0, b1)
			c20, c21 = addRow(c20, c21, spread(a2, 40), b0, b1)
			c30, c31 = addRow(c30, c31, spread(a3, 40), b0, b1)
			b0, b1 = load(row, 192), load(row, 208)
			c00, c01 = addRow(c00, c01, spread(a0, 48), b0, b1)
			c10, c11 = addRow(c10, c11, spread(a1, 48), b0, b1)
			c20, c21 = addRow(c20, c21, spread(a2, 48), b0, b1)
			c30, c31 = addRow(c30, c31, spread(a3, 48), b0, b1)
			b0, b1 = load(row, 224), load(row, 240)
			c00, c01 = addRow(c00, c01, spread(a0, 56), b0, b1)
			c10, c11 = addRow(c10, c11, spread(a1, 56), b0, b1)
			c20, c21 = addRow(c20, c21, spread(a2, 56), b0, b1)
			c30, c31 = addRow(c30, c31, spread(a3, 56), b0, b1)
			a0, a1, a2, a3 = unsafe.Add(a0, 64), unsafe.Add(a1, 64), unsafe.Add(a2, 64), unsafe.Add(a3, 64)
			row = unsafe.Add(row, 256)
		}
		storeRow(out, c00, c01)
		storeRow(next(out, c.row), c10, c11)
		storeRow(next(out, 2*c.row), c20, c21)
		storeRow(next(out, 3*c.row), c30, c31)
		four, out = next(four, 4*a.row), next(out, 4*c.row)
	}
}

// simdStraightColumns computes C where A is transposed. It takes all sums through as many columns of A as stay in the
// processor's nearest cache, before it goes on to the next.
//
//go:nocheckptr
func simdStraightColumns(m, n, k int, a, b, c matrix, upper bool) {
	start := zeros()
	block := max(8, 16384/n&^7)
	for l := 0; l < k; l += block {
		for j := 0; j < n; j += 4 {
			rows := m
			if upper {
				rows = min(m, j+4)
			}
			if l > 0 {
				start = c.from(j)
			}
			simdColumns(rows, min(block, k-l), a.from(l), b.down(l).from(j), start, c.from(j))
		}
	}
}

// simdColumns adds A·B to start and writes the sum to C, for four columns and m rows, where A is transposed.
//
//go:nocheckptr
func simdColumns(m, k int, a, b, start, c matrix) {
	four, from, out := a.p, start.p, c.p
	for ; m > 0; m -= 4 {
		column, row := four, b.p
		c00, c01 := loadRow(from)
		c10, c11 := loadRow(next(from, start.row))
		c20, c21 := loadRow(next(from, 2*start.row))
		c30, c31 := loadRow(next(from, 3*start.row))
		for l := k; l > 0; l -= 8 {
			c00, c01 = addRow(c00, c01, spread(column, 0), load(row, 0), load(row, 16))
			c10, c11 = addRow(c10, c11, spread(column, 8), load(row, 0), load(row, 16))
			c20, c21 = addRow(c20, c21, spread(column, 16), load(row, 0), load(row, 16))
			c30, c31 = addRow(c30, c31, spread(column, 24), load(row, 0), load(row, 16))
			column, row = next(column, a.col), next(row, b.row)
			c00, c01 = addRow(c00, c01, spread(column, 0), load(row, 0), load(row, 16))
			c10, c11 = addRow(c10, c11, spread(column, 8), load(row, 0), load(row, 16))
			c20, c21 = addRow(c20, c21, spread(column, 16), load(row, 0), load(row, 16))
			c30, c31 = addRow(c30, c31, spread(column, 24), load(row, 0), load(row, 16))
			column, row = next(column, a.col), next(row, b.row)
			c00, c01 = addRow(c00, c01, spread(column, 0), load(row, 0), load(row, 16))
			c10, c11 = addRow(c10, c11, spread(column, 8), load(row, 0), load(row, 16))
			c20, c21 = addRow(c20, c21, spread(column, 16), load(row, 0), load(row, 16))
			c30, c31 = addRow(c30, c31, spread(column, 24), load(row, 0), load(row, 16))
			column, row = next(column, a.col), next(row, b.row)
			c00, c01 = addRow(c00, c01, spread(column, 0), load(row, 0), load(row, 16))
			c10, c11 = addRow(c10, c11, spread(column, 8), load(row, 0), load(row, 16))
			c20, c21 = addRow(c20, c21, spread(column, 16), load(row, 0), load(row, 16))
			c30, c31 = addRow(c30, c31, spread(column, 24), load(row, 0), load(row, 16))
			column, row = next(column, a.col), next(row, b.row)
			c00, c01 = addRow(c00, c01, spread(column, 0), load(row, 0), load(row, 16))
			c10, c11 = addRow(c10, c11, spread(column, 8), load(row, 0), load(row, 16))
			c20, c21 = addRow(c20, c21, spread(column, 16), load(row, 0), load(row, 16))
			c30, c31 = addRow(c30, c31, spread(column, 24), load(row, 0), load(row, 16))
			column, row = next(column, a.col), next(row, b.row)
			c00, c01 = addRow(c00, c01, spread(column, 0), load(row, 0), load(row, 16))
			c10, c11 = addRow(c10, c11, spread(column, 8), load(row, 0), load(row, 16))
			c20, c21 = addRow(c20, c21, spread(column, 16), load(row, 0), load(row, 16))
			c30, c31 = addRow(c30, c31, spread(column, 24), load(row, 0), load(row, 16))
			column, row = next(column, a.col), next(row, b.row)
			c00, c01 = addRow(c00, c01, spread(column, 0), load(row, 0), load(row, 16))
			c10, c11 = addRow(c10, c11, spread(column, 8), load(row, 0), load(row, 16))
			c20, c21 = addRow(c20, c21, spread(column, 16), load(row, 0), load(row, 16))
			c30, c31 = addRow(c30, c31, spread(column, 24), load(row, 0), load(row, 16))
			column, row = next(column, a.col), next(row, b.row)
			c00, c01 = addRow(c00, c01, spread(column, 0), load(row, 0), load(row, 16))
			c10, c11 = addRow(c10, c11, spread(column, 8), load(row, 0), load(row, 16))
			c20, c21 = addRow(c20, c21, spread(column, 16), load(row, 0), load(row, 16))
			c30, c31 = addRow(c30, c31, spread(column, 24), load(row, 0), load(row, 16))
			column, row = next(column, a.col), next(row, b.row)
		}
		storeRow(out, c00, c01)
		storeRow(next(out, c.row), c10, c11)
		storeRow(next(out, 2*c.row), c20, c21)
		storeRow(next(out, 3*c.row), c30, c31)
		four, from, out = next(four, 4*wordSize), next(from, 4*start.row), next(out, 4*c.row)
	}
}
