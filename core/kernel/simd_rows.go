//go:build go1.27 && goexperiment.simd && (wasm || arm64)

package kernel

import "unsafe"

//go:nocheckptr
func simdRowDot(m, d int, p, z, q []float64) {
	if d == 2 {
		simdRowDot2(p[:2*m], z, q)
		return
	}
	if d == 8 {
		done := simdRowDot8(m, p, z, q)
		m, p, z, q = m-done, p[8*done:], z[8*done:], q[done:]
	}
	i := 0
	pp, pz := unsafe.Pointer(unsafe.SliceData(p)), unsafe.Pointer(unsafe.SliceData(z))
	if row := uintptr(wordSize * d); d%2 == 0 {
		// Two rows at a time, so that the latencies of two sums overlap.
		for ; i+2 <= m; i += 2 {
			var s, t vector
			pp1, pz1 := unsafe.Add(pp, row), unsafe.Add(pz, row)
			j := d
			for ; j >= 8; j -= 8 {
				s = s.Add(load(pp, 0).Mul(load(pz, 0)))
				t = t.Add(load(pp1, 0).Mul(load(pz1, 0)))
				s = s.Add(load(pp, 16).Mul(load(pz, 16)))
				t = t.Add(load(pp1, 16).Mul(load(pz1, 16)))
				s = s.Add(load(pp, 32).Mul(load(pz, 32)))
				t = t.Add(load(pp1, 32).Mul(load(pz1, 32)))
				s = s.Add(load(pp, 48).Mul(load(pz, 48)))
				t = t.Add(load(pp1, 48).Mul(load(pz1, 48)))
				pp, pz, pp1, pz1 = unsafe.Add(pp, 64), unsafe.Add(pz, 64), unsafe.Add(pp1, 64), unsafe.Add(pz1, 64)
			}
			for ; j > 0; j -= 2 {
				s = s.Add(load(pp, 0).Mul(load(pz, 0)))
				t = t.Add(load(pp1, 0).Mul(load(pz1, 0)))
				pp, pz, pp1, pz1 = unsafe.Add(pp, 16), unsafe.Add(pz, 16), unsafe.Add(pp1, 16), unsafe.Add(pz1, 16)
			}
			pp, pz = pp1, pz1
			q[i], q[i+1] = s.GetElem(0)+s.GetElem(1), t.GetElem(0)+t.GetElem(1)
		}
	}
	for ; i < m; i++ {
		var sum vector
		j := d
		for ; j >= 8; j -= 8 {
			sum = sum.Add(load(pp, 0).Mul(load(pz, 0)))
			sum = sum.Add(load(pp, 16).Mul(load(pz, 16)))
			sum = sum.Add(load(pp, 32).Mul(load(pz, 32)))
			sum = sum.Add(load(pp, 48).Mul(load(pz, 48)))
			pp, pz = unsafe.Add(pp, 64), unsafe.Add(pz, 64)
		}
		for ; j >= 2; j -= 2 {
			sum = sum.Add(load(pp, 0).Mul(load(pz, 0)))
			pp, pz = unsafe.Add(pp, 16), unsafe.Add(pz, 16)
		}
		total := sum.GetElem(0) + sum.GetElem(1)
		if j > 0 {
			total += float64(p[i*d+d-1] * z[i*d+d-1])
			pp, pz = unsafe.Add(pp, 8), unsafe.Add(pz, 8)
		}
		q[i] = total
	}
}

// simdRowDot2 is simdRowDot for d = 2, four rows at a time.
//
//go:nocheckptr
func simdRowDot2(p, z, q []float64) {
	for len(p) >= 8 && len(z) >= 8 && len(q) >= 4 {
		pp, pz, to := unsafe.Pointer(&p[0]), unsafe.Pointer(&z[0]), (*[4]float64)(q)
		to[0] = pairDot(load(pp, 0), load(pz, 0))
		to[1] = pairDot(load(pp, 16), load(pz, 16))
		to[2] = pairDot(load(pp, 32), load(pz, 32))
		to[3] = pairDot(load(pp, 48), load(pz, 48))
		p, z, q = p[8:], z[8:], q[4:]
	}
	plainRowDot(len(p)/2, 2, p, z, q)
}

// simdRowDot8 is simdRowDot for d = 8, of as many rows as it returns: four at a time, without a loop along them, whose
// branches would cost more than the sums.
//
//go:nocheckptr
func simdRowDot8(m int, p, z, q []float64) (done int) {
	pp, pz := unsafe.Pointer(unsafe.SliceData(p)), unsafe.Pointer(unsafe.SliceData(z))
	for ; done+4 <= m; done += 4 {
		to := (*[4]float64)(q[done:])
		var a, b, c, d vector
		a = a.Add(load(pp, 0).Mul(load(pz, 0)))
		b = b.Add(load(pp, 64).Mul(load(pz, 64)))
		c = c.Add(load(pp, 128).Mul(load(pz, 128)))
		d = d.Add(load(pp, 192).Mul(load(pz, 192)))
		a = a.Add(load(pp, 16).Mul(load(pz, 16)))
		b = b.Add(load(pp, 80).Mul(load(pz, 80)))
		c = c.Add(load(pp, 144).Mul(load(pz, 144)))
		d = d.Add(load(pp, 208).Mul(load(pz, 208)))
		a = a.Add(load(pp, 32).Mul(load(pz, 32)))
		b = b.Add(load(pp, 96).Mul(load(pz, 96)))
		c = c.Add(load(pp, 160).Mul(load(pz, 160)))
		d = d.Add(load(pp, 224).Mul(load(pz, 224)))
		a = a.Add(load(pp, 48).Mul(load(pz, 48)))
		b = b.Add(load(pp, 112).Mul(load(pz, 112)))
		c = c.Add(load(pp, 176).Mul(load(pz, 176)))
		d = d.Add(load(pp, 240).Mul(load(pz, 240)))
		to[0], to[1] = a.GetElem(0)+a.GetElem(1), b.GetElem(0)+b.GetElem(1)
		to[2], to[3] = c.GetElem(0)+c.GetElem(1), d.GetElem(0)+d.GetElem(1)
		pp, pz = unsafe.Add(pp, 256), unsafe.Add(pz, 256)
	}
	return done
}

