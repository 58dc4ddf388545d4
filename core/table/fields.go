package table

import "strconv"

// Fields returns the rows of a text, as its lines are cut, for a table of words and numbers whose columns are known by name.
// A number with a decimal comma, or with commas or points between groups of digits, is returned as strconv reads it. problem says what is not a text.
func Fields(text []byte) (out [][]string, problem string) {
	plain, _, problem := decode(text)
	if problem != "" {
		return nil, problem
	}
	separator, label := separate(plain)
	again := func() *rows { return &rows{lines: lines{text: plain}, separator: separator, label: label} }
	var s survey
	for from := again(); ; {
		fields, line, ok := from.next()
		if !ok {
			break
		}
		s.see(fields, line)
	}
	m, _ := decide(s.evidences(s.width()), AnyComma)
	for from := again(); ; {
		fields, _, ok := from.next()
		if !ok {
			return out, ""
		}
		row := make([]string, len(fields))
		for k, f := range fields {
			row[k] = string(f.text)
			if f := look(f.text); !f.ok || f.groups > 0 || m.decimal == '.' && f.commas == 0 {
				continue // words, a list with spaces in it, or a number as it should be
			}
			if v, _, kind := m.number(f.text); kind == isNumber {
				row[k] = strconv.FormatFloat(v, 'g', -1, 64)
			}
		}
		out = append(out, row)
	}
}
