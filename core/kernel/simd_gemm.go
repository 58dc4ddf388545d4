//go:build go1.27 && goexperiment.simd && (wasm || arm64)

package kernel

import "unsafe"

// k is unrolled by 4, which with the rows looped over inside of a panel is as fast as by 8.
//
// Where rows or columns do not divide into tiles, the last tile overlaps the one before it and stores the same values
// once more.

// simdGemm is plainGemm, in tiles of 4 rows × 2 vectors, or of 2 rows × 1 vector where those do not fit.
func simdGemm(m, n, k int, a []float64, rs, cs int, b []float64, ldb int, c []float64, ldc int, upper bool) {
	if m == 0 || n < 2 {
		plainGemm(m, n, k, a, rs, cs, b, ldb, c, ldc, upper)
		return
	}
	va, vb, vc := view(a, rs, cs), view(b, ldb, 1), view(c, ldc, 1)
	switch {
	case n == 2 && k == 2 && m >= 4:
		simdSquare2(m, va, vb, vc)
		return
	case straight(m, n, k) && cs == 1 && k <= straightDepth:
		simdStraightRows(m, n, k, va, vb, vc, upper)
		return
	case straight(m, n, k) && rs == 1:
		simdStraightColumns(m, n, k, va, vb, vc, upper)
		return
	}
	wide := m >= 4 && n >= 4 && (rs == 1 || cs == 1)
	width := 2
	if wide {
		width = 4
	}
	for j := 0; j < n; j += width {
		j := min(j, n-width)
		rows := m
		if upper {
			rows = j + width
		}
		switch {
		case !wide:
			simdPanel2(rows, k, va, vb.from(j), vc.from(j))
		case rs == 1:
			simdPanel4T(rows, k, va, vb.from(j), vc.from(j))
		default:
			simdPanel4(rows, k, va, vb.from(j), vc.from(j))
		}
	}
}

// addRow adds x times a row of B to a row of C, four columns each.
func addRow(c0, c1, x, b0, b1 vector) (vector, vector) {
	return c0.Add(x.Mul(b0)), c1.Add(x.Mul(b1))
}

// simdPanel4 computes four columns of C for m ≥ 4 rows, where A is row-major. What lives through the loops is kept to few
// values: the compiler keeps no more than a dozen out of memory.
//
//go:nocheckptr
func simdPanel4(m, k int, a, b, c matrix) {
	four, out := a.p, c.p
	for left := m; left > 0; left -= 4 {
		if left < 4 {
			four, out = unsafe.Add(four, (left-4)*int(a.row)), unsafe.Add(out, (left-4)*int(c.row))
		}
		a0, row := four, b.p
		var c00, c01, c10, c11, c20, c21, c30, c31 vector
		l := k
		for ; l >= 4; l -= 4 {
			a1 := unsafe.Add(a0, a.row)
			a2 := unsafe.Add(a1, a.row)
			a3 := unsafe.Add(a2, a.row)
			b0, b1 := load(row, 0), load(row, 16)
			c00, c01 = addRow(c00, c01, spread(a0, 0), b0, b1)
			c10, c11 = addRow(c10, c11, spread(a1, 0), b0, b1)
			c20, c21 = addRow(c20, c21, spread(a2, 0), b0, b1)
			c30, c31 = addRow(c30, c31, spread(a3, 0), b0, b1)
			row = next(row, b.row)
			b0, b1 = load(row, 0), load(row, 16)
			c00, c01 = addRow(c00, c01, spread(a0, 8), b0, b1)
			c10, c11 = addRow(c10, c11, spread(a1, 8), b0, b1)
			c20, c21 = addRow(c20, c21, spread(a2, 8), b0, b1)
			c30, c31 = addRow(c30, c31, spread(a3, 8), b0, b1)
			row = next(row, b.row)
			b0, b1 = load(row, 0), load(row, 16)
			c00, c01 = addRow(c00, c01, spread(a0, 16), b0, b1)
			c10, c11 = addRow(c10, c11, spread(a1, 16), b0, b1)
			c20, c21 = addRow(c20, c21, spread(a2, 16), b0, b1)
			c30, c31 = addRow(c30, c31, spread(a3, 16), b0, b1)
			row = next(row, b.row)
			b0, b1 = load(row, 0), load(row, 16)
			c00, c01 = addRow(c00, c01, spread(a0, 24), b0, b1)
			c10, c11 = addRow(c10, c11, spread(a1, 24), b0, b1)
			c20, c21 = addRow(c20, c21, spread(a2, 24), b0, b1)
			c30, c31 = addRow(c30, c31, spread(a3, 24), b0, b1)
			row, a0 = next(row, b.row), unsafe.Add(a0, 32)
		}
		for ; l > 0; l-- {
			a1 := unsafe.Add(a0, a.row)
			a2 := unsafe.Add(a1, a.row)
			a3 := unsafe.Add(a2, a.row)
			b0, b1 := load(row, 0), load(row, 16)
			c00, c01 = addRow(c00, c01, spread(a0, 0), b0, b1)
			c10, c11 = addRow(c10, c11, spread(a1, 0), b0, b1)
			c20, c21 = addRow(c20, c21, spread(a2, 0), b0, b1)
			c30, c31 = addRow(c30, c31, spread(a3, 0), b0, b1)
			row, a0 = next(row, b.row), unsafe.Add(a0, 8)
		}
		four = unsafe.Add(four, 4*a.row)
		storeRow(out, c00, c01)
		out = unsafe.Add(out, c.row)
		storeRow(out, c10, c11)
		out = unsafe.Add(out, c.row)
		storeRow(out, c20, c21)
		out = unsafe.Add(out, c.row)
		storeRow(out, c30, c31)
		out = unsafe.Add(out, c.row)
	}
}

