// Package linear is small dense algebra with the same bits on every platform: sums run in one order and nothing fuses.
package linear

import "math"

// Eigenvalues returns those of the symmetric d×d row-major a in ascending order,
// with an absolute error of the order of 2⁻⁵² times the largest. It reads and
// overwrites the lower triangle of a, which must be finite, and returns false if
// the iteration does not converge.
//
// It is written out here, and not taken from LAPACK, for the same bits on every
// platform.
func Eigenvalues(a []float64, d int) ([]float64, bool) {
	largest := 0.0
	for _, v := range a {
		largest = math.Max(largest, math.Abs(v))
	}
	if largest == 0 {
		return make([]float64, d), true
	}
	_, exponent := math.Frexp(largest) // by a power of two, which rounds nothing: squares stay in range
	for i, v := range a {
		a[i] = math.Ldexp(v, -exponent)
	}
	diagonal, off := Tridiagonal(a, d)
	if !implicitQL(diagonal, off) {
		return nil, false
	}
	Ascend(diagonal)
	for i, v := range diagonal {
		diagonal[i] = math.Ldexp(v, exponent)
	}
	return diagonal, true
}

// Tridiagonal reduces the symmetric matrix in the lower triangle of a by
// Householder reflections, from the last row up, to a tridiagonal one with the
// same eigenvalues. off[i] stands between diagonal[i] and diagonal[i+1]; its last
// element is 0. a is overwritten.
//
// Wilkinson and Reinsch, Handbook for Automatic Computation II, procedure tred1.
func Tridiagonal(a []float64, d int) (diagonal, off []float64) {
	diagonal, off = make([]float64, d), make([]float64, d)
	p := make([]float64, d)
	for i := d - 1; i > 0; i-- {
		u := a[i*d : i*d+i] // the row left of the diagonal, to be reflected onto its last element
		scale := 0.0
		for _, v := range u[:i-1] {
			scale += math.Abs(v)
		}
		if scale == 0 {
			off[i-1] = u[i-1]
			continue
		}
		scale += math.Abs(u[i-1])
		h := 0.0
		for k := range u {
			u[k] /= scale
			h += float64(u[k] * u[k])
		}
		g := -math.Copysign(math.Sqrt(h), u[i-1])
		off[i-1] = float64(scale * g)
		h -= float64(u[i-1] * g) // ½|u|² of the vector that follows
		u[i-1] -= g

		// p = Au/h, then q = p − (pᵀu/2h)u and A ← A − quᵀ − uqᵀ.
		clear(p)
		for j := range u {
			row, sum := a[j*d:j*d+j], float64(a[j*d+j]*u[j])
			for k, v := range row {
				sum += float64(v * u[k])
				p[k] += float64(v * u[j])
			}
			p[j] += sum
		}
		along := 0.0
		for j, v := range u {
			p[j] /= h
			along += float64(p[j] * v)
		}
		along /= 2 * h
		for j, v := range u {
			p[j] -= float64(along * v)
			row := a[j*d : j*d+j+1]
			for k := range row {
				row[k] -= float64(v*p[k]) + float64(p[j]*u[k])
			}
		}
	}
	for i := range d {
		diagonal[i] = a[i*d+i]
	}
	return diagonal, off
}

// implicitQL overwrites the diagonal of a symmetric tridiagonal matrix by its
// eigenvalues, in no order; off is that of Tridiagonal and is destroyed. It
// returns false if an eigenvalue takes more than 50 iterations.
//
// Handbook for Automatic Computation II, procedure imtql1.
func implicitQL(diagonal, off []float64) bool {
	n := len(diagonal)
	for l := range n {
		for iteration := 0; ; iteration++ {
			m := l
			for ; m < n-1; m++ {
				if math.Abs(off[m]) <= 0x1p-53*(math.Abs(diagonal[m])+math.Abs(diagonal[m+1])) {
					break
				}
			}
			if m == l {
				break
			}
			if iteration == 50 {
				return false
			}
			chase(diagonal, off, l, m)
		}
	}
	return true
}

// chase takes one implicit QL step on the unreduced block from l to m.
func chase(diagonal, off []float64, l, m int) {
	g := (diagonal[l+1] - diagonal[l]) / (2 * off[l])
	r := norm(g, 1)
	g = diagonal[m] - diagonal[l] + off[l]/(g+math.Copysign(r, g))
	sin, cos, shift := 1.0, 1.0, 0.0
	for i := m - 1; i >= l; i-- {
		f, b := float64(sin*off[i]), float64(cos*off[i])
		r = norm(f, g)
		off[i+1] = r
		if r == 0 { // the block falls apart here
			diagonal[i+1] -= shift
			off[m] = 0
			return
		}
		sin, cos = f/r, g/r
		g = diagonal[i+1] - shift
		r = float64((diagonal[i]-g)*sin) + float64(2*cos*b)
		shift = float64(sin * r)
		diagonal[i+1] = g + shift
		g = float64(cos*r) - b
	}
	diagonal[l] -= shift
	off[l] = g
	off[m] = 0
}

// norm returns √(x² + y²), which may be infinite for large x.
func norm(x, y float64) float64 {
	x, y = math.Abs(x), math.Abs(y)
	if x < y {
		x, y = y, x
	}
	if x == 0 {
		return 0
	}
	y /= x
	return float64(x * math.Sqrt(1+float64(y*y)))
}

// Ascend sorts x in ascending order, by insertion: it is short, and package slices' sort weighs more than the
// rest here.
func Ascend(x []float64) {
	for i, v := range x {
		k := i
		for ; k > 0 && x[k-1] > v; k-- {
			x[k] = x[k-1]
		}
		x[k] = v
	}
}
