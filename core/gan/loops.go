package gan

// The loops over a minibatch that package kernel does not have. They go eight numbers at a time, because the end of a turn is
// dear in WebAssembly; each gives the bits of the loop at its end, one number at a time.

// negate sets dst[i] = −x[i].
func negate(dst, x []float64) {
	for len(x) >= 8 && len(dst) >= 8 {
		to, from := (*[8]float64)(dst), (*[8]float64)(x)
		to[0], to[1], to[2], to[3] = -from[0], -from[1], -from[2], -from[3]
		to[4], to[5], to[6], to[7] = -from[4], -from[5], -from[6], -from[7]
		dst, x = dst[8:], x[8:]
	}
	for i, v := range x {
		dst[i] = -v
	}
}

// scale sets x[i] = by·x[i].
func scale(x []float64, by float64) {
	for len(x) >= 8 {
		to := (*[8]float64)(x)
		to[0], to[1], to[2], to[3] = to[0]*by, to[1]*by, to[2]*by, to[3]*by
		to[4], to[5], to[6], to[7] = to[4]*by, to[5]*by, to[6]*by, to[7]*by
		x = x[8:]
	}
	for i := range x {
		x[i] *= by
	}
}

// halve sets h[i] = b + h[i]/2, which makes logits of the quadratic forms.
func halve(h []float64, b float64) {
	for len(h) >= 8 {
		to := (*[8]float64)(h)
		to[0], to[1] = b+float64(0.5*to[0]), b+float64(0.5*to[1])
		to[2], to[3] = b+float64(0.5*to[2]), b+float64(0.5*to[3])
		to[4], to[5] = b+float64(0.5*to[4]), b+float64(0.5*to[5])
		to[6], to[7] = b+float64(0.5*to[6]), b+float64(0.5*to[7])
		h = h[8:]
	}
	for i := range h {
		h[i] = b + float64(0.5*h[i])
	}
}

// sum adds one number after the other, from 0.
func sum(x []float64) float64 {
	s := 0.0
	for len(x) >= 8 {
		from := (*[8]float64)(x)
		s = s + from[0] + from[1] + from[2] + from[3] + from[4] + from[5] + from[6] + from[7]
		x = x[8:]
	}
	for _, v := range x {
		s += v
	}
	return s
}
