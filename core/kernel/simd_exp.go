//go:build go1.27 && goexperiment.simd && (wasm || arm64)

package kernel

import (
	"simd/archsimd"
	"unsafe"
)

// The constants of Exp in both lanes: loading one from memory is cheaper than spreading it each time. simdE
// holds e2 … e13 at the indices 2 … 13.
var (
	simdE = [...][2]float64{
		2: {e2, e2}, {e3, e3}, {e4, e4}, {e5, e5}, {e6, e6}, {e7, e7},
		{e8, e8}, {e9, e9}, {e10, e10}, {e11, e11}, {e12, e12}, {e13, e13},
	}
	simdLeast = [2]float64{-expLimit, -expLimit}
	simdMost  = [2]float64{expLimit, expLimit}
	simdLog2e = [2]float64{log2e, log2e}
	simdBias  = [2]float64{roundBias, roundBias}
	simdLn2Hi = [2]float64{ln2Hi, ln2Hi}
	simdLn2Lo = [2]float64{ln2Lo, ln2Lo}
)

// simdSigmoid is plainSigmoid, two vectors at a time, so that the latencies of two exponentials overlap.
//
//go:nocheckptr
func simdSigmoid(dst, x []float64) {
	from, to := unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(dst))
	one := both(1)
	n := len(x) &^ 3
	for i := 0; i < n; i += 4 {
		from, to := unsafe.Add(from, wordSize*i), unsafe.Add(to, wordSize*i)
		r, scaleR := simdReduce(load(from, 0).Neg())
		s, scaleS := simdReduce(load(from, 16).Neg())
		r, s = simdExpm1(r), simdExpm1(s)
		store(to, 0, one.Div(one.Add(one.Add(r).Mul(scaleR))))
		store(to, 16, one.Div(one.Add(one.Add(s).Mul(scaleS))))
	}
	plainSigmoid(dst[n:], x[n:])
}

// simdReduce is reduce.
func simdReduce(x vector) (r, scale vector) {
	least, most := archsimd.LoadFloat64x2Array(&simdLeast), archsimd.LoadFloat64x2Array(&simdMost)
	x = least.IfElse(x.Less(least), x)
	x = most.IfElse(x.Greater(most), x)
	bias := archsimd.LoadFloat64x2Array(&simdBias)
	t := x.Mul(archsimd.LoadFloat64x2Array(&simdLog2e)).Add(bias)
	n := t.Sub(bias)
	r = x.Sub(n.Mul(archsimd.LoadFloat64x2Array(&simdLn2Hi)))
	r = r.Sub(n.Mul(archsimd.LoadFloat64x2Array(&simdLn2Lo)))
	return r, t.ToBits().ShiftAllLeft(52).BitsToFloat64()
}

// simdExpm1 is expm1 of a reduced argument: r + r²·taylor(r).
func simdExpm1(r vector) vector {
	r2 := r.Mul(r)
	r4 := r2.Mul(r2)
	q := simdCubic(6, r, r2).Add(simdCubic(10, r, r2).Mul(r4))
	q = simdCubic(2, r, r2).Add(q.Mul(r4))
	return r.Add(q.Mul(r2))
}

// simdCubic is four terms of taylor: Σ_{j<4} e_{first+j}·rʲ.
func simdCubic(first int, r, r2 vector) vector {
	low := archsimd.LoadFloat64x2Array(&simdE[first]).Add(archsimd.LoadFloat64x2Array(&simdE[first+1]).Mul(r))
	high := archsimd.LoadFloat64x2Array(&simdE[first+2]).Add(archsimd.LoadFloat64x2Array(&simdE[first+3]).Mul(r))
	return low.Add(high.Mul(r2))
}
