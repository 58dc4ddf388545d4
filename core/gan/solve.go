package gan

import "math"

// solveTransposed replaces c by the solution X of WᵀX = c, all d×d, by elimination with row pivoting in
// the scratch a. It is false if W is singular.
func solveTransposed(w, c, a []float64, d int) bool {
	for i := range d {
		for j := range d {
			a[i*d+j] = w[j*d+i]
		}
	}
	for k := range d {
		pivot := k
		for i := k + 1; i < d; i++ {
			if math.Abs(a[i*d+k]) > math.Abs(a[pivot*d+k]) {
				pivot = i
			}
		}
		if a[pivot*d+k] == 0 {
			return false
		}
		swapRows(a, k, pivot, d)
		swapRows(c, k, pivot, d)
		for i := k + 1; i < d; i++ {
			f := a[i*d+k] / a[k*d+k]
			subtractRow(a, i, k, f, d)
			subtractRow(c, i, k, f, d)
		}
	}
	for k := d - 1; k >= 0; k-- {
		for j := range d {
			c[k*d+j] /= a[k*d+k]
		}
		for i := range k {
			subtractRow(c, i, k, a[i*d+k], d)
		}
	}
	return true
}

func swapRows(a []float64, i, j, d int) {
	if i == j {
		return
	}
	for k := range d {
		a[i*d+k], a[j*d+k] = a[j*d+k], a[i*d+k]
	}
}

// subtractRow takes f times row j from row i.
func subtractRow(a []float64, i, j int, f float64, d int) {
	for k := range d {
		a[i*d+k] -= float64(f * a[j*d+k])
	}
}
