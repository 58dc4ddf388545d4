//go:build !plain && !avx2 && go1.27 && goexperiment.simd && amd64

package kernel

import "simd/archsimd"

// avxWide says whether gemm may use vectors of 512 bits.
var avxWide = archsimd.X86.AVX512()
