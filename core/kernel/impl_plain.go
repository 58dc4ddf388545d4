//go:build plain

package kernel

// The implementation in use: the plain reference, which the benchmark measures the others against.

// Engine names the loops in use, for people.
const Engine = "plain"

func fastGemm(m, n, k int, a []float64, rs, cs int, b []float64, ldb int, c []float64, ldc int, upper bool) {
	plainGemm(m, n, k, a, rs, cs, b, ldb, c, ldc, upper)
}
func fastRowDot(m, d int, p, z, q []float64)          { plainRowDot(m, d, p, z, q) }
func fastScaleRows(m, d int, dst, s, src []float64)   { plainScaleRows(m, d, dst, s, src) }
func fastAxpy(alpha float64, x, y []float64)          { plainAxpy(alpha, x, y) }
func fastSigmoid(dst, x []float64)                    { plainSigmoid(dst, x) }
func fastRectify(dst, x []float64, slope float64)     { plainRectify(dst, x, slope) }
func fastRectifyGrad(dst, x []float64, slope float64) { plainRectifyGrad(dst, x, slope) }
