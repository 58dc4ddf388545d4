package table

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"saddle/core/rng"
)

// drawn is a random table: numbers of several forms, words, gaps, a constant, an index without a name; with names or without.
type drawn struct {
	names []string // nil: none
	cells [][]string
}

func draw(r *rng.Stream) drawn {
	rows, columns := 4+r.IntN(8), 2+r.IntN(4)
	var d drawn
	d.cells = make([][]string, rows)
	named := r.IntN(3) > 0
	for j := range columns {
		form := r.IntN(6)
		if j == 0 { // there is a column of numbers that vary
			form = 0
		}
		name := string(rune('p' + j))
		for i := range rows {
			v := 10 * r.Normal()
			cell := ""
			switch form {
			case 0:
				cell = strconv.FormatFloat(v, 'f', 1+r.IntN(4), 64)
			case 1:
				cell = strconv.Itoa(int(v) + 100*i)
			case 2:
				cell = strings.Repeat(string(rune('a'+r.IntN(9))), 1+r.IntN(3))
			case 3:
				cell = "7"
			case 4:
				cell = strconv.FormatFloat(v, 'e', 3, 64)
			case 5:
				cell = strconv.Itoa(i)
				name = ""
			}
			if form != 5 && r.IntN(12) == 0 {
				cell = "NA"
			}
			d.cells[i] = append(d.cells[i], cell)
		}
		if named {
			d.names = append(d.names, name)
		}
	}
	return d
}

// style is how a table is written.
type style struct {
	separator   string
	decimal     string
	end         string
	quoted      bool // all fields are
	finalEnd    bool
	utf16, mark bool
}

func (d drawn) write(s style) []byte {
	var b strings.Builder
	row := func(cells []string) {
		for j, c := range cells {
			if j > 0 {
				b.WriteString(s.separator)
			}
			if s.decimal == "," && len(c) > 0 && (c[0] == '-' || c[0] >= '0' && c[0] <= '9') {
				c = strings.Replace(c, ".", ",", 1)
			}
			if s.quoted || c == "" && s.separator == " " || strings.Contains(c, s.separator) {
				c = `"` + c + `"`
			}
			b.WriteString(c)
		}
		b.WriteString(s.end)
	}
	if d.names != nil {
		row(d.names)
	}
	for _, cells := range d.cells {
		row(cells)
	}
	text := b.String()
	if !s.finalEnd {
		text = strings.TrimSuffix(text, s.end)
	}
	if !s.utf16 {
		if s.mark {
			text = "\ufeff" + text
		}
		return []byte(text)
	}
	var out []byte
	for _, u := range utf16.Encode([]rune("\ufeff" + text)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// permuted returns the table with its columns in another order.
func (d drawn) permuted(order []int) drawn {
	pick := func(cells []string) (out []string) {
		for _, j := range order {
			out = append(out, cells[j])
		}
		return out
	}
	var out drawn
	if d.names != nil {
		out.names = pick(d.names)
	}
	for _, cells := range d.cells {
		out.cells = append(out.cells, pick(cells))
	}
	return out
}

// meaning is what a table is read as, whatever the order of its columns: where each comes from, its name, why it is left out,
// and its numbers.
func meaning(t *testing.T, text []byte, order []int) string {
	t.Helper()
	table, problem := parse(text, Choice{}, len(text))
	if problem != "" {
		return problem
	}
	if len(table.Columns) != len(order) {
		return strconv.Itoa(len(table.Columns)) + " columns"
	}
	out := make([]string, len(order))
	for k, j := range order {
		c := &table.Columns[k]
		out[j] = c.Name + "|" + c.Why(table.Rows)
		for _, v := range c.values {
			if c.Role == Numbers {
				out[j] += " " + strconv.FormatFloat(v, 'g', -1, 64)
			}
		}
	}
	return strings.Join(out, "\n")
}

// No table's meaning changes when its columns are permuted, or when it is written with other separators, decimal marks, quotes,
// line ends or encodings.
func TestMeaningStays(t *testing.T) {
	r := rng.New(3, "test")
	for range 500 {
		d := draw(r)
		identity := make([]int, len(d.cells[0]))
		for j := range identity {
			identity[j] = j
		}
		plain := style{separator: ",", decimal: ".", end: "\n", finalEnd: true}
		text := d.write(plain)
		want := meaning(t, text, identity)

		order := slices.Clone(identity)
		for j := range order {
			k := j + r.IntN(len(order)-j)
			order[j], order[k] = order[k], order[j]
		}
		if got := meaning(t, d.permuted(order).write(plain), order); got != want {
			t.Fatalf("%s\nis read as\n%s\nwith its columns in the order %v as\n%s", text, want, order, got)
		}
		for range 3 {
			s := style{separator: []string{",", ";", "\t", "|", " "}[r.IntN(5)], decimal: []string{".", ","}[r.IntN(2)], end: []string{"\n", "\r\n", "\r"}[r.IntN(3)],
				quoted: r.IntN(4) == 0, finalEnd: r.IntN(2) == 0, utf16: r.IntN(5) == 0, mark: r.IntN(5) == 0}
			other := d.write(s)
			if got := meaning(t, other, identity); got != want {
				t.Fatalf("%s\nis read as\n%s\nand as %+v\n%s\nas\n%s", text, want, s, other, got)
			}
		}
	}
}

func FuzzParser(f *testing.F) {
	for _, seed := range []string{"x,y\n1,2\n3,4\n", "\xef\xbb\xbf1;2,5\r\n3;4\r", "# c\n 1 2\n\"3\" 4", "1\t2\n\n,\n", "[[1,2],[3,4]]", `{"a":[1,2],"b":{"c":1}}`,
		"|a|b|\n|--|--|\n|1|2|", "\xff\xfe1\x00,\x002\x00", "sep=;\n1,5;2", "[1] 1 2\n[3] 4", "   1.0e+03 *\n 1 2\n", "a b\nc d 1 2\n", "1 & 2 \\\\\n3 & 4 \\\\", "x = [1 2; 3 4];"} {
		f.Add([]byte(seed), 3, byte(0))
	}
	f.Fuzz(func(t *testing.T, text []byte, size int, choice byte) {
		c := Choice{Comma: Comma(choice % 3), Header: Header(choice / 3 % 3)}
		whole, problem := parse(text, c, max(1, len(text)))
		pieces, problem2 := parse(text, c, 1+int(uint(size)%64))
		if problem != problem2 {
			t.Fatalf("whole: %q, in pieces: %q", problem, problem2)
		}
		if problem != "" {
			return
		}
		if a, b := taken(whole), taken(pieces); a != b {
			t.Fatalf("whole:\n%s\nin pieces:\n%s", a, b)
		}
		use := whole.Default()
		if len(use) == 0 || len(use) > MaxColumns {
			t.Fatalf("%d columns are taken", len(use))
		}
		gaps := whole.Each(use, func(row []float64, line int) {
			for _, v := range row {
				if math.IsNaN(v) || math.Abs(v) > largest || line < 1 {
					t.Fatalf("line %d holds %v", line, v)
				}
			}
		})
		whole.Left(use, gaps)
		for k := range whole.Columns {
			c := &whole.Columns[k]
			c.Why(whole.Rows)
			if c.CanTake() && len(c.values) != whole.Rows {
				t.Fatalf("%s has %d numbers in %d rows", c.Label(), len(c.values), whole.Rows)
			}
		}
	})
}
