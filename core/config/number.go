package config

import (
	"strings"

	"saddle/core/ascii"
)

// alone returns a number that stands alone in a field as ParseFloat reads it: with a decimal comma, which some keyboards have in
// place of a point, and with spaces, apostrophes, commas or points between groups of three digits, as in 1,234,567.8 and
// 1 234,5. What may be either is a decimal mark, but not in a whole number.
func alone(text string, whole bool) string {
	for _, same := range [...][2]string{{"\u2212", "-"}, {"\u00a0", " "}, {"\u202f", " "}, {"\u2009", " "}, {"\u2019", "'"}} {
		text = strings.ReplaceAll(text, same[0], same[1])
	}
	for _, mark := range ",." {
		if whole && grouped(text, byte(mark)) {
			return strings.ReplaceAll(text, string(mark), "")
		}
	}
	comma, point := strings.LastIndexByte(text, ','), strings.LastIndexByte(text, '.')
	decimal := byte('.')
	if comma > point && strings.Count(text, ",") == 1 {
		decimal = ','
	}
	before, after, found := strings.Cut(text, string(rune(decimal)))
	for _, mark := range ", '." {
		if byte(mark) != decimal && grouped(before, byte(mark)) {
			before = strings.ReplaceAll(before, string(mark), "")
		}
	}
	if !found {
		return before
	}
	return before + "." + after
}

// grouped says whether a mark stands between groups of three digits, of which the first may be shorter.
func grouped(text string, mark byte) bool {
	groups := strings.Split(ascii.TrimLeft(text, "+-"), string(rune(mark)))
	for i, g := range groups {
		if ascii.Trim(g, "0123456789") != "" || len(g) != 3 && (i > 0 || len(g) == 0 || len(g) > 3) {
			return false
		}
	}
	return len(groups) > 1
}
