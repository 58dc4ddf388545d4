package gan

import "math"

// Features are 1 and ½uᵀEu, for an orthonormal basis of the symmetric matrices E; u is φ(x), as elsewhere φ is inverted. Balanced, a
// mean is taken from them, and the ascent is raised.
func (q *Quadratic) Features() (f Features) {
	d := q.D
	m := 1 + d*(d+1)/2
	u := make([]float64, d)
	var centre []float64
	if q.metric != nil {
		centre = q.metric.mean()
	}
	f = Features{Count: m, Own: make([]int, m), Weight: 1, Size: make([]float64, d*d*m)}
	for i, k := 0, 1; i < d; i++ {
		for j := range i + 1 {
			f.Size[(i*d+j)*m+k], f.Size[(j*d+i)*m+k] = math.Sqrt2/2, math.Sqrt2/2
			if i == j {
				f.Size[(i*d+i)*m+k] = 1
			}
			k++
		}
	}
	f.At = func(psi, _, x []float64) {
		q.gen.Apply(u, x)
		psi[0] = 1
		k := 1
		for i := range d {
			for j := range i + 1 {
				v := float64(u[i] * u[j])
				if centre != nil {
					v -= centre[i*d+j]
				}
				psi[k] = math.Sqrt2 / 2 * v
				if i == j {
					psi[k] = 0.5 * v
				}
				k++
			}
		}
	}
	if centre != nil {
		f.Raise = q.raising(m)
	}
	return f
}

// raising is what the ascent of a balanced design makes of a gradient, m×m, in the coordinates of Features.
func (q *Quadratic) raising(m int) []float64 {
	d := q.D
	out := make([]float64, m*m)
	out[0] = 1
	for c, k := 1, 0; k < d; k++ {
		for l := range k + 1 {
			a := make([]float64, d*d)
			a[k*d+l], a[l*d+k] = math.Sqrt2/2, math.Sqrt2/2
			if k == l {
				a[k*d+k] = 1
			}
			q.metric.raise(a)
			r := 1
			for i := range d {
				for j := range i + 1 {
					out[r*m+c] = math.Sqrt2 * a[i*d+j]
					if i == j {
						out[r*m+c] = a[i*d+i]
					}
					r++
				}
			}
			c++
		}
	}
	return out
}