func pairDot(p, z vector) float64 {
	var sum vector
	sum = sum.Add(p.Mul(z))
	return sum.GetElem(0) + sum.GetElem(1)
}

//go:nocheckptr
func simdScaleRows(m, d int, dst, s, src []float64) {
	if d == 2 {
		simdScaleRows2(dst, s[:m], src)
		return
	}
	if d == 8 {
		done := simdScaleRows8(m, dst, s, src)
		m, dst, s, src = m-done, dst[8*done:], s[done:], src[8*done:]
	}
	to, from := unsafe.Pointer(unsafe.SliceData(dst)), unsafe.Pointer(unsafe.SliceData(src))
	for i := range m {
		scale := both(s[i])
		j := d
		for ; j >= 8; j -= 8 {
			store(to, 0, scale.Mul(load(from, 0)))
			store(to, 16, scale.Mul(load(from, 16)))
			store(to, 32, scale.Mul(load(from, 32)))
			store(to, 48, scale.Mul(load(from, 48)))
			to, from = unsafe.Add(to, 64), unsafe.Add(from, 64)
		}
		for ; j >= 2; j -= 2 {
			store(to, 0, scale.Mul(load(from, 0)))
			to, from = unsafe.Add(to, 16), unsafe.Add(from, 16)
		}
		if j > 0 {
			dst[i*d+d-1] = float64(s[i] * src[i*d+d-1])
			to, from = unsafe.Add(to, 8), unsafe.Add(from, 8)
		}
	}
}

// simdScaleRows2 is simdScaleRows for d = 2, four rows at a time.
//
//go:nocheckptr
func simdScaleRows2(dst, s, src []float64) {
	for len(s) >= 4 && len(src) >= 8 && len(dst) >= 8 {
		to, scale, from := unsafe.Pointer(&dst[0]), unsafe.Pointer(&s[0]), unsafe.Pointer(&src[0])
		store(to, 0, spread(scale, 0).Mul(load(from, 0)))
		store(to, 16, spread(scale, 8).Mul(load(from, 16)))
		store(to, 32, spread(scale, 16).Mul(load(from, 32)))
		store(to, 48, spread(scale, 24).Mul(load(from, 48)))
		dst, s, src = dst[8:], s[4:], src[8:]
	}
	plainScaleRows(len(s), 2, dst, s, src)
}

// simdScaleRows8 is simdScaleRows for d = 8, of as many rows as it returns: as simdRowDot8.
//
//go:nocheckptr
func simdScaleRows8(m int, dst, s, src []float64) (done int) {
	to, from, scale := unsafe.Pointer(unsafe.SliceData(dst)), unsafe.Pointer(unsafe.SliceData(src)), unsafe.Pointer(unsafe.SliceData(s))
	for ; done+4 <= m; done += 4 {
		a, b, c, d := spread(scale, 0), spread(scale, 8), spread(scale, 16), spread(scale, 24)
		store(to, 0, a.Mul(load(from, 0)))
		store(to, 16, a.Mul(load(from, 16)))
		store(to, 32, a.Mul(load(from, 32)))
		store(to, 48, a.Mul(load(from, 48)))
		store(to, 64, b.Mul(load(from, 64)))
		store(to, 80, b.Mul(load(from, 80)))
		store(to, 96, b.Mul(load(from, 96)))
		store(to, 112, b.Mul(load(from, 112)))
		store(to, 128, c.Mul(load(from, 128)))
		store(to, 144, c.Mul(load(from, 144)))
		store(to, 160, c.Mul(load(from, 160)))
		store(to, 176, c.Mul(load(from, 176)))
		store(to, 192, d.Mul(load(from, 192)))
		store(to, 208, d.Mul(load(from, 208)))
		store(to, 224, d.Mul(load(from, 224)))
		store(to, 240, d.Mul(load(from, 240)))
		to, from, scale = unsafe.Add(to, 256), unsafe.Add(from, 256), unsafe.Add(scale, 32)
	}
	return done
}

//go:nocheckptr
func simdAxpy(alpha float64, x, y []float64) {
	from, to := unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(y))
	a := both(alpha)
	n := len(x) &^ 7
	for i := 0; i < n; i += 8 {
		from, to := unsafe.Add(from, wordSize*i), unsafe.Add(to, wordSize*i)
		store(to, 0, load(to, 0).Add(a.Mul(load(from, 0))))
		store(to, 16, load(to, 16).Add(a.Mul(load(from, 16))))
		store(to, 32, load(to, 32).Add(a.Mul(load(from, 32))))
		store(to, 48, load(to, 48).Add(a.Mul(load(from, 48))))
	}
	plainAxpy(alpha, x[n:], y[n:])
}
