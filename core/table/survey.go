package table

import "saddle/core/ascii"

// Bounds of what is looked at.
const (
	maxFields = 20_000 // of a row
	headRows  = 12     // in which a header ends
)

// source gives rows, one after the other.
type source interface {
	next() (fields []field, line int, ok bool)
}

// survey is what a first reading of all rows shows.
type survey struct {
	rows    int
	counts  []int   // rows by the number of their fields
	columns []stats // of every field that a row has
	head    [][]field
	lines   []int // of head
}

// stats are counts of the fields of a column.
type stats struct {
	numbers, texts int
	evidence       evidence
}

// see takes in a row.
func (s *survey) see(fields []field, line int) {
	s.rows++
	n := min(len(fields), maxFields)
	for len(s.counts) <= n {
		s.counts = append(s.counts, 0)
	}
	s.counts[n]++
	if len(s.head) < headRows {
		s.head = append(s.head, copied(fields))
		s.lines = append(s.lines, line)
	}
	for len(s.columns) < n {
		s.columns = append(s.columns, stats{})
	}
	for k, f := range fields[:n] {
		c := &s.columns[k]
		switch anyNumber(f.text) {
		case isNumber:
			c.numbers++
			c.evidence.see(f.text)
		case isText:
			c.texts++
		}
	}
}

func copied(fields []field) []field {
	out := make([]field, len(fields))
	for k, f := range fields {
		out[k] = field{append([]byte(nil), f.text...), f.quoted}
	}
	return out
}

// width is how many fields most rows have, the greater of two; fields at its end that no row fills do not count.
func (s *survey) width() int {
	width := 0
	for n, rows := range s.counts {
		if rows > 0 && rows >= s.counts[width] {
			width = n
		}
	}
	for width > 0 && s.empty(width-1) {
		width--
	}
	return width
}

// empty says whether no row of the head has a word there, and none of all a number or text.
func (s *survey) empty(column int) bool {
	if column >= len(s.columns) || s.columns[column].numbers+s.columns[column].texts > 0 {
		return false
	}
	for _, row := range s.head {
		if column < len(row) && len(row[column].text) > 0 {
			return false
		}
	}
	return true
}

// evidences returns those of all columns.
func (s *survey) evidences(width int) []evidence {
	var out []evidence
	for k := range s.columns[:min(width, len(s.columns))] {
		out = append(out, s.columns[k].evidence)
	}
	return out
}

// heading is how a table begins.
type heading struct {
	rows    int      // of the survey's head that are no data
	titles  int      // how many of them are titles
	names   []string // by column; nil: there are none
	short   bool     // the names are one too few, as R writes them: the first column has none
	number  bool     // the names are numbers
	perhaps bool     // the first row, which is taken for numbers, could be names as well
	factor  float64  // of all numbers, as MATLAB prints it above them; 1 without
}

// Header says whether the first row names the columns.
type Header uint8

// The choices.
const (
	AnyHeader Header = iota // it does if it looks so
	NoHeader                // it is data
	HasHeader               // it does
)

// heading finds how the table begins.
func (s *survey) heading(width int, m marks, want Header) (h heading) {
	h.factor = 1
	var names [][]field
	above := 0 // rows above the names that are titles, whatever stands in them
	if want == AnyHeader {
		above = s.above(width, m)
	}
	for i, row := range s.head {
		numbers, texts := kinds(row, m)
		scale, isScale := scaleOf(row)
		switch {
		case i < above:
			h.titles++
			h.rows = i + 1
			continue
		case isScale:
			h.factor = scale
			h.rows = i + 1
			continue
		case numbers == 0 && texts == 1 && width > 1 && len(names) == 0 && !s.counted(i, width, m) || len(row) > 0 && string(row[len(row)-1].text) == "=":
			h.titles++
			h.rows = i + 1
			continue
		case numbers == 0 && texts > 0 && want != NoHeader && i < len(s.head)-1 || want == HasHeader && len(names) == 0:
			names = append(names, row)
			h.rows = i + 1
			continue
		case len(names) == 0 && want == AnyHeader:
			if h.number, h.perhaps = s.numbered(i, width, m); h.number {
				names = append(names, row)
				h.rows = i + 1
			}
		}
		break
	}
	if len(names) > 0 {
		h.names, h.short = joined(names, width)
	}
	return h
}

// counted says whether row i, which has one field, is the name of the second of two columns, of which the first counts: as R
// writes them.
func (s *survey) counted(i, width int, m marks) bool {
	if width != 2 || len(s.head[i]) != 1 || i+2 >= len(s.head) {
		return false
	}
	for k, row := range s.head[i+1:] {
		if v, _, kind := m.number(row[0].text); kind != isNumber || v != float64(k+1) {
			return false
		}
	}
	return true
}

// above returns how many rows stand above the names of the columns, where some of them are no words only: the names are the
// last row of words above a column of numbers, with no number above themselves in it.
func (s *survey) above(width int, m marks) int {
	for j := min(len(s.head), 8) - 2; j > 0; j-- {
		numbers, texts := kinds(s.head[j], m)
		if numbers > 0 || texts == 0 || 2*texts < width || len(s.head[j]) > width {
			continue
		}
		for k, f := range s.head[j] {
			if anyNumber(f.text) == isText && s.share(k, 0, j, m) == 0 && s.share(k, j+1, len(s.head), m) > 0.5 {
				if n, _ := kinds(s.head[0], m); n > 0 {
					return j
				}
				return 0
			}
		}
	}
	return 0
}

