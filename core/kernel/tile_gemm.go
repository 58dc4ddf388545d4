package kernel

import "unsafe"

// Where rows or columns do not divide into tiles, the last tile overlaps the one before it and stores the same values
// once more. k is unrolled by 4 because a loop's back edge is dear in Go's WebAssembly.

// tileGemm is plainGemm, in tiles of 2 rows × 4 columns, or of 2 × 2 where those do not fit.
func tileGemm(m, n, k int, a []float64, rs, cs int, b []float64, ldb int, c []float64, ldc int, upper bool) {
	if m == 0 || n < 2 {
		plainGemm(m, n, k, a, rs, cs, b, ldb, c, ldc, upper)
		return
	}
	va, vb, vc := view(a, rs, cs), view(b, ldb, 1), view(c, ldc, 1)
	if n == 2 && k == 2 && m >= 2 {
		tileSquare2(m, va, vb, vc)
		return
	}
	wide := m >= 2 && n >= 4 && (rs == 1 || cs == 1)
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
			tilePanel2(rows, k, va, vb.from(j), vc.from(j))
		case rs == 1:
			tilePanel4T(rows, k, va, vb.from(j), vc.from(j))
		default:
			tilePanel4(rows, k, va, vb.from(j), vc.from(j))
		}
	}
}

// addRow4 adds x times a row of B to a row of C, four columns each.
func addRow4(c0, c1, c2, c3, x float64, b *[4]float64) (float64, float64, float64, float64) {
	return c0 + float64(x*b[0]), c1 + float64(x*b[1]), c2 + float64(x*b[2]), c3 + float64(x*b[3])
}

// tilePanel4 computes four columns of C for m ≥ 2 rows, where A is row-major.
func tilePanel4(m, k int, a, b, c matrix) {
	for i := 0; i < m; i += 2 {
		i := min(i, m-2)
		a0, a1 := a.at(i, 0), a.at(i+1, 0)
		var c00, c01, c02, c03, c10, c11, c12, c13 float64
		var at, bt uintptr // bytes to A's column l and B's row l
		l := k
		for ; l >= 4; l -= 4 {
			x, y := (*[4]float64)(unsafe.Add(a0, at)), (*[4]float64)(unsafe.Add(a1, at))
			row := (*[4]float64)(unsafe.Add(b.p, bt))
			c00, c01, c02, c03 = addRow4(c00, c01, c02, c03, x[0], row)
			c10, c11, c12, c13 = addRow4(c10, c11, c12, c13, y[0], row)
			bt += b.row
			row = (*[4]float64)(unsafe.Add(b.p, bt))
			c00, c01, c02, c03 = addRow4(c00, c01, c02, c03, x[1], row)
			c10, c11, c12, c13 = addRow4(c10, c11, c12, c13, y[1], row)
			bt += b.row
			row = (*[4]float64)(unsafe.Add(b.p, bt))
			c00, c01, c02, c03 = addRow4(c00, c01, c02, c03, x[2], row)
			c10, c11, c12, c13 = addRow4(c10, c11, c12, c13, y[2], row)
			bt += b.row
			row = (*[4]float64)(unsafe.Add(b.p, bt))
			c00, c01, c02, c03 = addRow4(c00, c01, c02, c03, x[3], row)
			c10, c11, c12, c13 = addRow4(c10, c11, c12, c13, y[3], row)
			bt += b.row
			at += 4 * wordSize
		}
		for ; l > 0; l-- {
			x, y, row := (*float64)(unsafe.Add(a0, at)), (*float64)(unsafe.Add(a1, at)), (*[4]float64)(unsafe.Add(b.p, bt))
			c00, c01, c02, c03 = addRow4(c00, c01, c02, c03, *x, row)
			c10, c11, c12, c13 = addRow4(c10, c11, c12, c13, *y, row)
			at, bt = at+wordSize, bt+b.row
		}
		*(*[4]float64)(c.at(i, 0)) = [4]float64{c00, c01, c02, c03}
		*(*[4]float64)(c.at(i+1, 0)) = [4]float64{c10, c11, c12, c13}
	}
}

// tilePanel4T computes four columns of C for m ≥ 2 rows, where A is transposed: its rows are adjacent in memory.
func tilePanel4T(m, k int, a, b, c matrix) {
	for i := 0; i < m; i += 2 {
		i := min(i, m-2)
		a0 := a.at(i, 0)
		var c00, c01, c02, c03, c10, c11, c12, c13 float64
		var at, bt uintptr // bytes to A's column l and B's row l
		l := k
		for ; l >= 4; l -= 4 {
			x, row := (*[2]float64)(unsafe.Add(a0, at)), (*[4]float64)(unsafe.Add(b.p, bt))
			c00, c01, c02, c03 = addRow4(c00, c01, c02, c03, x[0], row)
			c10, c11, c12, c13 = addRow4(c10, c11, c12, c13, x[1], row)
			at, bt = at+a.col, bt+b.row
			x, row = (*[2]float64)(unsafe.Add(a0, at)), (*[4]float64)(unsafe.Add(b.p, bt))
			c00, c01, c02, c03 = addRow4(c00, c01, c02, c03, x[0], row)
			c10, c11, c12, c13 = addRow4(c10, c11, c12, c13, x[1], row)
			at, bt = at+a.col, bt+b.row
			x, row = (*[2]float64)(unsafe.Add(a0, at)), (*[4]float64)(unsafe.Add(b.p, bt))
			c00, c01, c02, c03 = addRow4(c00, c01, c02, c03, x[0], row)
			c10, c11, c12, c13 = addRow4(c10, c11, c12, c13, x[1], row)
			at, bt = at+a.col, bt+b.row
			x, row = (*[2]float64)(unsafe.Add(a0, at)), (*[4]float64)(unsafe.Add(b.p, bt))
			c00, c01, c02, c03 = addRow4(c00, c01, c02, c03, x[0], row)
			c10, c11, c12, c13 = addRow4(c10, c11, c12, c13, x[1], row)
			at, bt = at+a.col, bt+b.row
		}
		for ; l > 0; l-- {
			x, row := (*[2]float64)(unsafe.Add(a0, at)), (*[4]float64)(unsafe.Add(b.p, bt))
			c00, c01, c02, c03 = addRow4(c00, c01, c02, c03, x[0], row)
			c10, c11, c12, c13 = addRow4(c10, c11, c12, c13, x[1], row)
			at, bt = at+a.col, bt+b.row
		}
		*(*[4]float64)(c.at(i, 0)) = [4]float64{c00, c01, c02, c03}
		*(*[4]float64)(c.at(i+1, 0)) = [4]float64{c10, c11, c12, c13}
	}
}

