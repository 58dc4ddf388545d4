//go:build !plain && go1.27 && goexperiment.simd && wasm

package kernel

// The implementation in use: the vectors of two numbers that WebAssembly has, and the scalar tile in browsers that refuse them.

// vectors is true. A browser compiles no program in which one function has an instruction that it does not know, so where it has no
// vectors, every function with such an instruction is given a body without one before, and this one the body that says no.
//
//go:noinline
func vectors() bool { return true }

var simd = vectors()

// Engine names the loops in use, for people.
var Engine = engine(simd)

func engine(simd bool) string {
	if simd {
		return "SIMD"
	}
	return "scalar"
}

func fastGemm(m, n, k int, a []float64, rs, cs int, b []float64, ldb int, c []float64, ldc int, upper bool) {
	if simd {
		simdGemm(m, n, k, a, rs, cs, b, ldb, c, ldc, upper)
	} else {
		tileGemm(m, n, k, a, rs, cs, b, ldb, c, ldc, upper)
	}
}

func fastRowDot(m, d int, p, z, q []float64) {
	if simd {
		simdRowDot(m, d, p, z, q)
	} else {
		tileRowDot(m, d, p, z, q)
	}
}

func fastScaleRows(m, d int, dst, s, src []float64) {
	if simd {
		simdScaleRows(m, d, dst, s, src)
	} else {
		tileScaleRows(m, d, dst, s, src)
	}
}

func fastAxpy(alpha float64, x, y []float64) {
	if simd {
		simdAxpy(alpha, x, y)
	} else {
		tileAxpy(alpha, x, y)
	}
}

func fastSigmoid(dst, x []float64) {
	if simd {
		simdSigmoid(dst, x)
	} else {
		plainSigmoid(dst, x)
	}
}

func fastRectify(dst, x []float64, slope float64) {
	if simd {
		simdRectify(dst, x, slope)
	} else {
		tileRectify(dst, x, slope)
	}
}

func fastRectifyGrad(dst, x []float64, slope float64) {
	if simd {
		simdRectifyGrad(dst, x, slope)
	} else {
		tileRectifyGrad(dst, x, slope)
	}
}
