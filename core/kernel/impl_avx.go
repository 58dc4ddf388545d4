//go:build !plain && go1.27 && goexperiment.simd && amd64

package kernel

import "simd/archsimd"

// The implementation in use: AVX2 or AVX-512, as the processor has, and the scalar tile on one that has neither. avxWide is
// declared twice, so that the benchmark can hold a processor to AVX2.

var avx = archsimd.X86.AVX2()

// Engine names the loops in use, for people.
var Engine = engine(avx, avxWide)

func engine(avx, wide bool) string {
	switch {
	case wide:
		return "AVX-512"
	case avx:
		return "AVX2"
	}
	return "scalar"
}

func fastGemm(m, n, k int, a []float64, rs, cs int, b []float64, ldb int, c []float64, ldc int, upper bool) {
	if avx {
		avxGemm(avxWide, m, n, k, a, rs, cs, b, ldb, c, ldc, upper)
	} else {
		tileGemm(m, n, k, a, rs, cs, b, ldb, c, ldc, upper)
	}
}

func fastRowDot(m, d int, p, z, q []float64) {
	if avx {
		avxRowDot(m, d, p, z, q)
	} else {
		tileRowDot(m, d, p, z, q)
	}
}

func fastScaleRows(m, d int, dst, s, src []float64) {
	if avx {
		avxScaleRows(m, d, dst, s, src)
	} else {
		tileScaleRows(m, d, dst, s, src)
	}
}

func fastAxpy(alpha float64, x, y []float64) {
	if avx {
		avxAxpy(alpha, x, y)
	} else {
		tileAxpy(alpha, x, y)
	}
}

func fastSigmoid(dst, x []float64) {
	if avx {
		avxSigmoid(dst, x)
	} else {
		plainSigmoid(dst, x)
	}
}

func fastRectify(dst, x []float64, slope float64) {
	if avx {
		avxRectify(dst, x, slope)
	} else {
		tileRectify(dst, x, slope)
	}
}

func fastRectifyGrad(dst, x []float64, slope float64) {
	if avx {
		avxRectifyGrad(dst, x, slope)
	} else {
		tileRectifyGrad(dst, x, slope)
	}
}