// share returns the share of numbers in a column of some rows of the head.
func (s *survey) share(column, from, to int, m marks) float64 {
	numbers := 0
	for _, row := range s.head[from:to] {
		if column < len(row) {
			if _, _, k := m.number(row[column].text); k == isNumber {
				numbers++
			}
		}
	}
	return float64(numbers) / float64(to-from)
}

// kinds counts the numbers and words of a row.
func kinds(row []field, m marks) (numbers, texts int) {
	for _, f := range row {
		switch _, _, k := m.number(f.text); k {
		case isNumber, isInfinite:
			numbers++
		case isText:
			texts++
		}
	}
	return numbers, texts
}

// scaleOf reads a line such as 1.0e+03 *.
func scaleOf(row []field) (scale float64, is bool) {
	text := ""
	if len(row) > 2 {
		return 0, false
	}
	for _, f := range row {
		text += string(f.text)
	}
	n := len(text)
	if n < 2 || text[n-1] != '*' {
		return 0, false
	}
	scale, _, k := marks{'.'}.number([]byte(text[:n-1]))
	return scale, k == isNumber
}

// numbered says whether row i, which has numbers in it, names the columns all the same: by 0, 1, 2 … in any order above
// numbers of which hardly any is whole, or with a blank above an index, where it may begin with 1; by years; or among more
// words that stand above numbers. With 0 and 1 alone it is only perhaps so: a path begins there, too.
func (s *survey) numbered(i, width int, m marks) (is, perhaps bool) {
	row := s.head[i]
	if i+1 >= len(s.head) || len(row) < width-1 {
		return false, false
	}
	below := s.head[i+1:]
	fractions, cells, wordsAbove := 0, 0, 0
	for k := range row {
		over := 0
		for _, b := range below {
			if k < len(b) {
				if v, _, kind := m.number(b[k].text); kind == isNumber {
					over++
					if cells++; v != float64(int64(v)) {
						fractions++
					}
				}
			}
		}
		if _, _, kind := m.number(row[k].text); kind == isText && over == len(below) {
			wordsAbove++
		}
	}
	numbers, texts, blanks, whole := 0, 0, 0, map[int64]bool{}
	least, most := int64(1)<<62, -int64(1)<<62
	for _, f := range row {
		switch v, _, kind := m.number(f.text); kind {
		case isNumber:
			numbers++
			if v != float64(int64(v)) {
				return false, false
			}
			whole[int64(v)] = true
			least, most = min(least, int64(v)), max(most, int64(v))
		case isText:
			texts++
		case isGap:
			blanks++
		}
	}
	run := numbers > 0 && len(whole) == numbers && most-least == int64(numbers-1)
	switch {
	case wordsAbove > numbers:
		return true, false
	case run && least <= 1 && least >= 0 && blanks == 1 && texts == 0:
		return true, false
	case run && least == 0 && blanks == 0 && texts == 0 && numbers > 1:
		is = len(below) > 1 && 5*fractions >= 4*cells
		return is && numbers > 2, is && numbers == 2
	case run && numbers > 1 && least >= 1500 && most <= 2200 && texts+blanks > 0:
		return true, false
	}
	return false, false
}

// joined makes one name of the fields above each column. Type lines such as <dbl> or Float64 say nothing.
func joined(rows [][]field, width int) (names []string, short bool) {
	names = make([]string, width)
	for i, row := range rows {
		if typed(row) {
			continue
		}
		at := 0
		if i == 0 && len(row) == width-1 && width > 1 {
			short, at = true, 1
		}
		if i > 0 && short && len(row) == width-1 {
			at = 1
		}
		for k, f := range row {
			text := cleaned(f.text)
			if k+at >= width || text == "" {
				continue
			}
			switch name := &names[k+at]; {
			case *name == "":
				*name = text
			case *name != text:
				*name += " " + text
			}
		}
	}
	return names, short
}

// typed says whether a row tells the types of columns.
func typed(row []field) bool {
	for _, f := range row {
		text := ascii.Lower(string(f.text))
		switch {
		case text == "", len(text) > 2 && text[0] == '<' && text[len(text)-1] == '>':
		case text == "float64" || text == "int64" || text == "string" || text == "float32" || text == "real" || text == "numeric":
		default:
			return false
		}
	}
	return true
}

const longestName = 40 // letters

// cleaned returns a name without quotes, control characters and runs of blanks, cut to what a label has room for.
func cleaned(text []byte) string {
	var out []rune
	for _, r := range string(ascii.Trim(text, " \t\"'")) {
		if r < ' ' || r == 0x7f || r == 0xfffd {
			r = ' '
		}
		if r == ' ' && (len(out) == 0 || out[len(out)-1] == ' ') {
			continue
		}
		out = append(out, r)
	}
	for len(out) > 0 && out[len(out)-1] == ' ' {
		out = out[:len(out)-1]
	}
	if len(out) > longestName {
		out = append(out[:longestName-1], '…')
	}
	return string(out)
}
