package table

import (
	"strconv"

	"saddle/core/ascii"
)

// literal is a text that is written as a value of a programming language: JSON, or the brackets of others.
type literal struct {
	text []byte
	at   int
	deep int
	fail string // why it is no value
}

// value is one: a list, an object, or a field.
type value struct {
	list   []value
	names  []string // of its values, which are in list; empty for those without
	rows   []int    // where the rows of a list end that has semicolons or line ends between them
	text   []byte   // of a field
	is     byte     // '[', '{', or 0 for a field
	quoted bool
	cut    bool // dots stand for a part of it
}

// literalOf says whether a text is a value, or several with names; problem says why it cannot be read.
func literalOf(text []byte) (v value, is bool, problem string) {
	l := literal{text: text}
	l.preamble()
	name := l.assigned()
	if l.at >= len(text) || !has("[{(", text[l.at]) {
		return v, false, ""
	}
	if text[l.at] == '[' && l.label() {
		return v, false, "" // [1] 0.3 −1.2, a vector as R prints it; [1,] of a matrix
	}
	all := value{is: '['}
	for {
		item := l.value()
		all.list, all.names = append(all.list, item), append(all.names, name)
		l.behind()
		if l.at+1 < len(text) && text[l.at] == '.' && letter(text[l.at+1]) {
			l.wrong(other)
			break
		}
		if l.preamble(); l.at >= len(text) || l.fail != "" {
			break
		}
		if name = l.assigned(); l.at >= len(text) || !has("[{(", text[l.at]) {
			l.wrong(other)
			break
		}
	}
	switch {
	case l.fail != "":
		return v, true, l.fail
	case len(all.list) == 1:
		return all.list[0], true, ""
	case all.aligned():
		all.is = '{'
		return all, true, "" // x = [1, 2]; y = [3, 4]
	}
	return value{is: '[', list: all.list}, true, "" // JSON by lines
}

const other = "after the numbers comes something else; give numbers alone"

// aligned says whether all values have names and are lists of one length.
func (v value) aligned() bool {
	for k, item := range v.list {
		if v.names[k] == "" || !item.flat() || len(item.list) != len(v.list[0].list) {
			return false
		}
	}
	return true
}

// preambles begin lines of a program that are no values.
var preambles = []string{"#", "%", "//", "import ", "from ", "library(", "using ", "clear", "clc", "close all", "require("}

// preamble skips blanks and such lines.
func (l *literal) preamble() {
	for {
		l.blanks()
		skip := false
		for _, p := range preambles {
			skip = skip || starts(l.text[l.at:], p)
		}
		if !skip {
			return
		}
		end := ascii.Index(l.text[l.at:], "\r\n")
		if end < 0 {
			l.at = len(l.text)
			return
		}
		l.at += end
	}
}

// behind skips what may stand behind a value: a transposition, and what ends a statement.
func (l *literal) behind() {
	for _, turned := range [...]string{"'", ".'", ".T"} {
		if starts(l.text[l.at:], turned) {
			l.at += len(turned)
			break
		}
	}
	for l.at < len(l.text) && has(" \t\r\n;,", l.text[l.at]) {
		l.at++
	}
}

// assigned skips a name and what gives it a value, as in const double x[2][2] = {, if that is how a statement begins, and the name of
// a function before a bracket. It returns the name.
func (l *literal) assigned() (name string) {
	begin := l.at
	for at := l.at; at < len(l.text) && l.text[at] != '\n'; at++ {
		for _, assigns := range [...]string{"<-", "="} {
			if at == begin || !starts(l.text[at:], assigns) {
				continue
			}
			next := literal{text: l.text, at: at + len(assigns)}
			if next.blanks(); next.at < len(l.text) && (has("[{(", l.text[next.at]) || letter(l.text[next.at])) {
				l.at = next.at
				l.function()
			}
			words, _ := split(nil, l.text[begin:at], white)
			return cleaned(words[len(words)-1].text)
		}
		if c := l.text[at]; !letter(c) && !has(" 0123456789[]<>*:", c) {
			break
		}
	}
	l.function()
	return ""
}

// function skips the name of a function or a type before its bracket, as in np.array(.
func (l *literal) function() {
	at := l.at
	for at < len(l.text) && (letter(l.text[at]) || at > l.at && has("0123456789 ", l.text[at]) || at > l.at && starts(l.text[at:], "[]")) {
		if l.text[at] == '[' {
			at++
		}
		at++
	}
	if at < len(l.text) && (l.text[at] == '(' || at > l.at && has("[{", l.text[at])) {
		l.at = at
	}
}

func letter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '.'
}

// label says whether a bracket holds a row number of R and nothing else.
func (l *literal) label() bool {
	i := l.at + 1
	if i < len(l.text) && l.text[i] == ',' {
		return true
	}
	for i < len(l.text) && (l.text[i] >= '0' && l.text[i] <= '9' || l.text[i] == ',') {
		i++
	}
	if i == l.at+1 || i >= len(l.text) || l.text[i] != ']' {
		return false
	}
	rest := l.text[i+1:]
	end := ascii.Index(rest, "\r\n")
	if end < 0 {
		end = len(rest)
	}
	return len(ascii.Trim(rest[:end], " \t;,")) > 0
}