// simdPanel4T computes four columns of C for m ≥ 4 rows, where A is transposed: its rows are adjacent in memory.
//
//go:nocheckptr
func simdPanel4T(m, k int, a, b, c matrix) {
	four, out := a.p, c.p
	for left := m; left > 0; left -= 4 {
		if left < 4 {
			four, out = unsafe.Add(four, (left-4)*wordSize), unsafe.Add(out, (left-4)*int(c.row))
		}
		column, row := four, b.p
		four = unsafe.Add(four, 4*wordSize)
		var c00, c01, c10, c11, c20, c21, c30, c31 vector
		l := k
		for ; l >= 4; l -= 4 {
			b0, b1 := load(row, 0), load(row, 16)
			c00, c01 = addRow(c00, c01, spread(column, 0), b0, b1)
			c10, c11 = addRow(c10, c11, spread(column, 8), b0, b1)
			c20, c21 = addRow(c20, c21, spread(column, 16), b0, b1)
			c30, c31 = addRow(c30, c31, spread(column, 24), b0, b1)
			column, row = next(column, a.col), next(row, b.row)
			b0, b1 = load(row, 0), load(row, 16)
			c00, c01 = addRow(c00, c01, spread(column, 0), b0, b1)
			c10, c11 = addRow(c10, c11, spread(column, 8), b0, b1)
			c20, c21 = addRow(c20, c21, spread(column, 16), b0, b1)
			c30, c31 = addRow(c30, c31, spread(column, 24), b0, b1)
			column, row = next(column, a.col), next(row, b.row)
			b0, b1 = load(row, 0), load(row, 16)
			c00, c01 = addRow(c00, c01, spread(column, 0), b0, b1)
			c10, c11 = addRow(c10, c11, spread(column, 8), b0, b1)
			c20, c21 = addRow(c20, c21, spread(column, 16), b0, b1)
			c30, c31 = addRow(c30, c31, spread(column, 24), b0, b1)
			column, row = next(column, a.col), next(row, b.row)
			b0, b1 = load(row, 0), load(row, 16)
			c00, c01 = addRow(c00, c01, spread(column, 0), b0, b1)
			c10, c11 = addRow(c10, c11, spread(column, 8), b0, b1)
			c20, c21 = addRow(c20, c21, spread(column, 16), b0, b1)
			c30, c31 = addRow(c30, c31, spread(column, 24), b0, b1)
			column, row = next(column, a.col), next(row, b.row)
		}
		for ; l > 0; l-- {
			b0, b1 := load(row, 0), load(row, 16)
			c00, c01 = addRow(c00, c01, spread(column, 0), b0, b1)
			c10, c11 = addRow(c10, c11, spread(column, 8), b0, b1)
			c20, c21 = addRow(c20, c21, spread(column, 16), b0, b1)
			c30, c31 = addRow(c30, c31, spread(column, 24), b0, b1)
			column, row = next(column, a.col), next(row, b.row)
		}
		storeRow(out, c00, c01)
		out = unsafe.Add(out, c.row)
		storeRow(out, c10, c11)
		out = unsafe.Add(out, c.row)
		storeRow(out, c20, c21)
		out = unsafe.Add(out, c.row)
		storeRow(out, c30, c31)
		out = unsafe.Add(out, c.row)
	}
}

