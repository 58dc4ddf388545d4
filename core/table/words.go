package table

import "strconv"

// names of separators.
var separatorNames = map[byte]string{'\t': "tabs", ';': "semicolons", ',': "commas", '|': "bars", '&': "ampersands", white: "spaces"}

// describe notes how the text is cut into numbers.
func (t *Table) describe(p *Parser) {
	text := ""
	if name := separatorNames[p.separator]; name != "" {
		text = "Columns are separated by " + name
	} else if p.separator != '[' && p.separator != whole {
		text = "Columns are separated by " + quote(string(rune(p.separator)))
	}
	if p.marks.decimal == ',' {
		if text == "" {
			text = "Numbers have"
		} else {
			text += ", numbers have"
		}
		text += " decimal commas"
	}
	if text != "" {
		t.note(text + ".")
	}
	h := &p.heading
	if h.factor != 1 {
		t.note("All numbers are multiplied by " + strconv.FormatFloat(h.factor, 'g', -1, 64) + ", which stands above them.")
	}
	if h.number {
		t.Notes = append(t.Notes, Note{"The first row is taken for the names of the columns.", "header=no"})
	}
	if h.perhaps {
		t.Notes = append(t.Notes, Note{"The first row, 0 and 1, is taken for numbers.", "header=yes"})
	}
}

// doubtful notes the number that can be read in two ways.
func (t *Table) doubtful(m marks, example string, c Comma) {
	if example == "" {
		return
	}
	as, other := "thousands", "comma=decimal"
	if m.decimal == ',' {
		as, other = "the decimal mark", "comma=thousands"
	}
	v, _, _ := m.number([]byte(example))
	t.Notes = append(t.Notes, Note{"The comma of " + quote(example) + " is taken for " + as + ": " + strconv.FormatFloat(v, 'g', -1, 64) + ".", other})
	_ = c
}

// Why says why a column is not taken if nobody asks for it; empty for one that is.
func (c *Column) Why(rows int) string {
	switch c.Role {
	case Words:
		if c.otherwise {
			return "its numbers are written in another way: " + quote(c.bad.text)
		}
		return "it has words"
	case Empty:
		return "it is empty"
	case Counting:
		return "it counts the rows"
	case Constant:
		v := gap
		for _, x := range c.values {
			if x == x {
				v = x
			}
		}
		return "it is always " + strconv.FormatFloat(v, 'g', 6, 64)
	case Sparse:
		return "it has numbers in " + strconv.Itoa(c.numbers) + " of " + strconv.Itoa(rows) + " rows"
	case Surplus:
		return "at most " + strconv.Itoa(MaxColumns) + " can be taken"
	}
	return ""
}

// Left says which rows are left out where these columns are taken, a sentence for each reason.
func (t *Table) Left(use []int, gaps int) (out []string) {
	count := func(n int) string {
		if n == 1 {
			return "1 row is"
		}
		return strconv.Itoa(n) + " rows are"
	}
	if gaps > 0 {
		var first *example
		name := ""
		for _, k := range use {
			if c := &t.Columns[k]; c.bad.line > 0 && (first == nil || c.bad.line < first.line) {
				first, name = &c.bad, c.Label()
			}
		}
		text := count(gaps) + " left out for want of a number"
		if first != nil {
			is := "is empty"
			if len(first.text) > 0 {
				is = "is " + quote(first.text)
			}
			text += ", the first in " + t.unit + " " + strconv.Itoa(first.line) + ": " + name + " " + is
		}
		out = append(out, text+".")
	}
	for why, l := range t.left {
		if l.rows > 0 {
			out = append(out, count(l.rows)+" left out, "+[reasons]string{
				tooLong: "which go on after the last column", tooShort: "which have too few fields", repeatedHeader: "which repeat the header", aTotal: "which are totals",
			}[why]+", the first in "+t.unit+" "+strconv.Itoa(l.first)+".")
		}
	}
	if t.beyond > 0 {
		out = append(out, count(t.beyond)+" left out: at most 1,000,000 can be taken.")
	}
	for k := range t.Columns {
		c := &t.Columns[k]
		if c.percent {
			out = append(out, "Per cent signs are left out: 12 % is 12.")
			break
		}
	}
	return out
}
