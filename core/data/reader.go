package data

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"saddle/core/ascii"
)

// Error says where a text is not what it should be and what was expected.
type Error struct {
	Line, Column int    // counted from 1; 0: the text as a whole
	Problem      string // what is wrong and what was expected
}

// Error returns the place and the problem, as `line 12, column 3: "abc" is not a number; expected one such as
// -1.5 or 2e-3`.
func (e *Error) Error() string {
	switch {
	case e.Line == 0:
		return e.Problem
	case e.Column == 0:
		return "line " + strconv.Itoa(e.Line) + ": " + e.Problem
	}
	return "line " + strconv.Itoa(e.Line) + ", column " + strconv.Itoa(e.Column) + ": " + e.Problem
}

// longestLine is the bytes of a line at most: 128 numbers of any usual length.
const longestLine = 1 << 16

// Reader makes a Set of CSV text that comes in pieces: one row a line, the same number of columns in
// each. Columns are separated by commas, semicolons, tabs or spaces, as the first line shows; with
// semicolons and tabs a decimal comma is understood. The first line may be a header, none of whose fields is a number.
// Numbers may be quoted. Empty lines and lines that begin with # are skipped. Package encoding/csv reads the quotes of
// tables of words, which is more than numbers need, and slower.
type Reader struct {
	set       Set
	rest      []byte // of a line that has not ended
	afterCR   bool   // the last piece ended in \r: a \n that follows ends no line
	line      int    // lines ended
	separator byte   // 0: not known yet; ' ' stands for any white space
	headed    bool   // there has been a header
	row       []float32
	err       error
}

// Rows returns the number of rows so far.
func (r *Reader) Rows() int { return r.set.rows }

// Read takes in the next piece of the text; a piece may end anywhere. After an *Error the reader stays at it.
func (r *Reader) Read(piece []byte) error {
	for r.err == nil && len(piece) > 0 {
		if r.afterCR && piece[0] == '\n' {
			piece, r.afterCR = piece[1:], false
			continue
		}
		r.afterCR = false
		end := ascii.Index(piece, "\r\n")
		if end < 0 {
			r.rest = append(r.rest, piece...)
			if len(r.rest) > longestLine {
				r.line++
				r.fail(0, "the line is longer than "+strconv.Itoa(longestLine)+" characters; expected at most "+strconv.Itoa(MaxColumns)+" numbers")
			}
			break
		}
		line := piece[:end]
		if len(r.rest) > 0 {
			line = append(r.rest, line...)
			r.rest = line[:0]
		}
		r.afterCR = piece[end] == '\r'
		piece = piece[end+1:]
		r.take(line)
	}
	return r.err
}

// Close ends the text and returns its rows. The reader must not be used again.
func (r *Reader) Close() (*Set, error) {
	if r.err == nil && len(r.rest) > 0 {
		r.take(r.rest)
	}
	if r.err == nil && r.set.rows == 0 {
		r.err = &Error{Problem: "there are no numbers; expected a row of them on each line"}
	}
	if r.err != nil {
		return nil, r.err
	}
	return &r.set, nil
}

func (r *Reader) fail(column int, problem string) {
	r.err = &Error{Line: r.line, Column: column, Problem: problem}
}

// take reads one line.
func (r *Reader) take(line []byte) {
	r.line++
	if len(line) > longestLine {
		r.fail(0, "the line is longer than "+strconv.Itoa(longestLine)+" characters; expected at most "+strconv.Itoa(MaxColumns)+" numbers")
		return
	}
	if r.line == 1 {
		if mark := "\xef\xbb\xbf"; len(line) >= len(mark) && string(line[:len(mark)]) == mark { // with which some programs begin a text
			line = line[len(mark):]
		}
	}
	line = ascii.TrimRight(line, " ")
	if text := ascii.TrimLeft(line, " \t"); len(text) == 0 || text[0] == '#' {
		return
	}
	if ascii.Index(line, "\x00") >= 0 || !utf8.Valid(line) {
		r.fail(0, "the text is not UTF-8; expected a CSV file saved as UTF-8")
		return
	}
	if r.separator == 0 {
		r.separator = separatorOf(line)
	}
	if r.set.rows == 0 && !r.headed && r.header(line) {
		r.headed = true
		return
	}
	r.values(line)
}

// separatorOf returns what separates the columns of a first line.
func separatorOf(line []byte) byte {
	for _, s := range "\t;," {
		if ascii.Index(line, string(s)) >= 0 {
			return byte(s)
		}
	}
	return ' '
}

// header says whether a line has fields of which none is a number.
func (r *Reader) header(line []byte) bool {
	for len(line) > 0 {
		var field []byte
		field, line, _ = r.next(line)
		if _, why := r.number(field); why == "" {
			return false
		}
	}
	return true
}

// next cuts the first field off a line; more is false where it was the last.
func (r *Reader) next(line []byte) (field, rest []byte, more bool) {
	if r.separator == ' ' {
		line = ascii.TrimLeft(line, " \t")
		at := ascii.Index(line, " \t")
		if at < 0 {
			return line, nil, false
		}
		return line[:at], ascii.TrimLeft(line[at:], " \t"), true
	}
	at := ascii.Index(line, string(rune(r.separator)))
	if at < 0 {
		return line, nil, false
	}
	return line[:at], line[at+1:], true
}

// values reads a line as one row.
func (r *Reader) values(line []byte) {
	if r.set.rows == MaxRows {
		r.fail(0, "there are more than 1,000,000 rows; expected at most that many")
		return
	}
	want := r.set.columns
	r.row = r.row[:0]
	for more := true; more; {
		switch n := len(r.row); {
		case want > 0 && n == want:
			r.fail(n+1, "the row goes on; expected "+count(want, "number")+", as in the rows before")
			return
		case n == MaxColumns:
			r.fail(n+1, "the row goes on; expected at most "+count(MaxColumns, "number"))
			return
		}
		var field []byte
		field, line, more = r.next(line)
		v, why := r.number(field)
		if why != "" {
			r.fail(len(r.row)+1, why)
			return
		}
		r.row = append(r.row, v)
	}
	if n := len(r.row); n < want {
		r.fail(n+1, "the row ends; expected "+count(want, "number")+", as in the rows before")
		return
	}
	r.set.add(r.row, r.line)
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// number reads a field; why says what keeps it from being a number.
func (r *Reader) number(field []byte) (v float32, why string) {
	field = ascii.Trim(field, ascii.Space)
	if n := len(field); n >= 2 && (field[0] == '"' || field[0] == '\'') && field[n-1] == field[0] {
		field = ascii.Trim(field[1:n-1], ascii.Space)
	}
	const expected = "; expected a number such as -1.5 or 2e-3"
	if len(field) == 0 {
		return 0, "the field is empty" + expected
	}
	text := string(field)
	if r.separator == ';' || r.separator == '\t' {
		if whole, part, found := strings.Cut(text, ","); found {
			text = whole + "." + part
		}
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil && math.IsInf(x, 0) {
		return 0, show(field) + " is too large; expected at most 1e30"
	}
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, show(field) + " is not a number" + expected
	}
	if math.Abs(x) > 1e30 { // its square would leave float64's range in a product
		return 0, show(field) + " is too large; expected at most 1e30"
	}
	return float32(x), ""
}

// show quotes a field, cut to what a message has room for.
func show(field []byte) string {
	const most = 30
	if text := []rune(string(field)); len(text) > most {
		return strconv.Quote(string(text[:most]) + "…")
	}
	return strconv.Quote(string(field))
}