func loadRow(p unsafe.Pointer) (c0, c1 vector) { return load(p, 0), load(p, 16) }

func storeRow(p unsafe.Pointer, c0, c1 vector) {
	store(p, 0, c0)
	store(p, 16, c1)
}

// simdPanel2 computes two columns of C for m ≥ 1 rows, two at a time, with any strides of A. With d = 2 and a batch in
// k, it is the sum that makes a gradient.
//
//go:nocheckptr
func simdPanel2(m, k int, a, b, c matrix) {
	if m == 1 { // one row, twice
		m, a.row, c.row = 2, 0, 0
	}
	for i := 0; i < m; i += 2 {
		i := min(i, m-2)
		a0, a1, row := a.at(i, 0), a.at(i+1, 0), b.p
		var c0, c1 vector
		l := k
		for ; l >= 4; l -= 4 {
			b0 := load(row, 0)
			c0, c1 = c0.Add(spread(a0, 0).Mul(b0)), c1.Add(spread(a1, 0).Mul(b0))
			a0, a1, row = next(a0, a.col), next(a1, a.col), next(row, b.row)
			b0 = load(row, 0)
			c0, c1 = c0.Add(spread(a0, 0).Mul(b0)), c1.Add(spread(a1, 0).Mul(b0))
			a0, a1, row = next(a0, a.col), next(a1, a.col), next(row, b.row)
			b0 = load(row, 0)
			c0, c1 = c0.Add(spread(a0, 0).Mul(b0)), c1.Add(spread(a1, 0).Mul(b0))
			a0, a1, row = next(a0, a.col), next(a1, a.col), next(row, b.row)
			b0 = load(row, 0)
			c0, c1 = c0.Add(spread(a0, 0).Mul(b0)), c1.Add(spread(a1, 0).Mul(b0))
			a0, a1, row = next(a0, a.col), next(a1, a.col), next(row, b.row)
		}
		for ; l > 0; l-- {
			b0 := load(row, 0)
			c0, c1 = c0.Add(spread(a0, 0).Mul(b0)), c1.Add(spread(a1, 0).Mul(b0))
			a0, a1, row = next(a0, a.col), next(a1, a.col), next(row, b.row)
		}
		store(c.at(i, 0), 0, c0)
		store(c.at(i+1, 0), 0, c1)
	}
}

// simdSquare2 computes C = A·B for a 2×2 matrix B and m ≥ 4 rows: with d = 2, one layer applied to a batch.
// Adding to zero makes two products of −0 sum to +0, as they must.
//
//go:nocheckptr
func simdSquare2(m int, a, b, c matrix) {
	var zero vector
	b0, b1 := load(b.at(0, 0), 0), load(b.at(1, 0), 0)
	for i := 0; i < m; i += 4 {
		i := min(i, m-4)
		x, y, out := a.at(i, 0), a.at(i, 1), c.at(i, 0)
		store(out, 0, zero.Add(spread(x, 0).Mul(b0)).Add(spread(y, 0).Mul(b1)))
		x, y, out = unsafe.Add(x, a.row), unsafe.Add(y, a.row), unsafe.Add(out, c.row)
		store(out, 0, zero.Add(spread(x, 0).Mul(b0)).Add(spread(y, 0).Mul(b1)))
		x, y, out = unsafe.Add(x, a.row), unsafe.Add(y, a.row), unsafe.Add(out, c.row)
		store(out, 0, zero.Add(spread(x, 0).Mul(b0)).Add(spread(y, 0).Mul(b1)))
		x, y, out = unsafe.Add(x, a.row), unsafe.Add(y, a.row), unsafe.Add(out, c.row)
		store(out, 0, zero.Add(spread(x, 0).Mul(b0)).Add(spread(y, 0).Mul(b1)))
	}
}
