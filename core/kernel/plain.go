package kernel

// The plain reference: the definition of every result, one loop per formula. The faster implementations are
// tested equal to these functions bit for bit, and call them for the few elements left over.

// plainGemm computes C[i,j] = Σ_l A[i,l]·B[l,j], l ascending from +0; with upper, only where j ≥ i.
func plainGemm(m, n, k int, a []float64, rs, cs int, b []float64, ldb int, c []float64, ldc int, upper bool) {
	for i := range m {
		first := 0
		if upper {
			first = i
		}
		for j := first; j < n; j++ {
			sum := 0.0
			for l := range k {
				sum += float64(a[i*rs+l*cs] * b[l*ldb+j])
			}
			c[i*ldc+j] = sum
		}
	}
}

// plainRowDot sums the even columns and the odd columns of each row apart, then adds the two, then an odd last column.
func plainRowDot(m, d int, p, z, q []float64) {
	for i := range m {
		even, odd := 0.0, 0.0
		for j := 0; j+1 < d; j += 2 {
			even += float64(p[i*d+j] * z[i*d+j])
			odd += float64(p[i*d+j+1] * z[i*d+j+1])
		}
		sum := even + odd
		if d%2 == 1 {
			sum += float64(p[i*d+d-1] * z[i*d+d-1])
		}
		q[i] = sum
	}
}

func plainScaleRows(m, d int, dst, s, src []float64) {
	for i := range m {
		for j := range d {
			dst[i*d+j] = float64(s[i] * src[i*d+j])
		}
	}
}

func plainAxpy(alpha float64, x, y []float64) {
	for i := range x {
		y[i] += float64(alpha * x[i])
	}
}

func plainSigmoid(dst, x []float64) {
	for i, v := range x {
		dst[i] = Logistic(v)
	}
}

// plainRectify adds +0 so that no result is −0, and for slope 0 multiplies nothing so that −∞ gives 0 and NaN
// stays NaN.
func plainRectify(dst, x []float64, slope float64) {
	for i, v := range x {
		switch {
		case v > 0 || v != v:
			dst[i] = v
		case slope == 0:
			dst[i] = 0
		default:
			dst[i] = float64(slope*v) + 0
		}
	}
}

func plainRectifyGrad(dst, x []float64, slope float64) {
	for i, v := range x {
		switch {
		case v > 0:
		case slope == 0:
			dst[i] = 0
		default:
			dst[i] = float64(slope * dst[i])
		}
	}
}
