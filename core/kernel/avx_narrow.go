//go:build !plain && avx2 && go1.27 && goexperiment.simd && amd64

package kernel

// avxWide says whether gemm may use vectors of 512 bits: not in the program by which the benchmark measures AVX2.
const avxWide = false
