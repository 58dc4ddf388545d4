// Package kernel holds the dense loops of the training and the elementary functions they need. Matrices are []float64,
// row-major unless strides say otherwise. Nothing here allocates, keeps state or knows the clock.
//
// # Implementations
//
// Each kernel exists several times; the build chooses, and on amd64 the processor. No caller can tell which runs, except by
// its speed and by [Engine], which is for display.
//
//   - plain.go: one loop per formula. It defines the results and is called for remainders, by the tests, and, built with
//     the tag plain, by the benchmark.
//   - tile_*.go: scalar code, 2 rows × 4 columns at a time. It runs wherever the next ones do not.
//   - simd_*.go: the vectors of 2 that WebAssembly and arm64 have, 4 rows × 2 vectors.
//   - avx_*.go: the vectors of 4 and 8 that amd64 may have, 3 or 4 rows × 2 vectors.
//
// Vectors need Go 1.27 and GOEXPERIMENT=simd.
//
// # One set of results
//
// All give the same bits, on every platform, because of these rules:
//
//   - A sum of a matrix product starts from +0 and takes its terms one after another in ascending l; tiles only choose
//     which sums run side by side. [RowDot] has its own fixed order of two interleaved sums.
//   - Every product that is added to something is written float64(a*b). Go may fuse a*b + c into one rounding, even across
//     statements and inlined calls, but not past an explicit conversion. A test compiles for processors that have the
//     fused instruction and looks for it.
//   - Of package math only Sqrt, Copysign, Abs and the conversions to and from bits are used: Exp, Log and the others
//     differ between platforms. [Exp], [Log] and their relatives here are made of additions, multiplications, divisions
//     and bit operations alone.
//   - No SIMD instruction is used that rounds otherwise than its scalar counterpart: no fused or relaxed one.
//
// The one exception is the sign and payload of a NaN, which no platform promises; that a result is NaN is the same
// everywhere.
package kernel
