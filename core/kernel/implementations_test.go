package kernel

// implementation is one complete set of kernels.
type implementation struct {
	name        string
	gemm        func(m, n, k int, a []float64, rs, cs int, b []float64, ldb int, c []float64, ldc int, upper bool)
	rowDot      func(m, d int, p, z, q []float64)
	scaleRows   func(m, d int, dst, s, src []float64)
	axpy        func(alpha float64, x, y []float64)
	sigmoid     func(dst, x []float64)
	rectify     func(dst, x []float64, slope float64)
	rectifyGrad func(dst, x []float64, slope float64)
}

var plain = implementation{
	"plain", plainGemm, plainRowDot, plainScaleRows, plainAxpy, plainSigmoid, plainRectify, plainRectifyGrad,
}

// implementations are all that this build has; the first is the reference. The SIMD build adds its own.
var implementations = []implementation{
	plain,
	{"tile", tileGemm, tileRowDot, tileScaleRows, tileAxpy, plainSigmoid, tileRectify, tileRectifyGrad},
}
