package table

import "saddle/core/ascii"

// lines are those of a text, whatever ends them.
type lines struct {
	text []byte
	at   int
	line int // number of the one that next returned last, counted from 1
}

func (l *lines) next() (line []byte, ok bool) {
	if l.at >= len(l.text) {
		return nil, false
	}
	rest := l.text[l.at:]
	l.line++
	end := ascii.Index(rest, "\r\n")
	if end < 0 {
		l.at = len(l.text)
		return rest, true
	}
	l.at += end + 1
	if rest[end] == '\r' && end+1 < len(rest) && rest[end+1] == '\n' {
		l.at++
	}
	return rest[:end], true
}

const space = " \t\v\f"

// comment says whether a line is a remark, and returns what it says. Error values of spreadsheets begin like one.
func comment(line []byte) (text []byte, is bool) {
	line = ascii.Trim(line, space)
	switch {
	case starts(line, "//"):
		return ascii.Trim(line[2:], "/ \t"), true
	case starts(line, "#"):
		for _, e := range errorValues {
			if starts(line, e) {
				return nil, false
			}
		}
		return ascii.Trim(line, "# \t"), true
	case starts(line, "%"):
		return ascii.Trim(line, "% \t"), true
	case starts(line, "@"): // of ARFF and Grace
		return nil, true
	}
	return nil, aside(string(line))
}

// aside says whether a line tells the size of a table, as (4 rows), [6 rows x 3 columns], 4×2 DataFrame.
func aside(line string) bool {
	n := len(line)
	ends := func(with string) bool { return n >= len(with) && line[n-len(with):] == with }
	switch {
	case n < 6 || n > 60:
		return false
	case line[0] == '(' && (ends(" rows)") || ends(" row)")) || line[0] == '[' && ends(" columns]"):
		return true
	}
	digits := 0
	for digits < n && line[digits] >= '0' && line[digits] <= '9' {
		digits++
	}
	rest := []byte(line[digits:])
	return digits > 0 && (starts(rest, "×") || starts(rest, "-element ") || starts(rest, " rows in set") || starts(rest, " row in set") || starts(rest, " rows selected"))
}

// attribute returns the name of a column from a line of ARFF that declares it.
func attribute(line []byte) (name []byte, is bool) {
	fields, _ := split(nil, line, white)
	if len(fields) < 3 || ascii.Lower(string(fields[0].text)) != "@attribute" {
		return nil, false
	}
	return fields[1].text, true
}

var errorValues = []string{"#N/A", "#VALUE!", "#DIV/0!", "#REF!", "#NAME?", "#NUM!", "#NULL!"}

func starts(s []byte, with string) bool { return len(s) >= len(with) && string(s[:len(with)]) == with }

// ruled says whether a line is drawn under or around a header, as |---|:--:| or +----+ or \hline.
func ruled(line []byte) bool {
	dashes := 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '-' || c == '=':
			dashes++
		case c == 0xe2: // ─ and its like, U+2500 to U+257f
			if i+2 >= len(line) || line[i+1] != 0x94 && line[i+1] != 0x95 {
				return false
			}
			dashes++
			i += 2
		case c == '|' || c == '+' || c == ':' || c == ' ' || c == '\t':
		case starts(line[i:], "\\hline") || starts(line[i:], "\\toprule") || starts(line[i:], "\\midrule") || starts(line[i:], "\\bottomrule"):
			return true
		default:
			return false
		}
	}
	return dashes >= 3
}
