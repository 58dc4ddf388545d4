package wasmfile

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Section {
			return Section{rapid.Byte().Draw(t, "id"), rapid.SliceOf(rapid.Byte()).Draw(t, "body")}
		})).Draw(t, "sections")
		file := Encode(all)
		back, err := Parse(file)
		if err != nil || len(back) != len(all) {
			t.Fatalf("%d sections instead of %d, %v", len(back), len(all), err)
		}
		for i, s := range back {
			if s.ID != all[i].ID || !bytes.Equal(s.Body, all[i].Body) {
				t.Fatalf("section %d changed", i)
			}
		}
		if len(all) > 0 {
			if _, err := Parse(file[:len(file)-1]); err == nil {
				t.Error("a file that is cut off is taken")
			}
		}
	})
}

func TestSignedNumbers(t *testing.T) {
	// The examples of the DWARF 4 standard, figure 23.
	for v, want := range map[int64][]byte{2: {2}, -2: {0x7e}, 127: {0xff, 0}, -127: {0x81, 0x7f}, 128: {0x80, 1}, -128: {0x80, 0x7f}, 129: {0x81, 1}, -129: {0xff, 0x7e}} {
		if got := AppendInt(nil, v); !bytes.Equal(got, want) {
			t.Errorf("%d is %x, want %x", v, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Int64().Draw(t, "v")
		r := NewReader(AppendInt(nil, v))
		if got := r.Int(); got != v || r.More() || r.Err() != nil {
			t.Fatalf("%d comes back as %d", v, got)
		}
	})
}

func TestNoWebAssembly(t *testing.T) {
	for _, file := range []string{"", "\x00asm", "\x00asm\x02\x00\x00\x00", "GIF89a.."} {
		if _, err := Parse([]byte(file)); err == nil {
			t.Errorf("%q is taken", file)
		}
	}
}
