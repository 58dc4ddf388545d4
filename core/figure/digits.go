package figure

import (
	"math"
	"strconv"
	"strings"
)

const (
	thinSpace = "\u202f" // narrow no-break space
	minus     = "\u2212"
)

// Count writes a whole number with thin spaces between thousands: 12 800.
func Count(v float64) string {
	if math.IsInf(v, 0) || math.IsNaN(v) {
		return Digits(v, 1)
	}
	return grouped(strconv.FormatFloat(math.Round(v), 'f', 0, 64))
}

// Digits writes v to n ≥ 1 significant digits: 0.0840, 1.4, 12 300, 3.20 × 10⁻⁷.
func Digits(v float64, n int) string {
	switch {
	case math.IsNaN(v):
		return "unknown"
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return minus + "∞"
	case v == 0:
		return "0"
	}
	// The exponent of the rounded number: 0.9996 to three digits is 1.00.
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', n-1, 64), "e")
	e, _ := strconv.Atoi(exponent)
	if e < -4 || e >= 15 {
		return grouped(mantissa) + " × 10" + superscript(e)
	}
	if e >= n {
		unit := math.Pow(10, float64(e-n+1))
		return Count(math.Round(v/unit) * unit)
	}
	return grouped(strconv.FormatFloat(v, 'f', n-1-e, 64))
}

// Shortest writes v with the fewest digits that give it back: 0.01.
func Shortest(v float64) string { return grouped(strconv.FormatFloat(v, 'f', -1, 64)) }

// grouped sets thin spaces between the thousands of the whole part, and a true minus sign.
func grouped(text string) string {
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = minus, text[1:]
	}
	whole, rest := text, ""
	if dot := strings.IndexByte(text, '.'); dot >= 0 {
		whole, rest = text[:dot], text[dot:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + thinSpace + whole[i:]
	}
	return sign + whole + rest
}

func superscript(e int) string {
	digits := [...]string{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"}
	text := ""
	for _, c := range strconv.Itoa(e) {
		if c == '-' {
			text += "⁻"
		} else {
			text += digits[c-'0']
		}
	}
	return text
}
