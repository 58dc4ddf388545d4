//go:build go1.27 && goexperiment.simd && (wasm || arm64)

package kernel

import "unsafe"

//go:nocheckptr
func simdRectify(dst, x []float64, slope float64) {
	from, to := unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(dst))
	n := len(x) &^ 7
	if slope == 0 {
		for i := 0; i < n; i += 8 {
			from, to := unsafe.Add(from, wordSize*i), unsafe.Add(to, wordSize*i)
			store(to, 0, simdReLU(load(from, 0)))
			store(to, 16, simdReLU(load(from, 16)))
			store(to, 32, simdReLU(load(from, 32)))
			store(to, 48, simdReLU(load(from, 48)))
		}
	} else {
		one, s := both(1), both(slope)
		for i := 0; i < n; i += 8 {
			from, to := unsafe.Add(from, wordSize*i), unsafe.Add(to, wordSize*i)
			store(to, 0, simdLeaky(load(from, 0), one, s))
			store(to, 16, simdLeaky(load(from, 16), one, s))
			store(to, 32, simdLeaky(load(from, 32), one, s))
			store(to, 48, simdLeaky(load(from, 48), one, s))
		}
	}
	plainRectify(dst[n:], x[n:], slope)
}

// simdReLU keeps the bits of x except where x ≤ 0.
func simdReLU(x vector) vector {
	var zero vector
	return x.ToBits().AndNot(x.LessEqual(zero).ToInt64x2().ToBits()).BitsToFloat64()
}

// simdLeaky adds +0 as plainRectify does, which changes −0 only.
func simdLeaky(x, one, slope vector) vector {
	var zero vector
	return x.Mul(slope.IfElse(x.LessEqual(zero), one)).Add(zero)
}

//go:nocheckptr
func simdRectifyGrad(dst, x []float64, slope float64) {
	from, to := unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(dst))
	n := len(x) &^ 7
	if slope == 0 {
		for i := 0; i < n; i += 8 {
			from, to := unsafe.Add(from, wordSize*i), unsafe.Add(to, wordSize*i)
			store(to, 0, simdReLUGrad(load(to, 0), load(from, 0)))
			store(to, 16, simdReLUGrad(load(to, 16), load(from, 16)))
			store(to, 32, simdReLUGrad(load(to, 32), load(from, 32)))
			store(to, 48, simdReLUGrad(load(to, 48), load(from, 48)))
		}
	} else {
		one, s := both(1), both(slope)
		for i := 0; i < n; i += 8 {
			from, to := unsafe.Add(from, wordSize*i), unsafe.Add(to, wordSize*i)
			store(to, 0, simdLeakyGrad(load(to, 0), load(from, 0), one, s))
			store(to, 16, simdLeakyGrad(load(to, 16), load(from, 16), one, s))
			store(to, 32, simdLeakyGrad(load(to, 32), load(from, 32), one, s))
			store(to, 48, simdLeakyGrad(load(to, 48), load(from, 48), one, s))
		}
	}
	plainRectifyGrad(dst[n:], x[n:], slope)
}

func simdReLUGrad(g, x vector) vector {
	var zero vector
	return g.Masked(x.Greater(zero))
}

func simdLeakyGrad(g, x, one, slope vector) vector {
	var zero vector
	return g.Mul(one.IfElse(x.Greater(zero), slope))
}
