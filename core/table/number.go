package table

import (
	"math"
	"strconv"

	"saddle/core/ascii"
)

// kind is what a field is.
type kind uint8

const (
	isText     kind = iota
	isGap           // nothing, or a word for it
	isNumber        //
	isInfinite      // larger than all numbers, or than largest
)

// largest is the size of a number at most: beyond it squares leave the range of float64 in a product.
const largest = 1e30

// gaps are the words for a value that is missing, in lower case.
var gaps = []string{"na", "n/a", "nan", "-nan", "nan()", "null", "none", "nil", "missing", "<na>", "nat", "-", "--", "---", ".", "..", "?", "*", "–", "—",
	"#n/a", "#value!", "#div/0!", "#ref!", "#name?", "#num!", "#null!", "1.#qnan", "-1.#ind", "1.#ind", "#nv", "#wert!", "n.a.", "k.a.", "n.d.", "n/d", "\\n", "<lod", "bdl"}

var infinities = []string{"inf", "+inf", "-inf", "infinity", "-infinity", "+infinity", "1.#inf", "-1.#inf", "∞", "-∞", "−∞"}

// bare is a field without what may stand around a number: signs, a currency, a per cent sign, the brackets of accounts.
type bare struct {
	text     []byte
	negative bool
	percent  bool
	money    bool
	account  bool
}

// strip takes them off. text is empty where nothing is left.
func strip(text []byte) (b bare) {
	b.text = trimSpaces(text)
	if n := len(b.text); n > 2 && b.text[0] == '(' && b.text[n-1] == ')' {
		b.text, b.account, b.negative = trimSpaces(b.text[1:n-1]), true, true
	}
	sign := func() {
		for _, s := range [...]string{"-", "−", "–", "+"} {
			if starts(b.text, s) {
				b.text = b.text[len(s):]
				b.negative = b.negative != (s != "+")
				return
			}
		}
	}
	sign()
	for _, c := range [...]string{"$", "€", "£", "¥"} {
		if starts(b.text, c) {
			b.text, b.money = trimSpaces(b.text[len(c):]), true
			sign()
		}
		if n := len(b.text) - len(c); n > 0 && string(b.text[n:]) == c {
			b.text, b.money = trimSpaces(b.text[:n]), true
		}
	}
	if n := len(b.text); n > 1 && b.text[n-1] == '%' {
		b.text, b.percent = trimSpaces(b.text[:n-1]), true
	}
	return b
}

// trimSpaces cuts white space at both ends, the spaces that do not break included.
func trimSpaces(s []byte) []byte {
	for {
		n := len(s)
		s = ascii.Trim(s, ascii.Space)
		for _, w := range wideSpaces {
			if starts(s, w) {
				s = s[len(w):]
			}
			if n := len(s) - len(w); n >= 0 && string(s[n:]) == w {
				s = s[:n]
			}
		}
		if len(s) == n {
			return s
		}
	}
}

var wideSpaces = []string{"\u00a0", "\u202f", "\u2009"}

// figures are the marks within a number: what stands where, before any meaning.
type figures struct {
	ok             bool // there are digits, and else only marks and an exponent
	commas, points int
	groups         int  // spaces and apostrophes between groups of three digits
	last           byte // the last mark, ',' or '.'
	before, after  int  // digits before the first mark and after the last
	even           bool // three digits after every mark, and one to three before the first, of which the first is no 0
	zero           bool // it begins with a 0 that another digit follows, without a mark between
}

// look reads the marks of a bare number.
func look(text []byte) (f figures) {
	digits, run, marks := 0, 0, 0
	f.even = true
	i := 0
	for ; i < len(text); i++ {
		if c := text[i]; c >= '0' && c <= '9' {
			digits++
			run++
			if marks == 0 {
				f.before++
			}
			continue
		}
		mark, length := markOf(text[i:])
		if mark == 0 {
			break
		}
		i += length - 1
		pair := marks > 0 && run == 2 && mark == ',' && f.last == ',' // as in India: 1,00,000
		if marks > 0 && run != 3 && !pair || marks == 0 && (run == 0 || run > 3) {
			f.even = false
		}
		if mark == ' ' && (marks > 0 && run != 3 || marks == 0 && (run == 0 || run > 3)) {
			return figures{} // a space that is between no groups
		}
		marks++
		run = 0
		switch mark {
		case ',':
			f.commas++
			f.last = mark
		case '.':
			f.points++
			f.last = mark
		default:
			f.groups++
		}
	}
	f.after = run
	f.zero = f.before > 1 && text[0] == '0'
	f.even = f.even && marks > 0 && run == 3 && f.before > 0 && text[0] != '0'
	if f.groups > 0 && f.last == 0 && run != 3 {
		return figures{}
	}
	if digits == 0 || i < len(text) && !exponent(text[i:]) {
		return figures{}
	}
	if i < len(text) {
		f.even = false
	}
	f.ok = true
	return f
}

