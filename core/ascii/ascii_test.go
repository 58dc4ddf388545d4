package ascii

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
)

// FuzzLikeStrings compares with the standard library on text of which only ASCII counts.
func FuzzLikeStrings(f *testing.F) {
	for _, s := range []string{"", " ", " a b\t", "x=1,Y", "\r\nÄÖ \v", "\xff \n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, cut := range []string{" \t", Space, "?#", "0"} {
			if got, want := Trim(s, cut), strings.Trim(s, cut); got != want {
				t.Errorf("Trim(%q, %q) = %q, want %q", s, cut, got, want)
			}
			if got, want := TrimLeft([]byte(s), cut), bytes.TrimLeft([]byte(s), cut); !bytes.Equal(got, want) {
				t.Errorf("TrimLeft(%q, %q) = %q, want %q", s, cut, got, want)
			}
			if got, want := TrimRight(s, cut), strings.TrimRight(s, cut); got != want {
				t.Errorf("TrimRight(%q, %q) = %q, want %q", s, cut, got, want)
			}
			if got, want := Index([]byte(s), cut), bytes.IndexAny([]byte(s), cut); got != want {
				t.Errorf("Index(%q, %q) = %d, want %d", s, cut, got, want)
			}
		}
		lower := strings.Map(func(r rune) rune {
			if 'A' <= r && r <= 'Z' {
				return r - 'A' + 'a'
			}
			return r
		}, s)
		if got, want := Quote(s), strconv.Quote(s); !strings.Contains(want, `\`) && got != want && !strings.ContainsFunc(s, func(r rune) bool { return r > 126 }) {
			t.Errorf("Quote(%q) = %s", s, got)
		}
		if got := Lower(s); strings.ToValidUTF8(s, "") == s && got != lower {
			t.Errorf("Lower(%q) = %q", s, got)
		}
	})
}

func TestQuote(t *testing.T) {
	for s, want := range map[string]string{"": `""`, "eta D": `"eta D"`, "a\"b\nc": `"a'b?c"`, "φ": `"φ"`} {
		if got := Quote(s); got != want {
			t.Errorf("%q becomes %s, want %s", s, got, want)
		}
	}
}
