package data

import (
	"bytes"
	"testing"
)

// What is taken for a set is written as it was read.
func FuzzSet(f *testing.F) {
	s := &Set{columns: 2, offset: []float64{1, -3}, names: []string{"a", "b"}}
	s.add([]float32{0.5, 2}, 1)
	s.add([]float32{-1, 7}, 2)
	s.seal()
	f.Add(s.Encode())
	f.Add([]byte(setMagic + "\x01\x00\x00\x00\xff\xff\xff\x7f\x00\x00\x00\x00"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		s, ok := Decode(b)
		if !ok {
			return
		}
		first := s.Encode()
		again, ok := Decode(first)
		if !ok || !bytes.Equal(again.Encode(), first) {
			t.Fatal("a second round trip changes the set")
		}
	})
}
