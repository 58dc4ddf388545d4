//go:build go1.27 && goexperiment.simd && amd64

package kernel

import "simd/archsimd"

// What this processor can run is added, whichever the program would choose.
func init() {
	add := func(name string, wide bool) {
		gemm := func(m, n, k int, a []float64, rs, cs int, b []float64, ldb int, c []float64, ldc int, upper bool) {
			avxGemm(wide, m, n, k, a, rs, cs, b, ldb, c, ldc, upper)
		}
		implementations = append(implementations, implementation{
			name, gemm, avxRowDot, avxScaleRows, avxAxpy, avxSigmoid, avxRectify, avxRectifyGrad,
		})
	}
	if archsimd.X86.AVX2() {
		add("AVX2", false)
	}
	if archsimd.X86.AVX512() {
		add("AVX-512", true)
	}
}
