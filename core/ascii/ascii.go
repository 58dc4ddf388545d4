// Package ascii holds the few operations on text that the core needs, for text of which only ASCII counts.
// Packages strings and bytes do the same for all of Unicode, whose tables would be 15 kB of the page's first
// visit.
package ascii

// Space is what [Trim] is mostly asked to cut.
const Space = " \t\r\n\v\f"

// Trim returns s without the bytes of cut, which are ASCII, at both ends.
func Trim[T string | []byte](s T, cut string) T { return TrimLeft(TrimRight(s, cut), cut) }

// TrimLeft returns s without the bytes of cut at its beginning.
func TrimLeft[T string | []byte](s T, cut string) T {
	for len(s) > 0 && has(cut, s[0]) {
		s = s[1:]
	}
	return s
}

// TrimRight returns s without the bytes of cut at its end.
func TrimRight[T string | []byte](s T, cut string) T {
	for len(s) > 0 && has(cut, s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

// Index returns the place of the first of the given bytes in s, which are ASCII, −1 if there is none.
func Index[T string | []byte](s T, bytes string) int {
	for i := range len(s) {
		if has(bytes, s[i]) {
			return i
		}
	}
	return -1
}

func has(list string, b byte) bool {
	for i := range len(list) {
		if list[i] == b {
			return true
		}
	}
	return false
}

// Lower returns s with A to Z in lower case.
func Lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// Quote returns s between quotation marks, with a question mark for every byte that prints nothing and an apostrophe for every quotation
// mark: strconv.Quote for people, who do not read escapes.
func Quote(s string) string {
	b := []byte(s)
	for i, c := range b {
		switch {
		case c < ' ' || c == 0x7f:
			b[i] = '?'
		case c == '"':
			b[i] = '\''
		}
	}
	return `"` + string(b) + `"`
}
