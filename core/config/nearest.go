package config

import "saddle/core/ascii"

// nearest returns the word of list closest to text: itself, then the same in another case, then the
// one at the smallest edit distance if that is less than half of the word; "" where none is close.
func nearest(text string, list []string) string {
	best, least := "", 1<<30
	for _, w := range list {
		if w == text {
			return w
		}
		n := editDistance(ascii.Lower(text), ascii.Lower(w))
		if n < least && 2*n <= len(w) {
			best, least = w, n
		}
	}
	return best
}

// editDistance counts the insertions, deletions and substitutions from a to b (Levenshtein). Long
// input is cut: nothing that long is close to a name.
func editDistance(a, b string) int {
	const long = 64
	if len(a) > long {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diag := row[0]
		row[0] = i + 1
		for j := range len(b) {
			sub := diag
			if a[i] != b[j] {
				sub++
			}
			diag = row[j+1]
			row[j+1] = min(sub, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
