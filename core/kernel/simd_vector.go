//go:build go1.27 && goexperiment.simd && (wasm || arm64)

package kernel

import (
	"simd/archsimd"
	"unsafe"
)

// The simd functions step pointers instead of computing indices, and unroll, because in Go's WebAssembly every computed
// address costs and a loop's back edge is dear. After its last use a pointer may have stepped past its slice. That is safe
// while these functions call nothing with one in hand. In WebAssembly no collection can begin meanwhile; natively a
// goroutine may be stopped between any two instructions, but of the function where that happened the collector takes what
// looks like a pointer for a hint that may be wrong. They
// bear go:nocheckptr, because the checks of go test -race allow no such pointer even so.

type vector = archsimd.Float64x2

// load returns the two numbers that start offset bytes after p.
func load(p unsafe.Pointer, offset uintptr) vector {
	return archsimd.LoadFloat64x2Array((*[2]float64)(unsafe.Add(p, offset)))
}

func store(p unsafe.Pointer, offset uintptr, v vector) {
	v.StoreArray((*[2]float64)(unsafe.Add(p, offset)))
}

// spread returns the number that lies offset bytes after p, twice.
func spread(p unsafe.Pointer, offset uintptr) vector {
	return archsimd.BroadcastFloat64x2(*(*float64)(unsafe.Add(p, offset)))
}

// both returns x in both lanes.
func both(x float64) vector { return archsimd.BroadcastFloat64x2(x) }

// next returns the pointer that lies some bytes on. It is a function because the compiler leaves in their order what it
// inlines, and computes first what it does not: eight pointers ahead, for which there are no registers.
func next(p unsafe.Pointer, bytes uintptr) unsafe.Pointer { return unsafe.Add(p, bytes) }
