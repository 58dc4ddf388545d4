package theory

import (
	"math"
	"math/cmplx"
)

// Turns says whether the walk spirals: whether an eigenvalue of T that is larger than least in modulus is not real.
func (l *Linear) Turns(least float64) bool {
	const within = 1e-4 // of the distance from 1: the arithmetic splits a double eigenvalue by 1e-8
	rates, _ := l.rates()
	for _, v := range rates {
		if cmplx.Abs(1+v) > least && math.Abs(imag(v)) > within*cmplx.Abs(v) {
			return true
		}
	}
	return false
}

// rates returns the eigenvalues of T − I, which is small where the steps are.
func (l *Linear) rates() ([]complex128, bool) {
	a := append([]float64(nil), l.T...)
	for i := range l.Size {
		a[i*l.Size+i]--
	}
	return eigenvalues(a, l.Size)
}

// eigenvalues returns those of the n×n matrix a, which it overwrites, and whether they were found: elimination to
// Hessenberg form, then QR steps with Wilkinson's shifts in complex arithmetic. A simple one is right to about 2⁻⁵² of
// the norm of a.
func eigenvalues(a []float64, n int) ([]complex128, bool) {
	hessenberg(a, n)
	h := make([]complex128, n*n)
	for i, v := range a {
		h[i] = complex(v, 0)
	}
	out := make([]complex128, n)
	for hi, tries := n-1, 0; hi >= 0; {
		lo := hi
		for lo > 0 && cmplx.Abs(h[lo*n+lo-1]) > 0x1p-52*(cmplx.Abs(h[lo*n+lo])+cmplx.Abs(h[(lo-1)*n+lo-1])) {
			lo--
		}
		if lo == hi {
			out[hi] = h[hi*n+hi]
			hi, tries = hi-1, 0
			continue
		}
		if tries++; tries > 100 {
			return out, false
		}
		shift := wilkinson(h, n, hi)
		if tries%10 == 0 {
			shift = complex(cmplx.Abs(h[hi*n+hi-1]), 0) + h[hi*n+hi]
		}
		rotate(h, n, lo, hi, shift)
	}
	return out, true
}

// hessenberg makes a zero below the first subdiagonal by a similarity: elimination with pivots.
func hessenberg(a []float64, n int) {
	for m := 1; m < n-1; m++ {
		pivot := m
		for i := m + 1; i < n; i++ {
			if math.Abs(a[i*n+m-1]) > math.Abs(a[pivot*n+m-1]) {
				pivot = i
			}
		}
		if a[pivot*n+m-1] == 0 {
			continue
		}
		for j := range n {
			a[pivot*n+j], a[m*n+j] = a[m*n+j], a[pivot*n+j]
		}
		for i := range n {
			a[i*n+pivot], a[i*n+m] = a[i*n+m], a[i*n+pivot]
		}
		for i := m + 1; i < n; i++ {
			f := a[i*n+m-1] / a[m*n+m-1]
			if f == 0 {
				continue
			}
			for j := range n {
				a[i*n+j] -= float64(f * a[m*n+j])
			}
			for k := range n {
				a[k*n+m] += float64(f * a[k*n+i])
			}
			a[i*n+m-1] = 0
		}
	}
}

// wilkinson returns the eigenvalue of the last 2×2 block up to row hi that is nearer to its last entry.
func wilkinson(h []complex128, n, hi int) complex128 {
	a, b := h[(hi-1)*n+hi-1], h[(hi-1)*n+hi]
	c, d := h[hi*n+hi-1], h[hi*n+hi]
	half := (a - d) / 2
	root := cmplx.Sqrt(half*half + b*c)
	if cmplx.Abs(half+root) < cmplx.Abs(half-root) {
		root = -root
	}
	if half+root == 0 {
		return d
	}
	return d - b*c/(half+root)
}

// rotate takes a QR step with the given shift on rows and columns lo … hi.
func rotate(h []complex128, n, lo, hi int, shift complex128) {
	for k := lo; k <= hi; k++ {
		h[k*n+k] -= shift
	}
	cos, sin := make([]complex128, hi), make([]complex128, hi)
	for k := lo; k < hi; k++ {
		a, b := h[k*n+k], h[(k+1)*n+k]
		r := complex(math.Hypot(cmplx.Abs(a), cmplx.Abs(b)), 0)
		if r == 0 {
			cos[k], sin[k] = 1, 0
			continue
		}
		cos[k], sin[k] = a/r, b/r
		for j := k; j <= hi; j++ {
			x, y := h[k*n+j], h[(k+1)*n+j]
			h[k*n+j] = cmplx.Conj(cos[k])*x + cmplx.Conj(sin[k])*y
			h[(k+1)*n+j] = cos[k]*y - sin[k]*x
		}
	}
	for k := lo; k < hi; k++ {
		for i := lo; i <= min(k+1, hi); i++ {
			x, y := h[i*n+k], h[i*n+k+1]
			h[i*n+k] = x*cos[k] + y*sin[k]
			h[i*n+k+1] = y*cmplx.Conj(cos[k]) - x*cmplx.Conj(sin[k])
		}
	}
	for k := lo; k <= hi; k++ {
		h[k*n+k] += shift
	}
}
