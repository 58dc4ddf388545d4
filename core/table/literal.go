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
	names  []string // of an object's values, which are in list
	rows   []int    // where the rows of a list end that has semicolons or line ends between them
	text   []byte   // of a field
	is     byte     // '[', '{', or 0 for a field
	quoted bool
	cut    bool // dots stand for a part of it
}

// literalOf says whether a text is a value; empty says why it cannot be read.
func literalOf(text []byte) (v value, is bool, problem string) {
	l := literal{text: text}
	l.assigned()
	if l.at >= len(text) || text[l.at] != '[' && text[l.at] != '{' && text[l.at] != '(' {
		return v, false, ""
	}
	if text[l.at] == '[' && l.label() {
		return v, false, "" // [1] 0.3 −1.2, a vector as R prints it; [1,] of a matrix
	}
	var all []value
	for l.fail == "" {
		l.blanks()
		if l.at >= len(text) {
			break
		}
		all = append(all, l.value())
		for l.at < len(text) && has(" \t\r\n;,", text[l.at]) {
			l.at++
		}
	}
	switch {
	case l.fail != "":
		return v, true, l.fail
	case len(all) == 1:
		return all[0], true, ""
	}
	return value{is: '[', list: all}, true, "" // JSON by lines
}

// assigned skips a name and what gives it a value, as in const double x[2][2] = {, if that is how a text begins.
func (l *literal) assigned() {
	l.blanks()
	for at := l.at; at < len(l.text) && l.text[at] != '\n'; at++ {
		for _, assigns := range [...]string{"<-", "="} {
			if at == l.at || !starts(l.text[at:], assigns) {
				continue
			}
			next := literal{text: l.text, at: at + len(assigns)}
			if next.blanks(); next.at < len(l.text) && (has("[{(", l.text[next.at]) || letter(l.text[next.at])) {
				l.at = next.at
				l.function()
			}
			return
		}
		if c := l.text[at]; !letter(c) && !has(" 0123456789[]<>*:", c) {
			break
		}
	}
	l.function()
}

// function skips the name of a function before its bracket, as in np.array(.
func (l *literal) function() {
	at := l.at
	for at < len(l.text) && (letter(l.text[at]) || at > l.at && l.text[at] >= '0' && l.text[at] <= '9') {
		at++
	}
	if at < len(l.text) && l.text[at] == '(' {
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
	for l.at < len(l.text) && !has(" \t\r\n\v\f,;:[](){}\"", l.text[l.at]) {
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
	return value{text: l.text[begin:l.at]}
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
		item := l.value()
		comma = false
		l.blankLine()
		if l.at < len(l.text) && item.is == 0 && (l.text[l.at] == ':' || l.text[l.at] == '=') {
			l.at++
			v.is = '{'
			v.names = append(v.names, string(item.text))
			item = l.value()
		}
		if item.is == 0 && !item.quoted && (string(item.text) == "..." || string(item.text) == "…") {
			v.cut = true
			continue
		}
		v.cut = v.cut || item.cut
		v.list = append(v.list, item)
	}
	return v
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
