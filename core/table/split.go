package table

import "saddle/core/ascii"

// field is one entry of a row.
type field struct {
	text   []byte
	quoted bool
}

// white stands for any white space as a separator, whole for none: the line is one field.
const (
	white = ' '
	whole = 0
)

// split appends the fields of a line. open says that a quoted field does not end in it.
func split(to []field, line []byte, separator byte) (fields []field, open bool) {
	switch separator {
	case whole:
		f, _, open := first(ascii.Trim(line, space), whole)
		return append(to, f), open
	case '|':
		line = ascii.Trim(line, space)
		if n := len(line); n > 1 && line[0] == '|' && line[n-1] == '|' {
			line = line[1 : n-1]
		}
	case '&':
		line = ascii.TrimRight(line, "\\ \t")
	case white:
		line = ascii.TrimRight(line, space)
	}
	for {
		line = ascii.TrimLeft(line, spaceBut(separator))
		if separator == white && len(line) == 0 {
			return to, false
		}
		f, length, open := first(line, separator)
		to = append(to, f)
		if open || length == len(line) {
			return to, open
		}
		line = line[length+1:]
	}
}

func spaceBut(separator byte) string {
	if separator == '\t' {
		return " \v\f"
	}
	return space
}

// first reads the field with which a line begins, and returns how long it is.
func first(line []byte, separator byte) (f field, length int, open bool) {
	end := func(at int) int {
		if separator == whole {
			return len(line)
		}
		by := string(separator)
		if separator == white {
			by = space
		}
		if i := ascii.Index(line[at:], by); i >= 0 {
			return at + i
		}
		return len(line)
	}
	if len(line) > 0 && (line[0] == '"' || line[0] == '\'') {
		quote := line[0]
		closed := closing(line, quote)
		if closed < 0 && quote == '"' {
			length = end(0)
			return field{ascii.TrimRight(line[:length], space), false}, length, true
		}
		if closed >= 0 {
			to := end(closed + 1)
			if rest := ascii.Trim(line[closed+1:to], space); len(rest) == 0 {
				return field{ascii.Trim(undoubled(line[1:closed], quote), space), true}, to, false
			}
		}
	}
	length = end(0)
	return field{ascii.TrimRight(line[:length], space), false}, length, false
}

// closing returns where the quote ends with which a line begins, −1 if it does not. Two together are one within it.
func closing(line []byte, quote byte) int {
	for i := 1; i < len(line); i++ {
		switch {
		case line[i] == '\\' && i+1 < len(line) && line[i+1] == quote:
			i++
		case line[i] != quote:
		case i+1 < len(line) && line[i+1] == quote:
			i++
		default:
			return i
		}
	}
	return -1
}

func undoubled(text []byte, quote byte) []byte {
	if ascii.Index(text, string(quote)) < 0 {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if (text[i] == quote || text[i] == '\\') && i+1 < len(text) && text[i+1] == quote {
			i++
		}
		out = append(out, text[i])
	}
	return out
}

// A quoted field may go on for so many lines and letters.
const (
	quotedLines   = 20
	quotedLetters = 10_000
)

// rows cuts a text into rows of fields, and leaves out blank lines, comments and rules.
type rows struct {
	lines
	separator byte
	remark    []byte // the last comment before the first row
	started   bool
	latex     int     // rows that end in \\
	names     []field // that lines before the first row declare
	label     int     // if not 0: fields of a row; where there are more, the first are words of one label
	fields    []field
	unclosed  int // quotes that ended nowhere: after some, all are letters
}

// next returns the fields of the next row, which are good until it is called again, and its line.
func (r *rows) next() (fields []field, line int, ok bool) {
	for {
		text, ok := r.lines.next()
		if !ok {
			return nil, 0, false
		}
		line := r.line
		if r.separator == white {
			text = unboxed(text)
		}
		if len(ascii.Trim(text, space)) == 0 || ruled(text) {
			continue
		}
		text = remarked(text)
		if said, is := comment(text); is {
			if name, is := attribute(text); is {
				r.names = append(r.names, field{append([]byte(nil), name...), true})
			}
			if !r.started && len(said) > 0 {
				r.remark = said
			}
			continue
		}
		if n := len(ascii.TrimRight(text, space)); n > 2 && string(ascii.TrimRight(text, space)[n-2:]) == `\\` {
			r.latex++
		}
		fields, open := split(r.fields[:0], text, r.separator)
		if open {
			fields = r.join(text, fields)
		}
		r.fields = fields
		if !filled(fields) {
			continue
		}
		r.started = true
		return r.labelled(fields), line, true
	}
}

// join reads a row with a quoted field that ends in a later line; where none does, the quote is a letter like any other.
func (r *rows) join(text []byte, alone []field) []field {
	const patience = 10
	if r.unclosed > patience {
		return alone
	}
	before := r.lines
	all := append([]byte(nil), text...)
	for range quotedLines {
		more, ok := r.lines.next()
		if !ok || len(all)+len(more) > quotedLetters {
			break
		}
		all = append(append(all, ' '), more...)
		if ascii.Index(more, `"`) < 0 {
			continue
		}
		if fields, open := split(nil, all, r.separator); !open {
			return fields // all stays as it is: the fields are of it
		}
	}
	r.lines = before
	r.unclosed++
	return alone
}

// filled says whether any field of a row has something in it.
func filled(fields []field) bool {
	for _, f := range fields {
		if len(f.text) > 0 {
			return true
		}
	}
	return false
}

// remarked cuts off what follows a # behind a number.
func remarked(line []byte) []byte {
	for i := 1; i+1 < len(line); i++ {
		if line[i] == '#' && has(" \t", line[i-1]) && has(" #", line[i+1]) {
			before := ascii.TrimRight(line[:i], space)
			if n := len(before); n > 0 && before[n-1] >= '0' && before[n-1] <= '9' && ascii.Index(before, `"`) < 0 {
				return before
			}
		}
	}
	return line
}

// labelled joins the first fields of a row that has too many.
func (r *rows) labelled(fields []field) []field {
	extra := len(fields) - r.label
	if r.label == 0 || extra <= 0 {
		return fields
	}
	var words []byte
	for k, f := range fields[:extra+1] {
		if k > 0 {
			words = append(words, ' ')
		}
		words = append(words, f.text...)
	}
	fields[extra] = field{words, true}
	return fields[extra:]
}

// unboxed puts spaces where a line has │ or | between its fields.
func unboxed(line []byte) []byte {
	var copied []byte
	for i, c := range line {
		n := 0
		switch {
		case c == '|':
			n = 1
		case c == 0xe2 && i+2 < len(line) && (line[i+1] == 0x94 || line[i+1] == 0x95):
			n = 3
		}
		if n > 0 && copied == nil {
			copied = append([]byte(nil), line...)
		}
		for k := range n {
			copied[i+k] = ' '
		}
	}
	if copied != nil {
		return copied
	}
	return line
}
