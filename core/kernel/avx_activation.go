//go:build go1.27 && goexperiment.simd && amd64

package kernel

import (
	"simd/archsimd"
	"unsafe"
)

// avxRectify is plainRectify.
//
//go:nocheckptr
func avxRectify(dst, x []float64, slope float64) {
	from, to := unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(dst))
	var zero vector4
	one, s := all4(1), all4(slope)
	n := len(x) &^ 3
	if slope == 0 {
		for range n / 4 {
			v := load4(from, 0)
			store4(to, 0, zero.IfElse(v.LessEqual(zero), v))
			from, to = unsafe.Add(from, 32), unsafe.Add(to, 32)
		}
	} else {
		for range n / 4 {
			v := load4(from, 0)
			store4(to, 0, v.Mul(s.IfElse(v.LessEqual(zero), one)).Add(zero))
			from, to = unsafe.Add(from, 32), unsafe.Add(to, 32)
		}
	}
	archsimd.ClearAVXUpperBits()
	plainRectify(dst[n:], x[n:], slope)
}

// avxRectifyGrad is plainRectifyGrad.
//
//go:nocheckptr
func avxRectifyGrad(dst, x []float64, slope float64) {
	from, to := unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(dst))
	var zero vector4
	one, s := all4(1), all4(slope)
	n := len(x) &^ 3
	if slope == 0 {
		for range n / 4 {
			store4(to, 0, load4(to, 0).IfElse(load4(from, 0).Greater(zero), zero))
			from, to = unsafe.Add(from, 32), unsafe.Add(to, 32)
		}
	} else {
		for range n / 4 {
			store4(to, 0, load4(to, 0).Mul(one.IfElse(load4(from, 0).Greater(zero), s)))
			from, to = unsafe.Add(from, 32), unsafe.Add(to, 32)
		}
	}
	archsimd.ClearAVXUpperBits()
	plainRectifyGrad(dst[n:], x[n:], slope)
}

// The constants of Exp in all lanes: taking one from memory is cheaper than spreading it each time. avxE holds e2 … e13 at
// the indices 2 … 13.
var (
	avxE = [...][4]float64{
		2: lanes(e2), lanes(e3), lanes(e4), lanes(e5), lanes(e6), lanes(e7), lanes(e8), lanes(e9), lanes(e10), lanes(e11),
		lanes(e12), lanes(e13),
	}
	avxLeast, avxMost  = lanes(-expLimit), lanes(expLimit)
	avxLog2e, avxBias  = lanes(log2e), lanes(roundBias)
	avxLn2Hi, avxLn2Lo = lanes(ln2Hi), lanes(ln2Lo)
)

func lanes(x float64) [4]float64 { return [4]float64{x, x, x, x} }

// avxSigmoid is plainSigmoid, two vectors at a time, so that the latencies of two exponentials overlap.
//
//go:nocheckptr
func avxSigmoid(dst, x []float64) {
	from, to := unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(dst))
	one := all4(1)
	n := len(x) &^ 7
	for range n / 8 {
		r, scaleR := avxReduce(load4(from, 0).Neg())
		s, scaleS := avxReduce(load4(from, 32).Neg())
		r, s = avxExpm1(r), avxExpm1(s)
		store4(to, 0, one.Div(one.Add(one.Add(r).Mul(scaleR))))
		store4(to, 32, one.Div(one.Add(one.Add(s).Mul(scaleS))))
		from, to = unsafe.Add(from, 64), unsafe.Add(to, 64)
	}
	archsimd.ClearAVXUpperBits()
	plainSigmoid(dst[n:], x[n:])
}

// avxReduce is reduce.
func avxReduce(x vector4) (r, scale vector4) {
	least, most := archsimd.LoadFloat64x4Array(&avxLeast), archsimd.LoadFloat64x4Array(&avxMost)
	x = least.IfElse(x.Less(least), x)
	x = most.IfElse(x.Greater(most), x)
	bias := archsimd.LoadFloat64x4Array(&avxBias)
	t := x.Mul(archsimd.LoadFloat64x4Array(&avxLog2e)).Add(bias)
	n := t.Sub(bias)
	r = x.Sub(n.Mul(archsimd.LoadFloat64x4Array(&avxLn2Hi)))
	r = r.Sub(n.Mul(archsimd.LoadFloat64x4Array(&avxLn2Lo)))
	return r, t.ToBits().ShiftAllLeft(52).BitsToFloat64()
}

// avxExpm1 is expm1 of a reduced argument: r + r²·taylor(r).
func avxExpm1(r vector4) vector4 {
	r2 := r.Mul(r)
	r4 := r2.Mul(r2)
	q := avxCubic(6, r, r2).Add(avxCubic(10, r, r2).Mul(r4))
	q = avxCubic(2, r, r2).Add(q.Mul(r4))
	return r.Add(q.Mul(r2))
}

// avxCubic is four terms of taylor: Σ_{j<4} e_{first+j}·rʲ.
func avxCubic(first int, r, r2 vector4) vector4 {
	low := archsimd.LoadFloat64x4Array(&avxE[first]).Add(archsimd.LoadFloat64x4Array(&avxE[first+1]).Mul(r))
	high := archsimd.LoadFloat64x4Array(&avxE[first+2]).Add(archsimd.LoadFloat64x4Array(&avxE[first+3]).Mul(r))
	return low.Add(high.Mul(r2))
}
