package kernel

func tileRowDot(m, d int, p, z, q []float64) {
	if d == 2 {
		tileRowDot2(p[:2*m], z, q)
		return
	}
	for i := range m {
		q[i] = dot(p[i*d:i*d+d], z[i*d:i*d+d])
	}
}

// tileRowDot2 is tileRowDot for d = 2, four rows at a time. Adding 0 makes two products of −0 sum to +0, as they must.
func tileRowDot2(p, z, q []float64) {
	for len(p) >= 8 && len(z) >= 8 && len(q) >= 4 {
		x, y, to := (*[8]float64)(p), (*[8]float64)(z), (*[4]float64)(q)
		to[0] = 0 + float64(x[0]*y[0]) + float64(x[1]*y[1])
		to[1] = 0 + float64(x[2]*y[2]) + float64(x[3]*y[3])
		to[2] = 0 + float64(x[4]*y[4]) + float64(x[5]*y[5])
		to[3] = 0 + float64(x[6]*y[6]) + float64(x[7]*y[7])
		p, z, q = p[8:], z[8:], q[4:]
	}
	plainRowDot(len(p)/2, 2, p, z, q)
}

// dot is one row of plainRowDot.
func dot(p, z []float64) float64 {
	z = z[:len(p)]
	even, odd := 0.0, 0.0
	for len(p) >= 4 && len(z) >= 4 {
		even = even + float64(p[0]*z[0]) + float64(p[2]*z[2])
		odd = odd + float64(p[1]*z[1]) + float64(p[3]*z[3])
		p, z = p[4:], z[4:]
	}
	if len(p) >= 2 && len(z) >= 2 {
		even += float64(p[0] * z[0])
		odd += float64(p[1] * z[1])
		p, z = p[2:], z[2:]
	}
	sum := even + odd
	if len(p) > 0 {
		sum += float64(p[0] * z[0])
	}
	return sum
}

func tileScaleRows(m, d int, dst, s, src []float64) {
	if d == 2 {
		tileScaleRows2(dst, s[:m], src)
		return
	}
	for i := range m {
		tileScale(dst[i*d:i*d+d], s[i], src[i*d:i*d+d])
	}
}

func tileScale(dst []float64, s float64, src []float64) {
	for len(src) >= 4 && len(dst) >= 4 {
		to, from := (*[4]float64)(dst), (*[4]float64)(src)
		to[0], to[1] = float64(s*from[0]), float64(s*from[1])
		to[2], to[3] = float64(s*from[2]), float64(s*from[3])
		dst, src = dst[4:], src[4:]
	}
	for i, v := range src {
		dst[i] = float64(s * v)
	}
}

// tileScaleRows2 is tileScaleRows for d = 2, two rows at a time.
func tileScaleRows2(dst, s, src []float64) {
	for len(s) >= 2 && len(src) >= 4 && len(dst) >= 4 {
		to, from := (*[4]float64)(dst), (*[4]float64)(src)
		to[0], to[1] = float64(s[0]*from[0]), float64(s[0]*from[1])
		to[2], to[3] = float64(s[1]*from[2]), float64(s[1]*from[3])
		dst, s, src = dst[4:], s[2:], src[4:]
	}
	plainScaleRows(len(s), 2, dst, s, src)
}

func tileAxpy(alpha float64, x, y []float64) {
	for len(x) >= 4 && len(y) >= 4 {
		y[0] += float64(alpha * x[0])
		y[1] += float64(alpha * x[1])
		y[2] += float64(alpha * x[2])
		y[3] += float64(alpha * x[3])
		x, y = x[4:], y[4:]
	}
	for i, v := range x {
		y[i] += float64(alpha * v)
	}
}
