package snapshot

import (
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"saddle/core/gan"
)

// fillIn gives every field of a struct something of its type.
func fillIn(t *rapid.T, name string, v reflect.Value) {
	numbers := rapid.Float64()
	words := rapid.StringOfN(rapid.RuneFrom([]rune("aé, =\"Σ−\u202f\x00")), 1, -1, -1) // a list of one empty text reads as none
	if _, ok := v.Interface().(gan.Activation); ok {
		knots := []float64{-1, numbers.Filter(func(y float64) bool { return y < 0 }).Draw(t, name), 0, 0, 1, 1.0 / 3}
		phi := rapid.SampledFrom([]string{gan.Identity, gan.Leaky, gan.HardTanh, gan.Piecewise}).Draw(t, name)
		v.Set(reflect.ValueOf(gan.NewActivation(phi, rapid.Float64Range(1e-9, 1).Draw(t, name), knots)))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fillIn(t, v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Float64:
		v.SetFloat(numbers.Draw(t, name))
	case reflect.Float32:
		v.SetFloat(float64(rapid.Float32().Draw(t, name)))
	case reflect.Int:
		v.SetInt(int64(rapid.IntRange(0, 1<<31).Draw(t, name)))
	case reflect.String:
		v.SetString(words.Draw(t, name))
	case reflect.Array:
		for i := range v.Len() {
			fillIn(t, name, v.Index(i))
		}
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, name))
	case reflect.Slice:
		n := rapid.IntRange(0, 5).Draw(t, name+" length")
		if n == 0 {
			v.SetZero()
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fillIn(t, name, v.Index(i))
		}
	default:
		t.Fatalf("no value for %s, a %s", name, v.Type())
	}
}

// TestAnySnapshotRoundTrips: what is decoded is what was encoded, bit for bit; an empty list may come back as none.
func TestAnySnapshotRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s Snapshot
		fillIn(t, "", reflect.ValueOf(&s).Elem())
		got, err := Decode(s.Encode(nil, ForPage|ForStage))
		if err != nil {
			t.Fatal(err)
		}
		compare(t, "", reflect.ValueOf(*got), reflect.ValueOf(s))
	})
}

func compare(t *rapid.T, name string, got, want reflect.Value) {
	switch want.Kind() {
	case reflect.Struct:
		if want.Type() == reflect.TypeFor[gan.Activation]() {
			if !got.Equal(want) {
				t.Fatalf("%s: %v, want %v", name, got, want)
			}
			return
		}
		for i := range want.NumField() {
			compare(t, want.Type().Field(i).Name, got.Field(i), want.Field(i))
		}
	case reflect.Array, reflect.Slice:
		if got.Len() != want.Len() {
			t.Fatalf("%s: %d, want %d", name, got.Len(), want.Len())
		}
		for i := range want.Len() {
			compare(t, name, got.Index(i), want.Index(i))
		}
	case reflect.Float64, reflect.Float32:
		if math.Float64bits(got.Float()) != math.Float64bits(want.Float()) {
			t.Fatalf("%s: %v, want %v", name, got, want)
		}
	default:
		if !got.Equal(want) {
			t.Fatalf("%s: %v, want %v", name, got, want)
		}
	}
}