// markOf returns the mark with which a text begins, ' ' for all that only separate groups of digits, 0 for none.
func markOf(text []byte) (mark byte, length int) {
	switch c := text[0]; c {
	case ',', '.':
		return c, 1
	case ' ', '\'':
		return ' ', 1
	}
	for _, w := range [...]string{"\u00a0", "\u202f", "\u2009", "’"} {
		if starts(text, w) {
			return ' ', len(w)
		}
	}
	return 0, 0
}

// exponent says whether the rest of a number is one, as e-5 or D+03.
func exponent(text []byte) bool {
	if text[0] != 'e' && text[0] != 'E' && text[0] != 'd' && text[0] != 'D' {
		return false
	}
	text = text[1:]
	if len(text) > 0 && (text[0] == '-' || text[0] == '+') {
		text = text[1:]
	}
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(text) > 0
}

// marks is the meaning of comma and point in a text.
type marks struct {
	decimal byte // ',' or '.'
}

// fits says whether the marks of a number have these meanings: the decimal mark once at most, after all others, which are
// between groups of three digits.
func (m marks) fits(f figures) bool {
	decimals, others := f.points, f.commas
	if m.decimal == ',' {
		decimals, others = f.commas, f.points
	}
	switch {
	case !f.ok || decimals > 1:
		return false
	case others == 0:
		return true
	case decimals == 0:
		return f.even
	}
	return f.last == m.decimal
}

// number reads a field.
func (m marks) number(text []byte) (v float64, b bare, k kind) {
	b = strip(text)
	if len(b.text) == 0 {
		if len(trimSpaces(text)) == 0 {
			return 0, b, isGap
		}
		return 0, b, lookup(text)
	}
	f := look(b.text)
	if !m.fits(f) || f.groups > 0 && !m.grouped(b.text) || (f.points > 0 && f.commas > 0) && !m.grouped(b.text) {
		return 0, b, lookup(text)
	}
	v, err := strconv.ParseFloat(m.plain(b.text), 64)
	switch {
	case err != nil && !math.IsInf(v, 0):
		return 0, b, isText
	case math.Abs(v) > largest:
		return 0, b, isInfinite
	}
	if b.negative {
		v = -v
	}
	return v, b, isNumber
}

// grouped says whether what is before the decimal mark are groups of three digits.
func (m marks) grouped(text []byte) bool {
	run, groups := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			run++
			continue
		case c == m.decimal || c == 'e' || c == 'E' || c == 'd' || c == 'D':
			return groups == 0 || run == 3
		case c >= 0x80:
			for i+1 < len(text) && text[i+1] >= 0x80 {
				i++
			}
		}
		if groups > 0 && run != 3 && run != 2 || run == 0 || run > 3 {
			return false
		}
		groups++
		run = 0
	}
	return groups == 0 || run == 3
}

// plain returns a number as ParseFloat reads it.
func (m marks) plain(text []byte) string {
	simple := true
	for _, c := range text {
		simple = simple && (c >= '0' && c <= '9' || c == '.' && m.decimal == '.' || c == 'e' || c == 'E' || c == '-' || c == '+')
	}
	if simple {
		return string(text)
	}
	out := make([]byte, 0, len(text))
	for _, c := range text {
		switch {
		case c >= '0' && c <= '9' || c == '-' || c == '+':
			out = append(out, c)
		case c == m.decimal:
			out = append(out, '.')
		case c == 'e' || c == 'E' || c == 'd' || c == 'D':
			out = append(out, 'e')
		}
	}
	return string(out)
}

// lookup tells words for gaps and infinities from others.
func lookup(text []byte) kind {
	text = trimSpaces(text)
	if len(text) > 16 {
		return isText
	}
	word := ascii.Lower(string(text))
	for _, g := range gaps {
		if word == g {
			return isGap
		}
	}
	for _, i := range infinities {
		if word == i {
			return isInfinite
		}
	}
	return isText
}
