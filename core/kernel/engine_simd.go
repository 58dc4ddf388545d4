//go:build !plain && go1.27 && goexperiment.simd && wasm

package kernel

// Engine names the loops in use, for people.
const Engine = "SIMD"
