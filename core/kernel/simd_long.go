//go:build !short && go1.27 && goexperiment.simd && (wasm || arm64)

package kernel

// straightLines says whether the straight functions are in use.
const straightLines = true
