//go:build !plain && !(go1.27 && goexperiment.simd && (wasm || amd64 || arm64))

package kernel

// The implementation in use: the scalar tile.

// Engine names the loops in use, for people.
const Engine = "scalar"

func fastGemm(m, n, k int, a []float64, rs, cs int, b []float64, ldb int, c []float64, ldc int, upper bool) {
	tileGemm(m, n, k, a, rs, cs, b, ldb, c, ldc, upper)
}
func fastRowDot(m, d int, p, z, q []float64)          { tileRowDot(m, d, p, z, q) }
func fastScaleRows(m, d int, dst, s, src []float64)   { tileScaleRows(m, d, dst, s, src) }
func fastAxpy(alpha float64, x, y []float64)          { tileAxpy(alpha, x, y) }
func fastSigmoid(dst, x []float64)                    { plainSigmoid(dst, x) }
func fastRectify(dst, x []float64, slope float64)     { tileRectify(dst, x, slope) }
func fastRectifyGrad(dst, x []float64, slope float64) { tileRectifyGrad(dst, x, slope) }
