package table

import (
	"math"
	"math/bits"
	"strconv"

	"saddle/core/ascii"
)

// Bounds of a text.
const (
	MaxRows  = 1_000_000 // that are taken
	MaxBytes = 1 << 30   // of it
)

const (
	stored = 256  // columns of numbers that are kept to choose from
	stint  = 3000 // rows that are read at once
)

// Choice is what a reader says of a text that can be read in two ways; the zero value leaves all to the text.
type Choice struct {
	Comma  Comma  // within numbers
	Header Header // of the first row
}

// Parser makes a table of a text that comes in pieces: Write takes them in, then Next is called until it is false, then Table
// has the table. The zero value is ready.
type Parser struct {
	Choice Choice // what the reader wants otherwise

	pieces [][]byte
	length int
	text   []byte
	state  func() // what Next does; nil: there is no more

	from      source
	again     func() source // the rows from the beginning
	separator byte
	survey    survey
	width     int
	marks     marks
	heading   heading
	row       int // of the second reading
	table     Table
	problem   string
}

// Write takes in a piece, which may begin and end anywhere, and says why if the text is too long.
func (p *Parser) Write(piece []byte) (problem string) {
	if p.length += len(piece); p.length > MaxBytes {
		return "it is longer than a gigabyte; give a part of it"
	}
	p.pieces = append(p.pieces, append([]byte(nil), piece...))
	return ""
}

// Next does a part of the work after the last piece, of a few milliseconds, and says whether there is more to do.
func (p *Parser) Next() bool {
	if p.state == nil {
		p.open()
	} else {
		p.state()
	}
	return p.problem == "" && !p.table.whole
}

// Table returns what was read. problem says why there is none.
func (p *Parser) Table() (t *Table, problem string) {
	if p.problem != "" {
		return nil, p.problem
	}
	return &p.table, ""
}

// open finds out what kind of text it is.
func (p *Parser) open() {
	text := make([]byte, 0, p.length)
	for _, piece := range p.pieces {
		text = append(text, piece...)
	}
	p.pieces = nil
	var encoding string
	if text, encoding, p.problem = decode(text); p.problem != "" {
		return
	}
	p.text = text
	if encoding != inUTF8 {
		p.table.note("The text is in " + encoding + ".")
	}
	p.marks = marks{'.'}
	if !p.literal() {
		p.separate()
	}
	if p.problem == "" {
		p.from = p.again()
		p.state = p.look
	}
}

// literal opens a text that is a value of a programming language, or a vector as R prints it.
func (p *Parser) literal() bool {
	p.table.unit = "row"
	v, is, problem := literalOf(p.text)
	if vector, ok := printed(p.text); ok {
		p.list(vector)
		return true
	}
	if points, ok := pairs(p.text); ok {
		p.list(points)
		return true
	}
	if !is {
		return false
	}
	rows, named, why := rowsOf(v)
	if named && p.Choice.Header == AnyHeader {
		p.Choice.Header = HasHeader
	}
	if problem == "" {
		problem = why
	}
	if p.problem = problem; problem == "" {
		p.list(rows)
	}
	return true
}

// list has the rows of a literal read.
func (p *Parser) list(rows [][]field) {
	p.separator = '['
	p.again = func() source { return &listed{rows: rows} }
}

// separate opens a text of lines.
func (p *Parser) separate() {
	p.table.unit = "line"
	begin := lines{text: p.text}
	if first, ok := begin.next(); ok {
		if s := ascii.Trim(first, " \t\""); len(s) == 5 && starts(s, "sep=") || string(s) == "sep=" {
			p.separator = '\t'
			if len(s) == 5 {
				p.separator = s[4]
			}
			if p.separator == ' ' {
				p.separator = white
			}
			p.again = func() source { return &rows{lines: begin, separator: p.separator} }
			return
		}
	}
	if text := ascii.TrimLeft(p.text, ascii.Space); starts(text, "<") {
		p.problem = "it is HTML or XML; copy the table itself, or save it as CSV"
		return
	}
	separator, label := separate(p.text)
	p.separator = separator
	p.again = func() source { return &rows{lines: lines{text: p.text}, separator: separator, label: label} }
}

// printed reads a vector as R prints it: lines that begin with the place of their first number, as [13].
func printed(text []byte) (rows [][]field, is bool) {
	l := lines{text: text}
	for {
		line, ok := l.next()
		if !ok {
			return rows, len(rows) > 0
		}
		fields, _ := split(nil, line, white)
		if len(fields) == 0 {
			continue
		}
		label := string(fields[0].text)
		if label != "["+strconv.Itoa(len(rows)+1)+"]" || len(fields) == 1 {
			return nil, false
		}
		for _, f := range fields[1:] {
			rows = append(rows, []field{f})
		}
	}
}

// pairs reads points in one line, as 0.3,-1.2 1.1,0.4, whose numbers are whole groups between spaces.
func pairs(text []byte) (rows [][]field, is bool) {
	text = ascii.Trim(text, ascii.Space)
	if ascii.Index(text, "\r\n") >= 0 {
		return nil, false
	}
	groups, _ := split(nil, text, white)
	for _, g := range groups {
		row, _ := split(nil, g.text, ',')
		if len(groups) < 2 || len(row) < 2 || len(rows) > 0 && len(row) != len(rows[0]) {
			return nil, false
		}
		for _, f := range row {
			if _, _, k := (marks{'.'}).number(f.text); k != isNumber {
				return nil, false
			}
		}
		rows = append(rows, append([]field(nil), row...))
	}
	return rows, len(rows) > 1
}

