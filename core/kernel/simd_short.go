//go:build short && go1.27 && goexperiment.simd && (wasm || arm64)

package kernel

// straightLines says whether the straight functions are in use: not in the program by which the benchmark measures what they bring.
const straightLines = false