func (l *literal) blanks() {
	for l.at < len(l.text) && has(" \t\r\n\v\f", l.text[l.at]) {
		l.at++
	}
}

func has(list string, c byte) bool { return ascii.Index(string(c), list) >= 0 }

const deepest = 20

func (l *literal) value() value {
	l.blanks()
	if l.at >= len(l.text) {
		l.wrong("it ends before its last bracket")
		return value{}
	}
	switch c := l.text[l.at]; c {
	case '[', '(', '{':
		return l.brackets(c)
	case '"', '\'':
		return l.quoted(c)
	}
	begin := l.at
	for l.at < len(l.text) && !has(" \t\r\n\v\f,;:=[](){}\"", l.text[l.at]) {
		l.at++
	}
	if l.at < len(l.text) && l.text[l.at] == '(' { // np.float64(0.3), c(1, 2)
		inner := l.brackets('(')
		if len(inner.list) == 1 && inner.list[0].is == 0 {
			return inner.list[0]
		}
		return inner
	}
	if l.at == begin {
		l.wrong("there is a " + strconv.Quote(string(l.text[l.at:l.at+1])) + " where a value should be")
		l.at = len(l.text)
		return value{}
	}
	return value{text: unmarked(l.text[begin:l.at])}
}

// unmarked returns a number without what a language puts behind it to tell its type, as 3L, 0.5f or 0.5`.
func unmarked(text []byte) []byte {
	n := len(text) - 1
	if n > 0 && has("Lf`", text[n]) && has("0123456789.", text[n-1]) {
		return text[:n]
	}
	return text
}

func (l *literal) wrong(why string) {
	if l.fail == "" {
		line := 1
		for _, c := range l.text[:min(l.at, len(l.text))] {
			if c == '\n' {
				line++
			}
		}
		l.fail = "line " + strconv.Itoa(line) + ": " + why
	}
}

func (l *literal) quoted(quote byte) value {
	closed := closing(l.text[l.at:], quote)
	if closed < 0 {
		l.wrong("a quote is not closed")
		l.at = len(l.text)
		return value{}
	}
	v := value{text: undoubled(l.text[l.at+1:l.at+closed], quote), quoted: true}
	l.at += closed + 1
	return v
}

// brackets reads a list or an object.
func (l *literal) brackets(open byte) value {
	v := value{is: '['}
	l.at++
	if l.deep++; l.deep > deepest {
		l.wrong("brackets are nested too deep")
	}
	defer func() { l.deep-- }()
	shut := map[byte]byte{'[': ']', '(': ')', '{': '}'}[open]
	comma := true
	for l.fail == "" {
		from := l.at
		l.blanks()
		if l.at >= len(l.text) {
			l.wrong("it ends before its last bracket")
			break
		}
		if !comma && len(v.list) > 0 && ascii.Index(l.text[from:l.at], "\r\n") >= 0 {
			v.rows = append(v.rows, len(v.list))
		}
		switch c := l.text[l.at]; {
		case c == shut:
			l.at++
			return v
		case c == ',' || c == ';':
			l.at++
			if c == ';' && (len(v.rows) == 0 || v.rows[len(v.rows)-1] != len(v.list)) {
				v.rows = append(v.rows, len(v.list))
			}
			comma = true
			continue
		}
		item, name := l.value(), ""
		comma = false
		if open != '{' && l.through(&v, item, name) {
			continue
		}
		l.blankLine()
		if l.at < len(l.text) && item.is == 0 && (l.text[l.at] == ':' || l.text[l.at] == '=') {
			l.at++
			v.is = '{'
			name = string(item.text)
			item = l.value()
			if to := (value{is: '['}); l.through(&to, item, "") {
				item = to
			}
		}
		if item.is == 0 && !item.quoted && (string(item.text) == "..." || string(item.text) == "…") {
			v.cut = true
			continue
		}
		v.cut = v.cut || item.cut
		v.list, v.names = append(v.list, item), append(v.names, name)
	}
	return v
}

// through adds the whole numbers of a range of R, as 1:6, of which the first has been read, and says whether there is one.
func (l *literal) through(v *value, from value, name string) bool {
	rest := l.text[l.at:]
	if from.is != 0 || from.quoted || len(rest) < 2 || rest[0] != ':' || !has("-0123456789", rest[1]) {
		return false
	}
	n := 1
	for n < len(rest) && has("-0123456789L", rest[n]) {
		n++
	}
	a, _, k := marks{'.'}.number(from.text)
	b, _, k2 := marks{'.'}.number(unmarked(rest[1:n]))
	const most = 1_000_000
	if k != isNumber || k2 != isNumber || b < a || b-a > most {
		return false
	}
	l.at += n
	for ; a <= b; a++ {
		v.list, v.names = append(v.list, value{text: strconv.AppendFloat(nil, a, 'f', -1, 64)}), append(v.names, name)
	}
	return true
}

// blankLine skips blanks on the line, to see whether a colon follows.
func (l *literal) blankLine() {
	at := l.at
	for at < len(l.text) && has(" \t", l.text[at]) {
		at++
	}
	if at < len(l.text) && (l.text[at] == ':' || l.text[at] == '=') {
		l.at = at
	}
}
