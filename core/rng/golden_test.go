package rng

import (
	_ "embed"
	"fmt"
	"math"
	"testing"

	"saddle/build/golden"
)

// The golden hashes hold on every platform and in every implementation. After a deliberate change of the numbers, write
// them anew with: go test ./core/rng -run Golden -update
//
//go:embed testdata/golden.txt
var recorded string

func TestGolden(t *testing.T) {
	hash := uint64(0xcbf29ce484222325) // FNV-1a over 64-bit words
	add := func(u uint64) { hash = (hash ^ u) * 0x100000001b3 }
	got := ""
	record := func(what string) {
		got += fmt.Sprintf("%s %016x\n", what, hash)
	}
	for _, name := range names[:5] {
		for _, seed := range []uint64{0, 1, 1<<53 - 1} {
			r := New(seed, name)
			for range 1000 {
				add(r.Uint64())
				add(math.Float64bits(r.Float64()))
				add(uint64(r.IntN(1000)))
				add(math.Float64bits(r.Normal()))
			}
			x := make([]float64, 20000)
			r.Normals(x)
			for _, v := range x {
				add(math.Float64bits(v))
			}
		}
		record(name)
	}
	for i := range layers {
		add((layers[i].span + 1) / 2)
		add(math.Float64bits(layers[i].width))
		add(math.Float64bits(heights[i]))
	}
	record("layers")
	golden.Check(t, "golden.txt", recorded, got)
}