// tilePanel2 computes two columns of C for m ≥ 1 rows, two at a time, with any strides of A. With d = 2 and a batch in
// k, it is the sum that makes a gradient.
func tilePanel2(m, k int, a, b, c matrix) {
	if m == 1 { // one row, twice
		m, a.row, c.row = 2, 0, 0
	}
	for i := 0; i < m; i += 2 {
		i := min(i, m-2)
		a0, a1 := a.at(i, 0), a.at(i+1, 0)
		var c00, c01, c10, c11 float64
		var at, bt uintptr // bytes to A's column l and B's row l
		l := k
		for ; l >= 4; l -= 4 {
			x, y, row := *(*float64)(unsafe.Add(a0, at)), *(*float64)(unsafe.Add(a1, at)), (*[2]float64)(unsafe.Add(b.p, bt))
			c00, c01 = c00+float64(x*row[0]), c01+float64(x*row[1])
			c10, c11 = c10+float64(y*row[0]), c11+float64(y*row[1])
			at, bt = at+a.col, bt+b.row
			x, y, row = *(*float64)(unsafe.Add(a0, at)), *(*float64)(unsafe.Add(a1, at)), (*[2]float64)(unsafe.Add(b.p, bt))
			c00, c01 = c00+float64(x*row[0]), c01+float64(x*row[1])
			c10, c11 = c10+float64(y*row[0]), c11+float64(y*row[1])
			at, bt = at+a.col, bt+b.row
			x, y, row = *(*float64)(unsafe.Add(a0, at)), *(*float64)(unsafe.Add(a1, at)), (*[2]float64)(unsafe.Add(b.p, bt))
			c00, c01 = c00+float64(x*row[0]), c01+float64(x*row[1])
			c10, c11 = c10+float64(y*row[0]), c11+float64(y*row[1])
			at, bt = at+a.col, bt+b.row
			x, y, row = *(*float64)(unsafe.Add(a0, at)), *(*float64)(unsafe.Add(a1, at)), (*[2]float64)(unsafe.Add(b.p, bt))
			c00, c01 = c00+float64(x*row[0]), c01+float64(x*row[1])
			c10, c11 = c10+float64(y*row[0]), c11+float64(y*row[1])
			at, bt = at+a.col, bt+b.row
		}
		for ; l > 0; l-- {
			x, y, row := *(*float64)(unsafe.Add(a0, at)), *(*float64)(unsafe.Add(a1, at)), (*[2]float64)(unsafe.Add(b.p, bt))
			c00, c01 = c00+float64(x*row[0]), c01+float64(x*row[1])
			c10, c11 = c10+float64(y*row[0]), c11+float64(y*row[1])
			at, bt = at+a.col, bt+b.row
		}
		*(*[2]float64)(c.at(i, 0)) = [2]float64{c00, c01}
		*(*[2]float64)(c.at(i+1, 0)) = [2]float64{c10, c11}
	}
}

// tileSquare2 computes C = A·B for a 2×2 matrix B and m ≥ 2 rows: with d = 2, one layer applied to a batch. Adding 0
// makes two products of −0 sum to +0, as they must.
func tileSquare2(m int, a, b, c matrix) {
	b0, b1 := (*[2]float64)(b.at(0, 0)), (*[2]float64)(b.at(1, 0))
	b00, b01, b10, b11 := b0[0], b0[1], b1[0], b1[1]
	for i := 0; i < m; i += 2 {
		i := min(i, m-2)
		p, out := a.at(i, 0), c.at(i, 0)
		x, y := *(*float64)(p), *(*float64)(unsafe.Add(p, a.col))
		*(*[2]float64)(out) = [2]float64{0 + float64(x*b00) + float64(y*b10), 0 + float64(x*b01) + float64(y*b11)}
		p, out = unsafe.Add(p, a.row), unsafe.Add(out, c.row)
		x, y = *(*float64)(p), *(*float64)(unsafe.Add(p, a.col))
		*(*[2]float64)(out) = [2]float64{0 + float64(x*b00) + float64(y*b10), 0 + float64(x*b01) + float64(y*b11)}
	}
}
