package table

import (
	"strconv"

	"saddle/core/ascii"
)

// sample is how many rows are looked at to find what separates the columns.
const sample = 300

// separators are tried in this order; the first of the best is taken.
var separators = [...]byte{'\t', ';', '|', ',', '&', white, whole}

// separate returns what separates the columns of a text: what makes the most even rows, with the most numbers in them. label
// is for rows.
func separate(text []byte) (separator byte, label int) {
	separator, most := byte(whole), 0.0
	for _, s := range separators {
		t := try(text, s)
		if v := t.promise(); v > most+1e-9 {
			separator, label, most = s, t.label, v
		}
	}
	return separator, label
}

// tried is what a separator makes of the first rows.
type tried struct {
	separator byte
	rows      [][]field
	widest    int // the number of fields that most rows have, of two the greater
	even      int // rows that have it
	short     int // rows that have fewer
	latex     int // rows that end as LaTeX has them
	odd       bool
	label     int // for rows: what rows have too many fields are joined to; 0: they are not
}

// try reads the first rows.
func try(text []byte, separator byte) tried {
	t := tried{separator: separator}
	r := rows{lines: lines{text: text}, separator: separator}
	for len(t.rows) < sample {
		fields, _, ok := r.next()
		if !ok {
			break
		}
		t.rows = append(t.rows, append([]field(nil), fields...))
	}
	t.latex = r.latex
	if separator == white && t.labels() {
		r.label = t.label
		for i := range t.rows[1:] {
			t.rows[i+1] = r.labelled(t.rows[i+1])
		}
	}
	return t
}

// labels says whether the rows begin with labels of one or more words: the first row has names alone, and all others as
// many numbers or more, or one less and a word before them.
func (t *tried) labels() bool {
	if len(t.rows) < 3 {
		return false
	}
	names := len(t.rows[0])
	for _, f := range t.rows[0] {
		if anyNumber(f.text) != isText {
			return false
		}
	}
	least, most := maxFields, 0
	for _, row := range t.rows[1:] {
		least, most = min(least, len(row)), max(most, len(row))
		if anyNumber(row[0].text) != isText {
			return false
		}
	}
	fields := min(least, names+1)
	if most == fields || least < names {
		return false
	}
	for _, row := range t.rows[1:] {
		for _, f := range row[len(row)-fields+1:] {
			if anyNumber(f.text) == isText {
				return false
			}
		}
	}
	t.label = fields
	return true
}

// promise returns how good a separator is, from 0 to 1: the share of even rows times that of numbers among their fields
// but those of the first row, which may be a header. Words count a little: they may be labels.
func (t *tried) promise() float64 {
	if t.separator == '&' && 2*t.latex < len(t.rows) {
		return 0
	}
	var count [maxFields + 1]int
	for _, row := range t.rows {
		count[min(len(row), maxFields)]++
	}
	for n, rows := range count {
		if rows > 0 && rows >= count[t.widest] {
			t.widest = n
		}
	}
	if len(t.rows) == 0 || t.widest == 1 && t.separator != whole {
		return 0
	}
	t.even = count[t.widest]
	for n := range t.widest {
		t.short += count[n]
	}
	return t.value()
}

func (t *tried) value() float64 {
	numbers, filled := t.numbers()
	share := 0.0
	if filled > 0 {
		share = float64(numbers) / float64(filled)
	}
	even := float64(t.even)
	if t.separator != white && t.separator != whole {
		even += float64(t.short) / 2
	}
	value := even / float64(len(t.rows)) * (0.3 + 0.7*share)
	switch {
	case t.separator == whole:
		value *= 0.7
	case t.separator == white:
		value *= 0.98
	case t.separator == ',' && (t.odd || t.halves()):
		value *= 0.6
	}
	return value
}

// numbers counts them, by either meaning of the comma, in even rows after the first.
func (t *tried) numbers() (numbers, filled int) {
	for i, row := range t.rows {
		if i == 0 && t.even > 1 || len(row) != t.widest {
			continue
		}
		for _, f := range row {
			if len(f.text) == 0 {
				continue
			}
			filled++
			if anyNumber(f.text) != isText {
				numbers++
			} else if at := ascii.Index(f.text, "\t;| "); at > 0 && t.separator == ',' && !f.quoted && digital(f.text[:at], false) {
				numbers-- // the end of a number with a decimal comma, and the next field
			}
			if figures := look(strip(f.text).text); figures.zero && figures.commas+figures.points == 0 || string(f.text) == "-0" {
				t.odd = true // half of a number with a decimal comma
			}
		}
	}
	return numbers, filled
}

// halves says whether the two fields of a row look like one number with a comma in it: all are whole, and there is one name
// above them, or some numbers have no comma and all others three digits after it.
func (t *tried) halves() bool {
	if t.widest != 2 || t.short == 0 {
		return false
	}
	named := len(t.rows[0]) == 1 && !digital(t.rows[0][0].text, true) && anyNumber(t.rows[0][0].text) == isText &&
		ascii.Index(t.rows[0][0].text, " ") < 0
	counts, grouped := true, true
	for i, row := range t.rows {
		switch {
		case i == 0 && named:
			continue
		case len(row) != 2:
			if !digital(row[0].text, true) {
				return false
			}
			continue
		case !digital(row[0].text, true) || !digital(row[1].text, false):
			return false
		}
		counts = counts && string(row[0].text) == strconv.Itoa(i)
		grouped = grouped && len(row[1].text) == 3
	}
	return named && !counts || !named && grouped
}

// digital says whether a field is digits, with a sign before them if it may have one.
func digital(text []byte, sign bool) bool {
	if sign && (starts(text, "-") || starts(text, "+")) {
		text = text[1:]
	}
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(text) > 0
}

// anyNumber is what a field is, by either meaning of the comma.
func anyNumber(text []byte) kind {
	_, _, k := marks{'.'}.number(text)
	if k == isText {
		_, _, k = marks{','}.number(text)
	}
	return k
}