// look reads all rows a first time.
func (p *Parser) look() {
	for range stint {
		fields, line, ok := p.from.next()
		if !ok {
			p.decide()
			return
		}
		p.survey.see(fields, line)
	}
}

// decide turns to the second reading.
func (p *Parser) decide() {
	s := &p.survey
	p.width = s.width()
	if p.width == 0 {
		p.problem = noNumbers
		return
	}
	if p.separator != '[' {
		var doubt string
		p.marks, doubt = decide(s.evidences(p.width), p.Choice.Comma)
		p.table.doubtful(p.marks, doubt, p.Choice.Comma)
	}
	p.heading = s.heading(p.width, p.marks, p.Choice.Header)
	if s.rows == 1 && p.width > 2 && p.heading.names == nil && p.separator != '[' {
		var column [][]field
		for _, f := range s.head[0] {
			column = append(column, []field{f})
		}
		p.table.note("One line of numbers is read as one column.")
		p.list(column)
		p.width = 1
	}
	if p.heading.names == nil {
		p.remarkNames()
	}
	p.table.describe(p)
	for k := range p.width {
		p.table.Columns = append(p.table.Columns, Column{Place: k + 1})
		if p.heading.names != nil {
			p.table.Columns[k].Name = p.heading.names[k]
		}
		p.table.Columns[k].keep = k < len(s.columns) && s.columns[k].numbers > 0 && p.table.kept < stored || p.width == 1
		if p.table.Columns[k].keep {
			p.table.kept++
		}
		p.table.Columns[k].otherwise = k < len(s.columns) && s.columns[k].numbers > 2*s.columns[k].texts
	}
	distinct(p.table.Columns)
	p.from, p.row = p.again(), 0
	p.state = p.read
}

// remarkNames takes names from the last comment before the rows, if it has as many words as there are columns.
func (p *Parser) remarkNames() {
	r, ok := p.from.(*rows)
	if !ok || p.Choice.Header == NoHeader {
		return
	}
	if len(r.names) == p.width {
		p.heading.names, _ = joined([][]field{r.names}, p.width)
		return
	}
	for _, s := range [...]byte{p.separator, white} {
		fields, _ := split(nil, r.remark, s)
		if numbers, texts := kinds(fields, p.marks); len(fields) == p.width && numbers == 0 && texts > 0 {
			p.heading.names, _ = joined([][]field{fields}, p.width)
			return
		}
	}
}

// read reads all rows a second time.
func (p *Parser) read() {
	for range stint {
		fields, line, ok := p.from.next()
		if !ok {
			p.finish()
			return
		}
		if p.row++; p.row <= p.heading.rows {
			continue
		}
		if p.table.Rows == MaxRows {
			p.table.beyond++
			continue
		}
		p.take(fields, line)
	}
}

// take reads a row.
func (p *Parser) take(fields []field, line int) {
	t := &p.table
	switch {
	case p.repeated(fields):
		t.leave(repeatedHeader, line)
		return
	case len(fields) > p.width && filled(fields[p.width:]):
		t.leave(tooLong, line)
		return
	case len(fields) < p.width && (p.separator == white || p.separator == whole):
		t.leave(tooShort, line)
		return
	}
	t.summarises(fields[0].text)
	for k := range min(len(fields), p.width) {
		if !fields[k].quoted && t.total(fields[k].text) {
			t.leave(aTotal, line)
			return
		}
	}
	t.lines = append(t.lines, int32(line))
	t.Rows++
	for k := range p.width {
		var text []byte
		if k < len(fields) {
			text = fields[k].text
		}
		t.Columns[k].add(text, line, p.marks, p.heading.factor)
	}
}

// repeated says whether a row is the header once more.
func (p *Parser) repeated(fields []field) bool {
	if p.heading.names == nil || p.heading.rows == 0 || p.heading.rows > len(p.survey.head) {
		return false
	}
	names := p.survey.head[p.heading.rows-1]
	if len(names) != len(fields) {
		return false
	}
	for k, f := range fields {
		if string(f.text) != string(names[k].text) {
			return false
		}
	}
	return true
}

const summaryRows = "it is a summary, with means and deviations; give the samples themselves"

const noNumbers = "there are no numbers; expected a row of them on each line"

func (p *Parser) finish() {
	t := &p.table
	t.whole = true
	t.roles(p.heading)
	p.text = nil
	if bits.OnesCount(t.summary) >= 4 && t.Rows <= len(summaries) {
		p.problem = summaryRows
		return
	}
	if len(t.Default()) > 0 {
		return
	}
	p.problem = noNumbers
	p.problem += "; " + t.unit + " " + strconv.Itoa(p.survey.lines[0]) + " begins with " + quote(string(p.survey.head[0][0].text))
}

// distinct gives columns of one name different ones.
func distinct(columns []Column) {
	seen := map[string]int{}
	for k := range columns {
		name := columns[k].Name
		if name == "" {
			continue
		}
		if seen[name]++; seen[name] > 1 {
			columns[k].Name = name + " (" + strconv.Itoa(seen[name]) + ")"
		}
	}
}

func quote(text string) string {
	const most = 30
	if letters := []rune(text); len(letters) > most {
		text = string(letters[:most]) + "…"
	}
	return "“" + text + "”"
}

var gap = math.NaN() // of a column of numbers
