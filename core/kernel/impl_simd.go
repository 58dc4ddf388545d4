//go:build !plain && go1.27 && goexperiment.simd && arm64

package kernel

// The implementation in use: the vectors of two numbers that arm64 has.

// Engine names the loops in use, for people.
const Engine = "SIMD"

func fastGemm(m, n, k int, a []float64, rs, cs int, b []float64, ldb int, c []float64, ldc int, upper bool) {
	simdGemm(m, n, k, a, rs, cs, b, ldb, c, ldc, upper)
}
func fastRowDot(m, d int, p, z, q []float64)          { simdRowDot(m, d, p, z, q) }
func fastScaleRows(m, d int, dst, s, src []float64)   { simdScaleRows(m, d, dst, s, src) }
func fastAxpy(alpha float64, x, y []float64)          { simdAxpy(alpha, x, y) }
func fastSigmoid(dst, x []float64)                    { simdSigmoid(dst, x) }
func fastRectify(dst, x []float64, slope float64)     { simdRectify(dst, x, slope) }
func fastRectifyGrad(dst, x []float64, slope float64) { simdRectifyGrad(dst, x, slope) }
