//go:build go1.27 && goexperiment.simd && amd64

package kernel

import (
	"simd/archsimd"
	"unsafe"
)

// The avx functions step pointers as the simd functions do. After its last use a pointer may have stepped past its slice. That
// is safe while these functions call nothing with one in hand: a goroutine may be stopped between any two instructions, but
// of the function where that happened the collector takes what looks like a pointer for a hint that may be wrong. They
// bear go:nocheckptr, because the checks of go test -race allow no such pointer even so.
//
// Each ends with ClearAVXUpperBits: otherwise the scalar code that follows, of the same thread, runs several times slower.

type (
	vector2 = archsimd.Float64x2
	vector4 = archsimd.Float64x4
	vector8 = archsimd.Float64x8
)

// The load functions return the numbers that start offset bytes after p.

func load2(p unsafe.Pointer, offset uintptr) vector2 {
	return archsimd.LoadFloat64x2Array((*[2]float64)(unsafe.Add(p, offset)))
}

func load4(p unsafe.Pointer, offset uintptr) vector4 {
	return archsimd.LoadFloat64x4Array((*[4]float64)(unsafe.Add(p, offset)))
}

func load8(p unsafe.Pointer, offset uintptr) vector8 {
	return archsimd.LoadFloat64x8Array((*[8]float64)(unsafe.Add(p, offset)))
}

func store2(p unsafe.Pointer, offset uintptr, v vector2) {
	v.StoreArray((*[2]float64)(unsafe.Add(p, offset)))
}
func store4(p unsafe.Pointer, offset uintptr, v vector4) {
	v.StoreArray((*[4]float64)(unsafe.Add(p, offset)))
}
func store8(p unsafe.Pointer, offset uintptr, v vector8) {
	v.StoreArray((*[8]float64)(unsafe.Add(p, offset)))
}

// The spread functions return the number that lies offset bytes after p, in every lane.

func spread2(p unsafe.Pointer, offset uintptr) vector2 {
	return archsimd.BroadcastFloat64x2(*(*float64)(unsafe.Add(p, offset)))
}

func spread4(p unsafe.Pointer, offset uintptr) vector4 {
	return archsimd.BroadcastFloat64x4(*(*float64)(unsafe.Add(p, offset)))
}

func spread8(p unsafe.Pointer, offset uintptr) vector8 {
	return archsimd.BroadcastFloat64x8(*(*float64)(unsafe.Add(p, offset)))
}

// all4 returns x in every lane.
func all4(x float64) vector4 { return archsimd.BroadcastFloat64x4(x) }
