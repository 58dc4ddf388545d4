//go:build go1.27 && goexperiment.simd && (wasm || arm64)

package kernel

func init() {
	implementations = append(implementations, implementation{
		"simd", simdGemm, simdRowDot, simdScaleRows, simdAxpy, simdSigmoid, simdRectify, simdRectifyGrad,
	})
}
