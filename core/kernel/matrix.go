package kernel

import "unsafe"

// matrix is a strided view for the fast gemms, which index without bounds checks: Gemm has checked the slices by then.
// Element (i, j) is i·row + j·col bytes after p.
type matrix struct {
	p        unsafe.Pointer
	row, col uintptr
}

const wordSize = 8 // bytes of a float64

func view(s []float64, rowStride, colStride int) matrix {
	return matrix{unsafe.Pointer(unsafe.SliceData(s)), wordSize * uintptr(rowStride), wordSize * uintptr(colStride)}
}

// at returns the address of element (i, j).
func (a matrix) at(i, j int) unsafe.Pointer {
	return unsafe.Add(a.p, uintptr(i)*a.row+uintptr(j)*a.col)
}

// from returns the view that starts at column j.
func (a matrix) from(j int) matrix {
	a.p = a.at(0, j)
	return a
}

// down returns the view that starts at row i.
func (a matrix) down(i int) matrix {
	a.p = a.at(i, 0)
	return a
}

// zeros is where sums of up to 16 columns start: a row that is every row.
func zeros() matrix { return matrix{p: unsafe.Pointer(&zeroRow)} }

var zeroRow [16]float64
