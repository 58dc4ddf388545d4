package complexity

import (
	"math"
	"strconv"
	"strings"

	"saddle/core/config"
	"saddle/core/kernel"
)

// expand returns the values of one piece of a list: itself, or those of the range that it is. Where it cannot
// be read, why says so, as the end of a sentence that begins with the piece.
func expand(p *config.Param, piece string) (values []string, why string) {
	first, rest, ranged := strings.Cut(piece, "..")
	if !ranged {
		return []string{piece}, ""
	}
	if p.Kind != config.Int && p.Kind != config.Float {
		return nil, "is a range, which only numbers have; it is left out."
	}
	last, count, counted := strings.Cut(rest, ":")
	a, err1 := strconv.ParseFloat(strings.TrimSpace(first), 64)
	b, err2 := strconv.ParseFloat(strings.TrimSpace(last), 64)
	if err1 != nil || err2 != nil || math.IsNaN(a) || math.IsNaN(b) || math.IsInf(a, 0) || math.IsInf(b, 0) {
		return nil, "is not a range; write it as 1..20 or 1000..100000:5. It is left out."
	}
	if a > b {
		a, b = b, a
	}
	if low, high := min(max(a, p.Min), p.Max), max(min(b, p.Max), p.Min); low != a || high != b {
		a, b, why = low, high, "leaves the range "+number(p.Min)+" to "+number(p.Max)+"; it is cut to that."
	}
	if !counted {
		if p.Kind != config.Int {
			return nil, "does not say how many values it has; write it as " + first + ".." + last + ":5. It is left out."
		}
		a, b = math.Ceil(a), math.Floor(b)
		if b-a >= mostValues {
			b, why = a+mostValues-1, "has more than "+strconv.Itoa(mostValues)+" values; the first "+strconv.Itoa(mostValues)+" are taken."
		}
		for v := a; v <= b; v++ {
			values = append(values, strconv.FormatInt(int64(v), 10))
		}
		return values, why
	}
	k, err := strconv.Atoi(strings.TrimSpace(count))
	if err != nil || k < 1 {
		return nil, "does not end in a number of values; write it as 1000..100000:5. It is left out."
	}
	if k > mostValues {
		k, why = mostValues, "has more than "+strconv.Itoa(mostValues)+" values; "+strconv.Itoa(mostValues)+" are taken."
	}
	for i := range k {
		values = append(values, between(p, a, b, i, k))
	}
	return values, why
}

// between returns value i of k from a to b, in equal ratios on a logarithmic scale. n has one, though its
// control has not.
func between(p *config.Param, a, b float64, i, k int) string {
	share := 0.0
	if k > 1 {
		share = float64(i) / float64(k-1)
	}
	v := a + float64(share*(b-a))
	if a > 0 && (p.Log || p.Name == samplesName) {
		v = a * kernel.Pow(b/a, share)
	}
	switch {
	case i == 0:
		v = a
	case i == k-1:
		v = b
	}
	if p.Kind == config.Int {
		return strconv.FormatInt(int64(math.Round(v)), 10)
	}
	return strconv.FormatFloat(v, 'g', 6, 64)
}

// sortValues orders numbers by size and choices as they are declared.
func sortValues(p *config.Param, values []string) {
	place := func(v string) float64 {
		for i, o := range p.Options {
			if o.Value == v {
				return float64(i)
			}
		}
		x, _ := strconv.ParseFloat(v, 64)
		return x
	}
	mergeSort(values, func(a, b string) bool { return place(a) < place(b) })
}

// join prints a list; of whole numbers three or more in a row as first..last.
func join(values []string, whole bool) string {
	var b strings.Builder
	for i := 0; i < len(values); {
		end := i + 1
		for ; whole && end < len(values); end++ {
			x, err1 := strconv.ParseInt(values[end-1], 10, 64)
			y, err2 := strconv.ParseInt(values[end], 10, 64)
			if err1 != nil || err2 != nil || y != x+1 {
				break
			}
		}
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		if end-i >= 3 {
			b.WriteString(values[i] + ".." + values[end-1])
		} else {
			end = i + 1
			b.WriteString(values[i])
		}
		i = end
	}
	return b.String()
}

// mergeSort sorts stably. Package sort would bring reflection into the trainer's program.
func mergeSort[T any](list []T, before func(a, b T) bool) {
	if len(list) < 2 {
		return
	}
	half := len(list) / 2
	left, right := append([]T(nil), list[:half]...), append([]T(nil), list[half:]...)
	mergeSort(left, before)
	mergeSort(right, before)
	for i := range list {
		if len(right) == 0 || len(left) > 0 && !before(right[0], left[0]) {
			list[i], left = left[0], left[1:]
		} else {
			list[i], right = right[0], right[1:]
		}
	}
}

func has(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

// clip keeps hostile input from filling a message.
func clip(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// number prints v with all its digits, as short as reads back the same.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
